"""The map: filters beside it, the events on it, the evidence of what is clicked, and all of it as a table."""

import datetime as dt
from collections.abc import Callable, Mapping

import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium

from geo import exchange, query
from geo.query import Filter
from geo.view import basemap, card, escape, layers, legend, palette, ui, words
from geo.view.palette import OTHER, ColourBy, Mark
from geo.view.snapshot import Format, snapshot
from geo.view.ui import World
from geo.view.webpage import webpage

MAP_KEY = "map"
MAP_HEIGHT_PX = 600
Marks = Mapping[str, Mark]
COLOURS: dict[ColourBy, str] = {"actor": "Actor", "attribution": "Who says so", "type": "Type"}


def head(world: World, filter: Filter, selected: gpd.GeoDataFrame) -> None:
    ui.masthead("Dateline", "Attacks reported in the news, every mark with its source")
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(gap=None):
            st.html(f'<p class="said">{escape.html(ui.said(world, filter))}</p>')
            missing = words.left_out(query.left_out(world.table, filter))
            tally = "; ".join(part for part in (words.shown(selected, world.table), missing) if part)
            st.html(f'<p class="tally" role="status">{tally}</p>')
        with st.popover("Export", icon=":material/download:"):
            exports(world, filter, selected)
    with st.container():
        ui.chips(world, filter)


def exports(world: World, filter: Filter, selected: gpd.GeoDataFrame) -> None:
    today = dt.date.today()
    everything = list(world.events.values())
    st.caption(f"{words.plural(len(selected), 'event')}, as filtered now, each with its sources.")
    for what, suffix, mime, content in (
        ("Picture (PNG)", "png", "image/png", picture(world, filter, "png", today)),
        ("Drawing (SVG)", "svg", "image/svg+xml", picture(world, filter, "svg", today)),
        ("Page (PDF)", "pdf", "application/pdf", picture(world, filter, "pdf", today)),
        (
            "Map with evidence (HTML)",
            "html",
            "text/html",
            lambda: webpage(everything, filter=filter, made=today),
        ),
        (
            "Data (GeoJSON)",
            "geojson",
            "application/geo+json",
            lambda: exchange.write(everything, filter=filter, format="geojson"),
        ),
        (
            "Table (CSV)",
            "csv",
            "text/csv",
            lambda: exchange.write(everything, filter=filter, format="csv"),
        ),
    ):
        st.download_button(
            what,
            content,
            file_name=f"dateline-{today:%Y-%m-%d}.{suffix}",
            mime=mime,
            on_click="ignore",
            width="stretch",
        )


def picture(world: World, filter: Filter, format: Format, made: dt.date) -> Callable[[], bytes]:
    return lambda: snapshot(world.table, filter=filter, format=format, made=made)


@st.fragment
def explorer(world: World, filter: Filter, selected: gpd.GeoDataFrame) -> None:
    opened = ui.opened(selected)
    left, right = st.columns([2.15, 1], gap="medium")
    with left:
        colour_by = colour_choice()
        marks = palette.marks(world.table, colour_by)
        draw(world, selected, opened, marks, colour_by)
        st.caption(escape.markdown(words.summary(selected, actor_names=world.names)))
    with right:
        if opened:
            cards(world, opened, marks, colour_by)
        else:
            st.html(legend.legend(selected, marks=marks, colour_by=colour_by, names=world.names))
            st.caption("Click a mark on the map, or a row below, to read who says so and where.")
    lists(world, filter, selected)


def colour_choice() -> ColourBy:
    chosen = st.segmented_control(
        "Colour by", COLOURS, format_func=COLOURS.__getitem__, default="actor", key="colour", required=True
    )
    return chosen or "actor"


def draw(
    world: World, selected: gpd.GeoDataFrame, opened: list[str], marks: Marks, colour_by: ColourBy
) -> None:
    shown = [world.events[id] for id in selected["id"]]
    payload = layers.payload(shown, marks=marks, colour_by=colour_by, chosen=opened)
    st_folium(
        basemap.base_map(ui.assets_url()),
        key=MAP_KEY,
        height=MAP_HEIGHT_PX,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=basemap.EventLayer(payload),
        on_change=on_map_click,
    )


def on_map_click() -> None:
    clicked = st.session_state.get(MAP_KEY) or {}
    if clicked.get("ids"):
        ui.open_events(clicked["ids"])


def cards(world: World, opened: list[str], marks: Marks, colour_by: ColourBy) -> None:
    at = min(st.session_state.get("at", 0), len(opened) - 1)
    event = world.events[opened[at]]
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(opened) > 1:
            turning = {"on_click": turn, "type": "tertiary"}
            st.button(
                "Previous", key="previous", icon=":material/chevron_left:", args=(-1, len(opened)), **turning
            )
            st.markdown(f"**{at + 1}** of **{len(opened)}**", width="content")
            st.button(
                "Next",
                key="next",
                icon=":material/chevron_right:",
                icon_position="right",
                args=(1, len(opened)),
                **turning,
            )
        st.button(
            "Close",
            icon=":material/close:",
            type="tertiary",
            key="close",
            on_click=ui.open_events,
            args=((),),
        )
    with st.container(height=MAP_HEIGHT_PX, border=True, key="card"):
        st.html(card.card(event, mark=marks.get(layers.key(event, colour_by), OTHER)))


def turn(step: int, of: int) -> None:
    st.session_state["at"] = (st.session_state.get("at", 0) + step) % of


def lists(world: World, filter: Filter, selected: gpd.GeoDataFrame) -> None:
    area = selected["place_level"].isin(["province", "country"])
    tables = {
        "All shown": selected,
        "Only province or country known": selected[area],
        "Without a place": selected[selected["place_level"].isna()],
        "Left out: no date": query.undated(world.table, filter),
        "Left out: no place": query.unplaced(world.table, filter),
    }
    names = [name for name, rows in tables.items() if len(rows) or name == "All shown"]
    chosen = st.segmented_control(
        "Events as a table",
        names,
        format_func=lambda name: f"{name} ({len(tables[name])})",
        default="All shown",
        key="list",
        required=True,
    )
    ui.event_table(tables[chosen if chosen in tables else "All shown"])


world = ui.world()
filter = ui.filters(world)
selected = query.select(world.table, filter)
head(world, filter, selected)
explorer(world, filter, selected)
