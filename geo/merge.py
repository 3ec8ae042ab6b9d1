"""Reports -> events: when two reports tell one incident, and what they say together.

Two reports are one event when their days overlap, their places agree within their radii, and their types
belong to one family. A report joins the cluster it agrees with best, and only where it agrees with every
member, so two clearly different incidents are never chained together by a third. One article tells an
incident once. The result does not depend on the order of the reports.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from geopy.distance import great_circle

from geo.model import Actor, Count, Event, Place, Report, Target, Victim, When

# Types that different agencies use for one incident. A type may stand in several families; `attack` fits all.
FAMILIES = (
    {"rocket_attack", "missile_strike", "air_strike", "drone_strike", "shelling"},
    {"bombing", "suicide_bombing", "assassination", "sabotage"},
    {"shooting", "armed_clash", "assassination", "raid"},
    {"kidnapping", "raid"},
    {"arson", "sabotage", "raid"},
    {"riot", "protest"},
)
ATTRIBUTION_STRENGTH = ("confirmed", "claimed", "suspected", "denied", "unknown")
LEVEL_EXACTNESS = ("site", "neighbourhood", "city", "district", "province", "country")
BASIS_STRENGTH = ("stated", "relative", "inferred", "published", "unknown")
PRECISION_EXACTNESS = ("day", "range", "week", "month", "year", "unknown")


def merge(reports: Iterable[Report]) -> list[Event]:
    """Return the events behind the reports, by day and id."""
    clusters: list[list[Report]] = []
    blocks: dict[tuple[dt.date | None, str | None], list[list[Report]]] = defaultdict(list)
    for report in sorted(reports, key=_order):
        block = blocks[report.when.date, report.place.country if report.place else None]
        scored = [(_agreement(cluster, report), cluster) for cluster in block]
        best = max(scored, key=lambda pair: pair[0], default=(0.0, []))
        if best[0] > 0:
            best[1].append(report)
        else:
            cluster = [report]
            block.append(cluster)
            clusters.append(cluster)
    return sorted(_with_distinct_ids(clusters), key=lambda event: (event.when.date or dt.date.min, event.id))


def _order(report: Report) -> tuple[str, str, str, str, int, int]:
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


def _agreement(cluster: Sequence[Report], report: Report) -> float:
    """Return 0 where the report contradicts a member, else how well it fits the cluster."""
    scores = [_pair_agreement(member, report) for member in cluster]
    return sum(scores) / len(scores) if all(scores) else 0.0


def _pair_agreement(one: Report, other: Report) -> float:
    if one.source.article_id == other.source.article_id or not _same_time(one.when, other.when):
        return 0.0
    if not (_same_place(one.place, other.place) and _types_agree(one.type, other.type)):
        return 0.0
    score = 1.0 + (one.type == other.type)
    if one.place and other.place and one.place.gazetteer_id == other.place.gazetteer_id:
        score += 1
    if {_actor_key(a) for a in one.actors} & {_actor_key(a) for a in other.actors}:
        score += 1
    if one.killed != Count() and one.killed == other.killed:
        score += 1
    return score


def _same_time(one: When, other: When) -> bool:
    if one.date is None or one.precision not in ("day", "range") or other.precision not in ("day", "range"):
        return False
    return one.date == other.date


def _same_place(one: Place | None, other: Place | None) -> bool:
    """Two places agree when they are the same, or one lies within the other's radius and neither is a whole
    province or country: 'somewhere in Mali' on one day is not one place.
    """
    if one is None or other is None:
        return False
    if "country" in (one.level, other.level):
        return False
    if one.gazetteer_id is not None and one.gazetteer_id == other.gazetteer_id:
        return True
    if "province" in (one.level, other.level):
        return False
    reach = max(one.uncertainty_km, other.uncertainty_km)
    return bool(great_circle((one.lat, one.lon), (other.lat, other.lon)).km <= reach)


def _types_agree(one: str, other: str) -> bool:
    if one == other or "attack" in (one, other):
        return True
    return any(one in family and other in family for family in FAMILIES)


def _with_distinct_ids(clusters: Iterable[Sequence[Report]]) -> list[Event]:
    """Name each event by what it is; where two incidents are alike in all of that, add where they are
    told.
    """
    events: dict[str, Event] = {}
    for cluster in clusters:
        event = _event(cluster)
        if event.id in events:
            first = cluster[0]
            event = replace(event, id=_event_id(first, first.source.article_id, str(first.trigger_start)))
        events[event.id] = event
    return list(events.values())


def _event_id(report: Report, *told: str) -> str:
    day = report.when.date.isoformat() if report.when.date else "undated"
    place = report.place
    country = (place.country or "xx").lower() if place else "xx"
    where = (place.gazetteer_id or place.name) if place else report.place_name or ""
    who = _actor_key(report.actors[0]) if report.actors else ""
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


def _actor_key(actor: Actor) -> str:
    return actor.id or actor.name.casefold()


def _actors(reports: Sequence[Report]) -> tuple[Actor, ...]:
    """Return each actor once, with the strongest attribution and who makes it, strongest first."""
    strongest: dict[str, Actor] = {}
    for actor in (a for r in reports for a in r.actors):
        known = strongest.get(_actor_key(actor))
        if known is None:
            strongest[_actor_key(actor)] = actor
            continue
        best = min(known, actor, key=lambda a: ATTRIBUTION_STRENGTH.index(a.attribution))
        names = dict.fromkeys((known.name, *known.aliases, actor.name, *actor.aliases))
        aliases = tuple(name for name in names if name != best.name)
        strongest[_actor_key(actor)] = replace(best, aliases=aliases)
    return tuple(sorted(strongest.values(), key=lambda a: ATTRIBUTION_STRENGTH.index(a.attribution)))


def _distinct_targets(reports: Sequence[Report]) -> tuple[Target, ...]:
    return tuple({t.name.casefold(): t for r in reversed(reports) for t in reversed(r.targets)}.values())[
        ::-1
    ]


def _distinct_victims(reports: Sequence[Report]) -> tuple[Victim, ...]:
    return tuple({v.name.casefold(): v for r in reversed(reports) for v in reversed(r.victims)}.values())[
        ::-1
    ]


def _range(counts: Sequence[Count]) -> Count:
    """Return the lowest and the highest number reported; an 'at least' keeps its number as the highest
    said.
    """
    numbers = [n for c in counts for n in (c.min, c.max) if n is not None]
    return Count(min(numbers), max(numbers)) if numbers else Count()
