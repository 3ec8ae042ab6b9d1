"""A text -> its entries, where it is a digest, a communique's list or a chronology: paragraphs that each tell
an incident of their own, headed by its place ("* BASRA - ...") or opening with its day ("2. On 3 May ...").

Alone knows how such paragraphs open. There must be `LEAST` of them in a row, or two with marks: one paragraph
that opens with a day stands in every report, and numbered points without day or place tell of one incident.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from geo.corpus import calendar
from geo.extract import dateline

LEAST = 3  # entries that make a list
LEAST_MARKED = 2  # where bullets or numbers mark them
_OPENS = 48  # code points in which an entry names its day ("At 0535 on 1 November")
_SHORTEST = 12  # code points behind the day: less is the page's date line
_BREAK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)*")
_MARK = re.compile(rf"[^\S\n]*(?:[{dateline.BULLETS}]\s|\(?(?:\d{{1,2}}|[a-z])[.)]\s+(?=\W?[A-Z0-9]))")
_BEFORE_DAY = re.compile(
    r"\W*(?:(?:on|at|about|around|in|the|early|late|night|morning|evening|between|and|of|from"
    r"|last|approximately|midnight|dawn|noon|hours|hrs|gmt|local|time|[ap]\.?m\.?|\d{1,4}(?:[:.]\d\d)?"
    r"|mon|tues|wednes|thurs|fri|satur|sun)(?:day)?\b\W*)*",
    re.I,
)
_HEADS = re.compile(r"(?:\s*\([^)\n]{1,30}\))?\s*(?::|\s[-–—]{1,2}\s|\.\s|,\s+[A-Z][\w' -]{1,40}:)")
# "Depayin township - ", "Konduga (Borno), 20 June."
_PLACED = re.compile(
    r"[A-Z][^.:\n]{1,60}?\s[-–—]{1,2}\s|(?:[A-Z][\w'’-]*(?:\s\([^)\n]{1,30}\))?[,\s]+){1,5}\d{1,2}\s[A-Z][a-z]+\b"
)


@dataclass(frozen=True, slots=True)
class Entries:
    """The paragraphs of a list. `starts` and `ends` bound them in code points, in order; `dated` holds the
    starts of those headed by their day ("14 May 1999: ...").
    """

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    dated: frozenset[int] = frozenset()

    def at(self, offset: int) -> int | None:
        """Return the number of the entry that a code point stands in, None outside of all."""
        number = bisect_right(self.starts, offset) - 1
        return number if number >= 0 and offset < self.ends[number] else None

    def opens(self, number: int) -> tuple[int, int]:
        """Return the code points in which an entry names its day."""
        return self.starts[number], min(self.ends[number], self.starts[number] + _OPENS)

    def chronicles(self, number: int | None) -> bool:
        """Return whether an entry is headed by its day, as others of the text are."""
        return number is not None and self.starts[number] in self.dated and len(self.dated) >= LEAST


def entries(text: str) -> Entries:
    """Return the entries of a text, none where it is no list."""
    labelled = {start for start, _ in dateline.labels(text)}
    found, headed, row, best = [], set(), 0, 0
    for start, end in _paragraphs(text):
        mark = _MARK.match(text, start, end)
        body = mark.end() if mark else start
        day = _day(text[body : min(end, body + 2 * _OPENS)])
        row = row + 1 if day else 0
        best = max(best, row)
        if day and _HEADS.match(text, body + day.end):
            headed.add(start)
        placed = start in labelled or bool(mark and _PLACED.match(text, body, end))
        if day or placed:
            found.append((start, end, bool(mark) or placed))
    listed = [(start, end) for start, end, _ in found]
    if max(best, len(headed)) < LEAST and sum(marked for _, _, marked in found) < LEAST_MARKED:
        return Entries()
    return Entries(tuple(s for s, _ in listed), tuple(e for _, e in listed), frozenset(headed))


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Return start and end of the lines of a text that are not blank."""
    found, start = [], 0
    for gap in [*_BREAK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            found.append((start, end))
        start = gap.end() if gap else end
    return found


def _day(opening: str) -> calendar.CalendarDate | None:
    """Return the calendar day that a paragraph opens with."""
    first = next((d for d in calendar.find(opening) if d.month and d.day), None)
    if first is None or first.start > _OPENS or len(opening) - first.end < _SHORTEST:
        return None
    return first if _BEFORE_DAY.fullmatch(opening[: first.start]) else None
