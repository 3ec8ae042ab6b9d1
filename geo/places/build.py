"""Packages, boundaries and tables -> the gazetteer index, an SQLite file that `gazetteer.Gazetteer` reads.

    places(id, name, kind, level, lat, lon, radius_km, country, admin1, population)
    names(key, place_id, preferred)     key: names.normalise of each name in each script
    spellings(skeleton, key)            names of larger towns by what their transliterations share
    units(code, name, parent)           countries and provinces, for "which units contain this place"
    meta(key, value)                    what the index was built from, and how far each dump is in it

The same inputs give the same bytes. `index.py` knows the file around them.
"""

from __future__ import annotations

import functools
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from geo.places import geonames, names, regions, sources
from geo.places.distance import distance_km
from geo.places.provinces import provinces_of
from geo.places.sources import Entry
from geo.places.spelling import FUZZY_MIN_POPULATION, likeness, skeleton

SCHEMA = """
CREATE TABLE places(id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, level TEXT NOT NULL,
    lat REAL NOT NULL, lon REAL NOT NULL, radius_km REAL NOT NULL, country TEXT, admin1 TEXT,
    population INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE names(key TEXT NOT NULL, place_id TEXT NOT NULL, preferred INTEGER NOT NULL,
    PRIMARY KEY(key, place_id)) WITHOUT ROWID;
CREATE TABLE spellings(skeleton TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY(skeleton, key)) WITHOUT ROWID;
CREATE TABLE units(code TEXT PRIMARY KEY, name TEXT NOT NULL, parent TEXT) WITHOUT ROWID;
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
INSERT_PLACE = "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
SPELL = (
    "INSERT OR IGNORE INTO spellings SELECT skeleton(n.key), n.key FROM names n "
    "JOIN places p ON p.id = n.place_id WHERE p.population >= ? AND p.level = 'city'"
)
KNOWN = "SELECT 1 FROM places WHERE id = ?"
_key = functools.cache(names.normalise)  # each name is asked for twice
SPELT_ALIKE = 0.8  # of 1; a word for the unit behind the name makes it less
Progress = Callable[[str, int, int], None]
STEPS = ("towns", "provinces and countries", "districts", "airports", "sites and regions", "names")


def fill(connection: sqlite3.Connection, tell: Progress) -> None:
    """Write what the packages, boundaries and tables have into an empty file; `tell` is told each step, its
    number and how many there are.
    """
    entries = _entries(tell)
    tell("names", len(STEPS) - 1, len(STEPS))
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + SCHEMA)
    with connection:
        _fill(connection, entries)
    connection.execute("PRAGMA journal_mode = DELETE")


def _entries(tell: Progress) -> list[Entry]:
    tell(STEPS[0], 0, len(STEPS))
    towns = sources.towns()
    tell(STEPS[1], 1, len(STEPS))
    inhabitants: Counter[str] = Counter()
    for town in towns:
        if town.admin1:
            inhabitants[town.admin1] += town.population
    provinces = list(sources.provinces(inhabitants))
    towns = called_as_provinces(towns, provinces)
    units = [*provinces, *sources.countries()]
    tell(STEPS[2], 2, len(STEPS))
    districts = list(sources.districts(_by_name([*towns, *units])))
    tell(STEPS[3], 3, len(STEPS))
    airports = sources.airports()
    tell(STEPS[4], 4, len(STEPS))
    curated = _peopled(list(sources.curated()), towns)
    known = amended([*districts, *towns, *units, *airports], curated)
    return [*_in_provinces(known), *sources.settlements()]


def called_as_provinces(towns: list[Entry], provinces: Iterable[Entry]) -> list[Entry]:
    """Give a town also the other spellings of the province that is called after it: who writes "Zaporizhia"
    for the one writes it for the other.
    """
    largest: dict[tuple[str | None, str], Entry] = {}
    for town in sorted(towns, key=lambda t: t.population):
        largest.update({(town.admin1, _key(name)): town for name in (town.name, *town.names)})
    more: dict[str, tuple[str, ...]] = {}
    for province in provinces:
        usual = _key(province.name)
        if (seat := largest.get((province.admin1, usual))) is not None:
            more[seat.id] = tuple(n for n in province.names if likeness(usual, _key(n)) >= SPELT_ALIKE)
    return [replace(t, names=(*t.names, *more[t.id])) if t.id in more else t for t in towns]


def _by_name(entries: Iterable[Entry]) -> dict[tuple[str, str], list[Entry]]:
    """Return the entries by country and key of each of their names."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        for key in {_key(name) for name in (entry.name, *entry.names)}:
            found.setdefault((entry.country or "", key), []).append(entry)
    return found


def amended(entries: list[Entry], curated: list[Entry]) -> list[Entry]:
    """Add curated entries. One of a known id replaces that entry but keeps its names, province and people.

    Elsewhere a curated name wins: it is taken off the alternates of package entries within its radius, so
    that one place does not answer twice.
    """
    known = {entry.id: entry for entry in entries}
    for entry in curated:
        known[entry.id] = _over(known[entry.id], entry) if entry.id in known else entry
    fixed = {entry.id for entry in curated}
    neighbours: dict[str | None, list[tuple[Entry, set[str]]]] = {}
    for entry in curated:
        own = {names.normalise(name) for name in (entry.name, *entry.names)}
        neighbours.setdefault(entry.country, []).append((entry, own))
    return [e if e.id in fixed else _without(e, neighbours.get(e.country, ())) for e in known.values()]


def _peopled(curated: list[Entry], towns: list[Entry]) -> list[Entry]:
    """Count the people in the towns of each region, so that it ranks among other places of its name."""
    lat, lon = np.array([t.lat for t in towns]), np.array([t.lon for t in towns])
    people, country = np.array([t.population for t in towns]), np.array([t.country for t in towns])

    def count(entry: Entry) -> int:
        x = (lon - entry.lon) * np.cos(np.radians(entry.lat))
        near = np.hypot(x, lat - entry.lat) * regions.KM_PER_DEGREE <= entry.radius_km
        return int(people[near & ((country == entry.country) | (entry.country is None))].sum())

    large = ("district", "province", "country")
    return [replace(e, population=count(e)) if e.level in large else e for e in curated]


def _over(old: Entry, new: Entry) -> Entry:
    both = (*new.names, old.name, *old.names)
    return replace(new, names=both, admin1=new.admin1 or old.admin1, population=old.population)


def _without(entry: Entry, neighbours: Iterable[tuple[Entry, set[str]]]) -> Entry:
    """Take the names of near curated entries off an entry's alternates."""
    taken = set().union(*(own for other, own in neighbours if _is_near(entry, other)))
    if not taken:
        return entry
    return replace(entry, names=tuple(name for name in entry.names if names.normalise(name) not in taken))


def _is_near(one: Entry, other: Entry) -> bool:
    reach = max(one.radius_km, other.radius_km)
    if abs(one.lat - other.lat) * regions.KM_PER_DEGREE > reach + 1:
        return False
    return distance_km(one.lat, one.lon, other.lat, other.lon) <= reach


def _in_provinces(entries: Sequence[Entry]) -> list[Entry]:
    """Add the province to entries that are smaller than one and do not say theirs."""
    small = ("site", "neighbourhood", "city", "district")
    bare = {e.id: e for e in entries if e.admin1 is None and e.level in small}
    points = bare.values()
    found = provinces_of(
        [e.lat for e in points], [e.lon for e in points], countries=[e.country for e in points]
    )
    lying = dict(zip(bare, found, strict=True))
    return [replace(entry, admin1=lying.get(entry.id, entry.admin1)) for entry in entries]


def _fill(connection: sqlite3.Connection, entries: list[Entry]) -> None:
    entries = sorted(entries, key=lambda entry: entry.id)
    connection.executemany(INSERT_PLACE, [_columns(entry) for entry in entries])
    keys = {pair: preferred for entry in entries for pair, preferred in _keys(entry)}
    connection.executemany(
        "INSERT INTO names VALUES (?, ?, ?)",
        sorted((key, place, usual) for (key, place), usual in keys.items()),
    )
    units = sorted((code, name, parent or "") for code, name, parent in _units())
    connection.executemany("INSERT INTO units VALUES (?, ?, nullif(?, ''))", units)


def add(connection: sqlite3.Connection, dump: Path, *, tell: Progress) -> None:
    """Add the places of a GeoNames dump that the index does not have yet, each batch and how far it reaches
    in one transaction: an index in which the dump's first lines stand goes on behind them.
    """
    key = f"lines of {dump.resolve()}"
    done, added = _lines_done(connection, key), 0
    for line, batch in geonames.entries(dump, after=done):
        new = [e for e in batch if connection.execute(KNOWN, (e.id,)).fetchone() is None]
        pairs = {pair: usual for e in new for pair, usual in _keys(e)}
        with connection:
            connection.executemany(INSERT_PLACE, [_columns(e) for e in new])
            connection.executemany(
                "INSERT OR IGNORE INTO names VALUES (?, ?, ?)",
                [(*pair, usual) for pair, usual in pairs.items()],
            )
            connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, str(line)))
        _key.cache_clear()
        added += len(new)
        tell(f"{dump.name}: {added:,} places of {line:,} lines", len(STEPS) - 1, len(STEPS))


def _lines_done(connection: sqlite3.Connection, key: str) -> int:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return int(row[0]) if row else 0


def spell(connection: sqlite3.Connection) -> None:
    """Write the names of larger towns by what their transliterations share."""
    connection.create_function("skeleton", 1, skeleton, deterministic=True)
    connection.execute(SPELL, (FUZZY_MIN_POPULATION,))


def _columns(e: Entry) -> tuple[object, ...]:
    return (e.id, e.name, e.kind, e.level, e.lat, e.lon, e.radius_km, e.country, e.admin1, e.population)


def _keys(entry: Entry) -> Iterator[tuple[tuple[str, str], int]]:
    """Yield the keys of an entry, its usual name last: it wins over an alternate of the same key."""
    for name in (*entry.names, entry.name):
        key = _key(name)
        if key:
            yield (key, entry.id), int(name == entry.name)


def _units() -> Iterator[tuple[str, str, str | None]]:
    for country in regions.countries():
        yield country.code, country.name, None
        for province in regions.provinces(country.code):
            yield province.code, province.name, country.code
