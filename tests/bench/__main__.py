"""`make bench`: print how fast Dateline reads, looks up, draws and starts, each figure with its making.

Every figure is of this run on this machine; nothing is kept. The named baseline is spaCy's full pipeline
alone over the same texts, in the same process and minute.
"""

from __future__ import annotations

import datetime as dt
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from pathlib import Path

from spacy.language import Language

from geo import corpus, query
from geo.build import build
from geo.errors import DatelineError
from geo.extract import language
from geo.model import Article
from geo.pipeline import Pipeline
from geo.places import Gazetteer, geoparse, regions
from geo.query import Filter
from geo.settings import Settings
from geo.snapshot import snapshot
from geo.store import Store
from geo.view.webpage import webpage
from tests.bench import merging, million, pages

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample"
EVERYDAY = Path(__file__).parent / "everyday"  # short articles of our own about other things
LONG_RUN = (1_000, 4_000, 10_000)  # articles after which memory is looked at
TIMES = (1, 2, 4)
LOOK_UPS = 2000
START_LIMIT_S = 120
TODAY = dt.date(2025, 1, 1)


def main() -> None:
    """Print every figure on a line of its own."""
    settings = Settings.from_environment()
    articles = list(corpus.read([SAMPLE], on_error=lambda error: print(error, file=sys.stderr)))
    words = sum(len(article.text.split()) for article in articles)
    say("articles", len(articles), "", f"{words / len(articles):.0f} words each, the sample corpus")
    pipeline = Pipeline.open(settings)
    reading(pipeline, articles)
    short = list(corpus.read([EVERYDAY], on_error=lambda error: print(error, file=sys.stderr)))
    sifting(pipeline, articles, doubled(short))
    look_ups(pipeline)
    placing(pipeline, articles, settings)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "events.geojson")
        spent = seconds(lambda: built(articles, store, pipeline))
        say("build", len(articles) / spent, "articles/s", "one process, read, merged and written")
        drawing(store)
    say("peak memory", peak_mb(), "MB", "this process: both pipelines, gazetteer, pictures")
    merging.measure([report for article in articles for report in pipeline.reports(article)])
    pages.main()
    million.main()


def reading(pipeline: Pipeline, articles: list[Article]) -> None:
    """Print articles a second of our pipeline and of spaCy alone, and how the cost grows."""
    once = next(iter(articles))
    pipeline.reports(once)
    full = full_pipeline()
    full(once.text)
    baseline = len(articles) / seconds(lambda: [full(article.text) for article in articles])
    for times in TIMES:
        read = list(islice(repeated(articles), times * len(articles)))
        spent = seconds(lambda read=read: [pipeline.reports(article) for article in read])
        rate = len(read) / spent
        say(
            "pipeline",
            rate,
            "articles/s",
            f"{len(read)} articles in {spent:.1f} s, {rate / baseline:.2f} x spaCy",
        )
    say(
        "spaCy alone",
        baseline,
        "articles/s",
        f"{full.meta['lang']}_{full.meta['name']}, {', '.join(full.pipe_names)}",
    )


def sifting(pipeline: Pipeline, articles: list[Article], everyday: list[Article]) -> None:
    """Print articles a second where nine of ten are about something else, and the memory of a long run."""
    some = list(islice(stream(articles, everyday), 10 * len(everyday)))
    full = full_pipeline()
    baseline = len(some) / seconds(lambda: [full(article.text) for article in some])
    rate = len(some) / seconds(lambda: [pipeline.reports(article) for article in some])
    how = f"nine of ten about other things, {rate / baseline:.1f} x spaCy ({baseline:.1f} articles/s)"
    say("pipeline, mixed news", rate, "articles/s", how)
    done, mixed = 0, stream(articles, everyday)
    for goal in LONG_RUN:
        for article in islice(mixed, goal - done):
            pipeline.reports(article)
        done = goal
        say("peak memory", peak_mb(), "MB", f"after {done:,} articles of mixed news, one process")


def stream(articles: list[Article], everyday: list[Article]) -> Iterator[Article]:
    """Yield nine everyday articles, then one of the sample, again and again, under ever new ids."""
    ours, others = repeated(articles), repeated(everyday)
    while True:
        yield from islice(others, 9)
        yield next(ours)


def doubled(short: list[Article]) -> list[Article]:
    """Return each everyday text with the next one behind it: as long as the sample's articles are."""
    following = [*short[1:], short[0]]
    return [replace(one, text=f"{one.text}\n{two.text}") for one, two in zip(short, following, strict=True)]


def peak_mb() -> float:
    """Return the most memory this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def built(articles: list[Article], store: Store, pipeline: Pipeline) -> None:
    """Build a store from nothing."""

    def fail(error: DatelineError) -> None:
        raise error

    build(articles, store, read=pipeline.reports, reader="bench", on_article=lambda _: None, on_error=fail)


def full_pipeline() -> Language:
    """Return the model that Dateline parses with, as its makers load it."""
    name = next(name for name in language.MODELS if find_spec(name))
    nlp = import_module(name).load()
    assert isinstance(nlp, Language)
    return nlp


def repeated(articles: list[Article]) -> Iterator[Article]:
    """Yield the articles again and again, each time under other ids."""
    turn = 0
    while True:
        for article in articles:
            yield replace(article, id=f"{article.id}-{turn}")
        turn += 1


def look_ups(pipeline: Pipeline) -> None:
    """Print look-ups a second of names that were not asked before, and of the same again."""
    names = list(regions.polygons("province")["name"])[:LOOK_UPS]
    for what in ("new names", "names again"):
        spent = seconds(lambda: [pipeline.gazetteer.candidates(name) for name in names])
        say(f"look-ups, {what}", len(names) / spent, "/s", f"{len(names)} names of provinces")


def placing(pipeline: Pipeline, articles: list[Article], settings: Settings) -> None:
    """Print documents a second whose places are found, the parse left out, and the size of the index."""
    parsed = [language.parse(pipeline.nlp, article) for article in articles]
    fresh = Gazetteer.open(settings.gazetteer)  # asked nothing before
    for what in ("names not asked before", "names again"):
        spent = seconds(lambda: [geoparse(doc, gazetteer=fresh) for doc in parsed])
        say("places, beyond the parse", len(parsed) / spent, "docs/s", what)
    size = settings.gazetteer.stat().st_size / 1024**2
    say("place index", size, "MB", "on disk; read from there, names asked for are kept in memory")


def drawing(store: Store) -> None:
    """Print seconds for each format of the snapshot, the second time, with the outlines read."""
    events = store.events()
    table = query.table(events, country_name=regions.country_name, admin1_name=regions.admin1_name)
    everything = Filter(background=True)
    pictures: dict[str, Callable[[], bytes]] = {
        format: lambda format=format: snapshot(table, filter=everything, format=format, made=TODAY)
        for format in ("png", "svg", "pdf")
    }
    pictures["html"] = lambda: webpage(events, filter=everything, made=TODAY)
    for format, draw in pictures.items():
        size = len(draw())
        say(f"snapshot .{format}", seconds(draw), "s", f"{len(events)} events, {size / 1024:,.0f} KB")


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def say(what: str, value: float, unit: str, how: str) -> None:
    """Print one figure."""
    print(f"{what:<26}{value:>10,.2f} {unit:<11}{how}", flush=True)


if __name__ == "__main__":
    main()
