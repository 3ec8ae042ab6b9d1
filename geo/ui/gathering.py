"""Where events gather: hot spots, and actors against regions and targets, as widgets that filter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo import trends, ui
from geo.language import Words, listed, mark, tr, trn
from geo.places import regions
from geo.query import Area, Filter, country_name
from geo.trends import HotSpots, Period
from geo.ui import World, narrowing
from geo.ui.filtered import fine, section
from geo.view import grids, trend_words, words

Across = Literal["region", "target"]
HEADS: Mapping[Across, str] = Words({"region": mark("Actor and region"), "target": mark("Actor and target")})
NOTHING: Mapping[Across, str] = Words(
    {"region": mark("No event with a known region"), "target": mark("No event with a known target")}
)
TABLES: Mapping[Across, str] = Words(
    {"region": mark("Events by actor and region"), "target": mark("Events by actor and target")}
)


def hotspots(
    world: World, rows: gpd.GeoDataFrame, filter: Filter, period: Period, earlier: Sequence[Period]
) -> None:
    """Draw the hot spots of a period; `rows` are the events of the filter without its dates."""
    found = _found(world, rows, filter, period, earlier)
    section(tr("Hot spots"), trend_words.hotspots(found, period))
    if found.found:
        names = [_around(rows[rows["id"].isin(spot.ids)]) for spot in found.found]
        table = pd.DataFrame(
            {
                tr("Around"): names,
                tr("Events"): [spot.events for spot in found.found],
                tr("A period before"): [spot.before for spot in found.found],
                tr("Emerging"): [tr("yes") if spot.emerging else "" for spot in found.found],
            }
        )
        span = narrowing.span(period.first, period.last)
        wanted = [
            span | narrowing.outline(Area(tr("hot spot around {place}", place=name), spot.shape))
            for name, spot in zip(names, found.found, strict=True)
        ]
        before = st.column_config.NumberColumn(format="%.1f", help=tr("on average"))
        narrowing.rows(
            table, wanted, key="hotspot", said=tr("Table of hot spots"), **{tr("A period before"): before}
        )
        fine(tr("Choose a row to keep only its hexagons and days."))
    fine(f"{trend_words.looked_at(found)} {tr(trend_words.HOT_METHOD)}")


def _found(
    world: World, rows: gpd.GeoDataFrame, filter: Filter, period: Period, earlier: Sequence[Period]
) -> HotSpots:
    """Return the hot spots: looked for once, as long as nothing of what they are made of changes."""

    def look() -> HotSpots:
        with st.spinner(tr("Looking for hot spots …")):
            return trends.hotspots(rows, period, earlier=earlier)

    return ui.kept("hotspots", world, (replace(filter, date_from=None, date_to=None), period), look)


def _around(rows: gpd.GeoDataFrame) -> str:
    """Return the place most often named, with its country."""
    place, code = rows[["place", "country"]].fillna("").value_counts().index[0]
    return listed(name for name in (place, country_name(code) if code else "") if name)


def crossed(world: World, selected: gpd.GeoDataFrame, filter: Filter, *, across: Across) -> None:
    """Draw in how many events each actor meets each region or each kind of target."""
    column, name, values = _values(selected, across)
    found = trends.crossing(selected, values, actors=filter.actors)
    if found.table.empty:
        section(HEADS[across], NOTHING[across])
        return
    names = {key: world.names.get(key, key) for key in found.actors}
    top = found.table.iloc[int(found.table["events"].to_numpy().argmax())]
    title = trn(
        "Most often {actor} and {value}: {n} event",
        "Most often {actor} and {value}: {n} events",
        int(top["events"]),
        actor=names[top["actor"]],
        value=name(top["value"]),
    )
    section(HEADS[across], title)
    table = found.table.rename(columns={"actor": "row", "value": "column", "events": "number"})
    figure = grids.grid(
        table,
        rows=found.actors,
        columns=found.values,
        row_names=names,
        column_names={value: name(value) for value in found.values},
        ground=ui.ground(),
        what=tr("events"),
    )

    def take(selection: Mapping[str, Any]) -> dict[str, Any] | None:
        cell = grids.clicked(selection)
        return {"actor": [cell[0]], **_wanted(across, column, cell[1])} if cell else None

    narrowing.chart(
        figure, key=f"crossed-{across}", said=tr("{said}. A table follows.", said=title), take=take
    )
    with st.expander(tr("As a table")):
        told = table.assign(row=table["row"].map(names), column=table["column"].map(name))
        wide = told.pivot_table(index="row", columns="column", values="number", aggfunc="sum", fill_value=0)
        st.dataframe(wide.rename_axis(tr("actor")), alt=TABLES[across])
    note = tr("An event counts for each actor it names. Click a cell to keep only its events.")
    fine(f"{note} {_beyond(found.more_actors, found.more_values, across)}".strip())


def _beyond(actors: int, values: int, across: Across) -> str:
    """Return how many actors and values have no room; "" where all have."""
    left = []
    if actors:
        left.append(trn("{n} actor", "{n} actors", actors))
    if values and across == "region":
        left.append(trn("{n} region", "{n} regions", values))
    if values and across == "target":
        left.append(trn("{n} target", "{n} targets", values))
    match left:
        case [one]:
            return tr("{what} more are left out.", what=one)
        case [one, other]:
            return tr("{what} and {other} more are left out.", what=one, other=other)
    return ""


def _values(
    selected: gpd.GeoDataFrame, across: Across
) -> tuple[str, Callable[[str], str], dict[str, Collection[str]]]:
    """Return by which column regions or targets are told apart, what a value of it is called, and the values
    of each event: countries, or the provinces where there is but one country.
    """
    if across == "target":
        kinds = (list(kinds) for kinds in selected["target_kinds"])
        called = {str(kind): name for kind, name in words.TARGET.items()}
        return "target_kinds", called.__getitem__, dict(zip(selected["id"], kinds, strict=True))
    one = selected["country"].nunique() == 1 and selected["admin1"].notna().any()
    column, name = ("admin1", regions.admin1_name) if one else ("country", country_name)
    told = selected[selected[column].notna()]
    return column, name, {id: (value,) for id, value in zip(told["id"], told[column], strict=True)}


def _wanted(across: Across, column: str, value: str) -> dict[str, Any]:
    if across == "target":
        return {"target": [value]}
    country = value.partition("-")[0]
    return narrowing.place(value if column == "admin1" else None, country)
