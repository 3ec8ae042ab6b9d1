"""All filtered events as a table: sort, choose columns, read the card of what is chosen, take it with you."""

import datetime as dt
from collections.abc import Sequence

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo import exchange, query, ui
from geo.query import Filter
from geo.ui import World, filtered, filtering, listing, opening
from geo.ui.filtered import fine
from geo.view import card, palette, words
from geo.view.palette import OTHER

PAGE = 500  # rows sent to the browser at once
ORDERS = {True: "Greatest first", False: "Least first"}
CARDS = 20  # read one below the other; more are better read on the map or in a file
MIME = {"csv": "text/csv", "geojson": "application/geo+json"}


def table(world: World, filter: Filter, selected: gpd.GeoDataFrame) -> list[str]:
    """Draw a page of the table and return the ids of the chosen rows, in the order of the table."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        columns = st.multiselect(
            "Columns",
            list(listing.COLUMNS.values()),
            default=list(listing.FIRST),
            key="event-columns",
            placeholder="Choose columns",
        )
        by = st.selectbox("Sort by", list(listing.COLUMNS.values()), key="event-sort", width=180)
        down = st.segmented_control(
            "Order", ORDERS, format_func=ORDERS.__getitem__, default=True, key="event-order", required=True
        )
    made_of = (filter, by, down)
    rows = ui.kept("event-rows", world, made_of, lambda: listed(world, selected, by, down=bool(down)))
    pages = -(-len(rows) // PAGE)
    at = st.pagination(pages, key=f"event-page-{hash(made_of)}") - 1 if pages > 1 else 0
    shown = rows.iloc[at * PAGE : (at + 1) * PAGE]
    state = st.dataframe(
        shown[[name for name in listing.COLUMNS.values() if name in columns]],
        key=f"events-{hash(made_of)}-{at}",
        hide_index=True,
        selection_mode="multi-row",
        on_select="rerun",
        height=min(620, 38 + 35 * len(shown)),
        row_height=35,
        column_config=listing.config(),
        placeholder="—",
        alt=f"Table of {words.plural(len(shown), 'event')}",
    )
    if pages > 1:
        first = at * PAGE + 1
        fine(f"Rows {first:,} to {first + len(shown) - 1:,} of {len(rows):,}. A click on a head sorts these.")
    return [str(shown.index[row]) for row in state["selection"]["rows"] if row < len(shown)]


def listed(world: World, selected: gpd.GeoDataFrame, by: str, *, down: bool) -> pd.DataFrame:
    rows = listing.table(selected, names=world.names)
    return rows.sort_values([by, "Id"], ascending=[not down, True], na_position="last")


def exports(world: World, filter: Filter, chosen: Sequence[str], number: int) -> None:
    """Offer the chosen events, or all that are filtered where none is chosen, as files."""
    what = words.plural(len(chosen), "chosen event") if chosen else f"all {words.plural(number, 'event')}"
    today = dt.date.today()

    def content(format: str) -> bytes:
        events = [world.events[id] for id in chosen] if chosen else world.cache.matching(filter)
        return exchange.write(events, filter=filter, format=format, made=today)

    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"Take **{what}** as", width="content")
        for format, mime in MIME.items():
            st.download_button(
                {"csv": "CSV", "geojson": "GeoJSON"}[format],
                lambda format=format: content(format),
                file_name=f"dateline-events-{today:%Y-%m-%d}.{format}",
                mime=mime,
                key=f"export-{format}",
                icon=":material/download:",
                on_click="ignore",
            )


def cards(world: World, chosen: Sequence[str]) -> None:
    """Draw the card of each chosen event, with a way to it on the map."""
    marks, keys = palette.marks(world.table, "actor"), palette.keys(world.table, "actor")
    for id in chosen[:CARDS]:
        with st.container(border=True, key=f"event-card-{id}"):
            st.html(card.card(world.events[id], mark=marks.get(keys[id], OTHER)))
            if st.button("Show on the map", key=f"show-{id}", icon=":material/public:"):
                opening.open_events([id])
                st.switch_page(filtered.MAP)
    if len(chosen) > CARDS:
        fine(f"The first {CARDS} of {words.plural(len(chosen), 'chosen event')}; the files hold all.")


ui.masthead("Events", "Every event of the filter, row by row")
world = ui.world()
filter = filtering.filters(world)
selected = query.select(world.table, filter)
filtered.head(world, filter, selected)
if len(selected):
    chosen = table(world, filter, selected)
    exports(world, filter, chosen, len(selected))
    if chosen:
        cards(world, chosen)
    else:
        fine("Choose rows to read their evidence below and to take only them with you.")
