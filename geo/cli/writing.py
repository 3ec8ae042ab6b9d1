"""The commands that write: the filtered events of the store as a picture, a page or a file."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from geo.cli.errors import Errors
from geo.errors import InputError
from geo.model import Event
from geo.settings import Settings


def snapshot(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Draw the filtered events as a picture or a single page."""
    from geo import query
    from geo.cli.filters import filter_of
    from geo.view.snapshot import snapshot
    from geo.view.webpage import webpage

    format_ = arguments.output.suffix.lstrip(".").lower()
    events = _events(arguments, settings)
    table = query.table(events)
    filter_ = filter_of(arguments, table)
    today = dt.date.today()
    if format_ == "html":
        content = webpage(events, filter=filter_, title=arguments.title, made=today)
    else:
        content = snapshot(table, filter=filter_, format=format_, title=arguments.title, made=today)
    _write(arguments.output, content)


def export(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Write the filtered events to a file."""
    from geo import exchange, query
    from geo.cli.filters import filter_of

    events = _events(arguments, settings)
    filter_ = filter_of(arguments, query.table(events))
    format_ = arguments.output.suffix.lstrip(".").lower()
    _write(arguments.output, exchange.write(events, filter=filter_, format=format_))


def _events(arguments: argparse.Namespace, settings: Settings) -> list[Event]:
    """Return the events of the store that is asked for; an empty picture of a mistyped path would mislead."""
    from geo.store import Store

    store = Store(arguments.store or settings.store)
    if not store.path.exists():
        raise InputError(
            f"{store.path}: no such store; make it with: python -m geo build PATH --store {store.path}"
        )
    return store.events()


def _write(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror})") from error
    print(f"{path}: {len(content):,} bytes", file=sys.stderr)
