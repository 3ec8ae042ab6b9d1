"""A place or a text as a person types it: what the names are taken for, what else they may mean, on a map."""

from functools import partial

import streamlit as st
from streamlit_folium import st_folium

from geo import ui
from geo.errors import GazetteerError
from geo.language import tr, trn
from geo.model import Article, Toponym
from geo.pipeline import Pipeline
from geo.places.locate import ranked
from geo.places.weighing import Weighed
from geo.settings import Settings
from geo.ui.filtered import fine
from geo.view import basemap, escape, placing

MAP_KEY = "places-map"
MAP_HEIGHT_PX = 480
LONGEST_NAME = 100  # characters; what is longer, or has several lines, is read as a text
LONGEST_TEXT = 20_000
LONGEST_LINK = 2_000  # characters of the text: addresses beyond are cut by mail programs and servers


@st.cache_resource(show_spinner=False)
def pipeline() -> Pipeline:
    return Pipeline.open(Settings.from_environment())


@st.cache_data(max_entries=50, show_spinner=False)
def found(text: str) -> list[Weighed]:
    """Return the place that the words name as a whole; else the places that they name among others."""
    reader = pipeline()
    if "\n" not in text and len(text) <= LONGEST_NAME:
        rivals = tuple(ranked(text, gazetteer=reader.gazetteer))
        if rivals:
            return [Weighed(Toponym(0, len(text), text, place=rivals[0][0]), rivals)]
    return reader.weighed(Article("pasted", text))


def asked() -> str:
    """Draw the question and return what is asked; the address follows."""
    state = st.session_state
    written, given = state.get("places-written"), st.query_params.get("place")
    went_back = written is not None and given is not None and given != written
    if "places-text" not in state or (went_back and state["places-text"] == written):
        state["places-text"] = (st.query_params.get("place") or state.get("places-asked", ""))[:LONGEST_TEXT]
    with st.form("places", border=False, width=ui.READING_PX):
        st.text_area(
            tr("A place, or a text that names places"),
            key="places-text",
            height=100,
            max_chars=LONGEST_TEXT,
            placeholder="Green Zone, Baghdad",
        )
        st.form_submit_button(tr("Find"), type="primary", icon=":material/search:")
    text = (state["places-text"] or "").strip()
    if text != state.get("places-asked"):
        state["places-asked"], state["place-at"] = text, None
    if text and len(text) <= LONGEST_LINK:
        st.query_params["place"] = state["places-written"] = text
    elif "place" in st.query_params:
        del st.query_params["place"]
    return text


def said(text: str, names: list[Weighed]) -> str:
    names = list(placing.distinct(names))
    known = [each for each in names if each.toponym.place]
    if len(names) == 1 and names[0].toponym.name == text:
        return trn(
            "Read as the name of a place: {n} candidate",
            "Read as the name of a place: {n} candidates",
            len(names[0].rivals),
        )
    if len(known) == len(names):
        return trn("Read as a text: {n} place named", "Read as a text: {n} places named", len(known))
    return trn(
        "Read as a text: {n} place named, {unknown} more not known",
        "Read as a text: {n} places named, {unknown} more not known",
        len(known),
        unknown=len(names) - len(known),
    )


@st.fragment
def explorer(names: list[Weighed]) -> None:
    times = placing.distinct(names)
    names = list(times)
    chosen = st.session_state.get("place-at")
    at = min(chosen or 0, len(names) - 1)
    payload = placing.payload(names, at, overview=chosen is None and len(names) > 1)
    left, right = st.columns([2.15, 1], gap="medium")
    with left:
        st_folium(
            basemap.base_map(ui.assets_url(), noun=placing.NOUN),
            key=MAP_KEY,
            height=MAP_HEIGHT_PX,
            use_container_width=True,
            returned_objects=[],
            feature_group_to_add=basemap.EventLayer(payload),
            on_change=on_map_click,
        )
    with right:
        st.html(placing.card(names[at]))
        candidates(names[at])
    if len(names) > 1:
        st.header(tr("Names in the text"))
        listing(names, list(times.values()))


def on_map_click() -> None:
    ids = (st.session_state.get(MAP_KEY) or {}).get("ids", ())
    numbers = [number for number in map(placing.number_of, ids) if number is not None]
    if numbers:
        st.session_state["place-at"] = numbers[0]


def candidates(name: Weighed) -> None:
    if not name.rivals:
        return
    table = placing.rivals_table(name)
    st.dataframe(
        table,
        hide_index=True,
        height=38 + 35 * len(table),
        row_height=35,
        column_config={
            tr("Likelihood"): st.column_config.ProgressColumn(
                format="percent",
                min_value=0,
                max_value=1,
                width="small",
                help=tr("Among the places of this name, by what stands around it, people and level"),
            ),
        },
        alt=trn("Table of {n} candidate for the name", "Table of {n} candidates for the name", len(table)),
    )
    if len(name.rivals) > len(table):
        less = len(name.rivals) - len(table)
        fine(trn("and {n} less likely one", "and {n} less likely ones", less))


def listing(names: list[Weighed], times: list[int]) -> None:
    key = f"place-names-{hash(st.session_state['places-asked'])}"  # another text: no row is chosen
    st.dataframe(
        placing.names_table(names, times),
        key=key,
        hide_index=True,
        selection_mode="single-row",
        on_select=partial(on_row, key),
        height=min(460, 38 + 35 * len(names)),
        row_height=35,
        alt=trn("Table of {n} name", "Table of {n} names", len(names)),
    )


def on_row(key: str) -> None:
    rows = st.session_state[key]["selection"]["rows"]
    st.session_state["place-at"] = rows[0] if rows else None


ui.masthead(
    tr("Places"),
    tr("What a name is taken for, how exactly, and what else it may mean; without a network"),
)
text = asked()
if not text:
    fine(tr("Type a place with what it lies in, or paste a report. Nothing leaves here."))
    st.stop()
try:
    with st.spinner(tr("Looking for places …")):
        names = found(text)
except GazetteerError as error:
    st.error(escape.markdown(str(error)), icon=":material/error:")
    st.stop()
if len(text) > LONGEST_LINK:
    fine(tr("The text is too long for an address: a link to this page will not hold it."))
if not names:
    st.info(tr("No name of a place is known in these words."), icon=":material/search_off:")
    st.stop()
st.html(f'<p class="tally" role="status">{escape.html(said(text, names))}</p>')
explorer(names)
if len(names) > 1 or names[0].toponym.name != text:
    st.header(tr("The text as it was read"))
    st.html(placing.marked_text(Article("pasted", text), names))
