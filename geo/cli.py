"""The commands: arguments in, progress and one-line errors to stderr, results to stdout, an exit code.

Exit codes: 0 success; 1 some inputs failed, each named on stderr, the rest done; 2 wrong usage; 130 stopped
by Ctrl-C. Imports that cost a second stand inside the command that needs them, so that `--help` answers at
once.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from tqdm import tqdm

from geo.errors import DatelineError, InputError
from geo.model import Article, Attribution, Event, Span
from geo.settings import Settings
from geo.view import escape

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.query import Filter

SNAPSHOT_FORMATS = (".png", ".svg", ".pdf", ".html")
EXPORT_FORMATS = (".geojson", ".csv")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = _parser().parse_args(argv)
    settings = Settings.from_environment()
    errors = Errors()
    try:
        arguments.run(arguments, settings, errors)
    except DatelineError as error:
        errors(error)
    except KeyboardInterrupt:
        print("stopped; what was read is kept, run it again to go on", file=sys.stderr)
        return 130
    except BrokenPipeError:  # the reader of our output has gone, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1 if errors.count else 0


class Errors:
    """Prints each error as one safe line on stderr and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: DatelineError) -> None:
        """Print and count one error."""
        self.count += 1
        tqdm.write(f"dateline: {escape.terminal(str(error))}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m geo", description="Dateline: an event map from the news."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    build = _command(commands, "build", _build, "read articles into the event store")
    _paths(build)
    _store(build)
    build.add_argument("--workers", type=int, default=1, metavar="N", help="processes that read (default 1)")

    _paths(
        _command(commands, "extract", _extract, "print one JSON line an article with the events it reports")
    )
    _paths(
        _command(commands, "geoparse", _geoparse, "print one JSON line an article with the places it names")
    )

    locate = _command(commands, "locate", _locate, "print where a place is")
    locate.add_argument("name", help='for instance "Green Zone, Baghdad"')
    locate.add_argument(
        "--provider", default="gazetteer", help="gazetteer (offline, default) or nominatim (asks its server)"
    )

    snapshot = _command(
        commands, "snapshot", _snapshot, "draw the filtered events as a picture or a single page"
    )
    _output(snapshot, SNAPSHOT_FORMATS)
    snapshot.add_argument("--title", default=None)
    _store(snapshot)
    _filters(snapshot)

    export = _command(commands, "export", _export, "write the filtered events to a file")
    _output(export, EXPORT_FORMATS)
    _store(export)
    _filters(export)

    places = commands.add_parser("places", help="the place index").add_subparsers(
        dest="places", required=True
    )
    _command(places, "build", _places_build, "build the place index where it is missing or stale")

    train = commands.add_parser("train", help="the learned weights").add_subparsers(
        dest="train", required=True
    )
    merging = _command(train, "merging", _train_merging, "learn which reports tell one incident")
    merging.add_argument("reports", type=Path, help="JSON lines in MAVERICK's layout")
    merging.add_argument("gold", type=Path, help="JSON lines with id and event")
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace, Settings, Errors], None],
    summary: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
    command.set_defaults(run=run)
    return command


def _paths(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "paths", nargs="+", metavar="PATH", help="files, folders or globs; - is standard input"
    )


def _store(command: argparse.ArgumentParser) -> None:
    command.add_argument("--store", type=Path, default=None, metavar="F", help="default data/events.geojson")


def _filters(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group(
        "filters", "options that may be given several times widen, the others narrow"
    )
    group.add_argument("--from", dest="date_from", type=_day, metavar="DAY")
    group.add_argument("--to", dest="date_to", type=_day, metavar="DAY")
    group.add_argument("--actor", action="append", default=[], help="name or id of the suspected actor")
    group.add_argument("--attribution", action="append", default=[], choices=get_args(Attribution))
    group.add_argument("--type", action="append", default=[])
    group.add_argument(
        "--country", type=_country, action="append", default=[], help="ISO alpha-2 code or name"
    )
    group.add_argument("--region", action="append", default=[], help="ISO 3166-2 code of a province")
    group.add_argument("--bbox", type=_bbox, default=None, metavar="W,S,E,N", help="degrees")
    group.add_argument("--min-confidence", type=float, default=0.0)
    group.add_argument("--text", default=None)
    group.add_argument("--include-background", action="store_true")


def _bbox(text: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError("four numbers: west,south,east,north") from error
    return west, south, east, north


def _output(command: argparse.ArgumentParser, suffixes: Sequence[str]) -> None:
    def path(text: str) -> Path:
        if Path(text).suffix.lower() not in suffixes:
            raise argparse.ArgumentTypeError(f"{text!r} ends in none of {' '.join(suffixes)}")
        return Path(text)

    command.add_argument("--output", type=path, required=True, metavar="FILE", help=" ".join(suffixes))


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2024-03-31") from error


def _country(text: str) -> str:
    from geo.places import regions

    code = regions.country_code(text)
    if code is None:
        raise argparse.ArgumentTypeError(f"no country is called {text!r}")
    return code


def _events(arguments: argparse.Namespace, settings: Settings) -> list[Event]:
    """Return the events of the store that is asked for; an empty picture of a mistyped path would mislead."""
    from geo.store import Store

    store = Store(arguments.store or settings.store)
    if not store.path.exists():
        raise InputError(
            f"{store.path}: no such store; make it with: python -m geo build PATH --store {store.path}"
        )
    return store.events()


def _articles(paths: Iterable[str], errors: Callable[[DatelineError], None]) -> Iterator[Article]:
    from geo import corpus

    return corpus.read(paths, on_error=errors)


def _build(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    from geo import pipeline
    from geo.build import build
    from geo.store import Store

    store = Store(arguments.store or settings.store)
    total = None
    if "-" not in arguments.paths:
        total = sum(1 for _ in _articles(arguments.paths, lambda error: None))
    with tqdm(total=total, unit=" articles", desc="reading", file=sys.stderr) as bar:
        events = build(
            _articles(arguments.paths, errors),
            store,
            read=partial(pipeline.read, settings=settings),
            reader=pipeline.reader_version(),
            workers=arguments.workers,
            on_article=lambda article: _advance(bar),
            on_error=errors,
        )
    placed = sum(event.place is not None for event in events)
    print(f"{store.path}: {len(events)} events, {placed} with a place", file=sys.stderr)


def _advance(bar: tqdm) -> None:
    bar.update()


def _extract(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    from geo.exchange.lines import extract_line
    from geo.pipeline import Pipeline

    pipeline = Pipeline.open(settings)
    for article in _articles(arguments.paths, errors):
        print(extract_line(article, pipeline.reports(article)), flush=True)


def _geoparse(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    from geo import corpus
    from geo.exchange.lines import geoparse_line
    from geo.pipeline import Pipeline

    pipeline = Pipeline.open(settings)
    for article, record in corpus.read_records(arguments.paths, on_error=errors):
        spans = _spans(record)
        print(geoparse_line(article, pipeline.toponyms(article, spans=spans)), flush=True)


def _spans(record: Mapping[str, Any]) -> list[Span] | None:
    """Return the record's own name spans, None where it has none; raise InputError where they are none."""
    if "spans" not in record:
        return None
    try:
        return [Span(int(start), int(end)) for start, end in record["spans"]]
    except (TypeError, ValueError) as error:
        raise InputError(f"{record.get('id')}: spans are pairs of offsets, such as [[0, 5]]") from error


def _locate(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    from geo.exchange.lines import place_line
    from geo.places import Gazetteer, locate, online

    if arguments.provider == "gazetteer":
        place = locate(arguments.name, gazetteer=Gazetteer.open(settings.gazetteer))
    else:
        place = online.geocoder(arguments.provider, settings=settings)(arguments.name)
    if place is None:
        raise InputError(f"{arguments.name}: no such place is known to {arguments.provider}")
    print(place_line(place))


def _snapshot(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    from geo import query
    from geo.view.snapshot import snapshot
    from geo.view.webpage import webpage

    format_ = arguments.output.suffix.lstrip(".").lower()
    events = _events(arguments, settings)
    table = query.table(events)
    filter_ = _filter(arguments, table)
    today = dt.date.today()
    if format_ == "html":
        content = webpage(events, filter=filter_, title=arguments.title, made=today)
    else:
        content = snapshot(table, filter=filter_, format=format_, title=arguments.title, made=today)
    _write(arguments.output, content)


def _export(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    from geo import exchange, query

    events = _events(arguments, settings)
    filter_ = _filter(arguments, query.table(events))
    format_ = arguments.output.suffix.lstrip(".").lower()
    _write(arguments.output, exchange.write(events, filter=filter_, format=format_))


def _filter(arguments: argparse.Namespace, table: gpd.GeoDataFrame) -> Filter:
    from geo.query import Box, Filter, actor_names

    names = actor_names(table)
    wanted = {actor.casefold() for actor in arguments.actor}
    keys = {key for key, name in names.items() if {key, name.casefold()} & wanted}
    return Filter(
        date_from=arguments.date_from,
        date_to=arguments.date_to,
        # an actor nobody names matches nothing, rather than everything
        actors=tuple(sorted(keys or wanted)),
        attributions=tuple(arguments.attribution),
        types=tuple(arguments.type),
        countries=tuple(arguments.country),
        provinces=tuple(arguments.region),
        bbox=Box(*arguments.bbox) if arguments.bbox else None,
        min_confidence=arguments.min_confidence,
        text=arguments.text,
        background=arguments.include_background,
    )


def _write(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror})") from error
    print(f"{path}: {len(content):,} bytes", file=sys.stderr)


def _places_build(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    from geo.places import build

    if build.is_current(settings.gazetteer):
        return
    with tqdm(desc="place index", unit=" names", file=sys.stderr) as bar:

        def on_progress(step: str, done: int, total: int) -> None:
            bar.set_description(step)
            bar.total = total
            bar.update(done - bar.n)

        build.build(settings.gazetteer, on_progress=on_progress)


def _train_merging(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    from geo.merge.train import train

    for line in train(arguments.reports, arguments.gold):
        print(line)
