"""A store of a million events: seconds and peak memory of each thing that is done with it.

Made of the sample's events, each copy on another day, elsewhere and told by articles of its own. Each figure
is of a process that does nothing else, so that its peak memory is its own. Part of `make bench`; alone:
`python -m tests.bench.million [EVENTS]`.
"""

from __future__ import annotations

import datetime as dt
import itertools
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from geo import cache as caches
from geo import corpus, query
from geo.build import build
from geo.cache import Cache
from geo.disk import replace as replace_file
from geo.model import Event
from geo.pipeline import Pipeline
from geo.query import Filter
from geo.settings import Settings
from geo.store import ArticleRecord, Store, checking, features, records

EVENTS = 1_000_000
SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"
ASKED = Filter(date_from=dt.date(2020, 1, 1), countries=("IQ", "SY"), actors=("islamic-state",), text="bomb")


def main(events: int = EVENTS) -> None:
    """Print seconds and peak memory of each step, for a store of so many events."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        store = Store(Path(folder) / "events.geojson")
        sample = Store(Path(folder) / "sample.geojson")
        alone(read_sample, sample)
        steps: dict[str, Callable[[Store], str | Spent]] = {
            "read, one by one": read_stream,
            "make the cache": make_cache,
            "open from the cache": open_cache,
            "one filter, DuckDB": ask,
            "a run of the page": page,
            "one event's reports": detail,
            "verify": verify,
        }
        say("write", *alone(write, store, sample, events))
        for what, step in steps.items():
            say(what, *middle(step, store))


class Spent(NamedTuple):
    """What a step took, by the clock and of all processors together, and what it says."""

    seconds: float
    processor_s: float
    said: str


def alone(work: Callable[..., str | Spent], *given: object) -> tuple[Spent, float]:
    """Return what work done in a process of its own took, and its peak memory in MB."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_measured, args=(there, work, given))
    process.start()
    there.close()
    try:
        result: tuple[Spent, float] = here.recv()
    except EOFError:
        result = (Spent(0.0, 0.0, "failed: out of memory?"), 0.0)
    process.join()
    return result


def middle(step: Callable[[Store], str | Spent], store: Store) -> tuple[Spent, float]:
    """Return what a step took; of one that only reads, which follows the disk, the middle of three."""
    times = 3 if step in (open_cache, ask, page, detail) else 1
    return sorted(alone(step, store) for _ in range(times))[times // 2]


def _measured(answer: Connection, work: Callable[..., str | Spent], given: tuple[object, ...]) -> None:
    begun, used = time.perf_counter(), time.process_time()
    said = work(*given)
    if isinstance(said, str):
        said = Spent(time.perf_counter() - begun, time.process_time() - used, said)
    answer.send((said, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def timed(work: Callable[[], object], said: Callable[[object], str]) -> Spent:
    """Return what the work alone took, without what had to be ready before."""
    begun, used = time.perf_counter(), time.process_time()
    result = work()
    return Spent(time.perf_counter() - begun, time.process_time() - used, said(result))


def copies(events: list[Event], number: int) -> Iterator[Event]:
    """Yield so many events: the given ones again and again, with other ids, days, places and articles."""
    for at, event in zip(range(number), itertools.cycle(events), strict=False):
        turn = at // len(events)
        days = dt.timedelta(days=turn % 3650)
        when = replace(
            event.when,
            date=event.when.date and event.when.date - days,
            end=event.when.end and event.when.end - days,
        )
        place = event.place and replace(
            event.place,
            name=f"{event.place.name} {turn}",
            lat=round(event.place.lat * 0.9 + turn % 1000 / 500, 4),
            lon=round(event.place.lon * 0.9 + turn % 997 / 500, 4),
        )
        reports = tuple(
            replace(
                report,
                source=replace(report.source, article_id=f"{report.source.article_id}-{turn}"),
                quote=f"{report.quote} ({turn})",
                start=0,
                end=len(f"{report.quote} ({turn})"),
                when=when,
                place=place,
            )
            for report in event.reports
        )
        yield replace(event, id=f"{event.id}-{turn}", when=when, place=place, reports=reports)


def read_sample(store: Store) -> str:
    pipeline = Pipeline.open(Settings.from_environment())
    articles = corpus.read([SAMPLE], on_error=print)
    events = build(articles, store, read=pipeline.reports, reader="1", on_article=id, on_error=print)
    return f"{len(events)} events"


def write(store: Store, sample: Store, number: int) -> Spent:
    events, articles = sample.events(), {record.article.id: record for record in sample.articles()}

    def written() -> int:
        replace_file(store.path, features.lines(copies(events, number)))
        return store.path.stat().st_size

    said = timed(written, lambda size: f"{number:,} events, {size / 1e9:.1f} GB")  # type: ignore[operator]
    replace_file(store.reports_path, _records(events, articles, number))  # what `verify` compares it with
    return said


def _records(events: list[Event], articles: dict[str, ArticleRecord], number: int) -> Iterator[bytes]:
    """Yield a line for each article of the copies; of several with one text, the text is kept once only."""
    for event in copies(events, number):
        for report in event.reports:
            original = articles[report.source.article_id.rpartition("-")[0]]
            article = replace(original.article, id=report.source.article_id, text=report.quote)
            yield records.line(ArticleRecord(article, "1", (report,)))


def read_stream(store: Store) -> str:
    return f"{sum(len(event.reports) for event in store.stream()):,} reports"


def make_cache(store: Store) -> str:
    cache = Cache.open(store)
    size = sum(path.stat().st_size for path in store.path.parent.glob(".events.*.parquet"))
    return f"{len(cache):,} rows, {size / 1e6:,.0f} MB"


def open_cache(store: Store) -> Spent:
    return timed(lambda: Cache.open(store), lambda cache: f"{len(cache):,} rows, ready to filter")  # type: ignore[arg-type]


def ask(store: Store) -> Spent:
    cache = Cache.open(store)
    found = "events with their reports: two countries, one actor, since a day, a word"
    return timed(lambda: cache.matching(ASKED), lambda events: f"{len(events):,} {found}")  # type: ignore[arg-type]


def page(store: Store) -> Spent:
    """Do what each run of the map page asks of the table, in memory."""
    table = Cache.open(store).table
    asked = replace(ASKED, text=None)

    def run() -> int:
        for column in ("actor_key", "attribution", "country", "type"):
            query.counts(table, asked, column)  # type: ignore[arg-type]
        query.left_out(table, asked)
        return len(query.select(table, asked))

    return timed(run, lambda number: f"{number:,} events selected, values of four filters counted")


def detail(store: Store) -> Spent:
    cache = Cache.open(store)
    id = cache.table["id"].iloc[len(cache) // 2]
    return timed(lambda: cache[id], lambda event: f"of {id}")


def verify(store: Store) -> str:
    found = [line for check in (checking.findings, caches.findings) for line in check(store)]
    return f"{len(found)} findings: {found[0] if found else None}"


def say(what: str, spent: Spent, peak_mb: float) -> None:
    """Print one step: seconds by the clock, of which the processors', and peak memory."""
    times = f"{spent.seconds:>9,.2f} s {spent.processor_s:>9,.2f} s of processors"
    print(f"{what:<20}{times}{peak_mb:>8,.0f} MB  {spent.said}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
