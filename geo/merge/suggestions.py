"""Events -> pairs that might be one incident, for an analyst to answer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geo.merge.arrays import Ints
from geo.merge.blocking import Pairs
from geo.merge.clusters import gathered
from geo.merge.columns import Columns
from geo.merge.likeness import chance, likely
from geo.model import Event

LEAST = 0.2  # of MAVERICK's pairs of events at 0.2 to 0.3 a quarter (50 of 197, out of fold) are one incident

Suggestion = tuple[str, str, float]


def suggestions(events: Sequence[Event], *, least: float = LEAST) -> list[Suggestion]:
    """Return pairs of event ids with the probability that the two are one incident: at least `least`, no pair
    of their reports contradicting. The likeliest (by tenths) first, of those the deadliest, then by id.
    """
    events = sorted(events, key=lambda event: event.id)
    reports = [report for event in events for report in event.reports]
    owner = np.repeat(np.arange(len(events)), [len(event.reports) for event in events])
    pairs, odds = gathered(likely(Columns.of(reports)))
    found = [
        (events[one].id, events[other].id, round(chance(mean), 3))
        for one, other, mean in _between(owner, pairs, odds)
        if chance(mean) >= least
    ]
    toll = {event.id: max(event.killed.max or 0, event.killed.min or 0) for event in events}
    return sorted(found, key=lambda s: (-int(10 * s[2]), -max(toll[s[0]], toll[s[1]]), s))


def _between(owner: Ints, pairs: Pairs, odds: Ints) -> list[tuple[int, int, float]]:
    """Return pairs of events of which no two reports contradict each other, with the average log odds."""
    if not len(odds):
        return []
    one, other = np.sort(np.stack([owner[pairs[0]], owner[pairs[1]]]), axis=0)
    apart = one != other
    count = len(owner)
    keys, at, compared = np.unique(one[apart] * count + other[apart], return_inverse=True, return_counts=True)
    size = np.bincount(owner)
    one, other = keys // count, keys % count
    whole = np.flatnonzero(compared == size[one] * size[other])
    mean = np.bincount(at, weights=odds[apart]) / compared if len(keys) else np.zeros(0)
    return list(zip(one[whole].tolist(), other[whole].tolist(), mean[whole].tolist(), strict=True))
