"""Clusters of reports -> the ids of their events: those they had before, else what the event is.

An id, once given, stays with the report that first had it, whatever later reports change: an earlier day, a
more exact place, more reports. Where two events become one, the id that was given first stays; where one
becomes two, it stays with the report that was there first, and the other gets a new one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from geo.merge.columns import actor_key
from geo.model import Event, Report

Told = tuple[str, int]  # the article's id and where in it the word stands that names the event


def told(report: Report) -> Told:
    """Return what tells a report from all others, before and after a rebuild."""
    return report.source.article_id, report.trigger_start


def ids_of(events: Iterable[Event]) -> dict[Told, str]:
    """Return the id of the event that each report belongs to; pass it to `merge` as `known`. Events go in by
    the age of their ids, where that is known: of two that become one the first keeps its id.
    """
    return {told(report): event.id for event in events for report in event.reports}


def ids(clusters: Sequence[Sequence[Report]], *, known: Mapping[Told, str]) -> list[str]:
    """Return an id for each cluster, no two alike."""
    given = _given(clusters, known) if known else {}
    used = set(given.values())
    for number, cluster in enumerate(clusters):
        if number not in given:
            given[number] = next(name for name in _names(cluster[0]) if name not in used)
            used.add(given[number])
    return [given[number] for number in range(len(clusters))]


def _given(clusters: Sequence[Sequence[Report]], known: Mapping[Told, str]) -> dict[int, str]:
    """Return the ids that stay, by cluster: in the order of `known`, each with the first report that had
    it.
    """
    number = {told(report): at for at, cluster in enumerate(clusters) for report in cluster}
    given: dict[int, str] = {}
    used: set[str] = set()
    for key, name in known.items():
        at = number.get(key)
        if at is not None and at not in given and name not in used:
            given[at] = name
            used.add(name)
    return given


def _names(first: Report) -> Iterator[str]:
    """Yield ids for the event of a first report: by what happened, and where that is not enough also by where
    it is told.
    """
    place, day = first.place, first.when.date
    where = (place.gazetteer_id or place.name) if place else first.place_name or ""
    who = actor_key(first.actors[0]) if first.actors else ""
    what = (day.isoformat() if day else "undated", first.type, where, who)
    # without a place or a day the facts alone would make different events of one country one
    if place is not None and day is not None:
        yield _name(first, what)
    article, trigger = told(first)
    yield _name(first, (*what, article, str(trigger)))
    number = 0
    while True:
        number += 1
        yield _name(first, (*what, article, str(trigger), str(first.start), str(number)))


def _name(first: Report, facts: Iterable[str]) -> str:
    day = first.when.date.isoformat() if first.when.date else "undated"
    country = (first.place.country or "xx").lower() if first.place else "xx"
    digest = hashlib.sha256("\x1f".join(facts).encode()).hexdigest()[:8]
    return f"{day}-{first.type.replace('_', '-')}-{country}-{digest}"
