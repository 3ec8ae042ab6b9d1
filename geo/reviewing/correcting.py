"""The widgets that say who, when, how many and what kind of attack, and the values they show.

`fact_forms` draws them all for an event and says what is saved to `save`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, get_args

import streamlit as st

from geo.extract import lexicon
from geo.extract.names import canonical_name, id_of, table
from geo.journal import Field
from geo.language import Words, mark, tr
from geo.model import Actor, Attribution, Count, DatePrecision, Event, When
from geo.reviewing.answering import LONGEST_NAME
from geo.reviewing.form import Form, line
from geo.reviewing.pinning import Save, drawn_place
from geo.ui import EARLIEST, LATEST
from geo.view import escape, history, words

PRECISION: Mapping[DatePrecision, str] = Words(
    {
        "day": mark("a day"),
        "range": mark("a range of days"),
        "week": mark("a week"),
        "month": mark("a month"),
        "year": mark("a year"),
        "unknown": mark("not known"),
    }
)
NOBODY = ""
SAVE: Mapping[str, str] = Words(
    {
        "actor": mark("Save actor"),
        "date": mark("Save date"),
        "killed": mark("Save number killed"),
        "injured": mark("Save number injured"),
        "type": mark("Save type"),
    }
)
PEOPLE = Words({"killed": mark("Killed"), "injured": mark("Injured")})


def actor_widgets(form: Form, actor: Actor | None) -> None:
    """Draw who is suspected: from the actor table, by name or alias, or in words of one's own."""
    own = (actor.id or actor.name) if actor else NOBODY
    options = list(dict.fromkeys([NOBODY, own, *table()]))
    st.selectbox(
        tr("Suspected actor"),
        options,
        index=options.index(own),
        key=form.key("actor"),
        format_func=_called,
        accept_new_options=True,
        help=tr(
            "Type to search names and aliases; who is not in the list can be written as the source has it."
        ),
    )
    said = list(get_args(Attribution))
    st.selectbox(
        tr("How it is known who did it"),
        said,
        index=said.index(actor.attribution if actor else "suspected"),
        key=form.key("attribution"),
        format_func=words.ATTRIBUTION.__getitem__,
        help="  \n".join(f"**{words.ATTRIBUTION[v]}**: {m}" for v, m in words.ATTRIBUTION_MEANING.items()),
    )
    says = (actor.attributed_by or "") if actor else ""
    st.text_input(tr("Who says so"), says, key=form.key("says"), max_chars=LONGEST_NAME)


def _called(key: str) -> str:
    row = table().get(key)
    if row is None:
        return key or tr("Nobody named")
    aliases = [alias for alias in row["aliases"].split("|") if alias and alias != row["name"]]
    return f"{row['name']} ({', '.join(aliases[:3])})" if aliases else row["name"]


def chosen_actor(form: Form, actor: Actor | None) -> Actor | None:
    """Return the suspect that the widgets show."""
    key, by = line(form.get("actor")), line(form.get("says")) or None
    attribution: Attribution = form.get("attribution")
    if not key:
        return None
    if actor and key == (actor.id or actor.name):
        return replace(actor, attribution=attribution, attributed_by=by)
    key = key if key in table() else id_of(key) or key
    row = table().get(key)
    kind: Any = row["kind"] if row else "group"
    return Actor(canonical_name(key), kind, attribution, by, key if row else None)


def date_widgets(form: Form, when: When) -> None:
    """Draw when it happened."""
    span: dict[str, Any] = {"min_value": EARLIEST, "max_value": LATEST, "format": "YYYY-MM-DD"}
    last = when.end if when.end != when.date else None
    precisions = list(PRECISION)
    with st.container(horizontal=True):
        st.date_input(tr("Day"), when.date, key=form.key("date"), **span)
        st.date_input(tr("Last day, if several"), last, key=form.key("end"), **span)
    with st.container(horizontal=True):
        st.selectbox(
            tr("Known to"),
            precisions,
            index=precisions.index(when.precision if when.date else "day"),
            key=form.key("precision"),
            format_func=PRECISION.__getitem__,
        )
        st.text_input(
            tr("Local time"), when.time or "", key=form.key("time"), placeholder="HH:MM", max_chars=5
        )


def chosen_date(form: Form, when: When) -> When | str:
    """Return the time that the widgets show, or why it can be none."""
    date, end, time = form.get("date"), form.get("end"), line(form.get("time")) or None
    precision: DatePrecision = form.get("precision")
    last = when.end if when.end != when.date else None
    if (date, end, time) == (when.date, last, when.time) and (precision == when.precision or not date):
        return when
    if time and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", time):
        return tr("The time is hours and minutes, such as 04:15.")
    if date is None:
        return When(time=time) if end is None else tr("A range needs its first day.")
    if end is not None and end < date:
        return tr("The last day lies before the first.")
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
    for name, count in (("killed", killed), ("injured", injured)):
        least, most = (
            tr("{people}, at least", people=PEOPLE[name]),
            tr("{people}, at most", people=PEOPLE[name]),
        )
        with st.container(horizontal=True):
            for end, said, value in (("min", least, count.min), ("max", most, count.max)):
                st.number_input(
                    said,
                    min_value=0,
                    step=1,
                    value=value,
                    key=form.key(f"{name}-{end}"),
                    placeholder=tr("not said"),
                )


def chosen_count(form: Form, name: str) -> Count | str:
    """Return the number that the widgets show, or why it can be none."""
    low, high = form.get(f"{name}-min"), form.get(f"{name}-max")
    if low is not None and high is not None and low > high:
        return tr(
            "{people}: at least {low} is more than at most {high}.", people=PEOPLE[name], low=low, high=high
        )
    return Count(low, high)


def type_widget(form: Form, type: str) -> None:
    """Draw what kind of attack it was."""
    types = dict.fromkeys([type, *(row["type"] for row in lexicon.rows("types"))])
    st.selectbox(
        tr("Type of attack"), list(types), index=0, key=form.key("type"), format_func=words.type_name
    )


def fact_forms(form: Form, event: Event, *, save: Save, disabled: bool) -> None:
    """Draw the forms of actor, date, numbers and type, a tab each."""
    saving = partial(_save, form, event, save=save, disabled=disabled)
    tabs = st.tabs([tr("Actor"), tr("Date"), tr("Numbers"), tr("Type")])
    with tabs[0]:
        actor_widgets(form, _main(event))
        saving("actor")
    with tabs[1]:
        date_widgets(form, event.when)
        saving("date")
    with tabs[2]:
        number_widgets(form, killed=event.killed, injured=event.injured)
        with st.container(horizontal=True):
            saving("killed")
            saving("injured")
    with tabs[3]:
        type_widget(form, event.type)
        saving("type")


def unsaved(form: Form, event: Event) -> list[str]:
    """Return what the widgets of an event show otherwise than it is, in words; nothing before they are
    drawn.
    """
    if form.get("type") is None:
        return []
    both = {field: _shown(form, event, field) for field in history.FIELD}
    return [history.FIELD[field] for field, (new, old) in both.items() if new != old]


def _shown(form: Form, event: Event, field: Field) -> tuple[Any, Any]:
    """Return what the widgets show of a field, or why they can be none, and what the event has."""
    match field:
        case "actor":
            return chosen_actor(form, _main(event)), _main(event)
        case "date":
            return chosen_date(form, event.when), event.when
        case "killed":
            return chosen_count(form, field), event.killed
        case "injured":
            return chosen_count(form, field), event.injured
        case "type":
            return form.get("type"), event.type
        case "place":
            return drawn_place(form), event.place


def _main(event: Event) -> Actor | None:
    return event.actors[0] if event.actors else None


def _save(form: Form, event: Event, field: Field, *, save: Save, disabled: bool) -> None:
    """Draw the button that saves a field; where the widgets hold no value of it, say why instead."""
    new, old = _shown(form, event, field)
    wrong = new if isinstance(new, str) and field != "type" else None
    with st.container():  # always there, so that the words move no button
        if wrong:
            st.html(f'<p class="fine" role="alert">{escape.html(wrong)}</p>')
    st.button(
        SAVE[field],
        type="primary",
        key=form.key(f"save-{field}"),
        disabled=disabled or wrong is not None or new == old,
        on_click=save,
        args=(field, new),
    )
