"""An event of the table -> what happened near it, in time and place."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

WITHIN_KM = 50.0
WITHIN_DAYS = 14
MOST = 5
EARTH_KM = 6371.0
COLUMNS = ["id", "date", "place_level", "geometry"]


def neighbours(events: gpd.GeoDataFrame, id: str) -> pd.DataFrame:
    """Return `id`, `km` (between the two points, not their rings) and `days` (negative: before it) of events
    near the one of this id, the nearest in both together first.

    None for an event without a day or a point, and none of them is among the others: what is known only by
    its province lies near nothing.
    """
    here = _exact(events.loc[events["id"] == id, COLUMNS])
    if here.empty:
        return pd.DataFrame({"id": [], "km": [], "days": []})
    day, lat, lon = here["date"].iloc[0], here.geometry.y.iloc[0], here.geometry.x.iloc[0]
    soon = (events["date"] - day).dt.days.abs() <= WITHIN_DAYS  # first: it leaves few of a hundred thousand
    others = _exact(events.loc[soon, COLUMNS])
    others = others[others["id"] != id]
    days = (others["date"] - day).dt.days
    km = _kilometres(np.asarray(others.geometry.y), np.asarray(others.geometry.x), lat, lon)
    found = pd.DataFrame({"id": others["id"], "km": km, "days": days})[km <= WITHIN_KM]
    nearness = found["km"] / WITHIN_KM + found["days"].abs() / WITHIN_DAYS
    return found.loc[nearness.sort_values(kind="stable").index[:MOST]].reset_index(drop=True)


def _exact(events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the events that have a day and a point."""
    level = events["place_level"]
    return events[events["date"].notna() & level.notna() & ~level.isin(("province", "country"))]


def _kilometres(
    lat: np.ndarray[tuple[int], np.dtype[np.float64]],
    lon: np.ndarray[tuple[int], np.dtype[np.float64]],
    other_lat: float,
    other_lon: float,
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return great-circle distances by the haversine formula."""
    a, b = np.radians(lat), np.radians(other_lat)
    half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(other_lon - lon) / 2) ** 2
    km: np.ndarray[tuple[int], np.dtype[np.float64]] = 2 * EARTH_KM * np.arcsin(np.sqrt(half.clip(0, 1)))
    return km
