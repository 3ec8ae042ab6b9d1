"""What every page begins with: the look, the head, and the store as it is now: events, articles, journal."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import geopandas as gpd
import streamlit as st
import streamlit.components.v1 as components

from geo import language, query
from geo.cache import Cache
from geo.errors import StoreError
from geo.journal import Entry, Journal
from geo.language import tr
from geo.model import Event
from geo.settings import Settings
from geo.store import ArticleRecord, Shelf, Store
from geo.view import assets, escape
from geo.view.theme import DARK, LIGHT, Ground

Made = TypeVar("Made")
ASSETS = "dateline"
READING_PX = 860  # a form or a text is no wider than a line that can be read
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)


@dataclass(frozen=True)
class World:
    """All events of the store: by id with their reports, as a table, what their actors and those who accuse
    them are called, and the cache that answers for all of them.
    """

    events: Mapping[str, Event]
    table: gpd.GeoDataFrame
    names: Mapping[str, str]
    voices: Mapping[str, str]
    cache: Cache


def dress() -> None:
    """Put the pages' own look on; call it once a run. What floats over a page is outside of what Streamlit
    makes light or dark, and is told here, as is the language, which Streamlit takes to be English.
    """
    st.html(assets.FOLDER / "page.css")
    scheme = "dark" if ground() is DARK else "light"
    direction = "rtl" if language.is_right_to_left() else "ltr"
    said = {"pages": tr("Pages"), "pages-and-filters": tr("Pages and filters")}
    words = "".join(f" --{name}: {json.dumps(text, ensure_ascii=False)};" for name, text in said.items())
    told = f"color-scheme: {scheme}; direction: {direction}; --sea: {ground().sea};{words}"
    st.html(f"<style>:root {{ {told} }}</style>")
    told = f"document.documentElement, {{lang: {language.current()!r}, dir: {direction!r}}}"
    st.html(f"<script>Object.assign({told})</script>", unsafe_allow_javascript=True)


def masthead(title: str, subtitle: str) -> None:
    """Write the head of a page. Both are our own words."""
    st.html(f'<header class="masthead"><h1>{title}</h1><p>{subtitle}</p></header>')


def ground() -> Ground:
    """Return the colours of the scheme the reader has chosen."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def assets_url() -> str:
    """Serve Dateline's browser files and return where, relative to the frame of another component."""
    components.declare_component(ASSETS, path=assets.FOLDER)
    return f"../{__name__}.{ASSETS}"


def world() -> World:
    """Return the events of the store as it is now; show why and stop where it cannot be read or is empty."""
    path = Settings.from_environment().store
    try:
        with st.spinner(tr("Reading the events …")):
            found = _world(str(path), version(path))
    except StoreError as error:
        st.error(escape.markdown(str(error)), icon=":material/error:")
        st.stop()
    if not found.events:
        with st.container(border=True, key="empty"):
            st.markdown(
                tr(
                    "**No events yet.** Give articles on the page *Add articles*, or build from a folder of "
                    "them: `python -m geo build FOLDER`, then reload."
                )
            )
        st.stop()
    return found


def articles() -> list[ArticleRecord]:
    """Return the articles of the store as it is now; show why and stop where they cannot be read."""
    store = Store(Settings.from_environment().store)
    try:
        with st.spinner(tr("Reading the articles …")):
            return _articles(str(store.path), version(store.reports_path))
    except StoreError as error:
        st.error(escape.markdown(str(error)), icon=":material/error:")
        st.stop()


def shelf() -> Shelf:
    """Return the articles of the store by id, each read when it is asked for; show why and stop where they
    cannot be read.
    """
    store = Store(Settings.from_environment().store)
    try:
        with st.spinner(tr("Finding the articles …")):
            return _shelf(str(store.path), version(store.reports_path))
    except StoreError as error:
        st.error(escape.markdown(str(error)), icon=":material/error:")
        st.stop()


def journal() -> list[Entry]:
    """Return what analysts decided until now; show why and stop where it cannot be read."""
    path = Store(Settings.from_environment().store).journal_path
    try:
        return _journal(str(path), version(path))
    except StoreError as error:
        st.error(escape.markdown(str(error)), icon=":material/error:")
        st.stop()


def kept(name: str, world: World, made_of: object, make: Callable[[], Made]) -> Made:
    """Return what was made last under a name in this session, made anew where the store or what it is made of
    is another.
    """
    held = st.session_state.get(name)
    if not (held and held[0] is world and held[1] == made_of):
        held = st.session_state[name] = (world, made_of, make())
    found: Made = held[2]
    return found


def version(path: Path) -> tuple[int, ...]:
    """Return what changes whenever a file is replaced or grows."""
    if not path.exists():
        return ()
    stat = path.stat()
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


@st.cache_resource(max_entries=2, show_spinner=False)
def _world(path: str, version: tuple[int, ...]) -> World:
    cache = Cache.open(Store(path))
    return World(cache, cache.table, query.actor_names(cache.table), query.voice_names(cache.table), cache)


@st.cache_resource(max_entries=2, show_spinner=False)
def _articles(path: str, version: tuple[int, ...]) -> list[ArticleRecord]:
    return Store(path).articles()


@st.cache_resource(max_entries=2, show_spinner=False)
def _shelf(path: str, version: tuple[int, ...]) -> Shelf:
    return Store(path).shelf()


@st.cache_resource(max_entries=2, show_spinner=False)
def _journal(path: str, version: tuple[int, ...]) -> list[Entry]:
    return Journal(path).entries()
