"""A GeoNames dump -> gazetteer entries, batch by batch: `allCountries.zip`, or a country's `.txt` or `.zip`.

Alone knows the dump's columns. It is read as a stream: memory is bounded by one batch, whatever the file's
size. Populated places, units below the province and sites that news names are taken; historical ones, streets
and what lies under water are not. Coordinates are WGS 84 degrees, radii kilometres.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import IO

from geo.errors import GazetteerError
from geo.model import Level
from geo.places.provinces import provinces_of
from geo.places.sources import Entry, town_radius_km

BATCH = 20_000  # rows; about 50 MB
COLUMNS = 19
QUARTERS = frozenset({"PPLX"})
GONE = frozenset({"PPLQ", "PPLW", "PPLH", "PPLCH", "ADM1H", "ADM2H", "ADM3H", "ADM4H", "ADMDH"})
UNIT_KM = {"ADM2": 30.0, "ADM3": 15.0, "ADM4": 8.0, "ADM5": 5.0, "ADMD": 15.0}
SITES = {  # feature code: kind, radius in km
    "AIRB": ("air_base", 3.0), "AIRP": ("airport", 3.0), "AIRF": ("airport", 2.0),
    "INSM": ("military_base", 2.0), "MILB": ("military_base", 2.0), "CMPRF": ("refugee_camp", 2.0),
    "DAM": ("dam", 1.0), "PRN": ("prison", 1.0), "OILF": ("oil_field", 8.0), "OILR": ("refinery", 2.0),
    "PS": ("power_plant", 1.0), "PRT": ("port", 2.0), "CSTM": ("crossing", 1.0), "PSTB": ("crossing", 1.0),
    "HSP": ("hospital", 0.5), "UNIV": ("university", 1.0), "MSQE": ("mosque", 0.5), "DIP": ("embassy", 0.5),
}  # fmt: skip


def entries(path: Path, *, after: int = 0) -> Iterator[tuple[int, list[Entry]]]:
    """Yield the entries of a dump in batches, each with the number of its last line, from the line `after`
    on. Raise GazetteerError naming file and line where it is none.
    """
    try:
        with _opened(path) as lines:
            numbered = islice(enumerate(lines, start=1), after, None)
            while rows := list(islice(numbered, BATCH)):
                found = [_entry(line, f"{path}:{number}") for number, line in rows]
                yield rows[-1][0], _in_provinces([entry for entry in found if entry is not None])
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise GazetteerError(f"{path}: not a readable GeoNames dump ({error})") from error


def _opened(path: Path) -> IO[str]:
    if path.suffix.lower() != ".zip":
        return path.open(encoding="utf-8", newline="\n")
    archive = zipfile.ZipFile(path)
    tables = [n for n in archive.namelist() if n.endswith(".txt") and "readme" not in n.lower()]
    if len(tables) != 1:
        raise GazetteerError(f"{path}: a GeoNames archive holds one table, this one {len(tables)}")
    return io.TextIOWrapper(archive.open(tables[0]), encoding="utf-8", newline="\n")


def _entry(line: str, at: str) -> Entry | None:
    """Return the entry of a line, None for what is left out; `at` is its file and number, for errors."""
    row = line.rstrip("\n").split("\t")
    try:
        number, name, plain, others, lat, lon, _, code, country, _, admin1, *_, people = row[:15]
        if len(row) != COLUMNS:
            raise ValueError(f"{len(row)} columns")
        kind, level, radius = what(code, int(people or 0))
        if level is None or not country:
            return None
        names = tuple(dict.fromkeys(n for n in (plain, *others.split(",")) if n and n != name))
        point = (float(lat), float(lon))
        return Entry(
            f"geonames:{int(number)}",
            name,
            kind,
            level,
            *point,
            radius,
            country,
            f"{country}.{admin1}",
            int(people or 0),
            names,
        )
    except ValueError as error:
        raise GazetteerError(f"{at}: not a line of a GeoNames dump ({error})") from error


def what(code: str, people: int) -> tuple[str, Level | None, float]:
    """Return kind, level and radius of a feature code; no level for what is left out."""
    if code in GONE:
        return "", None, 0.0
    if code in QUARTERS:
        return "quarter", "neighbourhood", 2.0
    if code.startswith("PPL"):
        return "city", "city", town_radius_km(people)
    if code in UNIT_KM:
        return "district", "district", UNIT_KM[code]
    kind, radius = SITES.get(code, ("", 0.0))
    return kind, "site" if kind else None, radius


def _in_provinces(found: list[Entry]) -> list[Entry]:
    """Put ISO's code of the province for GeoNames' own."""
    provinces = provinces_of(
        [e.lat for e in found], [e.lon for e in found],
        countries=[e.country for e in found], codes=[e.admin1 or "" for e in found],
    )  # fmt: skip
    return [replace(entry, admin1=admin1) for entry, admin1 in zip(found, provinces, strict=True)]
