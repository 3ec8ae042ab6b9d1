"""Rows of the table -> events as far as the table knows them, for lists and maps that show no evidence."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import msgspec
import pandas as pd

from geo.model import Event

_SAME = ("id", "type", "main", "status", "confidence")
_WHEN = ("date", "date_end", "date_precision", "time")
_PLACE = ("place", "place_level", "uncertainty_km", "country", "admin1")


def outlines(rows: gpd.GeoDataFrame) -> list[Event]:
    """Return the events of the rows with when, where and the main suspect, but without any report."""
    columns = pd.DataFrame(rows[[*_SAME, *_WHEN, *_PLACE, "actor_kind", "suspects"]])
    told = columns.assign(lon=rows.geometry.x, lat=rows.geometry.y).to_dict("records")
    return [_outline({str(name): _plain(value) for name, value in row.items()}) for row in told]


def _plain(value: Any) -> Any:
    """Return a cell as JSON would have it; what is missing as None."""
    if isinstance(value, list | tuple):
        return value
    return None if pd.isna(value) else value.date() if isinstance(value, pd.Timestamp) else value


def _outline(row: dict[str, Any]) -> Event:
    main = row["suspects"][0]
    actor = {
        "name": main["name"],
        "kind": row["actor_kind"],
        "attribution": main["attribution"],
        "attributed_by": main["says"],
        "id": main["key"],
    }
    place = {"name": row["place"], "level": row["place_level"], "lat": row["lat"], "lon": row["lon"]}
    place |= {name: row[name] for name in ("uncertainty_km", "country", "admin1")}
    when = {"date": row["date"], "end": row["date_end"], "precision": row["date_precision"]}
    return msgspec.convert(
        {name: row[name] for name in _SAME}
        | {
            "when": when | {"time": row["time"]},
            "place": place if row["place"] is not None else None,
            "actors": [actor] if main["name"] is not None else [],
            "reports": [],
        },
        Event,
    )
