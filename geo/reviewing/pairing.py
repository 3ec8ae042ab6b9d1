"""Pairs of events that may be one incident, side by side, for an analyst to say whether they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from geo.journal import Entry
from geo.language import listed, percent, tr, trn
from geo.model import Event
from geo.places.distance import distance_km
from geo.review import Suggestion
from geo.reviewing import answering, pinboard
from geo.reviewing.answering import state
from geo.ui import World
from geo.view import card, escape


def pairs(
    world: World, events: Mapping[str, Event], entries: Sequence[Entry], found: Sequence[Suggestion]
) -> None:
    """Draw one pair after the other, the likeliest first, with what to answer."""
    if not found:
        st.info(tr("No two events look like one incident."), icon=":material/check:")
        return
    at = state.get("review-pair", 0) % len(found)
    first, second, chance = found[at]
    one, other = events[first], events[second]
    newer = [entry for event in (one, other) if (entry := answering.seen(event, entries))]
    tally = trn(
        "{at} of {n} pair · {chance} likely to be one · {apart}",
        "{at} of {n} pairs · {chance} likely to be one · {apart}",
        len(found), at=at + 1, chance=percent(chance), apart=apart(one, other),
    )  # fmt: skip
    asked = tr("Is this one incident, told twice?")
    st.html(
        f'<h2 class="review-title">{escape.html(asked)}</h2>'
        f'<p class="tally" role="status">{escape.html(tally)}</p>'
    )
    blocked = bool(newer) or not answering.may_decide()
    with st.container(horizontal=True, key="deciding"):
        st.button(
            tr("Yes, one"), key=f"same-{first}-{second}", type="primary", icon=":material/merge:",
            shortcut="Y", disabled=blocked, on_click=answering.join, args=("merge", one, other),
        )  # fmt: skip
        st.button(
            tr("No, two"), key=f"different-{first}-{second}", icon=":material/call_split:",
            shortcut="X", disabled=blocked, on_click=answering.join, args=("different", one, other),
        )  # fmt: skip
        st.button(tr("Previous"), key="previous", shortcut="P", on_click=_turn, args=(at - 1,))
        st.button(tr("Next"), key="next", shortcut="N", on_click=_turn, args=(at + 1,))
    with st.container():
        if newer:
            answering.changed(newer[0])
    for column, event in zip(st.columns(2, gap="medium"), (one, other), strict=True):
        with column, st.container(border=True):
            st.html(card.card(event, mark=pinboard.mark_of(world, event)))


def _turn(at: int) -> None:
    state["review-pair"] = at
    answering.look_again()


def apart(one: Event, other: Event) -> str:
    """Return how far two events lie from each other: "on the same day, 3 km apart"."""
    said = []
    if one.when.date and other.when.date:
        days = abs((one.when.date - other.when.date).days)
        said.append(trn("{n} day apart", "{n} days apart", days) if days else tr("on the same day"))
    if one.place and other.place:
        km = distance_km(one.place.lat, one.place.lon, other.place.lat, other.place.lon)
        far = f"{km:,.{0 if km >= 10 else 1}f}"
        said.append(tr("{km} km apart", km=far) if km >= 0.05 else tr("at the same point"))
    return listed(said) or tr("day and place not known")
