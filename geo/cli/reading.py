"""The commands that read: articles, names of places, and what the place index and the weights are made of."""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from tqdm import tqdm

from geo.cli.errors import Errors
from geo.cli.keeping import lost
from geo.errors import DatelineError, InputError, OptionError
from geo.model import Article, Span
from geo.settings import Settings
from geo.view.words import plural


def build(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Read articles into the store; raise InputError, and leave the store alone, where there are none."""
    from geo import pipeline
    from geo.build import build
    from geo.cache import Cache
    from geo.store import Store

    store = Store(arguments.store or settings.store)
    total = None
    if "-" not in arguments.paths:
        total = sum(1 for _ in _articles(arguments.paths, lambda error: None))
    articles = _articles(arguments.paths, errors)
    first = next(articles, None)
    if first is None:
        raise InputError(f"{', '.join(arguments.paths)}: no article to read; {store.path} is as it was")
    with tqdm(total=total, unit=" articles", desc="reading", file=sys.stderr) as bar:
        unchanged = 0

        def on_unchanged(article: Article) -> None:
            nonlocal unchanged
            unchanged += 1

        events = build(
            itertools.chain([first], articles),
            store,
            read=partial(pipeline.read, settings=settings),
            reader=pipeline.reader_version(),
            workers=arguments.workers,
            on_article=lambda article: bar.update(),
            on_unchanged=on_unchanged,
            on_error=errors,
        )
    Cache.open(store)  # made now, lest the first reader of the page wait for it
    placed = sum(event.place is not None for event in events)
    tongue = f" ({errors.foreign} not in English)" if errors.foreign else ""
    failed = f"; {plural(errors.count, 'input')} failed{tongue}, named above" if errors.count else ""
    known = f", {unchanged:,} unchanged" if unchanged else ""
    print(
        f"{store.path}: {plural(bar.n - unchanged, 'article')} read{known}, {plural(len(events), 'event')}, "
        f"{placed:,} with a place{failed}",
        file=sys.stderr,
    )
    lost(store)


def _articles(paths: Iterable[str], errors: Callable[[DatelineError], None]) -> Iterator[Article]:
    from geo import corpus

    return corpus.read(paths, on_error=errors)


def extract(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Print one JSON line an article with the events it reports."""
    from geo.exchange.lines import extract_line
    from geo.pipeline import Pipeline

    pipeline = Pipeline.open(settings)
    for article in _articles(arguments.paths, errors):
        print(extract_line(article, pipeline.reports(article)), flush=True)


def geoparse(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Print one JSON line an article with the places it names."""
    from geo import corpus
    from geo.exchange.lines import geoparse_line
    from geo.pipeline import Pipeline

    pipeline = Pipeline.open(settings)
    for article, record, where in corpus.read_records(arguments.paths, on_error=errors):
        try:
            print(geoparse_line(article, pipeline.toponyms(article, spans=_spans(record))), flush=True)
        except InputError as error:
            errors(InputError(f"{where}: {error}"))


def link(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Print one JSON line a question: where the place of the event is named that a verb of the text tells."""
    from geo import corpus
    from geo.exchange.lines import link_line
    from geo.pipeline import Pipeline

    pipeline = Pipeline.open(settings)
    for article, record, where in corpus.read_records(arguments.paths, on_error=errors):
        try:
            print(link_line(article, pipeline.link(article, _verb(record))), flush=True)
        except InputError as error:
            errors(InputError(f"{where}: {error}"))


def _verb(record: Mapping[str, Any]) -> Span:
    """Return the code points of the record's verb; raise InputError where it has none inside its text."""
    if "verb" not in record:
        raise InputError("no verb; it says where in the text the verb stands, such as [3, 11]")
    try:
        start, end = map(int, record["verb"])
    except (TypeError, ValueError) as error:
        told = json.dumps(record["verb"])
        raise InputError(f"verb is {told:.40}, not a pair of offsets such as [3, 11]") from error
    length = len(str(record.get("text", "")))
    if not 0 <= start < end <= length:
        raise InputError(f"verb [{start}, {end}] lies outside the text, which has {length:,} characters")
    return Span(start, end)


def _spans(record: Mapping[str, Any]) -> list[Span] | None:
    """Return the record's own name spans, None where it has none; raise InputError where they are none."""
    if "spans" not in record:
        return None
    try:
        return [Span(int(start), int(end)) for start, end in record["spans"]]
    except (TypeError, ValueError) as error:
        raise InputError("spans are pairs of offsets, such as [[0, 5]]") from error


def build_places(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Build the place index where it is missing, stale or corrupt, or where dumps are to be added to it."""
    from geo.places import index

    if index.is_current(settings.gazetteer) and not arguments.geonames:
        print(f"{settings.gazetteer}: up to date, nothing to build", file=sys.stderr)
        return
    with tqdm(desc="place index", unit=" steps", file=sys.stderr) as bar:

        def on_progress(step: str, done: int, total: int) -> None:
            bar.set_description(step)
            bar.total = total
            bar.update(done - bar.n)

        index.build_index(settings.gazetteer, dumps=arguments.geonames, on_progress=on_progress)


def train_merging(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Learn from labelled reports which of them tell one incident, and print what was learned."""
    from geo.learn.merging import train

    for line in train(arguments.reports, arguments.gold):
        print(line)


def train_events(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Learn from labelled articles which events a text tells as having happened, and print it."""
    from geo.learn.events import train
    from geo.pipeline import Pipeline

    if len(arguments.sources) % 2:
        raise OptionError(f"{arguments.sources[-1]}: articles without their gold; give pairs")
    pairs = zip(arguments.sources[::2], arguments.sources[1::2], strict=True)
    sources = [(_articles([str(articles)], errors), gold) for articles, gold in pairs]
    for line in train(sources, read=Pipeline.open(settings).readings):
        print(line)


def train_actors(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Learn from labelled articles which of a text's parties is an event's suspect, and print it."""
    from geo.learn.actors import train
    from geo.pipeline import Pipeline

    articles = _articles([str(arguments.articles)], errors)
    for line in train(articles, arguments.gold, read=Pipeline.open(settings).contests):
        print(line)
