"""Text and its dates -> the dates whose year a widely known event tells ("the Hamas attack of October 7":
2023).

Alone knows the table of such events. An event counts only where its name and its day stand in one sentence.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.corpus.calendar import CalendarDate, day_of, find


@dataclass(frozen=True, slots=True)
class Anchor:
    """An event of general knowledge: who or where, what happened, and its first day."""

    name: str
    who: re.Pattern[str]
    what: re.Pattern[str]
    date: dt.date

    def named_in(self, sentence: str) -> bool:
        """Tell whether a sentence that holds the day speaks of this event."""
        return bool(self.who.search(sentence) and self.what.search(sentence))


def _rows() -> tuple[Anchor, ...]:
    with (Path(__file__).parent / "tables" / "anchors.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Anchor(row["name"], _words(row["who"]), _words(row["what"]), dt.date.fromisoformat(row["date"]))
            for row in csv.DictReader(lines)
        )


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})", re.IGNORECASE)


ANCHORS = _rows()
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z])|\n\s*\n")


def anchored(text: str, dates: Sequence[CalendarDate]) -> dict[CalendarDate, dt.date]:
    """Return the full date of each yearless one that a known event of its own sentence fixes.

    Two events of one calendar day that both fit leave it open.
    """
    found: dict[CalendarDate, dt.date] = {}
    for value in dates:
        if value.year is None and value.month is not None and value.day is not None:
            sentence = _sentence_around(text, value)
            fitting = {a.date for a in ANCHORS if _is_day(a, value) and a.named_in(sentence)}
            if len(fitting) == 1:
                found[value] = fitting.pop()
    return found


def by_weekday(text: str, dates: Sequence[CalendarDate]) -> dict[CalendarDate, dt.date]:
    """Return the full date of each yearless one whose weekday fits but one year about those the text names:
    "Friday, September 29" beside "elections in January 2024" is of 2023.
    """
    named = {d.year for d in dates if d.year} | {int(y) for y in _YEAR.findall(text)}
    about = {now.year for now in _elapsed(text)} or {year + step for year in named for step in (-1, 0, 1)}
    found: dict[CalendarDate, dt.date] = {}
    for value in dates:
        if value.year is None and value.month and value.day and value.weekday is not None:
            days = (day_of(year, value.month, value.day) for year in about)
            fitting = {day for day in days if day is not None and day.weekday() == value.weekday}
            if len(fitting) == 1:
                found[value] = fitting.pop()
    return found


_BESIDE = 60  # code points in which the time that has passed since a day is told
_FOR = re.compile(r"\b(?P<number>\d{1,3}) months\b(?! (?:ago|old|later|earlier|before|after))")


def _elapsed(text: str) -> list[dt.date]:
    """Return the months of now that "since March 2023, that is, for 28 months" tells, as their first days.

    Years leave two calendar years open, so only months count.
    """
    found = []
    for since in find(text):
        if since.year and since.month and re.search(r"\bsince\s+$", text[: since.start][-8:], re.I):
            beside = _FOR.search(text[since.end : since.end + _BESIDE].split(".")[0])
            if beside:
                months = since.year * 12 + since.month - 1 + int(beside["number"])
                found.append(dt.date(months // 12, months % 12 + 1, 1))
    return found


def _is_day(anchor: Anchor, value: CalendarDate) -> bool:
    return (anchor.date.month, anchor.date.day) == (value.month, value.day)


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SENTENCE_LIMIT = 1000  # code points to either side: longer sentences are lists


def _sentence_around(text: str, value: CalendarDate) -> str:
    """Return the sentence that holds a date; abbreviated months ("Feb. 24") do not end one."""
    first, last = max(0, value.start - _SENTENCE_LIMIT), value.end + _SENTENCE_LIMIT
    start = max((m.end() for m in _SENTENCE_END.finditer(text, first, value.start)), default=first)
    after = _SENTENCE_END.search(text, value.end, last)
    return text[start : after.start() if after else last]
