"""A phrase of time and what surrounds it -> the days it means.

Alone knows the arithmetic: "Friday" is the last one up to publication, "next Friday" the one after, "3 March"
the last 3 March, "last week" Monday to Sunday of the week before, "two days earlier" counts from the date
told before it.
"""

from __future__ import annotations

import calendar as months
import datetime as dt
import re
from dataclasses import dataclass, replace

from geo.corpus import calendar
from geo.extract.time_phrases import OF, Phrase
from geo.model import DateBasis, When

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is resolved against."""

    published: dt.date | None
    basis: DateBasis
    stated: DateBasis
    told: dt.date | None
    future: bool
    before: str
    after: str
    known: dict[calendar.CalendarDate, dt.date]
    present: bool = False


def resolve(phrase: Phrase, context: Context) -> When | None:
    """Return what a phrase means, an unknown `When` where it depends on what is not known, None where it
    tells no time.
    """
    if phrase.time is not None:
        return When(time=phrase.time)
    if phrase.calendar is None:
        return _relative(phrase, context)
    when = _calendar(phrase.calendar, context)
    if phrase.to is not None and phrase.to.calendar is not None:
        last = _calendar(phrase.to.calendar, replace(context, before="", after=""))
        return _one_night(_span(when, last), context)
    return _bounded(_one_night(when, context), context)


_NIGHT = re.compile(r"\b(?:night\s+(?:of|from|between)|overnight(?:\s+(?:from|on))?)\s+(?:the\s+)?$", re.I)


def _one_night(when: When, context: Context) -> When:
    """Return the day on which a night ended: "in the night from Friday to Saturday" is Saturday."""
    if when.date is None or when.end is None or not _NIGHT.search(context.before):
        return when
    return replace(when, date=when.end, end=None, precision="day") if when.end - when.date <= _DAY else when


def _span(first: When, last: When) -> When:
    if first.date is None or last.date is None:
        return first if last.date is None else last
    end = last.end or last.date
    start = first.date
    while start > end and (end - start).days > -8:  # "from Saturday to Tuesday" read on a Saturday
        start -= 7 * _DAY
    if start > end:  # "from 28 December to 2 January": the year turns between them
        start = calendar.latest(start.month, start.day, until=end) or end
    return When(start, end, "day" if start == end else "range", first.basis)


_SINCE = re.compile(
    r"\b(?:since|starting|beginning)\s+(?:(?:late|early|mid)[\s-]+)?(?:on\s+)?(?:the\s+)?$", re.I
)
_UNTIL = re.compile(r"\b(?:until|till)\s+(?:late\s+|early\s+)?$", re.I)
_BY = re.compile(r"\b(?:on\s+or\s+before|no\s+later\s+than)\s+$", re.I)


def _bounded(when: When, context: Context) -> When | None:
    """Open a date up to the past or to the day of publication: "since October", "on or before 15
    November".
    """
    if _UNTIL.search(context.before):
        return None
    if when.date is None:
        return when
    if _SINCE.search(context.before):
        end = context.published if context.published and context.published >= when.date else None
        return replace(when, end=end, precision="range")
    if _BY.search(context.before):
        return replace(when, end=when.end or when.date, precision="range")
    return when


def _calendar(date: calendar.CalendarDate, context: Context) -> When:
    if date.month is None:
        return _weekday(date, context) if date.year is None else _year(date.year, "stated")
    if date.day is None:
        return _month(date, context)
    day, basis = _day(date, context)
    if day is None:
        return When()
    if date.until is None:
        return When(day, None, "day", basis)
    return When(day, day.replace(day=date.until), "range", basis)


def _day(date: calendar.CalendarDate, context: Context) -> tuple[dt.date | None, DateBasis]:
    assert date.month is not None
    assert date.day is not None
    if date.year is not None:
        return date.date, "stated"
    if date in context.known and not _is_recent(date, context):
        return context.known[date], "stated"
    if context.published is None:
        return None, "unknown"
    if named := _OTHER_YEAR.match(context.after):
        year = context.published.year + {"last": -1, "this": 0, "next": 1}[named[1].lower()]
        return calendar.day_of(year, date.month, date.day), context.stated
    if context.future:
        return calendar.earliest(date.month, date.day, since=context.published), context.stated
    return calendar.latest(date.month, date.day, until=context.published), context.stated


_NAMES_EVENT = re.compile(r"\b(?:since|of|the|that|anniversary)\s+$", re.I)
_RECENT = dt.timedelta(days=14)


def _is_recent(date: calendar.CalendarDate, context: Context) -> bool:
    """Tell whether the day of a known event is rather this year's: just before publication, and not as its
    name.
    """
    if context.published is None or date.month is None or date.day is None:
        return False
    day = calendar.latest(date.month, date.day, until=context.published)
    return bool(day and context.published - day <= _RECENT and not _NAMES_EVENT.search(context.before))


def _month(date: calendar.CalendarDate, context: Context) -> When:
    assert date.month is not None
    if date.year is not None:
        return _whole_month(date.year, date.month, "stated")
    if context.published is None:
        return When()
    if named := _OTHER_YEAR.match(context.after):
        year = context.published.year + {"last": -1, "this": 0, "next": 1}[named[1].lower()]
        return _whole_month(year, date.month, context.stated)
    first = calendar.day_of(context.published.year, date.month, 1)
    assert first is not None
    year = first.year if first <= context.published else first.year - 1
    if re.search(r"\blast\s+$", context.before, re.I) and date.month == context.published.month:
        year -= 1
    if context.future or re.search(r"\bnext\s+$", context.before, re.I):
        year = first.year if first > context.published else first.year + 1
    return _whole_month(year, date.month, context.stated)


def _whole_month(year: int, month: int, basis: DateBasis) -> When:
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return When()
    return When(
        dt.date(year, month, 1), dt.date(year, month, months.monthrange(year, month)[1]), "month", basis
    )


def _year(year: int, basis: DateBasis) -> When:
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return When()
    return When(dt.date(year, 1, 1), dt.date(year, 12, 31), "year", basis)


_OTHER_WEEK = re.compile(OF.pattern + r"(last|next)\s+week\b", re.I)
_OTHER_YEAR = re.compile(OF.pattern + r"(last|this|next)\s+year\b", re.I)
_NEXT, _LAST = re.compile(r"\bnext\s+$", re.I), re.compile(r"\blast\s+$", re.I)


def _weekday(date: calendar.CalendarDate, context: Context) -> When:
    if context.published is None or date.weekday is None:
        return When()
    back = (context.published.weekday() - date.weekday) % 7
    if week := _OTHER_WEEK.match(context.after):
        monday = -context.published.weekday() + (7 if week[1].lower() == "next" else -7)
        step = monday + date.weekday
    elif _NEXT.search(context.before) or context.future:
        step = 7 - back if back or _NEXT.search(context.before) else 0
    else:
        step = -(back or 7) if _LAST.search(context.before) else -back
    return _moved(context.published, step, context.basis)


def _moved(day: dt.date, step: int, basis: DateBasis) -> When:
    try:
        return When(day + step * _DAY, None, "day", basis)
    except OverflowError:
        return When()


def _relative(phrase: Phrase, context: Context) -> When | None:
    told = context.told if phrase.told else None
    origin = told or context.published
    if origin is None or phrase.unit == "vague":
        return When()
    if phrase.rule == "after" and told is None and not context.present:
        return None
    basis: DateBasis = context.basis if told is None or context.basis == "inferred" else "relative"
    try:
        return _stepped(origin, phrase, basis)
    except (OverflowError, ValueError):  # before the first or after the last day that a calendar holds
        return When()


def _stepped(origin: dt.date, phrase: Phrase, basis: DateBasis) -> When:
    """Move `origin` by the phrase's step; a week or a month is as exact as the phrase that names it."""
    unit, step = phrase.unit, phrase.step
    if unit == "week":
        monday = origin - origin.weekday() * _DAY + 7 * step * _DAY
        if phrase.told:
            return When(origin + 7 * step * _DAY, None, "day", basis)
        return When(monday, monday + 6 * _DAY, "week", basis)
    if unit == "month":
        month = origin.year * 12 + origin.month - 1 + step
        return _whole_month(month // 12, month % 12 + 1, basis)
    if unit == "year":
        return _year(origin.year + step, basis)
    if unit == "night":
        return When(origin, None, "day", basis)  # "overnight" is told of the day on which it was morning
    if unit == "weekend":
        saturday = origin - ((origin.weekday() - 5) % 7) * _DAY
        return When(saturday, min(saturday + _DAY, origin) if origin > saturday else saturday, "range", basis)
    if unit.startswith("past "):
        days = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}[unit.removeprefix("past ")]
        return When(origin + round(step * days) * _DAY, origin, "range", basis)
    hours = unit == "hour"
    return When(origin if hours else origin + step * _DAY, None, "day", basis)
