"""A filtered table of events -> a series of pictures: an atlas (PDF) or a playback (GIF). Same inputs, same
bytes.

One picture a week (Monday to Sunday), a month, or a country. Periods show all of them the same piece of the
earth; countries each its own. An atlas leaves out periods without events, a playback shows them. An event
that lasted longer is in each of its periods; one without a date or country is in none and is counted on the
cover.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import geopandas as gpd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from PIL import Image, ImageColor

from geo import language, query
from geo.errors import InputError
from geo.language import tr
from geo.places import regions
from geo.query import Filter
from geo.seal import Seal
from geo.seal.carried import sealed
from geo.snapshot import TITLE, drawing, front, metadata
from geo.snapshot.front import Entry
from geo.snapshot.sheet import Extent, Plan, blank, compose, head_inches
from geo.view import escape, palette, words
from geo.view.theme import DARK, LIGHT

Series = Literal["week", "month", "country"]
Format = Literal["pdf", "gif"]
FORMATS: tuple[str, ...] = get_args(Format)
MOST = 200  # pictures; drawing more would take minutes
FRAME_MS = 1200
LAST_FRAME_MS = 3000  # so that the end is seen before it begins anew
SWATCH_PX = 24  # of each actor's colour, enough of it to be given a place among the 255


@dataclass(frozen=True, slots=True)
class Part:
    """One picture of a series: its name, and the filter of its events."""

    name: str
    filter: Filter


def series(
    events: gpd.GeoDataFrame,
    *,
    filter: Filter,
    by: Series,
    format: Format,
    made: dt.date,
    title: str | None = None,
    size_px: tuple[int, int] = (1600, 1000),
    dpi: int = 150,
    extent: Extent = "all",
    theme: Literal["light", "dark"] = "light",
    seal: Seal | None = None,
) -> bytes:
    """Return an atlas with a cover and an overview, or a playback. Arguments are those of `snapshot`.

    Raise InputError where there would be more than MOST pictures.
    """
    rows = query.select(events, filter)
    found = parts(rows, filter, by=by, empty=format == "gif")
    if len(found) > MOST:
        hint = "; choose month, or a shorter time" if by == "week" else "; choose fewer"
        raise InputError(f"{len(found):,} pictures by {by}: at most {MOST} are drawn{hint}")
    heading, ground = title or tr(TITLE), DARK if theme == "dark" else LIGHT
    whole = Plan(events, filter, heading, made, extent, ground, seal, framed=rows)
    plans = [
        replace(whole, filter=part.filter, heading=tr("{title}: {part}", title=heading, part=part.name),
                framed=None if by == "country" else rows)
        for part in found
    ]  # fmt: skip
    figure = blank(size_px, dpi=dpi, ground=ground)
    tall = max((head_inches(figure, plan) for plan in [whole, *plans]), default=0.0)
    plans = [replace(plan, head_inches=tall) for plan in plans]
    if format == "gif":
        content = _playback(whole, plans, size_px=size_px, dpi=dpi)
    else:
        entries = [Entry(part.name, len(query.select(events, part.filter))) for part in found]
        content = _atlas(whole, plans, entries, by=by, size_px=size_px, dpi=dpi)
    return sealed(content, seal, format=format) if seal else content


def parts(rows: gpd.GeoDataFrame, filter: Filter, *, by: Series, empty: bool = False) -> list[Part]:
    """Return the parts of the selected rows, in order; periods without events only where `empty`."""
    if by == "country":
        codes = sorted(rows["country"].dropna().unique(), key=_country)
        return [Part(_country(code), replace(filter, countries=(code,), groups=())) for code in codes]
    found = [_period(filter, first, last, by=by) for first, last in _periods(rows, filter, by)]
    return found if empty else [part for part in found if len(query.select(rows, part.filter))]


def _country(code: str) -> str:
    return language.country(code, english=regions.country_name(code))


def _period(filter: Filter, first: dt.date, last: dt.date, *, by: Series) -> Part:
    name = language.day(first, "yMMMM") if by == "month" else tr("week of {day}", day=words.day(first))
    start = max(first, filter.date_from or first)
    return Part(
        name, replace(filter, date_from=start, date_to=min(last, filter.date_to or last), undated=False)
    )


def _periods(rows: gpd.GeoDataFrame, filter: Filter, by: Series) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield first and last day of each week or month that the rows' days touch, within the filter's."""
    dated = rows[rows["date"].notna()]
    if dated.empty:
        return
    first, last = dated["date"].min().date(), dated["date_end"].max().date()
    day, end = max(first, filter.date_from or first), min(last, filter.date_to or last)
    day = day.replace(day=1) if by == "month" else day - dt.timedelta(days=day.weekday())
    while day <= end:
        after = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1) if by == "month" else None
        after = after or day + dt.timedelta(days=7)
        yield day, after - dt.timedelta(days=1)
        day = after


def _atlas(
    whole: Plan,
    plans: Sequence[Plan],
    entries: Sequence[Entry],
    *,
    by: Series,
    size_px: tuple[int, int],
    dpi: int,
) -> bytes:
    rows = query.select(whole.events, whole.filter)
    lacks = int((rows["country"] if by == "country" else rows["date"]).isna().sum())
    file = io.BytesIO()
    told: Mapping[str, Any] = metadata("pdf", whole.heading, whole.said, made=whole.made, seal=whole.seal)
    with PdfPages(file, metadata=told) as pages:
        cover = blank(size_px, dpi=dpi, ground=whole.ground)
        front.draw(cover, whole, entries, by=by, lacks=lacks)
        pages.savefig(cover, facecolor=cover.get_facecolor())
        for plan in [whole, *plans]:
            figure = blank(size_px, dpi=dpi, ground=plan.ground)
            compose(figure, plan)
            pages.savefig(figure, facecolor=figure.get_facecolor())
    return file.getvalue()


def _playback(whole: Plan, plans: Sequence[Plan], *, size_px: tuple[int, int], dpi: int) -> bytes:
    overview = _frame(whole, size_px=size_px, dpi=dpi)
    colours = _colours(overview, whole)
    drawn = (_frame(plan, size_px=size_px, dpi=dpi) for plan in plans or [whole])
    frames = [frame.quantize(palette=colours, dither=Image.Dither.NONE) for frame in drawn]
    file = io.BytesIO()
    frames[0].save(
        file, format="GIF", save_all=True, append_images=frames[1:], loop=0, optimize=False,
        duration=[FRAME_MS] * (len(frames) - 1) + [LAST_FRAME_MS],
        comment=(whole.seal.text if whole.seal else escape.plain(whole.heading)).encode(),
    )  # fmt: skip
    return file.getvalue()


def _colours(overview: Image.Image, plan: Plan) -> Image.Image:
    """Return one palette for all frames, so that nothing flickers: the overview's colours, and each actor's,
    also of those who are too many for its legend.
    """
    width, height = overview.size
    ground = plan.ground
    glyphs = drawing.glyphs(palette.marks(plan.events, "actor"), ground).values()
    actors = sorted({glyph.colour for glyph in glyphs} | {ground.page, ground.ink, ground.accent})
    sample = Image.new("RGB", (width, height + SWATCH_PX * len(actors)))
    sample.paste(overview, (0, 0))
    for at, colour in enumerate(actors):
        top = height + SWATCH_PX * at
        sample.paste(ImageColor.getrgb(colour), (0, top, width, top + SWATCH_PX))
    return sample.quantize(colors=255, dither=Image.Dither.NONE)


def _frame(plan: Plan, *, size_px: tuple[int, int], dpi: int) -> Image.Image:
    figure = blank(size_px, dpi=dpi, ground=plan.ground)
    compose(figure, plan)
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    drawn = Image.frombuffer(
        "RGBA", canvas.get_width_height(), bytes(canvas.buffer_rgba()), "raw", "RGBA", 0, 1
    )
    return drawn.convert("RGB")
