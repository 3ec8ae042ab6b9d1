"""The map: filters beside it, the events on it, the evidence of what is clicked, and all of it as a table."""

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium

from geo import language, query, serve, ui
from geo.language import Words, mark, tr
from geo.query import Box, Filter
from geo.serve import Measure
from geo.ui import World, exporting, filtered, filtering, opening, signing, surroundings
from geo.view import basemap, card, escape, layers, legend, palette, words
from geo.view.palette import OTHER, ColourBy, Mark
from geo.view.words import Counted

MAP_KEY = "map"
MAP_HEIGHT_PX = 600
MOST_SENT = 3000  # events; of more the map fetches what is in view
Marks = Mapping[str, Mark]
KINDS: Mapping[layers.Kind, str] = Words(
    {
        "marks": mark("Events"),
        "heat": mark("Heat"),
        "hexagons": mark("Hexagons"),
        "provinces": mark("Provinces"),
        "countries": mark("Countries"),
    }
)
MEASURES: Mapping[Measure, str] = Words({"events": mark("Events"), "killed": mark("People killed")})
LISTS: Mapping[Counted, str] = Words(
    {
        "shown": mark("All shown"),
        "area": mark("Only province or country known"),
        "placeless": mark("Without a place"),
        "undated": mark("May match: no date"),
        "unplaced": mark("May match: no place"),
    }
)
TO_LIST = "<script>document.querySelector('.st-key-list')?.scrollIntoView({block: 'start'})</script>"


def head(world: World, filter: Filter, selected: gpd.GeoDataFrame) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="head"
    ):
        with st.container(gap=None):
            st.html(f'<p class="said">{escape.html(filtering.said(world, filter))}</p>')
            tally(world, filter, selected)
        with st.container(width="content"):
            exporting.popover(world, filter)
    with st.container():  # always there: what comes and goes above the map would draw it anew
        filtering.chips(world, filter)
        if selected.empty:
            filtered.nothing()


def tally(world: World, filter: Filter, selected: gpd.GeoDataFrame) -> None:
    """Draw how many events are shown, and as links what is no point on the map or may be missing."""
    shown, *rest = words.shown(selected, world.table, query.left_out(world.table, filter)).items()
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="tally"):
        st.html(f'<p class="tally" role="status">{shown[1]}</p>', width="content")
        for name, said in rest:
            st.button(said, key=f"tally-{name}", type="tertiary", on_click=reach, args=(name,))


def reach(name: Counted) -> None:
    """Bring up the events that a part of the tally counts."""
    if name == "background":
        st.session_state["filter-background"] = True
        return
    st.session_state["list"] = name
    st.session_state["to-list"] = True


@st.fragment
def explorer(world: World, filter: Filter, selected: gpd.GeoDataFrame) -> None:
    if st.session_state.pop("asked-on-map", False):  # not the map alone: the whole page is another
        st.rerun()
    opened = opening.opened(selected)
    left, right = st.columns([2.15, 1], gap="medium")
    with left:
        with st.container(horizontal=True, vertical_alignment="bottom", key="look"):
            kind, measure = kind_choice()
            colour_by = colour_choice() if kind == "marks" else "actor"
        marks = palette.marks(world.table, colour_by)
        draw(world, filter, selected, opened, marks, colour_by, kind, measure)
        st.html(f'<p class="fine">{escape.html(words.summary(selected, actor_names=world.names))}</p>')
    with right:
        if opened:
            cards(world, selected, opened, marks, colour_by)
        else:
            panel(world, filter, selected, marks, colour_by, kind)
    lists(world, filter, selected)


def panel(
    world: World,
    filter: Filter,
    selected: gpd.GeoDataFrame,
    marks: Marks,
    colour_by: ColourBy,
    kind: layers.Kind,
) -> None:
    if kind != "marks":
        st.html(f'<p class="fine">{legend.NOT_IN[kind]}</p>')
    elif len(selected):
        st.html(legend.legend(selected, filter=filter, marks=marks, colour_by=colour_by, names=world.names))
        filtered.fine(tr("Choose a mark on the map or a row of the table to read who says so."))


def kind_choice() -> tuple[layers.Kind, Measure]:
    kind = st.selectbox(tr("Show as"), KINDS, format_func=KINDS.__getitem__, key="kind", width=190) or "marks"
    if kind == "marks":
        return kind, "events"
    measure = st.segmented_control(
        tr("By"), MEASURES, format_func=MEASURES.__getitem__, default="events", key="measure", required=True
    )
    return kind, measure or "events"


def colour_choice() -> ColourBy:
    chosen = st.segmented_control(
        tr("Colour by"),
        palette.COLOURED_BY,
        format_func=palette.COLOURED_BY.__getitem__,
        default="actor",
        key="colour",
        required=True,
    )
    return chosen or "actor"


def draw(
    world: World,
    filter: Filter,
    selected: gpd.GeoDataFrame,
    opened: list[str],
    marks: Marks,
    colour_by: ColourBy,
    kind: layers.Kind,
    measure: Measure,
) -> None:
    shown: dict[str, Any] = {"marks": marks, "colour_by": colour_by, "chosen": opened, "filter": filter}
    if kind == "marks" and len(selected) <= MOST_SENT:
        payload = layers.payload(query.outlines(selected), rows=selected, **shown)
    else:
        token = serve.offer(world.table, selected, filter=filter, marks=marks, colour_by=colour_by)
        payload = layers.fetched(selected, source=serve.address(token, kind, measure), kind=kind, **shown)
    st_folium(
        basemap.base_map(ui.assets_url(), asking=True),
        key=MAP_KEY,
        height=MAP_HEIGHT_PX,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=basemap.EventLayer(payload),
        on_change=on_map,
    )


def on_map() -> None:
    """Do what was asked on the map: open what was clicked, filter by what is in view or was drawn, or offer a
    picture of what is in view.
    """
    told = st.session_state.get(MAP_KEY) or {}
    if "picture" in told:
        exporting.of_view(Box(*told["picture"]))
        st.session_state["asked-on-map"] = True
    elif filtering.asked_on_map(told):
        st.session_state["asked-on-map"] = True
    elif "ids" in told:
        opening.open_events(told["ids"])


def cards(
    world: World, selected: gpd.GeoDataFrame, opened: list[str], marks: Marks, colour_by: ColourBy
) -> None:
    at = min(st.session_state.get("at", 0), len(opened) - 1)
    event = world.events[opened[at]]
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(opened) > 1:
            turning = {"on_click": turn, "type": "tertiary"}
            st.button(
                tr("Previous"),
                key="previous",
                icon=":material/chevron_left:",
                args=(-1, len(opened)),
                **turning,
            )
            st.markdown(tr("**{at}** of **{all}**", at=at + 1, all=len(opened)), width="content")
            st.button(
                tr("Next"),
                key="next",
                icon=":material/chevron_right:",
                icon_position="right",
                args=(1, len(opened)),
                **turning,
            )
        st.button(
            tr("Close"),
            icon=":material/close:",
            type="tertiary",
            key="close",
            shortcut="Esc",
            on_click=opening.open_events,
            args=((),),
        )
        if signing.allows("review") and st.button(
            tr("Review"), key="review", icon=":material/fact_check:", type="tertiary"
        ):
            st.session_state.update({"review-open": event.id, "review-view": "queue", "review-seen": {}})
            st.switch_page("review.py")
    key = palette.keys(selected, colour_by)[event.id]
    with st.container(height=MAP_HEIGHT_PX, border=True, key="card"):
        st.html(card.card(event, mark=marks.get(key, OTHER)))
        surroundings.near(selected, event)
        surroundings.past(world, event)


def turn(step: int, of: int) -> None:
    st.session_state["at"] = (st.session_state.get("at", 0) + step) % of


def lists(world: World, filter: Filter, selected: gpd.GeoDataFrame) -> None:
    area = selected["place_level"].isin(["province", "country"])
    tables: dict[Counted, gpd.GeoDataFrame] = {
        "shown": selected,
        "area": selected[area],
        "placeless": selected[selected["place_level"].isna()],
        "undated": query.undated(world.table, filter),
        "unplaced": query.unplaced(world.table, filter),
    }
    names = [name for name, rows in tables.items() if len(rows)]
    if not names:
        return
    if st.session_state.get("list") not in names:
        st.session_state["list"] = names[0]
    chosen = st.segmented_control(
        tr("Events as a table"),
        names,
        format_func=lambda name: f"{LISTS[name]} ({language.number(len(tables[name]))})",
        key="list",
        required=True,
    )
    opening.event_table(tables[chosen or names[0]], names=world.names)
    if st.session_state.pop("to-list", False):
        st.html(TO_LIST, unsafe_allow_javascript=True)


ui.masthead("Dateline", tr("Attacks reported in the news, every mark with its source"))
world = ui.world()
filter = filtering.filters(world)
selected = query.select(world.table, filter)
head(world, filter, selected)
explorer(world, filter, selected)
