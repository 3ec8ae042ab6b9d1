"""What a picture's frame must hold for all its events to be on it, in degrees."""

from __future__ import annotations

import geopandas as gpd
import numpy as np

from geo.snapshot import framing, ground, spots, units
from geo.snapshot.units import Box

WIDEST_RADIUS_KM = 300.0  # a wider circle does not stretch the picture


def boxes(rows: gpd.GeoDataFrame) -> list[Box]:
    """Return what a frame must hold, in degrees: spots with their radii, provinces, and countries.

    Where there is anything finer, a country counts by its label point only, so that its number is in view.
    """
    found: list[Box] = []
    for spot in spots.spots(rows):
        tall = min(max(spot.radii_km, default=0.0), WIDEST_RADIUS_KM) / framing.KM_A_DEGREE
        wide = tall / max(float(np.cos(np.radians(spot.lat))), 0.1)
        found.append((spot.lon - wide, spot.lat - tall, spot.lon + wide, spot.lat + tall))
    found += [each.shape.bounds for each in units.rough(rows)]
    coarse = units.units(rows)
    found += units.outline_boxes("province", [code for level, code in coarse if level == "province"])
    countries = [code for level, code in coarse if level == "country"]
    if not found:
        return units.outline_boxes("country", countries)
    points = ground.outlines("country")[["lon", "lat"]]
    return found + [(*points.loc[code], *points.loc[code]) for code in countries if code in points.index]
