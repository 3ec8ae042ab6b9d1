"""The form of an event that no article tells, and what it becomes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from geo import review
from geo.journal import Entry
from geo.language import tr
from geo.model import Count, Event, When
from geo.reviewing import answering, correcting, pinboard, pinning
from geo.reviewing.answering import LONGEST_WHY, state
from geo.reviewing.form import Form, line
from geo.ui import World
from geo.view import escape


def add(world: World, entries: Sequence[Entry]) -> None:
    """Draw the form of an event that no article tells."""
    form = Form(f"new-{entries[-1].id if entries else ''}", None)
    left, right = st.columns(2, gap="medium")
    with left:
        st.text_area(tr("What is known, and from where"), key=form.key("told"), max_chars=LONGEST_WHY)
        correcting.type_widget(form, "attack")
        correcting.date_widgets(form, When())
        correcting.number_widgets(form, killed=Count(), injured=Count())
        correcting.actor_widgets(form, None)
    with right:
        new = Event("new", "attack", When(), True, reports=(), place=pinning.drawn_place(form))
        pinboard.draw(new, form, world)
        pinning.place_widgets(form, look=pinboard.places)
    when, counts = (
        correcting.chosen_date(form, When()),
        [correcting.chosen_count(form, name) for name in ("killed", "injured")],
    )
    told = line(form.get("told"))
    wrong = [each for each in (when, *counts) if isinstance(each, str)]
    with st.container():
        if wrong:
            st.html(f'<p class="fine" role="alert">{escape.html(" ".join(wrong))}</p>')
        if not told:
            asked = tr("To add the event, write what is known and from where.")
            st.html(f'<p class="fine">{escape.html(asked)}</p>')
    st.button(
        tr("Add event"), key="add", type="primary",
        disabled=bool(wrong) or not (told and answering.may_decide()),
        on_click=_keep, args=(form, entries[-1].hash if entries else ""),
    )  # fmt: skip


def _keep(form: Form, after: str) -> None:
    when = correcting.chosen_date(form, When())
    killed, injured = (correcting.chosen_count(form, name) for name in ("killed", "injured"))
    assert isinstance(when, When)
    assert isinstance(killed, Count)
    assert isinstance(injured, Count)
    decision = review.by_hand(
        type=form.get("type"), when=when, place=pinning.drawn_place(form),
        actor=correcting.chosen_actor(form, None), killed=killed, injured=injured,
        told=line(form.get("told")), who=state["analyst"], after=after,
    )  # fmt: skip
    answering.keep(decision, said=tr("Added"))
