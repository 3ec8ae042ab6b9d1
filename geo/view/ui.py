"""The widgets that pages share. Of `geo/` only this, `answering` and `correcting` import Streamlit.

Knows where state lives: what is filtered in `st.session_state["filter"]` and in the address, what is open in
`["open"]` (ids of events) and `["at"]` (which of them). Widgets of a filter are keyed `filter-NAME`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

import geopandas as gpd
import streamlit as st
import streamlit.components.v1 as components

from geo import query
from geo.cache import Cache
from geo.errors import InputError, StoreError
from geo.journal import Entry, Journal
from geo.model import Attribution, Event
from geo.places import regions
from geo.query import UNNAMED, Column, Filter
from geo.settings import Settings
from geo.store import ArticleRecord, Store
from geo.view import assets, charts, escape, permalink, words
from geo.view.theme import DARK, LIGHT

ASSETS = "dateline"
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
NOTHING_YET = "No events yet. Build them from your articles: `python -m geo build FOLDER`, then reload."


@dataclass(frozen=True)
class World:
    """All events of the store: by id with their reports, as a table, what their actors are called, and the
    cache that answers for all of them.
    """

    events: Mapping[str, Event]
    table: gpd.GeoDataFrame
    names: Mapping[str, str]
    cache: Cache


def dress() -> None:
    """Put the pages' own look on; call it once a run."""
    st.html(assets.FOLDER / "page.css")


def masthead(title: str, subtitle: str) -> None:
    """Write the head of a page. Both are our own words."""
    st.html(f'<header class="masthead"><h1>{title}</h1><p>{subtitle}</p></header>')


def ground_colours() -> str:
    """Return the accent colour of the scheme the reader has chosen."""
    return DARK.accent if st.context.theme.type == "dark" else LIGHT.accent


def assets_url() -> str:
    """Serve Dateline's browser files and return where, relative to the frame of another component."""
    components.declare_component(ASSETS, path=assets.FOLDER)
    return f"../{__name__}.{ASSETS}"


def world() -> World:
    """Return the events of the store as it is now; show why and stop where it cannot be read or is empty."""
    path = Settings.from_environment().store
    try:
        found = _world(str(path), _version(path))
    except StoreError as error:
        st.error(escape.markdown(str(error)), icon=":material/error:")
        st.stop()
    if not found.events:
        st.info(NOTHING_YET, icon=":material/folder_open:")
        st.stop()
    return found


def articles() -> list[ArticleRecord]:
    """Return the articles of the store as it is now; show why and stop where they cannot be read."""
    store = Store(Settings.from_environment().store)
    try:
        return _articles(str(store.path), _version(store.reports_path))
    except StoreError as error:
        st.error(escape.markdown(str(error)), icon=":material/error:")
        st.stop()


def journal() -> list[Entry]:
    """Return what analysts decided until now; show why and stop where it cannot be read."""
    path = Store(Settings.from_environment().store).journal_path
    try:
        return _journal(str(path), _version(path))
    except StoreError as error:
        st.error(escape.markdown(str(error)), icon=":material/error:")
        st.stop()


def _version(path: Path) -> tuple[int, ...]:
    """Return what changes whenever a file is replaced or grows."""
    if not path.exists():
        return ()
    stat = path.stat()
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


@st.cache_resource(max_entries=2, show_spinner="Reading the events …")
def _world(path: str, version: tuple[int, ...]) -> World:
    cache = Cache.open(Store(path))
    return World(cache, cache.table, query.actor_names(cache.table), cache)


@st.cache_resource(max_entries=2, show_spinner="Reading the articles …")
def _articles(path: str, version: tuple[int, ...]) -> list[ArticleRecord]:
    return Store(path).articles()


@st.cache_resource(max_entries=2, show_spinner=False)
def _journal(path: str, version: tuple[int, ...]) -> list[Entry]:
    return Journal(path).entries()


# ---- filters ----

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
        _choice(world, filter, "province", "Province", "admin1", regions.province_name)
        _choice(world, filter, "type", "Type of attack", "type", words.type_name)
        _area()
        st.text_input("Words in quotes, titles, places", key="filter-text", placeholder="embassy, drone, …")
        st.toggle(
            "Background events",
            key="filter-background",
            help="Also show what articles only recall: earlier attacks named for context.",
        )
    st.session_state["filter"] = filter
    _write_address()
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
    return replace(filter, text=(filter.text or "").strip() or None)


def _write_address() -> None:
    """Let the address say what is filtered and which event is open."""
    opened = st.session_state["open"]
    wanted = permalink.parameters(st.session_state["filter"]) | ({"event": opened[:1]} if opened else {})
    if {name: st.query_params.get_all(name) for name in st.query_params} != wanted:
        st.query_params.from_dict(wanted)


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
        help="Groups of countries; with countries or provinces chosen below, either will do.",
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
        **{("province", code): regions.province_name(code) for code in filter.provinces},
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


# ---- what is open ----


def open_events(ids: Sequence[str]) -> None:
    """Open the cards of these events, the first on top."""
    st.session_state["open"] = list(ids)
    st.session_state["at"] = 0


def opened(selected: gpd.GeoDataFrame) -> list[str]:
    """Return the ids of what is open and still shown."""
    _write_address()
    shown = set(selected["id"])
    return [id for id in st.session_state["open"] if id in shown]


def event_table(rows: gpd.GeoDataFrame, *, names: Mapping[str, str]) -> None:
    """Draw events as a table, newest first; choosing a row opens its card."""
    rows = rows.sort_values(["date", "id"], ascending=[False, True])
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
