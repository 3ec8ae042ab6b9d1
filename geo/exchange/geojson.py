"""Events -> GeoJSON (RFC 7946) as in the store, for QGIS, GDAL and geopandas. `geo.store` knows its names."""

from __future__ import annotations

from geo import store
from geo.exchange.selection import Selection


def write(selection: Selection) -> bytes:
    """Return a FeatureCollection in UTF-8, one feature a line, null geometry where no place is known."""
    return store.collection(selection.events, told={"seal": selection.seal.carried}).encode()
