"""Events <-> GeoJSON (RFC 7946). The only module that knows property names and longitude-first order.

One feature a line, WGS 84, null geometry where no place is known, between a first and a last line that
`sealing` knows.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import starmap
from typing import Any, BinaryIO, NamedTuple, TypeVar

import msgspec

from geo.errors import StoreError
from geo.journal import Anchor
from geo.model import (
    Actor,
    Count,
    DateBasis,
    DatePrecision,
    Event,
    Level,
    Place,
    Report,
    Status,
    Target,
    Victim,
    When,
)
from geo.store.migrations import SCHEMA, alike, migrated
from geo.store.sealing import first_line, is_last, last_line, schema

T = TypeVar("T")
WHOLE = "not a Dateline store ({}); build it again or restore a copy"


class Line(NamedTuple):
    """An event and the bytes of the file that hold it; length 0 where it has no line of its own."""

    event: Event
    start: int
    length: int


class Gist(NamedTuple):
    """Of an event its id and the reports it has (article and start of the trigger), and the bytes of the file
    that hold it; length 0 where it has no line of its own.
    """

    id: str
    told: list[tuple[str, int]]
    start: int
    length: int


def lines(
    events: Iterable[Event], *, journal: Anchor | None = None, told: Mapping[str, Any] = {}
) -> Iterator[bytes]:
    """Yield the lines of a FeatureCollection; the same events give the same bytes. `journal` is how much of
    it they were made with, `told` what else the first line says.
    """
    digest = hashlib.sha256()

    def counted(line: bytes) -> bytes:
        digest.update(line)
        return line

    yield counted(first_line(told))
    separator = b""
    for event in events:
        yield counted(separator + msgspec.json.encode(feature(event)))
        separator = b",\n"
    yield counted(b"\n") if separator else b""
    yield last_line(digest.hexdigest(), journal)


def collection(events: Iterable[Event], *, told: Mapping[str, Any] = {}) -> str:
    """Return the FeatureCollection of the events as one text."""
    return b"".join(lines(events, told=told)).decode()


def read(file: BinaryIO, *, name: str) -> Iterator[Line]:
    """Yield the events of an open file, one at a time in memory; raise StoreError with `name`."""
    return starmap(Line, _each(file, event_at, name=name))


def gists(file: BinaryIO, *, name: str) -> Iterator[Gist]:
    """Yield what tells events from each other, several times faster than `read`; raise StoreError with
    `name`.
    """
    for (id, told), start, length in _each(file, _gist_at, name=name):
        yield Gist(id, told, start, length)


def _each(file: BinaryIO, decode: Callable[..., T], *, name: str) -> Iterator[tuple[T, int, int]]:
    """Yield what `decode` makes of each event's line, the line's first byte and its length."""
    file.seek(0)
    try:
        first = file.readline()
        if first.rstrip().endswith(b"["):
            known = schema(msgspec.json.decode(first + b"]}"), name=name)
            for line, start in _by_line(file, start=len(first)):
                yield decode(line, schema=known), start, len(line)
        else:  # laid out anew by another program
            whole = msgspec.json.decode(first + file.read())
            known = schema(whole, name=name)
            for raw in whole["features"]:
                yield decode(msgspec.json.encode(raw), schema=known), 0, 0
    except (OSError, ValueError, KeyError, TypeError, msgspec.MsgspecError) as error:
        raise StoreError(f"{name}: {WHOLE.format(' '.join(str(error).split()))}") from error


def _by_line(file: BinaryIO, *, start: int) -> Iterator[tuple[bytes, int]]:
    for line in file:
        if line.startswith(b"]"):
            if file.read(1) or not is_last(line):
                raise ValueError("something stands behind its end")
            return
        yield line, start
        start += len(line)
    raise ValueError("cut off before its end")


def event_at(line: bytes, *, schema: int = SCHEMA) -> Event:
    """Return the event of one line of the file; raise msgspec.MsgspecError."""
    bare = line.rstrip(b",\r\n")
    if alike(schema):
        return _event(_feature_decoder.decode(bare))
    return event_of(migrated(msgspec.json.decode(bare), schema=schema))


def _gist_at(line: bytes, *, schema: int) -> tuple[str, list[tuple[str, int]]]:
    if alike(schema):
        gist = _gist_decoder.decode(line.rstrip(b",\r\n")).properties
        return gist.id, [(told.source.article_id, told.trigger_start) for told in gist.reports]
    event = event_at(line, schema=schema)
    return event.id, [(report.source.article_id, report.trigger_start) for report in event.reports]


def feature(event: Event) -> dict[str, Any]:
    """Return the event as a GeoJSON feature: flat properties to filter by, detail nested beside them."""
    place, actor = event.place, event.actors[0] if event.actors else None
    return {
        "type": "Feature",
        "id": event.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if place else None,
        "properties": {
            "id": event.id,
            "type": event.type,
            "date": event.when.date.isoformat() if event.when.date else None,
            "date_end": event.when.end.isoformat() if event.when.end else None,
            "date_precision": event.when.precision,
            "date_basis": event.when.basis,
            "time": event.when.time,
            "main": event.main,
            "actor": actor.name if actor else None,
            "actor_id": actor.id if actor else None,
            "attribution": actor.attribution if actor else "unknown",
            "attributed_by": actor.attributed_by if actor else None,
            "killed_min": event.killed.min,
            "killed_max": event.killed.max,
            "injured_min": event.injured.min,
            "injured_max": event.injured.max,
            "place": place.name if place else None,
            "place_level": place.level if place else None,
            "uncertainty_km": place.uncertainty_km if place else None,
            "country": place.country if place else None,
            "admin1": place.admin1 if place else None,
            "gazetteer_id": place.gazetteer_id if place else None,
            "confidence": event.confidence,
            "confidence_place": event.confidence_place,
            "confidence_date": event.confidence_date,
            "confidence_actor": event.confidence_actor,
            "status": event.status,
            "n_reports": len(event.reports),
            "within": list(place.within) if place else [],
            "actors": compact(event.actors),
            "targets": compact(event.targets),
            "victims": compact(event.victims),
            "weapons": list(event.weapons),
            "reports": compact(event.reports),
        },
    }


class _Point(msgspec.Struct):
    coordinates: tuple[float, float]


class _Properties(msgspec.Struct):
    id: str
    type: str
    date: dt.date | None
    date_end: dt.date | None
    date_precision: DatePrecision
    date_basis: DateBasis
    time: str | None
    main: bool
    killed_min: int | None
    killed_max: int | None
    injured_min: int | None
    injured_max: int | None
    place: str | None
    place_level: Level | None
    uncertainty_km: float | None
    country: str | None
    admin1: str | None
    gazetteer_id: str | None
    confidence: float
    confidence_place: float
    confidence_date: float
    confidence_actor: float
    status: Status
    within: tuple[str, ...]
    actors: tuple[Actor, ...]
    targets: tuple[Target, ...]
    victims: tuple[Victim, ...]
    weapons: tuple[str, ...]
    reports: tuple[Report, ...]


class _Feature(msgspec.Struct):
    geometry: _Point | None
    properties: _Properties


class _Article(msgspec.Struct):
    article_id: str


class _Told(msgspec.Struct):
    source: _Article
    trigger_start: int


class _GistProperties(msgspec.Struct):
    id: str
    reports: tuple[_Told, ...]


class _Gist(msgspec.Struct):
    properties: _GistProperties


_feature_decoder = msgspec.json.Decoder(_Feature)
_gist_decoder = msgspec.json.Decoder(_Gist)


def event_of(feature: Mapping[str, Any]) -> Event:
    """Return the event a feature stands for; the inverse of `feature`. Raise msgspec.ValidationError."""
    return _event(msgspec.convert(feature, _Feature))


def _event(feature: _Feature) -> Event:
    p, place = feature.properties, None
    if feature.geometry is not None:
        lon, lat = feature.geometry.coordinates
        if p.place is None or p.place_level is None or p.uncertainty_km is None:
            raise ValueError(f"{p.id}: a point without name, level or radius")
        place = Place(
            p.place, lat, lon, p.place_level, p.uncertainty_km, p.country, p.admin1, p.gazetteer_id, p.within
        )
    return Event(
        id=p.id,
        type=p.type,
        when=When(p.date, p.date_end, p.date_precision, p.date_basis, p.time),
        main=p.main,
        reports=p.reports,
        actors=p.actors,
        targets=p.targets,
        victims=p.victims,
        weapons=p.weapons,
        killed=Count(p.killed_min, p.killed_max),
        injured=Count(p.injured_min, p.injured_max),
        place=place,
        confidence=p.confidence,
        confidence_place=p.confidence_place,
        confidence_date=p.confidence_date,
        confidence_actor=p.confidence_actor,
        status=p.status,
    )


def compact(value: Any) -> Any:
    """Return one of our nouns as plain JSON values without what is absent, so that a line stays readable."""
    kind: type = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return [compact(item) for item in value]
    if kind is dt.date:
        return value.isoformat()
    kept: dict[str, Any] = {}
    for name in _field_names(kind):
        item = getattr(value, name)
        if item is not None and item != ():
            item = compact(item)
            if item != {}:
                kept[name] = item
    return kept


_PLAIN = frozenset({str, int, float, bool, type(None)})


@functools.cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))
