"""An event of the table -> what happened near it, in time and place."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd

WITHIN_KM = 50.0
WITHIN_DAYS = 14
MOST = 5
EARTH_KM = 6371.0


def neighbours(events: gpd.GeoDataFrame, id: str) -> pd.DataFrame:
    """Return `id`, `km` (between the two points, not their rings) and `days` (negative: before it) of events
    near the one of this id, the nearest in both together first.

    None for an event without a day or a point, and none of them is among the others: what is known only by
    its province lies near nothing.
    """
    exact = events["date"].notna() & events["place_level"].notna()
    exact &= ~events["place_level"].isin(("province", "country"))
    here = events[exact & (events["id"] == id)]
    others = events[exact & (events["id"] != id)]
    if here.empty:
        return pd.DataFrame({"id": [], "km": [], "days": []})
    day, lat, lon = here["date"].iloc[0], here.geometry.y.iloc[0], here.geometry.x.iloc[0]
    days = (others["date"] - day).dt.days
    others, days = others[days.abs() <= WITHIN_DAYS], days[days.abs() <= WITHIN_DAYS]
    km = _kilometres(others.geometry.y.to_numpy(), others.geometry.x.to_numpy(), lat, lon)
    found = pd.DataFrame({"id": others["id"], "km": km, "days": days})[km <= WITHIN_KM]
    nearness = found["km"] / WITHIN_KM + found["days"].abs() / WITHIN_DAYS
    return found.loc[nearness.sort_values(kind="stable").index[:MOST]].reset_index(drop=True)


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
