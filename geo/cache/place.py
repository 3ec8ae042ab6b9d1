"""Which Parquet file belongs to a store: named by what it was made of, and by which program.

To hash gigabytes takes seconds. So the file also bears the store's time of writing: where that and the
signature in the store's last line are the same, nothing else is read. The clock decides nothing: a time that
is not the very same one, earlier or later, only costs a hash.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import re
from pathlib import Path
from typing import BinaryIO

from geo import __version__, query
from geo.store import Store, sealing

HASH_LENGTH = 16


def cache_path(store: Store, content: str) -> Path:
    """Return where the cache of a store of this content (SHA-256) is."""
    name = hashlib.sha256(f"{content} {_program()}".encode()).hexdigest()[:HASH_LENGTH]
    return store.path.with_name(f".{_stem(store)}.{name}.parquet")


def found(store: Store, file: BinaryIO) -> Path | None:
    """Return the cache of what an open store file holds; None where there is none yet."""
    times = os.fstat(file.fileno())
    signed = sealing.signature(file)
    if signed is not None:
        path = cache_path(store, signed)
        if path.exists() and path.stat().st_mtime_ns == times.st_mtime_ns:
            return path
    path = cache_path(store, sealing.content(file))
    if not path.exists():
        return None
    with contextlib.suppress(OSError):  # somebody else's folder: hashed again the next time
        os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    return path


def sweep(store: Store, *, keep: Path) -> None:
    """Remove the caches of what the store held before."""
    mine = re.compile(rf"\.{re.escape(_stem(store))}\.[0-9a-f]{{{HASH_LENGTH}}}\.parquet(\.\d+\.tmp)?")
    for path in store.path.parent.glob(f".{_stem(store)}.*.parquet*"):
        if mine.fullmatch(path.name) and path != keep:
            path.unlink(missing_ok=True)


def _stem(store: Store) -> str:
    return store.path.name.removesuffix(".geojson")


@functools.cache
def _program() -> str:
    """Return what differs when the program would make another table of the same events."""
    digest = hashlib.sha256(__version__.encode())
    for folder in (Path(query.__file__).parent, Path(__file__).parent):
        for path in sorted(folder.glob("*.*")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
