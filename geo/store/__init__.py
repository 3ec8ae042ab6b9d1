"""The store: events as GeoJSON, and beside them what was read from each article.

`events.geojson` is the result (`features`; its first and last line: `sealing`). `events.reports.jsonl`
keeps, article by article, the text and the reports read from it (`records`), `events.journal.jsonl` what
analysts decided (`geo.journal`). The GeoJSON is a function of both and of the ids that it had before, which
stay. While a build runs, what it has read is appended to `events.reports.jsonl.part`, so that a build that
was killed goes on where it stopped (`writer`). Files are replaced whole (`geo.disk`): a reader needs no lock
and sees the old or the new one. `checking` compares them. An older schema is read through `migrations`.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from geo import disk
from geo.errors import StoreError
from geo.journal import Entry
from geo.model import Event
from geo.store import anchoring, features, records
from geo.store.features import collection, event_of, feature
from geo.store.migrations import SCHEMA
from geo.store.records import ArticleRecord, Shelf
from geo.store.writer import Writer

__all__ = ["SCHEMA", "ArticleRecord", "Shelf", "Store", "Writer", "collection", "event_of", "feature"]

LOCK_TIMEOUT_S = (
    2  # long enough for a reader's pause, short enough to be told at once that a build is running
)


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
        return list(self.stream())

    def stream(self) -> Iterator[Event]:
        """Yield all events, in memory one at a time, and of one version though the store is replaced
        meanwhile. Raise StoreError.
        """
        with self.opened() as file:
            if file is not None:
                yield from (line.event for line in features.read(file, name=str(self.path)))

    @contextlib.contextmanager
    def opened(self) -> Iterator[BinaryIO | None]:
        """Hold the file of events as it is now; None where nothing was built yet. Raise StoreError."""
        try:
            file = self.path.open("rb")
        except FileNotFoundError:
            yield None
            return
        except OSError as error:
            raise StoreError(f"{self.path}: cannot be read ({error.strerror})") from error
        with file:
            yield file

    def check(self, entries: Sequence[Entry]) -> None:
        """Raise JournalError where the journal's entries lack decisions that the store was made with."""
        with self.opened() as file:
            anchoring.check(file, entries, store=self.path, journal=self.journal_path)

    def articles(self) -> list[ArticleRecord]:
        """Return all articles that were read, by id. Raise StoreError naming file, line and cause."""
        return sorted(records.read(self.reports_path), key=lambda record: record.article.id)

    def shelf(self) -> Shelf:
        """Return all articles by id, each read when it is asked for. Raise StoreError."""
        return Shelf(self.reports_path)

    @contextlib.contextmanager
    def resting(self) -> Iterator[None]:
        """Keep writers away for as long as the files are compared; where the folder is read-only there are
        none. Raise StoreError where another process writes.
        """
        if not self.path.parent.exists() or not os.access(self.path.parent, os.W_OK):
            yield
            return
        with self._held():
            yield

    @contextlib.contextmanager
    def writing(self) -> Iterator[Writer]:
        """Hold the store for one writer. Raise StoreError where another process writes or the folder is
        read-only.
        """
        with self._held():
            yield Writer(self)

    def _held(self) -> contextlib.AbstractContextManager[None]:
        held = "another process is building this store; wait for it to end"
        return disk.locked(self.path, lock=self.lock_path, wait_s=LOCK_TIMEOUT_S, held=held, error=StoreError)
