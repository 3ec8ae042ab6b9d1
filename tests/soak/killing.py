"""Kill a build at a random moment, again and again: afterwards the store opens, nothing is lost or doubled.

`build_forever` is what is killed: it builds one batch of articles after the other, changes some and withdraws
some, and says what it has begun and what it has ended. `Survivor` is who looks after it. Moments are drawn by
a seeded generator and named in each failure.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from geo.build import build
from geo.cache import Cache
from geo.model import Article, Report
from geo.store import Store, checking
from tests import factories

BATCH = 12  # articles of a build
MOST_WORDS = 12  # said before the kill: two batches and some
LONGEST_S = 0.05  # between the last of them and the kill: a build, and what comes after it
STEPS = {
    ("begun", 1): "reading what is new",
    ("built", 1): "between two builds",
    ("begun", 2): "reading what has changed",
    ("built", 2): "withdrawing",
    ("withdrawn", 0): "making the cache",
}

Said = tuple[str, int, int]  # what was begun or ended, batch, version

_forking = multiprocessing.get_context("forkserver")  # one process that has imported all, and is copied
_forking.set_forkserver_preload([__name__, "tests.soak.reviewing"])


def read(article: Article) -> list[Report]:
    """Read one report of a day of its own from an article, so that each article is one event."""
    number = int(article.id[1:])
    day = f"{1900 + number // 300}-{1 + number // 25 % 12:02}-{1 + number % 25:02}"
    return [
        factories.report(
            article=article.id, when=factories.day(day), quote=article.text, place=factories.GOMA
        )
    ]


def batch(number: int, *, version: int) -> list[Article]:
    """Return the articles of a batch; another version is another text under the same ids."""
    first = number * BATCH
    return [
        factories.article(f"n{at}", text=f"Shells fell, version {version}.")
        for at in range(first, first + BATCH)
    ]


def build_forever(say: Connection, path: Path, first: int) -> None:
    """Build batch after batch from `first`, each twice with other texts, and withdraw its first article."""
    store, number = Store(path), first
    while True:
        for version in (1, 2):
            say.send(("begun", number, version))
            built(store, batch(number, version=version))
            say.send(("built", number, version))
        with store.writing() as writer:
            writer.forget(first_of(number))
            writer.commit()
        say.send(("withdrawn", number, 0))
        Cache.open(store)
        number += 1


def built(store: Store, articles: list[Article]) -> None:
    """Bring the store up to date with the articles."""
    build(articles, store, read=read, reader="1", on_article=lambda article: None, on_error=print)


def first_of(number: int) -> str:
    """Return the id of the first article of a batch, which is withdrawn."""
    return f"n{number * BATCH}"


def killed(work: Callable[..., None], *given: object, words: int = 1, wait_s: float) -> list[Any]:
    """Run `work(say, *given)` in a process of its own, kill that with SIGKILL so long after so many words,
    and return all that it said.
    """
    here, there = _forking.Pipe(duplex=False)
    process = _forking.Process(target=work, args=(there, *given))
    process.start()
    there.close()
    said = [here.recv() for _ in range(words)]
    time.sleep(wait_s)
    process.kill()
    with contextlib.suppress(EOFError):
        while True:
            said.append(here.recv())
    process.join()
    process.close()
    here.close()
    return said


class Survivor:
    """Starts a build, kills it after a while, and looks at what is left."""

    def __init__(self, folder: Path, *, seed: int) -> None:
        self.store = Store(folder / "events.geojson")
        self.chance = random.Random(seed)
        self.built: dict[int, int] = {}  # batch -> version that was said to be in the store
        self.withdrawn: set[int] = set()
        self.at = 0
        self.steps = Counter[str]()  # what was being done at each kill

    def kill_once(self) -> None:
        """Kill one build with SIGKILL and look; raise AssertionError saying what is lost or doubled."""
        words, wait = self.chance.randint(1, MOST_WORDS), self.chance.uniform(0, LONGEST_S)
        said = killed(build_forever, self.store.path, self.at, words=words, wait_s=wait)
        step = STEPS[said[-1][0], said[-1][2]]
        self.steps[step] += 1
        self._look(self._note(said), f"killed {step}, {wait:.4f} s after {words} words")
        self.at = max(self.built, default=self.at) + 1

    def _note(self, said: list[Said]) -> tuple[int, int] | None:
        """Note what was ended; return the batch and version that were begun last and not ended."""
        begun = None
        for what, number, version in said:
            if what == "begun":
                begun = (number, version)
            elif what == "built":
                self.built[number], begun = version, None
            else:
                self.withdrawn.add(number)
        return begun

    def _look(self, begun: tuple[int, int] | None, moment: str) -> None:
        """Look at the store as it is, then go on with what was begun, and look again."""
        self._nothing_lost(begun, moment)
        number, version = begun or (max(self.built, default=0), 2)
        built(self.store, batch(number, version=version))
        self.built[number] = version
        self.withdrawn.discard(number)
        self._nothing_lost(None, moment)
        assert list(checking.findings(self.store)) == [], moment
        cache = Cache.open(self.store)
        assert list(cache) == [event.id for event in self.store.events()], moment
        assert not list(self.store.path.parent.glob(".*.tmp")), moment

    def _nothing_lost(self, begun: tuple[int, int] | None, moment: str) -> None:
        """Every article that was ever said to be built stands in exactly one event, in its last version, but
        for the batch that was being built and the articles that may just have been withdrawn.
        """
        told: dict[str, list[str]] = {}
        for event in self.store.events():
            for report in event.reports:
                told.setdefault(report.source.article_id, []).append(report.quote)
        doubled = {id: quotes for id, quotes in told.items() if len(quotes) > 1}
        assert not doubled, f"{moment}: {doubled}"
        for number, version in self.built.items():
            if begun and number == begun[0]:
                continue
            for article in batch(number, version=version):
                is_first = article.id == first_of(number)
                if is_first and number in self.withdrawn:
                    assert article.id not in told, f"{moment}: {article.id} was withdrawn and is back"
                elif not (is_first and number == max(self.built)):  # which may just have been withdrawn
                    assert told.get(article.id) == [article.text], f"{moment}: {article.id} is lost"
