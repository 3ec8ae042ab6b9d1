"""The commands that write: the filtered events of the store as a picture, a page or a file."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from geo.cli.errors import Errors
from geo.cli.keeping import opened
from geo.disk import replace
from geo.errors import InputError
from geo.settings import Settings


def snapshot(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Draw the filtered events as a picture or a single page."""
    from geo.cache import Cache
    from geo.cli.filters import filter_of
    from geo.view.snapshot import snapshot
    from geo.view.webpage import webpage

    format_ = arguments.output.suffix.lstrip(".").lower()
    store = opened(arguments, settings)
    cache = Cache.open(store)
    filter_ = filter_of(arguments, cache.table)
    today = dt.date.today()
    if format_ == "html":
        content = webpage(store.events(), filter=filter_, title=arguments.title, made=today)
    else:
        content = snapshot(cache.table, filter=filter_, format=format_, title=arguments.title, made=today)
    _write(arguments.output, content)


def export(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Write the filtered events to a file."""
    from geo import exchange
    from geo.cache import Cache
    from geo.cli.filters import filter_of

    cache = Cache.open(opened(arguments, settings))
    filter_ = filter_of(arguments, cache.table)
    format_ = arguments.output.suffix.lstrip(".").lower()
    _write(arguments.output, exchange.write(cache.matching(filter_), filter=filter_, format=format_))


def _write(path: Path, content: bytes) -> None:
    replace(path, [content], error=InputError)
    print(f"{path}: {len(content):,} bytes", file=sys.stderr)
