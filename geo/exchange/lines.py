"""The JSON lines that `extract` and `geoparse` print: one line an article, offsets in code points of its
text.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from geo.model import Actor, Article, Place, Report, Span, Toponym


def extract_line(article: Article, reports: Sequence[Report]) -> str:
    """Return the line of `extract`; `relevant` is true where a main event was found."""
    published = article.published.isoformat() if article.published else None
    return _line({
        "article_id": article.id,
        "relevant": any(report.main for report in reports),
        "published": published,
        "published_basis": article.published_basis,
        "events": [_event(report) for report in reports],
    })  # fmt: skip


def geoparse_line(article: Article, toponyms: Sequence[Toponym]) -> str:
    """Return the line of `geoparse`: every place name that could be placed, and those that could not with
    nulls.
    """
    return _line({"article_id": article.id, "toponyms": [_toponym(toponym) for toponym in toponyms]})


def link_line(article: Article, location: Span | None) -> str:
    """Return the line of `link`: where the place of the verb's event is named, null where it is not."""
    return _line({
        "id": article.id,
        "location": None if location is None else [location.start, location.end],
    })  # fmt: skip


def place_line(place: Place, *, attribution: str | None = None) -> str:
    """Return the line of `locate`; `attribution` is whose data it is, where a provider must be named."""
    credit = {"attribution": attribution} if attribution else {}
    return _line({
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "level": place.level,
        "uncertainty_km": place.uncertainty_km,
        "within": list(place.within),
        "country": place.country,
        "admin1": place.admin1,
        "gazetteer_id": place.gazetteer_id,
    } | credit)  # fmt: skip


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _event(report: Report) -> dict[str, Any]:
    place, when = report.place, report.when
    return {
        "type": report.type,
        "date": when.date.isoformat() if when.date else None,
        "date_end": when.end.isoformat() if when.end else None,
        "date_precision": when.precision,
        "date_basis": when.basis,
        "time": when.time,
        "main": report.main,
        "actors": [_actor(actor) for actor in report.actors],
        "targets": [{"name": target.name, "kind": target.kind} for target in report.targets],
        "victims": [{"name": v.name, "aliases": list(v.aliases), "count": v.count} for v in report.victims],
        "weapons": list(report.weapons),
        "killed_min": report.killed.min,
        "killed_max": report.killed.max,
        "injured_min": report.injured.min,
        "injured_max": report.injured.max,
        "place": None if report.place_name is None and place is None else {
            "name": report.place_name or (place.name if place else None),
            "start": report.place_start,
            "end": report.place_end,
            "within": list(place.within) if place else [],
            "level": place.level if place else None,
            "country": place.country if place else None,
            "uncertainty_km": place.uncertainty_km if place else None,
            "gazetteer_id": place.gazetteer_id if place else None,
        },
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "confidence": report.confidence,
        "quote": report.quote,
        "start": report.start,
        "end": report.end,
        "trigger_start": report.trigger_start,
        "trigger_end": report.trigger_end,
    }  # fmt: skip


def _actor(actor: Actor) -> dict[str, Any]:
    return {
        "name": actor.name,
        "aliases": list(actor.aliases),
        "id": actor.id,
        "kind": actor.kind,
        "attribution": actor.attribution,
        "attributed_by": actor.attributed_by,
    }


def _toponym(toponym: Toponym) -> dict[str, Any]:
    place = toponym.place
    return {
        "start": toponym.start,
        "end": toponym.end,
        "name": toponym.name,
        "kind": toponym.kind,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "gazetteer_id": place.gazetteer_id if place else None,
        "level": place.level if place else None,
        "uncertainty_km": place.uncertainty_km if place else None,
        "country": place.country if place else None,
    }
