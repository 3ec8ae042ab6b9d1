"""One incident's reports -> the event: its id, ranges of numbers, the most exact place, who is suspected by
whom.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from geo.merge.likeness import actor_key
from geo.model import Actor, Count, Event, Place, Report, Target, Victim, When

ATTRIBUTION_STRENGTH = ("confirmed", "claimed", "suspected", "denied", "unknown")
LEVEL_EXACTNESS = ("site", "neighbourhood", "city", "district", "province", "country")
BASIS_STRENGTH = ("stated", "relative", "inferred", "published", "unknown")
PRECISION_EXACTNESS = ("day", "range", "week", "month", "year", "unknown")


def order(report: Report) -> tuple[str, str, str, str, int, int]:
    """Return what puts the first report of an incident first: its event is named after it."""
    published = report.source.published
    when = report.when.date
    return (
        when.isoformat() if when else "",
        (report.place.country or "") if report.place else "",
        published.isoformat() if published else "9999",
        report.source.article_id,
        report.trigger_start,
        report.start,
    )


def events(clusters: Iterable[Sequence[Report]]) -> list[Event]:
    """Return one event a cluster, named by what it is; where two are alike in all of that, also by where
    they are told.
    """
    named: dict[str, Event] = {}
    for cluster in clusters:
        event = _event(cluster)
        if event.id in named:
            first = cluster[0]
            event = replace(event, id=_event_id(first, first.source.article_id, str(first.trigger_start)))
        named[event.id] = event
    return list(named.values())


def _event_id(report: Report, *told: str) -> str:
    day = report.when.date.isoformat() if report.when.date else "undated"
    place = report.place
    country = (place.country or "xx").lower() if place else "xx"
    where = (place.gazetteer_id or place.name) if place else report.place_name or ""
    who = actor_key(report.actors[0]) if report.actors else ""
    # without a place or a day the facts alone would make different events of one country one
    if place is None or report.when.date is None:
        told = told or (report.source.article_id, str(report.trigger_start))
    digest = hashlib.sha256("\x1f".join((day, report.type, where, who, *told)).encode()).hexdigest()[:8]
    return f"{day}-{report.type.replace('_', '-')}-{country}-{digest}"


def _event(reports: Sequence[Report]) -> Event:
    first = reports[0]
    place = _most_exact([r.place for r in reports if r.place])
    return Event(
        id=_event_id(first),
        type=_type(reports),
        when=_when(reports),
        main=any(r.main for r in reports),
        reports=tuple(reports),
        actors=_actors(reports),
        targets=_distinct_targets(reports),
        victims=_distinct_victims(reports),
        weapons=tuple(dict.fromkeys(w for r in reports for w in r.weapons)),
        killed=_range([r.killed for r in reports]),
        injured=_range([r.injured for r in reports]),
        place=place,
        confidence=max(r.confidence for r in reports),
        confidence_place=max(r.confidence_place for r in reports),
        confidence_date=max(r.confidence_date for r in reports),
        confidence_actor=max(r.confidence_actor for r in reports),
    )


def _type(reports: Sequence[Report]) -> str:
    counted = Counter(r.type for r in reports if r.type != "attack")
    return counted.most_common(1)[0][0] if counted else "attack"


def _when(reports: Sequence[Report]) -> When:
    times = [r.when for r in reports]
    best = min(times, key=lambda w: (PRECISION_EXACTNESS.index(w.precision), BASIS_STRENGTH.index(w.basis)))
    return replace(best, time=best.time or next((w.time for w in times if w.time), None))


def _most_exact(places: Sequence[Place]) -> Place | None:
    return min(places, key=lambda p: (LEVEL_EXACTNESS.index(p.level), p.uncertainty_km), default=None)


def _actors(reports: Sequence[Report]) -> tuple[Actor, ...]:
    """Return each actor once: the named before the described, those who only deny last, and of equals the
    strongest attribution first.
    """
    by_key: dict[str, list[Actor]] = defaultdict(list)
    for actor in (a for r in reports for a in r.actors):
        by_key[actor_key(actor)].append(actor)
    return tuple(sorted(map(_together, by_key.values()), key=_standing))


def _together(same: Sequence[Actor]) -> Actor:
    """Return one actor of several reports with the strongest attribution and who makes it. What one report
    disputes no other confirms: a denial stands, with the accuser, unless the actor has claimed the attack.
    """
    best = min(same, key=lambda a: (_strength(a), a.attributed_by is None))
    said = {a.attribution for a in same}
    if "denied" in said and len(said) > 1:
        kept = "claimed" if "claimed" in said else "denied"
        own = [a for a in same if a.attribution == kept]
        by = next((a.attributed_by for a in (*own, *same) if a.attributed_by), None)
        best = replace(own[0], attributed_by=by)
    names = dict.fromkeys(name for a in same for name in (a.name, *a.aliases))
    return replace(best, aliases=tuple(name for name in names if name != best.name))


def _standing(actor: Actor) -> tuple[bool, bool, int]:
    """Rank as the reports do; a denial with an accuser is an accusation answered, one without is no more."""
    only_denies = actor.attribution == "denied" and actor.attributed_by is None
    named = actor.id is not None or actor.kind in ("organization", "state")
    return only_denies, not named, _strength(actor)


def _strength(actor: Actor) -> int:
    return ATTRIBUTION_STRENGTH.index(actor.attribution)


def _distinct_targets(reports: Sequence[Report]) -> tuple[Target, ...]:
    return tuple({t.name.casefold(): t for r in reversed(reports) for t in reversed(r.targets)}.values())[
        ::-1
    ]


def _distinct_victims(reports: Sequence[Report]) -> tuple[Victim, ...]:
    return tuple({v.name.casefold(): v for r in reversed(reports) for v in reversed(r.victims)}.values())[
        ::-1
    ]


def _range(counts: Sequence[Count]) -> Count:
    """Return the lowest and the highest number reported. An "at least" that no number given reaches leaves
    the most open (None), and where only "up to" is said no least is known (None).
    """
    least = [c.min for c in counts if c.min is not None]
    most = [c.max for c in counts if c.max is not None]
    given = [*least, *most]
    if not given:
        return Count()
    open_to = [c.min for c in counts if c.max is None and c.min is not None]
    is_open = bool(open_to) and max(open_to) > max(most, default=0)
    return Count(min(given) if least else None, None if is_open else max(most))
