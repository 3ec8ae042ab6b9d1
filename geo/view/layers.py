"""Events -> what the map draws: one value of plain JSON for `assets/dateline.js`. Pure, but for the
outlines it reads.

Alone decides how exactness looks: a glyph with a ring of its radius where a point is known, a hatched outline
with a labelled chip where only a province or country is known, nothing where no place is known. Points
are never moved; events at one point stay one glyph.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Literal

import geopandas as gpd
import shapely

from geo.model import Event, Place
from geo.places import regions
from geo.query import Filter
from geo.view import extent, palette, words
from geo.view.palette import OTHER, ColourBy, Mark

OUTLINE_TOLERANCE_DEGREES = 0.05  # 40 hatched provinces stay under 60 KB
DIGITS = 2
ANY = Filter()

AreaLevel = Literal["province", "country"]
Polygons = list[list[list[list[float]]]]
Outline = Callable[[AreaLevel, str], Polygons]


@functools.cache
def outline(level: AreaLevel, code: str) -> Polygons:
    """Return a unit's polygons as rings of [lat, lon], simplified; [] for an unknown code."""
    table = regions.polygons(level)
    found = table.geometry[table["code"] == code]
    if found.empty:
        return []
    shape = shapely.simplify(found.iloc[0], OUTLINE_TOLERANCE_DEGREES)
    return [_rings(part) for part in shapely.get_parts(shape)]


def _rings(polygon: shapely.Polygon) -> list[list[list[float]]]:
    lines = (polygon.exterior, *polygon.interiors)
    return [[[round(lat, DIGITS), round(lon, DIGITS)] for lon, lat in line.coords] for line in lines]


def payload(
    events: Iterable[Event],
    *,
    rows: gpd.GeoDataFrame,
    marks: Mapping[str, Mark],
    colour_by: ColourBy,
    chosen: Collection[str] = (),
    filter: Filter = ANY,
    outline: Outline = outline,
) -> dict[str, Any]:
    """Return `points`, `areas` and the `marks` they refer to by index; events without a place are left out.

    Of the `filter` the map draws the outline and knows the region to go to (`extent`).

    `rows` are the events' rows of the table: what a filter found them by gives them their mark. `marks` is
    `palette.marks` of the whole table. Texts in it are raw: the browser writes them as text only.
    """
    placed = [(event, event.place) for event in events if event.place]
    used = list(dict.fromkeys([*marks.values(), OTHER]))
    number = {mark: at for at, mark in enumerate(used)}
    keys, said = palette.keys(rows, colour_by), palette.keys(rows, "attribution")

    def mark_of(event: Event) -> int:
        return number[marks.get(keys[event.id], OTHER)]

    points = [
        _point(event, place, mark_of(event), hollow=said[event.id] in ("denied", "unknown"))
        for event, place in placed
        if not is_area(place)
    ]
    grouped: dict[tuple[AreaLevel, str], list[tuple[Event, Place]]] = {}
    for event, place in placed:
        if is_area(place):
            grouped.setdefault(unit(place), []).append((event, place))
    areas = [
        _area(unit, members, [mark_of(event) for event, _ in members], number[OTHER], outline)
        for unit, members in sorted(grouped.items(), key=lambda item: item[0])
    ]
    return {
        "points": sorted(points, key=lambda point: (point["lat"], point["lon"], point["ids"])),
        "areas": areas,
        "marks": [mark_payload(mark) for mark in used],
        "chosen": sorted(chosen),
        "total": len(placed),
        "asked": extent.asked(filter),
        "region": extent.region(filter),
    }


def is_area(place: Place) -> bool:
    """Say whether a place is drawn as an area: nobody knows a point in it."""
    return place.level in ("province", "country")


def _point(event: Event, place: Place, mark: int, *, hollow: bool) -> dict[str, Any]:
    return {
        "ids": [event.id],
        "lat": place.lat,
        "lon": place.lon,
        "km": place.uncertainty_km,
        "mark": mark,
        "hollow": hollow,
        "lines": [words.title(event), words.headline(event.actors), words.precision(place).capitalize()],
    }


def unit(place: Place) -> tuple[AreaLevel, str]:
    """Return what outlines an area: its level and its code."""
    if place.level == "province":
        return "province", place.admin1 or place.name
    return "country", place.country or place.name


def _area(
    unit: tuple[AreaLevel, str],
    members: list[tuple[Event, Place]],
    marks: list[int],
    mixed: int,
    outline: Outline,
) -> dict[str, Any]:
    level, code = unit
    widest = max((place for _, place in members), key=lambda place: place.uncertainty_km)
    many = words.plural(len(members), "event")
    return {
        "ids": [event.id for event, _ in members],
        "level": level,
        "name": widest.name,
        "title": f"{many} somewhere in {widest.name}: known only by {level}",
        "lat": widest.lat,
        "lon": widest.lon,
        "km": widest.uncertainty_km,
        "mark": marks[0] if len(set(marks)) == 1 else mixed,
        "rings": outline(level, code),
        "lines": [words.title(event) for event, _ in members],
    }


def mark_payload(mark: Mark) -> dict[str, str]:
    """Return a mark as the map draws it."""
    return {"light": mark.light, "dark": mark.dark, "path": palette.path(mark.shape)}
