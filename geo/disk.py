"""What store and journal ask of the disk: one writer at a time, files that are the old one or the new one and
never half of either whenever the machine stops, and each failure as one line that names the file.
"""

from __future__ import annotations

import contextlib
import filecmp
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from geo.errors import DatelineError, StoreError


@contextlib.contextmanager
def locked(path: Path, *, lock: Path, wait_s: float, held: str, error: type[DatelineError]) -> Iterator[None]:
    """Hold `lock` for the one process that writes `path`; raise `error`, saying `held` where another process
    still has it after `wait_s`. A process that ends, in whatever way, leaves it.
    """
    with named(path, error):
        path.parent.mkdir(parents=True, exist_ok=True)
        holding = FileLock(lock)
        try:
            holding.acquire(timeout=wait_s)
        except Timeout as late:
            raise error(f"{path}: {held}") from late
    try:
        yield
    finally:
        holding.release()


def replace(path: Path, chunks: Iterable[bytes], *, error: type[DatelineError] = StoreError) -> None:
    """Write the chunks to `path` in one step, through the disk; leave it alone where it holds them.

    The old file stays until the new one is on the disk whole. Raise `error` naming file and cause, with the
    old file in place.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with named(path, error):
        try:
            with temporary.open("wb") as file:
                for chunk in chunks:
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            if path.exists() and filecmp.cmp(temporary, path, shallow=False):
                return
            temporary.replace(path)
            sync_folder(path.parent)
        finally:
            temporary.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk; without it a file replaced may be the old one after a power
    cut. Folders cannot be opened on Windows, and need not be.
    """
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(path: Path) -> None:
    """Remove what writers of `path` left who were killed; only for whoever holds the lock."""
    for left in path.parent.glob(f".{path.name}.*.tmp"):
        left.unlink(missing_ok=True)


@contextlib.contextmanager
def named(path: Path, error: type[DatelineError] = StoreError) -> Iterator[None]:
    """Turn an OSError into an `error` that names the file."""
    try:
        yield
    except OSError as cause:
        raise error(f"{path}: cannot be written ({cause.strerror or cause}); it is as it was") from cause
