"""Text -> the calendar dates written in it, as far as they are told, with offsets in code points.

Alone knows how newspapers write dates. It does not know when an article was written: a part that is not told
is None, and "12/08/2023", which is two days, is no date at all.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

_TABLE = tomllib.loads((Path(__file__).parent / "tables" / "calendar.toml").read_text("utf-8"))
MONTHS = {name: int(number) for number, names in _TABLE["months"].items() for name in names}
_WEEKDAYS = {name: int(number) for number, names in _TABLE["weekdays"].items() for name in names}
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """A date as written: `month` 1 to 12, `weekday` 0 (Monday) to 6; None is not told.

    `until` is the last day of a range within one month ("3 to 5 March").
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    until: int | None = None

    @property
    def date(self) -> dt.date | None:
        """Return the day where year, month and day are all told."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return day_of(self.year, self.month, self.day)


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """Return the date, or None where the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def latest(month: int, day: int, *, until: dt.date) -> dt.date | None:
    """Return the last such day of the year not after `until` (29 February goes back up to eight years)."""
    candidates = (day_of(until.year - back, month, day) for back in range(9) if until.year > back)
    return next((found for found in candidates if found and found <= until), None)


def earliest(month: int, day: int, *, since: dt.date) -> dt.date | None:
    """Return the first such day of the year not before `since`."""
    candidates = (day_of(since.year + on, month, day) for on in range(9) if since.year + on <= dt.MAXYEAR)
    return next((found for found in candidates if found and found >= since), None)


def _either(names: dict[str, int], *, longest: int = 99, shortest: int = 0) -> str:
    return "|".join(sorted((n for n in names if shortest <= len(n) <= longest), key=len, reverse=True))


MONTH_NAMES = _either(MONTHS)
_MONTH = rf"(?P<month>{MONTH_NAMES})(?![a-z])\.?"
_FULL_MONTH = rf"(?P<month>{'|'.join(names[0] for names in _TABLE['months'].values())})\b"
_WEEKDAY = rf"(?:(?P<weekday>{_either(_WEEKDAYS)})\b\.?,?\s+(?:the\s+)?)?"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_UNTIL = (
    r"(?:\s?(?:-|–|—|to|and|or|through|until)\s?(?P<until>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d:]))?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_EDGE, _STOP = r"(?<![\w.,/:+-])", r"(?![\w/])"
_NOT_AFTER = "".join(rf"(?<!\b{word}\s)" for word in _TABLE["names"]["not_after"])
_NOT_BEFORE = "|".join(_TABLE["names"]["not_before"])

# In this order: what an earlier form has read, a later one leaves alone.
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_EDGE}{_YEAR}(?P<mark>[-/.])(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])(?=T\d|{_STOP})",
        rf"{_EDGE}(?P<first>\d\d?)(?P<mark>[-/.])(?P<second>\d\d?)(?P=mark){_YEAR}{_STOP}",
        rf"\b{_WEEKDAY}(?<![\d.,:])(?<!\d[-–]){_DAY}{_UNTIL}\s?(?:day\s+of\s+|of\s+)?{_MONTH}(?:,?\s*(?:of\s+)?{_YEAR})?{_STOP}",
        rf"\b{_WEEKDAY}{_MONTH}\s?(?:the\s+)?{_DAY}(?![\d:%]|[.,]\d){_UNTIL}(?:,?\s+(?:of\s+)?{_YEAR})?{_STOP}",
        rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}{_STOP}",
        rf"(?:(?<=\b)(?:{'|'.join(_TABLE['names']['month_after'])})[\s-]+)(?P<core>{_FULL_MONTH}){_STOP}",
        rf"{_NOT_AFTER}\b(?P<weekday>{_either(_WEEKDAYS, shortest=6)})\b(?!\s+(?:{_NOT_BEFORE})\b)",
        rf"\b(?:{'|'.join(_TABLE['names']['year_after'])})[\s-]+(?P<core>{_YEAR}){_STOP}(?!\s*(?:people|\w+s\b))",
    )
)


def find(text: str) -> list[CalendarDate]:
    """Return the dates of `text` in order, none inside another."""
    found: list[CalendarDate] = []
    taken = bytearray(len(text))
    for form in _FORMS:
        for match in form.finditer(text):
            start, end = match.span("core") if match.groupdict().get("core") else match.span()
            value = _read(match, start, end, text)
            if value and not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)  # 31 June is no date, and "June" in it none either
                found += [value] if _exists(value) else []
    return sorted(found, key=lambda value: value.start)


def _read(match: re.Match[str], start: int, end: int, text: str) -> CalendarDate | None:
    told = {name: value for name, value in match.groupdict().items() if value}
    if not _capital(told.get("month")) or not _capital(told.get("weekday")):
        return None
    month, day = _numeric(told) if "first" in told else (told.get("month"), _number(told, "day"))
    if day is None and "first" in told:
        return None
    if isinstance(month, str):
        month = int(month) if month.isdigit() else MONTHS[month.lower()]
    weekday = _WEEKDAYS[told["weekday"].lower()] if "weekday" in told else None
    until = _number(told, "until")
    end = start + len(text[start:end].rstrip(" .,"))
    return CalendarDate(start, end, _number(told, "year"), month, day, weekday, until)


def _number(told: dict[str, str], name: str) -> int | None:
    return int(told[name]) if name in told else None


def _capital(word: str | None) -> bool:
    return word is None or not word[0].islower()


def _numeric(told: dict[str, str]) -> tuple[int | None, int | None]:
    """Return month and day of "25/12/2023" where one reading exists; a dotted date is day first."""
    first, second = int(told["first"]), int(told["second"])
    if told["mark"] == "." and second <= 12:
        return second, first
    readings = {(month, day) for month, day in ((first, second), (second, first)) if 1 <= month <= 12}
    return readings.pop() if len(readings) == 1 else (None, None)


def _exists(value: CalendarDate) -> bool:
    if value.year is not None and value.year not in _YEARS:
        return False
    if value.month is None or value.day is None:
        return True
    if value.until is not None and value.until <= value.day:
        return False
    return day_of(value.year or 2024, value.month, value.until or value.day) is not None
