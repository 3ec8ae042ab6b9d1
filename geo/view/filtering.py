"""The filters beside the map: their widgets, what they ask for, and the chips that take one away.

What is filtered is kept in `st.session_state["filter"]` and in the address; widgets are keyed `filter-NAME`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, get_args

import streamlit as st

from geo import query
from geo.errors import InputError
from geo.model import Attribution
from geo.places import regions
from geo.query import Column, Filter
from geo.view import charts, escape, permalink, words
from geo.view.opening import open_events, write_address
from geo.view.ui import EARLIEST, LATEST, World, ground_colours

_FIELDS: Mapping[str, tuple[str, Any]] = {
    "from": ("date_from", None),
    "to": ("date_to", None),
    "undated": ("undated", False),
    "actor": ("actors", ()),
    "attribution": ("attributions", ()),
    "region": ("groups", ()),
    "country": ("countries", ()),
    "province": ("provinces", ()),
    "type": ("types", ()),
    "background": ("background", False),
    "text": ("text", ""),
}


def filters(world: World) -> Filter:
    """Draw the filters into the sidebar and return what they ask for; the address follows."""
    filter = replace(_current(), area=st.session_state.get("area"))
    with st.sidebar:
        st.header("Filter events")
        _dates(world, filter)
        _choice(world, filter, "actor", "Suspected actor", "actor_key", lambda key: actor_name(world, key))
        _attributions(world, filter)
        _groups(world, filter)
        _choice(world, filter, "country", "Country", "country", regions.country_name)
        if filter.countries:
            _choice(world, filter, "province", "Province", "admin1", regions.admin1_name)
        _choice(world, filter, "type", "Type of attack", "type", words.type_name)
        _area()
        st.text_input("Words in quotes, titles, places", key="filter-text", placeholder="embassy, drone, …")
        st.toggle(
            "Background events",
            key="filter-background",
            help="Also show what articles only recall: earlier attacks named for context.",
        )
    st.session_state["filter"] = filter
    write_address()
    return filter


def _current() -> Filter:
    """Return the filter that the widgets hold, after the address or the last visit has filled new ones."""
    state = st.session_state
    if "filter" not in state:
        parameters = {name: st.query_params.get_all(name) for name in st.query_params}
        state["filter"] = permalink.filter_of(parameters)
    if "open" not in state:
        open_events(st.query_params.get_all("event"))
    for name, (field, empty) in _FIELDS.items():
        stored = getattr(state["filter"], field)
        value = state.get(f"filter-{name}", list(stored) if isinstance(stored, tuple) else stored)
        # set again on every run: labels hold counts, and a value sent under an old label would be lost
        state[f"filter-{name}"] = value if value is not None else empty
    chosen: dict[str, Any] = {field: state[f"filter-{name}"] for name, (field, _) in _FIELDS.items()}
    kept: dict[str, Any] = {
        field: tuple(value) if isinstance(value, list) else value for field, value in chosen.items()
    }
    filter = Filter(**kept)
    inside = tuple(code for code in filter.provinces if code.partition("-")[0] in filter.countries)
    state["filter-province"] = list(inside)
    return replace(filter, provinces=inside, text=(filter.text or "").strip() or None)


def actor_name(world: World, key: str) -> str:
    """Return what an actor key is called."""
    return world.names.get(key, key)


def _dates(world: World, filter: Filter) -> None:
    anytime = query.select(world.table, replace(filter, date_from=None, date_to=None))
    chart = charts.histogram(anytime, first=filter.date_from, last=filter.date_to, colour=ground_colours())
    with st.container(gap=None):
        if anytime["date"].notna().any():
            st.altair_chart(chart, width="stretch")
        seen = "sr-only" if anytime["date"].notna().any() else "fine"
        st.html(f'<p class="{seen}">{charts.spoken(anytime)}</p>')
    span: dict[str, Any] = {"min_value": EARLIEST, "max_value": LATEST, "format": "YYYY-MM-DD"}
    st.date_input("From", value=None, key="filter-from", **span)
    st.date_input("To", value=None, key="filter-to", **span)
    if query.undated(world.table, filter).shape[0] or filter.undated:
        st.toggle("Include events without a date", key="filter-undated")


def _choice(
    world: World, filter: Filter, name: str, label: str, column: Column, called: Callable[[str], str]
) -> None:
    """Draw a searchable list of the values with how many events each would show."""
    found = query.counts(world.table, filter, column)
    chosen = st.session_state[f"filter-{name}"]
    options = [*found, *(value for value in chosen if value not in found)]
    st.multiselect(
        label,
        options,
        key=f"filter-{name}",
        format_func=lambda value: f"{called(value)} ({found.get(value, 0)})",
        placeholder="Any",
    )


def _groups(world: World, filter: Filter) -> None:
    """Draw the named groups of countries in which events lie, with how many each would show."""
    found = query.counts(world.table, filter, "country")
    held = {id: sum(found.get(code, 0) for code in group.countries) for id, group in regions.groups().items()}
    st.multiselect(
        "Region",
        [id for id, number in held.items() if number or id in filter.groups],
        key="filter-region",
        format_func=lambda id: f"{regions.groups()[id].name} ({held[id]})",
        placeholder="Any",
        help="Groups of countries; with countries chosen below, either will do.",
    )


def _area() -> None:
    """Let a person give an outline of their own; it stays in this session and in no address."""
    with st.expander("Area of your own"):
        file = st.file_uploader(
            "GeoJSON with polygons", type=["geojson", "json"], key=f"area-{_areas_given()}"
        )
        if file is None:
            return
        try:
            area = query.area.read(file.getvalue(), name=file.name)
        except InputError as error:
            st.error(escape.markdown(str(error)), icon=":material/error:")
            return
        if st.session_state.get("area") != area:
            st.session_state["area"] = area
            st.rerun()


def _areas_given() -> int:
    """Return how often an area was taken away: a new number empties the uploader."""
    return int(st.session_state.get("areas-given", 0))


def _attributions(world: World, filter: Filter) -> None:
    found = query.counts(world.table, filter, "attribution")
    options = [value for value in get_args(Attribution) if value in found or value in filter.attributions]
    st.pills(
        "Attribution",
        options,
        key="filter-attribution",
        selection_mode="multi",
        format_func=lambda value: f"{words.ATTRIBUTION[value]} ({found.get(value, 0)})",
        help="  \n".join(f"**{words.ATTRIBUTION[v]}**: {m}" for v, m in words.ATTRIBUTION_MEANING.items()),
    )


def said(world: World, filter: Filter) -> str:
    """Return the filter as one sentence."""
    return query.describe(filter, actor_names=world.names)


def chips(world: World, filter: Filter) -> None:
    """Draw what is filtered as buttons that take it away, and one that takes all away."""
    labels = _active(world, filter)
    if not labels:
        return
    with st.container(horizontal=True, gap="small"):
        for (name, value), label in labels.items():
            st.button(
                escape.markdown(label),
                key=f"chip-{name}-{value}",
                icon=":material/close:",
                icon_position="right",
                on_click=_remove,
                args=(name, value),
                help="Remove this filter",
            )
        st.button("Reset all", key="chip-reset", type="tertiary", on_click=reset)


def _active(world: World, filter: Filter) -> dict[tuple[str, str], str]:
    single = {
        ("from", ""): f"From {words.day(filter.date_from)}" if filter.date_from else "",
        ("to", ""): f"To {words.day(filter.date_to)}" if filter.date_to else "",
        ("text", ""): f"“{filter.text}”" if filter.text else "",
        ("undated", ""): "Undated included" if filter.undated else "",
        ("background", ""): "Background included" if filter.background else "",
        ("area", ""): f"Inside {filter.area.name}" if filter.area else "",
    }
    several: dict[tuple[str, str], str] = {
        **{("actor", key): actor_name(world, key) for key in filter.actors},
        **{("attribution", value): words.ATTRIBUTION[value] for value in filter.attributions},
        **{("region", id): regions.groups()[id].name for id in filter.groups},
        **{("country", code): regions.country_name(code) for code in filter.countries},
        **{("province", code): regions.admin1_name(code) for code in filter.provinces},
        **{("type", type): words.type_name(type) for type in filter.types},
    }
    return {name: label for name, label in {**single, **several}.items() if label}


def _remove(name: str, value: str) -> None:
    if name == "area":
        _forget_area()
        return
    _, empty = _FIELDS[name]
    key = f"filter-{name}"
    st.session_state[key] = [v for v in st.session_state[key] if v != value] if value else empty


def reset() -> None:
    """Take all filters away."""
    _forget_area()
    for name, (_, empty) in _FIELDS.items():
        st.session_state[f"filter-{name}"] = list(empty) if isinstance(empty, tuple) else empty


def _forget_area() -> None:
    if st.session_state.pop("area", None) is not None:
        st.session_state["areas-given"] = _areas_given() + 1
