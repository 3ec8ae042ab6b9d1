"""Dead and damage told without their cause -> the event they belong to, among the groups told so far.

Alone knows how far from its event a toll is told, when dead of another town are an event of their own, and
that houses burned by nobody in particular burned in the attack just told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from geo.extract.agreement import CONTRADICTED, day, days, fine, in_other_entry, place, places
from geo.extract.kinds import CONSEQUENCES, GENERIC
from geo.extract.lexicon import words
from geo.extract.mentions import Mention
from geo.extract.sequel import act_of, linked

NEAR = 3  # sentences within which dead and damage belong to an event told before
AHEAD = 4  # sentences by which dead may be told ahead of their event
_KILLING = frozenset({"kill", "wound", "slay", "murder"})
_AFTERMATH = words("joining aftermath")
_DAY: Mapping[str, float] = {"same": 1.0, "next": -2.0, "some days apart": -3.0, CONTRADICTED: -8.0}
_PLACE: Mapping[str, float] = {"same": 1.0, "may be": 0.5, "another beside": -1.5, CONTRADICTED: -8.0}

Group = list[Mention]


def place_effect(mention: Mention, groups: list[Group], waiting: Group) -> None:
    """Give dead and damage to the event they belong to; those of another town, or of arms that nothing else
    tells of, are an event; those told before any event wait for it.
    """
    group = act_of(mention, groups) or group_of(mention, groups)
    if group is not None:
        group.append(mention)
    elif _in_another_town(mention, groups):
        groups.append([_as_event(mention, like=max(groups, key=lambda g: _last(g, mention.number)))])
    elif mention.trigger.violent or _is_whole_entry(mention):
        groups.append([_as_event(mention, like=())])
    elif not groups:
        waiting.append(mention)


def _is_whole_entry(mention: Mention) -> bool:
    """Return whether an entry of a list tells an attack by its dead alone ("3 May: Six are killed")."""
    return mention.entry is not None and mention.trigger.token.lemma_.lower() in _KILLING


def told_ahead(mention: Mention, group: Sequence[Mention]) -> bool:
    """Return whether dead told in the lead are of the event that the next sentences tell."""
    return group[0].number - mention.number <= AHEAD and _fit(mention, group) >= 0


def consequence_of(mention: Mention, groups: Sequence[Group]) -> Group | None:
    """Return the attack that a passive without place, day or doer goes on with ('houses were burned')."""
    bare = not (mention.doers or places([mention]) or days([mention]))
    token = mention.trigger.token
    passive = token.tag_ in ("VBN", "VBD") and not any(c.dep_ == "dobj" for c in token.children)
    if not (bare and mention.type in CONSEQUENCES and passive and not mention.apart):
        return None
    violent = [g for g in groups if any(m.type not in CONSEQUENCES and not m.is_effect for m in g)]
    return group_of(mention, violent)


def group_of(mention: Mention, groups: Sequence[Group]) -> Group | None:
    """Return the group whose dead and damage a sentence tells: of its sentence, else the last one told."""
    groups = [g for g in groups if not in_other_entry(mention, g)]
    near = [g for g in groups if mention.number - _last(g, mention.number) <= NEAR]
    if not near and groups and not places([mention]) and not days([mention]):
        near = [max(groups, key=lambda g: _last(g, mention.number))]  # it goes on with what was told last
    scored = [
        (_fit(mention, g) + 1.5 / (1 + mention.number - _last(g, mention.number)), -at)
        for at, g in enumerate(near)
    ]
    best = max(scored, default=(-1.0, 0))
    return near[-best[1]] if best[0] > 0 else None


def _fit(mention: Mention, group: Sequence[Mention]) -> float:
    by_day = _DAY.get(day(mention, group), 0.0)
    return (_one_clause(mention, group) or by_day) + _PLACE.get(place(mention, group), 0.0)


def _one_clause(effect: Mention, group: Sequence[Mention]) -> float:
    """Return what speaks for dead and damage whose clause holds the event or hangs on it ('died when gunmen
    opened fire').
    """
    beside = [m for m in group if m.number == effect.number]
    return 3.0 if any(linked(effect, m) in ("fight", "close") for m in beside) else 0.0


def _in_another_town(mention: Mention, groups: Sequence[Sequence[Mention]]) -> bool:
    """Return whether dead and damage are told of a town where none of the events just told was ('In X, three
    more died').
    """
    near = [g for g in groups if mention.number - _last(g, mention.number) <= NEAR]
    if not near or not fine(places([mention])) or _of_aftermath(mention):
        return False
    return all(place(mention, g) == CONTRADICTED for g in near)


def _of_aftermath(mention: Mention) -> bool:
    return any(t.lemma_.lower() in _AFTERMATH for t in mention.sentence)


def _as_event(mention: Mention, *, like: Sequence[Mention]) -> Mention:
    """Return dead and wounded as an event of their own, of the kind of the event it was told with."""
    fine = [m.type for m in like if not m.is_effect and m.type not in GENERIC]
    kind = fine[-1] if mention.type in GENERIC and fine else mention.type
    return replace(mention, type=kind, more=bool(like), trigger=replace(mention.trigger, strength="weak"))


def _last(group: Sequence[Mention], before: int) -> int:
    return max((m.number for m in group if m.number <= before), default=-99)
