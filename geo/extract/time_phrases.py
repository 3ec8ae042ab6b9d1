"""Text -> its phrases of time as they are found: calendar dates, phrases of `tables/time.toml`, clock times,
ranges of two.

Alone knows how such phrases look and which of them belong together ("Friday of last week", "from Monday to
Wednesday"). What day they mean is `time_resolve`'s.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from geo.corpus import calendar
from geo.extract import clock, numbers

TABLE = tomllib.loads((Path(__file__).parent / "tables" / "time.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Phrase:
    """An expression as found: a calendar date, a phrase of the table, or a clock time; `to` closes a
    range.
    """

    start: int
    end: int
    rule: str
    calendar: calendar.CalendarDate | None = None
    unit: str = "day"
    step: int = 0
    told: bool = False
    time: str | None = None
    to: Phrase | None = None


def phrases(text: str, dates: Iterable[calendar.CalendarDate]) -> list[Phrase]:
    """Return the phrases of a text in order, none inside another; `dates` are those `calendar.find` gives."""
    return _joined(_single(text, dates), text)


def _single(text: str, dates: Iterable[calendar.CalendarDate]) -> list[Phrase]:
    found = [Phrase(d.start, d.end, "weekday" if _only_weekday(d) else "date", calendar=d) for d in dates]
    for row, pattern in _PATTERNS:
        found += [_of_table(row, match) for match in pattern.finditer(text)]
    found += [Phrase(c.start, c.end, "clock", time=c.time) for c in clock.find(text) if not c.utc]
    kept: list[Phrase] = []
    for phrase in sorted(found, key=lambda p: (p.start, -p.end)):
        if not kept or phrase.start >= kept[-1].end:
            kept.append(phrase)
    return kept


def _only_weekday(date: calendar.CalendarDate) -> bool:
    return date.month is None and date.year is None


_COUNT = rf"(?P<count>\d{{1,3}}|an?|the|{'|'.join(numbers.WORDS)})"


def _compiled() -> list[tuple[dict[str, Any], re.Pattern[str]]]:
    return [
        (
            row,
            re.compile(
                rf"\b(?:{re.sub(r'(?<![A-Za-z])N(?![A-Za-z])', lambda _: _COUNT, row['pattern'])})\b", re.I
            ),
        )
        for row in TABLE["phrase"]
    ]


_PATTERNS = _compiled()


def _of_table(row: dict[str, Any], match: re.Match[str]) -> Phrase:
    told = {name: value.lower() for name, value in match.groupdict().items() if value}
    unit = row.get("unit") or told.get("unit") or (f"past {told['span']}" if "span" in told else "day")
    if unit == "day" and re.match(r"hours|moments|minutes", match[0], re.I):
        unit = "hour"
    count = told.get("count", "1")
    number = 1 if count in ("a", "an", "the") else numbers.value(count) or 0
    return Phrase(
        match.start(),
        match.end(),
        row["rule"],
        unit=unit,
        step=row["step"] * number,
        told=row["from"] == "told",
    )


_GAP = re.compile(
    r"\s*(?:(?:morning|afternoon|evening|night)\s*)?(?:,?\s*and|to|till|until|through|into|-|–|—)\s*(?:the\s+)?(?:early\s+|late\s+)?(?:on\s+)?",
    re.I,
)
OF = re.compile(r"(?:\s+(?:morning|afternoon|evening|night))?,?\s+(?:of\s+)?", re.I)
_RUNS_ON = re.compile(r"\b(?:into|through)\b", re.I)
_DASH = re.compile(r"\s*[-–—]\s*")  # "28 February - 3 March"
_OPENS_RANGE = re.compile(
    r"\b(?:between|from|nights?\s+of|overnight(?:\s+(?:from|on))?)\s+(?:late\s+|early\s+)?(?:on\s+)?$", re.I
)


def _joined(phrases: list[Phrase], text: str) -> list[Phrase]:
    """Join "between A and B" and "from A to B" into one expression; other neighbours stay two."""
    kept: list[Phrase] = []
    for phrase in phrases:
        last = kept[-1] if kept else None
        if last and _is_range(last, phrase, text):
            kept[-1] = replace(last, end=phrase.end, to=phrase)
        elif last and _qualifies(last, phrase, text):
            kept[-1] = replace(last, end=phrase.end)
        else:
            kept.append(phrase)
    return kept


def _qualifies(date: Phrase, phrase: Phrase, text: str) -> bool:
    """Tell whether a phrase only says which: "Friday of last week", "December last year"."""
    if date.calendar is None or date.to is not None or phrase.rule not in ("last", "this", "next"):
        return False
    fits = phrase.unit == ("week" if date.rule == "weekday" else "year")
    return fits and bool(OF.fullmatch(text[date.end : phrase.start]))


def _is_range(first: Phrase, second: Phrase, text: str) -> bool:
    if first.calendar is None or second.calendar is None or first.to is not None:
        return False
    gap = _GAP.fullmatch(text[first.end : second.start])
    opened = _OPENS_RANGE.search(text[max(0, first.start - 32) : first.start])
    days = first.calendar.day and second.calendar.month and second.calendar.day
    return bool(gap and (opened or _RUNS_ON.search(gap[0]) or (days and _DASH.fullmatch(gap[0]))))
