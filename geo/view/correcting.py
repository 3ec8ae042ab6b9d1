"""The forms by which an analyst corrects one event, each with what it now says. Says what is saved to `save`.

State of a form is keyed by the event and by the newest entry on it, so that a form that was saved, or that
another analyst has overtaken, begins with what now holds.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, get_args

import streamlit as st

from geo import review
from geo.extract import lexicon
from geo.extract.names import canonical_name, table
from geo.journal import Field
from geo.model import Actor, Attribution, Count, DatePrecision, Event, Level, Place, When
from geo.view import escape, words
from geo.view.answering import LONGEST_NAME
from geo.view.ui import EARLIEST, LATEST

RADIUS_KM: dict[Level, float] = {  # offered with a level; the analyst knows better
    "site": 0.5, "neighbourhood": 2.5, "city": 10.0, "district": 30.0, "province": 150.0, "country": 500.0,
}  # fmt: skip
PRECISION: dict[DatePrecision, str] = {
    "day": "a day",
    "range": "a range of days",
    "week": "a week",
    "month": "a month",
    "year": "a year",
    "unknown": "not known",
}
NOBODY = ""
PIN = ("name", "lat", "lon", "level", "km")  # widgets that follow the pin
Save = Callable[[Field, Any], None]
Look = Callable[[str], Sequence[Place]]


class Form:
    """The widgets of one event. The pin can be put elsewhere from outside of them: they then begin anew with
    its place, under new keys. (A value set under an old key can be lost to what the browser sends meanwhile.)
    """

    def __init__(self, scope: str, place: Place | None) -> None:
        self._scope = scope
        self.pin: Place | None = st.session_state.get(f"pin-{scope}", place)

    def put(self, place: Place) -> None:
        """Put the pin elsewhere."""
        st.session_state[f"pin-{self._scope}"] = place
        st.session_state[f"pins-{self._scope}"] = self._pins + 1

    @property
    def _pins(self) -> int:
        return int(st.session_state.get(f"pins-{self._scope}", 0))

    def key(self, name: str) -> str:
        """Return the key of a widget."""
        return f"fix-{name}-{self._scope}-{self._pins if name.split()[0] in PIN else 0}"

    def get(self, name: str, default: Any = None) -> Any:
        """Return what a widget holds, `default` before it is drawn for the first time."""
        return st.session_state.get(self.key(name), default)


# ---- place ----


def _radius(form: Form, level: Level) -> float:
    """Return the radius to begin with: the pin's own at its level."""
    return form.pin.uncertainty_km if form.pin and form.pin.level == level else RADIUS_KM[level]


def drawn_place(form: Form) -> Place | None:
    """Return the place that the widgets show, the pin's own where nothing was changed in them."""
    pin = form.pin
    name = _line(form.get("name", pin.name if pin else ""))
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
        "Find a place by name",
        key=form.key("asked"),
        placeholder="Green Zone, Baghdad",
        icon=":material/search:",
    )
    for number, place in enumerate(look(asked.strip()) if asked.strip() else ()):
        st.button(
            escape.markdown(f"{words.place(place)} ({words.precision(place)})"),
            key=form.key(f"take{number}"),
            type="tertiary",
            icon=":material/location_on:",
            on_click=form.put,
            args=(place,),
        )
    st.html('<p class="fine">Or click the map, or write the point:</p>')
    with st.container(horizontal=True):
        for name, said, most, value in (
            ("lat", "Latitude", 90.0, pin.lat if pin else None),
            ("lon", "Longitude", 180.0, pin.lon if pin else None),
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
    st.text_input("Called", pin.name if pin else "", key=form.key("name"), max_chars=LONGEST_NAME)
    levels = list(get_args(Level))
    with st.container(horizontal=True):
        level = st.selectbox(
            "Known by",
            levels,
            index=levels.index(pin.level if pin else "city"),
            key=form.key("level"),
            format_func=lambda level: words.LEVEL[level].capitalize(),
        )
        st.number_input(
            "Radius in km", 0.05, 5000.0, _radius(form, level), step=1.0, key=form.key(f"km {level}")
        )


def place_form(form: Form, event: Event, *, save: Save, look: Look, disabled: bool) -> None:
    """Draw the form of the place."""
    place_widgets(form, look=look)
    drawn = drawn_place(form)
    if drawn != event.place:
        st.html('<p class="fine" role="status">The place as it is here is not saved yet.</p>')
    with st.container(horizontal=True):
        st.button(
            "Save place",
            type="primary",
            key=form.key("place"),
            disabled=disabled or drawn is None or drawn == event.place,
            on_click=save,
            args=("place", drawn),
        )
        st.button(
            "Place not known",
            key=form.key("placeless"),
            disabled=disabled or event.place is None,
            on_click=save,
            args=("place", None),
        )


# ---- who, when, how many, what ----


def actor_widgets(form: Form, actor: Actor | None) -> None:
    """Draw who is suspected: from the actor table, by name or alias, or in words of one's own."""
    own = (actor.id or actor.name) if actor else NOBODY
    options = list(dict.fromkeys([NOBODY, own, *table()]))
    st.selectbox(
        "Suspected actor",
        options,
        index=options.index(own),
        key=form.key("actor"),
        format_func=_called,
        accept_new_options=True,
        help="Type to search names and aliases; who is not in the list can be written as the source has it.",
    )
    said = list(get_args(Attribution))
    st.selectbox(
        "Attribution",
        said,
        index=said.index(actor.attribution if actor else "suspected"),
        key=form.key("attribution"),
        format_func=words.ATTRIBUTION.__getitem__,
    )
    says = (actor.attributed_by or "") if actor else ""
    st.text_input("Who says so", says, key=form.key("says"), max_chars=LONGEST_NAME)


def _called(key: str) -> str:
    row = table().get(key)
    if row is None:
        return key or "Nobody named"
    aliases = [alias for alias in row["aliases"].split("|") if alias and alias != row["name"]]
    return f"{row['name']} ({', '.join(aliases[:3])})" if aliases else row["name"]


def chosen_actor(form: Form, actor: Actor | None) -> Actor | None:
    """Return the suspect that the widgets show."""
    key, by = _line(form.get("actor")), _line(form.get("says")) or None
    attribution: Attribution = form.get("attribution")
    if not key:
        return None
    if actor and key == (actor.id or actor.name):
        return replace(actor, attribution=attribution, attributed_by=by)
    row = table().get(key)
    kind: Any = row["kind"] if row else "group"
    return Actor(canonical_name(key), kind, attribution, by, key if row else None)


def date_widgets(form: Form, when: When) -> None:
    """Draw when it happened."""
    span: dict[str, Any] = {"min_value": EARLIEST, "max_value": LATEST, "format": "YYYY-MM-DD"}
    last = when.end if when.end != when.date else None
    precisions = list(PRECISION)
    with st.container(horizontal=True):
        st.date_input("Day", when.date, key=form.key("date"), **span)
        st.date_input("Last day, of a range", last, key=form.key("end"), **span)
    with st.container(horizontal=True):
        st.selectbox(
            "Exact to",
            precisions,
            index=precisions.index(when.precision if when.date else "day"),
            key=form.key("precision"),
            format_func=PRECISION.__getitem__,
        )
        st.text_input("Local time", when.time or "", key=form.key("time"), placeholder="HH:MM", max_chars=5)


def chosen_date(form: Form, when: When) -> When | str:
    """Return the time that the widgets show, or why it can be none."""
    date, end, time = form.get("date"), form.get("end"), _line(form.get("time")) or None
    precision: DatePrecision = form.get("precision")
    last = when.end if when.end != when.date else None
    if (date, end, time) == (when.date, last, when.time) and (precision == when.precision or not date):
        return when
    if time and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", time):
        return "The time is hours and minutes, such as 04:15."
    if date is None:
        return When(time=time) if end is None else "A range needs its first day."
    if end is not None and end < date:
        return "The last day lies before the first."
    if precision == "day" and end not in (None, date):
        precision = "range"
    return When(date, end or _last_day(date, precision), precision, "stated", time)


def _last_day(date: dt.date, precision: DatePrecision) -> dt.date | None:
    """Return the end of a week, month or year that begins on the day or holds it."""
    if precision == "week":
        return date + dt.timedelta(days=6)
    if precision == "month":
        return (date.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    return date.replace(month=12, day=31) if precision == "year" else None


def number_widgets(form: Form, *, killed: Count, injured: Count) -> None:
    """Draw how many people were killed and injured; an empty field says that nobody tells."""
    for name, said, count in (("killed", "Killed", killed), ("injured", "Injured", injured)):
        with st.container(horizontal=True):
            for end, word, value in (("min", "at least", count.min), ("max", "at most", count.max)):
                st.number_input(
                    f"{said}, {word}",
                    min_value=0,
                    step=1,
                    value=value,
                    key=form.key(f"{name}-{end}"),
                    placeholder="not said",
                )


def chosen_count(form: Form, name: str) -> Count | str:
    """Return the number that the widgets show, or why it can be none."""
    low, high = form.get(f"{name}-min"), form.get(f"{name}-max")
    if low is not None and high is not None and low > high:
        return f"{name.capitalize()}: at least {low} is more than at most {high}."
    return Count(low, high)


def type_widget(form: Form, type: str) -> None:
    """Draw what kind of attack it was."""
    types = dict.fromkeys([type, *(row["type"] for row in lexicon.rows("types"))])
    st.selectbox("Type of attack", list(types), index=0, key=form.key("type"), format_func=words.type_name)


def fact_forms(form: Form, event: Event, *, save: Save, disabled: bool) -> None:
    """Draw the forms of actor, date, numbers and type, a tab each."""
    actor = event.actors[0] if event.actors else None
    tabs = st.tabs(["Actor", "Date", "Numbers", "Type"])
    with tabs[0]:
        actor_widgets(form, actor)
        _save(form, "actor", chosen_actor(form, actor), actor, save=save, disabled=disabled)
    with tabs[1]:
        date_widgets(form, event.when)
        _save(form, "date", chosen_date(form, event.when), event.when, save=save, disabled=disabled)
    with tabs[2]:
        number_widgets(form, killed=event.killed, injured=event.injured)
        with st.container(horizontal=True):
            _save(form, "killed", chosen_count(form, "killed"), event.killed, save=save, disabled=disabled)
            _save(form, "injured", chosen_count(form, "injured"), event.injured, save=save, disabled=disabled)
    with tabs[3]:
        type_widget(form, event.type)
        _save(form, "type", form.get("type"), event.type, save=save, disabled=disabled)


def _save(form: Form, field: Field, new: Any, old: Any, *, save: Save, disabled: bool) -> None:
    """Draw the button that saves a field; where the widgets hold no value of it, say why instead."""
    wrong = new if isinstance(new, str) and field != "type" else None
    if wrong:
        st.html(f'<p class="fine" role="alert">{escape.html(wrong)}</p>')
    st.button(
        f"Save {field}",
        type="primary",
        key=form.key(f"save-{field}"),
        disabled=disabled or wrong is not None or new == old,
        on_click=save,
        args=(field, new),
    )


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
