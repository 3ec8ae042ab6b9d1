"""What one writer does to a store between taking its lock and `commit`: keeps at once, merges at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Protocol

from geo.disk import named, replace, sweep
from geo.errors import JournalError, NewerError, StoreError
from geo.journal import BY_HAND, Journal, anchor, apply, machine_ids
from geo.journal import Entry as Decided
from geo.merge import merge
from geo.model import Article, Event, Report
from geo.store import anchoring, features, records
from geo.store.records import ArticleRecord, Entry


class Files(Protocol):
    """Where a store's files are."""

    path: Path
    reports_path: Path
    part_path: Path
    journal_path: Path


class Writer:
    """Holds which articles the store knows and where; not their texts. Made by `Store.writing`."""

    def __init__(self, files: Files) -> None:
        self._files = files
        for path in (files.path, files.reports_path):
            sweep(path)
        self._known: dict[str, Entry] = {}
        self._withdrawn: set[str] = set()
        for path in (files.reports_path, files.part_path):
            for entry in records.index(path):
                self._note(entry)
        _cut_torn_end(files.part_path)

    def _note(self, entry: Entry) -> None:
        if entry.hash is None:
            self._known.pop(entry.id, None)
            self._withdrawn.add(entry.id)
        else:
            self._known[entry.id] = entry

    def knows(self, article: Article, *, reader: str) -> bool:
        """Return whether the article was read as it is now, by the same rules."""
        known = self._known.get(article.id)
        return known is not None and known.hash == records.hash_of(article, reader=reader)

    def add(self, record: ArticleRecord) -> None:
        """Keep what was read from an article; it replaces what was read from it before. Kept even if killed
        next.
        """
        hash = records.hash_of(record.article, reader=record.reader)
        self._append(record.article.id, hash, records.line(record))

    def articles(self) -> frozenset[str]:
        """Return the ids of the articles that the store knows."""
        return frozenset(self._known)

    def forget(self, article_id: str) -> bool:
        """Withdraw an article; return whether it was there. Kept even if killed next."""
        if article_id not in self._known:
            return False
        self._append(article_id, None, records.withdrawal(article_id))
        return True

    def _append(self, article_id: str, hash: bytes | None, line: bytes) -> None:
        path = self._files.part_path
        with named(path), path.open("ab") as part:
            start = part.tell()
            part.write(line)
        self._note(Entry(article_id, hash, path, start, len(line)))

    def commit(self) -> list[Event]:
        """Merge all reports, apply what analysts decided, replace both files where their bytes differ, and
        return the events. An event keeps its id, whatever later reports change. Raise JournalError, and leave
        the store as it was, where the journal is damaged or cut off; StoreError where articles are lost that
        the store's events tell of.

        Killed between the two, the store still shows the old events, and the next commit the new ones.
        """
        decided = Journal(self._files.journal_path).entries()
        told = self._ids(decided)
        self._check(article for article, _ in told)
        known = machine_ids(told, decided)
        events, _ = apply(merge(self._reports(), known=known), decided)
        replace(self._files.reports_path, self._lines())
        replace(self._files.path, features.lines(events, journal=anchor(decided)))
        self._files.part_path.unlink(missing_ok=True)
        return events

    def _ids(self, decided: Sequence[Decided]) -> dict[tuple[str, int], str]:
        """Return the id of each report's event in the store as it is, none where it is missing or damaged:
        then events are named by what they are. Raise JournalError where decisions are lost that it was made
        with, and NewerError.
        """
        files = self._files
        try:
            with files.path.open("rb") as file:
                anchoring.check(file, decided, store=files.path, journal=files.journal_path)
                return {
                    told: gist.id for gist in features.gists(file, name=str(files.path)) for told in gist.told
                }
        except (JournalError, NewerError):
            raise
        except (StoreError, OSError):
            return {}

    def _check(self, told: Iterable[str]) -> None:
        """Raise StoreError where events tell of an article that is neither known nor withdrawn."""
        articles = {id for id in told if not id.startswith(BY_HAND)}
        lost = sorted(articles - self._known.keys() - self._withdrawn)
        if lost:
            lacks = f"lacks {records.listed(lost)}, of which {self._files.path.name} tells"
            remedy = "restore a copy of it, or build again with these articles too"
            raise StoreError(f"{self._files.reports_path}: {lacks}; {remedy}")

    def _reports(self) -> Iterable[Report]:
        for line in self._lines():
            yield from records.reports(line, path=self._files.reports_path)

    def _lines(self) -> Iterator[bytes]:
        """Yield the line of each article, by id, from where it is."""
        with ExitStack() as stack:
            opened: dict[Path, BinaryIO] = {}
            for id in sorted(self._known):
                entry = self._known[id]
                if entry.path not in opened:
                    opened[entry.path] = stack.enter_context(entry.path.open("rb"))
                opened[entry.path].seek(entry.start)
                yield opened[entry.path].read(entry.length)


def _cut_torn_end(path: Path) -> None:
    """Cut off a last line that was not written whole, lest it swallow the next one."""
    whole = max((entry.start + entry.length for entry in records.index(path)), default=0)
    if not whole:
        path.unlink(missing_ok=True)
    elif path.stat().st_size > whole:
        with named(path), path.open("r+b") as file:
            file.truncate(whole)
