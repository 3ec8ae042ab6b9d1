"""What each command takes, as argparse. Alone knows the names of options."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from geo import language
from geo.cli.nearest import nearest
from geo.model import Attribution, Status, TargetKind

SNAPSHOT_FORMATS = (".png", ".svg", ".pdf", ".html", ".gif")
EXPORT_FORMATS = (".geojson", ".csv", ".kml", ".gpkg", ".parquet", ".zip")
SIZES = "screen, a4, a4-landscape, letter, letter-landscape, slide, or pixels such as 1200x800"
LINK_ROWS = (
    'Input is JSON lines such as {"id": "q1", "text": "Gunmen killed two guards in Kirkuk.", "verb": [7, 13]}'
    "; verb is where in the text the verb stands, in code points from 0, the end not included. Output is "
    '{"id": "q1", "location": [28, 34]}, null where no place is named.'
)


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; each sets `run`, the module here and the function that does it."""
    whole = argparse.ArgumentParser(prog="python -m geo", description="Dateline: an event map from the news.")
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")

    build = _command(commands, "build", "reading.build", "read articles into the event store")
    _paths(build)
    _store(build)
    build.add_argument("--workers", type=int, default=1, metavar="N", help="processes that read (default 1)")

    forget = _command(commands, "forget", "keeping.forget", "withdraw articles and what only they report")
    forget.add_argument("articles", nargs="+", metavar="ARTICLE_ID")
    _store(forget)

    _store(_command(commands, "verify", "keeping.verify", "check the store's files against each other"))

    renew = "make the store anew with what analysts decided, reading no article"
    _store(_command(commands, "renew", "keeping.renew", renew))

    history = _command(commands, "history", "keeping.history", "print what analysts decided, one line each")
    history.add_argument("event", nargs="?", default=None, metavar="EVENT_ID", help="only on this event")
    history.add_argument("--unplaced", action="store_true", help="only what no event of the store answers to")
    _store(history)

    _paths(_command(commands, "extract", "reading.extract", "print one JSON line an article: its events"))
    _paths(_command(commands, "geoparse", "reading.geoparse", "print one JSON line an article: its places"))

    _paths(_command(commands, "explain", "explaining.explain", "print how each field of each event was read"))
    link = _command(
        commands, "link", "reading.link", "print one JSON line a verb: the place of what it tells"
    )
    link.epilog = LINK_ROWS
    _paths(link)

    locate = _command(commands, "locate", "locating.locate", "print where a place is")
    locate.add_argument("name", help='for instance "Green Zone, Baghdad"')
    locate.add_argument(
        "--provider", default=None,
        help="gazetteer (offline, default), or an online service to ask: nominatim, photon, geonames, arcgis "
        "or another one of geopy's",
    )  # fmt: skip
    locate.add_argument(
        "--country", type=_country, default=None, help="where it must lie (ISO alpha-2 code or name)"
    )

    snapshot = _command(
        commands, "snapshot", "writing.snapshot", "draw the filtered events as a picture or a single page"
    )
    _output(snapshot, SNAPSHOT_FORMATS)
    snapshot.add_argument("--title", default=None)
    snapshot.add_argument("--size", default="screen", help=f"{SIZES} (default screen)")
    snapshot.add_argument("--dpi", type=int, default=150, help="dots an inch (default 150)")
    snapshot.add_argument(
        "--extent", type=_extent, default="all", metavar="all|region|W,S,E,N",
        help="what the map holds: all events shown (default), the region of the filter, or a view in degrees",
    )  # fmt: skip
    snapshot.add_argument(
        "--series", choices=("week", "month", "country"), default=None,
        help="one picture each: an atlas (.pdf) or a playback (.gif)",
    )  # fmt: skip
    _language(snapshot)
    _store(snapshot)
    _filters(snapshot)

    export = _command(commands, "export", "writing.export", "write the filtered events to a file")
    _output(export, EXPORT_FORMATS)
    _language(export)
    _store(export)
    _filters(export)

    check = _command(
        commands, "verify-snapshot", "verifying.verify_snapshot",
        "check a picture or file against the store it was made from",
    )  # fmt: skip
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    _store(check)

    places = commands.add_parser("places", help="the place index").add_subparsers(
        dest="places", required=True
    )
    index = _command(
        places, "build", "reading.build_places", "build the place index where it is missing or stale"
    )
    index.add_argument(
        "--geonames", type=Path, action="append", default=[], metavar="FILE",
        help="a GeoNames dump to add (allCountries.zip, NL.txt); may be given several times",
    )  # fmt: skip

    train = commands.add_parser("train", help="the learned weights").add_subparsers(
        dest="train", required=True
    )
    merging = _command(train, "merging", "reading.train_merging", "learn which reports tell one incident")
    merging.add_argument("reports", type=Path, help="JSON lines in MAVERICK's layout")
    merging.add_argument("gold", type=Path, help="JSON lines with id and event")
    events = _command(
        train, "events", "reading.train_events", "learn which events a text tells as having happened"
    )
    events.add_argument(
        "sources", type=Path, nargs="+", metavar="ARTICLES GOLD",
        help="articles and their gold, JSON lines in the layout of MUC-4 or of the sample; pairs",
    )  # fmt: skip
    actors = _command(train, "actors", "reading.train_actors", "learn which party of a text is the suspect")
    actors.add_argument("articles", type=Path, help="articles as JSON lines")
    actors.add_argument("gold", type=Path, help="JSON lines in MUC-4's layout")
    return whole


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: str,
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
    group.add_argument("--attributed-by", action="append", default=[], metavar="NAME", help="who says so")
    group.add_argument("--type", action="append", default=[])
    group.add_argument("--target", action="append", default=[], choices=get_args(TargetKind))
    group.add_argument("--weapon", action="append", default=[], help="kind of weapon, such as drone")
    group.add_argument(
        "--status", action="append", default=[], choices=get_args(Status), help="default: all but rejected"
    )
    for what, said in (("killed", "killed"), ("harmed", "killed or injured"), ("reports", "reports")):
        group.add_argument(f"--min-{what}", type=int, default=0, metavar="N", help=f"at least so many {said}")
    group.add_argument(
        "--country", type=_country, action="append", default=[], help="ISO alpha-2 code or name"
    )
    group.add_argument(
        "--region",
        action="append",
        default=[],
        help="a group of countries such as Sahel, a country, or a province by name or ISO 3166-2 code",
    )
    group.add_argument("--polygon", type=Path, default=None, metavar="F", help="GeoJSON: inside its outline")
    group.add_argument(
        "--bbox", type=_bbox, default=None, metavar="W,S,E,N", help="degrees; --bbox=-3,13,0,15"
    )
    group.add_argument(
        "--min-confidence", type=float, default=0.0, metavar="P",
        help="0 to 1; what an analyst confirmed, corrected or added passes",
    )  # fmt: skip
    group.add_argument("--text", default=None)
    group.add_argument("--include-background", action="store_true")


def _bbox(text: str) -> tuple[float, float, float, float]:
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError("four numbers: west,south,east,north") from error
    if south >= north:
        raise argparse.ArgumentTypeError(f"south {south:g} lies not below north {north:g}")
    return west, south, east, north


def _extent(text: str) -> str | tuple[float, float, float, float]:
    return text if text in ("all", "region") else _bbox(text)


def _output(command: argparse.ArgumentParser, suffixes: Sequence[str]) -> None:
    def path(text: str) -> Path:
        if Path(text).suffix.lower() not in suffixes:
            raise argparse.ArgumentTypeError(f"{text!r} ends in none of {' '.join(suffixes)}")
        return Path(text)

    command.add_argument("--output", type=path, required=True, metavar="FILE", help=" ".join(suffixes))


def _language(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--language", type=_spoken, default=language.ENGLISH, metavar="CODE",
        help=f"of our own words: {_codes()} (default en)",
    )  # fmt: skip


def _spoken(text: str) -> str:
    if text not in language.languages():
        raise argparse.ArgumentTypeError(f"{text!r} is none of the languages there are: {_codes()}")
    return text


def _codes() -> str:
    return ", ".join(language.languages())


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day such as 2024-03-31") from error


def _country(text: str) -> str:
    from geo.places import regions

    codes = regions.country_codes(text)
    if len(codes) > 1:
        listed = " or ".join(f"{regions.country_name(code)} ({code})" for code in codes)
        raise argparse.ArgumentTypeError(f"{text!r} may be {listed}: give the code")
    if not codes:
        if regions.group_id(text) or regions.province_codes(text):
            kind = "group of countries" if regions.group_id(text) else "province"
            raise argparse.ArgumentTypeError(f"{text!r} is a {kind}: filters take it by --region")
        names = [country.name for country in regions.countries()]
        raise argparse.ArgumentTypeError(f"no country is called {text!r}{nearest(text, names)}")
    return codes[0]
