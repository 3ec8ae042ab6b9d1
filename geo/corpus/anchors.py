"""Text and its dates -> the dates whose year a widely known event tells ("the Hamas attack of October 7": 2023).

Alone knows the table of such events. An event counts only where its name and its day stand in one sentence.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.corpus.calendar import CalendarDate


@dataclass(frozen=True, slots=True)
class Anchor:
    """An event of general knowledge: what its sentences are recognised by, and its first day."""

    name: str
    pattern: re.Pattern[str]
    date: dt.date


def _rows() -> tuple[Anchor, ...]:
    with (Path(__file__).parent / "tables" / "anchors.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Anchor(
                row["name"], re.compile(rf"\b(?:{row['pattern']})", re.I), dt.date.fromisoformat(row["date"])
            )
            for row in csv.DictReader(lines)
        )


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
            fitting = {a.date for a in ANCHORS if _is_day(a, value) and a.pattern.search(sentence)}
            if len(fitting) == 1:
                found[value] = fitting.pop()
    return found


def _is_day(anchor: Anchor, value: CalendarDate) -> bool:
    return (anchor.date.month, anchor.date.day) == (value.month, value.day)


def _sentence_around(text: str, value: CalendarDate) -> str:
    """Return the sentence that holds a date; abbreviated months ("Feb. 24") do not end one."""
    start = max((m.end() for m in _SENTENCE_END.finditer(text, 0, value.start)), default=0)
    after = _SENTENCE_END.search(text, value.end)
    return text[start : after.start() if after else len(text)]
