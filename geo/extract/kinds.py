"""A trigger, its weapons and its actors -> the finest type of event they tell: which detail wins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from geo.extract.actors import Party
from geo.extract.triggers import Trigger

GENERIC = frozenset({"attack", "raid"})
CONSEQUENCES = frozenset({"arson", "robbery", "kidnapping"})  # what those who attack do besides
_BURSTS = frozenset({"explode", "detonate", "explosion", "blast", "detonation"})
_FLYING = frozenset({"drone_strike", "missile_strike", "rocket_attack", "shelling", "air_strike"})


def refined(trigger: Trigger, weapons: Sequence[str], parties: Iterable[Party]) -> str:
    """Return the finest type that trigger and weapons tell: 'attack' with missiles is a missile strike."""
    kind = trigger.type
    suicide = any("suicide" in t.text.lower() for t in trigger.token.sent) and kind in ("bombing", "attack")
    if (kind in ("bombing", "attack") and any(w == "suicide_bombing" for w in weapons)) or (
        suicide and _suicide(trigger)
    ):
        return "suicide_bombing"
    if kind == "bombing" and "air_strike" in weapons:
        return "air_strike"
    if kind in GENERIC and kind != "raid":
        found = next((w for w in weapons if w and w not in GENERIC), None)
        if found:
            return found
        states = any(party.kind == "state" for party in parties)
        if trigger.token.lemma_.lower() == "strike" and trigger.pos == "noun" and states:
            return "air_strike"
        if any(party.name.lower().endswith(("gunman", "gunmen", "sniper", "shooter")) for party in parties):
            return "shooting"
    if kind == "bombing" and trigger.token.lemma_.lower() in _BURSTS:
        return next((w for w in weapons if w in _FLYING), kind)
    if kind == "shelling" and "air_strike" in weapons:
        return "air_strike"
    return kind


def _suicide(trigger: Trigger) -> bool:
    words = {t.lower_ for t in trigger.token.subtree} | {
        t.lower_ for a in trigger.arguments for t in [a.token, *a.token.lefts]
    }
    return "suicide" in words or any(t.lower_ in ("himself", "herself") for t in trigger.token.children)
