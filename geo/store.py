"""Events <-> GeoJSON on disk. The only module that knows property names and longitude-first order.

Files stand beside each other. `events.geojson` is the result: RFC 7946, one feature a line, WGS 84,
null geometry where no place is known. `events.reports.jsonl` keeps, article by article, the text and the
reports read from it; `events.journal.jsonl` (`geo.journal`) keeps what analysts decided. The GeoJSON is a
pure function of both. While a build runs, what it has read is appended
to `events.reports.jsonl.part`, so that a build that was killed goes on where it stopped. Files are replaced
whole: a reader sees the old or the new one.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
from filelock import FileLock, Timeout

from geo.errors import StoreError
from geo.journal import Journal, apply
from geo.merge import merge
from geo.model import Article, Event, Report

SCHEMA = 1
LOCK_TIMEOUT_S = (
    2  # long enough for a reader's pause, short enough to be told at once that a build is running
)


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article as it was read, and what was read from it. `reader` names the version of the rules that
    did.
    """

    article: Article
    reader: str
    reports: tuple[Report, ...] = ()


class Store:
    """The events at `path` (`*.geojson`) and the articles beside them. Reading needs no lock."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        stem = self.path.name.removesuffix(".geojson")
        self.reports_path = self.path.with_name(f"{stem}.reports.jsonl")
        self.part_path = self.path.with_name(f"{stem}.reports.jsonl.part")
        self.journal_path = self.path.with_name(f"{stem}.journal.jsonl")
        self.lock_path = self.path.with_name(f".{stem}.lock")

    def events(self) -> list[Event]:
        """Return all events, by day and id; [] where nothing was built yet. Raise StoreError naming file
        and cause.
        """
        if not self.path.exists():
            return []
        try:
            collection = json.loads(self.path.read_text(encoding="utf-8"))
            schema = collection["dateline"]["schema"]
            if schema > SCHEMA:
                raise StoreError(
                    f"{self.path}: written by a newer Dateline (schema {schema}, this one reads {SCHEMA})"
                )
            return [event_of(feature) for feature in collection["features"]]
        except (OSError, ValueError, KeyError, TypeError, msgspec.ValidationError) as error:
            raise StoreError(
                f"{self.path}: not a Dateline store ({error}); build it again or restore a copy"
            ) from error

    def articles(self) -> list[ArticleRecord]:
        """Return all articles that were read, by id. Raise StoreError naming file, line and cause."""
        return sorted(self._records(self.reports_path), key=lambda record: record.article.id)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Writer]:
        """Hold the store for one writer. Raise StoreError where another process writes or the folder is
        read-only.
        """
        with _named_if_unwritable(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.lock_path)
            try:
                lock.acquire(timeout=LOCK_TIMEOUT_S)
            except Timeout as error:
                message = f"{self.path}: another process is building this store; wait for it to end"
                raise StoreError(message) from error
        try:
            yield Writer(self)
        finally:
            lock.release()

    def _records(self, path: Path, *, torn_end: bool = False) -> Iterator[ArticleRecord]:
        """Yield records in file order; `torn_end` forgives a last line that was cut off."""
        if not path.exists():
            return
        lines = path.read_bytes().split(b"\n")
        for number, line in enumerate(lines, start=1):
            if not line:
                continue
            try:
                yield _record_decoder.decode(line)
            except msgspec.MsgspecError as error:
                if torn_end and number == len(lines):
                    return
                raise StoreError(f"{path}:{number}: not a record of an article ({error})") from error


class Writer:
    """What one writer does between opening and `commit`. Made by `Store.writing`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._records = {record.article.id: record for record in store.articles()}
        kept = list(store._records(store.part_path, torn_end=True))
        self._records.update((record.article.id, record) for record in kept)
        # written anew, so that a torn last line does not swallow the next one
        _replace(store.part_path, b"".join(map(_record_line, kept))) if kept else store.part_path.unlink(
            missing_ok=True
        )

    def knows(self, article: Article, *, reader: str) -> bool:
        """Return whether the article was read as it is now, by the same rules."""
        record = self._records.get(article.id)
        return record is not None and (record.article, record.reader) == (article, reader)

    def add(self, record: ArticleRecord) -> None:
        """Keep what was read from an article; it replaces what was read from it before. Kept even if killed
        next.
        """
        self._records[record.article.id] = record
        with _named_if_unwritable(self._store.part_path), self._store.part_path.open("ab") as part:
            part.write(_record_line(record))

    def commit(self) -> list[Event]:
        """Merge all reports, apply the journal, replace both files where their bytes differ, and return the
        events. Raise JournalError, and leave the store as it was, where the journal is damaged.
        """
        entries = Journal(self._store.journal_path).entries()
        records = [self._records[id_] for id_ in sorted(self._records)]
        events, _ = apply(merge(report for record in records for report in record.reports), entries)
        _replace(self._store.reports_path, b"".join(map(_record_line, records)))
        _replace(self._store.path, collection(events).encode())
        self._store.part_path.unlink(missing_ok=True)
        return events


def collection(events: Iterable[Event]) -> str:
    """Return a GeoJSON FeatureCollection, one feature a line; the same events give the same text."""
    head = f'{{"type": "FeatureCollection", "dateline": {{"schema": {SCHEMA}}}, "features": ['
    lines = ",\n".join(json.dumps(feature(event), ensure_ascii=False, allow_nan=False) for event in events)
    return f"{head}\n{lines}\n]}}\n" if lines else f"{head}]}}\n"


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
            "actors": _compact(event.actors),
            "targets": _compact(event.targets),
            "victims": _compact(event.victims),
            "weapons": list(event.weapons),
            "reports": _compact(event.reports),
        },
    }


def event_of(feature: Mapping[str, Any]) -> Event:
    """Return the event a feature stands for; the inverse of `feature`. Raise msgspec.ValidationError or
    KeyError.
    """
    p = feature["properties"]
    geometry = feature["geometry"]
    place = None
    if geometry:
        lon, lat = geometry["coordinates"]
        place = {
            "name": p["place"], "lat": lat, "lon": lon,
            "level": p["place_level"], "uncertainty_km": p["uncertainty_km"],
            "country": p["country"], "admin1": p["admin1"],
            "gazetteer_id": p["gazetteer_id"], "within": p["within"],
        }  # fmt: skip
    when = {
        "date": p["date"], "end": p["date_end"], "precision": p["date_precision"], "basis": p["date_basis"],
        "time": p["time"],
    }  # fmt: skip
    same = (
        "id",
        "type",
        "main",
        "actors",
        "targets",
        "victims",
        "weapons",
        "reports",
        "status",
        "confidence",
    )
    raw = {name: p[name] for name in (*same, "confidence_place", "confidence_date", "confidence_actor")}
    raw |= {"when": when, "place": place}
    raw |= {k: {"min": p[f"{k}_min"], "max": p[f"{k}_max"]} for k in ("killed", "injured")}
    return msgspec.convert(raw, Event)


_record_decoder = msgspec.json.Decoder(ArticleRecord)


def _record_line(record: ArticleRecord) -> bytes:
    return json.dumps(_compact(record), ensure_ascii=False, allow_nan=False).encode() + b"\n"


def _compact(value: Any) -> Any:
    """Return plain JSON values without what is absent, so that a feature stays readable."""
    return _without_absent(msgspec.to_builtins(value))


def _without_absent(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _without_absent(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item is not None and item not in ([], {})}
    if isinstance(value, list | tuple):
        return [_without_absent(item) for item in value]
    return value


def _replace(path: Path, content: bytes) -> None:
    """Write `content` to `path` in one step, through the disk; do nothing where it stands there already."""
    if (
        path.exists()
        and path.stat().st_size == len(content)
        and _digest(path.read_bytes()) == _digest(content)
    ):
        return
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with _named_if_unwritable(path):
        try:
            with temporary.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def _named_if_unwritable(path: Path) -> Iterator[None]:
    try:
        yield
    except StoreError:
        raise
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror or error})") from error


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
