"""Bytes -> a file that is the old one or the new one, never half of either, whenever the machine stops."""

from __future__ import annotations

import contextlib
import filecmp
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from geo.errors import StoreError


def replace(path: Path, chunks: Iterable[bytes]) -> None:
    """Write the chunks to `path` in one step, through the disk; leave it alone where it holds them.

    The old file stays until the new one is on the disk whole. Raise StoreError naming file and cause, with
    the old file in place.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with named_if_unwritable(path):
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
def named_if_unwritable(path: Path) -> Iterator[None]:
    """Turn an OSError into a StoreError that names the file."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror or error}); it is as it was") from error
