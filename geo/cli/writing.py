"""The commands that write: the filtered events of the store as a picture, a page or a file."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from geo import language
from geo.cli.errors import Errors
from geo.cli.keeping import opened
from geo.disk import replace
from geo.errors import InputError, OptionError
from geo.settings import Settings

if TYPE_CHECKING:
    from geo.snapshot import pictures


def snapshot(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Draw the filtered events as a picture, a series of pictures or a single page."""
    from geo.cache import Cache
    from geo.cli.filters import filter_of
    from geo.snapshot import pictures

    format_ = arguments.output.suffix.lstrip(".").lower()
    asked = _asked(arguments, format_)
    store = opened(arguments, settings)
    cache = Cache.open(store)
    filter_ = filter_of(arguments, cache.table)
    with language.using(arguments.language):
        content = pictures.draw(cache, filter_, asked, made=dt.date.today())
    _write(arguments.output, content)


def _asked(arguments: argparse.Namespace, format: str) -> pictures.Asked:
    from geo.query import Box
    from geo.snapshot import pictures
    from geo.snapshot.paper import size_px

    if format == "gif" and not arguments.series:
        raise OptionError("--output with .gif is a playback: add --series week, month or country")
    if arguments.series and format not in pictures.SERIES_FORMATS:
        raise OptionError(f"--series {arguments.series}: a series is .pdf (an atlas) or .gif (a playback)")
    try:
        size = size_px(arguments.size, dpi=arguments.dpi)
    except InputError as error:
        raise OptionError(f"--size, --dpi: {error}") from error
    extent = Box(*arguments.extent) if isinstance(arguments.extent, tuple) else arguments.extent
    return pictures.Asked(
        format=format,
        title=arguments.title,
        size_px=size,
        dpi=arguments.dpi,
        extent=extent,
        by=arguments.series,
    )


def export(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Write the filtered events to a file."""
    from geo import exchange
    from geo.cache import Cache
    from geo.cli.filters import filter_of

    cache = Cache.open(opened(arguments, settings))
    filter_ = filter_of(arguments, cache.table)
    with language.using(arguments.language):
        content = exchange.write(
            cache.matching(filter_),
            filter=filter_,
            format=arguments.output.suffix.lstrip("."),
            made=dt.date.today(),
            everything=cache.table,
        )
    _write(arguments.output, content)


def _write(path: Path, content: bytes) -> None:
    replace(path, [content], error=InputError)
    print(f"{path}: {len(content):,} bytes", file=sys.stderr)
