"""Events on the ground of a picture: marks, radii in true kilometres, hatched units, place names.

Colour and shape are the suspected actor's, as on the map of the dashboard. Events whose marks would cover
each other share one that is cut like a pie and carries their number: nothing is moved to make room. What is
known only by province or country is hatched and numbered, never a point.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sized
from dataclasses import replace
from typing import Any, Literal, NamedTuple

import geopandas as gpd
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.patches import Circle, Rectangle

from geo import language
from geo.snapshot import framing, spots, units
from geo.snapshot.ground import FONT, Sheet
from geo.snapshot.spots import MARK_PT, Spot
from geo.view import escape
from geo.view.palette import Mark, Shape
from geo.view.theme import DARK, Ground

MARKERS: Mapping[Shape, str] = {
    "circle": "o", "ring": "o", "square": "s", "diamond": "D", "triangle": "^", "triangle-down": "v",
    "hexagon": "H", "cross": "P", "star": "*",
}  # fmt: skip
SIZES: Mapping[Shape, float] = {"square": 0.9, "diamond": 0.85, "cross": 1.1, "star": 1.3}  # of equal weight
COVERED = 0.55  # of two marks' mean size: closer ones share a mark
MOST_LABELS = 60  # by then the paper is full, and measuring texts is the slowest step

Sign = Literal["hollow", "shared", "circle", "province", "country"]


class Glyph(NamedTuple):
    """How one actor is drawn: `#rrggbb` and an outline."""

    colour: str
    shape: Shape


def glyphs(marks: Mapping[str, Mark], ground: Ground) -> dict[str, Glyph]:
    """Return each actor's glyph on light or dark ground."""
    return {
        key: Glyph(mark.dark if ground is DARK else mark.light, mark.shape) for key, mark in marks.items()
    }


def draw(sheet: Sheet, rows: gpd.GeoDataFrame, *, glyphs: Mapping[str, Glyph]) -> list[Sign]:
    """Draw all rows that lie in the frame; return the signs that occurred, for the legend."""
    found = [s for s in spots.spots(rows) if sheet.frame.contains(np.array([s.lon]), np.array([s.lat]))[0]]
    seen = _joined(sheet, found)
    for spot in seen:
        sheet.reserve_around(sheet.at(spot.lon, spot.lat), points=spot.size_pt / 2 * sheet.scale)
    levels = units.draw(sheet, rows)
    circles = _circles(sheet, found, glyphs=glyphs)
    single = [spot for spot in seen if spot.count == 1]
    for actor, hollow in dict.fromkeys((spot.actors[0][0], spot.hollow) for spot in single):
        alike = [spot for spot in single if (spot.actors[0][0], spot.hollow) == (actor, hollow)]
        x, y = np.array([sheet.at(spot.lon, spot.lat) for spot in alike]).T
        drawn = glyphs[actor]
        glyph(sheet.axes, x, y, drawn, size=MARK_PT * sheet.scale, ground=sheet.ground, hollow=hollow)
    shared = [spot for spot in seen if spot.count > 1]
    for spot in reversed(shared):
        _pie(sheet, spot, glyphs=glyphs)
    _names(sheet, seen[:MOST_LABELS])
    open_ = [spot for spot in single if spot.hollow and glyphs[spot.actors[0][0]].shape != "ring"]
    return [*_signs("hollow", open_), *_signs("shared", shared), *_signs("circle", circles), *levels]


def _signs(sign: Sign, occurs: Sized) -> list[Sign]:
    return [sign] if occurs else []


def _joined(sheet: Sheet, found: Iterable[Spot]) -> list[Spot]:
    """Join spots whose marks would cover each other into the larger one; the largest come first."""
    kept: list[Spot] = []
    points = np.empty((0, 2))
    for spot in found:
        at = np.array(sheet.at(spot.lon, spot.lat))
        apart_pt = np.hypot(*(points - at).T) / sheet.km_a_point / sheet.scale
        near = int(apart_pt.argmin()) if len(kept) else -1
        if near >= 0 and apart_pt[near] < COVERED * (kept[near].size_pt + spot.size_pt) / 2:
            kept[near] = _sum(kept[near], spot)
        else:
            kept.append(spot)
            points = np.vstack([points, at])
    return sorted(kept, key=lambda spot: (-spot.count, spot.lon, spot.lat))


def _sum(larger: Spot, smaller: Spot) -> Spot:
    actors = Counter(dict(larger.actors)) + Counter(dict(smaller.actors))
    ordered = tuple(sorted(actors.items(), key=lambda item: (-item[1], item[0])))
    return replace(larger, actors=ordered, hollow=False)


def _names(sheet: Sheet, named: Iterable[Spot]) -> None:
    written: set[str] = set()
    for spot in named:
        gap = spot.size_pt / 2 + 1.5
        around = [
            (gap, 0.01),
            (-gap, 0.01),
            (0, gap),
            (0, -gap),
            (gap, gap),
            (-gap, gap),
            (gap, -gap),
            (-gap, -gap),
        ]
        text = escape.plain(spot.name)
        if text not in written and sheet.write(
            text,
            sheet.at(spot.lon, spot.lat),
            size=7.2,
            colour=sheet.ground.ink,
            offsets=around,
            fontweight="bold",
        ):
            written.add(text)


def _circles(sheet: Sheet, seen: Iterable[Spot], *, glyphs: Mapping[str, Glyph]) -> list[Any]:
    """Draw each radius that is larger on the paper than a mark; return the rings."""
    wide = [
        (
            framing.circle(sheet.frame, lon=spot.lon, lat=spot.lat, radius_km=radius),
            glyphs[spot.actors[0][0]],
        )
        for spot in seen
        for radius in spot.radii_km
        if radius / sheet.km_a_point > (MARK_PT / 2 + 1) * sheet.scale
    ]
    rings, colours = [ring for ring, _ in wide], [drawn.colour for _, drawn in wide]
    filled = PolyCollection(rings, facecolors=colours, edgecolors="none", alpha=0.10, zorder=4)
    lines = PolyCollection(
        rings, facecolors="none", edgecolors=colours, linewidths=0.8 * sheet.scale, alpha=0.7, zorder=4
    )
    sheet.axes.add_collection(filled, autolim=False)
    sheet.axes.add_collection(lines, autolim=False)
    return rings


def glyph(
    axes: Axes, x: Any, y: Any, drawn: Glyph, *, size: float, ground: Ground, hollow: bool = False
) -> None:
    """Draw glyphs about `size` points across."""
    ring = hollow or drawn.shape == "ring"
    axes.scatter(
        x, y, s=(size * SIZES.get(drawn.shape, 1.0)) ** 2, marker=MARKERS[drawn.shape],
        facecolors=ground.page if ring else drawn.colour, edgecolors=drawn.colour if ring else ground.page,
        linewidths=size * (0.2 if ring else 0.1), zorder=6,
    )  # fmt: skip


def _pie(sheet: Sheet, spot: Spot, *, glyphs: Mapping[str, Glyph]) -> None:
    """Draw a disc cut by actor, with the number in a hole where there are several actors."""
    at, ground, scale = sheet.at(spot.lon, spot.lat), sheet.ground, sheet.scale
    size, start = spot.size_pt * scale, 0.25
    for actor, count in spot.actors:
        turn = 2 * np.pi * np.linspace(start, start - count / spot.count, 2 + round(60 * count / spot.count))
        start -= count / spot.count
        rim = np.column_stack([np.cos(turn), np.sin(turn)])
        wedge: Any = rim if len(spot.actors) == 1 else np.vstack([[0, 0], rim])
        reach = np.abs(wedge).max()  # matplotlib scales each marker by its farthest vertex
        sheet.axes.scatter(
            *at, s=(size * reach) ** 2, marker=wedge, c=glyphs[actor].colour, linewidths=0, zorder=7
        )
    disc: dict[str, Any] = {"marker": "o", "zorder": 7}
    sheet.axes.scatter(
        *at, s=size**2, facecolors="none", edgecolors=ground.page, linewidths=0.9 * scale, **disc
    )
    ink = readable_on(glyphs[spot.actors[0][0]].colour)
    if len(spot.actors) > 1:
        sheet.axes.scatter(*at, s=(size * 0.66) ** 2, c=ground.page, linewidths=0, **disc)
        ink = ground.ink
    written = language.number(spot.count)
    _centred(sheet.axes, *at, written, size=min(7.5, spot.size_pt * 0.5) * scale, colour=ink)


def _centred(axes: Axes, x: float, y: float, text: str, *, size: float, colour: str) -> None:
    axes.text(
        x, y, text, ha="center", va="center_baseline", fontsize=size, fontfamily=FONT, fontweight="bold",
        color=colour, zorder=7,
    )  # fmt: skip


def readable_on(colour: str) -> str:
    """Return black or white, whichever has more contrast with a `#rrggbb` colour (WCAG 2 luminance)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#ffffff" if 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 else "#000000"


def sample(axes: Axes, x: float, y: float, sign: Sign, *, ground: Ground, scale: float) -> None:
    """Draw a sign for the legend at a point of axes whose units are points."""
    if sign == "hollow":
        outline = Glyph(ground.muted, "diamond")
        glyph(axes, x, y, outline, size=MARK_PT * scale, ground=ground, hollow=True)
    elif sign == "shared":
        axes.scatter(x, y, s=(11 * scale) ** 2, c=ground.muted, linewidths=0, zorder=6)
        _centred(axes, x, y, "2", size=6 * scale, colour=readable_on(ground.muted))
    elif sign == "circle":
        for fill, alpha in ((True, 0.1), (False, 0.7)):
            edge: Any = {"linewidth": 0 if fill else 0.8 * scale, "color": ground.muted, "alpha": alpha}
            axes.add_patch(Circle((x, y), 5.5 * scale, fill=fill, **edge))
    else:
        line: Any = {
            "facecolor": ground.land,
            "edgecolor": ground.accent,
            "linewidth": 0.8 * scale,
            "alpha": 0.6,
        }
        corner = (x - 6.5 * scale, y - 4.5 * scale)
        box = Rectangle(corner, 13 * scale, 9 * scale, hatch=units.HATCHES[sign] * 2, **line)
        box.set_hatch_linewidth(0.5 * scale)
        axes.add_patch(box)
