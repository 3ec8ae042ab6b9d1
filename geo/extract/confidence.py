"""How sure the parts of a report are: by the rule that found each; where nothing was found they are 0.

`credence` says how sure the event itself is.
"""

from __future__ import annotations

from collections.abc import Sequence

from geo.extract.attribution import Suspect
from geo.extract.spots import Spot

_PLACE = {3: 0.85, 2: 0.7, 1: 0.55, 0: 0.35}
_ACTOR = {"claimed": 0.9, "confirmed": 0.85, "suspected": 0.75, "denied": 0.5, "unknown": 0.5}


def of_place(spot: Spot | None) -> float:
    """Return the confidence that the place is the event's."""
    return _PLACE[spot.weight] if spot is not None else 0.0


def of_actor(suspects: Sequence[Suspect]) -> float:
    """Return the confidence that the main suspect is rightly read."""
    return _ACTOR[suspects[0].force] if suspects else 0.0
