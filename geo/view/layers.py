"""Events -> what the map draws: one value of plain JSON for `assets/events.js`. Pure, but for the
outlines it reads.

Alone decides how exactness looks: a glyph with a ring of its radius where a point is known, a hatched outline
with a labelled chip where only a province or country is known, nothing where no place is known. Points
are never moved; events at one point stay one glyph.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Literal, get_args

import geopandas as gpd
import shapely

from geo import query
from geo.language import trn
from geo.model import Event, Place
from geo.places import regions
from geo.query import Filter
from geo.view import extent, palette, words
from geo.view.palette import OTHER, ColourBy, Mark

OUTLINE_TOLERANCE_DEGREES = 0.05  # 40 hatched provinces stay under 60 KB
DIGITS = 2
MOST_LINES = 6  # that a tip names
MOST_IDS = 200  # of one area: a card for each is turned over one by one
ANY = Filter()
HOLLOW = ("denied", "unknown")
_EPOCH = dt.date(1970, 1, 1)

AreaLevel = Literal["province", "country"]
Kind = Literal["marks", "heat", "hexagons", "provinces", "countries"]
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
    number = {mark: at for at, mark in enumerate(used(marks))}
    keys, said = palette.keys(rows, colour_by), palette.keys(rows, "attribution")

    def mark_of(event: Event) -> int:
        return number[marks.get(keys[event.id], OTHER)]

    points = [
        point(event, place, mark_of(event), hollow=said[event.id] in HOLLOW)
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
    return _framed(rows, marks, chosen=chosen, filter=filter) | {
        "points": sorted(points, key=lambda point: (point["lat"], point["lon"], point["ids"])),
        "areas": areas,
        "total": len(placed),
    }


def used(marks: Mapping[str, Mark]) -> list[Mark]:
    """Return the marks that a payload refers to by number."""
    return list(dict.fromkeys([*marks.values(), OTHER]))


def _framed(
    rows: gpd.GeoDataFrame, marks: Mapping[str, Mark], *, chosen: Collection[str], filter: Filter
) -> dict[str, Any]:
    dated = rows[rows["date"].notna()]
    ends = (dated["date"].min().date(), dated["date_end"].max().date()) if len(dated) else ()
    return {
        "marks": [mark_payload(mark) for mark in used(marks)],
        "chosen": sorted(chosen),
        "asked": extent.asked(filter),
        "region": extent.region(filter),
        "span": [(day - _EPOCH).days for day in ends] or None,
    }


def fetched(
    rows: gpd.GeoDataFrame,
    *,
    source: str,
    kind: Kind,
    marks: Mapping[str, Mark],
    colour_by: ColourBy,
    chosen: Collection[str] = (),
    filter: Filter = ANY,
    outline: Outline = outline,
) -> dict[str, Any]:
    """Return the payload of a map that fetches its points from `source` (relative to the map's frame) as it
    is moved; areas stand in it where it draws marks, each with at most `MOST_IDS` of its events.
    """
    placed = rows[~rows.geometry.isna() & ~rows.geometry.is_empty]
    west, south, east, north = placed.total_bounds if len(placed) else (0.0, 0.0, 0.0, 0.0)
    return _framed(rows, marks, chosen=chosen, filter=filter) | {
        "points": [],
        "areas": _areas_of(placed, marks, colour_by, outline) if kind == "marks" else [],
        "total": len(placed),
        "source": {"url": source, "kind": kind},
        "bounds": [[south, west], [north, east]] if len(placed) else None,
        "goals": [
            {
                "ids": [event.id],
                "lat": event.place.lat,
                "lon": event.place.lon,
                "km": event.place.uncertainty_km,
            }
            for event in query.outlines(placed[placed["id"].isin(list(chosen))])
            if event.place
        ],
    }


def _areas_of(
    placed: gpd.GeoDataFrame, marks: Mapping[str, Mark], colour_by: ColourBy, outline: Outline
) -> list[dict[str, Any]]:
    number = {mark: at for at, mark in enumerate(used(marks))}
    areas = []
    for level in get_args(AreaLevel):
        here = placed[placed["place_level"] == level]
        if here.empty:
            continue
        here = here.assign(unit=here["admin1" if level == "province" else "country"].fillna(here["place"]))
        keys = here.groupby("unit")[palette.COLUMN[colour_by]].unique()
        ids = here.groupby("unit")["id"]
        first = _first(here)
        for unit, count in ids.size().items():
            found = [number[marks.get(key, OTHER)] for key in sorted(keys[unit])]
            area = _area((level, str(unit)), first[unit], found, number[OTHER], outline, int(count))
            areas.append(area | {"ids": ids.get_group(unit).head(MOST_IDS).tolist()})
    return areas


def _first(here: gpd.GeoDataFrame) -> dict[str, list[tuple[Event, Place]]]:
    """Return the events that the tip of each unit names, those of the widest places."""
    ordered = here.sort_values("uncertainty_km", ascending=False, kind="stable")
    widest = ordered[ordered.groupby("unit").cumcount() < MOST_LINES]
    found: dict[str, list[tuple[Event, Place]]] = {}
    for unit, event in zip(widest["unit"], query.outlines(widest), strict=True):
        if event.place:
            found.setdefault(unit, []).append((event, event.place))
    return found


def is_area(place: Place) -> bool:
    """Say whether a place is drawn as an area: nobody knows a point in it."""
    return place.level in ("province", "country")


def point(event: Event, place: Place, mark: int, *, hollow: bool) -> dict[str, Any]:
    """Return an event whose point is known, as the map draws it; `mark` is the number of its mark."""
    return {
        "ids": [event.id],
        "lat": place.lat,
        "lon": place.lon,
        "km": place.uncertainty_km,
        "mark": mark,
        "hollow": hollow,
        "lines": [words.title(event), words.headline(event.actors), words.capital(words.precision(place))],
        "days": days(event),
    }


def days(event: Event) -> list[int] | None:
    """Return the first and the last day of an event, counted from 1970; None without a date."""
    first = event.when.date
    if first is None:
        return None
    return [(day - _EPOCH).days for day in (first, event.when.end or first)]


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
    number: int | None = None,
) -> dict[str, Any]:
    level, code = unit
    widest = max((place for _, place in members), key=lambda place: place.uncertainty_km)
    name, n = words.place_name(widest), number or len(members)
    return {
        "ids": [event.id for event, _ in members],
        "n": n,
        "days": [days(event) for event, _ in members],
        "level": level,
        "name": name,
        "title": _title(level, name, n),
        "lat": widest.lat,
        "lon": widest.lon,
        "km": widest.uncertainty_km,
        "mark": marks[0] if len(set(marks)) == 1 else mixed,
        "rings": outline(level, code),
        "lines": [words.title(event) for event, _ in members],
    }


def _title(level: AreaLevel, place: str, n: int) -> str:
    if level == "province":
        return trn(
            "{n} event somewhere in {place}: known only by province",
            "{n} events somewhere in {place}: known only by province",
            n,
            place=place,
        )
    return trn(
        "{n} event somewhere in {place}: known only by country",
        "{n} events somewhere in {place}: known only by country",
        n,
        place=place,
    )


def mark_payload(mark: Mark) -> dict[str, str]:
    """Return a mark as the map draws it."""
    return {"light": mark.light, "dark": mark.dark, "path": palette.path(mark.shape)}
