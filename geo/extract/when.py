"""The times of a text and a trigger -> when the event was. Alone knows which time is the event's own.

`time` says what the words mean and offers the nearest; here a time that only dates the telling, the rise of
a toll or another event is lowered, and what one sentence leaves open is taken from another of the event.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from geo.extract import dateline, reference
from geo.extract.lexicon import verbs
from geo.extract.mentions import Mention
from geo.extract.spots import Map
from geo.extract.time import TimeExpression, choose, time_expressions
from geo.extract.triggers import Trigger
from geo.model import Article, When

_LOOSE = frozenset({"nsubj", "nsubjpass", "relcl", "acl"})
_LOOSE_TIME = 0.65  # below a time in the trigger's own clause, above the day of publication
_TOLD_AFTER = 3  # days within which news of an event is told
_LONG_AGO = dt.timedelta(days=366)
_NEWS_WEEK = dt.timedelta(days=7)
_GOES_ON = 300  # code points within which an undated sentence goes on with the day told last
_TELLS_ON = 500  # code points behind its last mention in which a text goes on with an event
_OPENS = 40  # code points before a time that opens its sentence ("Shortly before midnight on the")
_BRIEF = 7  # tokens of a sentence that only says when
_DAYTIMES = frozenset({"day", "morning", "afternoon", "evening", "night"})
_ORDER = frozenset({"after", "before", "following", "since"})
_LATER = frozenset({"die", "succumb", "perish"})
_HAPPEN = verbs("happen") | verbs("light") | verbs("harm")
_SINCE = re.compile(r"\bsince\s+(?:early\s+|late\s+|the\s+)?\Z", re.I)
_SINCE_CLAUSE = re.compile(r"\bsince\s[^.,;:]{4,80}\Z", re.I)
_EVENTS = re.compile(r"\b(?:what (?:had )?happened|the (?:events|facts|incidents?))\b[^.,;:]*\Z", re.I)
_WHEN = re.compile(r",?\s+when\b", re.I)


def times(article: Article, doc: Doc, places: Map) -> list[TimeExpression]:
    """Return the times that may date an event: no dateline, nothing ahead, no start of a stretch ('since
    May').
    """
    found = time_expressions(doc, published=article.published, published_basis=article.published_basis)
    past = [t for t in found if not t.ahead and not places.in_dateline(t.start)]
    return [t for t in past if not _begins_stretch(t, places.text)]


def _begins_stretch(time: TimeExpression, text: str) -> bool:
    """Return whether a stretch begins with a time ("since May", "since the war broke out two years ago"), and
    nothing is told of it ("since May, when gunmen killed nine").
    """
    if _SINCE.search(text, 0, time.start):
        return not _WHEN.match(text, time.end)
    vague = time.rule == "ago" or time.when.precision == "year"
    return vague and bool(_SINCE_CLAUSE.search(text, max(0, time.start - 100), time.start))


def told(
    trigger: Trigger,
    triggers: Sequence[Trigger],
    found: Sequence[TimeExpression],
    article: Article,
    *,
    headed: tuple[int, int] | None = None,
) -> TimeExpression | None:
    """Return the time that the trigger's sentence gives it, else the day of publication. `headed` bounds the
    words that head the entry of a list it stands in.
    """
    own = _own(found, trigger, triggers)
    time = _weighed(trigger, _time(trigger.start, trigger.end, trigger.token.sent, own, article))
    time = _day_before(trigger, time)
    if time is not None and time.rule != "published" and trigger.token.lemma_.lower() in _LATER:
        return replace(time, reporting=True, confidence=min(time.confidence, _LOOSE_TIME))
    if time is not None and time.rule == "published":
        return (
            _of_heading(trigger, headed, found)
            or _scene(trigger, found)
            or _of_long_ago(trigger, found, article)
            or _day_of_hour(time, trigger, found)
        )
    return time


def _day_before(trigger: Trigger, time: TimeExpression | None) -> TimeExpression | None:
    """Return the day before one that is told as 'the morning after' what the trigger tells."""
    above = (c for t in (trigger.token, *trigger.token.ancestors) for c in t.children)
    after = next((c for c in above if c.lower_ == "after"), None)
    if after is None or time is None or after.i == 0 or time.when.date is None:
        return time
    daily = after.nbor(-1).lemma_.lower() in _DAYTIMES and trigger.token.i > after.i
    if not daily or time.when.precision != "day" or time.end > after.nbor(-1).idx:
        return time
    return replace(time, when=replace(time.when, date=time.when.date - dt.timedelta(days=1), time=None))


def _of_heading(
    trigger: Trigger, headed: tuple[int, int] | None, found: Sequence[TimeExpression]
) -> TimeExpression | None:
    """Return the day that heads an entry of a list ("14 May 1999: ..."), but to what it only refers to."""
    if headed is None or reference.definite(trigger):
        return None
    days = [t for t in found if headed[0] <= t.start < headed[1] and t.when.date and t.rule == "date"]
    return replace(days[0], confidence=_LOOSE_TIME) if days else None


def _scene(trigger: Trigger, found: Sequence[TimeExpression]) -> TimeExpression | None:
    """Return the day that opens the sentence before, in the same paragraph ('On Friday the unrest spread
    ...').
    """
    sentence = trigger.token.sent
    if sentence.start == 0:
        return None
    before = sentence.doc[sentence.start - 1].sent
    if _is_apart(before, sentence):
        return None
    short = len(before) <= _BRIEF  # "There was more on Friday."
    for time in found:
        inside = short and before.start_char <= time.start < before.end_char
        if (
            (inside or _opens(before, time) or _is_of_events(before, time))
            and time.when.date
            and time.when.precision == "day"
            and not time.reporting
        ):
            return replace(time, confidence=_LOOSE_TIME)
    return None


def _is_of_events(sentence: Span, time: TimeExpression) -> bool:
    """Return whether a sentence speaks of what happened at a time, and the next one tells it ("What happened
    on 24 May is told differently.").
    """
    inside = sentence.start_char <= time.start < sentence.end_char
    return inside and bool(_EVENTS.search(sentence.text[: time.start - sentence.start_char]))


def _is_apart(before: Span, sentence: Span) -> bool:
    """Return whether a paragraph ends between two sentences; the blanks there belong to either."""
    return bool(dateline.breaks(before.text_with_ws + sentence.text[:2])[1:])


_HOUR_OPENS = re.compile(
    r"\W*(?:in the (?:early |late )?(?:morning|afternoon|evening)|at (?:dawn|dusk|noon|midnight))\b", re.I
)


def _day_of_hour(time: TimeExpression, trigger: Trigger, found: Sequence[TimeExpression]) -> TimeExpression:
    """Return the last day told before a sentence that opens with an hour of it ("In the afternoon, ...")."""
    sentence = trigger.token.sent
    if not _HOUR_OPENS.match(sentence.text):
        return time
    before = [t for t in found if t.start < sentence.start_char and t.rule in ("weekday", "date", "day")]
    last = max(before, key=lambda t: t.start, default=None)
    if last is None or last.reporting or last.when.precision != "day" or not last.when.date:
        return time
    assert time.when.date is not None
    near = 0 <= (time.when.date - last.when.date).days <= _TOLD_AFTER
    when = replace(last.when, time=time.when.time)
    return replace(last, when=when, confidence=_LOOSE_TIME) if near else time


def _opens(sentence: Span, time: TimeExpression) -> bool:
    """Return whether nothing is told in a sentence before a time ("About 7:45 p.m. on Tuesday, ...")."""
    if not sentence.start_char <= time.start < sentence.start_char + _OPENS:
        return False
    before = [t for t in sentence if t.idx < time.start]
    return all(t.ent_type_ in ("TIME", "DATE") or t.pos_ not in ("NOUN", "PROPN", "VERB") for t in before)


def _of_long_ago(
    trigger: Trigger, found: Sequence[TimeExpression], article: Article
) -> TimeExpression | None:
    """Return the day of years ago that the sentences just before speak of, which an undated one goes on
    with.
    """
    start = trigger.token.sent.start_char
    before = [t for t in found if start - _GOES_ON <= t.start < start and t.when.date]
    last = max(before, key=lambda t: t.start, default=None)
    if last is None or last.when.date is None or article.published is None or last.reporting:
        return None
    old = last.when.precision in ("day", "month") and article.published - last.when.date > _LONG_AGO
    return replace(last, reporting=True, confidence=_LOOSE_TIME) if old else None


def _own(
    times: Sequence[TimeExpression], trigger: Trigger, triggers: Sequence[Trigger]
) -> list[TimeExpression]:
    """Leave out the times that hang on another event's noun first ('fired missiles after last month's
    killing').
    """
    others = {t.start for t in triggers if t.pos == "noun" and t is not trigger} | {
        t.token.idx for t in triggers if t.pos == "noun" and t is not trigger
    }
    kept = []
    for time in times:
        owner = next((g for g in time.governors if g in others or g == trigger.token.idx), None)
        after = trigger.token.dep_ == "pobj" and trigger.token.head.lower_ in _ORDER
        if after and time.start <= trigger.token.head.head.idx < time.end:
            continue  # 'on the day after the attack' dates what was done then
        if owner is None or owner == trigger.token.idx:
            kept.append(time)
    return kept


def _weighed(trigger: Trigger, time: TimeExpression | None) -> TimeExpression | None:
    """Lower a time that hangs on a verb of which the event is only a part ('the toll of the bombing rose on
    Friday').
    """
    if (
        time is None
        or not time.governors
        or trigger.start in time.governors
        or trigger.token.idx in time.governors
    ):
        return time
    below = trigger.token
    for above in trigger.token.ancestors:
        told = above.idx in time.governors
        if told and below.dep_ in _LOOSE and above.lemma_.lower() not in _HAPPEN:
            return replace(time, reporting=True, confidence=min(time.confidence, _LOOSE_TIME))
        if told:
            return time
        if below.dep_ in ("relcl", "acl"):
            break
        below = above
    return (
        time
        if not _clause_apart(trigger, time)
        else replace(time, reporting=True, confidence=min(time.confidence, _LOOSE_TIME))
    )


def _clause_apart(trigger: Trigger, time: TimeExpression) -> bool:
    """Return whether the trigger stands in a relative clause and the time outside of it."""
    clause = next((t for t in [trigger.token, *trigger.token.ancestors] if t.dep_ in ("relcl", "acl")), None)
    if (
        clause is None
        or time.start <= clause.head.idx < time.end
        or any(c.lower_ == "when" for c in clause.children)
    ):
        return False
    return not any(t.idx in time.governors for t in clause.subtree)


def _time(
    start: int, end: int, sentence: Span, times: Sequence[TimeExpression], article: Article
) -> TimeExpression | None:
    """Return the time that a sentence gives a trigger, else the day of publication."""
    return choose(
        times,
        start=start,
        end=end,
        sentence_start=sentence.start_char,
        sentence_end=sentence.end_char,
        published=article.published,
        published_basis=article.published_basis,
    )


def of_event(group: Sequence[Mention], article: Article) -> TimeExpression | None:
    """Return the time of an event: the surest of its mentions', with the clock time of another; else the
    publication.
    """
    told = [m.when for m in group if m.when is not None and m.when.when.date is not None]
    first = group[0]
    best = max(
        told,
        key=lambda t: (t.confidence, t.when.precision == "day", -t.start),
        default=_time(first.trigger.start, first.trigger.end, first.sentence, (), article),
    )
    best = _sharpened(_not_the_telling(best, told), told) if best is not None else None
    clock = next((m.clock for m in group if m.clock), None)
    if best is None or not clock or best.when.time or best.when.precision != "day":
        return best
    return replace(best, when=replace(best.when, time=clock))


def with_hour(
    time: TimeExpression | None,
    found: Sequence[TimeExpression],
    *,
    group: Sequence[Mention],
    judged: Sequence[Mention],
) -> TimeExpression | None:
    """Return an event's time with the hour that sentences beside its own give, where they give but one.
    `judged` are the mentions of other events: the hour in their sentences is theirs.
    """
    if time is None or time.when.time or time.when.precision != "day":
        return time
    first, last = group[0].sentence.start_char, max(m.sentence.end_char for m in group)
    taken = [(m.sentence.start_char, m.sentence.end_char) for m in judged]
    hours = {
        t.when.time
        for t in found
        if t.rule == "clock" and not t.reporting and first <= t.start < last + _TELLS_ON
        if not any(start <= t.start < end for start, end in taken)
    }
    return replace(time, when=replace(time.when, time=hours.pop())) if len(hours) == 1 else time


def of_another_day(at: int, time: TimeExpression | None, found: Sequence[TimeExpression], doc: Doc) -> bool:
    """Return whether the sentence around code point `at` dates what it tells more than a week away from an
    event ("in March 2021, 87 people were killed when the same group ...").
    """
    if time is None or time.when.date is None:
        return False
    word = doc.char_span(at, at + 1, alignment_mode="expand")
    if word is None:
        return False
    clause = {token.idx for token in (word.root, *word.root.ancestors)}
    days = [t.when for t in found if t.when.date and not t.reporting and clause & set(t.governors)]
    return bool(days) and all(_gap(day, time.when) > _NEWS_WEEK for day in days)


def _gap(one: When, other: When) -> dt.timedelta:
    """Return how far two dates or stretches lie apart, nothing where they overlap."""
    assert one.date is not None
    assert other.date is not None
    apart = max(one.date - (other.end or other.date), other.date - (one.end or one.date))
    return max(apart, dt.timedelta(0))


def _not_the_telling(best: TimeExpression, told: Sequence[TimeExpression]) -> TimeExpression:
    """Return the earliest of days that may each be the telling's: news is confirmed after it happened."""
    latest = best.when.date
    if not best.reporting or best.when.precision != "day" or latest is None:
        return best
    days = [t for t in told if t.when.precision == "day" and t.when.date]
    near = [t for t in days if t.when.date and 0 <= (latest - t.when.date).days <= _TOLD_AFTER]
    return min(near, key=lambda t: (t.when.date or latest, -t.confidence), default=best)


def _sharpened(best: TimeExpression, told: Sequence[TimeExpression]) -> TimeExpression:
    """Return the day that another sentence names within a longer span ('last week', 'on 3 October')."""
    first, last = best.when.date, best.when.end
    spelt = best.when.precision == "range" and best.rule in ("weekday", "date")  # "from Monday to Wednesday"
    if best.when.precision == "day" or spelt or first is None or last is None:
        return best
    days = [
        t
        for t in told
        if t.when.precision == "day" and t.when.date and first <= t.when.date <= last and not t.reporting
    ]
    return max(days, key=lambda t: (t.confidence, -t.start), default=best)


def flowing(opening: TimeExpression | None, own: TimeExpression | None) -> TimeExpression | None:
    """Return an event's time: where it has no day of its own, that of the event the text opens with."""
    if opening is None or opening.reporting or opening.rule == "published" or opening.when.precision != "day":
        return own
    return _flowing(opening, own)


def _flowing(first: TimeExpression, own: TimeExpression | None) -> TimeExpression | None:
    """Return the day of the first event with the event's own hour, where its own date only says when it was
    told.
    """
    if (
        own is None
        or not (own.reporting or own.rule == "published")
        or not own.when.date
        or not first.when.date
    ):
        return own
    if not 0 <= (own.when.date - first.when.date).days <= _TOLD_AFTER:
        return own
    return replace(
        first, when=replace(first.when, time=own.when.time), reporting=True, confidence=_LOOSE_TIME
    )
