"""What the words on the map mean, what is in the store, and whose work it builds on."""

import streamlit as st

from geo import __version__
from geo.view import assets, ui, words

ui.masthead("About", f"Dateline {__version__}: an event map from the news, every mark with its source")
world = ui.world()
records = ui.articles()
places = {event.place.name for event in world.events.values() if event.place}
for column, (label, number) in zip(
    st.columns(4),
    (
        ("Articles read", len(records)),
        ("Events", int(world.table["main"].sum())),
        ("Background events", int((~world.table["main"]).sum())),
        ("Places", len(places)),
    ),
    strict=True,
):
    column.metric(label, f"{number:,}", border=True)

st.header("How to read the map")
st.markdown(
    """
A **report** is one event as one article tells it; an **event** is what one or more reports say
happened. Numbers of killed and injured are the range over all reports. *Not said* and *none
reported* are different things.

A mark stands only where a place is known, and never somewhere else for better looks. The **circle**
around it contains the place with what the text and the gazetteer leave open. Where an article names
only a province or a country, the whole area is **hatched**: the event is somewhere in it. Events
without any place are listed below the map and counted above it.

An event counts for each actor it names, so that the number beside an actor is how many events a
filter by it shows. Its colour is that of its main suspect, or of the one who is filtered. Those whom
articles only describe ("gunmen", "a gang") are one class, *unnamed attackers*; their words stand in
the event.

Dates are as exact as the article: a day, a range, a month. Where the text leaves the day to be
counted or assumed, the card says so. Events without a date are left out by a date filter, and
counted.
"""
)
left, right = st.columns(2, gap="large")
with left:
    st.header("Who says so")
    for value, meaning in words.ATTRIBUTION_MEANING.items():
        st.markdown(f"**{words.ATTRIBUTION[value]}**: {meaning}.")
with right:
    st.header("What to be careful about")
    st.markdown(
        """
- Events are read by machine. **Confidence** is how sure it is; the quotes are what it has read. Check them.
  On the page *Review* each can be confirmed, corrected or rejected; its card says which it was, and what
  is rejected is not shown.
- **Background** events are what articles recall; they are hidden unless you ask for them.
- The **sample articles** that come with Dateline are illustrative, written for it, and not for citation.
- Boundaries follow ISO 3166 codes, de facto where it says so, and imply no endorsement.
- Nothing on these pages leaves this computer; links to sources open only when you click them.
"""
    )
st.header("Whose work this builds on")
for work in assets.WORKS:
    st.markdown(f"**{work.name}**: {work.what}. {work.licence}. `{work.home}`")
