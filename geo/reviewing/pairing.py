"""Pairs of events that may be one incident, side by side, for an analyst to say whether they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from geo.journal import Entry
from geo.model import Event
from geo.places.distance import distance_km
from geo.review import Suggestion
from geo.reviewing import answering, pinboard
from geo.reviewing.answering import state
from geo.ui import World
from geo.view import card, escape, words


def pairs(
    world: World, events: Mapping[str, Event], entries: Sequence[Entry], found: Sequence[Suggestion]
) -> None:
    """Draw one pair after the other, the likeliest first, with what to answer."""
    if not found:
        st.info("No two events look like one incident.", icon=":material/check:")
        return
    at = state.get("review-pair", 0) % len(found)
    first, second, chance = found[at]
    one, other = events[first], events[second]
    newer = [entry for event in (one, other) if (entry := answering.seen(event, entries))]
    st.html(
        '<h2 class="review-title">Is this one incident, told twice?</h2>'
        f'<p class="tally" role="status">{at + 1} of {words.plural(len(found), "pair")} · '
        f"{chance:.0%} likely to be one · {escape.html(apart(one, other))}</p>"
    )
    blocked = bool(newer) or not answering.may_decide()
    with st.container(horizontal=True, key="deciding"):
        st.button("Yes, one", key="same", type="primary", icon=":material/merge:", shortcut="Y",
                  disabled=blocked, on_click=answering.join, args=("merge", one, other))  # fmt: skip
        st.button("No, two", key="different", icon=":material/call_split:", shortcut="X",
                  disabled=blocked, on_click=answering.join, args=("different", one, other))  # fmt: skip
        st.button("Previous", key="previous", shortcut="P", on_click=_turn, args=(at - 1,))
        st.button("Next", key="next", shortcut="N", on_click=_turn, args=(at + 1,))
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
        said.append(f"{words.plural(days, 'day')} apart" if days else "on the same day")
    if one.place and other.place:
        km = distance_km(one.place.lat, one.place.lon, other.place.lat, other.place.lon)
        said.append(f"{km:,.{0 if km >= 10 else 1}f} km apart" if km >= 0.05 else "at the same point")
    return ", ".join(said) or "day and place not known"
