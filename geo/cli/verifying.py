"""The command that checks pictures and files against the store they were made from."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from geo.cli.errors import Errors
from geo.cli.keeping import opened
from geo.errors import InputError
from geo.settings import Settings
from geo.view import escape
from geo.view.words import day, plural

if TYPE_CHECKING:
    from geo.cache import Cache
    from geo.seal import Verdict

MOST_LISTED = 20  # events a line each; the rest is counted


def verify_snapshot(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Say of each file whether it shows what the store holds; what differs is one line each on stderr."""
    from geo.cache import Cache

    cache = Cache.open(opened(arguments, settings))
    for path in arguments.files:
        try:
            found = _verdict(path, cache)
        except InputError as error:
            errors(error)
            continue
        if found.same:
            seal = found.seal
            what = f"{plural(seal.count, 'event')} as on {day(seal.made)}, check {seal.hash}"
            print(escape.terminal(f"{path}: same: {what}"))
        for line in _differences(found, cache):
            errors(InputError(f"{path}: {line}"))


def _verdict(path: Path, cache: Cache) -> Verdict:
    from geo.seal import verdict

    try:
        content = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    return verdict(content, name=str(path), matching=cache.matching)


def _differences(found: Verdict, cache: Cache) -> Iterator[str]:
    for what in found.altered:
        yield f"{what} since it was made"
    if found.same_data:
        return
    kinds = {"changed": found.changed, "new": found.new, "gone": found.gone}
    counted = ", ".join(f"{plural(len(ids), 'event')} {kind}" for kind, ids in kinds.items() if ids)
    yield f"the data changed since {day(found.seal.made)}: {counted or 'which events, it does not hold'}"
    for kind, ids in kinds.items():
        yield from _listed(kind, ids, cache)


def _listed(kind: str, ids: Iterable[str], cache: Cache) -> Iterator[str]:
    from geo.view.words import title

    every = list(ids)
    for id in every[:MOST_LISTED]:
        yield f"{kind}: {id}" + (f" ({title(cache[id])})" if id in cache else "")
    if len(every) > MOST_LISTED:
        yield f"{kind}: {len(every) - MOST_LISTED:,} more"
