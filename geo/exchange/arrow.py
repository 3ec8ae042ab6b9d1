"""Events -> Arrow tables, one of events and one of reports: the columns that GeoPackage and Parquet share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import shapely

from geo.exchange.selection import ADDED, FLAT, REPORT, row
from geo.exchange.selection import reports as told
from geo.model import Event
from geo.view import escape

DAYS = frozenset({"date", "date_end", "published"})
TYPES: Mapping[str, Any] = {
    **dict.fromkeys(DAYS, pa.date32()),
    **dict.fromkeys(("killed_min", "killed_max", "injured_min", "injured_max", "n_reports"), pa.int32()),
    **dict.fromkeys(("uncertainty_km", "confidence", "lat", "lon"), pa.float64()),
    "main": pa.bool_(),
}  # the others are texts
GEOMETRY = "geometry"


def events(found: Sequence[Event]) -> pa.Table:
    """Return one row an event; `geometry` is a WKB point, longitude first, null where no place is known."""
    points = [shapely.Point(event.place.lon, event.place.lat) if event.place else None for event in found]
    table = _table([row(event) for event in found], (*FLAT, *ADDED))
    return table.append_column(GEOMETRY, pa.array(shapely.to_wkb(points) if points else [], pa.binary()))


def reports(found: Sequence[Event]) -> pa.Table:
    """Return one row a report, with the `event_id` of its event."""
    return _table([report for event in found for report in told(event)], REPORT)


def nested(found: Sequence[Event]) -> Any:
    """Return each event's reports as an Arrow array of lists of structs."""
    names = [name for name in REPORT if name != "event_id"]
    kind = pa.list_(pa.struct([(name, TYPES.get(name, pa.string())) for name in names]))
    rows = [
        [{name: _value(name, report[name]) for name in names} for report in told(event)] for event in found
    ]
    return pa.array(rows, kind)


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> pa.Table:
    return pa.table({
        name: pa.array([_value(name, each[name]) for each in rows], TYPES.get(name, pa.string()))
        for name in columns
    })  # fmt: skip


def _value(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return dt.date.fromisoformat(value) if name in DAYS else escape.value(value)
