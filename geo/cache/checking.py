"""The Parquet file against the store -> what is wrong, a line each. To have none is nothing wrong."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from geo.cache.place import cache_path
from geo.store import Store, features, sealing

READ = 20_000  # rows at a time


def findings(store: Store) -> Iterator[str]:
    """Yield what is wrong with the cache of what the store holds now; raise StoreError for the store."""
    with store.opened() as file:
        if file is None:
            return
        path = cache_path(store, sealing.content(file))
        if not path.exists():
            return
        gists = features.gists(file, name=str(store.path))
        lines = ((gist.id, gist.start, gist.length) for gist in gists)
        try:
            same = all(row == line for row, line in zip_longest(_rows(path), lines))
        except (OSError, pa.ArrowException):
            same = False
        if not same:
            yield f"{path}: not what {store.path.name} holds; remove it, it is made anew when it is needed"


def _rows(path: Path) -> Iterator[tuple[str, int, int]]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(READ, columns=["id", "line_start", "line_length"]):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)
