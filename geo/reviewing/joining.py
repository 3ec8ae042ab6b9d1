"""The events near the one on the desk, for an analyst who sees one incident where no pair was suggested."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from geo import query
from geo.language import tr
from geo.model import Event
from geo.reviewing import answering, pinboard
from geo.reviewing.pairing import apart
from geo.ui import World
from geo.view import card, words


def joining(event: Event, events: Mapping[str, Event], world: World, *, blocked: bool) -> None:
    """Draw what happened near the event, each with its card before it can be joined; nothing where nothing
    did. `events` are those that stand.
    """
    near = [events[id] for id in query.neighbours(world.table, event.id)["id"] if id in events]
    others = {other.id: other for other in near if other.status != "rejected"}
    if not others:
        return
    with st.expander(tr("Near in time and place ({n})", n=len(others)), icon=":material/merge:"):
        chosen = st.selectbox(
            tr("Which of them is the same incident?"),
            list(others),
            index=None,
            key=f"join-{event.id}",
            format_func=lambda id: f"{words.title(others[id])}: {apart(event, others[id])}",
            placeholder=tr("None"),
        )
        if other := others.get(chosen or ""):
            st.html(card.card(other, mark=pinboard.mark_of(world, other)))
        st.button(
            tr("Make them one event"),
            key="join",
            disabled=blocked or not other,
            on_click=answering.join,
            args=("merge", event, other),
        )
