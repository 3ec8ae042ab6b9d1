"""A mention and a group told before it -> how near it stands, and by what words it goes on or opens anew.

Alone knows that "the blast" in the next sentence is the one just told, that "meanwhile" and "also" add
another, and which of two triggers in one sentence are one act. What comes out are levels, as in `agreement`.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from geo.extract.agreement import CONTRADICTED, LEAD, REMOTE, claims, days, nouns, places
from geo.extract.lexicon import words
from geo.extract.mentions import Mention
from geo.extract.news import of_another_day, recalled
from geo.extract.odds import Levels, yes

_ORDER = words("joining order")
_MORE = frozenset({"also", "too", "likewise", "meanwhile", "elsewhere", "separately"})
_ADDING = words("joining adding")
_DYING = words("joining dying")
_OPENING = 6  # words of a sentence
_NEAR = 3  # sentences


def sequel(mention: Mention, group: Sequence[Mention], groups: Sequence[Sequence[Mention]]) -> Levels:
    """Return the level of each sign; `groups` are all told so far."""
    said = sum(map(bool, (mention.doers, mention.when, places([mention]))))
    return {
        "distance": _distance(mention, group),
        "reference": _reference(mention, group),
        "again": yes(_again(mention, group)),
        "opens": "adds others" if _adds_others(mention, group) else "goes on",
        "recalled": _recalled(mention, group),
        "says": str(said),
        "only": yes(len(groups) == 1 and said == 0),
    }


def act_of(mention: Mention, groups: Sequence[list[Mention]]) -> list[Mention] | None:
    """Return the group of whose event grammar says that a word of its sentence tells it as well: what an
    event does ('a blast that tore through a market') or comes to ('shelled the port, setting it alight').
    """
    number = mention.number
    return next((g for g in groups if any(m.number == number and _one_act(mention, m) for m in g)), None)


def _one_act(one: Mention, other: Mention) -> bool:
    tokens = (one.trigger.token, other.trigger.token)
    done = _done_in(*tokens) or _done_in(*reversed(tokens))
    died = _tells_death(one, other) or _tells_death(other, one)
    return done or died or _does(one, other) or _does(other, one) or _ends_in(*tokens)


def _tells_death(act: Mention, event: Mention) -> bool:
    """Return whether an event is how the victim of an act died ('the murder of a judge, who died when a bomb
    hit his car').
    """
    hit = act.trigger.role("patient", "of", "victim")
    known = {t.i for t in (*hit, *(c for t in hit for c in t.children if c.dep_ == "appos"))}
    ways = (event.trigger.token, *event.trigger.token.ancestors)
    return any(t.dep_ == "relcl" and t.lemma_.lower() in _DYING and t.head.i in known for t in ways)


def _does(act: Mention, event: Mention) -> bool:
    """Return whether what one verb says is done by the event that another word names."""
    return event.trigger.token in act.trigger.role("agent", "head")


def _done_in(noun: Token, act: Token) -> bool:
    """Return whether a noun names the attack in which a verb was done ('murdered a judge in a bombing')."""
    loose = noun.tag_ == "NN" and any(t.lower_ in ("a", "an") for t in noun.lefts)
    by = noun.head
    return loose and noun.dep_ == "pobj" and by.lower_ in ("in", "by", "during", "with") and by.head == act


def _ends_in(result: Token, act: Token) -> bool:
    """Return whether a participle says what came of an act ('shelled the port, killing two')."""
    marked = any(c.dep_ in ("mark", "prep") and c.i < result.i for c in result.children)
    return result.tag_ == "VBG" and result.dep_ == "advcl" and result.head == act and not marked


def titled(mention: Mention, group: Sequence[Mention]) -> bool:
    """Return whether one of the first sentences tells what so far only the title told."""
    return all(m.number == 0 for m in group) and 0 < mention.number <= LEAD


def _reference(mention: Mention, group: Sequence[Mention]) -> str:
    """Return by what words a mention points back to what was told or away from it."""
    inside = any(m.number == mention.number for m in group)
    from_title = titled(mention, group)
    if mention.apart and not inside:
        return "apart"
    if mention.several != all(m.several for m in group) and not (
        from_title and mention.type == group[0].type
    ):
        return "one and several"
    if from_title:
        return "title"
    if _adds(mention) and not inside:
        return "adds"
    if claims(mention):
        return "claims"
    if mention.definite:
        return "definite"
    plural = mention.trigger.token.tag_ == "NNS" and mention.number > 0
    return "plural" if plural and not inside else "none"


def _adds(mention: Mention) -> bool:
    """Return whether a strike is told as one more ('shells also hit the station')."""
    also = any(c.lower_ in _MORE for c in mention.trigger.token.children)
    return also and mention.type in REMOTE


def _adds_others(mention: Mention, group: Sequence[Mention]) -> bool:
    """Return whether a sentence opens as one more piece of news and tells of others hit ('Meanwhile, shells
    fell on a school').
    """
    opening = {t.lower_ for t in mention.sentence[:_OPENING] if t.head.dep_ not in ("relcl", "acl")}
    if _ADDING.isdisjoint(opening) or any(m.number == mention.number for m in group):
        return False
    hit = [(nouns(mention.targets), nouns(t for m in group for t in m.targets))]
    hit += [(nouns(mention.victims), nouns(v for m in group for v in m.victims))]
    return any(here and there and not here & there for here, there in hit)


def _recalled(mention: Mention, group: Sequence[Mention]) -> str:
    here = recalled(mention)
    if here and of_another_day(mention):
        return CONTRADICTED
    there = any(recalled(m) for m in group)
    return "both" if here and there else "only here" if here else "only there" if there else "neither"


def _distance(mention: Mention, group: Sequence[Mention]) -> str:
    """Return how far apart they are told; in one sentence, how the triggers hang together."""
    apart = min(abs(mention.number - m.number) for m in group)
    if apart == 0:
        order = ("fight", "close", "clause", "unlinked", "order")
        return min(
            (linked(mention, m) for m in group if m.number == mention.number),
            key=order.index,
        )
    if group[0].number <= 1 and mention.number <= LEAD:
        return "lead, its day" if not days(group) and days([mention]) else "lead"
    return "next" if apart == 1 else "near" if apart <= _NEAR else "far"


def _again(mention: Mention, group: Sequence[Mention]) -> bool:
    """Return whether a definite noun repeats the word of the group ('a raid ... the raid')."""
    lemma = mention.trigger.token.lemma_.lower()
    told = any(m.trigger.token.lemma_.lower() == lemma for m in group)
    return told and mention.definite and mention.trigger.pos == "noun"


def linked(one: Mention, other: Mention) -> str:
    """Return how two triggers of a sentence hang together: one act in several words, or one event after
    another.
    """
    triggers = (one.trigger.token, other.trigger.token)
    ways = [[t, *t.ancestors] for t in triggers]
    shared = next((t for t in ways[0] if t in ways[1]), None)
    if shared is None:
        return "unlinked"
    between = [t for way in ways for t in way[: way.index(shared)]]
    if any(_ends_in_battle(t) for t in triggers):
        return "fight"
    if any(
        t.dep_ in ("prep", "advcl")
        and _ORDER & {t.lower_, *(c.lower_ for c in t.children if c.dep_ in ("mark", "advmod"))}
        for t in between
    ):
        return "order"
    return "close" if len(between) <= 3 else "clause"


def _ends_in_battle(token: Token) -> bool:
    """Return whether a noun is the fight in which an attack ended ('killed two before a gun battle')."""
    fight = token.lemma_.lower() in ("battle", "firefight", "gunfight", "shootout", "siege", "standoff")
    loose = any(t.lower_ in ("a", "an") for t in token.lefts)
    return fight and loose and token.dep_ == "pobj" and token.head.lower_ in ("before", "in", "during")
