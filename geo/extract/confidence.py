"""How sure a report is: a simple combination, set by hand until it is calibrated on labelled data.

The event: 0.5, and 0.1 for each of: a trigger that names violence by itself or three sentences that tell it;
a known actor; casualties; a target or weapon; a place; half of that for a day that is stated. Capped at 0.95.
The parts follow from the rule that found each; where nothing was found they are 0.
"""

from __future__ import annotations

from collections.abc import Sequence

from geo.extract.attribution import Suspect
from geo.extract.mentions import Mention
from geo.extract.spots import Spot

_PLACE = {3: 0.85, 2: 0.7, 1: 0.55, 0: 0.35}
_ACTOR = {"claimed": 0.9, "confirmed": 0.85, "suspected": 0.75, "denied": 0.5, "unknown": 0.5}


def of_event(
    group: Sequence[Mention], *, suspects: Sequence[Suspect], spot: Spot | None, counted: bool, dated: float
) -> float:
    """Return the confidence that the event happened as told."""
    signs = (
        any(m.trigger.strength == "strong" for m in group) or len(group) > 2,
        any(s.party.named for s in suspects),
        counted,
        any(m.targets or m.victims or m.weapons for m in group),
        spot is not None,
    )
    return round(min(0.95, 0.45 + 0.1 * sum(signs) + 0.05 * (dated > 0.6)), 3)


def of_place(spot: Spot | None) -> float:
    """Return the confidence that the place is the event's."""
    return _PLACE[spot.weight] if spot is not None else 0.0


def of_actor(suspects: Sequence[Suspect]) -> float:
    """Return the confidence that the main suspect is rightly read."""
    return _ACTOR[suspects[0].force] if suspects else 0.0
