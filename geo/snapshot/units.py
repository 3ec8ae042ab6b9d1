"""Provinces and countries for which events are known only by name: counted, and hatched on the ground.

A unit without an outline is a circle as wide as its place is uncertain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from geo.language import number
from geo.snapshot import framing, ground
from geo.snapshot.ground import Level, Sheet
from geo.snapshot.spots import REGIONS, most_first

HATCHES: Mapping[Level, str] = {"province": "////", "country": "\\\\\\"}
Box = tuple[float, float, float, float]  # west, south, east, north in degrees


def units(rows: gpd.GeoDataFrame) -> dict[tuple[Level, str], int]:
    """Return how many events are known only by each unit, (level, code) -> number, most first.

    A code may have no outline; `""` stands for a unit without a code.
    """
    coarse, code = _coarse(rows)
    return dict(most_first(zip(coarse["place_level"], code, strict=True)))


def _coarse(rows: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, Any]:
    """Return the rows known only by province or country, and the code of that unit for each."""
    coarse = rows[rows["place_level"].isin(REGIONS)]
    return coarse, coarse["admin1"].where(coarse["place_level"] == "province", coarse["country"]).fillna("")


class Rough(NamedTuple):
    """A province or country that no boundary file outlines: a point, a radius in km, how many events."""

    level: Level
    lat: float
    lon: float
    km: float
    events: int

    @property
    def shape(self) -> BaseGeometry:
        """Return the circle in degrees, longitude first."""
        tall = self.km / framing.KM_A_DEGREE
        wide = tall / max(float(np.cos(np.radians(self.lat))), 0.1)
        return affinity.scale(shapely.Point(self.lon, self.lat).buffer(1.0), xfact=wide, yfact=tall)


def rough(rows: gpd.GeoDataFrame) -> list[Rough]:
    """Return the units of `units` that have no outline, as circles."""
    coarse, code = _coarse(rows)
    outlined = {level: ground.outlines(level).index for level in HATCHES}
    points = coarse.geometry
    columns = (coarse["place_level"], code, points.y, points.x, coarse["uncertainty_km"])
    places = [
        (level, lat, lon, km)
        for level, unit, lat, lon, km in zip(*columns, strict=True)
        if unit not in outlined[level]
    ]
    return [Rough(level, lat, lon, km, events) for (level, lat, lon, km), events in most_first(places)]


def outline_boxes(level: Level, codes: Iterable[str]) -> list[Box]:
    """Return the bounds of each unit's larger parts, in degrees: far islets do not stretch the picture."""
    outlines = ground.outlines(level).geometry
    shapes: list[BaseGeometry] = [outlines.loc[code] for code in codes if code in outlines.index]
    return [
        part.bounds for shape in shapes for part in shapely.get_parts(shape) if part.area > 0.02 * shape.area
    ]


def draw(sheet: Sheet, rows: gpd.GeoDataFrame) -> list[Level]:
    """Hatch the units of all rows, each with its number; return the levels that occurred."""
    return list(dict.fromkeys([*_hatched(sheet, units(rows)), *_hatched_circles(sheet, rows)]))


def _hatched(sheet: Sheet, counted: Mapping[tuple[Level, str], int]) -> list[Level]:
    """Hatch each unit that has an outline, write its number near its label point; return the levels."""
    met: list[Level] = []
    step = 17.0
    around = [
        (dx * step, dy * step) for dx, dy in ((0, 0), (0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, -1))
    ]
    style = {"boxstyle": "round,pad=0.3", "facecolor": sheet.ground.page, "edgecolor": sheet.ground.accent}
    for (level, code), count in counted.items():
        outlines = ground.outlines(level)
        if code not in outlines.index:
            continue
        unit: Any = outlines.loc[code]
        ground.hatch(sheet, unit.geometry, pattern=HATCHES[level])
        box = {**style, "linewidth": 0.8 * sheet.scale}
        at, colour = sheet.at(unit.lon, unit.lat), sheet.ground.ink
        sheet.write(number(count), at, size=7.2, colour=colour, offsets=around, fontweight="bold", bbox=box)
        met.append(level)
    return list(dict.fromkeys(met))


def _hatched_circles(sheet: Sheet, rows: gpd.GeoDataFrame) -> list[Level]:
    """Hatch a circle for each unit that has no outline, with its number."""
    circles = rough(rows)
    for each in circles:
        ground.hatch(sheet, each.shape, pattern=HATCHES[each.level])
        at = sheet.at(each.lon, each.lat)
        sheet.write(
            number(each.events), at, size=7.2, colour=sheet.ground.ink, offsets=[(0, 0)], fontweight="bold"
        )
    return [each.level for each in circles]
