"""A store's events as a table that opens at once, kept in a Parquet file beside the store.

The GeoJSON is the truth, the Parquet only a copy: hidden, named by the hash of what it was made of, made anew
where that differs, and safe to delete. It holds `query.table`'s columns for pages and pictures, and for each
event where its line is in the GeoJSON and which articles report it. An event's reports are read from that
line when they are asked for.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import weakref
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

import duckdb
import pandas as pd
import pyarrow as pa

from geo import query
from geo.cache import parquet, sql
from geo.cache.checking import findings
from geo.cache.parquet import Lines
from geo.cache.place import cache_path, found, sweep
from geo.errors import StoreError
from geo.model import Event
from geo.query import Filter
from geo.store import SCHEMA, Store, features, sealing

__all__ = ["Cache", "cache_path", "findings"]


class Cache(Mapping[str, Event]):
    """The events of one version of a store, by id; it stays readable though the store is replaced.

    Make it with `Cache.open`. `table` is what `query.table` would give of all events.
    """

    def __init__(self, file: BinaryIO | None, path: Path | None, *, name: str) -> None:
        self._file, self._path, self._name = file, path, name
        self.table = parquet.read(path) if path else query.table([])
        self._lines = parquet.lines(path) if path else Lines.none()
        self._schema = sealing.schema_of(file, name=name) if file else SCHEMA
        if file is not None:
            weakref.finalize(self, file.close)

    @classmethod
    def open(cls, store: Store) -> Cache:
        """Open the store through its cache, made first where there is none of what the store holds now.

        Where the folder is read-only the cache is made in a temporary one. Raise StoreError.
        """
        try:
            file = store.path.open("rb")
        except FileNotFoundError:
            return cls(None, None, name=str(store.path))
        except OSError as error:
            raise StoreError(f"{store.path}: cannot be read ({error.strerror})") from error
        try:
            return cls._of(store, file)
        except BaseException:
            file.close()
            raise

    @classmethod
    def _of(cls, store: Store, file: BinaryIO) -> Cache:
        ready = found(store, file)
        if ready is not None:
            with contextlib.suppress(OSError, pa.ArrowException):  # damaged, or just removed: made anew
                return cls(file, ready, name=str(store.path))
        path = cache_path(store, sealing.content(file))
        times = os.fstat(file.fileno())
        try:
            parquet.write(path, features.read(file, name=str(store.path)))
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
            sweep(store, keep=path)
            return cls(file, path, name=str(store.path))
        except OSError:
            return cls._aside(store, file)

    @classmethod
    def _aside(cls, store: Store, file: BinaryIO) -> Cache:
        """Make the cache where it is lost with this object: there is no room for it beside the store."""
        with contextlib.ExitStack() as unless_made:
            try:
                folder = unless_made.enter_context(tempfile.TemporaryDirectory(prefix="dateline-"))
                path = Path(folder) / "events.parquet"
                parquet.write(path, features.read(file, name=str(store.path)))
            except OSError as error:
                nowhere = f"cannot be written ({error.strerror or error}), neither beside it nor elsewhere"
                raise StoreError(f"{store.path}: its cache {nowhere}; make room, or set TMPDIR") from error
            made = cls(file, path, name=str(store.path))
            weakref.finalize(made, unless_made.pop_all().close)
        return made

    @cached_property
    def _rows(self) -> pd.Series[int]:
        return pd.Series(range(len(self.table)), index=self.table["id"])

    def __len__(self) -> int:
        return len(self.table)

    def __iter__(self) -> Iterator[str]:
        return iter(self.table["id"])

    def __contains__(self, id: object) -> bool:
        return id in self._rows.index

    def __getitem__(self, id: str) -> Event:
        """Return an event with its reports, read from its line; raise KeyError for one that is not there."""
        return self._event(int(self._rows[id]))

    def _event(self, row: int) -> Event:
        start, length = self._lines.of(row)
        if self._file is None or not length:  # laid out by another program: no event has a line of its own
            return self._unlined[row]
        return features.event_at(os.pread(self._file.fileno(), length, start), schema=self._schema)

    @cached_property
    def _unlined(self) -> list[Event]:
        return [line.event for line in features.read(self._file, name=self._name)] if self._file else []

    def matching(self, filter: Filter) -> list[Event]:
        """Return the events that the filter lets through, with their reports, in the store's order."""
        try:
            rows = sql.rows(self._path, filter)
        except duckdb.IOException:  # swept since by another process, which has opened a newer store
            rows = list(query.select(self.table, filter).index)
        return [self._event(row) for row in rows]

    def reporting(self, *article_ids: str) -> list[Event]:
        """Return the events that any of the articles reports, in the store's order. Each article is looked
        for once: among 100,000 events that takes a tenth of a second.
        """
        unknown = set(article_ids) - self._told.keys()
        if unknown:
            found: dict[str, list[int]] = {id: [] for id in unknown}
            for row in self._reporting(unknown):
                for article in _articles(self._event(row)) & unknown:
                    found[article].append(row)
            self._told.update(found)
        return [self._event(row) for row in sorted({row for id in article_ids for row in self._told[id]})]

    def _reporting(self, article_ids: Collection[str]) -> list[int]:
        try:
            return sql.reporting(self._path, article_ids)
        except duckdb.IOException:  # as above
            told = (_articles(self[id]) for id in self)
            return [row for row, articles in enumerate(told) if not articles.isdisjoint(article_ids)]

    @cached_property
    def _told(self) -> dict[str, list[int]]:
        """The rows of the events of each article that was asked for: at most those decided on."""
        return {}


def _articles(event: Event) -> set[str]:
    return {report.source.article_id for report in event.reports}
