"""A mention and a group told before it -> whether type, day, place and people agree, as levels.

What goes in are words already read (types, times, places, things); what comes out says nothing of which they
are, only whether they are the same, differ or are not told. Alone knows which differences no event can bear.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from geo.extract.actors import Party
from geo.extract.kinds import GENERIC
from geo.extract.lexicon import words
from geo.extract.mentions import Mention
from geo.extract.names import side_of
from geo.extract.nesting import agree, fineness, held
from geo.extract.odds import Levels
from geo.extract.things import Thing
from geo.extract.time import TimeExpression
from geo.model import Place, When

LEAD = 3  # sentences after the title that tell what it tells
CONTRADICTED = "contradicted"  # what no weight outbids
TOLD_WITHIN = 5  # days
_APART = 180  # minutes
GOVERNED = 0.9  # of a time that the trigger itself governs, not only its sentence
REMOTE = words("joining remote")
_CLOSE = words("joining close")
_TAKING = frozenset({"kidnapping", "hijacking"})
_LOOSE_HEADS = words("joining loose heads")


def agreement(mention: Mention, group: Sequence[Mention]) -> Levels:
    """Return the level of each sign; `CONTRADICTED` where both cannot be one event."""
    return {
        "type": kinship(mention, group),
        "day": day(mention, group),
        "hour": _hour(mention, group),
        "place": place(mention, group),
        "entry": CONTRADICTED if in_other_entry(mention, group) else "same",
        "doers": _doers(mention, group),
        "hit": _hit(mention, group),
        "victims": _victims(mention, group),
    }


def kinship(mention: Mention, group: Sequence[Mention]) -> str:
    """Compare types with the one of the group's that is nearest."""
    acts = [m for m in group if not m.is_effect] or group
    order = ("same", "generic", "kin", "other", "generic and taking", "taking and other")
    return min((_types(mention.type, m.type) for m in acts), key=order.index)


def _types(one: str, other: str) -> str:
    if one == other:
        return "same"
    pair = {one, other}
    if pair & GENERIC:
        return "generic and taking" if pair & _TAKING else "generic"
    if pair <= REMOTE or pair <= _CLOSE:
        return "kin"
    return "taking and other" if pair & _TAKING else "other"


# day


def day(mention: Mention, group: Sequence[Mention]) -> str:
    """Compare the days told of the events, not of the telling ('police said on Friday')."""
    here, there = days([mention]), days(group)
    theirs = _same_people(mention, group)
    if not here or not there:
        if not theirs and _told_far_apart(mention, group):
            return CONTRADICTED
        return "only here" if here else "only there" if there else "unsaid"
    pairs = [(first, second) for first in here for second in there]
    if any(_same_days(first, second, known=theirs) for first, second in pairs):
        return "same"
    apart = min(_days_apart(first.when, second.when) for first, second in pairs)
    if apart <= 1:
        return "next"
    sure = any(first.confidence >= GOVERNED and second.confidence >= GOVERNED for first, second in pairs)
    return CONTRADICTED if sure or apart > 7 else "some days apart"


def _hour(mention: Mention, group: Sequence[Mention]) -> str:
    """Compare the hours told of verbs: hours later somebody struck again."""
    if mention.clock is None or mention.trigger.pos != "verb":
        return "unsaid"
    others = [m.clock for m in group if m.clock is not None and m.trigger.pos == "verb"]
    gaps = [abs(_minutes(mention.clock) - _minutes(other)) for other in others]
    return "unsaid" if not gaps else "hours apart" if min(gaps) >= _APART else "same"


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)


def days(mentions: Iterable[Mention]) -> list[TimeExpression]:
    """Return the days told of the events themselves."""
    return [m.when for m in mentions if m.when is not None and m.when.when.date and not m.when.reporting]


def _told_far_apart(mention: Mention, group: Sequence[Mention]) -> bool:
    """Return whether one day only says when it was told, and yet lies far from the other: news is told within
    days of the event; but a toll rises for weeks.
    """
    if mention.when is None or not mention.when.when.date:
        return False
    others = [m.when for m in group if m.when is not None and m.when.when.date]
    return any(
        _days_apart(mention.when.when, other.when) > TOLD_WITHIN
        for other in others
        if not (mention.when.reporting and other.reporting)
    )


def _days_apart(one: When, other: When) -> int:
    assert one.date is not None
    assert other.date is not None
    return min(
        abs((a - b).days)
        for a in (one.date, one.end or one.date)
        for b in (other.date, other.end or other.date)
    )


def _same_days(first: TimeExpression, second: TimeExpression, *, known: bool) -> bool:
    """Return whether two times may be of one day; a night has two ("overnight", "late on Monday"). A month
    holds a day only of what is `known` to have befallen the same people ("two months ago", "on 9 August").
    """
    one, other = first.when, second.when
    assert one.date is not None
    assert other.date is not None
    loose = "range" in (one.precision, other.precision) or "overnight" in (first.rule, second.rule)
    slack = dt.timedelta(days=1 if loose else 0)
    overlap = one.date <= (other.end or other.date) + slack and other.date <= (one.end or one.date) + slack
    precisions = {one.precision, other.precision}
    mixed = "day" in precisions and bool(precisions & {"month", "year"})
    return overlap and (known or not mixed)


# place


def place(mention: Mention, group: Sequence[Mention]) -> str:
    """Compare the places that hang on the triggers; two towns that differ are two events, whatever country
    holds both.
    """
    here, there = places([mention]), places(group)
    if not here or not there:
        if _other_town_beside(mention, there):
            return "another beside"
        return "only here" if here else "only there" if there else "unsaid"
    if _points_back(mention, group):
        return "pointed back"
    fine_here, fine_there = fine(here), fine(there)
    if fine_here and fine_there:
        return "same" if any(agree(a, b) for a in fine_here for b in fine_there) else CONTRADICTED
    return "may be" if any(agree(a, b) for a in here for b in there) else CONTRADICTED


def _points_back(mention: Mention, group: Sequence[Mention]) -> bool:
    """Return whether a noun names what was just told, so that a place beside it is none of its own: 'said it
    had carried out the attack for Ombira', 'in what is the deadliest raid of its campaign'.
    """
    token = mention.trigger.token
    if mention.trigger.pos != "noun" or not any(t.lower_ in ("the", "this", "that") for t in token.lefts):
        return False
    ranked = any(t.tag_ == "JJS" for t in token.lefts) and any(m.number == mention.number for m in group)
    claimed = token.dep_ == "dobj" and claims(mention) and token.tag_ == "NN"
    return (ranked and token.dep_ in ("attr", "oprd", "dobj", "pobj", "appos")) or claimed


def claims(mention: Mention) -> bool:
    """Return whether somebody says that his own had done it ('said its fighters had attacked'): what was
    told.
    """
    token = mention.trigger.token
    if mention.trigger.pos == "noun" and token.dep_ == "dobj":
        token = token.head
    perfect = any(c.dep_ == "aux" and c.lower_ in ("had", "have", "has") for c in token.children)
    own = any(o.lower_ in ("its", "their", "our") for d in mention.doers for o in d.token.lefts)
    return own and (perfect or token.tag_ == "VBD") and token.dep_ == "ccomp"


def _other_town_beside(mention: Mention, there: Sequence[Place]) -> bool:
    """Return whether a town that only stands in the sentence is none of the group's."""
    loose = fine(s.toponym.place for s in mention.spots if s.weight == 1 and s.toponym.place is not None)
    known = fine(there)
    return bool(loose and known) and not any(agree(a, b) for a in loose for b in known)


def fine(places: Iterable[Place]) -> list[Place]:
    """Return the towns and what is finer."""
    return [place for place in places if fineness(place) < 4 or held(place)]


def places(mentions: Iterable[Mention]) -> list[Place]:
    """Return the places that hang on each trigger, the nearest only."""
    found = []
    for mention in mentions:
        nearest = max((s.weight for s in mention.spots), default=0)
        found += [
            s.toponym.place for s in mention.spots if s.weight == nearest >= 2 and s.toponym.place is not None
        ]
    return found


def in_other_entry(mention: Mention, group: Sequence[Mention]) -> bool:
    """Return whether a list tells the mention and the group in two of its entries, each an incident; one
    entry may refer to another by its place ("the Ombira killings").
    """
    others = {m.entry for m in group if m.entry is not None}
    if mention.entry is None or not others or mention.entry in others:
        return False
    return not (mention.definite and place(mention, group) in ("same", "may be"))


# who and whom


def _doers(mention: Mention, group: Sequence[Mention]) -> str:
    if mention.answers:
        return "answers"
    here = {_side(d.party) for d in mention.doers if d.party.named}
    there = {
        d.party.id or d.party.name.lower() for m in group if not m.answers for d in m.doers if d.party.named
    }
    if here and there:
        from_title = all(m.number == 0 for m in group) and mention.number <= LEAD
        return "same" if here & there else "other names than the title's" if from_title else "other names"
    return "unsaid"


def _side(party: Party) -> str:
    return side_of(party.id) if party.id else party.name.lower()


def _hit(mention: Mention, group: Sequence[Mention]) -> str:
    here = nouns([*mention.targets, *mention.victims])
    there = nouns(t for m in group for t in (*m.targets, *m.victims))
    return "unsaid" if not here or not there else "same" if here & there else "other"


def _victims(mention: Mention, group: Sequence[Mention]) -> str:
    """Compare the names of those hit; one sentence may name several ('killed Ana Sol and hurt Eva Paz')."""
    there = [v for m in group for v in m.victims]
    names, known = _names(mention.victims), _names(there)
    if not names or not known:
        return "unsaid"
    if names & known:
        return "same name"
    if any(m.number == mention.number for m in group):
        return "other names beside"
    return "other names, same noun" if nouns(mention.victims) & nouns(there) else "other names"


def _same_people(mention: Mention, group: Sequence[Mention]) -> bool:
    """Return whether both tell of the same people hit: of one name, or of one noun that tells who they were
    ('the Carmelites', not 'people').
    """
    there = [v for m in group for v in m.victims]
    return bool(_names(mention.victims) & _names(there) or nouns(mention.victims) & nouns(there))


def _names(things: Iterable[Thing]) -> set[str]:
    return {
        t.lower_
        for thing in things
        for t in thing.span
        if t.pos_ == "PROPN" and t.ent_type_ == "PERSON" and not _owns(t, thing)
    }


def _owns(token: Token, thing: Thing) -> bool:
    """Return whether a word of a phrase names whose it is ('the minister's brother')."""
    inside = (t for t in (token, *token.ancestors) if t in thing.span)
    return any(t.dep_ == "poss" for t in inside)


def nouns(things: Iterable[Thing]) -> set[str]:
    """Return the nouns that name what was hit, without those that fit anything."""
    nouns = {t.lemma_.lower() for thing in things for t in thing.span if t.pos_ in ("NOUN", "PROPN")}
    return nouns - _LOOSE_HEADS
