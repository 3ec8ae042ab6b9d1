"""A view and where the map looks -> what it draws there: marks, heat, hexagons, provinces or countries. Pure.

Never more than a screen holds: events are joined by squares of `CELL_PX`, counted by cells, or summed up by
unit. What is known only by province or country is no point, so only the shaded units count it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import h3.api.basic_int as h3
import numpy as np

from geo import query
from geo.language import trn
from geo.places import regions
from geo.query import Box, naming
from geo.serve.views import FINEST, Floats, Integers, Truths, View
from geo.view import layers

CELL_PX = 64
HEAT_PX = 12
HEXAGON_EDGE_PX = 20
MOST_CELLS = 3000
MOST_IDS = 200  # of what lies at one spot: a card for each is turned over one by one
STEPS = 5  # shades that an eye tells apart
KM_PER_PX = 156.5  # at zoom 0 on the equator

Measure = Literal["events", "killed"]
_EPOCH = dt.date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Look:
    """Where the map looks and when: its box, its zoom, and days that include both their ends."""

    box: Box
    zoom: float
    first: dt.date | None = None
    last: dt.date | None = None


def marks(view: View, look: Look) -> dict[str, Any]:
    """Return `points` as `layers.payload` has them; of many in one square one point with `n`, the number of
    each mark (`tally`) and the box they lie in ([[south, west], [north, east]]).
    """
    at = np.flatnonzero(_seen(view, look))
    lon, lat = view.columns.lon[view.rows[at]], view.columns.lat[view.rows[at]]
    return {"points": [*_grouped(view, at, _squares(lon, lat, look.zoom, CELL_PX))], "n": len(at)}


def _grouped(view: View, at: Integers, square: Integers) -> Iterator[dict[str, Any]]:
    order = np.argsort(square, kind="stable")
    starts = np.flatnonzero(np.diff(square[order], prepend=-1)) if len(order) else order
    alone: list[int] = []
    for members in np.split(at[order], starts[1:]) if len(order) else []:
        if len(members) <= 2:
            alone.extend(members)
        else:
            yield _joined(view, members)
    yield from _alone(view, alone)


def _joined(view: View, members: Integers) -> dict[str, Any]:
    rows = view.rows[members]
    lon, lat = view.columns.lon[rows], view.columns.lat[rows]
    south, west, north, east = (float(value) for value in (lat.min(), lon.min(), lat.max(), lon.max()))
    number = np.bincount(view.mark[members])
    spot = (south, west) == (north, east)
    return {
        "n": len(members),
        "ids": view.columns.table["id"].iloc[rows[: MOST_IDS if spot else 1]].tolist(),
        "lat": (south + north) / 2,
        "lon": (west + east) / 2,
        "box": [[south, west], [north, east]],
        "tally": {int(mark): int(number[mark]) for mark in np.flatnonzero(number)},
        "mark": int(number.argmax()),
        "hollow": False,
        "lines": [],
    }


def _alone(view: View, at: list[int]) -> Iterator[dict[str, Any]]:
    events = query.outlines(view.columns.table.iloc[view.rows[at]]) if at else []
    for here, event in zip(at, events, strict=True):
        if event.place:
            yield layers.point(event, event.place, int(view.mark[here]), hollow=bool(view.hollow[here]))


def heat(view: View, look: Look, measure: Measure) -> dict[str, Any]:
    """Return `spots`: latitude, longitude and weight (0 to 1) of small squares."""
    at = np.flatnonzero(_seen(view, look))
    rows = view.rows[at]
    lon, lat, weight = view.columns.lon[rows], view.columns.lat[rows], _weight(view, rows, measure)
    _, where, count = np.unique(
        _squares(lon, lat, look.zoom, HEAT_PX), return_inverse=True, return_counts=True
    )
    sums = np.bincount(where, weight)
    most = sums.max() if len(sums) else 1
    centre = (np.bincount(where, lat) / count, np.bincount(where, lon) / count)
    spots = np.column_stack([*centre, np.sqrt(sums / (most or 1))])[sums > 0]
    return {"spots": spots.round(4).tolist(), "n": len(at)}


def hexagons(view: View, look: Look, measure: Measure) -> dict[str, Any]:
    """Return h3 cells about `HEXAGON_EDGE_PX` wide as `shapes` with their number; see `_shaded`."""
    at = np.flatnonzero(_seen(view, look))
    rows = view.rows[at]
    cells, where = np.unique(_parents(view.columns.cells[rows], resolution(look.zoom)), return_inverse=True)
    sums = np.bincount(where, _weight(view, rows, measure), minlength=len(cells)).astype("int64")
    kept = np.argsort(-sums, kind="stable")[:MOST_CELLS]
    shapes = [
        {"rings": [[_whole(h3.cell_to_boundary(int(cells[i])))]], "n": int(sums[i]), "name": ""}
        for i in kept
        if sums[i]
    ]
    return _shaded(shapes, len(at), measure)


def units(view: View, look: Look, measure: Measure, level: layers.AreaLevel) -> dict[str, Any]:
    """Return the provinces or countries in which events lie as `shapes`; see `_shaded`."""
    table = view.columns.table
    rows = view.rows[_when(view, look)]
    codes = table["admin1" if level == "province" else "country"].iloc[rows]
    sums = codes.to_frame("code").assign(n=_weight(view, rows, measure)).groupby("code")["n"].sum()
    called = regions.admin1_name if level == "province" else naming.country_name
    shapes = [
        {"rings": layers.outline(level, str(code)), "n": int(number), "name": called(str(code))}
        for code, number in sums.items()
        if number
    ]
    return _shaded([shape for shape in shapes if shape["rings"]], int(codes.notna().sum()), measure)


def _shaded(shapes: list[dict[str, Any]], n: int, measure: Measure) -> dict[str, Any]:
    """Give each shape its `step` from 0, and return with them the least number of each step."""
    numbers = np.array([shape["n"] for shape in shapes], float)
    least = _least(int(numbers.max())) if len(numbers) else []
    for shape in shapes:
        shape["step"] = int(np.searchsorted(least, shape["n"], side="right")) - 1
        shape["said"] = _said(shape["n"], measure)
    return {"shapes": shapes, "least": least, "n": n}


def _said(n: int, measure: Measure) -> str:
    if measure == "events":
        return trn("{n} event", "{n} events", n)
    return trn("{n} person reported killed", "{n} people reported killed", n)


def _least(most: int) -> list[int]:
    """Return the least number of each step: powers, so that one place of war does not hide all others."""
    return sorted({round(most ** (step / STEPS)) for step in range(STEPS)})


def resolution(zoom: float) -> int:
    """Return the h3 resolution whose cells are nearest to `HEXAGON_EDGE_PX` at a zoom."""
    wanted = HEXAGON_EDGE_PX * KM_PER_PX / 2**zoom
    edges = [
        abs(np.log(h3.average_hexagon_edge_length(each, unit="km") / wanted)) for each in range(FINEST + 1)
    ]
    return int(np.argmin(edges))


def _parents(cells: Integers, resolution: int) -> Integers:
    """Return the parent cells of a resolution: its number in the 4 bits for it, finer digits all ones."""
    finer = (1 << 3 * (15 - resolution)) - 1
    parents: Integers = cells & ~np.int64(0xF << 52) | np.int64(resolution << 52) | np.int64(finer)
    return parents


def _whole(boundary: tuple[tuple[float, float], ...]) -> list[list[float]]:
    """Return a cell's corners without a jump over the antimeridian."""
    west = min(lon for _, lon in boundary)
    return [[round(lat, 4), round(lon - 360 if lon - west > 180 else lon, 4)] for lat, lon in boundary]


def _weight(view: View, rows: Integers, measure: Measure) -> Floats:
    return view.columns.killed[rows].astype(float) if measure == "killed" else np.ones(len(rows))


def _seen(view: View, look: Look) -> Truths:
    """Return which events of the view are points in the box and may have happened in the days."""
    lon, lat = view.columns.lon[view.rows], view.columns.lat[view.rows]
    west, south, east, north = look.box
    across = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
    inside: Truths = across & (lat >= south) & (lat <= north) & view.columns.exact[view.rows]
    return inside & _when(view, look)


def _when(view: View, look: Look) -> Truths:
    if look.first is None and look.last is None:
        return np.ones(len(view.rows), bool)
    found: Truths = view.columns.dated[view.rows]
    if look.first:
        found = found & (view.columns.last[view.rows] >= (look.first - _EPOCH).days)
    if look.last:
        found = found & (view.columns.first[view.rows] <= (look.last - _EPOCH).days)
    return found


def _squares(lon: Floats, lat: Floats, zoom: float, size_px: int) -> Integers:
    """Return for each point the number of its square on the Web Mercator plane."""
    world = 256 * 2**zoom
    s = np.sin(np.radians(np.clip(lat, -85.05, 85.05)))
    x = (lon / 360 + 0.5) * world // size_px
    y = (0.5 - np.log((1 + s) / (1 - s)) / (4 * np.pi)) * world // size_px
    numbers: Integers = x.astype("int64") * (1 << 24) + y.astype("int64")
    return numbers
