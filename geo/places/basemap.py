"""The boundary files -> `geo/view/assets/basemap.json`, the outlines the browser draws under the events.

Run by hand after `geo.places.boundaries`: `python -m geo.places.basemap`. The file holds

    scale                steps to a degree
    countries            objects with `code`, `name`, `lat`, `lon` (where the name stands) and `rings`
    provinces.lines      the borders that two provinces of one country share
    provinces.names      [name, lat, lon], largest first

A ring or line is one flat list [lon, lat, dlon, dlat, ...] in whole steps: the first point, then differences.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geo.places import regions

TARGET = Path(__file__).resolve().parent.parent / "view" / "assets" / "basemap.json"
SCALE = 250  # 0.004 degrees, a pixel at zoom 8
TOLERANCE_DEGREES = 0.022  # with the scale: 1.7 MB
PROVINCE_TOLERANCE_DEGREES = 0.05
SMALLEST_DEGREES2 = 0.0004  # islets under some 5 square kilometres, but never a country's only part
SMALLEST_NAMED_KM = 12.0  # provinces smaller than that are city districts: their names only crowd the map


def build(target: Path) -> None:
    """Write the basemap; the same boundaries give the same bytes."""
    basemap = {
        "scale": SCALE,
        "countries": list(_countries()),
        "provinces": {"lines": list(_lines()), "names": _names()},
    }
    part = target.with_name(target.name + ".part")
    part.write_text(json.dumps(basemap, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    part.replace(target)


def _countries() -> Iterator[dict[str, Any]]:
    table = regions.polygons("country")
    shapes = shapely.coverage_simplify(table.geometry.to_numpy(), TOLERANCE_DEGREES)
    units = {unit.code: unit for unit in regions.countries()}
    for code, shape in zip(table["code"], shapes, strict=True):
        unit = units[code]
        parts = sorted(shapely.get_parts(shape), key=lambda part: -float(part.area))
        kept = [part for number, part in enumerate(parts) if number == 0 or part.area >= SMALLEST_DEGREES2]
        rings = [_packed(ring) for part in kept for ring in shapely.get_rings(part)]
        yield {
            "code": code,
            "name": unit.name,
            "lat": round(unit.lat, 2),
            "lon": round(unit.lon, 2),
            "rings": [ring for ring in rings if len(ring) >= 6],
        }


def _lines() -> Iterator[list[int]]:
    table = regions.polygons("province")
    shapes = shapely.coverage_simplify(table.geometry.to_numpy(), PROVINCE_TOLERANCE_DEGREES)
    for code in sorted(set(table["country"])):
        own = shapes[(table["country"] == code).to_numpy()]
        outline = shapely.boundary(shapely.union_all(own))
        inner = shapely.difference(shapely.union_all(shapely.boundary(own)), outline)
        for line in shapely.get_parts(shapely.line_merge(inner)):
            packed = _packed(line)
            if len(packed) >= 4:
                yield packed


def _names() -> list[list[Any]]:
    units = [unit for country in regions.countries() for unit in regions.provinces(country.code)]
    large = [unit for unit in units if unit.radius_km >= SMALLEST_NAMED_KM]
    large.sort(key=lambda unit: (-unit.radius_km, unit.code))
    return [[unit.name, round(unit.lat, 2), round(unit.lon, 2)] for unit in large]


def _packed(line: shapely.Geometry) -> list[int]:
    steps = np.rint(shapely.get_coordinates(line) * SCALE).astype(int)
    steps = steps[np.append(True, (np.diff(steps, axis=0) != 0).any(axis=1))]
    return [int(n) for n in np.concatenate([steps[:1], np.diff(steps, axis=0)]).ravel()]


if __name__ == "__main__":
    build(TARGET)
