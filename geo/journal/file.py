"""Decisions on disk: one JSON line each, only ever appended, through the disk before anybody is told.

A process that is killed while it appends leaves at most one line without its end. Readers pass over it; the
next writer keeps its bytes in `.torn` beside the journal, or ends the line where only the line break was
missing.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from geo import disk
from geo.errors import ChangedError, JournalError
from geo.journal.entry import START, Decision, Entry, line, parse, seal
from geo.journal.replay import last

LOCK_TIMEOUT_S = 10  # an append takes milliseconds; longer means that a process hangs with the lock
DAMAGED = "restore a copy of the journal, or move it away to go on without it"


class Journal:
    """The decisions at `path` (`*.journal.jsonl`), in the order in which they were written. Reading needs no
    lock.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        self.torn_path = self.path.with_name(f"{self.path.name}.torn")
        self.lock_path = self.path.with_name(f".{self.path.name}.lock")

    def entries(self) -> list[Entry]:
        """Return all entries; [] where nothing was decided yet. Raise JournalError naming the first line
        that is damaged or does not follow the one before it.
        """
        return self._read()[0]

    def append(
        self,
        decision: Decision,
        *,
        time: dt.datetime,
        opened: Mapping[str, str | None] | None = None,
        check: Callable[[Sequence[Entry]], None] | None = None,
    ) -> Entry:
        """Write a decision through the disk and return its entry.

        `opened` has, by event id, the hash of the last entry on the event (`last`) as the analyst saw it:
        raise ChangedError where another one was written since. `check` may raise at the entries that it
        is given, those before the decision. Raise JournalError where the file is damaged, locked or cannot
        be written; what stood in it before is as it was.
        """
        with self._locked():
            entries, end, is_entry = self._read()
            if check:
                check(entries)
            for id, seen in (opened or {}).items():
                newest = last(entries, id)
                if newest and newest.hash != seen:
                    raise ChangedError(f"{newest.who} decided on {id} since it was opened: {newest.kind}")
            self._mend(end, is_entry=is_entry)
            previous = entries[-1].hash if entries else START
            entry = seal(decision, time=time, previous=previous)
            _append(self.path, line(entry))
            return entry

    def _read(self) -> tuple[list[Entry], bytes, bool]:
        """Return the entries, the bytes after the last line break, and whether these are the last entry."""
        try:
            content = self.path.read_bytes() if self.path.exists() else b""
        except OSError as error:
            raise JournalError(f"{self.path}: cannot be read ({error.strerror})") from error
        *lines, end = content.split(b"\n")
        found: list[Entry] = []
        for number, raw in enumerate(lines, start=1):
            try:
                found.append(parse(raw, previous=found[-1].hash if found else START))
            except ValueError as error:
                raise JournalError(f"{self.path}:{number}: {error}; {DAMAGED}") from error
        try:
            found.append(parse(end, previous=found[-1].hash if found else START))
        except ValueError:
            return found, end, False
        return found, end, True

    def _mend(self, end: bytes, *, is_entry: bool) -> None:
        if is_entry:
            _append(self.path, b"\n")
        elif end:
            _append(self.torn_path, end + b"\n")
            with disk.named(self.path, JournalError), self.path.open("r+b") as file:
                file.truncate(self.path.stat().st_size - len(end))
                os.fsync(file.fileno())

    def _locked(self) -> AbstractContextManager[None]:
        held = f"another process has held it for {LOCK_TIMEOUT_S} s; end that one"
        return disk.locked(
            self.path, lock=self.lock_path, wait_s=LOCK_TIMEOUT_S, held=held, error=JournalError
        )


def _append(path: Path, content: bytes) -> None:
    """Append through the disk; a file that takes only a part of it is cut back to what it was."""
    with disk.named(path, JournalError), path.open("ab", buffering=0) as file:
        before = file.tell()
        try:
            written = file.write(content)
            if written != len(content):
                raise OSError(None, f"only {written} of {len(content)} bytes could be written")
            os.fsync(file.fileno())
        except OSError:
            file.truncate(before)
            raise
        if not before:
            disk.sync_folder(path.parent)
