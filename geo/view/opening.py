"""Which events are open, on a page and in its address, and the table from which a person opens one.

What is open is kept in `st.session_state["open"]` (ids of events) and `["at"]` (which of them).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import streamlit as st

from geo.query import UNNAMED
from geo.view import permalink, words

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
        st.caption(f"The newest {MOST_ROWS:,} of {len(rows):,}. Filter to see others; an export has all.")
    rows = rows.sort_values(["date", "id"], ascending=[False, True]).head(MOST_ROWS)
    st.session_state["listed"] = rows["id"].tolist()
    st.dataframe(
        _columns(rows, names),
        key="events",
        hide_index=True,
        selection_mode="single-row",
        on_select=_on_row,
        height=min(460, 38 + 35 * max(len(rows), 1)),
        row_height=35,
        column_config={
            "Date": st.column_config.DateColumn(format="D MMM YYYY"),
            "Killed": st.column_config.NumberColumn(help="at least, as reported"),
            "Injured": st.column_config.NumberColumn(help="at least, as reported"),
            "Confidence": st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1),
        },
        placeholder="—",
        alt=f"Table of {words.plural(len(rows), 'event')}",
    )


def _columns(rows: gpd.GeoDataFrame, names: Mapping[str, str]) -> Any:
    return rows.assign(
        type=rows["type"].map(words.type_name),
        attribution=rows["attribution"].map(lambda value: words.ATTRIBUTION[value]),
        exact=rows["place_level"].map(lambda level: words.LEVEL.get(level, "not known")),
        actor=rows["actor_key"].map(names).where(rows["actor_key"] != UNNAMED, rows["actor"]),
    )[list(_COLUMNS)].rename(columns=_COLUMNS)


_COLUMNS = {
    "date": "Date",
    "type": "Type",
    "place": "Place",
    "exact": "Place known by",
    "country_name": "Country",
    "actor": "Actor",
    "attribution": "Attribution",
    "killed_min": "Killed",
    "injured_min": "Injured",
    "n_reports": "Reports",
    "confidence": "Confidence",
}


def _on_row() -> None:
    listed, chosen = st.session_state["listed"], st.session_state["events"]["selection"]["rows"]
    open_events([listed[row] for row in chosen if row < len(listed)])


def write_address() -> None:
    """Let the address say what is filtered and which event is open."""
    opened = st.session_state["open"]
    wanted = permalink.parameters(st.session_state["filter"]) | ({"event": opened[:1]} if opened else {})
    if {name: st.query_params.get_all(name) for name in st.query_params} != wanted:
        st.query_params.from_dict(wanted)
