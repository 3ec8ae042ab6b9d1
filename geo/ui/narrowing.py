"""Charts and tables that filter: what is chosen in one goes into the filter that all pages share.

A choice is taken away from the chart once the filter has it, so that the chips are where it can be undone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from geo.query import Area

Wanted = Mapping[str, Any]


def narrow(wanted: Wanted) -> None:
    """Set filters: values by the filters' names as addresses have them ("actor", "from"), lists where several
    may be chosen; `area` is an outline of one's own.
    """
    for name, value in wanted.items():
        key = "area" if name == "area" else f"filter-{name}"
        st.session_state[key] = value


def span(first: dt.date, last: dt.date) -> dict[str, Any]:
    """Return the filter for days from `first` to `last`."""
    return {"from": first, "to": last}


def place(admin1: str | None, country: str | None) -> dict[str, Any]:
    """Return the filter for a province, or for a country where none is known."""
    if country is None:
        return {}
    return {"country": [country], "province": [admin1] if admin1 else []}


def outline(area: Area) -> dict[str, Any]:
    """Return the filter for an outline."""
    return {"area": area}


def chart(figure: Any, *, key: str, said: str, take: Callable[[Mapping[str, Any]], Wanted | None]) -> None:
    """Draw a chart; `take` turns what is selected in it into filters, or None where it means nothing."""
    held = _key(key)

    def on_select() -> None:
        wanted = take(st.session_state[held].get("selection", {}))
        if wanted:
            _forget(key)
            narrow(wanted)

    st.altair_chart(figure, key=held, width="stretch", on_select=on_select, alt=said)


def rows(table: pd.DataFrame, wanted: Sequence[Wanted], *, key: str, said: str, **columns: Any) -> None:
    """Draw a table in which choosing a row sets the filters that stand for it in `wanted`."""
    held = _key(key)

    def on_select() -> None:
        chosen = st.session_state[held]["selection"]["rows"]
        if chosen and chosen[0] < len(wanted):
            _forget(key)
            narrow(wanted[chosen[0]])

    st.dataframe(
        table,
        key=held,
        hide_index=True,
        selection_mode="single-row",
        on_select=on_select,
        placeholder="—",
        row_height=35,
        column_config=columns,
        alt=said,
    )


def _key(key: str) -> str:
    return f"{key}-{st.session_state.get(f'{key}-taken', 0)}"


def _forget(key: str) -> None:
    st.session_state[f"{key}-taken"] = st.session_state.get(f"{key}-taken", 0) + 1
