"""The map beside a form: the event with its pin where the form has it, and a click that puts it elsewhere."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit_folium import st_folium

from geo import query, ui
from geo.errors import GazetteerError
from geo.language import tr
from geo.model import Event, Place
from geo.places.gazetteer import Gazetteer
from geo.places.locate import ranked
from geo.reviewing import pinning
from geo.reviewing.form import Form
from geo.settings import Settings
from geo.ui import World
from geo.view import basemap, escape, layers, palette
from geo.view.palette import OTHER, Mark

MAP_KEY = "review-map"
MAP_HEIGHT_PX = 340
MOST_PLACES = 5  # offered for a name


def draw(event: Event, form: Form, world: World) -> None:
    """Draw the event on the map with its pin where the form has it; a click puts the pin elsewhere."""
    payload = layers.payload(
        [event], rows=query.table([event]), marks=_marks(world), colour_by="actor",
        chosen=[event.id],
    )  # fmt: skip
    st_folium(
        basemap.base_map(ui.assets_url()),
        key=MAP_KEY,
        height=MAP_HEIGHT_PX,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=basemap.EventLayer(payload | {"pick": True}),
        on_change=partial(_on_click, form),
    )


def _on_click(form: Form) -> None:
    at = (st.session_state.get(MAP_KEY) or {}).get("at")
    if at:
        pinning.move_pin(form, *at)


def _marks(world: World) -> dict[str, Mark]:
    return ui.kept("review-marks", world, "actor", lambda: palette.marks(world.table, "actor"))


def mark_of(world: World, event: Event) -> Mark:
    """Return what the event has on the map; the mark of others until the store has an event that is new."""
    key = query.actor_key(event.actors[0] if event.actors else None)
    return _marks(world).get(key, OTHER)


@st.cache_resource(show_spinner=False)
def _gazetteer() -> Gazetteer:
    return Gazetteer.open(Settings.from_environment().gazetteer)


def places(name: str) -> list[Place]:
    """Return the likeliest places of a name; show why where the index cannot be read."""
    try:
        with st.spinner(tr("Opening the place index …")):
            gazetteer = _gazetteer()
        return [place for place, _ in ranked(name, gazetteer=gazetteer)][:MOST_PLACES]
    except GazetteerError as error:
        st.error(escape.markdown(str(error)), icon=":material/error:")
        return []
