"""One picture, drawn: head, map, legend and foot on a matplotlib figure. `snapshot` makes files of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from geo import query
from geo.language import mark, tr
from geo.query import Box, Filter
from geo.seal import Seal
from geo.snapshot import drawing, extent, framing, ground, side, spots, units
from geo.snapshot.drawing import Glyph, Sign
from geo.snapshot.framing import Frame, world
from geo.snapshot.ground import Sheet
from geo.snapshot.legend import Column
from geo.snapshot.paper import Layout, Part
from geo.view import escape, palette, words
from geo.view.caption import filter_in_words
from geo.view.theme import Ground

INSET_UP_TO_DEGREES = 75.0
ATTRIBUTION_NOTE = mark(
    "Boundaries: Natural Earth (public domain), no endorsement implied. Place names: GeoNames, CC BY 4.0. "
    "Events: read from news reports by Dateline; each with its sources in the data."
)

Extent = Box | Literal["all", "region"]


@dataclass(frozen=True)
class Plan:
    """What one picture shows. `events` is the whole table; `framed` are the rows that the extent `all` must
    hold, those of the filter where it is None; `head_inches` keeps maps of a series in one place.
    """

    events: gpd.GeoDataFrame
    filter: Filter
    heading: str
    made: dt.date
    extent: Extent
    ground: Ground
    seal: Seal | None
    framed: gpd.GeoDataFrame | None = None
    head_inches: float = 0.0

    @property
    def said(self) -> str:
        """The filter as a sentence."""
        return filter_in_words(self.events, self.filter)


def blank(size_px: tuple[int, int], *, dpi: int, ground: Ground) -> Figure:
    """Return an empty figure."""
    return Figure(figsize=(size_px[0] / dpi, size_px[1] / dpi), dpi=dpi, facecolor=ground.page)


def head_inches(figure: Figure, plan: Plan) -> float:
    """Return how high title and filter are on this figure, which stays empty."""
    head = _head(figure, Layout(*figure.get_size_inches()), plan)
    head.axes.remove()
    return -head.y / 72


def compose(figure: Figure, plan: Plan) -> None:
    """Draw the plan on an empty figure."""
    size = figure.get_size_inches()
    tall = max(head_inches(figure, plan), plan.head_inches)
    box = Layout(*size, head_inches=tall)
    _head(figure, box, plan)
    foot = column(figure, box.foot, box, plan.ground)
    foot.write(footing(plan.made, plan.seal), size=6, muted=True, lines=2)
    glyphs = drawing.glyphs(palette.marks(plan.events, "actor"), plan.ground)
    frame = _frame(plan, aspect=box.map_aspect)
    rows = query.select(plan.events, plan.filter)
    sheet = Sheet(figure.add_axes(box.map), frame, plan.ground, box.scale, _renderer(figure))
    signs = _map(figure, sheet, box, rows, glyphs=glyphs)
    columns = [column(figure, part, box, plan.ground) for part in box.columns]
    seal = (
        plan.seal if plan.seal and plan.seal.filter == plan.filter else None
    )  # of a series: not of one page
    side.write(columns, plan.events, plan.filter, frame=frame, glyphs=glyphs, signs=signs, seal=seal)


def footing(made: dt.date, seal: Seal | None) -> str:
    """Return the small print: when, with what check sum, whose data."""
    said = [tr("Made on {day} with Dateline.", day=words.day(made))]
    said += [tr("Check {hash} (geo verify-snapshot).", hash=seal.hash)] if seal else []
    return " ".join([*said, tr(ATTRIBUTION_NOTE)])


def _renderer(figure: Figure) -> Any:
    canvas: Any = FigureCanvasAgg(figure)
    return canvas.get_renderer()


def column(figure: Figure, part: Part, box: Layout, ground: Ground) -> Column:
    """Return an empty column of text on a part of the figure."""
    return Column(figure.add_axes(part), _renderer(figure), ground=ground, scale=box.scale)


def _head(figure: Figure, box: Layout, plan: Plan) -> Column:
    head = column(figure, box.head, box, plan.ground)
    head.write(escape.plain(plan.heading), size=15, bold=True, lines=3)
    head.gap(2)
    head.write(escape.plain(plan.said), size=9, muted=True, lines=3)
    return head


def _frame(plan: Plan, *, aspect: float) -> Frame:
    """Return what is asked for, else what holds the events, else the region, else all."""
    if isinstance(plan.extent, Box):
        return framing.exactly(*plan.extent, aspect=aspect)
    rows = query.select(plan.events, plan.filter) if plan.framed is None else plan.framed
    boxes = extent.boxes(rows) if plan.extent == "all" else []
    if boxes:
        return framing.fit(boxes, aspect=aspect)
    around = plan.filter.bbox or (Box(*shapely.bounds(plan.filter.area.shape)) if plan.filter.area else None)
    if around:
        return framing.exactly(*around, aspect=aspect)
    region = [
        *units.outline_boxes("province", plan.filter.provinces),
        *units.outline_boxes("country", query.whole_countries(plan.filter)),
    ]
    return framing.fit(region or extent.boxes(rows), aspect=aspect)


def _map(
    figure: Figure, sheet: Sheet, box: Layout, rows: gpd.GeoDataFrame, *, glyphs: Mapping[str, Glyph]
) -> list[Sign]:
    """Draw ground and events, names last, where there is room left."""
    ground.draw(sheet)
    marks = _on_paper(sheet, rows)
    if not (sheet.frame.world or sheet.frame.wide):
        ground.scale_bar(sheet)
    if sheet.frame.east - sheet.frame.west < INSET_UP_TO_DEGREES:
        _inset(figure, sheet, box, marks)
    signs = drawing.draw(sheet, rows, glyphs=glyphs)
    ground.names(sheet, first=set(rows["country"].dropna()))
    return signs


def _inset(figure: Figure, sheet: Sheet, box: Layout, marks: Any) -> None:
    """Draw the world small in the first corner without a mark; in none, where all have one."""
    for part in box.insets():
        width, height = figure.bbox.width, figure.bbox.height
        pixels = Bbox.from_bounds(part[0] * width, part[1] * height, part[2] * width, part[3] * height)
        inside = (marks >= pixels.padded(6).min) & (marks <= pixels.padded(6).max)
        if not inside.all(axis=1).any():
            corner = Sheet(figure.add_axes(part), world(), sheet.ground, sheet.scale, sheet.renderer)
            ground.inset(corner, sheet.frame)
            sheet.reserve(corner.axes.bbox.frozen())
            return


def _on_paper(sheet: Sheet, rows: gpd.GeoDataFrame) -> Any:
    """Return the pixels of the marks, n by 2."""
    points = spots.at_points(rows).geometry
    lon, lat = sheet.frame.unwrapped(points.x.to_numpy(float)), np.asarray(points.y, np.float64)
    return sheet.axes.transData.transform(np.column_stack(sheet.frame.project(lon, lat)).reshape(-1, 2))
