"""One incident's reports -> the event: ranges of numbers, the place they agree on, who is suspected by
whom.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from geopy.distance import great_circle

from geo.merge.columns import actor_key
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


def event(reports: Sequence[Report], id: str) -> Event:
    """Return what the reports of one incident say together, in their order."""
    return Event(
        id=id,
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
        place=_place(reports),
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


def _place(reports: Sequence[Report]) -> Place | None:
    """Return the place that most reports, each by its confidence, speak for: by naming it or a larger one
    around it. Of equals it is the most exact, so a site in the others' city wins, one beside it does not.
    """
    said = [(r.place, r.confidence_place) for r in reports if r.place]
    places = dict.fromkeys(place for place, _ in said)
    if len(places) < 2:
        return next(iter(places), None)

    def standing(place: Place) -> tuple[float, int, float]:
        support = sum(confidence for outer, confidence in said if _contains(outer, place))
        return -round(support, 6), LEVEL_EXACTNESS.index(place.level), place.uncertainty_km

    return min(places, key=standing)


def _contains(outer: Place, inner: Place) -> bool:
    if outer == inner or (outer.gazetteer_id and outer.gazetteer_id == inner.gazetteer_id):
        return True
    if LEVEL_EXACTNESS.index(outer.level) < LEVEL_EXACTNESS.index(inner.level):
        return False
    if outer.level == "country":
        return outer.country == inner.country
    if outer.level == "province" and outer.admin1 and inner.admin1:
        return outer.admin1 == inner.admin1
    return bool(great_circle((outer.lat, outer.lon), (inner.lat, inner.lon)).km <= outer.uncertainty_km)


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
