"""A filter -> where the map should look, and the outline of what was drawn.

Pure, but for the boundaries it reads.
"""

from __future__ import annotations

import functools
from typing import Any, Literal

import shapely

from geo.places import regions
from geo.query import Filter, whole_countries

Corners = list[list[float]]
DIGITS = 4


def asked(filter: Filter) -> list[list[Corners]]:
    """Return the outlines of a filter's area and box: polygons of rings of [latitude, longitude]."""
    found = [_rings(part) for part in shapely.get_parts(filter.area.shape)] if filter.area else []
    if filter.bbox:
        west, south, east, north = filter.bbox
        found.append(_rings(shapely.box(west, south, east + 360 if west > east else east, north)))
    return found


def _rings(polygon: shapely.Polygon) -> list[Corners]:
    lines = (polygon.exterior, *polygon.interiors)
    return [[[round(lat, DIGITS), round(lon, DIGITS)] for lon, lat in line.coords] for line in lines]


def region(filter: Filter) -> dict[str, Any] | None:
    """Return `name` and `bounds` ([[south, west], [north, east]]) of the region that a filter asks for; None
    where it asks for none. What is in view is none: the map shows it already.
    """
    if filter.area:
        bounds = tuple(map(float, shapely.bounds(filter.area.shape)))
        return {"name": f"area {bounds}", "bounds": _corners(bounds)}
    units: list[tuple[Literal["province", "country"], str]]
    units = [("province", code) for code in filter.provinces]
    units += [("country", code) for code in whole_countries(filter)]
    found = [corners for unit in units if (corners := _bounds(*unit))]
    if not found:
        return None
    west, south, east, north = zip(*found, strict=True)
    whole = (min(west), min(south), max(east), max(north))
    return {"name": " ".join(code for _, code in units), "bounds": _corners(whole)}


def _corners(bounds: tuple[float, ...]) -> Corners:
    west, south, east, north = (round(degrees, DIGITS) for degrees in bounds)
    return [[south, west], [north, east]]


@functools.cache
def _bounds(level: Literal["province", "country"], code: str) -> tuple[float, ...] | None:
    """Return west, south, east, north of a unit's largest part: France is not its isles in three oceans."""
    table = regions.polygons(level)
    found = table.geometry[table["code"] == code]
    if found.empty:
        return None
    return tuple(max(shapely.get_parts(found.iloc[0]), key=shapely.area).bounds)
