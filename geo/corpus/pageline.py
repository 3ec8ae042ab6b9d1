"""One line of a page -> the day it tells, where it tells nothing but when, where, by whom.

Alone knows what such lines look like: "Published: 8 December 2023 10:15 GMT", "Example Post | World | 8 Dec
2023", a line that is only a date. A line that tells anything else (it holds a telling word) is the report's.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import replace
from pathlib import Path

from geo.corpus import calendar

_TABLE = tomllib.loads((Path(__file__).parent / "tables" / "chrome.toml").read_text("utf-8"))
TELLING = re.compile(_TABLE["telling"], re.IGNORECASE)
LONGEST = 120  # code points: longer lines are prose
_FEW_WORDS = 8  # of author, paper and section beside the date
_BARS = "|•·"
_APART = r"[|,•·–—/(:\-]"
_CLOCK_WORDS = re.compile(
    r"\d{1,2}[:.]\d\d(?::\d\d)?|\b(?:[ap]\.?m\b\.?|gmt|utc|[a-z]{1,2}[sd]t|[ecmp]t|cest|local|time|at|on|the|z|t)\b"
    r"|[+-]\d\d:?\d\d",
    re.IGNORECASE,
)
_LABELS = (
    r"(?:(?:first |last |originally )?"
    r"(?:published|posted|updated|modified|issued|released|publication date|date|as (?:of|at))(?: on| at)?"
    r"|(?:given|signed|done|dated)(?: at [\w-]+)?,?(?: this| on)?)"
)


def page_date(line: str) -> dt.date | None:
    """Return the day of a line that tells nothing but when, where and by whom the page was made."""
    dates = [found for found in calendar.find(line) if found.date] if len(line) <= LONGEST else []
    if not dates:
        return None
    if len(dates) > 1 and (cell := _labelled_cell(line)) is not None:
        return page_date(cell)
    if _alone_in_cell(line, dates[0]) and len(dates) == 1:
        return _last(dates[0])
    before, after = line[: dates[0].start], line[dates[-1].end :]
    begins = re.search(rf"(?:^|\b{_LABELS}\W*|{_APART}|^[^.]+\.)\s*$", before, re.IGNORECASE)
    ends = _CLOCK_WORDS.sub("", after).strip(" .;)")
    closed = re.match(r"\.\s+[A-Z]", after)  # "Lima, 3 May 2021. Our newsroom."
    parted = begins and (not ends.strip(",") or ends[0] in "|•·–—-/(," or closed)
    rest = _CLOCK_WORDS.sub(" ", re.sub(rf"\b{_LABELS}\b", " ", before + " " + after, flags=re.IGNORECASE))
    ruled = re.search(r"[|•·]", line) is not None  # prose has no such signs, however long the line
    few = ruled or len(re.findall(r"\w+", rest)) <= _FEW_WORDS
    return _last(dates[0]) if parted and few and not TELLING.search(rest) else None


def _labelled_cell(line: str) -> str | None:
    """Return the cell of a header that says when it came out ("From 1 to 7 May | Released 9 May 2024")."""
    cells = re.split(f"[{_BARS}]", line) if any(bar in line for bar in _BARS) else []
    return next((c for c in cells if re.match(rf"\s*{_LABELS}\b", c, re.IGNORECASE)), None)


def _last(date: calendar.CalendarDate) -> dt.date | None:
    """Return the last day of what a line dates: a note on "16-22 September" came out at its end."""
    return replace(date, day=date.until or date.day).date


def _alone_in_cell(line: str, date: calendar.CalendarDate) -> bool:
    """Tell whether a date is all that stands between two bars of a header ("Note | Harwick | 9 May 2024")."""
    start = max(line.rfind(bar, 0, date.start) for bar in _BARS) + 1
    ends = [at for bar in _BARS if (at := line.find(bar, date.end)) >= 0]
    if not start and not ends:
        return False
    cell = line[start : date.start] + line[date.end : min(ends, default=len(line))]
    return not re.search(r"\w", _CLOCK_WORDS.sub(" ", re.sub(_LABELS, " ", cell, flags=re.IGNORECASE)))
