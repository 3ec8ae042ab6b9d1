"""Countries and provinces: names, outlines, and which one a point lies in. Reads `data/boundaries/` and `tables/countries.csv`.

Country codes are ISO 3166-1 alpha-2, province codes ISO 3166-2 (with an X after the hyphen: Natural Earth's own).
Points are WGS 84 degrees, latitude first in arguments, as everywhere in Dateline. All is read once, when first asked for.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import geopandas as gpd
import numpy as np
import shapely

from geo.errors import GazetteerError
from geo.places.names import bare, normalise
from geo.settings import DATA

BOUNDARIES = DATA / "boundaries"
COUNTRIES = Path(__file__).parent / "tables" / "countries.csv"
OFFSHORE_KM = (
    15.0  # simplified coasts and borders are about 1 km off; harbours and islets lie some km outside
)
KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Unit:
    """A country or province: its code, English name, label point and the radius in km that covers it from there."""

    code: str
    name: str
    country: str
    lat: float
    lon: float
    radius_km: float


@functools.cache
def country_rows() -> dict[str, dict[str, str]]:
    """Return the rows of the table of countries by code: `name`, `aliases` and `names`, each separated by `|`."""
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def country_name(code: str) -> str:
    """Return a country's English name as news writes it; the code itself where there is no such country."""
    row = country_rows().get(code)
    return row["name"] if row else code


@functools.cache
def _country_codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for code, row in country_rows().items():
        names = [
            code,
            row["alpha3"],
            row["name"],
            *row["aliases"].split("|"),
            *row["parts"].split("|"),
            *row["names"].split("|"),
        ]
        for key in filter(None, map(normalise, names)):
            codes.setdefault(key, code)
            codes.setdefault(bare(key), code)
    return codes


def country_code(name_or_code: str) -> str | None:
    """Return the alpha-2 code of a country named in any usual way ("UK", "DR Congo", "Gaza"), or None."""
    key = normalise(name_or_code)
    return _country_codes().get(key) or _country_codes().get(bare(key))


@functools.cache
def polygons(level: Literal["country", "province"], *, folder: Path = BOUNDARIES) -> gpd.GeoDataFrame:
    """Return the outlines with their columns as read; raise GazetteerError where the file is missing or damaged."""
    path = folder / ("countries.parquet" if level == "country" else "admin1.parquet")
    try:
        return gpd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise GazetteerError(f"{path}: the boundaries cannot be read ({error})") from error


def countries(*, folder: Path = BOUNDARIES) -> list[Unit]:
    """Return every country that has an outline, sorted by name."""
    rows = polygons("country", folder=folder).itertuples()
    units = [Unit(r.code, country_name(r.code), r.code, r.lat, r.lon, r.radius_km) for r in rows]
    return sorted(units, key=lambda unit: unit.name)


@functools.cache
def _provinces(folder: Path) -> dict[str, Unit]:
    rows = polygons("province", folder=folder).itertuples()
    return {r.code: Unit(r.code, r.name, r.country, r.lat, r.lon, r.radius_km) for r in rows}


def provinces(country: str, *, folder: Path = BOUNDARIES) -> list[Unit]:
    """Return the provinces of a country (alpha-2), sorted by name; none for an unknown code."""
    units = [unit for unit in _provinces(folder).values() if unit.country == country]
    return sorted(units, key=lambda unit: unit.name)


def admin1_name(code: str, *, folder: Path = BOUNDARIES) -> str:
    """Return a province's English name; the code itself where there is no such province."""
    unit = _provinces(folder).get(code)
    return unit.name if unit else code


def units_at(lat: float, lon: float, *, folder: Path = BOUNDARIES) -> tuple[str | None, str | None]:
    """Return the country and province at a point, or of the nearest outline within 15 km, or (None, None) at sea."""
    return units_of([lat], [lon], folder=folder)[0]


def units_of(
    lats: Sequence[float], lons: Sequence[float], *, folder: Path = BOUNDARIES
) -> list[tuple[str | None, str | None]]:
    """Return the country and province of each point, as `units_at` does, for many points at once."""
    tree, codes, owners = _tree(folder)
    points = shapely.points(np.asarray(lons, float), np.asarray(lats, float))
    found = np.full(len(points), -1)
    inside, unit = tree.query(points, predicate="intersects")
    found[inside[::-1]] = unit[::-1]
    for index in np.flatnonzero(found < 0):
        found[index] = _nearest(tree, points[index])
    return [(owners[i], codes[i]) if i >= 0 else (None, None) for i in found]


@functools.cache
def _tree(folder: Path) -> tuple[shapely.STRtree, list[str], list[str]]:
    table = polygons("province", folder=folder)
    return shapely.STRtree(table.geometry.to_numpy()), list(table["code"]), list(table["country"])


def _nearest(tree: shapely.STRtree, point: shapely.Point) -> int:
    """Return the index of the nearest outline within OFFSHORE_KM, or -1. Longitudes shrink by the point's latitude."""
    shrink = max(float(np.cos(np.radians(point.y))), 0.05)
    reach = OFFSHORE_KM / KM_PER_DEGREE
    near = tree.query(
        shapely.box(point.x - reach / shrink, point.y - reach, point.x + reach / shrink, point.y + reach)
    )
    best, best_km = -1, OFFSHORE_KM
    for index in sorted(near):
        edge = shapely.shortest_line(_scaled(tree.geometries[index], shrink), _scaled(point, shrink))
        kilometres = float(edge.length) * KM_PER_DEGREE
        if kilometres < best_km:
            best, best_km = int(index), kilometres
    return best


def _scaled(shape: shapely.Geometry, shrink: float) -> shapely.Geometry:
    return shapely.transform(shape, lambda xy: xy * np.array([shrink, 1.0]))
