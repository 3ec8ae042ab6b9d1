"""Longitude and latitude -> kilometres on the paper. Alone knows projections, the antimeridian and what a
picture shows of the earth.

Regions are drawn equirectangular, true to scale at their middle latitude; several continents too, true to
scale at 45 degrees, as far as they fill the paper; the whole earth in Equal Earth. Longitudes are
unwrapped around the frame's middle, so a frame may cross 180 degrees.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyproj
import shapely
from shapely.affinity import translate
from shapely.geometry.base import BaseGeometry

Numbers = npt.NDArray[np.float64]

EARTH_KM = 6371.0088  # IUGG mean radius
KM_A_DEGREE = EARTH_KM * np.pi / 180
MIN_HEIGHT_KM = 160.0  # below it, no border or province line is left to find one's way by
MARGIN = 0.14  # of the events' extent, on each side
WIDE_FROM_DEGREES = 170.0
WIDE_MARGIN_DEGREES = 12.0
WIDE_PARALLEL = 45.0  # as in Gall's isographic: keeps the shapes of the lands where most people live
SOUTH, NORTH = -58.0, 83.0  # what a picture of the whole world shows
_SPHERE = pyproj.Geod(a=EARTH_KM * 1000, b=EARTH_KM * 1000)


@dataclass(frozen=True, slots=True)
class Frame:
    """Degrees, WGS 84, `west` < `east`; either may pass 180. `project` gives kilometres from the middle."""

    west: float
    south: float
    east: float
    north: float
    _projection: pyproj.Transformer = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.world:
            crs = f"+proj=eqearth +lon_0={self.lon} +R={EARTH_KM * 1000} +units=km"
        else:
            parallel = WIDE_PARALLEL if self.wide else self.lat
            crs = f"+proj=eqc +lat_ts={parallel} +lon_0={self.lon} +R={EARTH_KM * 1000} +units=km +over"
        sphere = f"+proj=longlat +R={EARTH_KM * 1000} +over"
        object.__setattr__(self, "_projection", pyproj.Transformer.from_crs(sphere, crs, always_xy=True))

    @property
    def world(self) -> bool:
        """Whether the whole earth is shown."""
        return self.east - self.west >= 360

    @property
    def wide(self) -> bool:
        """Whether several continents are shown, but not the whole earth."""
        return WIDE_FROM_DEGREES < self.east - self.west < 360

    @property
    def lon(self) -> float:
        """The middle's longitude in degrees, unwrapped."""
        return (self.west + self.east) / 2

    @property
    def lat(self) -> float:
        """The middle's latitude in degrees."""
        return (self.south + self.north) / 2

    def unwrapped(self, lon: npt.NDArray[Any]) -> Numbers:
        """Return longitudes within half a turn of the frame's middle."""
        return np.asarray((lon - self.lon + 180) % 360 - 180 + self.lon)

    def project(self, lon: Numbers, lat: Numbers) -> tuple[Numbers, Numbers]:
        """Return kilometres to the east and to the north for degrees that are already unwrapped."""
        x, y = self._projection.transform(lon, lat)
        return np.asarray(x), np.asarray(y)

    def contains(self, lon: npt.NDArray[Any], lat: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
        """Return for each point whether it lies inside."""
        lon = self.unwrapped(lon)
        return (lon >= self.west) & (lon <= self.east) & (lat >= self.south) & (lat <= self.north)

    def box_km(self) -> tuple[float, float, float, float]:
        """Return the frame's edges on the paper: left, bottom, right, top."""
        edge = np.linspace(0, 1, 60)
        lon = self.west + edge * (self.east - self.west)
        lat = self.south + edge * (self.north - self.south)
        lons = np.concatenate([lon, lon, np.full(60, self.west), np.full(60, self.east)])
        lats = np.concatenate([np.full(60, self.south), np.full(60, self.north), lat, lat])
        x, y = self.project(lons, lats)
        return float(x.min()), float(y.min()), float(x.max()), float(y.max())

    def on_paper(self, shapes: Iterable[BaseGeometry], *, km_a_pixel: float) -> list[BaseGeometry]:
        """Clip shapes of a coverage to the frame, project them, and drop what is finer than a pixel.

        One for each shape, empty where it lies outside. Neighbours keep a common border.
        """
        parts = [self._visible(shape) for shape in shapes]
        longest = 2.0 if self.world else 0.0
        bent = [
            shapely.segmentize(part, longest) if longest and not part.is_empty else part for part in parts
        ]
        flat = shapely.transform(np.array(bent, dtype=object), self._flatten)
        return list(shapely.coverage_simplify(flat, km_a_pixel * 0.7))

    def _flatten(self, points: Numbers) -> Numbers:
        return np.column_stack(self.project(points[:, 0], points[:, 1]))

    def _visible(self, shape: BaseGeometry) -> BaseGeometry:
        """Return the shape's parts in the frame and a little beyond, each shifted to where the frame is."""
        more = 0.0 if self.world else 0.03 * (self.east - self.west)
        box = (self.west - more, max(self.south - more, -90), self.east + more, min(self.north + more, 90))
        west, _, east, _ = shape.bounds if not shape.is_empty else (0, 0, -999, 0)
        turns = [turn for turn in (-360, 0, 360) if west + turn < box[2] and east + turn > box[0]]
        parts = [shapely.clip_by_rect(translate(shape, xoff=turn) if turn else shape, *box) for turn in turns]
        polygons = [
            piece
            for part in parts
            for piece in getattr(part, "geoms", [part])
            if piece.geom_type in ("Polygon", "MultiPolygon") and not piece.is_empty
        ]
        singles = [single for piece in polygons for single in getattr(piece, "geoms", [piece])]
        return shapely.MultiPolygon(singles)


def circle(frame: Frame, *, lon: float, lat: float, radius_km: float) -> Numbers:
    """Return the points at `radius_km` over the ground from a point, as kilometres on the paper (n by 2)."""
    turns = np.linspace(0, 360, 73)
    same = np.ones_like(turns)
    lons, lats, _ = _SPHERE.fwd(lon * same, lat * same, turns, radius_km * 1000 * same)
    near = (np.asarray(lons) - lon + 180) % 360 - 180 + float(frame.unwrapped(np.array([lon]))[0])
    return np.column_stack(frame.project(near, np.asarray(lats)))


def fit(boxes: Iterable[tuple[float, float, float, float]], *, aspect: float) -> Frame:
    """Return the frame of the given `aspect` (width to height) that holds all boxes with a margin.

    A box is west, south, east, north in degrees, `west` > `east` where it crosses 180 degrees. No box: all.
    """
    found = list(boxes)
    if not found:
        return world()
    west, east = _shortest_arc([(box[0], box[2] if box[2] >= box[0] else box[2] + 360) for box in found])
    south, north = min(box[1] for box in found), max(box[3] for box in found)
    stretch = np.cos(np.radians(np.clip((south + north) / 2, -75, 75)))
    if (east - west) * (1 + 2 * MARGIN) > WIDE_FROM_DEGREES:
        return _continents(west, south, east, north, aspect=aspect)
    height = max((north - south) * (1 + 2 * MARGIN), MIN_HEIGHT_KM / KM_A_DEGREE)
    height = max(height, (east - west) * (1 + 2 * MARGIN) * stretch / aspect)
    width = height * aspect / stretch
    lon, lat = (west + east) / 2, (south + north) / 2
    if width > WIDE_FROM_DEGREES:
        return _continents(west, south, east, north, aspect=aspect)
    lat = float(np.clip(lat, -85 + height / 2, 85 - height / 2)) if height < 170 else 0.0
    return _centred(lon, lat, width=width, height=height)


def exactly(west: float, south: float, east: float, north: float, *, aspect: float) -> Frame:
    """Return the frame around the box, widened to `aspect` where the box is too narrow or too low."""
    east = east if east > west else east + 360
    lat, lon = (south + north) / 2, (west + east) / 2
    stretch = np.cos(np.radians(np.clip(lat, -75, 75)))
    height = max(north - south, (east - west) * stretch / aspect)
    if height * aspect / stretch > WIDE_FROM_DEGREES:
        return _continents(west, south, east, north, aspect=aspect)
    return _centred(lon, lat, width=height * aspect / stretch, height=height)


def _continents(west: float, south: float, east: float, north: float, *, aspect: float) -> Frame:
    """Return the frame that fills the paper, or the whole earth where the box leaves too little of it out."""
    stretch = float(np.cos(np.radians(WIDE_PARALLEL)))
    tall = min(north - south + WIDE_MARGIN_DEGREES, NORTH - SOUTH)
    width = max(east - west + 2 * WIDE_MARGIN_DEGREES, tall * aspect / stretch, WIDE_FROM_DEGREES + 1)
    height = width * stretch / aspect
    if height > NORTH - SOUTH or width >= 360:
        return world()
    lat = float(np.clip((south + north) / 2, SOUTH + height / 2, NORTH - height / 2))
    return _centred((west + east) / 2, lat, width=width, height=height)


def world(*, lon: float = 0.0) -> Frame:
    """Return the whole earth but for the emptiest ends, `lon` in the middle."""
    return Frame(lon - 180, SOUTH, lon + 180, NORTH)


def _centred(lon: float, lat: float, *, width: float, height: float) -> Frame:
    return Frame(lon - width / 2, lat - height / 2, lon + width / 2, lat + height / 2)


def _shortest_arc(spans: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the shortest stretch of longitude that holds all spans: the circle without its widest gap."""
    spans = sorted((west % 360, west % 360 + (east - west)) for west, east in spans)
    reach, widest, after = spans[0][1], 0.0, 0
    for index, (west, east) in enumerate(spans[1:], start=1):
        if west - reach > widest:
            widest, after = west - reach, index
        reach = max(reach, east)
    if spans[0][0] + 360 - reach >= widest:
        after = 0
    west = spans[after][0]
    east = max([e for _, e in spans[after:]] + [e + 360 for _, e in spans[:after]])
    shift = 360 if west > 180 else 0
    return west - shift, min(east, west + 360) - shift


def edges(polygons: BaseGeometry) -> tuple[Numbers, npt.NDArray[np.uint8]]:
    """Return a shape's rings as the vertices and codes of one matplotlib path."""
    codes: list[Any] = []
    rings = [shapely.get_coordinates(ring) for ring in shapely.get_rings(shapely.get_parts(polygons))]
    for ring in rings:
        codes.append(np.full(len(ring), 2, dtype=np.uint8))  # Path.LINETO
        codes[-1][0], codes[-1][-1] = 1, 79  # Path.MOVETO, Path.CLOSEPOLY
    if not rings:
        return np.empty((0, 2)), np.empty(0, dtype=np.uint8)
    return np.concatenate(rings), np.concatenate(codes)
