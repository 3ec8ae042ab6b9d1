"""Events <-> the Parquet file: `query.table`'s columns, and where each event's line is.

Written and read in batches, so that a million events are never in memory as events. Degrees, WGS 84, stand in
`lon` and `lat`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import shapely
from pyarrow.dataset import dataset

from geo import query
from geo.query.table import DTYPES
from geo.store.features import Line

BATCH = 20_000  # events; 200 MB in memory while they are made into rows
ADDED = {
    "lon": pa.float64(),
    "lat": pa.float64(),
    "articles": pa.list_(pa.string()),
    "line_start": pa.int64(),
    "line_length": pa.int64(),
}
_TEXT = pd.StringDtype(na_value=np.nan)


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
        first = _batch([])
        with pq.ParquetWriter(temporary, first.schema, compression="zstd") as writer:
            for batch in _batches(lines):
                writer.write_table(batch.cast(first.schema))
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _batches(lines: Iterator[Line]) -> Iterator[pa.Table]:
    while batch := list(islice(lines, BATCH)):
        yield _batch(batch)


def _batch(lines: list[Line]) -> pa.Table:
    table = query.table(line.event for line in lines)
    plain = pd.DataFrame(table.drop(columns="geometry"))
    rows = pa.Table.from_pandas(plain, preserve_index=False).replace_schema_metadata(None)
    articles = [sorted({report.source.article_id for report in line.event.reports}) for line in lines]
    added = {
        "lon": pa.array(table.geometry.x, from_pandas=True, type=ADDED["lon"]),
        "lat": pa.array(table.geometry.y, from_pandas=True, type=ADDED["lat"]),
        "articles": pa.array(articles, ADDED["articles"]),
        "line_start": pa.array([line.start for line in lines], ADDED["line_start"]),
        "line_length": pa.array([line.length for line in lines], ADDED["line_length"]),
    }
    for name, column in added.items():
        rows = rows.append_column(name, column)
    return rows


def read(path: Path) -> gpd.GeoDataFrame:
    """Return the table that `query.table` would give of the same events."""
    names = [name for name in DTYPES if name != "geometry"]
    # Arrow's own pool takes huge pages, whose clearing costs 2.1 s of a million rows; the system's 0.5 s
    pool = pa.system_memory_pool()
    rows = dataset(path, format="parquet").to_table(columns=[*names, "lon", "lat"], memory_pool=pool)
    frame = rows.to_pandas(types_mapper=_as_pandas, split_blocks=True, self_destruct=True)
    lon, lat = frame.pop("lon").to_numpy(), frame.pop("lat").to_numpy()
    points = np.full(len(frame), None, dtype=object)
    placed = ~np.isnan(lon)
    points[placed] = shapely.points(lon[placed], lat[placed])
    changed = {name: dtype for name, dtype in DTYPES.items() if dtype in ("Int64", "datetime64[s]")}
    frame = frame.astype(changed)
    return gpd.GeoDataFrame(frame, geometry=gpd.array.from_shapely(points, crs="EPSG:4326"))


def lines(path: Path) -> Lines:
    """Return where each event's line is."""
    rows = pq.read_table(path, columns=["line_start", "line_length"])
    return Lines(rows["line_start"].to_numpy(), rows["line_length"].to_numpy())


def _as_pandas(type: pa.DataType) -> object:
    if pa.types.is_string(type) or pa.types.is_large_string(type):
        return _TEXT
    return pd.ArrowDtype(type) if pa.types.is_list(type) else None
