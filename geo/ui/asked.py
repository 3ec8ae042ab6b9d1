"""What is asked of the events in this session, and how a part of it is taken back.

It is kept in `st.session_state["filter"]` and in the address; widgets are keyed `filter-NAME`. An area and a
box come from no widget but from a file or the map: `["area"]` and `["bbox"]`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from geo.query import VISIBLE, Box, Filter
from geo.ui import World
from geo.ui.opening import open_events, went_back
from geo.view import permalink

FIELDS: Mapping[str, tuple[str, Any]] = {
    "from": ("date_from", None),
    "to": ("date_to", None),
    "undated": ("undated", False),
    "actor": ("actors", ()),
    "attribution": ("attributions", ()),
    "attributed-by": ("voices", ()),
    "region": ("groups", ()),
    "country": ("countries", ()),
    "province": ("provinces", ()),
    "type": ("types", ()),
    "target": ("targets", ()),
    "weapon": ("weapons", ()),
    "min-killed": ("min_killed", 0),
    "min-harmed": ("min_harmed", 0),
    "min-reports": ("min_reports", 0),
    "min-confidence": ("min_confidence", 0.0),
    "status": ("statuses", ()),
    "background": ("background", False),
    "text": ("text", ""),
}
DRAWN = ("area", "bbox")


def current() -> Filter:
    """Return the filter that the widgets hold, after the address or the last visit has filled new ones.

    Where the browser has gone back to another address, that one counts.
    """
    if "filter" not in st.session_state:
        _read_address()
    if "open" not in st.session_state:
        open_events(st.query_params.get_all("event"))
    filter = _held()
    if filter == st.session_state["filter"] and went_back():
        _read_address()
        open_events(st.query_params.get_all("event"))
        filter = _held()
    return filter


def _read_address() -> None:
    state = st.session_state
    parameters = {name: st.query_params.get_all(name) for name in st.query_params}
    state["filter"] = permalink.filter_of(parameters)
    state.update({name: getattr(state["filter"], name) for name in DRAWN})
    for name in FIELDS:
        state.pop(f"filter-{name}", None)


def _held() -> Filter:
    """Return the filter that the widgets hold; those that are new hold the last one."""
    state = st.session_state
    for name, (field, empty) in FIELDS.items():
        stored = getattr(state["filter"], field)
        if name == "status" and stored == VISIBLE:
            stored = ()
        value = state.get(f"filter-{name}", list(stored) if isinstance(stored, tuple) else stored)
        # set again on every run: labels hold counts, and a value sent under an old label would be lost
        state[f"filter-{name}"] = value if value is not None else empty
    chosen: dict[str, Any] = {field: state[f"filter-{name}"] for name, (field, _) in FIELDS.items()}
    kept: dict[str, Any] = {
        field: tuple(value) if isinstance(value, list) else value for field, value in chosen.items()
    }
    filter = Filter(**kept, area=state.get("area"), bbox=state.get("bbox"))
    text = (filter.text or "").strip() or None
    return replace(filter, text=text, statuses=filter.statuses or VISIBLE)


def actor_name(world: World, key: str) -> str:
    """Return what an actor key is called."""
    return world.names.get(key, key)


def areas_given() -> int:
    """Return how often an area was taken away: a new number empties the uploader."""
    return int(st.session_state.get("areas-given", 0))


def forget(name: str, value: str = "") -> None:
    """Take one filter away, or one value of it."""
    if name in DRAWN:
        _forget_drawn(name)
        return
    _, empty = FIELDS[name]
    key = f"filter-{name}"
    st.session_state[key] = [v for v in st.session_state[key] if v != value] if value else empty


def asked_on_map(told: Mapping[str, Any]) -> bool:
    """Filter by what the map says was drawn on it or is in view; return whether it says so."""
    if "polygon" in told:
        st.session_state["area"] = permalink.drawn([(lon, lat) for lon, lat in told["polygon"]])
    elif "bbox" in told:
        st.session_state["bbox"] = Box(*told["bbox"])
    else:
        return False
    return True


def reset() -> None:
    """Take all filters away."""
    for name in DRAWN:
        _forget_drawn(name)
    for name, (_, empty) in FIELDS.items():
        st.session_state[f"filter-{name}"] = list(empty) if isinstance(empty, tuple) else empty


def _forget_drawn(name: str) -> None:
    if st.session_state.get(name) is not None and name == "area":
        st.session_state["areas-given"] = areas_given() + 1
    st.session_state[name] = None
