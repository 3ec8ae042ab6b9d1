"""Articles that a person gives -> a store, in a thread that can be watched and stopped.

What a run has done, which articles it knew, what it could not read and what stood against it is all in its
`Progress`. The store's own lock keeps other writers away; what was read before a stop is kept.
"""

from __future__ import annotations

import functools
import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from geo.build import build
from geo.cache import Cache
from geo.errors import DatelineError, InputError
from geo.model import Article, Report
from geo.store import Store

State = Literal["waiting", "reading", "merging", "done", "stopped", "failed"]
Give = Callable[[Callable[[DatelineError], None]], Iterable[Article]]


@dataclass(frozen=True, slots=True)
class Known:
    """An article that the store has: under its own id, or the same text under another."""

    id: str
    held_as: str


@dataclass(frozen=True, slots=True)
class Progress:
    """What a run has come to: of how many articles, ids of those it read (`replaced`: the store had another
    text under the id), those it knew, and errors, a line each.
    """

    state: State = "waiting"
    total: int | None = None
    read: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    known: tuple[Known, ...] = ()
    errors: tuple[str, ...] = ()
    failure: str | None = None

    @property
    def running(self) -> bool:
        """Return whether the run goes on."""
        return self.state in ("waiting", "reading", "merging")


class Adding:
    """One run. `give` yields the articles and tells what it cannot read to the function it is called with; it
    is called a first time to count them. `read` and `reader` are as in `build`.
    """

    def __init__(
        self, store: Store, give: Give, *, read: Callable[[Article], list[Report]], reader: str
    ) -> None:
        self._store, self._give, self._read, self._reader = store, give, read, reader
        self._progress = Progress()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True, name="adding articles")

    @property
    def progress(self) -> Progress:
        """Return how far it is."""
        return self._progress

    def start(self) -> None:
        """Begin; return at once."""
        self._thread.start()

    def stop(self) -> None:
        """Ask it to end after the article in hand; what was read until then is kept."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> None:
        """Wait for it to end."""
        self._thread.join(seconds)

    def _work(self) -> None:
        try:
            build(
                self._articles(),
                self._store,
                read=self._noted,
                reader=self._reader,
                on_article=self._pass,
                on_error=self._fault,
            )
            Cache.open(self._store)  # made now, lest the next page wait for it
            self._set(state="stopped" if self._stop.is_set() else "done")
        except DatelineError as error:
            self._set(state="failed", failure=str(error))
        except Exception as error:  # said on the page; a thread that dies in silence would seem to run on
            self._set(state="failed", failure=f"{type(error).__name__}: {error}")

    def _articles(self) -> Iterator[Article]:
        """Yield what is to be read: not what the store has under another id, and nothing after a stop."""
        held = {_digest(record.article.text): record.article.id for record in self._store.articles()}
        ids = set(held.values())
        self._set(state="reading", total=sum(1 for _ in self._give(lambda error: None)))
        for article in self._give(self._fault):
            if self._stop.is_set():
                break
            twin = held.get(_digest(article.text))
            if twin is None and article.id in ids:
                self._set(replaced=(*self._progress.replaced, article.id))
            if twin in (None, article.id):
                yield article
            else:
                self._set(known=(*self._progress.known, Known(article.id, str(twin))))
        self._set(state="merging")

    def _noted(self, article: Article) -> list[Report]:
        reports = self._read(article)
        self._set(read=(*self._progress.read, article.id))
        return reports

    def _pass(self, article: Article) -> None:
        failed = any(line.startswith(f"{article.id}: ") for line in self._progress.errors)
        if not failed and article.id not in self._progress.read:
            self._set(known=(*self._progress.known, Known(article.id, article.id)))

    def _fault(self, error: DatelineError) -> None:
        self._set(errors=(*self._progress.errors, str(error)))

    def _set(self, **changed: object) -> None:
        self._progress = replace(self._progress, **changed)  # type: ignore[arg-type]


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class Desk:
    """The runs of one store in this process: one at a time, the last one kept to be looked at."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last: Adding | None = None

    @property
    def last(self) -> Adding | None:
        """Return the run that goes on or went last."""
        return self._last

    def begin(self, adding: Adding) -> None:
        """Start a run; raise InputError while another goes on."""
        with self._lock:
            if self._last and self._last.progress.running:
                raise InputError("articles are being added already; wait for that to end, or stop it")
            self._last = adding
            adding.start()


@functools.cache
def desk(path: Path) -> Desk:
    """Return the one of a store, the same for all people of this process."""
    return Desk()
