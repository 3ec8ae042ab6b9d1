"""A parsed article and its place names -> what it tells of attacks: one report an event, main events first.

The flow: triggers with senses -> their arguments by role -> mentions -> groups that tell one event -> who
says who did it -> news or background -> reports. Imports nothing of `places`: place names come in as values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Span

from geo.extract import attribution, news
from geo.extract.actors import Parties
from geo.extract.casualties import Toll, tolls
from geo.extract.contexts import is_about_other_things
from geo.extract.joining import join
from geo.extract.lexicon import verbs
from geo.extract.mentions import Mention, Reader
from geo.extract.reports import Telling, statements_of, write
from geo.extract.time import TimeExpression, choose, time_expressions
from geo.extract.triggers import Trigger, find
from geo.extract.where import Map, Spot
from geo.extract.where import choose as choose_place
from geo.model import Article, Report, Toponym

__all__ = ["extract"]

_LOOSE = frozenset({"nsubj", "nsubjpass", "relcl", "acl"})
_LOOSE_TIME = 0.65  # below a time in the trigger's own clause, above the day of publication
_TOLD_AFTER = 3  # days within which news of an event is told
_ORDER = frozenset({"after", "before", "following", "since"})
_HAPPEN = verbs("happen") | verbs("light") | verbs("harm")
_SINCE = re.compile(r"\bsince\s+(?:early\s+|late\s+|the\s+)?\Z", re.I)


def extract(article: Article, doc: Doc, *, toponyms: Sequence[Toponym]) -> list[Report]:
    """Return one report an event, main events first, then in the order of the text.

    `doc` is `language.parse` of the article, `toponyms` its place names with offsets in code points of
    `article.text`.
    """
    if not doc.has_annotation("DEP") or is_about_other_things(doc):
        return []
    parties, counted = Parties(doc), tolls(doc)
    places = Map(doc, [t for t in toponyms if not parties.covers(t.start, t.end)])
    times = time_expressions(doc, published=article.published, published_basis=article.published_basis)
    totals = {toll.word_start for toll in counted if toll.total}
    triggers = [
        t
        for t in find(doc, parties)
        if t.factuality == "actual" and not (t.strength == "effect" and t.start in totals)
    ]
    times = [t for t in times if not places.in_dateline(t.start) and not _SINCE.search(doc.text, 0, t.start)]
    mentions = _mentions(doc, Reader(parties, places, triggers), triggers, times, article)
    groups = _without_summaries([group for group in join(mentions) if any(not m.is_effect for m in group)])
    said = statements_of(groups, attribution.statements(doc, parties))
    tolled = _tolls_of(groups, counted)
    tellings = [
        Telling(
            tuple(group),
            tuple(attribution.suspects(group, said[at], parties)),
            _spot(group, groups, places),
            _when(group, article),
            tuple(tolled[at]),
            main=True,
        )
        for at, group in enumerate(groups)
    ]
    return [write(article, telling, parties, places) for telling in _sorted(_judged(tellings, article))]


def _without_summaries(groups: list[list[Mention]]) -> list[list[Mention]]:
    """Leave out what only counts the events that the text then tells one by one ('two attacks in northern
    Mali').
    """
    single = [group for group in groups if not all(m.several or m.is_effect for m in group)]
    return single if len(single) > 1 else groups


def _mentions(
    doc: Doc, reader: Reader, triggers: Sequence[Trigger], times: Sequence[TimeExpression], article: Article
) -> list[Mention]:
    numbers = {sentence.start: number for number, sentence in enumerate(_told(doc))}
    found = []
    for trigger in triggers:
        sentence = trigger.token.sent
        paragraph = doc.text.count("\n\n", 0, sentence.start_char)
        found.append(
            reader.read(
                trigger,
                number=numbers.get(sentence.start, 0),
                paragraph=paragraph,
                told=_weighed(
                    trigger,
                    _time(trigger.start, trigger.end, sentence, _own(times, trigger, triggers), article),
                ),
            )
        )
    return found


def _told(doc: Doc) -> list[Span]:
    return [sentence for sentence in doc.sents if sentence.text.strip()]


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


def _when(group: Sequence[Mention], article: Article) -> TimeExpression | None:
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
    best = _sharpened(best, told) if best is not None else None
    clock = next((m.clock for m in group if m.clock), None)
    if best is None or not clock or best.when.time or best.when.precision != "day":
        return best
    return replace(best, when=replace(best.when, time=clock))


def _sharpened(best: TimeExpression, told: Sequence[TimeExpression]) -> TimeExpression:
    """Return the day that another sentence names within a longer span ('last week', 'on 3 October')."""
    first, last = best.when.date, best.when.end
    if best.when.precision == "day" or first is None or last is None:
        return best
    days = [
        t
        for t in told
        if t.when.precision == "day" and t.when.date and first <= t.when.date <= last and not t.reporting
    ]
    return max(days, key=lambda t: (t.confidence, -t.start), default=best)


def _spot(group: Sequence[Mention], groups: Sequence[Sequence[Mention]], places: Map) -> Spot | None:
    """Return the place of an event; names of its paragraphs count where no other event's sentence holds them."""
    own = {m.sentence.start_char for m in group}
    others = [
        m.sentence
        for other in groups
        if other is not group
        for m in other
        if m.sentence.start_char not in own
    ]
    around = [
        Spot(toponym, 0, "around")
        for start, end in sorted({_paragraph(places.doc, m) for m in group})
        for toponym in places.around(start, end)
        if not any(s.start_char <= toponym.start < s.end_char for s in others)
    ]
    return choose_place([m.spots for m in group], around=around, dateline=places.dateline)


def _paragraph(doc: Doc, mention: Mention) -> tuple[int, int]:
    start = doc.text.rfind("\n\n", 0, mention.sentence.start_char)
    end = doc.text.find("\n\n", mention.sentence.end_char - 1)
    return max(start, 0), end if end >= 0 else len(doc.text)


def _tolls_of(groups: Sequence[Sequence[Mention]], counted: Sequence[Toll]) -> list[list[Toll]]:
    """Return each group's tolls: by the casualty word that is one of its triggers, else by the sentence, else
    the event told last before. A running total belongs to none.
    """
    found: list[list[Toll]] = [[] for _ in groups]
    for toll in counted:
        if not toll.total:
            at = _of_toll(groups, toll)
            if at is not None:
                found[at].append(toll)
    return found


def _of_toll(groups: Sequence[Sequence[Mention]], toll: Toll) -> int | None:
    scored = []
    for at, group in enumerate(groups):
        for mention in group:
            if mention.trigger.start == toll.word_start:
                return at
            inside = mention.sentence.start_char <= toll.word_start < mention.sentence.end_char
            distance = abs(mention.trigger.start - toll.word_start)
            behind = toll.word_start - mention.sentence.end_char
            if inside:
                scored.append((0, distance, at))
            elif 0 <= behind < 500:
                scored.append((1, behind, at))
    return min(scored)[2] if scored else None


def _judged(tellings: Sequence[Telling], article: Article) -> list[Telling]:
    """Mark which events are news, seen from the one the text opens with."""
    opening = tellings[0].when.when if tellings and tellings[0].when else None
    judged: list[Telling] = []
    for at, telling in enumerate(_dated(tellings)):
        when = telling.when.when if telling.when else None
        main = news.is_news(telling.group, when, opening=opening, published=article.published, first=at == 0)
        if judged and not judged[0].main and (when is None or when.basis == "published"):
            main = False  # an article that opens with an old event goes on with it
        judged.append(replace(telling, main=main))
    return judged


def _dated(tellings: Sequence[Telling]) -> list[Telling]:
    """Give the events whose sentences name no day of their own the day of the event the text opens with."""
    first = tellings[0].when if tellings else None
    if first is None or first.reporting or first.rule == "published" or first.when.precision != "day":
        return list(tellings)
    return [replace(t, when=_flowing(first, t.when)) for t in tellings]


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


def _sorted(tellings: Sequence[Telling]) -> list[Telling]:
    return sorted(tellings, key=lambda t: (not t.main, t.group[0].trigger.start))
