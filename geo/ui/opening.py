"""Which events are open, on a page and in its address, and the table from which a person opens one.

What is open is kept in `st.session_state["open"]` (ids of events) and `["at"]` (which of them).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import geopandas as gpd
import streamlit as st

from geo import language
from geo.language import tr, trn
from geo.ui import languages, listing
from geo.view import permalink

MOST_ROWS = 5000


def open_events(ids: Sequence[str]) -> None:
    """Open the cards of these events, the first on top."""
    st.session_state["open"] = list(ids)
    st.session_state["at"] = 0


def opened(selected: gpd.GeoDataFrame) -> list[str]:
    """Return the ids of what is open and still shown."""
    write_address()
    shown = set(selected["id"])
    return [id for id in st.session_state["open"] if id in shown]


def event_table(rows: gpd.GeoDataFrame, *, names: Mapping[str, str]) -> None:
    """Draw events as a table, newest first; choosing a row opens its card. Of very many only the newest
    `MOST_ROWS` are sent to the browser, which is said.
    """
    if len(rows) > MOST_ROWS:
        st.caption(
            tr(
                "The newest {most} of {all}. Filter to see others; an export has all.",
                most=language.number(MOST_ROWS),
                all=language.number(len(rows)),
            )
        )
    rows = rows.sort_values(["date", "id"], ascending=[False, True]).head(MOST_ROWS)
    st.session_state["listed"] = rows["id"].tolist()
    st.dataframe(
        listing.table(rows, names=names)[[listing.COLUMNS[name] for name in listing.FIRST]],
        key="events",
        hide_index=True,
        selection_mode="single-row",
        on_select=_on_row,
        height=min(460, 38 + 35 * max(len(rows), 1)),
        row_height=35,
        column_config=listing.config(),
        placeholder="—",
        alt=trn("Table of {n} event", "Table of {n} events", len(rows)),
    )


def _on_row() -> None:
    listed, chosen = st.session_state["listed"], st.session_state["events"]["selection"]["rows"]
    open_events([listed[row] for row in chosen if row < len(listed)])


def went_back() -> bool:
    """Return whether the address is another than was written last: the browser went back or forward to it.

    The bare address of a page that was just turned to asks for nothing: what is filtered stays.
    """
    address = {name: st.query_params.get_all(name) for name in st.query_params}
    address = {name: values for name, values in address.items() if name not in languages.parameters()}
    if not address and st.session_state.get("turned"):
        return False
    return bool(address != st.session_state.get("written", address))


def write_address() -> None:
    """Let the address say what is filtered and which event is open."""
    opened = st.session_state["open"]
    wanted = permalink.parameters(st.session_state["filter"]) | ({"event": opened[:1]} if opened else {})
    st.session_state["written"] = wanted
    wanted = wanted | languages.parameters()
    if {name: st.query_params.get_all(name) for name in st.query_params} != wanted:
        st.query_params.from_dict(wanted)
