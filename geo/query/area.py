"""A GeoJSON of one's own -> the area it outlines."""

from __future__ import annotations

import json
from typing import Any

import shapely
from shapely.geometry import shape

from geo.errors import InputError
from geo.query.filter import Area

LARGEST = 20_000_000  # bytes; the outlines of all provinces of the world have fewer


def read(content: bytes, *, name: str) -> Area:
    """Return the area that the polygons of a GeoJSON cover together, called after its file `name`.

    Raise InputError naming the file and the cause: no JSON, no polygon, coordinates that are no degrees.
    """
    if len(content) > LARGEST:
        raise InputError(f"{name}: {len(content):,} bytes of GeoJSON; an outline may have {LARGEST:,}")
    try:
        shapes = [shape(geometry) for geometry in _geometries(json.loads(content))]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, shapely.GEOSException) as error:
        raise InputError(f"{name}: not a GeoJSON that can be read ({error})") from error
    areas = [part for whole in shapes for part in shapely.get_parts(whole) if part.geom_type == "Polygon"]
    if not areas:
        raise InputError(f"{name}: no polygon in it")
    whole = shapely.union_all([shapely.make_valid(part) for part in areas])
    west, south, east, north = whole.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise InputError(f"{name}: its coordinates are no degrees of longitude and latitude")
    return Area(name, whole)


def _geometries(found: Any) -> list[dict[str, Any]]:
    """Return the geometries of a FeatureCollection, a Feature, a GeometryCollection or a geometry."""
    if found["type"] == "FeatureCollection":
        return [g for feature in found["features"] for g in _geometries(feature)]
    if found["type"] == "Feature":
        return _geometries(found["geometry"]) if found["geometry"] else []
    if found["type"] == "GeometryCollection":
        return [g for each in found["geometries"] for g in _geometries(each)]
    return [found]
