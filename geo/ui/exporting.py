"""The Export popover: what to make of the events as they are filtered now, and the button that makes it.

A fragment of its own, so that choosing here draws nothing else anew; a file is made when its button is
pressed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple, get_args

import streamlit as st

from geo import exchange, query
from geo.language import Words, mark, tr, trn
from geo.query import Box, Filter
from geo.snapshot import Extent, paper, pictures
from geo.snapshot.pictures import Asked
from geo.snapshot.series import MOST, Series, parts
from geo.ui import World


class Kind(NamedTuple):
    """A kind of file: its name in English, how its files end, its media type, and how it is drawn."""

    name: str
    suffix: str
    mime: str
    paper: str = ""  # key of SIZES that it begins with; "" for what has no size


KINDS: Mapping[str, Kind] = {
    "png": Kind(mark("Picture (PNG)"), "png", "image/png", "screen"),
    "svg": Kind(mark("Drawing (SVG)"), "svg", "image/svg+xml", "screen"),
    "pdf": Kind(mark("Page (PDF)"), "pdf", "application/pdf", "a4-landscape"),
    "atlas": Kind(mark("Atlas (PDF)"), "pdf", "application/pdf", "a4-landscape"),
    "gif": Kind(mark("Playback (GIF)"), "gif", "image/gif", "screen"),
    "html": Kind(mark("Map with evidence (HTML)"), "html", "text/html"),
    "zip": Kind(mark("Everything, with check sums (ZIP)"), "zip", "application/zip"),
    "geojson": Kind(mark("Data (GeoJSON)"), "geojson", "application/geo+json"),
    "csv": Kind(mark("Table (CSV)"), "csv", "text/csv"),
    "kml": Kind(mark("Google Earth (KML)"), "kml", "application/vnd.google-earth.kml+xml"),
    "gpkg": Kind("GeoPackage (GPKG)", "gpkg", "application/geopackage+sqlite3"),
    "parquet": Kind("GeoParquet", "parquet", "application/vnd.apache.parquet"),
}
SERIES: Mapping[Series, str] = Words(
    {"week": mark("Week"), "month": mark("Month"), "country": mark("Country")}
)
EXTENTS: Mapping[str, str] = Words(
    {
        "all": mark("All events shown"),
        "region": mark("The region filtered"),
        "view": mark("A view of your own"),
    }
)
RESOLUTIONS = (100, 150, 300)
PLAYBACK_DPI = 90


@st.fragment
def popover(world: World, filter: Filter) -> None:
    """Draw the button Export and what it opens."""
    with st.popover(tr("Export"), icon=":material/download:", key="export", on_change="rerun"):
        exports(world, filter)


def of_view(box: Box) -> None:
    """Open the popover with a picture of what the map shows now."""
    state = st.session_state
    if not KINDS[state.get("export-format", "png")].paper:
        state["export-format"] = "png"
    state["export-extent"], state["export-view"] = "view", ", ".join(f"{degrees:g}" for degrees in box)
    state["export"] = True


def exports(world: World, filter: Filter) -> None:
    """Draw the choices and the button. Anything chosen here leaves the page's own filter as it is."""
    kind = st.selectbox(tr("Format"), KINDS, format_func=lambda key: tr(KINDS[key].name), key="export-format")
    drawn = KINDS[kind]
    if not filter.ids:  # what is chosen one by one is taken as it is
        background = st.checkbox(
            tr("With background events"), value=filter.background, key="export-background"
        )
        filter = replace(filter, background=background)
    rows = query.select(world.table, filter)
    asked = _picture(kind, drawn) if drawn.paper else Asked(format=kind)
    said = trn("{n} event, each with its sources.", "{n} events, each with its sources.", len(rows))
    if asked and asked.by:
        pages = len(parts(rows, filter, by=asked.by, empty=kind == "gif"))
        said += " " + trn("{n} picture.", "{n} pictures.", pages)
        if pages > MOST:
            most = tr("At most {most} are drawn: choose month, or filter a shorter time.", most=MOST)
            st.warning(f"{said} {most}")
            asked = None
    if asked is None:
        return
    st.caption(said)
    today = dt.date.today()
    st.download_button(
        tr("Download {format}", format=drawn.suffix.upper()),
        _content(world, filter, kind, asked, made=today),
        file_name=f"dateline-{today:%Y-%m-%d}.{drawn.suffix}",
        mime=drawn.mime,
        icon=":material/download:",
        type="primary",
        on_click="ignore",
        width="stretch",
        key="export-download",
    )


def _picture(kind: str, drawn: Kind) -> Asked | None:
    """Ask what a picture is to be like; None where the view is none."""
    sizes = list(paper.SIZES)
    size = st.selectbox(
        tr("Size"),
        sizes,
        index=sizes.index(drawn.paper),
        format_func=lambda key: tr(paper.SIZES[key].name),
        key=f"export-size-{kind}",
    )
    dpi = PLAYBACK_DPI if kind == "gif" else paper.DPI
    if kind == "png":
        dpi = st.selectbox(tr("Dots an inch"), RESOLUTIONS, index=1, key="export-dpi")
    by: Series | None = None
    if kind in ("atlas", "gif"):
        by = st.segmented_control(
            tr("One picture a"),
            get_args(Series),
            format_func=lambda key: SERIES[key],
            default="month",
            key="export-series",
            required=True,
        )
    extent = _extent()
    if extent is None:
        return None
    format = "pdf" if kind == "atlas" else kind
    return Asked(format, _title(), paper.size_px(size, dpi=dpi), dpi, extent, by)


def _title() -> str | None:
    return (
        st.text_input(tr("Title"), placeholder=tr("Attacks reported in the news"), key="export-title").strip()
        or None
    )


def _extent() -> Extent | None:
    """Ask what the map is to hold; None, with a word why, where a view of one's own is none."""
    chosen = st.selectbox(tr("Map holds"), EXTENTS, format_func=EXTENTS.__getitem__, key="export-extent")
    if chosen == "all":
        return "all"
    if chosen == "region":
        return "region"
    given = st.text_input(tr("West, south, east, north in degrees"), "38, 29, 49, 38", key="export-view")
    try:
        west, south, east, north = (float(number) for number in given.split(","))
    except ValueError:
        st.warning(tr("Four numbers with commas between them, such as 38, 29, 49, 38."))
        return None
    if not (-90 <= south < north <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        st.warning(tr("South must lie below north, and all within 180 degrees east and 90 degrees north."))
        return None
    return Box(west, south, east, north)


def _content(world: World, filter: Filter, kind: str, asked: Asked, *, made: dt.date) -> Callable[[], bytes]:
    if kind in exchange.FORMATS or kind == exchange.PACKAGE:
        return lambda: exchange.write(
            world.cache.matching(filter), filter=filter, format=kind, made=made, everything=world.table
        )
    return lambda: pictures.draw(world.cache, filter, asked, made=made)
