"""A filtered table of events -> a picture for a report: PNG, SVG or PDF. Same inputs, same bytes.

The picture says by itself what it shows: title, the filter in words, dates, counts with what is not on it,
legend, scale, where the boundaries come from, and the short hash of its seal. Uses matplotlib's objects only,
never pyplot, so that sessions of the dashboard may draw at the same time.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any, Literal

import geopandas as gpd
import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from geo.language import mark, tr
from geo.query import Filter
from geo.seal import Seal
from geo.seal.carried import KEY, sealed
from geo.snapshot.sheet import ATTRIBUTION_NOTE, Extent, Plan, blank, compose
from geo.view import escape
from geo.view.theme import DARK, LIGHT

__all__ = ["ATTRIBUTION_NOTE", "TITLE", "Extent", "Format", "snapshot"]

Format = Literal["png", "svg", "pdf"]
TITLE = mark("Attacks reported in the news")

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
    extent: Extent = "all",
    theme: Literal["light", "dark"] = "light",
    seal: Seal | None = None,
) -> bytes:
    """Return the picture of the events of `query.table` that the filter lets through.

    `events` is the whole table: colours and the counts of what is left out come from it. `size_px` is width
    and height of the PNG (`paper.size_px` knows those of paper); SVG and PDF are `size_px / dpi`
    inches. `extent` is a box in degrees, widened to the picture's shape, or fits `all` events shown or the
    `region` of the filter. `seal` is `seal.seal` of the events shown; without one the picture has no hash
    and cannot be checked. Raise GazetteerError where boundaries are missing.
    """
    ground = DARK if theme == "dark" else LIGHT
    heading = title or tr(TITLE)
    figure = blank(size_px, dpi=dpi, ground=ground)
    plan = Plan(events, filter, heading, made, extent, ground, seal)
    compose(figure, plan)
    content = _file(figure, format, metadata=metadata(format, heading, plan.said, made=made, seal=seal))
    return sealed(content, seal, format=format) if seal else content


def metadata(
    format: str, title: str, subject: str, *, made: dt.date, seal: Seal | None
) -> dict[str, str | dt.datetime]:
    """Return what a file says of itself, by the names that its format has for it."""
    title, subject = (escape.plain(text).replace(r"\$", "$") for text in (title, subject))
    if format == "png":
        plain = {"Title": title, "Description": subject, "Software": "Dateline"}
        return {**plain, KEY: seal.text} if seal else {**plain}
    named = {"Title": title, "Creator": "Dateline", **({"Keywords": seal.text} if seal else {})}
    if format == "svg":
        return {**named, "Description": subject, "Date": made.isoformat()}
    midnight = dt.datetime.combine(made, dt.time(), tzinfo=dt.UTC)
    return {**named, "Subject": subject, "CreationDate": midnight}


def _file(figure: Figure, format: Format, *, metadata: Mapping[str, Any]) -> bytes:
    file = io.BytesIO()
    canvas: Any
    if format == "png":
        canvas = FigureCanvasAgg(figure)
        canvas.print_png(file, metadata=metadata)
    elif format == "svg":
        canvas = FigureCanvasSVG(figure)
        canvas.print_svg(file, metadata=metadata)
    else:
        canvas = FigureCanvasPdf(figure)
        canvas.print_pdf(file, metadata=metadata)
    return file.getvalue()
