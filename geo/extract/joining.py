"""Mentions in text order -> groups of mentions that tell one event.

Each mention joins the group it fits best, or opens one. Signs of agreement and of wording come out at levels,
each level has a weight (`tables/joining.csv`), and the weights are summed; days and places that contradict
each other are never joined. The weights were set by hand: learned ones did worse (`docs/accuracy.md`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from geo.extract.agreement import CONTRADICTED, agreement
from geo.extract.effects import consequence_of, place_effect, told_ahead
from geo.extract.mentions import Mention
from geo.extract.odds import Levels, odds
from geo.extract.sequel import act_of, sequel

LEAST = 0.0  # the sum at which a mention joins a group

Group = list[Mention]


def join(mentions: Sequence[Mention]) -> list[Group]:
    """Return groups of mentions, each one event, in the order in which the text first tells them."""
    groups: list[Group] = []
    waiting: Group = []
    for _, together in groupby(mentions, key=lambda m: m.number):
        sentence = list(together)
        for mention in [m for m in sentence if not m.is_effect]:
            _place(mention, groups)
        for mention in [m for m in sentence if m.is_effect]:
            place_effect(mention, groups, waiting)
        if groups and waiting:
            groups[0][:0] = [m for m in waiting if told_ahead(m, groups[0])]
            waiting.clear()
    return [sorted(group, key=lambda m: m.trigger.token.i) for group in groups]


def _place(mention: Mention, groups: list[Group]) -> None:
    if (act := act_of(mention, groups)) is not None:
        act.append(mention)
        return
    told = [
        (odds, at)
        for at, group in enumerate(groups)
        if (odds := likeness(signs(mention, group, groups))) is not None
    ]
    best, at = max(told, default=(LEAST, -1))
    if at >= 0 and best >= LEAST:
        groups[at].append(mention)
    elif (group := consequence_of(mention, groups)) is not None:
        group.append(mention)
    else:
        groups.append([mention])


def signs(mention: Mention, group: Sequence[Mention], groups: Sequence[Sequence[Mention]]) -> Levels:
    """Return the level of each sign between a mention and one of the groups told before it."""
    return {**agreement(mention, group), **sequel(mention, group, groups)}


def likeness(signs: Levels) -> float | None:
    """Return the sum of what speaks for and against one event; None where it cannot be one."""
    if CONTRADICTED in signs.values():
        return None
    return odds(signs, "joining")
