"""What the words on the map mean, what is in the store, and whose work it builds on."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from geo import __version__, language, ui
from geo.extract.types import EVENT_TYPES
from geo.language import Words, mark, tr, trn
from geo.trends import Unit
from geo.view import assets, coverage, escape, words

BY: Mapping[Unit, str] = Words(
    {
        "day": mark("Articles by source and day"),
        "week": mark("Articles by source and week"),
        "month": mark("Articles by source and month"),
        "year": mark("Articles by source and year"),
    }
)


def glossary() -> dict[str, pd.DataFrame]:
    """Return the words of the pages with their meanings, from the tables that the program itself uses."""
    types = EVENT_TYPES.values()
    return {
        tr("Types of attack, and what other data sets call them"): pd.DataFrame(
            {
                tr("Type"): [words.type_name(each.type) for each in types],
                "ACLED": [f"{each.acled_event}: {each.acled_sub_event}" for each in types],
                "CAMEO": [each.cameo for each in types],
                "GTD": [each.gtd for each in types],
            }
        ),
        tr("How a date is known"): explained(tr("Basis"), {k: v for k, v in words.BASIS.items() if v}),
        tr("How exactly a place is known"): explained(tr("Level"), words.LEVEL),
        tr("Who has looked at an event"): explained(tr("Status"), words.STATUS),
        tr("What was hit"): explained(tr("Target"), words.TARGET),
    }


def explained(column: str, told: Mapping[Any, str]) -> pd.DataFrame:
    return pd.DataFrame({column: list(told), tr("Meaning"): list(told.values())})


ui.masthead(
    tr("About"),
    tr("Dateline {version}: an event map from the news, every mark with its source", version=__version__),
)
world = ui.world()
records = ui.articles()
places = set(world.table["place"].dropna())
with st.container(horizontal=True):
    for label, number in (
        (tr("Articles read"), len(records)),
        (tr("Events"), int(world.table["main"].sum())),
        (tr("Background events"), int((~world.table["main"]).sum())),
        (tr("Places"), len(places)),
    ):
        st.metric(label, language.number(number), border=True, width=165)  # two of them fit on a telephone

st.header(tr("What it covers"))
covered = coverage.coverage(records)
said = coverage.said(covered, len(records))
st.markdown(f"{escape.markdown(said)}.")
if not covered.table.empty:
    st.altair_chart(
        coverage.heat(covered, ground=ui.ground()),
        width="stretch",
        alt=tr("{said}. A table follows.", said=said),
    )
    with st.expander(tr("As a table")):
        wide = covered.table.pivot_table(
            index="source", columns="day", values="articles", aggfunc="sum", fill_value=0
        )
        st.dataframe(wide, alt=BY[covered.unit])
if covered.undated:
    st.caption(
        trn(
            "{n} article without a day of publication.",
            "{n} articles without a day of publication.",
            covered.undated,
        )
    )
st.dataframe(
    coverage.levels(world.table[world.table["main"]]).round({tr("Share"): 2}),
    hide_index=True,
    column_config={tr("Share"): st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1)},
    alt=tr("Table: how exactly the places of events are known"),
)
figures = coverage.accuracy()
if figures:
    st.header(tr("How often it is right"))
    st.markdown(
        tr(
            "Measured on articles whose events people had written down. Columns called *blind* were scored "
            "before anybody looked into them: what to expect of your articles."
        )
    )
    for heading, text in figures.items():
        with st.expander(heading.replace("`", "")):
            st.markdown(text)

st.header(tr("How to read the map"))
for paragraph in (
    tr(
        "A **report** is one event as one article tells it; an **event** is what one or more reports say "
        "happened. Numbers of killed and injured are the range over all reports. *Not said* and *none "
        "reported* are different things."
    ),
    tr(
        "A mark stands only where a place is known, and never somewhere else for better looks. The "
        "**circle** around it contains the place with what the text and the gazetteer leave open. Where an "
        "article names only a province or a country, the whole area is **hatched**: the event is somewhere "
        "in it. Events without any place are listed below the map and counted above it."
    ),
    tr(
        "An event counts for each actor it names, so that the number beside an actor is how many events a "
        "filter by it shows. Its colour is that of its main suspect, or of the one who is filtered. Those "
        'whom articles only describe ("gunmen", "a gang") are one class, *unnamed attackers*; their words '
        "stand in the event."
    ),
    tr(
        "Dates are as exact as the article: a day, a range, a month. Where the text leaves the day to be "
        "counted or assumed, the card says so. Events without a date are left out by a date filter, and "
        "counted."
    ),
):
    st.markdown(paragraph)
left, right = st.columns(2, gap="large")
with left:
    st.header(tr("Who says so"))
    for value, meaning in words.ATTRIBUTION_MEANING.items():
        st.markdown(f"**{words.ATTRIBUTION[value]}**: {meaning}.")
with right:
    st.header(tr("What to be careful about"))
    cautions = (
        tr(
            "Events are read by machine. **Confidence** is how sure it is; the quotes are what it has read. "
            "Check them. On the page *Review* each can be confirmed, corrected or rejected; its card says "
            "which it was, and what is rejected is not shown."
        ),
        tr("**Background** events are what articles recall; they are hidden unless you ask for them."),
        tr(
            "The **sample articles** that come with Dateline are illustrative, written for it, and not for "
            "citation."
        ),
        tr("Boundaries follow ISO 3166 codes, de facto where it says so, and imply no endorsement."),
        tr("Nothing on these pages leaves this computer; links to sources open only when you click them."),
    )
    st.markdown("\n".join(f"- {caution}" for caution in cautions))
st.header(tr("What the words mean"))
for heading, meanings in glossary().items():
    with st.expander(heading):
        st.dataframe(meanings, hide_index=True, alt=tr("Table: {what}", what=heading))
st.header(tr("Whose work this builds on"))
for work in assets.WORKS:
    st.markdown(f"**{work.name}**: {tr(work.what)}; {tr(work.licence)}; [{work.home}]({work.home})")
