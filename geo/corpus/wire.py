"""One line of an agency's, a monitor's or an embassy's transmission -> the day on which it was sent.

Alone knows how those lines write it: "Radio Example in Spanish 0030 GMT 3 Nov 88", "301545 GMT AUG 97",
"R 041230Z NOV 79", "XP-NY-01-31-96 1522EST", "LA PAZ, 14 Jun 89 (Agency) -". Their years often have two
digits; prose is never read so.
"""

from __future__ import annotations

import datetime as dt
import re

from geo.corpus import calendar

LONGEST = 160  # code points: longer lines are prose, which only a town and a day at its front date
_TURN = 40  # of two digits: from here on the last century
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"'?(?P<year>(?:19|20)\d\d|\d\d)(?!\d)"
_HOUR = r"(?:[01]\d|2[0-4])[:.]?[0-5]\d"
_NUMBERS = r"(?P<month>0[1-9]|1[0-2])"
_MONTH = rf"(?P<month>{calendar.MONTH_NAMES})"
_ZONE = r"(?:\s?(?:GMT|UTC|Z|[A-Z]{1,3}ST|hrs?|hours)\b)"
_TOWN = r"(?:\[(?:Text|Excerpts?|Report)\]\s*)?[A-Z][\w.’'-]*(?:[ ,/]+(?:[A-Z][\w.’'-]*|al|de|la|el|of)){0,5}"

_IN_LINE = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_HOUR}{_ZONE},?\s+(?:on\s+)?{_DAY}[\s-]+{_MONTH}\.?,?[\s-]+{_YEAR}",
        rf"\b(?P<day>0[1-9]|[12]\d|3[01]){_HOUR}\s?(?:Z|GMT|UTC)\s+{_MONTH}\s+{_YEAR}",
        rf"\b[A-Z]{{2,4}}-[A-Z]{{2,3}}-{_NUMBERS}-(?P<day>\d\d)-(?P<year>\d\d)\s+\d{{4}}[A-Z]{{3}}\b",
        rf"^(?:[a-z]+,?\s+)?{_DAY}[\s-]{_MONTH}[\s-]{_YEAR}$",
    )
)
_AT_FRONT = (
    re.compile(rf"^{_TOWN},?\s+{_DAY}\s(?i:{_MONTH})\.?\s{_YEAR}\s*(?:[(/:–—]|-{{1,2}}\s)"),
    re.compile(rf"^[A-Z]{{2}}(?P<day>\d\d){_NUMBERS}{_HOUR}(?P<year>\d\d)\b"),
)


def wire_date(line: str) -> dt.date | None:
    """Return the day on which a transmission was sent by one of its lines; None for any other line."""
    forms = (*_IN_LINE, *_AT_FRONT) if len(line) <= LONGEST else _AT_FRONT
    for form in forms:
        match = form.search(line)
        if match is not None:
            return calendar.day_of(_year(match["year"]), _month(match["month"]), int(match["day"]))
    return None


def is_wire_line(line: str) -> bool:
    """Return whether a line only tells when and by whom something was sent."""
    return len(line) <= LONGEST and any(form.search(line) for form in _IN_LINE)


def _year(digits: str) -> int:
    year = int(digits)
    return year if year > 99 else year + (1900 if year >= _TURN else 2000)


def _month(words: str) -> int:
    return int(words) if words.isdigit() else calendar.MONTHS[words.lower()]
