"""Mentions in text order -> groups of mentions that tell one event.

Each mention joins the group it fits best, or opens one. What speaks for and against is added up: a
contradiction of day or place outweighs everything, a definite reference ("the blast") most of the rest. The
weights were set by hand on sentences of our own; `docs/accuracy.md` holds what a learned ranking adds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from spacy.tokens import Token

from geo.extract.actors import Party
from geo.extract.kinds import CONSEQUENCES, GENERIC
from geo.extract.lexicon import words
from geo.extract.mentions import Mention
from geo.extract.names import side_of
from geo.extract.nesting import agree, fineness, held
from geo.extract.news import of_another_day, recalled
from geo.extract.things import Thing
from geo.extract.time import TimeExpression
from geo.model import Place, When

JOIN = 1.5  # the least sum at which a mention joins a group
JOIN_ONLY = 1.0  # where but one event was told and the mention says nothing of its own
CONTRADICTED = -8.0
LOOSELY = -1.5  # another town, which only stands in the sentence
NEXT_DAY = -2.0  # 'overnight' and 'the evening before' are a day off at times
TOLD_WITHIN = 5  # days
GOVERNED = 0.9  # of a time that the trigger itself governs, not only its sentence
_NEAR = 3  # sentences within which dead and damage belong to an event told before
_AHEAD = 4  # sentences by which dead may be told ahead of their event
_AFTERMATH = words("joining aftermath")
_REMOTE = words("joining remote")
_CLOSE = words("joining close")
_TAKING = frozenset({"kidnapping", "hijacking"})
_ORDER = words("joining order")
LEAD = 3  # sentences after the title that tell what it tells
_MORE = frozenset({"also", "too", "likewise", "meanwhile", "elsewhere", "separately"})
_LOOSE_HEADS = words("joining loose heads")


def join(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Return groups of mentions, each one event, in the order in which the text first tells them."""
    groups: list[list[Mention]] = []
    waiting: list[Mention] = []
    for _, together in groupby(mentions, key=lambda m: m.number):
        sentence = list(together)
        for mention in [m for m in sentence if not m.is_effect]:
            _place(mention, groups)
        for mention in [m for m in sentence if m.is_effect]:
            _place_effect(mention, groups, waiting)
        if groups and waiting:
            groups[0][:0] = [m for m in waiting if _told_ahead(m, groups[0])]
            waiting.clear()
    return [sorted(group, key=lambda m: m.trigger.token.i) for group in groups]


def _place_effect(mention: Mention, groups: list[list[Mention]], waiting: list[Mention]) -> None:
    """Give dead and damage to the event they belong to; those of another town, or of arms that nothing else
    tells of, are an event; those told before any event wait for it.
    """
    group = _of_effect(mention, groups)
    if group is not None:
        group.append(mention)
    elif _in_another_town(mention, groups):
        groups.append([_as_event(mention, like=max(groups, key=lambda g: _last(g, mention.number)))])
    elif mention.trigger.violent:
        groups.append([_as_event(mention, like=())])
    elif not groups:
        waiting.append(mention)


def _told_ahead(mention: Mention, group: Sequence[Mention]) -> bool:
    """Return whether dead told in the lead are of the event that the next sentences tell."""
    soon = group[0].number - mention.number <= _AHEAD
    return soon and _day(mention, group) + _where(mention, group) >= 0


def _in_another_town(mention: Mention, groups: Sequence[Sequence[Mention]]) -> bool:
    """Return whether dead and damage are told of a town where none of the events just told was ('In X, three
    more died').
    """
    near = [g for g in groups if mention.number - _last(g, mention.number) <= _NEAR]
    if not near or not _fine(_places([mention])) or _of_aftermath(mention):
        return False
    return all(_where(mention, g) == CONTRADICTED for g in near)


def _of_aftermath(mention: Mention) -> bool:
    return any(t.lemma_.lower() in _AFTERMATH for t in mention.sentence)


def _place(mention: Mention, groups: list[list[Mention]]) -> None:
    scored = [
        (likeness(mention, group), -abs(mention.number - group[-1].number), at)
        for at, group in enumerate(groups)
    ]
    best = max(scored, default=(0.0, 0, -1))
    if best[0] >= (JOIN_ONLY if len(groups) == 1 and _bareness(mention) == 1.0 else JOIN):
        groups[best[2]].append(mention)
    elif _is_consequence(mention) and (group := _of_effect(mention, _violent(groups))) is not None:
        group.append(mention)
    else:
        groups.append([mention])


def _is_consequence(mention: Mention) -> bool:
    """Return whether a passive without place, day or doer tells what an attack did besides ('houses were
    burned').
    """
    bare = not (mention.doers or _places([mention]) or _dates([mention]))
    token = mention.trigger.token
    passive = token.tag_ in ("VBN", "VBD") and not any(c.dep_ == "dobj" for c in token.children)
    return bare and mention.type in CONSEQUENCES and passive and not mention.apart


def _violent(groups: Sequence[list[Mention]]) -> list[list[Mention]]:
    return [g for g in groups if any(m.type not in CONSEQUENCES and not m.is_effect for m in g)]


def _of_effect(mention: Mention, groups: list[list[Mention]]) -> list[Mention] | None:
    """Return the group whose dead and damage a sentence tells: of its sentence, else the last one told."""
    near = [g for g in groups if mention.number - _last(g, mention.number) <= _NEAR]
    if not near and groups and not _places([mention]) and not _dates([mention]):
        near = [max(groups, key=lambda g: _last(g, mention.number))]  # it goes on with what was told last
    scored = [
        (
            (_one_clause(mention, g) or _day(mention, g))
            + _where(mention, g)
            + 1.5 / (1 + mention.number - _last(g, mention.number)),
            -at,
        )
        for at, g in enumerate(near)
    ]
    best = max(scored, default=(-1.0, 0))
    return near[-best[1]] if best[0] > 0 else None


def _one_clause(effect: Mention, group: Sequence[Mention]) -> float:
    """Return what speaks for dead and damage whose clause holds the event or hangs on it ('died when gunmen
    opened fire').
    """
    beside = [m for m in group if m.number == effect.number]
    return 3.0 if any(_linked(effect.trigger.token, m.trigger.token) >= 1.5 for m in beside) else 0.0


def _as_event(mention: Mention, *, like: Sequence[Mention]) -> Mention:
    """Return dead and wounded as an event of their own, of the kind of the event it was told with."""
    fine = [m.type for m in like if not m.is_effect and m.type not in GENERIC]
    kind = fine[-1] if mention.type in GENERIC and fine else mention.type
    return replace(mention, type=kind, more=bool(like), trigger=replace(mention.trigger, strength="weak"))


def _last(group: Sequence[Mention], before: int) -> int:
    return max((m.number for m in group if m.number <= before), default=-99)


def likeness(mention: Mention, group: Sequence[Mention]) -> float:
    """Return how well a mention fits a group: the sum of what speaks for and against it."""
    measures = (_type, _day, _where, _who, _whom, _how_near, _reference, _both_recalled)
    return sum(measure(mention, group) for measure in measures) + _bareness(mention)


def _type(mention: Mention, group: Sequence[Mention]) -> float:
    acts = [m for m in group if not m.is_effect] or group
    return max(_types(mention.type, other.type) for other in acts)


def _types(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if one in GENERIC or other in GENERIC:
        return -1.0 if {one, other} & _TAKING else 0.75
    if {one, other} <= _REMOTE or {one, other} <= _CLOSE:
        return 0.25
    return -2.5 if bool({one, other} & _TAKING) else -0.75


def _day(mention: Mention, group: Sequence[Mention]) -> float:
    here, there = _dates([mention]), _dates(group)
    if not here or not there:
        return _telling_day(mention, group)
    pairs = [(one, other) for one in here for other in there]
    if any(_same_days(one, other) for one, other in pairs):
        return 1.0
    apart = min(_days_apart(one.when, other.when) for one, other in pairs)
    if apart <= 1:
        return NEXT_DAY
    sure = any(one.confidence >= GOVERNED and other.confidence >= GOVERNED for one, other in pairs)
    return CONTRADICTED if sure or apart > 7 else 1.5 * NEXT_DAY


def _telling_day(mention: Mention, group: Sequence[Mention]) -> float:
    """Compare days of which one only says when it was told: news is told within days of the event."""
    if mention.when is None or not mention.when.when.date:
        return 0.0
    others = [m.when for m in group if m.when is not None and m.when.when.date]
    far = any(
        _days_apart(mention.when.when, other.when) > TOLD_WITHIN
        for other in others
        if not (mention.when.reporting and other.reporting)  # a toll rises for weeks
    )
    return CONTRADICTED if far else 0.0


def _days_apart(one: When, other: When) -> int:
    assert one.date is not None
    assert other.date is not None
    return min(
        abs((a - b).days)
        for a in (one.date, one.end or one.date)
        for b in (other.date, other.end or other.date)
    )


def _dates(mentions: Iterable[Mention]) -> list[TimeExpression]:
    """Return the days told of the events themselves, not of the telling ('police said on Friday')."""
    return [m.when for m in mentions if m.when is not None and m.when.when.date and not m.when.reporting]


def _same_days(first: TimeExpression, second: TimeExpression) -> bool:
    """Return whether two times may be of one day; a night has two ("overnight", "late on Monday")."""
    one, other = first.when, second.when
    assert one.date is not None
    assert other.date is not None
    loose = "range" in (one.precision, other.precision) or "overnight" in (first.rule, second.rule)
    slack = dt.timedelta(days=1 if loose else 0)
    overlap = one.date <= (other.end or other.date) + slack and other.date <= (one.end or one.date) + slack
    coarse = {"month", "year"}
    return overlap and not (
        (one.precision == "day" and other.precision in coarse)
        or (other.precision == "day" and one.precision in coarse)
    )


def _where(mention: Mention, group: Sequence[Mention]) -> float:
    """Compare the places that hang on the triggers; two towns that differ are two events, whatever country
    holds both.
    """
    here, there = _places([mention]), _places(group)
    if not here or not there:
        return _loosely_where(mention, there)
    fine_here, fine_there = _fine(here), _fine(there)
    if _points_back(mention, group):
        return 0.0
    if fine_here and fine_there:
        return 1.0 if any(agree(a, b) for a in fine_here for b in fine_there) else CONTRADICTED
    return 0.5 if any(agree(a, b) for a in here for b in there) else CONTRADICTED


def _points_back(mention: Mention, group: Sequence[Mention]) -> bool:
    """Return whether a noun names what was just told, so that a place beside it is none of its own: 'said it
    had carried out the attack for Ombira', 'in what is the deadliest raid of its campaign'.
    """
    token = mention.trigger.token
    if mention.trigger.pos != "noun" or not any(t.lower_ in ("the", "this", "that") for t in token.lefts):
        return False
    ranked = any(t.tag_ == "JJS" for t in token.lefts) and any(m.number == mention.number for m in group)
    claimed = token.dep_ == "dobj" and _claims(mention) and token.tag_ == "NN"
    return (ranked and token.dep_ in ("attr", "oprd", "dobj", "pobj", "appos")) or claimed


def _loosely_where(mention: Mention, there: Sequence[Place]) -> float:
    """Compare the towns that only stand in the sentence with those of the group."""
    loose = _fine(s.toponym.place for s in mention.spots if s.weight == 1 and s.toponym.place is not None)
    fine = _fine(there)
    return LOOSELY if loose and fine and not any(agree(a, b) for a in loose for b in fine) else 0.0


def _fine(places: Iterable[Place]) -> list[Place]:
    return [place for place in places if fineness(place) < 4 or held(place)]


def _places(mentions: Iterable[Mention]) -> list[Place]:
    found = []
    for mention in mentions:
        nearest = max((s.weight for s in mention.spots), default=0)
        found += [
            s.toponym.place for s in mention.spots if s.weight == nearest >= 2 and s.toponym.place is not None
        ]
    return found


def _who(mention: Mention, group: Sequence[Mention]) -> float:
    if mention.answers:
        return 2.0
    here = {_side(d.party) for d in mention.doers if d.party.named}
    there = {
        d.party.id or d.party.name.lower() for m in group if not m.answers for d in m.doers if d.party.named
    }
    if here and there:
        titled = all(m.number == 0 for m in group) and mention.number <= LEAD
        return 1.0 if here & there else -0.5 if titled else -2.5
    return 0.0


def _side(party: Party) -> str:
    return side_of(party.id) if party.id else party.name.lower()


def _whom(mention: Mention, group: Sequence[Mention]) -> float:
    here = _named([mention])
    there = _named(group)
    if here & there:
        return 1.0
    return -0.5 if here and there else 0.0


def _named(mentions: Iterable[Mention]) -> set[str]:
    """Return the nouns that name what was hit, without those that fit anything."""
    things: list[Thing] = [t for m in mentions for t in (*m.targets, *m.victims)]
    nouns = {t.lemma_.lower() for thing in things for t in thing.span if t.pos_ in ("NOUN", "PROPN")}
    return nouns - _LOOSE_HEADS


def _how_near(mention: Mention, group: Sequence[Mention]) -> float:
    apart = min(abs(mention.number - m.number) for m in group)
    if apart == 0:
        return max(
            _linked(mention.trigger.token, m.trigger.token) for m in group if m.number == mention.number
        )
    opening = group[0].number <= 1 and mention.number <= LEAD
    if opening and not _dates(group) and _dates([mention]):
        return 1.5  # the lead's next sentences give the day
    return 1.0 if apart == 1 or opening else 0.5 if apart <= 3 else 0.0


def _both_recalled(mention: Mention, group: Sequence[Mention]) -> float:
    """Return what speaks against joining what is only recalled to what is told as news."""
    if of_another_day(mention) and recalled(mention):
        return CONTRADICTED
    return 0.0 if recalled(mention) == any(recalled(m) for m in group) else -1.0


def _bareness(mention: Mention) -> float:
    """Return what speaks for joining a mention that says nothing of its own: it goes on telling."""
    told = (mention.doers, mention.when, _places([mention]))
    return 1.0 - 0.5 * sum(bool(part) for part in told)


def _linked(one: Token, other: Token) -> float:
    """Return how two triggers of a sentence hang together: one act in several words, or one event after
    another.
    """
    ways = [[t, *t.ancestors] for t in (one, other)]
    shared = next((t for t in ways[0] if t in ways[1]), None)
    if shared is None:
        return 0.5
    between = [t for way in ways for t in way[: way.index(shared)]]
    if any(_ends_in_battle(t) for t in (one, other)):
        return 1.5
    if any(
        t.dep_ in ("prep", "advcl")
        and _ORDER & {t.lower_, *(c.lower_ for c in t.children if c.dep_ in ("mark", "advmod"))}
        for t in between
    ):
        return -1.0
    return 1.5 if len(between) <= 3 else 0.75


def _ends_in_battle(token: Token) -> bool:
    """Return whether a noun is the fight in which an attack ended ('killed two before a gun battle')."""
    fight = token.lemma_.lower() in ("battle", "firefight", "gunfight", "shootout", "siege", "standoff")
    loose = any(t.lower_ in ("a", "an") for t in token.lefts)
    return fight and loose and token.dep_ == "pobj" and token.head.lower_ in ("before", "in", "during")


def _reference(mention: Mention, group: Sequence[Mention]) -> float:
    if mention.apart and not any(m.number == mention.number for m in group):
        return -3.0
    titled = all(m.number == 0 for m in group) and 0 < mention.number <= LEAD
    if mention.several != all(m.several for m in group) and not (titled and mention.type == group[0].type):
        return -2.0
    if titled:
        return 1.0  # the lead tells what the title tells
    if _adds(mention) and not any(m.number == mention.number for m in group):
        return -1.5
    if _claims(mention):
        return 1.0
    plural = mention.trigger.token.tag_ == "NNS" and not mention.definite and mention.number > 0
    return (
        1.0
        if mention.definite
        else -1.0
        if plural and not any(m.number == mention.number for m in group)
        else 0.0
    )


def _adds(mention: Mention) -> bool:
    """Return whether a strike is told as one more ('shells also hit the station')."""
    also = any(c.lower_ in _MORE for c in mention.trigger.token.children)
    return also and mention.type in _REMOTE


def _claims(mention: Mention) -> bool:
    """Return whether somebody says that his own had done it ('said its fighters had attacked'): what was
    told.
    """
    token = mention.trigger.token
    if mention.trigger.pos == "noun" and token.dep_ == "dobj":
        token = token.head
    perfect = any(c.dep_ == "aux" and c.lower_ in ("had", "have", "has") for c in token.children)
    own = any(o.lower_ in ("its", "their", "our") for d in mention.doers for o in d.token.lefts)
    return own and (perfect or token.tag_ == "VBD") and token.dep_ == "ccomp"
