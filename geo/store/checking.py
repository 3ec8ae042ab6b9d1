"""A store's files against each other -> what is wrong, a line each, and what to do about it.

Every report that was read from an article must stand in exactly one event, and no event may hold another.
Files are read as streams; of each article only a sum over its reports is kept, so that the order in which
they were merged does not matter.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from geo.errors import StoreError
from geo.journal import BY_HAND, Journal
from geo.model import Report
from geo.store import Store, anchoring, records, sealing

BUILD = "run `build` again: it goes on where it stopped"

Sums = dict[str, int]


def findings(store: Store) -> Iterator[str]:
    """Yield what is wrong with the store, nothing where all is well. Read it while nobody writes."""
    if store.part_path.exists():
        yield f"{store.part_path}: a build was stopped before its end; {BUILD}"
    for checks in ((_differences, _unsigned), (_journal,)):
        try:
            for check in checks:
                yield from check(store)
        except StoreError as error:
            yield str(error)


def _journal(store: Store) -> Iterator[str]:
    """Yield what is wrong with the analysts' journal; raise JournalError where it is damaged or lost some."""
    entries = Journal(store.journal_path).entries()
    with store.opened() as file:
        held = anchoring.check(file, entries, store=store.path, journal=store.journal_path)
    if held and (new := len(entries) - held.entries):
        more = f"{store.journal_path}: holds {new} decisions more than {store.path.name} was made with"
        yield f"{more}; {BUILD.partition(':')[0]}"


def _unsigned(store: Store) -> Iterator[str]:
    with store.opened() as file:
        if file is None:
            return
        signature, schema = sealing.signature(file), sealing.schema_of(file, name=str(store.path))
        if (signature or schema > 1) and signature != sealing.content(file):
            yield (
                f"{store.path}: not as it was written (edited or damaged: its last line holds another hash); "
                f"{BUILD.partition(':')[0]}, which makes it anew from {store.reports_path.name}"
            )


def _told(store: Store) -> Sums:
    """Return the sum over each article's reports in the events; raise StoreError for an id twice."""
    sums: Sums = Counter()
    ids: set[str] = set()
    for event in store.stream():
        if event.id in ids:
            raise StoreError(f"{store.path}: event {event.id} stands there twice; {BUILD.partition(':')[0]}")
        ids.add(event.id)
        _count(sums, event.reports)
    return sums


def _read(store: Store) -> tuple[Sums, list[str]]:
    """Return the sum over each article's reports as they were read, and the ids of the articles whose text is
    not what their reports quote.
    """
    sums: Sums = Counter()
    misquoted = []
    for record in records.read(store.reports_path):
        _count(sums, record.reports)
        text = record.article.text
        if any(text[report.start : report.end] != report.quote for report in record.reports):
            misquoted.append(record.article.id)
    return sums, sorted(misquoted)


def _count(sums: Sums, reports: Iterable[Report]) -> None:
    for report in reports:
        if report.source.article_id.startswith(BY_HAND):  # it stands in the journal
            continue
        told = (report.start, report.end, report.trigger_start, report.trigger_end, report.quote)
        digest = hashlib.blake2b(msgspec.json.encode(told), digest_size=12).digest()
        sums[report.source.article_id] += int.from_bytes(digest)


def _differences(store: Store) -> Iterator[str]:
    told, (read, misquoted) = _told(store), _read(store)
    off = sorted(id for id in told.keys() | read.keys() if told.get(id) != read.get(id))
    if off:
        yield (
            f"{store.path}: does not hold what {store.reports_path.name} holds of {records.listed(off)}; "
            f"{BUILD.partition(':')[0]}"
        )
    if misquoted:
        yield (
            f"{store.reports_path}: the text of {records.listed(misquoted)} is not what its reports quote; "
            "build again with the article, which reads it anew"
        )
