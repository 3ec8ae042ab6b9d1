"""Rows -> the points of a picture: events of one place are one spot. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

import geopandas as gpd
import numpy as np

REGIONS = ("province", "country")
HOLLOW = (
    "denied",
    "unknown",
)  # attributions that leave open who did it, drawn hollow as on the dashboard's map
MARK_PT = 7.0
LARGEST_PT = 24.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Events drawn as one mark: how many by actor, the place's name, their radii in km around the point,
    and whether nobody is said to have done any of them.
    """

    lon: float
    lat: float
    name: str
    actors: tuple[tuple[str, int], ...]
    radii_km: tuple[float, ...]
    hollow: bool = False

    @property
    def count(self) -> int:
        """How many events."""
        return sum(number for _, number in self.actors)

    @property
    def size_pt(self) -> float:
        """Diameter of the mark in points: its area grows with the number of events, up to a limit."""
        return float(min(MARK_PT if self.count == 1 else 9.0 + 2.6 * np.sqrt(self.count - 1), LARGEST_PT))


def spots(rows: gpd.GeoDataFrame) -> list[Spot]:
    """Return the located rows finer than a province as spots, the largest first."""
    placed = at_points(rows)
    columns = (placed[name] for name in ("place", "actor_key", "uncertainty_km", "attribution"))
    points = (placed.geometry.x.round(5), placed.geometry.y.round(5))
    groups: dict[tuple[float, float], list[tuple[str, str, float, str]]] = {}
    for lon, lat, *told in zip(*points, *columns, strict=True):  # ten times quicker than a groupby
        groups.setdefault((float(lon), float(lat)), []).append(cast(tuple[str, str, float, str], tuple(told)))
    found = []
    for (lon, lat), rows_there in groups.items():
        names, actors, radii, said = zip(*rows_there, strict=True)
        hollow = all(attribution in HOLLOW for attribution in said)
        known = tuple(sorted({float(km) for km in radii if not np.isnan(km)}))
        found.append(Spot(lon, lat, most_first(names)[0][0], tuple(most_first(actors)), known, hollow))
    return sorted(found, key=lambda spot: (-spot.count, spot.lon, spot.lat))


def at_points(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the located rows finer than a province."""
    return rows[rows.geometry.notna() & ~rows["place_level"].isin(REGIONS)]


def most_first(values: Iterable[Any]) -> list[tuple[Any, int]]:
    """Return each value with how often it stands there, most first."""
    return sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))
