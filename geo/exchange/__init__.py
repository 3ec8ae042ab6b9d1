"""Events <-> files that other programs read: one file a format, named in one table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import geopandas as gpd

from geo import query
from geo.errors import InputError
from geo.exchange import csv, geojson, gpkg, kml, package, parquet
from geo.exchange.selection import Selection
from geo.model import Event
from geo.query import Filter
from geo.seal import seal
from geo.seal.carried import READERS, sealed

FORMATS: Mapping[str, Callable[[Selection], bytes]] = {
    "geojson": geojson.write,
    "csv": csv.write,
    "kml": kml.write,
    "gpkg": gpkg.write,
    "parquet": parquet.write,
}
PACKAGE = "zip"


def write(
    events: Sequence[Event],
    *,
    filter: Filter,
    format: str,
    made: dt.date,
    everything: gpd.GeoDataFrame | None = None,
) -> bytes:
    """Return the events that the filter lets through as a file of the format (one of FORMATS, or `zip` for a
    package of all of them with a picture; any case). The same inputs give the same bytes.

    `everything` is the `query.table` of all events, for the picture's colours and counts; without it, of
    `events`. Raise InputError for a format that is not known.
    """
    format = format.lower()
    if format not in FORMATS and format != PACKAGE:
        raise InputError(f".{format}: events are exported as one of .{', .'.join((*FORMATS, PACKAGE))}")
    table = query.table(events)
    kept = set(query.select(table, filter)["id"])
    chosen = tuple(event for event in events if event.id in kept)
    known = table if everything is None else everything
    selection = Selection(chosen, filter, seal(chosen, filter=filter, made=made), known)
    if format == PACKAGE:
        return package.write(selection, {name: _file(selection, name) for name in FORMATS})
    return _file(selection, format)


def _file(selection: Selection, format: str) -> bytes:
    content = FORMATS[format](selection)
    return sealed(content, selection.seal, format=format) if format in READERS else content
