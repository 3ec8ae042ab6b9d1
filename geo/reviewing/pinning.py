"""The widgets that say where an event happened, and the place they show. Degrees, WGS 84; radii in km."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, get_args

import streamlit as st

from geo import review
from geo.journal import Field
from geo.language import tr
from geo.model import Event, Level, Place
from geo.reviewing.answering import LONGEST_NAME
from geo.reviewing.form import Form, line
from geo.view import escape, words

RADIUS_KM: dict[Level, float] = {  # offered with a level; the analyst knows better
    "site": 0.5, "neighbourhood": 2.5, "city": 10.0, "district": 30.0, "province": 150.0, "country": 500.0,
}  # fmt: skip
Save = Callable[[Field, Any], None]
Look = Callable[[str], Sequence[Place]]


def _radius(form: Form, level: Level) -> float:
    """Return the radius to begin with: the pin's own at its level."""
    return form.pin.uncertainty_km if form.pin and form.pin.level == level else RADIUS_KM[level]


def drawn_place(form: Form) -> Place | None:
    """Return the place that the widgets show, the pin's own where nothing was changed in them."""
    pin = form.pin
    name = line(form.get("name", pin.name if pin else ""))
    lat, lon = form.get("lat", pin.lat if pin else None), form.get("lon", pin.lon if pin else None)
    level: Level = form.get("level", pin.level if pin else "city")
    km = form.get(f"km {level}", _radius(form, level))
    if lat is None or lon is None or km is None:
        return None
    name = name or f"{lat:g}, {lon:g}"
    if pin and (name, lat, lon, level, km) == (pin.name, pin.lat, pin.lon, pin.level, pin.uncertainty_km):
        return pin
    return review.place_at(name=name, lat=lat, lon=lon, level=level, uncertainty_km=km)


def move_pin(form: Form, lat: float, lon: float) -> None:
    """Put the pin where the map was clicked, as exactly known as before; what was an area is now a town. The
    name of the old point is no name of the new one.
    """
    old = drawn_place(form)
    if old and (lat, lon) == (old.lat, old.lon):
        return
    level: Level = old.level if old and old.level not in ("province", "country") else "city"
    km = old.uncertainty_km if old and old.level == level else RADIUS_KM[level]
    form.put(review.place_at(name=f"{lat:g}, {lon:g}", lat=lat, lon=lon, level=level, uncertainty_km=km))


def place_widgets(form: Form, *, look: Look) -> None:
    """Draw what a place is made of: a search by name, the point, level and radius."""
    pin = form.pin
    asked = st.text_input(
        tr("Find a place by name"),
        key=form.key("asked"),
        placeholder="Green Zone, Baghdad",
        icon=":material/search:",
    )
    with st.container():  # always there: what is found moves no field below it
        for number, place in enumerate(look(asked.strip()) if asked.strip() else ()):
            st.button(
                escape.markdown(f"{words.place(place)} ({words.precision(place)})"),
                key=form.key(f"take{number}"),
                type="tertiary",
                icon=":material/location_on:",
                on_click=form.put,
                args=(place,),
            )
    otherwise = tr("Or click the map, or write the point:")
    st.html(f'<p class="fine">{escape.html(otherwise)}</p>')
    with st.container(horizontal=True):
        for name, said, most, value in (
            ("lat", tr("Latitude"), 90.0, pin.lat if pin else None),
            ("lon", tr("Longitude"), 180.0, pin.lon if pin else None),
        ):
            st.number_input(
                said,
                value=value,
                min_value=-most,
                max_value=most,
                step=0.01,
                format="%.4f",
                key=form.key(name),
            )
    st.text_input(
        tr("Name of the place"), pin.name if pin else "", key=form.key("name"), max_chars=LONGEST_NAME
    )
    levels = list(get_args(Level))
    with st.container(horizontal=True):
        level = st.selectbox(
            tr("How exactly known"),
            levels,
            index=levels.index(pin.level if pin else "city"),
            key=form.key("level"),
            format_func=lambda level: words.LEVEL[level].capitalize(),
        )
        st.number_input(
            tr("Within how many km"),
            0.05,
            5000.0,
            _radius(form, level),
            step=1.0,
            key=form.key(f"km {level}"),
        )


def place_form(form: Form, event: Event, *, save: Save, look: Look, disabled: bool) -> None:
    """Draw the form of the place."""
    place_widgets(form, look=look)
    drawn = drawn_place(form)
    with st.container():
        if drawn != event.place:
            unsaved = tr("The place as it is here is not saved yet.")
            st.html(f'<p class="fine" role="status">{escape.html(unsaved)}</p>')
    with st.container(horizontal=True):
        st.button(
            tr("Save place"),
            type="primary",
            key=form.key("place"),
            disabled=disabled or drawn is None or drawn == event.place,
            on_click=save,
            args=("place", drawn),
        )
        st.button(
            tr("Place not known"),
            key=form.key("placeless"),
            disabled=disabled or event.place is None,
            on_click=save,
            args=("place", None),
        )
