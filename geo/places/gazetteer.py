"""Place names -> candidate places, out of the index that `geo places build` writes. Knows the index's schema.

A name is looked up by its key (`names.normalise`). Only where no place bears it, spelling variants are tried:
names that share its consonants ("Hodeidah", "Al Hudaydah"). Nothing here chooses between candidates.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import cast

from geo.errors import GazetteerError
from geo.model import Level
from geo.places.names import UNIT, bare, normalise, unit_key, without_unit
from geo.places.spelling import FUZZY_MIN_POPULATION, likeness, skeleton

COLUMNS = "p.id, p.name, p.kind, p.level, p.lat, p.lon, p.radius_km, p.country, p.admin1, p.population"
EXACT = f"SELECT {COLUMNS}, n.preferred FROM names n JOIN places p ON p.id = n.place_id WHERE n.key = ?"
ALIKE = "SELECT key FROM spellings WHERE skeleton = ?"
CACHED_NAMES = 200_000  # some 20 MB; a day of news asks for far fewer
FUZZY_LIMIT = 12
CHANGED = 0.01  # a spelling that only sounds alike is not the same
FUZZY_MIN_SIMILARITY = 0.8
SHORTEST_FUZZY_KEY = 5
SEAT_KM = 30.0  # the median radius of the units that `districts.parquet` knows


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that may be meant. `preferred`: the name asked for is its usual one; `similarity` is 1.0
    where the spelling agrees, less for a variant.
    """

    id: str
    name: str
    kind: str
    level: Level
    lat: float
    lon: float
    radius_km: float
    country: str | None
    admin1: str | None
    population: int
    preferred: bool
    similarity: float = 1.0


@dataclass(frozen=True, slots=True)
class Unit:
    """A country or province: ISO code, English name, code of the containing unit."""

    code: str
    name: str
    parent: str | None


class Gazetteer:
    """A read-only index of place names; safe to share between threads (one connection a thread)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        rows = cast("list[tuple[str, str, str | None]]", self._rows("SELECT code, name, parent FROM units"))
        self._units = {code: Unit(code, name, parent) for code, name, parent in rows}
        self._exact = lru_cache(CACHED_NAMES)(self._look_up)
        self._variants = lru_cache(CACHED_NAMES)(self._look_up_variants)
        self._known = lru_cache(CACHED_NAMES)(self._is_known)

    @classmethod
    def open(cls, path: Path | str) -> Gazetteer:
        """Open the index at `path`; raise GazetteerError where it is missing, damaged or of another make."""
        path = Path(path)
        advice = "build it with: python -m geo places build"
        if not path.is_file():
            raise GazetteerError(f"{path}: no place index; {advice}")
        try:
            gazetteer = cls(path)
            gazetteer._rows("SELECT key, place_id, preferred FROM names LIMIT 1")
            gazetteer._rows("SELECT skeleton, key FROM spellings LIMIT 1")
            gazetteer._rows(f"SELECT {COLUMNS} FROM places p LIMIT 1")
        except sqlite3.Error as error:
            raise GazetteerError(f"{path}: not a usable place index ({error}); {advice}") from error
        return gazetteer

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """Return the places that bear `name`; where none does as it stands, also those spelled nearly so.

        Most populous first, variants by the nearness of their spelling.
        """
        key = normalise(name)
        found = self.exact(name)
        if not key or self._exact(key):
            return found
        known = {c.id for c in found}
        return found + tuple(c for c in self._variants(key) if c.id not in known)

    def exact(self, name: str) -> tuple[Candidate, ...]:
        """Return the places that bear `name` as it is spelled, most populous first."""
        key = normalise(name)
        if not key:
            return ()
        found = self._exact(key) or self._unit_named(key)
        known = {c.id for c in found}
        with_article = self._exact(f"al {key}") if bare(key) == key else ()
        return found + tuple(
            replace(c, preferred=False)
            for c in with_article
            if c.id not in known and (c.level == "province" or c.population >= FUZZY_MIN_POPULATION)
        )

    def variants(self, name: str) -> tuple[Candidate, ...]:
        """Return the towns whose name is spelled nearly as `name`, the nearest spelling first."""
        key = normalise(name)
        return self._variants(key) if key else ()

    def districts(self, name: str) -> tuple[Candidate, ...]:
        """Return the units below the province that bear `name`, with or without the word for such a unit.

        Where the index knows none, the towns of that name stand for the units around them.
        """
        key = normalise(name)
        base = without_unit(key) or key
        found = tuple(c for c in self._exact(f"{base} {UNIT}") if c.level == "district")
        seats = (c for c in self._exact(base) if c.preferred and c.level == "city")
        return found or tuple(
            replace(c, kind=UNIT, level="district", radius_km=max(c.radius_km, SEAT_KM)) for c in seats
        )

    def place(self, place_id: str) -> Candidate | None:
        """Return the place of an id, or None."""
        rows = self._rows(f"SELECT {COLUMNS}, 1 FROM places p WHERE p.id = ?", (place_id,))
        return _candidate(rows[0]) if rows else None

    def has_name(self, key: str) -> bool:
        """Tell whether any place bears the normalised name `key`."""
        unit = unit_key(key)
        return self._known(key) or (unit is not None and self._known(unit))

    def unit(self, code: str | None) -> Unit | None:
        """Return the country or province of an ISO 3166 code."""
        return self._units.get(code) if code else None

    def within(self, candidate: Candidate) -> tuple[str, ...]:
        """Return the names of the units that contain `candidate`, smallest first, without its own name
        twice.
        """
        names: list[str] = []
        unit = self.unit(candidate.admin1) or self.unit(candidate.country)
        while unit is not None:
            if not candidate.id.endswith(f":{unit.code}"):
                names.append(unit.name)
            unit = self.unit(unit.parent)
        return tuple(names)

    def _unit_named(self, key: str) -> tuple[Candidate, ...]:
        """Return the provinces, else the districts, that `key` names with another word for such a unit."""
        base = without_unit(key)
        if base is None:
            return ()
        provinces = tuple(c for c in self.exact(base) if c.level == "province")
        return provinces or self._exact(f"{base} {UNIT}")

    def _rows(self, query: str, values: Sequence[str | int] = ()) -> list[tuple[object, ...]]:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True)
            self._local.connection = connection
        return connection.execute(query, values).fetchall()

    def _look_up(self, key: str) -> tuple[Candidate, ...]:
        best: dict[str, Candidate] = {}
        for row in self._rows(EXACT, (key,)):
            candidate = _candidate(row)
            if candidate.preferred or candidate.id not in best:
                best[candidate.id] = candidate
        return tuple(sorted(best.values(), key=lambda c: (-c.population, c.id)))

    def _is_known(self, key: str) -> bool:
        return bool(self._rows("SELECT 1 FROM names WHERE key = ? LIMIT 1", (key,)))

    def _look_up_variants(self, key: str) -> tuple[Candidate, ...]:
        wanted = skeleton(key)
        if len(bare(key)) < SHORTEST_FUZZY_KEY or len(wanted) < 2:
            return ()
        best: dict[str, Candidate] = {}
        for (other,) in cast("list[tuple[str]]", self._rows(ALIKE, (wanted,))):
            similarity = likeness(key, other) - CHANGED
            if similarity < FUZZY_MIN_SIMILARITY:
                continue
            for candidate in self._exact(other):
                if candidate.id not in best or best[candidate.id].similarity < similarity:
                    best[candidate.id] = replace(candidate, similarity=similarity)
        known = [c for c in best.values() if c.population >= FUZZY_MIN_POPULATION]
        return tuple(sorted(known, key=lambda c: (-c.similarity, -c.population, c.id))[:FUZZY_LIMIT])


def _candidate(row: tuple[object, ...]) -> Candidate:
    identity, name, kind, level, lat, lon, radius, country, admin1, population, preferred = cast(
        "tuple[str, str, str, Level, float, float, float, str | None, str | None, int | None, int]", row
    )
    return Candidate(
        identity, name, kind, level, lat, lon, radius, country, admin1, population or 0, bool(preferred)
    )
