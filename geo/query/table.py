"""Events -> a table, one row an event. The only module that knows the table's columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
from shapely import Point

from geo.model import Event
from geo.places import regions
from geo.query.actors import actor_key
from geo.query.kinds import voice_key, weapon_kind
from geo.query.suspects import NOT_NAMED, SUSPECTS, Suspect


def table(
    events: Iterable[Event],
    *,
    country_name: Callable[[str], str] = regions.country_name,
    admin1_name: Callable[[str], str] = regions.admin1_name,
) -> gpd.GeoDataFrame:
    """Return one row an event, in EPSG:4326; the geometry is a point (x is longitude), None without a place.

    Dates are datetime64 (NaT: not known), numbers of people nullable Int64 (NA: not said). `suspects` is a
    list of the fields of `Suspect`, at least one; `suspects.suspects` lays it out. `target_kinds` and
    `weapon_kinds` are lists of words, each once.
    """
    rows = [_row(event, country_name, admin1_name) for event in events]
    frame = gpd.GeoDataFrame(rows, columns=list(DTYPES), geometry="geometry", crs="EPSG:4326")
    return frame.astype({name: dtype for name, dtype in DTYPES.items() if dtype})


KINDS = pa.list_(pa.string())
DTYPES: dict[str, Any] = {
    "id": "str",
    "type": "str",
    "date": "datetime64[s]",
    "date_end": "datetime64[s]",
    "date_precision": "str",
    "time": "str",
    "main": "bool",
    "actor": "str",
    "actor_key": "str",
    "actor_kind": "str",
    "attribution": "str",
    "attributed_by": "str",
    "suspects": pd.ArrowDtype(SUSPECTS),
    "target_kinds": pd.ArrowDtype(KINDS),
    "weapon_kinds": pd.ArrowDtype(KINDS),
    "country": "str",
    "country_name": "str",
    "admin1": "str",
    "admin1_name": "str",
    "place": "str",
    "place_level": "str",
    "uncertainty_km": "float64",
    "killed_min": "Int64",
    "killed_max": "Int64",
    "injured_min": "Int64",
    "injured_max": "Int64",
    "n_reports": "int64",
    "confidence": "float64",
    "status": "str",
    "words": "str",
    "geometry": "",
}


def _row(
    event: Event, country_name: Callable[[str], str], admin1_name: Callable[[str], str]
) -> dict[str, object]:
    actor = event.actors[0] if event.actors else None
    place = event.place
    suspects = [
        Suspect(
            actor_key(each), each.attribution, each.name, each.attributed_by, voice_key(each.attributed_by)
        )
        for each in event.actors
    ]
    return {
        "id": event.id,
        "type": event.type,
        "date": event.when.date,
        "date_end": event.when.end or event.when.date,
        "date_precision": event.when.precision,
        "time": event.when.time,
        "main": event.main,
        "actor": actor.name if actor else None,
        "actor_key": actor_key(actor),
        "actor_kind": actor.kind if actor else None,
        "attribution": actor.attribution if actor else "unknown",
        "attributed_by": actor.attributed_by if actor else None,
        "suspects": [each._asdict() for each in suspects or [Suspect(NOT_NAMED, "unknown")]],
        "target_kinds": sorted({target.kind for target in event.targets}),
        "weapon_kinds": sorted({kind for name in event.weapons if (kind := weapon_kind(name))}),
        "country": place.country if place else None,
        "country_name": country_name(place.country) if place and place.country else None,
        "admin1": place.admin1 if place else None,
        "admin1_name": admin1_name(place.admin1) if place and place.admin1 else None,
        "place": place.name if place else None,
        "place_level": place.level if place else None,
        "uncertainty_km": place.uncertainty_km if place else None,
        "killed_min": event.killed.min,
        "killed_max": event.killed.max,
        "injured_min": event.injured.min,
        "injured_max": event.injured.max,
        "n_reports": len(event.reports),
        "confidence": event.confidence,
        "status": event.status,
        "words": _words(event),
        "geometry": Point(place.lon, place.lat) if place else None,
    }


def _words(event: Event) -> str:
    """Join what a text search looks through, casefolded."""
    place = (event.place.name, *event.place.within) if event.place else ()
    names = (name for actor in event.actors for name in (actor.name, *actor.aliases))
    told = (text for report in event.reports for text in (report.quote, report.source.title or ""))
    targets = (target.name for target in event.targets)
    return "\n".join(
        [event.type.replace("_", " "), *place, *names, *targets, *event.weapons, *told]
    ).casefold()
