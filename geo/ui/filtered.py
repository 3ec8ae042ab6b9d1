"""The head of every page that shows filtered events: what is asked for, how many that are, the way back."""

from __future__ import annotations

from dataclasses import replace

import geopandas as gpd
import streamlit as st

from geo import query
from geo.language import tr
from geo.model import Event
from geo.query import Filter
from geo.ui import World, filtering, opening
from geo.view import escape, words

MAP = "map.py"  # beside the page that runs all others


def head(world: World, filter: Filter, selected: gpd.GeoDataFrame) -> None:
    """Draw the filter as a sentence, how many events it shows and leaves out, and its chips."""
    told = "; ".join(words.shown(selected, world.table, query.left_out(world.table, filter)).values())
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="head"
    ):
        with st.container(gap=None):
            st.html(f'<p class="said">{escape.html(filtering.said(world, filter))}</p>')
            st.html(f'<p class="tally" role="status">{told}</p>')
        if st.button(tr("Show on the map"), key="to-map", icon=":material/public:"):
            st.switch_page(MAP)
    filtering.chips(world, filter)
    if selected.empty:
        nothing()


def nothing() -> None:
    """Say that no event matches, with a way back."""
    with st.container(horizontal=True, vertical_alignment="center", key="empty", border=True):
        st.markdown(tr("**No event matches these filters.** Take one away above, or begin anew."))
        st.button(tr("Clear all filters"), key="clear", type="primary", on_click=filtering.reset)


def show(world: World, event: Event) -> None:
    """Turn to the map with an event open; where the filter would hide it, all filters are taken away."""
    filter = st.session_state.get("filter", Filter())
    background = filter.background or not event.main
    row = world.table[world.table["id"] == event.id]
    if query.select(row, replace(filter, background=background)).empty:
        filtering.reset()
    st.session_state["filter-background"] = background
    opening.open_events([event.id])
    st.switch_page(MAP)


def section(kicker: str, finding: str) -> None:
    """Write the heading of a part of a page: what it is, and what it found, in words that may be hostile."""
    st.html(f'<p class="kicker">{escape.html(kicker)}</p><h2 class="finding">{escape.html(finding)}</h2>')


def fine(said: str) -> None:
    """Write a note in small type; the words may be hostile."""
    st.html(f'<p class="fine note">{escape.html(said)}</p>')
