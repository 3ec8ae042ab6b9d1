"""All filtered events as a table: sort, choose columns, read the card of what is chosen, take it with you."""

from collections.abc import Sequence
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo import language, query, ui
from geo.language import mark, tr, trn
from geo.query import Filter
from geo.ui import World, exporting, filtered, filtering, listing, opening
from geo.ui.filtered import fine
from geo.view import card, palette
from geo.view.palette import OTHER

PAGE = 500  # rows sent to the browser at once
ORDERS = {True: mark("Greatest first"), False: mark("Least first")}
CARDS = 20  # read one below the other; more are better read on the map or in a file


def table(world: World, filter: Filter, selected: gpd.GeoDataFrame) -> list[str]:
    """Draw a page of the table and return the ids of the chosen rows, in the order of the table."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.popover(tr("Columns"), icon=":material/view_column:"):
            columns = st.pills(
                tr("Choose columns"),
                list(listing.COLUMNS),
                selection_mode="multi",
                default=list(listing.FIRST),
                format_func=listing.COLUMNS.__getitem__,
                key="event-columns",
            )
        by = st.selectbox(
            tr("Sort by"),
            list(listing.COLUMNS),
            format_func=listing.COLUMNS.__getitem__,
            key="event-sort",
            width=180,
        )
        down = st.segmented_control(
            tr("Order"),
            ORDERS,
            format_func=lambda down: tr(ORDERS[down]),
            default=True,
            key="event-order",
            required=True,
        )
    made_of = (filter, by, down, language.current())
    rows = ui.kept("event-rows", world, made_of, lambda: listed(world, selected, by, down=bool(down)))
    pages = -(-len(rows) // PAGE)
    at = st.pagination(pages, key=f"event-page-{hash(made_of)}") - 1 if pages > 1 else 0
    shown = rows.iloc[at * PAGE : (at + 1) * PAGE]
    state = st.dataframe(
        shown[[said for name, said in listing.COLUMNS.items() if name in columns]],
        key=f"events-{hash(made_of)}-{at}",
        hide_index=True,
        selection_mode="multi-row",
        on_select="rerun",
        height=min(620, 38 + 35 * len(shown)),
        row_height=35,
        column_config=listing.config(),
        placeholder="—",
        alt=trn("Table of {n} event", "Table of {n} events", len(shown)),
    )
    if pages > 1:
        first = at * PAGE + 1
        fine(
            tr(
                "Rows {first} to {last} of {all}. A click on a head sorts these.",
                first=language.number(first),
                last=language.number(first + len(shown) - 1),
                all=language.number(len(rows)),
            )
        )
    return [str(shown.index[row]) for row in state["selection"]["rows"] if row < len(shown)]


def listed(world: World, selected: gpd.GeoDataFrame, by: str, *, down: bool) -> pd.DataFrame:
    rows = listing.table(selected, names=world.names)
    order = [listing.COLUMNS[by], listing.COLUMNS["id"]]
    return rows.sort_values(order, ascending=[not down, True], na_position="last")


def exports(world: World, filter: Filter, chosen: Sequence[str], number: int) -> None:
    """Offer the chosen events, or all that are filtered where none is chosen, in every format."""
    if chosen:
        what = trn("Export the {n} chosen event", "Export the {n} chosen events", len(chosen))
    else:
        what = trn("Export the {n} event", "Export all {n} events", number)
    with st.popover(what, icon=":material/download:"):
        exporting.exports(world, replace(filter, ids=tuple(chosen)))


def cards(world: World, chosen: Sequence[str]) -> None:
    """Draw the card of each chosen event, with a way to it on the map."""
    marks, keys = palette.marks(world.table, "actor"), palette.keys(world.table, "actor")
    for id in chosen[:CARDS]:
        with st.container(border=True, key=f"event-card-{id}"):
            st.html(card.card(world.events[id], mark=marks.get(keys[id], OTHER)))
            if st.button(tr("Show on the map"), key=f"show-{id}", icon=":material/public:"):
                opening.open_events([id])
                st.switch_page(filtered.MAP)
    if len(chosen) > CARDS:
        fine(
            trn(
                "The first {shown} of {n} chosen event; the files hold all.",
                "The first {shown} of {n} chosen events; the files hold all.",
                len(chosen),
                shown=CARDS,
            )
        )


ui.masthead(tr("Events"), tr("Every event of the filter, row by row"))
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
        fine(tr("Choose rows to read their evidence below and to take only them with you."))
