"""A parsed article -> its expressions of time, resolved against the day of publication; and the one of an event.

Alone knows what "on Friday", "late last month", "two days earlier" and "since October" mean, and how tense turns them.
Nothing is guessed: without a day of publication a relative expression is found, and unknown.
"""

from __future__ import annotations

import calendar as months
import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, Token

from geo.corpus import calendar
from geo.corpus.anchors import anchored
from geo.extract import clock, numbers
from geo.model import DateBasis, PublishedBasis, When

_TABLE = tomllib.loads((Path(__file__).parent / "tables" / "time.toml").read_text("utf-8"))
_REPORTING, _PLANNING = frozenset(_TABLE["reporting"]), frozenset(_TABLE["planning"])
_FUTURE = frozenset(_TABLE["future"])
_TOLD_WITHIN = (
    600  # code points: "two days earlier" looks back a paragraph or two, not to the top of the article
)
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words of time from code point `start` to `end`, what they mean, and the rule that says so.

    `governors` are the starts of the words they hang on, up to the verb; `reporting` is true where that verb tells of
    the telling ("police said on Friday"). A clock time alone has no date. Of `choose`, `confidence` is that the
    expression is the event's own; an expression that stands for the publication date has `start == end`.
    """

    start: int
    end: int
    when: When
    rule: str
    governors: tuple[int, ...] = ()
    reporting: bool = False
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class _Phrase:
    """An expression as found: a calendar date, a phrase of the table, or a clock time; `to` closes a range."""

    start: int
    end: int
    rule: str
    calendar: calendar.CalendarDate | None = None
    unit: str = "day"
    step: int = 0
    told: bool = False
    time: str | None = None
    to: _Phrase | None = None


@dataclass(frozen=True, slots=True)
class _Context:
    """What an expression is resolved against."""

    published: dt.date | None
    basis: DateBasis
    stated: DateBasis
    told: dt.date | None
    future: bool
    before: str
    after: str
    known: dict[calendar.CalendarDate, dt.date]


def time_expressions(
    doc: Doc, *, published: dt.date | None, published_basis: PublishedBasis = "record"
) -> list[TimeExpression]:
    """Return every expression of time in order. `published` is the day the article appeared, None if not known.

    Basis: `stated` for a date that names its day, `relative` for one counted from `published`, `inferred` for either
    where `published` itself is inferred. "On or before 3 March" is that day with precision `range`.
    """
    text = doc.text
    dates = calendar.find(text)
    known = anchored(text, dates)
    guessed = published_basis == "inferred"
    found: list[TimeExpression] = []
    for phrase in _joined(_phrases(text, dates), text):
        governor = _governors(doc, phrase)
        context = _Context(
            published,
            "inferred" if guessed else "relative",
            "inferred" if guessed else "stated",
            _told(found, phrase.start),
            _is_future(governor),
            text[max(0, phrase.start - 24) : phrase.start],
            text[phrase.calendar.end if phrase.calendar else phrase.end :][:24],
            known,
        )
        when = _resolve(phrase, context)
        if when is not None:
            starts = tuple(token.idx for token in governor)
            reporting = bool(governor) and governor[-1].lemma_.lower() in _REPORTING
            found.append(TimeExpression(phrase.start, phrase.end, when, phrase.rule, starts, reporting))
    return found


def _phrases(text: str, dates: Iterable[calendar.CalendarDate]) -> list[_Phrase]:
    found = [_Phrase(d.start, d.end, "weekday" if _only_weekday(d) else "date", calendar=d) for d in dates]
    for row, pattern in _PATTERNS:
        found += [_of_table(row, match) for match in pattern.finditer(text)]
    found += [_Phrase(c.start, c.end, "clock", time=c.time) for c in clock.find(text) if not c.utc]
    kept: list[_Phrase] = []
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
        for row in _TABLE["phrase"]
    ]


_PATTERNS = _compiled()


def _of_table(row: dict[str, Any], match: re.Match[str]) -> _Phrase:
    told = {name: value.lower() for name, value in match.groupdict().items() if value}
    unit = row.get("unit") or told.get("unit") or (f"past {told['span']}" if "span" in told else "hour")
    count = told.get("count", "1")
    number = 1 if count in ("a", "an", "the") else numbers.value(count) or 0
    return _Phrase(
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
_OF = re.compile(r"(?:\s+(?:morning|afternoon|evening|night))?,?\s+(?:of\s+)?", re.I)
_RUNS_ON = re.compile(r"\b(?:into|through)\b", re.I)
_OPENS_RANGE = re.compile(
    r"\b(?:between|from|nights?\s+of|overnight(?:\s+(?:from|on))?)\s+(?:late\s+|early\s+)?(?:on\s+)?$", re.I
)


def _joined(phrases: list[_Phrase], text: str) -> list[_Phrase]:
    """Join "between A and B" and "from A to B" into one expression; other neighbours stay two."""
    kept: list[_Phrase] = []
    for phrase in phrases:
        last = kept[-1] if kept else None
        if last and _is_range(last, phrase, text):
            kept[-1] = replace(last, end=phrase.end, to=phrase)
        elif last and _qualifies(last, phrase, text):
            kept[-1] = replace(last, end=phrase.end)
        else:
            kept.append(phrase)
    return kept


def _qualifies(date: _Phrase, phrase: _Phrase, text: str) -> bool:
    """Tell whether a phrase only says which: "Friday of last week", "December last year"."""
    if date.calendar is None or date.to is not None or phrase.rule not in ("last", "this", "next"):
        return False
    fits = phrase.unit == ("week" if date.rule == "weekday" else "year")
    return fits and bool(_OF.fullmatch(text[date.end : phrase.start]))


def _is_range(first: _Phrase, second: _Phrase, text: str) -> bool:
    if first.calendar is None or second.calendar is None or first.to is not None:
        return False
    gap = _GAP.fullmatch(text[first.end : second.start])
    opened = _OPENS_RANGE.search(text[max(0, first.start - 32) : first.start])
    return bool(gap and (opened or _RUNS_ON.search(gap[0])))


def _governors(doc: Doc, phrase: _Phrase) -> tuple[Token, ...]:
    """Return the words the expression hangs on, the nearest first, the verb last."""
    span = doc.char_span(phrase.start, phrase.end, alignment_mode="expand")
    if span is None or not len(span):
        return ()
    token = _event_after(doc, span.end) if phrase.rule == "after" else None
    if token is not None:
        return (token,)
    path: list[Token] = []
    token = span.root
    while token.head.i != token.i:
        token = token.head
        path.append(token)
        if token.pos_ in ("VERB", "AUX"):
            break
    return tuple(path)


def _event_after(doc: Doc, at: int) -> Token | None:
    """Return the event that "two days after" counts from: the next noun or verb that its words hang on."""
    token = doc[at] if at < len(doc) else None
    while token is not None and token.pos_ not in ("NOUN", "VERB") and token.head.i != token.i:
        token = token.head
    return token


def _is_future(governors: Sequence[Token]) -> bool:
    verb = governors[-1] if governors else None
    if verb is None or verb.pos_ not in ("VERB", "AUX"):
        return False
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")} | {verb.lower_}
    if helpers & _FUTURE:
        return True
    return "to" in helpers and verb.head.i != verb.i and verb.head.lemma_.lower() in _PLANNING


def _told(found: Sequence[TimeExpression], at: int) -> dt.date | None:
    """Return the nearest day told before `at`, by an expression that is exact to the day."""
    for expression in reversed(found):
        if at - expression.end > _TOLD_WITHIN:
            return None
        if expression.when.precision == "day" and expression.when.date:
            return expression.when.date
    return None


def _resolve(phrase: _Phrase, context: _Context) -> When | None:
    if phrase.time is not None:
        return When(time=phrase.time)
    if phrase.calendar is None:
        return _relative(phrase, context)
    when = _calendar(phrase.calendar, context)
    if phrase.to is not None and phrase.to.calendar is not None:
        last = _calendar(phrase.to.calendar, replace(context, before="", after=""))
        return _span(when, last)
    return _bounded(when, context)


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


def _bounded(when: When, context: _Context) -> When | None:
    """Open a date up to the past or to the day of publication: "since October", "on or before 15 November"."""
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


def _calendar(date: calendar.CalendarDate, context: _Context) -> When:
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


def _day(date: calendar.CalendarDate, context: _Context) -> tuple[dt.date | None, DateBasis]:
    assert date.month is not None and date.day is not None
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


def _is_recent(date: calendar.CalendarDate, context: _Context) -> bool:
    """Tell whether the day of a known event is rather this year's: just before publication, and not as its name."""
    if context.published is None or date.month is None or date.day is None:
        return False
    day = calendar.latest(date.month, date.day, until=context.published)
    return bool(day and context.published - day <= _RECENT and not _NAMES_EVENT.search(context.before))


def _month(date: calendar.CalendarDate, context: _Context) -> When:
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


_OTHER_WEEK = re.compile(_OF.pattern + r"(last|next)\s+week\b", re.I)
_OTHER_YEAR = re.compile(_OF.pattern + r"(last|this|next)\s+year\b", re.I)
_NEXT, _LAST = re.compile(r"\bnext\s+$", re.I), re.compile(r"\blast\s+$", re.I)


def _weekday(date: calendar.CalendarDate, context: _Context) -> When:
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


def _relative(phrase: _Phrase, context: _Context) -> When | None:
    told = context.told if phrase.told else None
    origin = told or context.published
    if origin is None or phrase.unit == "vague":
        return When()
    if phrase.rule == "after" and told is None:
        return None
    basis: DateBasis = context.basis if told is None or context.basis == "inferred" else "relative"
    try:
        return _stepped(origin, phrase, basis)
    except (OverflowError, ValueError):  # before the first or after the last day that a calendar holds
        return When()


def _stepped(origin: dt.date, phrase: _Phrase, basis: DateBasis) -> When:
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
        return When(origin - _DAY, origin, "range", basis)
    if unit == "weekend":
        saturday = origin - ((origin.weekday() - 5) % 7) * _DAY
        return When(saturday, min(saturday + _DAY, origin) if origin > saturday else saturday, "range", basis)
    if unit.startswith("past "):
        days = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}[unit.removeprefix("past ")]
        return When(origin + round(step * days) * _DAY, origin, "range", basis)
    hours = unit == "hour"
    return When(origin if hours else origin + step * _DAY, None, "day", basis)


def choose(
    expressions: Sequence[TimeExpression],
    *,
    start: int,
    end: int,
    sentence_start: int,
    sentence_end: int,
    published: dt.date | None,
    published_basis: PublishedBasis = "record",
) -> TimeExpression | None:
    """Return the expression that dates the event whose trigger stands at `start` to `end`.

    First one the trigger governs, then the nearest in the sentence, then the date of the statement ("police said on
    Friday"), then the day of publication (basis `published`, confidence lower). A clock time of the sentence is put
    into `when.time`. None where nothing is known, not even the day of publication.
    """
    inside = [e for e in expressions if sentence_start <= e.start < sentence_end]
    dated = [e for e in inside if e.rule != "clock" and (e.when.date or e.rule == "recent")]
    best = min(dated, key=lambda e: _rank(e, start, end), default=None)
    chosen = (
        replace(best, confidence=_confidence(best, start, end))
        if best
        else _published(start, published, published_basis)
    )
    clocks = [e for e in inside if e.rule == "clock"]
    nearest = min(clocks, key=lambda e: _distance(e, start, end), default=None)
    if chosen is None or nearest is None or chosen.when.precision not in ("day", "unknown"):
        return chosen
    return replace(chosen, when=replace(chosen.when, time=nearest.when.time))


def _rank(expression: TimeExpression, start: int, end: int) -> tuple[bool, bool, int]:
    return (not _governed(expression, start, end), expression.reporting, _distance(expression, start, end))


def _governed(expression: TimeExpression, start: int, end: int) -> bool:
    return any(start <= governor < end for governor in expression.governors)


def _distance(expression: TimeExpression, start: int, end: int) -> int:
    return max(expression.start - end, start - expression.end, 0)


def _confidence(expression: TimeExpression, start: int, end: int) -> float:
    """Return how surely the expression dates the event: hand-set ranks, to be calibrated on labelled data."""
    if expression.when.date is None:
        return 0.3
    if _governed(expression, start, end):
        return 0.95
    return 0.7 if expression.reporting else 0.85


def _published(at: int, published: dt.date | None, published_basis: PublishedBasis) -> TimeExpression | None:
    if published is None:
        return None
    confidence = 0.4 if published_basis == "inferred" else 0.5
    return TimeExpression(
        at, at, When(published, None, "day", "published"), "published", confidence=confidence
    )
