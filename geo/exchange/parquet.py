"""Events -> GeoParquet 1.1: the flat columns, each event's reports nested in a column, WKB points."""

from __future__ import annotations

import io
import json

import pyarrow.parquet as pq

from geo.exchange import arrow
from geo.exchange.selection import Selection
from geo.seal.carried import KEY

GEO = {
    "version": "1.1.0",
    "primary_column": arrow.GEOMETRY,
    "columns": {arrow.GEOMETRY: {"encoding": "WKB", "geometry_types": ["Point"]}},
}  # without a `crs` it is OGC:CRS84: WGS 84, longitude first


def write(selection: Selection) -> bytes:
    """Return the file; null geometry where no place is known."""
    table = arrow.events(selection.events).append_column("reports", arrow.nested(selection.events))
    file = io.BytesIO()
    # Arrow's own schema stays out: it would hold the seal a second time, in base64
    with pq.ParquetWriter(file, table.schema, compression="zstd", store_schema=False) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata({"geo": json.dumps(GEO), KEY: selection.seal.text})
    return file.getvalue()
