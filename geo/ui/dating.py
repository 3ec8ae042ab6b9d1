"""The filter by date: a histogram to draw a span on, spans at a click, and two days to write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import geopandas as gpd
import streamlit as st

from geo import query, ui
from geo.language import mark, tr
from geo.query import Filter
from geo.ui import EARLIEST, LATEST, World
from geo.view import charts

SPANS: Mapping[str, int] = {  # days, the last one included
    mark("Last week"): 7,
    mark("Last month"): 30,
    mark("Last year"): 365,
}


def dates(world: World, filter: Filter) -> None:
    """Draw the histogram, the spans and the two days."""
    anytime = query.select(world.table, replace(filter, date_from=None, date_to=None))
    dated = bool(anytime["date"].notna().any())
    with st.container(gap=None):
        if dated:
            _brush(anytime, filter)
        st.html(f'<p class="{"sr-only" if dated else "fine"}">{charts.spoken(anytime)}</p>')
        _spans(world)
    span: dict[str, Any] = {"min_value": EARLIEST, "max_value": LATEST, "format": "YYYY-MM-DD"}
    st.date_input(tr("From"), value=None, key="filter-from", **span)
    st.date_input(tr("To"), value=None, key="filter-to", **span)
    if query.undated(world.table, filter).shape[0] or filter.undated:
        st.toggle(tr("Include events without a date"), key="filter-undated")


def _brush(anytime: gpd.GeoDataFrame, filter: Filter) -> None:
    """Draw events over time; a span drawn across the bars becomes the filter."""
    turn = st.session_state.get("brushed", 0)
    chart = charts.histogram(
        anytime,
        first=filter.date_from,
        last=filter.date_to,
        colour=ui.ground().accent,
        muted=ui.ground().muted,
        brush=charts.BRUSH,
    )
    key = f"histogram-{turn}"  # a chart that begins anew has no old brush on it
    st.altair_chart(chart, width="stretch", key=key, on_select=lambda: _on_brush(key))


def _on_brush(key: str) -> None:
    span = st.session_state[key]["selection"].get(charts.BRUSH, {}).get("start")
    if not span:
        return
    first, last = (dt.datetime.fromtimestamp(at / 1000, dt.UTC).date() for at in sorted(span))
    set_span(max(first, EARLIEST), min(last, LATEST))
    st.session_state["brushed"] = st.session_state.get("brushed", 0) + 1


def set_span(first: dt.date | None, last: dt.date | None) -> None:
    """Filter by these days, both included; None is open."""
    st.session_state["filter-from"], st.session_state["filter-to"] = first, last


def _spans(world: World) -> None:
    """Draw spans that end on the last day of the data: articles of an archive have no "today"."""
    newest = world.cache.table["date"].max()  # of all, whatever is searched for
    if newest is None or newest != newest:  # NaT: nothing is dated
        return
    last = newest.date()
    with st.container(horizontal=True, gap="small", key="spans"):
        for name, days in SPANS.items():
            first = last - dt.timedelta(days=days - 1)
            st.button(
                tr(name),
                key=f"span-{days}",
                type="tertiary",
                on_click=set_span,
                args=(first, last),
                help=tr("The {days} days up to the last event of the data, {last}", days=days, last=last),
            )
        st.button(tr("All"), key="span-all", type="tertiary", on_click=set_span, args=(None, None))
