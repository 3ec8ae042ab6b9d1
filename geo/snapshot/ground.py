"""The ground of a picture: sea, land, borders, names, scale bar, north arrow, inset. Knows nothing of events.

Drawn with matplotlib's objects on a `Sheet`; kilometres on the paper come from `framing`.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.path import Path
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox
from shapely.geometry.base import BaseGeometry

from geo.language import number, tr
from geo.places import regions
from geo.snapshot import framing
from geo.snapshot.framing import Frame
from geo.view import escape
from geo.view.theme import Ground

FONT = "DejaVu Sans"
PROVINCES_UP_TO_KM = 3500.0  # wider pictures would be all lines
PROVINCE_NAMES_UP_TO_KM = 1800.0
SMALLEST_NAMED_PX = 20.0
COARSE_DEGREES = 0.1
NICE = (1, 2, 5)

Level = Literal["country", "province"]


def outlines(level: Level) -> gpd.GeoDataFrame:
    """Return the outlines of all units by ISO code. Raise GazetteerError where the file is missing."""
    return regions.polygons(level).set_index("code")


@functools.cache
def _coarse(level: Level) -> list[BaseGeometry]:
    """Return all units as fine as a picture of the whole earth can show; simplifying them takes a second."""
    return list(shapely.coverage_simplify(outlines(level).geometry.to_numpy(), COARSE_DEGREES))


@functools.lru_cache(maxsize=8)  # the pictures of a series, and their insets, share their ground
def _on_paper(frame: Frame, level: Level, km_a_pixel: float) -> list[BaseGeometry]:
    units = _coarse(level) if frame.world or frame.wide else outlines(level).geometry
    return frame.on_paper(units, km_a_pixel=km_a_pixel)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Axes whose units are kilometres, what they show, and the names already on them. `scale` grows type and
    lines, which are in points, with the picture.
    """

    axes: Axes
    frame: Frame
    ground: Ground
    scale: float
    renderer: Any
    _taken: list[Bbox] = field(default_factory=list)

    def __post_init__(self) -> None:
        left, bottom, right, top = self.frame.box_km()
        self.axes.set(xlim=(left, right), ylim=(bottom, top), aspect="equal", xticks=[], yticks=[])
        self.axes.apply_aspect()  # else pixels below would be those of the axes before they were fitted

    @property
    def width_km(self) -> float:
        """Kilometres from the left to the right edge."""
        left, right = self.axes.get_xlim()
        return float(right - left)

    @property
    def km_a_pixel(self) -> float:
        """Kilometres under one pixel."""
        return self.width_km / float(self.axes.bbox.width)

    @property
    def km_a_point(self) -> float:
        """Kilometres under one typographic point."""
        return self.km_a_pixel * float(self.renderer.dpi) / 72

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Return kilometres on the paper for degrees."""
        x, y = self.frame.project(self.frame.unwrapped(np.array([lon])), np.array([lat]))
        return float(x[0]), float(y[0])

    def shapes(self, level: Level) -> list[BaseGeometry]:
        """Return all units of a level as they lie on the paper, in the order of `outlines`."""
        return _on_paper(self.frame, level, self.km_a_pixel)

    def reserve(self, box: Bbox) -> None:
        """Keep names out of `box` (pixels)."""
        self._taken.append(box)

    def reserve_around(self, at: tuple[float, float], *, points: float) -> None:
        """Keep names out of a square around a point."""
        x, y = self.axes.transData.transform(at)
        half = points * self.renderer.dpi / 72
        self.reserve(Bbox([[x - half, y - half], [x + half, y + half]]))

    def write(
        self,
        text: str,
        at: tuple[float, float],
        *,
        size: float,
        colour: str,
        offsets: Sequence[tuple[float, float]] = ((0, 0),),
        max_px: float = np.inf,
        **style: Any,
    ) -> bool:
        """Write at the first of the `offsets` (points from `at`) that is free; return whether one was."""
        halo = [withStroke(linewidth=size * self.scale * 0.28, foreground=self.ground.halo)]
        style = {"fontsize": size * self.scale, "fontfamily": FONT, "color": colour, "zorder": 8, **style}
        for dx, dy in offsets:
            label = self.axes.annotate(
                text, at, xytext=(dx * self.scale, dy * self.scale), textcoords="offset points",
                ha="left" if dx > 0 else "right" if dx < 0 else "center",
                va="bottom" if dy > 0 else "top" if dy < 0 else "center",
                **{"path_effects": halo, **style},
            )  # fmt: skip
            box = label.get_window_extent(self.renderer)
            if "bbox" in style:  # a frame around the text, which the text's own extent leaves out
                box = box.padded(0.4 * size * self.scale * self.renderer.dpi / 72)
            if box.width <= max_px and self._free(box):
                self.reserve(box.padded(1))
                return True
            label.remove()
        return False

    def _free(self, box: Bbox) -> bool:
        inside = self.axes.bbox
        fits = box.x0 >= inside.x0 and box.x1 <= inside.x1 and box.y0 >= inside.y0 and box.y1 <= inside.y1
        return fits and not any(box.overlaps(other) for other in self._taken)


def draw(sheet: Sheet) -> None:
    """Draw sea, land, province lines and borders."""
    axes, ground, world = sheet.axes, sheet.ground, sheet.frame.world
    axes.set_facecolor(ground.page if world else ground.sea)
    for spine in axes.spines.values():
        spine.set(visible=not world, edgecolor=ground.border, linewidth=0.6 * sheet.scale)
    if world:
        axes.add_patch(Polygon(_globe(sheet.frame), facecolor=ground.sea, edgecolor="none", zorder=0))
    close = sheet.width_km < PROVINCES_UP_TO_KM
    if close:
        _fill(sheet, "province", facecolor=ground.land, edgecolor=ground.province, points=0.5, zorder=1)
    face, points = ("none", 0.8) if close else (ground.land, 0.35 if world else 0.55)
    _fill(sheet, "country", facecolor=face, edgecolor=ground.border, points=points, zorder=2)


def hatch(sheet: Sheet, unit: BaseGeometry, *, pattern: str) -> None:
    """Hatch a unit: something happened in it, where exactly is not known."""
    shape = sheet.frame.on_paper([unit], km_a_pixel=sheet.km_a_pixel)[0]
    line: Any = {"edgecolor": sheet.ground.accent, "linewidth": 0.8 * sheet.scale, "alpha": 0.45}
    patch = PathPatch(_path(shape), facecolor="none", hatch=pattern, zorder=3, **line)
    patch.set_hatch_linewidth(0.5 * sheet.scale)
    sheet.axes.add_patch(patch)


def names(sheet: Sheet, *, first: Collection[str]) -> None:
    """Write countries, those in `first` (codes) before others, then provinces, as far as there is room."""
    _names(sheet, "country", first=first, size=8.0)
    if sheet.width_km < PROVINCE_NAMES_UP_TO_KM:
        _names(sheet, "province", first=(), size=6.2)


def _names(sheet: Sheet, level: Level, *, first: Collection[str], size: float) -> None:
    name = regions.country_name if level == "country" else regions.admin1_name
    clip = shapely.box(*sheet.frame.box_km())
    smallest = (SMALLEST_NAMED_PX * sheet.km_a_pixel) ** 2
    seen = [
        (code, shape)
        for code, shape in zip(outlines(level).index, sheet.shapes(level), strict=True)
        if not shape.is_empty and (shape.area > smallest or code in first)
    ]
    for code, shape in sorted(seen, key=lambda item: (item[0] not in first, -item[1].area, item[0])):
        part = _largest(shapely.make_valid(shape).intersection(clip))
        if part is None:
            continue
        x, y = shapely.maximum_inscribed_circle(part, tolerance=5 * sheet.km_a_pixel).coords[0]
        room = (part.bounds[2] - part.bounds[0]) / sheet.km_a_pixel * (2 if code in first else 1.1)
        large = size * (1.25 if part.area > 0.06 * clip.area else 1.0)
        around = [(0.0, step * size) for step in (0, 1.2, -1.2, 2.4, -2.4)]
        around = [offset for offset in around if _stays_in(part, sheet, (x, y), offset=offset, size=large)]
        for text in _broken(escape.plain(name(str(code)))):
            if sheet.write(text, (x, y), size=large, colour=sheet.ground.label, max_px=room, offsets=around):
                break


def _stays_in(
    part: BaseGeometry,
    sheet: Sheet,
    at: tuple[float, float],
    *,
    offset: tuple[float, float],
    size: float,
) -> bool:
    """Return whether the middle of a name that had to give way still stands on what it names."""
    away = offset[1] + np.sign(offset[1]) * size / 2
    return bool(part.contains(shapely.Point(at[0], at[1] + away * sheet.scale * sheet.km_a_point)))


def _largest(shape: BaseGeometry) -> shapely.Polygon | None:
    parts = shapely.get_parts(shape)
    polygons = [part for part in parts if isinstance(part, shapely.Polygon) and not part.is_empty]
    return max(polygons, key=lambda part: part.area, default=None)


def _broken(name: str) -> list[str]:
    """Return the name on one line and, where it has several words, on two."""
    words = name.split()
    if len(words) < 2:
        return [name]
    half = min(range(1, len(words)), key=lambda at: abs(len(" ".join(words[:at])) - len(name) / 2))
    return [name, " ".join(words[:half]) + "\n" + " ".join(words[half:])]


def scale_bar(sheet: Sheet) -> None:
    """Draw a bar of round kilometres, about a fifth of the width, and an arrow to the north."""
    left, bottom, right, top = sheet.frame.box_km()
    length = _nice((right - left) / 5)
    x, y, high = left + (right - left) * 0.025, bottom + (top - bottom) * 0.035, (top - bottom) * 0.008
    for half, colour in enumerate((sheet.ground.ink, sheet.ground.land)):
        corner = (x + half * length / 2, y)
        line: Any = {"edgecolor": sheet.ground.ink, "linewidth": 0.6 * sheet.scale, "zorder": 9}
        sheet.axes.add_patch(Rectangle(corner, length / 2, high, facecolor=colour, **line))
    for kilometres, text in ((0.0, "0"), (length, tr("{n} km", n=number(round(length, 3))))):
        sheet.write(
            text, (x + kilometres, y + high), size=7, colour=sheet.ground.ink, offsets=((0, 2),), zorder=9
        )
    sheet.reserve(Bbox(sheet.axes.transData.transform([(left, bottom), (x + length * 1.2, y + 6 * high)])))
    _north(sheet)


def _north(sheet: Sheet) -> None:
    colour, scale = sheet.ground.ink, sheet.scale
    arrow = {"arrowstyle": "-|>", "color": colour, "linewidth": 1.1 * scale, "mutation_scale": 9 * scale}
    sheet.axes.annotate(
        "", (0.972, 0.965), xytext=(0.972, 0.905), xycoords="axes fraction", textcoords="axes fraction",
        arrowprops=arrow, zorder=9,
    )  # fmt: skip
    sheet.axes.text(
        0.972, 0.898, tr("N"), transform=sheet.axes.transAxes, ha="center", va="top", fontsize=8 * scale,
        fontfamily=FONT, fontweight="bold", color=colour, zorder=9,
    )  # fmt: skip
    sheet.reserve(Bbox(sheet.axes.transAxes.transform([(0.95, 0.86), (1, 1)])))


def inset(sheet: Sheet, shown: Frame) -> None:
    """Draw the whole earth on a small sheet, with a mark where `shown` is."""
    axes, ground = sheet.axes, sheet.ground
    axes.set_axis_off()
    globe = Polygon(
        _globe(sheet.frame), facecolor=ground.sea, edgecolor=ground.border, linewidth=0.5 * sheet.scale
    )
    axes.add_patch(globe)
    _fill(sheet, "country", facecolor=ground.border, edgecolor=ground.border, points=0.1, zorder=1)
    if shown.west > -180 and shown.east < 180:
        corners = [(shown.west, shown.south), (shown.east, shown.south), (shown.east, shown.north)]
        box = np.array([sheet.at(*corner) for corner in [*corners, (shown.west, shown.north)]])
        line: Any = {"edgecolor": ground.accent, "linewidth": 1.2 * sheet.scale, "zorder": 2}
        axes.add_patch(Polygon(box, fill=False, **line))
    axes.plot(
        *sheet.at(shown.lon, shown.lat), marker="o", markersize=3 * sheet.scale, color=ground.accent, zorder=3
    )


def _globe(frame: Frame) -> Any:
    """Return the outline of the drawn part of the whole earth."""
    lat = np.linspace(frame.south, frame.north, 60)
    east = np.column_stack(frame.project(np.full(60, frame.east - 1e-6), lat))
    west = np.column_stack(frame.project(np.full(60, frame.west + 1e-6), lat[::-1]))
    return np.concatenate([east, west])


def _fill(sheet: Sheet, level: Level, *, points: float, **style: Any) -> None:
    paths = [_path(shape) for shape in sheet.shapes(level) if not shape.is_empty]
    sheet.axes.add_collection(PathCollection(paths, linewidth=points * sheet.scale, **style), autolim=False)


def _path(shape: BaseGeometry) -> Path:
    return Path(*framing.edges(shape))


def _nice(kilometres: float) -> float:
    """Return the largest of 1, 2, 5 times a power of ten that is not above."""
    power = 10.0 ** np.floor(np.log10(kilometres))
    return float(max(step * power for step in NICE if step * power <= kilometres * (1 + 1e-9)))
