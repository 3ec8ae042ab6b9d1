"""Events -> a table, one row an event, in Arrow's columns (`rows`) or as a frame (`table`). The only module
that knows the columns.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

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
    return framed(rows(events, country_name=country_name, admin1_name=admin1_name))


def rows(
    events: Iterable[Event],
    *,
    country_name: Callable[[str], str] = regions.country_name,
    admin1_name: Callable[[str], str] = regions.admin1_name,
) -> pa.Table:
    """Return the columns of `ROWS`, one row an event; of the events only one is in memory at a time."""
    return pa.Table.from_pylist([_row(event, country_name, admin1_name) for event in events], schema=ROWS)


def framed(rows: pa.Table) -> gpd.GeoDataFrame:
    """Return the table of the columns of `ROWS`, which are given up for it."""
    frame = rows.to_pandas(
        types_mapper=_as_pandas, date_as_object=False, split_blocks=True, self_destruct=True
    )
    points = _points(frame.pop("lon").to_numpy(), frame.pop("lat").to_numpy())
    dtypes = dict.fromkeys(PEOPLE, "Int64") | dict.fromkeys(DAYS, "datetime64[s]")
    return gpd.GeoDataFrame(frame.astype(dtypes), geometry=points)


def _points(lon: np.ndarray, lat: np.ndarray) -> gpd.array.GeometryArray:
    """Return points in EPSG:4326, None where there is no number."""
    collecting = gc.isenabled()
    gc.disable()  # there is nothing to collect, and looking takes 0.3 of 0.4 s for a million points
    try:
        points = np.asarray(shapely.points(lon, lat), dtype=object)
    finally:
        if collecting:
            gc.enable()
    points[np.isnan(lon)] = None
    return gpd.array.GeometryArray(points, crs="EPSG:4326")


def _as_pandas(type: pa.DataType) -> object:
    if pa.types.is_string(type):
        return pd.StringDtype(na_value=np.nan)
    return pd.ArrowDtype(type) if pa.types.is_list(type) else None


DAYS = ("date", "date_end")
PEOPLE = ("killed_min", "killed_max", "injured_min", "injured_max")
KINDS = pa.list_(pa.string())
ROWS = pa.schema(
    {
        "id": pa.string(),
        "type": pa.string(),
        **dict.fromkeys(DAYS, pa.date32()),
        "date_precision": pa.string(),
        "time": pa.string(),
        "main": pa.bool_(),
        "actor": pa.string(),
        "actor_key": pa.string(),
        "actor_kind": pa.string(),
        "attribution": pa.string(),
        "attributed_by": pa.string(),
        "suspects": SUSPECTS,
        "target_kinds": KINDS,
        "weapon_kinds": KINDS,
        "country": pa.string(),
        "country_name": pa.string(),
        "admin1": pa.string(),
        "admin1_name": pa.string(),
        "place": pa.string(),
        "place_level": pa.string(),
        "uncertainty_km": pa.float64(),
        **dict.fromkeys(PEOPLE, pa.int64()),
        "n_reports": pa.int64(),
        "confidence": pa.float64(),
        "status": pa.string(),
        "words": pa.string(),
        "lon": pa.float64(),
        "lat": pa.float64(),
    }
)


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
        "lon": place.lon if place else None,
        "lat": place.lat if place else None,
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
