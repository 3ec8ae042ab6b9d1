"""Events -> GeoJSON (RFC 7946) as in the store, for QGIS, GDAL and geopandas. `geo.store` knows its names."""

from __future__ import annotations

from collections.abc import Sequence

from geo import store
from geo.model import Event


def write(events: Sequence[Event]) -> bytes:
    """Return a FeatureCollection in UTF-8, one feature a line, null geometry where no place is known."""
    return store.collection(events).encode()
