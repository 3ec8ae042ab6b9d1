"""What online geocoders were asked, on disk: their answers, 'no such place' among them, and when each may be
asked again. One SQLite file, shared by all processes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from geo.errors import GeocoderError
from geo.model import Place

Ask = Callable[[str], tuple[Place, ...]]
TABLES = """
CREATE TABLE IF NOT EXISTS found(service TEXT, query TEXT, places BLOB, PRIMARY KEY(service, query));
CREATE TABLE IF NOT EXISTS turns(host TEXT PRIMARY KEY, next REAL);
"""
LONGEST_QUEUE_S = 60.0  # a turn further off than this was booked by a clock that went wrong


def remembered(ask: Ask, *, path: Path, service: str) -> Ask:
    """Return `ask` with its answers kept in the file `path`; failures are not kept."""

    def look_up_or_ask(name: str) -> tuple[Place, ...]:
        query = " ".join(name.split()).casefold()
        with _opened(path) as file:
            row = file.execute(
                "SELECT places FROM found WHERE service = ? AND query = ?", (service, query)
            ).fetchone()
            if row is not None:
                return msgspec.json.decode(row[0], type=tuple[Place, ...])
        places = ask(name)
        with _opened(path) as file:
            file.execute(
                "INSERT OR REPLACE INTO found VALUES (?, ?, ?)", (service, query, msgspec.json.encode(places))
            )
        return places

    return look_up_or_ask


def paced(
    ask: Ask,
    *,
    path: Path,
    host: str,
    pause: float,
    clock: Callable[[], float],
    sleep: Callable[[float], None],
) -> Ask:
    """Return `ask` with at least `pause` seconds between the starts of two calls to `host`, by whichever
    process.
    """

    def wait_and_ask(name: str) -> tuple[Place, ...]:
        if pause:
            with _opened(path) as file:
                file.execute("BEGIN IMMEDIATE")
                now = clock()
                row = file.execute("SELECT next FROM turns WHERE host = ?", (host,)).fetchone()
                turn = row[0] if row and now < row[0] <= now + LONGEST_QUEUE_S else now
                file.execute("INSERT OR REPLACE INTO turns VALUES (?, ?)", (host, turn + pause))
            if turn > now:
                sleep(turn - now)
        return ask(name)

    return wait_and_ask


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file for one transaction; raise GeocoderError where it is no such file."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.executescript(TABLES)
            yield connection
    except (OSError, sqlite3.Error, msgspec.DecodeError) as error:
        raise GeocoderError(f"{path}: the geocoder's cache is unusable ({error}); delete it") from error
