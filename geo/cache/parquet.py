"""Events <-> the Parquet file: `query.table`'s columns, and where each event's line is.

Each event becomes a row as soon as it is read, so that a million are never in memory as events: there the
collector of unused objects would look through all of them again and again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.dataset import dataset

from geo.model import Event
from geo.query.table import ROWS, framed, rows
from geo.store.features import Line

BATCH = 50_000  # rows written together; 100 MB in memory, and fewer of them take longer to read
ADDED = {
    "articles": pa.list_(pa.string()),
    "line_start": pa.int64(),
    "line_length": pa.int64(),
}


class Lines(NamedTuple):
    """First byte and number of bytes of each event's line."""

    starts: np.ndarray
    lengths: np.ndarray

    @classmethod
    def none(cls) -> Lines:
        """Return those of a store without events."""
        return cls(np.empty(0, int), np.empty(0, int))

    def of(self, row: int) -> tuple[int, int]:
        """Return first byte and number of bytes of a row's line."""
        return int(self.starts[row]), int(self.lengths[row])


def write(path: Path, lines: Iterable[Line]) -> None:
    """Write the cache in one step; raise OSError, or what reading the lines raises, and leave none."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    lines = iter(lines)
    try:
        with pq.ParquetWriter(temporary, pa.schema([*ROWS, *ADDED.items()]), compression="zstd") as writer:
            while batch := _batch(islice(lines, BATCH)):
                writer.write_table(batch)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _batch(lines: Iterator[Line]) -> pa.Table:
    added: dict[str, list[object]] = {name: [] for name in ADDED}

    def events() -> Iterator[Event]:
        for line in lines:
            told = sorted({report.source.article_id for report in line.event.reports})
            for name, value in zip(ADDED, (told, line.start, line.length), strict=True):
                added[name].append(value)
            yield line.event

    made = rows(events())
    for name, type in ADDED.items():
        made = made.append_column(name, pa.array(added[name], type))
    return made


def read(path: Path) -> gpd.GeoDataFrame:
    """Return the table that `query.table` would give of the same events."""
    # Arrow's own pool takes huge pages, whose clearing costs 2.1 s of a million rows; the system's 0.5 s
    pool = pa.system_memory_pool()
    return framed(dataset(path, format="parquet").to_table(columns=ROWS.names, memory_pool=pool))


def lines(path: Path) -> Lines:
    """Return where each event's line is."""
    found = pq.read_table(path, columns=["line_start", "line_length"])
    return Lines(found["line_start"].to_numpy(), found["line_length"].to_numpy())
