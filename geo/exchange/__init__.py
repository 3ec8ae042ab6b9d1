"""Events <-> files that other programs read: one file a format, named in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from geo import query
from geo.errors import InputError
from geo.exchange import csv, geojson
from geo.model import Event
from geo.query import Filter

FORMATS: Mapping[str, Callable[[Sequence[Event]], bytes]] = {
    "geojson": geojson.write,
    "csv": csv.write,
}


def write(events: Sequence[Event], *, filter: Filter, format: str) -> bytes:
    """Return the events that the filter lets through as a file of the format (a key of FORMATS, any case).

    Raise InputError for a format that is not known.
    """
    writer = FORMATS.get(format.lower())
    if writer is None:
        raise InputError(f".{format}: events are exported as one of .{', .'.join(FORMATS)}")
    kept = set(query.select(query.table(events), filter)["id"])
    return writer([event for event in events if event.id in kept])
