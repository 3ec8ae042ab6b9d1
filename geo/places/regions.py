"""Countries and provinces: names, outlines, and which one a point lies in. Alone knows the boundary files.

Country codes are ISO 3166-1 alpha-2, province codes ISO 3166-2 (an X after the hyphen: Natural Earth's own).
Points are WGS 84 degrees, latitude first in arguments. Files are read once, when first asked for.
"""

from __future__ import annotations

import csv
import functools
import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

import geopandas as gpd
import shapely
from shapely import affinity

from geo.errors import GazetteerError
from geo.places.names import bare, normalise, without_unit
from geo.settings import DATA

BOUNDARIES = DATA / "boundaries"
COUNTRIES = Path(__file__).parent / "tables" / "countries.csv"
GROUPS = Path(__file__).parent / "tables" / "groups.csv"
OFFSHORE_KM = (
    15.0  # simplified coasts and borders are about 1 km off; harbours and islets lie some km outside
)
KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Unit:
    """A country or province: code, English name, label point, the radius in km that covers it from there."""

    code: str
    name: str
    country: str
    lat: float
    lon: float
    radius_km: float


@functools.cache
def country_rows() -> dict[str, dict[str, str]]:
    """Return `tables/countries.csv` by code. `aliases`, `parts` and `names` are separated by `|`."""
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def country_name(code: str) -> str:
    """Return a country's English name as news writes it; the code itself where there is no such country."""
    row = country_rows().get(code)
    return row["name"] if row else code


@functools.cache
def _country_codes() -> dict[str, tuple[str, ...]]:
    codes: dict[str, tuple[str, ...]] = {}
    for code, row in country_rows().items():
        names = [
            code,
            row["alpha3"],
            row["name"],
            *row["aliases"].split("|"),
            *row["parts"].split("|"),
            *row["names"].split("|"),
        ]
        keys = {key for name in names if (key := normalise(name))}
        for key in keys | {bare(key) for key in keys}:
            codes[key] = (*codes.get(key, ()), code)
    return codes


def country_codes(name_or_code: str) -> tuple[str, ...]:
    """Return the alpha-2 codes of the countries that a name stands for in any usual way: none, one, or two
    for "Congo" and "Korea".
    """
    key = normalise(name_or_code)
    return _country_codes().get(key) or _country_codes().get(bare(key)) or ()


def country_code(name_or_code: str) -> str | None:
    """Return the alpha-2 code of a country named in any usual way ("UK", "DR Congo", "Gaza"), or None where
    none or several are called so.
    """
    codes = country_codes(name_or_code)
    return codes[0] if len(codes) == 1 else None


@dataclass(frozen=True, slots=True)
class Group:
    """Countries that are spoken of together, such as the Sahel; `countries` are alpha-2 codes."""

    id: str
    name: str
    aliases: tuple[str, ...]
    countries: tuple[str, ...]


@functools.cache
def groups() -> dict[str, Group]:
    """Return the named groups of countries of `tables/groups.csv` by id."""
    with GROUPS.open(encoding="utf-8", newline="") as file:
        rows = [
            Group(
                r["id"],
                r["name"],
                tuple(filter(None, r["aliases"].split("|"))),
                tuple(r["countries"].split("|")),
            )
            for r in csv.DictReader(file)
        ]
    return {row.id: row for row in rows}


def group_id(name: str) -> str | None:
    """Return the id of a group named in any usual way ("the Sahel", "middle east"), or None."""
    asked = bare(normalise(name))
    for group in groups().values():
        if asked in {bare(normalise(known)) for known in (group.id, group.name, *group.aliases)}:
            return group.id
    return None


@functools.cache
def polygons(level: Literal["country", "province"], *, folder: Path = BOUNDARIES) -> gpd.GeoDataFrame:
    """Return outlines with all their columns; raise GazetteerError where the file is missing or damaged."""
    path = folder / ("countries.parquet" if level == "country" else "admin1.parquet")
    try:
        return gpd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise GazetteerError(f"{path}: the boundaries cannot be read ({error})") from error


def countries(*, folder: Path = BOUNDARIES) -> list[Unit]:
    """Return every country that has an outline, sorted by name."""
    rows = _columns("country", folder)
    units = [
        Unit(r["code"], country_name(r["code"]), r["code"], r["lat"], r["lon"], r["radius_km"]) for r in rows
    ]
    return sorted(units, key=lambda unit: (unit.name, unit.code))


@functools.cache
def _provinces(folder: Path) -> dict[str, Unit]:
    rows = _columns("province", folder)
    return {
        r["code"]: Unit(r["code"], r["name"], r["country"], r["lat"], r["lon"], r["radius_km"]) for r in rows
    }


def _columns(level: Literal["country", "province"], folder: Path) -> list[dict[str, Any]]:
    return cast(
        "list[dict[str, Any]]", polygons(level, folder=folder).drop(columns="geometry").to_dict("records")
    )


def provinces(country: str, *, folder: Path = BOUNDARIES) -> list[Unit]:
    """Return the provinces of a country (alpha-2), sorted by name; none for an unknown code."""
    units = [unit for unit in _provinces(folder).values() if unit.country == country]
    return sorted(units, key=lambda unit: (unit.name, unit.code))


def admin1_name(code: str, *, folder: Path = BOUNDARIES) -> str:
    """Return a province's English name; the code itself where there is no such province."""
    unit = _provinces(folder).get(code)
    return unit.name if unit else code


def names_of(country: str | None, admin1: str | None) -> tuple[str, ...]:
    """Return the names of a point's province and country, as far as they are known."""
    return (*([admin1_name(admin1)] if admin1 else ()), *([country_name(country)] if country else ()))


def province_name(code: str) -> str:
    """Return a province's English name with its country's."""
    unit = _provinces(BOUNDARIES).get(code)
    return ", ".join(names_of(unit.country if unit else None, code))


def province_codes(name_or_code: str) -> tuple[str, ...]:
    """Return the provinces that bear a name in any usual way ("Anbar", "al-Anbar province", "Anbar, Iraq"),
    or the one of a code, whatever its case.

    Only where none is called so in English, names in other languages and of older times count.
    """
    code = name_or_code.strip().upper()
    if code in _provinces(BOUNDARIES):
        return (code,)
    name, _, around = name_or_code.partition(",")
    country = country_code(around) if around.strip() else None
    if around.strip() and country is None:
        return ()
    key = bare(normalise(name))
    for asked, named in itertools.product((key, _without_unit(key)), _named_provinces()):
        kept = tuple(c for c in named.get(asked, ()) if country in (None, c.partition("-")[0]))
        if kept:
            return kept
    return ()


_PROVINCE = re.compile(  # words for a province in other languages, as they stand in keys
    r"^(?:muhafazat|محافظه|ولايه|استان|מחוז) | (?:ili|vilayeti|область)$|(?<=.)[省州县]$"
)


def _without_unit(key: str) -> str:
    return bare(without_unit(key) or _PROVINCE.sub("", key))


@functools.cache
def _named_provinces() -> tuple[dict[str, tuple[str, ...]], ...]:
    """Return the codes by the key of the English name, as it is and without its word for a unit, and by the
    keys of all other names.
    """
    found: tuple[dict[str, tuple[str, ...]], ...] = ({}, {}, {}, {})
    for row in _columns("province", BOUNDARIES):
        usual, others = (
            {bare(normalise(n)) for n in names} for names in ([row["name"]], row["names"].split("|"))
        )
        keys = (usual, set(map(_without_unit, usual)), others, set(map(_without_unit, others)))
        for named, of_name in zip(found, keys, strict=True):
            for key in of_name - {""}:
                named[key] = (*named.get(key, ()), row["code"])
    return found


def units_at(lat: float, lon: float, *, folder: Path = BOUNDARIES) -> tuple[str | None, str | None]:
    """Return country and province at a point, or the nearest ones within 15 km; (None, None) far at sea."""
    return units_of([lat], [lon], folder=folder)[0]


def units_of(
    lats: Sequence[float], lons: Sequence[float], *, folder: Path = BOUNDARIES
) -> list[tuple[str | None, str | None]]:
    """Return the country and province of each point, as `units_at` does, for many points at once."""
    outlines = _outlines(folder)
    points = [shapely.Point(lon, lat) for lat, lon in zip(lats, lons, strict=True)]
    found: list[int | None] = [None] * len(points)
    inside, units = outlines.tree.query(points, predicate="intersects") if points else ((), ())
    for point, unit in zip(reversed(inside), reversed(units), strict=True):
        found[point] = int(unit)
    for number, point in enumerate(points):
        if found[number] is None:
            found[number] = _nearest(outlines, point)
    return [(None, None) if i is None else (outlines.countries[i], outlines.codes[i]) for i in found]


def province_near(lat: float, lon: float, *, country: str, folder: Path = BOUNDARIES) -> str | None:
    """Return the province of `country` (alpha-2) that holds a point or is nearest within 15 km, or None."""
    outlines = _outlines(folder)
    found = _nearest(outlines, shapely.Point(lon, lat), country=country)
    return None if found is None else outlines.codes[found]


@dataclass(frozen=True, slots=True)
class _Outlines:
    shapes: list[shapely.Geometry]
    tree: shapely.STRtree
    codes: list[str]
    countries: list[str]


@functools.cache
def _outlines(folder: Path) -> _Outlines:
    table = polygons("province", folder=folder)
    shapes: list[shapely.Geometry] = list(table.geometry)
    return _Outlines(shapes, shapely.STRtree(shapes), list(table["code"]), list(table["country"]))


def _nearest(outlines: _Outlines, point: shapely.Point, *, country: str | None = None) -> int | None:
    """Return the index of the nearest outline within OFFSHORE_KM, or None."""
    shrink = max(math.cos(math.radians(point.y)), 0.05)
    dy = OFFSHORE_KM / KM_PER_DEGREE
    dx = dy / shrink
    near = outlines.tree.query(shapely.box(point.x - dx, point.y - dy, point.x + dx, point.y + dy))
    best, best_km = None, OFFSHORE_KM
    for index in sorted(int(i) for i in near):
        if country is not None and outlines.countries[index] != country:
            continue
        distance = shapely.distance(_shrunk(outlines.shapes[index], shrink), _shrunk(point, shrink))
        if float(distance) * KM_PER_DEGREE < best_km:
            best, best_km = index, float(distance) * KM_PER_DEGREE
    return best


def _shrunk(shape: shapely.Geometry, shrink: float) -> shapely.Geometry:
    return affinity.scale(shape, xfact=shrink, yfact=1.0, origin=(0, 0))
