"""The filters beside the map, as every page draws them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from geo import query
from geo.errors import InputError
from geo.language import Words, mark, tr
from geo.query import Filter
from geo.ui import World, asked, choosing, dating
from geo.ui.asked import actor_name, asked_on_map, reset
from geo.ui.chips import chips
from geo.ui.opening import write_address
from geo.view import escape, words

__all__ = ["actor_name", "asked_on_map", "chips", "filters", "reset", "said"]

_GROUPS: Mapping[str, tuple[str, ...]] = {
    "what": ("target", "weapon", "min-killed", "min-harmed"),
    "how-known": ("attributed-by", "min-confidence", "min-reports", "status"),
}
_GROUP_NAMES: Mapping[str, str] = Words(
    {"what": mark("Target, weapon, casualties"), "how-known": mark("How well it is known")}
)


def filters(world: World) -> Filter:
    """Draw the filters into the sidebar and return what they ask for; the address follows.

    The most used stand open, the rest in groups that are open where a link filters by one of them.
    """
    filter = asked.current()
    with st.sidebar:
        st.header(tr("Filter events"))
        _widgets(*_searched(world, filter))
    st.session_state["filter"] = filter
    write_address()
    return filter


def _widgets(world: World, filter: Filter) -> None:
    dating.dates(world, filter)
    choosing.choice(
        world, filter, "actor", tr("Suspected actor"), "actor_key", lambda key: actor_name(world, key)
    )
    choosing.attributions(world, filter)
    choosing.groups(world, filter)
    choosing.choice(world, filter, "country", tr("Country"), "country", query.country_name)
    choosing.choice(world, filter, "province", tr("Province"), "admin1", query.province_name)
    choosing.choice(world, filter, "type", tr("Type of attack"), "type", words.type_name)
    st.text_input(
        tr("Words in quotes, titles, places"), key="filter-text", placeholder=tr("embassy, drone, …")
    )
    st.toggle(
        tr("Background events"),
        key="filter-background",
        help=tr("Also show what articles only recall: earlier attacks named for context."),
    )
    with _group("what"):
        _harm(world, filter)
    with _group("how-known"):
        _certainty(world, filter)
    _area()


def _searched(world: World, filter: Filter) -> tuple[World, Filter]:
    """Return the world with the filter's words found in it: every number asks for them, none but once."""
    if not filter.text:
        return world, filter
    found = query.select(world.table, Filter(text=filter.text, statuses=(), background=True))
    return replace(world, table=found), replace(filter, text=None)


def _harm(world: World, filter: Filter) -> None:
    choosing.choice(world, filter, "target", tr("What was hit"), "target_kinds", words.target_name)
    choosing.choice(world, filter, "weapon", tr("Kind of weapon"), "weapon_kinds", _weapon)
    low = tr("As reported at least; where no number is said, none is counted.")
    choosing.least(world, filter, "killed", tr("Killed"), help=low)
    choosing.least(world, filter, "harmed", tr("Killed or injured"), help=low)


def _weapon(kind: str) -> str:
    return words.capital(query.weapon_name(kind))


def _certainty(world: World, filter: Filter) -> None:
    choosing.choice(
        world,
        filter,
        "attributed-by",
        tr("Who says who did it"),
        "voice",
        lambda key: world.voices.get(key, key),
    )
    choosing.least(
        world,
        filter,
        "confidence",
        tr("Confidence"),
        help=tr("Of the events at 80 %, about 80 % are read right."),
    )
    choosing.least(world, filter, "reports", tr("Reports"))
    choosing.statuses(world, filter)


def _group(held: str) -> Any:
    """Return a group of filters, open from the start where the first filter of the session asks by one."""
    opened = st.session_state.setdefault(
        "filter-groups", [group for group, names in _GROUPS.items() if any(map(_is_set, names))]
    )
    return st.expander(_GROUP_NAMES[held], expanded=held in opened)


def _is_set(name: str) -> bool:
    return bool(st.session_state.get(f"filter-{name}"))


def said(world: World, filter: Filter) -> str:
    """Return the filter as one sentence."""
    return query.describe(filter, actor_names=world.names, voice_names=world.voices)


def _area() -> None:
    """Let a person give an outline of their own; it stays in this session, a small one in the address."""
    with st.expander(tr("Area of your own")):
        st.caption(tr("Draw one on the map, or give a file."))
        file = st.file_uploader(
            tr("GeoJSON with polygons"), type=["geojson", "json"], key=f"area-{asked.areas_given()}"
        )
        if file is None:
            return
        try:
            area = query.area.read(file.getvalue(), name=file.name)
        except InputError as error:
            st.error(escape.markdown(str(error)), icon=":material/error:")
            return
        if st.session_state.get("area-file") != file.file_id:
            st.session_state.update({"area": area, "area-file": file.file_id})
            st.rerun()
