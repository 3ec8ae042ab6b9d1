"""The commands that keep a store well: withdraw articles, and check the files against each other."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from geo.cli.errors import Errors
from geo.cli.nearest import nearest
from geo.errors import InputError, StoreError
from geo.settings import Settings
from geo.view.words import plural

if TYPE_CHECKING:
    from geo.store import Store


def opened(arguments: argparse.Namespace, settings: Settings) -> Store:
    """Return the store that is asked for; raise InputError where there is none: an empty answer to a mistyped
    path would mislead.
    """
    from geo.store import Store

    store = Store(arguments.store or settings.store)
    if not store.path.exists():
        raise InputError(
            f"{store.path}: no such store; make it with: python -m geo build PATH --store {store.path}"
        )
    return store


def forget(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Withdraw articles, and the events that nothing else reports; an article that is not there is named."""
    store = opened(arguments, settings)
    with store.writing() as writer:
        known = writer.articles()
        wanted = list(dict.fromkeys(arguments.articles))
        for id in wanted:
            if id not in known:
                errors(InputError(f"{id}: no article of {store.path} has this id{nearest(id, known)}"))
        gone = [id for id in wanted if writer.forget(id)]
        if not gone:
            return
        before = sum(1 for _ in store.stream())
        after = len(writer.commit())
    print(
        f"{store.path}: {plural(len(gone), 'article')} withdrawn, {plural(before, 'event')} before, "
        f"{after:,} after",
        file=sys.stderr,
    )


def verify(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Check the store's files against each other; each thing that is wrong is one line with what to do."""
    store = opened(arguments, settings)
    with store.resting():
        for check in _checks():
            for finding in check(store):
                errors(StoreError(finding))
    if not errors.count:
        print(f"{store.path}: nothing wrong", file=sys.stderr)


def _checks() -> tuple[Callable[[Store], Iterable[str]], ...]:
    """Return what checks a store; each yields what is wrong, a line each."""
    from geo import cache
    from geo.store import checking

    return checking.findings, cache.findings
