"""Keeps a store up with its journal while analysts decide: at once where that is quick, else beside the page.

A large store is made anew by a process of its own, a while after the first answer that it lacks: to read it
anew costs every page some seconds. Until then `standing` shows what was decided.
"""

from __future__ import annotations

import functools
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from geo import review
from geo.errors import StoreError
from geo.journal import Entry, Journal
from geo.store import Store

QUICK_S = 0.5  # what an analyst may wait after a key; 160 articles take 0.13 s, 9,600 take 7 s
PATIENCE = 10  # times the renewal's seconds: all pages read a renewed store anew, so not after every answer
BYTES_A_SECOND = 8e6  # a first guess: 60 MB of events took 7 s
PROGRAM = Path(__file__).resolve().parents[2]


class Renewal:
    """What this process knows of one store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: str | None = None  # hash of the last entry that the store has for certain
        self._seconds = store.path.stat().st_size / BYTES_A_SECOND if store.path.exists() else 0.0
        self._timer: threading.Timer | None = None
        self._error: StoreError | None = None
        self.running = False

    def renew(self, entries: Sequence[Entry]) -> StoreError | None:
        """Bring the store up to `entries`; return what stood against it when that was last tried."""
        if not self.pending(entries):
            return None
        if self._seconds <= QUICK_S:
            self.wait()
            self._work(review.renew)
        elif not (self._timer and self._timer.is_alive()):
            self._timer = threading.Timer(PATIENCE * self._seconds, self._work, [renew_apart])
            self._timer.daemon = True  # the journal has it all: the next start catches up
            self._timer.start()
        return self._error

    def wait(self) -> None:
        """Wait until a store that is to be made anew is."""
        if self._timer:
            self._timer.join()

    def pending(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Return the entries that the store may lack."""
        at = next((at for at, entry in enumerate(entries, start=1) if entry.hash == self._known), 0)
        return entries[at:]

    def _work(self, renew: Callable[[Store], None]) -> None:
        start = time.monotonic()
        self.running = True
        try:
            newest = Journal(self._store.journal_path).entries()[-1].hash
            renew(self._store)
            self._known, self._error = newest, None
        except StoreError as error:
            self._error = error
        finally:
            self._seconds, self.running = time.monotonic() - start, False


def renew_apart(store: Store) -> None:
    """Make the store and its cache anew in another process, which slows no page. Raise StoreError."""
    command = [sys.executable, "-m", "geo", "renew", "--store", os.fspath(store.path.resolve())]
    done = subprocess.run(command, cwd=PROGRAM, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode:
        *_, said = done.stderr.strip().splitlines() or ["it ended without a word"]
        raise StoreError(said.removeprefix("dateline: "))


@functools.cache
def renewal(path: Path) -> Renewal:
    """Return the one of a store, the same for all analysts of this process."""
    return Renewal(Store(path))
