"""Reports -> columns of numbers, one row a report, so that millions of pairs are compared at once.

Words become codes that mean something only among the reports given together. -1 stands for "not said".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from geo.merge.arrays import Flags, Floats, Ints, Sets
from geo.merge.copies import Sketches
from geo.model import Actor, Place, Report, When

UNSAID = -1
POINT, PROVINCE, COUNTRY, NOWHERE = range(4)  # how far a place reaches: what its level means for comparing
_REACHES = {"province": PROVINCE, "country": COUNTRY}
_NAME_WORDS = 3  # the longest place name that is looked for in a sentence
_LOOSE = frozenset({"people", "person", "civilian", "least", "other", "some", "several", "member"})


class Codes(dict[object, int]):
    """A number for each thing seen, in the order of seeing."""

    def __missing__(self, key: object) -> int:
        self[key] = number = len(self)
        return number


@dataclass(frozen=True, slots=True)
class Columns:
    """The reports as columns. Days are proleptic Gregorian ordinals, angles degrees, distances kilometres."""

    article: Ints
    main: Flags
    first: Ints
    last: Ints
    published: Ints
    country: Ints
    reaches: Ints
    place: Ints
    admin1: Ints
    lat: Floats
    lon: Floats
    uncertainty_km: Floats
    type: Ints
    types: tuple[str, ...]
    killed: Ints
    injured: Ints
    actors: Sets
    hit: Sets
    named: Sets
    mentioned: Sets
    sketches: Sketches

    @property
    def lost(self) -> Flags:
        """Return which reports have no day or no place: only a copy can say where they belong."""
        lost: Flags = (self.reaches == NOWHERE) | (self.first == UNSAID)
        return lost

    def __len__(self) -> int:
        return len(self.article)

    @classmethod
    def of(cls, reports: Sequence[Report]) -> Columns:
        """Return the columns of reports."""
        articles, countries, places, provinces, types, actors, words, names = (Codes() for _ in range(8))
        countries[None] = 0
        spans = [days(r.when) or (UNSAID, UNSAID) for r in reports]
        where = [r.place for r in reports]
        named = [[names[_plain(p.name)]] if p and p.level not in _REACHES else [] for p in where]
        heads = {str(name).split(" ", 1)[0] for name in names}
        return cls(
            article=_ints(articles[r.source.article_id] for r in reports),
            main=np.array([r.main for r in reports], dtype=np.bool_),
            first=_ints(first for first, _ in spans),
            last=_ints(last for _, last in spans),
            published=_ints(
                r.source.published.toordinal() if r.source.published else UNSAID for r in reports
            ),
            country=_ints(countries[p.country] if p else UNSAID for p in where),
            reaches=_ints(_REACHES.get(p.level, POINT) if p else NOWHERE for p in where),
            place=_ints(places[p.gazetteer_id] if p and p.gazetteer_id else UNSAID for p in where),
            admin1=_ints(provinces[p.admin1] if p and p.admin1 else UNSAID for p in where),
            lat=np.array([p.lat if p else 0.0 for p in where], dtype=np.float64),
            lon=np.array([p.lon if p else 0.0 for p in where], dtype=np.float64),
            uncertainty_km=np.array([p.uncertainty_km if p else 0.0 for p in where], dtype=np.float64),
            type=_ints(types[r.type] for r in reports),
            types=tuple(map(str, types)),
            killed=_numbers((r.killed.min, r.killed.max) for r in reports),
            injured=_numbers((r.injured.min, r.injured.max) for r in reports),
            actors=Sets.of({actors[key] for key in _known(r.actors)} for r in reports),
            hit=Sets.of({words[word] for word in _hit(r)} for r in reports),
            named=Sets.of(named),
            mentioned=Sets.of(_mentions(r, names, heads=heads) for r in reports),
            sketches=Sketches.of(reports),
        )


def days(when: When) -> tuple[int, int] | None:
    """Return first and last day; None where no day, week or month is known."""
    if when.date is None or when.precision in ("unknown", "year"):
        return None
    first = when.date.toordinal()
    return first, max(when.end.toordinal(), first) if when.end else first


def actor_key(actor: Actor) -> str:
    """Return what tells one actor from another: the canonical id, else the name."""
    return actor.id or actor.name.casefold()


def _known(actors: Sequence[Actor]) -> set[str]:
    return {actor_key(a) for a in actors if a.id or a.kind in ("state", "organization")}


def _hit(report: Report) -> set[str]:
    """Return the words for what and who was hit, without those that fit any incident."""
    told = [*(t.name for t in report.targets), *(v.name for v in report.victims)]
    return {word.rstrip("s") for name in told for word in re.findall(r"\w{4,}", name.casefold())} - _LOOSE


def _mentions(report: Report, names: Codes, *, heads: set[str]) -> set[int]:
    """Return the names of exact places that stand in the sentence of a report that is placed by a province or
    country only; `heads` are the first words of all names.
    """
    place: Place | None = report.place
    if place is None or place.level not in _REACHES:
        return set()
    words = _plain(report.quote).split()
    begins = [at for at, word in enumerate(words) if word in heads]
    parts = (" ".join(words[at : at + n]) for at in begins for n in range(1, _NAME_WORDS + 1))
    return {names[part] for part in parts if part in names}


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _numbers(pairs: Iterable[tuple[int | None, int | None]]) -> Ints:
    """Return lowest and highest number, two columns."""
    flat = _ints(UNSAID if n is None else n for pair in pairs for n in pair)
    return flat.reshape(-1, 2)
