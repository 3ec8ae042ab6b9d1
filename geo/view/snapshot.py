"""A filtered table of events -> a picture for a report: PNG, SVG or PDF. Same inputs, same bytes.

The picture says by itself what it shows: title, the filter in words, dates, counts with what is not on it,
legend, scale, where the boundaries come from. Uses matplotlib's objects only, never pyplot, so that sessions
of the dashboard may draw at the same time.
"""

from __future__ import annotations

import datetime as dt
import functools
import io
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import geopandas as gpd
import matplotlib as mpl
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from geo import query
from geo.query import Box, Filter
from geo.view import escape, palette, snapshot_frame, snapshot_ground, snapshot_marks, words
from geo.view.caption import filter_in_words
from geo.view.snapshot_frame import Frame, world
from geo.view.snapshot_ground import Sheet
from geo.view.snapshot_legend import ROW_PT, Column
from geo.view.snapshot_marks import Glyph, Sign
from geo.view.theme import DARK, LIGHT, Ground

Format = Literal["png", "svg", "pdf"]

DESIGNED_INCHES = (10.67, 6.67)  # sizes of type and lines are right here and grow with the picture
SIGNS: Mapping[Sign, str] = {
    "hollow": "Not attributed, or denied",
    "shared": "Events too close to tell apart",
    "circle": "Somewhere in the circle",
    "province": "Known only by province",
    "country": "Known only by country",
}
INSET_UP_TO_DEGREES = 75.0
ATTRIBUTION_NOTE = (
    "Boundaries: Natural Earth (public domain), no endorsement implied. Place names: GeoNames, CC BY 4.0. "
    "Events: read from news reports by Dateline; each with its sources in the data."
)

mpl.rcParams["svg.hashsalt"] = "dateline"  # else the ids inside an SVG differ from run to run


def snapshot(
    events: gpd.GeoDataFrame,
    *,
    filter: Filter,
    format: Format,
    made: dt.date,
    title: str | None = None,
    size_px: tuple[int, int] = (1600, 1000),
    dpi: int = 150,
    extent: Box | None = None,
    theme: Literal["light", "dark"] = "light",
) -> bytes:
    """Return the picture of the events of `query.table` that the filter lets through.

    `events` is the whole table: colours and the counts of what is left out come from it. `size_px` is width
    and height of the PNG; SVG and PDF are `size_px / dpi` inches. `extent` in degrees is widened to the
    picture's shape; without one the picture fits its events. Raise GazetteerError where boundaries are
    missing.
    """
    ground = DARK if theme == "dark" else LIGHT
    said = filter_in_words(events, filter)
    heading = title or "Attacks reported in the news"
    figure = Figure(figsize=(size_px[0] / dpi, size_px[1] / dpi), dpi=dpi, facecolor=ground.page)
    _compose(figure, events, filter, heading=heading, said=said, made=made, extent=extent, ground=ground)
    return _file(figure, format, title=heading, subject=said, made=made)


def _compose(
    figure: Figure,
    events: gpd.GeoDataFrame,
    filter: Filter,
    *,
    heading: str,
    said: str,
    made: dt.date,
    extent: Box | None,
    ground: Ground,
) -> None:
    rows = query.select(events, filter)
    width, height = figure.get_size_inches()
    scale = min(width / DESIGNED_INCHES[0], height / DESIGNED_INCHES[1])
    canvas: Any = FigureCanvasAgg(figure)
    renderer = canvas.get_renderer()
    box = _Layout(width, height, scale)
    head = Column(figure.add_axes(box.head), renderer, ground=ground, scale=scale)
    head.write(escape.plain(heading), size=15, bold=True, lines=1)
    head.gap(2)
    head.write(escape.plain(said), size=9, muted=True, lines=2)
    box = _Layout(width, height, scale, head_inches=-head.y / 72)
    foot = Column(figure.add_axes(box.foot), renderer, ground=ground, scale=scale)
    foot.write(f"Made on {words.day(made)} with Dateline. {ATTRIBUTION_NOTE}", size=6, muted=True, lines=2)
    glyphs = snapshot_marks.glyphs(palette.marks(events, "actor"), ground)
    frame = _frame(rows, filter, extent, aspect=box.map_aspect)
    sheet = Sheet(figure.add_axes(box.map), frame, ground, scale, renderer)
    small = frame.east - frame.west < INSET_UP_TO_DEGREES
    corner = Sheet(figure.add_axes(box.inset), world(), ground, scale, renderer) if small else None
    signs = _map(sheet, corner, rows, glyphs=glyphs)
    side = Column(figure.add_axes(box.side), renderer, ground=ground, scale=scale)
    _side(side, events, filter, sheet=sheet, glyphs=glyphs, signs=signs)


class _Layout:
    """Where the parts of the picture stand: left, bottom, width and height, from 0 to 1."""

    def __init__(self, width: float, height: float, scale: float, *, head_inches: float = 1.0) -> None:
        edge, side, foot, inset = (inches * scale for inches in (0.3, 2.4, 0.24, 1.7))
        low = 0.5 * edge + foot
        map_width, map_height = width - side - 2.8 * edge, height - low - head_inches - 1.6 * edge
        self._whole = (width, height)
        self.map_aspect = map_width / map_height
        self.head = self._part(edge, height - 0.9 * edge - head_inches, width - 2 * edge, head_inches)
        self.map = self._part(edge, low, map_width, map_height)
        self.side = self._part(map_width + 1.8 * edge, low, side, map_height)
        self.foot = self._part(edge, 0.3 * edge, width - 2 * edge, foot)
        gap = 0.07 * scale
        self.inset = self._part(edge + map_width - inset - gap, low + gap, inset, inset * 0.46)

    def _part(
        self, left: float, bottom: float, width: float, height: float
    ) -> tuple[float, float, float, float]:
        return left / self._whole[0], bottom / self._whole[1], width / self._whole[0], height / self._whole[1]


def _frame(rows: gpd.GeoDataFrame, filter: Filter, extent: Box | None, *, aspect: float) -> Frame:
    """Return what is asked for, else what holds the events, else the filter's box or countries, else all."""
    if extent:
        return snapshot_frame.exactly(*extent, aspect=aspect)
    boxes = snapshot_marks.boxes(rows)
    around = filter.bbox or (Box(*shapely.bounds(filter.area.shape)) if filter.area else None)
    if not boxes and around:
        return snapshot_frame.exactly(*around, aspect=aspect)
    if not boxes:
        boxes = [
            *snapshot_marks.outline_boxes("country", query.whole_countries(filter)),
            *snapshot_marks.outline_boxes("province", filter.provinces),
        ]
    return snapshot_frame.fit(boxes, aspect=aspect)


def _map(
    sheet: Sheet, corner: Sheet | None, rows: gpd.GeoDataFrame, *, glyphs: Mapping[str, Glyph]
) -> list[Sign]:
    """Draw ground and events, names last, where there is room left."""
    snapshot_ground.draw(sheet)
    if not (sheet.frame.world or sheet.frame.wide):
        snapshot_ground.scale_bar(sheet)
    if corner:
        snapshot_ground.inset(corner, sheet.frame)
        sheet.reserve(corner.axes.bbox.frozen())
    signs = snapshot_marks.draw(sheet, rows, glyphs=glyphs)
    snapshot_ground.names(sheet, first=set(rows["country"].dropna()))
    return signs


def _side(
    side: Column,
    events: gpd.GeoDataFrame,
    filter: Filter,
    *,
    sheet: Sheet,
    glyphs: Mapping[str, Glyph],
    signs: Sequence[Sign],
) -> None:
    rows = query.select(events, filter)
    side.write(words.plural(len(rows), "event"), size=17, bold=True)
    side.gap(1)
    if not len(rows):
        side.write("No event matches this filter.", size=8)
    for line in _counts(events, rows, filter, sheet.frame):
        side.write(line, size=8, muted=True)
    if not len(rows):
        return
    below = 4.5 * ROW_PT + (len(signs) + 2.5) * ROW_PT
    found = query.tally(rows, filter, "actor_key")
    most = int((side.room / side.scale - below) / ROW_PT)
    _actors(side, found, query.actor_names(events), glyphs, most=most)
    counted = query.tally(rows, filter, "attribution")
    said = [f"{name} {counted[value]:,}" for value, name in words.ATTRIBUTION.items() if value in counted]
    side.heading("Attribution")
    side.write(" · ".join(said), size=8)
    if signs:
        side.heading("Signs on the map")
    for sign in signs:
        draw = functools.partial(snapshot_marks.sample, sign=sign, ground=side.ground, scale=side.scale)
        side.entry(SIGNS[sign], draw=functools.partial(draw, side.axes))


def _counts(events: gpd.GeoDataFrame, rows: gpd.GeoDataFrame, filter: Filter, frame: Frame) -> list[str]:
    """Return what is on the map and what is not, a line each, and from what and when it is."""
    level = rows["place_level"]
    points = rows[rows.geometry.notna() & ~level.isin(snapshot_marks.REGIONS)].geometry
    seen = int(frame.contains(points.x.to_numpy(float), points.y.to_numpy(float)).sum())
    missing = query.left_out(events, filter)
    numbers = {
        "at a point": seen,
        "outside this picture": len(points) - seen,
        "known only by province (hatched)": int((level == "province").sum()),
        "known only by country (hatched)": int((level == "country").sum()),
        "without a place, not on the map": int(level.isna().sum()),
        "without a date may match too": missing.undated,
        "without a place may match too": missing.unplaced,
        "more recalled as background": missing.background,
    }
    lines = [f"{number:,} {what}" for what, number in numbers.items() if number]
    dated = rows["date"].dropna()
    if len(dated):
        first, last = dated.min().date(), rows["date_end"].dropna().max().date()
        lines.append(words.day(first) if first == last else f"{words.day(first)} to {words.day(last)}")
    if len(rows):
        lines.append(f"from {words.plural(int(rows['n_reports'].sum()), 'report')} in the news")
    return lines


def _actors(
    side: Column,
    found: Mapping[str, int],
    names: Mapping[str, str],
    glyphs: Mapping[str, Glyph],
    *,
    most: int,
) -> None:
    """List actors with the events that name each, those with a colour of their own first, as far as there is
    room, then count the rest.
    """
    other = snapshot_marks.glyphs({"": palette.OTHER}, side.ground)[""]
    counted = sorted(
        found.items(),
        key=lambda item: (glyphs[item[0]] == other, -item[1], item[0]),
    )
    listed = counted[: most if len(counted) <= most else max(most - 1, 1)]
    side.heading("Suspected actors")
    for key, number in listed:
        _entry(side, glyphs[key], escape.plain(names[key]), number)
    if rest := len(counted) - len(listed):
        number = sum(found.values()) - sum(number for _, number in listed)
        _entry(side, other, words.plural(rest, "other actor"), number)


def _entry(side: Column, drawn: Glyph, text: str, number: int) -> None:
    size = snapshot_marks.MARK_PT * side.scale

    def draw(x: float, y: float) -> None:
        snapshot_marks.glyph(side.axes, x, y, drawn, size=size, ground=side.ground)

    side.entry(text, draw=draw, number=f"{number:,}")


def _file(figure: Figure, format: Format, *, title: str, subject: str, made: dt.date) -> bytes:
    file = io.BytesIO()
    title, subject = (escape.plain(text).replace(r"\$", "$") for text in (title, subject))
    named = {"Title": title, "Creator": "Dateline"}
    canvas: Any
    if format == "png":
        canvas = FigureCanvasAgg(figure)
        canvas.print_png(file, metadata={"Title": title, "Description": subject, "Software": "Dateline"})
    elif format == "svg":
        canvas = FigureCanvasSVG(figure)
        canvas.print_svg(file, metadata={**named, "Description": subject, "Date": made.isoformat()})
    else:
        canvas = FigureCanvasPdf(figure)
        midnight = dt.datetime.combine(made, dt.time(), tzinfo=dt.UTC)
        canvas.print_pdf(file, metadata={**named, "Subject": subject, "CreationDate": midnight})
    return file.getvalue()
