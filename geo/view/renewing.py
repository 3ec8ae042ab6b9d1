"""Keeps a store up with its journal while analysts decide: at once where that is quick, else in a thread.

Until the store has what was decided, `events` shows it all the same: the pending entries are applied to what
the store holds. Doing so twice changes nothing, so a build that has applied them meanwhile does no harm.
"""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from geo import review
from geo.errors import StoreError
from geo.journal import Entry, Journal, active, apply
from geo.model import Event
from geo.store import Store

QUICK_S = 0.5  # what an analyst may wait after a key; 160 articles take 0.13 s, 9,600 take 7 s
PATIENCE = 10  # times the renewal's seconds: all pages read a renewed store anew, so not after every answer
BYTES_A_SECOND = 8e6  # a first guess: 60 MB of events took 7 s


class Renewal:
    """What this process knows of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: str | None = None  # hash of the last entry that the store has for certain
        self._seconds = store.path.stat().st_size / BYTES_A_SECOND if store.path.exists() else 0.0
        self._timer: threading.Timer | None = None
        self._error: StoreError | None = None

    def renew(self, entries: Sequence[Entry]) -> StoreError | None:
        """Bring the store up to `entries`; return what stood against it when that was last tried."""
        if not self.pending(entries):
            return None
        undoing = any(entry.kind == "undo" for entry in self.pending(entries))
        if undoing or self._seconds <= QUICK_S:  # what is undone can only be told from the reports
            if self._timer:
                self._timer.cancel()
            self.wait()
            self._work()
        elif not (self._timer and self._timer.is_alive()):
            self._timer = threading.Timer(PATIENCE * self._seconds, self._work)
            self._timer.daemon = True  # the journal has it all: the next start catches up
            self._timer.start()
        return self._error

    def wait(self) -> None:
        """Wait for the thread."""
        if self._timer:
            self._timer.join()

    def pending(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Return the entries that the store may lack."""
        at = next((at for at, entry in enumerate(entries, start=1) if entry.hash == self._known), 0)
        return entries[at:]

    def events(self, held: Iterable[Event], entries: Sequence[Entry]) -> list[Event]:
        """Return the events that the store holds, with what is pending."""
        waiting = {entry.id for entry in self.pending(entries)}
        return apply(held, [entry for entry in active(entries) if entry.id in waiting])[0]

    def _work(self) -> None:
        start = time.monotonic()
        try:
            newest = Journal(self._store.journal_path).entries()[-1].hash
            review.renew(self._store)
            self._known, self._error = newest, None
        except StoreError as error:
            self._error = error
        self._seconds = time.monotonic() - start


@functools.cache
def renewal(path: Path) -> Renewal:
    """Return the one of a store, the same for all analysts of this process."""
    return Renewal(Store(path))
