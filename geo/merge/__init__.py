"""Reports -> events: which reports tell one incident (`columns`, `copies`, `blocking`, `likeness`,
`clusters`), what they say together (`combine`) and where they differ (`accounts`), what the event is called
(`identity`), and what an analyst may want to join (`suggestions`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from geo.merge import combine
from geo.merge.clusters import groups
from geo.merge.identity import Told, ids, ids_of
from geo.merge.suggestions import suggestions
from geo.model import Event, Report

__all__ = ["combined", "ids_of", "merge", "suggestions"]


def merge(reports: Iterable[Report], *, known: Mapping[Told, str] | None = None) -> list[Event]:
    """Return the events behind the reports, by day and id; the order of the reports does not matter. `known`
    are the ids that reports had before (`ids_of`): an event keeps the first of them.
    """
    clusters = groups(sorted(reports, key=combine.order))
    named = zip(clusters, ids(clusters, known=known or {}), strict=True)
    events = [combine.event(cluster, id) for cluster, id in named]
    return sorted(events, key=lambda event: (event.when.date or dt.date.min, event.id))


def combined(reports: Iterable[Report]) -> Event:
    """Return the one event that somebody else says these reports tell, at least one, however unlike."""
    cluster = sorted(reports, key=combine.order)
    return combine.event(cluster, ids([cluster], known={})[0])
