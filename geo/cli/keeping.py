"""The commands that keep a store well: withdraw articles, tell and apply decisions, check the files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from geo.cli.errors import Errors
from geo.cli.nearest import nearest
from geo.errors import InputError, StoreError
from geo.journal import Entry, Journal, active, unplaced
from geo.settings import Settings
from geo.view import escape
from geo.view.words import plural

if TYPE_CHECKING:
    from geo.store import Store

WHAT_TO_DO = (
    "build with their articles again to have them back, or undo them on the Review page, under "
    "Without an event"
)


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
    lost(store)


def renew(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Make the store anew from what was read and what analysts decided; no article is read again."""
    from geo import review
    from geo.cache import Cache

    store = opened(arguments, settings)
    review.renew(store)
    print(f"{store.path}: {plural(len(Cache.open(store)), 'event')}", file=sys.stderr)
    lost(store)


def history(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Print what analysts decided, one line each, oldest first; of one event or all, or what found none."""
    store = opened(arguments, settings)
    entries = Journal(store.journal_path).entries()
    chosen = entries
    if arguments.unplaced:
        chosen = _unplaced(store, entries)
    if arguments.event is not None:
        chosen = [entry for entry in chosen if any(e.id == arguments.event for e in entry.events)]
    if not chosen:
        print(f"{store.journal_path}: no such decision", file=sys.stderr)
    for line in decisions(chosen, entries):
        print(line)


def decisions(chosen: Sequence[Entry], entries: Sequence[Entry]) -> Iterator[str]:
    """Yield entries in one line each, safe for a terminal: when, who did what, to which events."""
    from geo.view.history import line, moment, subject

    by_id = {entry.id: entry for entry in entries}
    holding = {entry.id for entry in active(entries)}
    for entry in chosen:
        undone = entry.kind != "undo" and entry.id not in holding
        said = line(entry, undone=undone, of=by_id.get(entry.undoes or ""))
        yield escape.terminal(f"{moment(entry)}, {subject(entry)}: {said}")


def lost(store: Store) -> None:
    """Say of each decision that found no event what it is, and what to do about them, on stderr."""
    entries = Journal(store.journal_path).entries()
    found = _unplaced(store, entries)
    if not found:
        return
    kept = f"{plural(len(found), 'decision')} kept, but no event has the reports they were made on"
    print(f"{store.journal_path}: {kept}:", file=sys.stderr)
    for line in decisions(found, entries):
        print(f"  {line}", file=sys.stderr)
    print(f"  {WHAT_TO_DO}", file=sys.stderr)


def _unplaced(store: Store, entries: Sequence[Entry]) -> list[Entry]:
    from geo.cache import Cache
    from geo.review.standing import standing

    return unplaced(standing(Cache.open(store), [], pending=[]).concerning(active(entries)), entries)


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
