"""What changes: events over time, a period against its norm, what is new, where it gathers, who and where."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo import language, query, trends, ui
from geo.language import Words, mark, tr, trn
from geo.query import NOT_NAMED, UNNAMED, Filter
from geo.trends import Measure, Series, Unit
from geo.ui import World, comparing, filtered, filtering, gathering, narrowing
from geo.ui.filtered import fine, section
from geo.view import legend, palette, timeline, trend_words
from geo.view.palette import OTHER, ColourBy
from geo.view.theme import DARK

MEASURES: Mapping[Measure, str] = Words(
    {"events": mark("Events"), "killed": mark("Killed"), "injured": mark("Injured")}
)
COUNTED: Mapping[Measure, str] = Words(
    {"events": mark("attacks"), "killed": mark("people killed"), "injured": mark("people injured")}
)
BY: Mapping[Unit, str] = Words(
    {
        "day": mark("{what} by day"),
        "week": mark("{what} by week"),
        "month": mark("{what} by month"),
        "year": mark("{what} by year"),
    }
)
ONE_SCALE: Mapping[Unit, str] = Words(
    {
        "day": mark("The {n} most often named, to one scale, by day"),
        "week": mark("The {n} most often named, to one scale, by week"),
        "month": mark("The {n} most often named, to one scale, by month"),
        "year": mark("The {n} most often named, to one scale, by year"),
    }
)
ACTORS = 8  # small charts
A_ROW = 4  # small charts side by side


def coloured(world: World, keys: list[str], by: ColourBy) -> tuple[dict[str, str], dict[str, str]]:
    """Return the name of each key, in the order of the legend, and the colour of each name, as on the map.

    Keys without a colour of their own are one: the others.
    """
    marks, dark = palette.marks(world.table, by), ui.ground() == DARK
    nameless = [key for key in (UNNAMED, NOT_NAMED) if key in keys and by == "actor"]
    own = [key for key in marks if key in keys and marks[key] != OTHER and key not in nameless]
    rest = [key for key in keys if key not in own and key not in nameless]
    named = {key: legend.name(key, by, world.names) for key in own}
    others = tr("Others")
    named |= dict.fromkeys(rest, others) | {key: legend.name(key, by, world.names) for key in nameless}
    colours = {}
    for key, name in named.items():
        mark = marks.get(key, OTHER)
        colours[name] = mark.dark if dark else mark.light
    if nameless:  # three greys: on the map shapes tell them apart
        greys = {UNNAMED: ui.ground().muted, NOT_NAMED: ui.ground().line}
        colours |= {named[key]: greys[key] for key in nameless}
        colours |= {others: ui.ground().border} if rest else {}
    return named, colours


def by_time(series: Series, more: Mapping[str, Any] = {}) -> Callable[[Mapping[str, Any]], Any]:
    """Return what turns a brush over bars into a filter."""

    def take(selection: Mapping[str, Any]) -> dict[str, Any] | None:
        days = timeline.brushed(selection, series)
        return narrowing.span(*days) | more if days else None

    return take


def over_time(world: World, selected: gpd.GeoDataFrame) -> None:
    with st.container(horizontal=True):
        measure: Measure = st.segmented_control(
            tr("Count"),
            MEASURES,
            format_func=MEASURES.__getitem__,
            default="events",
            key="count",
            required=True,
        )
        by: ColourBy = st.segmented_control(
            tr("Colour by"),
            palette.COLOURED_BY,
            format_func=palette.COLOURED_BY.__getitem__,
            default="actor",
            key="colour",
            required=True,
        )
    series = trends.over_time(selected, by=palette.COLUMN[by], measure=measure)
    title = trend_words.over_time(series, measure)
    section(tr("Over time"), title)
    if not series.table.empty:
        named, colours = coloured(world, sorted(set(series.table["key"])), by)
        what = COUNTED[measure]
        if len(colours) > 1:
            st.html(legend.strip(colours))
        figure = timeline.bars(series, named=named, colours=colours, what=what, edge=ui.ground().muted)
        said = tr("{said}. A table follows.", said=title)
        narrowing.chart(figure, key="over-time", said=said, take=by_time(series))
        fine(tr("Draw across the bars to keep only these days, here and on the map."))
        as_table(series, {key: legend.name(key, by, world.names) for key in named}, MEASURES[measure])
    counted = tr("Each event counts once, as its mark on the map.") if by == "actor" else ""
    fine(f"{trend_words.apart(series, measure)} {counted}".strip())


def as_table(series: Series, names: Mapping[str, str], what: str) -> None:
    with st.expander(tr("As a table")):
        table = series.table.assign(name=series.table["key"].map(names))
        wide = table.pivot_table(index="start", columns="name", values="number", aggfunc="sum", fill_value=0)
        wide.index = wide.index.strftime("%Y-%m-%d")
        st.dataframe(wide.rename_axis(timeline.STARTS[series.unit]), alt=BY[series.unit].format(what=what))


def multiples(world: World, selected: gpd.GeoDataFrame) -> None:
    """Draw a small chart for each of the most frequent actors, all to one scale."""
    found = query.tally(selected, Filter(), "actor_key")
    keys = [key for key in found if key not in (NOT_NAMED, UNNAMED)][:ACTORS]
    whole = trends.over_time(selected, by="actor_key")
    highest = whole.table[whole.table["key"].isin(keys)]["number"].max() if keys else 0
    if len(keys) < 2 or pd.isna(highest):
        return
    section(tr("Actor by actor"), ONE_SCALE[whole.unit].format(n=language.number(len(keys))))
    for row in range(0, len(keys), A_ROW):  # row by row, so that a phone shows them in order
        columns = st.columns(A_ROW, gap="medium", vertical_alignment="bottom")
        for column, key in zip(columns, keys[row : row + A_ROW], strict=False):
            own = replace(whole, table=whole.table[whole.table["key"] == key])
            with column:
                small(world, key, own, whole, int(highest))


def small(world: World, key: str, own: Series, whole: Series, highest: int) -> None:
    name = world.names.get(key, key)
    fine(
        trn(
            "{actor}: {n} event as main suspect",
            "{actor}: {n} events as main suspect",
            int(own.table["number"].sum()),
            actor=name,
        )
    )
    if own.table.empty:
        return
    mark = palette.marks(world.table, "actor").get(key, OTHER)
    colour = mark.dark if ui.ground() == DARK else mark.light
    figure = timeline.bars(
        own,
        named={key: name},
        colours={name: colour},
        what=tr("events"),
        height=110,
        highest=highest,
        over=timeline.days(whole),
    )
    take = by_time(whole, {"actor": [key]})
    narrowing.chart(figure, key=f"small-{key}", said=tr("{actor}, events over time", actor=name), take=take)


ui.masthead(tr("Timeline"), tr("What changes, and whether it is more than chance"))
world = ui.world()
filter = filtering.filters(world)
selected = query.select(world.table, filter)
filtered.head(world, filter, selected)
if len(selected):
    over_time(world, selected)
    multiples(world, selected)
    timeless = query.select(world.table, replace(filter, date_from=None, date_to=None))
    st.divider()
    period = comparing.chosen_period(world, filter)
    comparing.against_norm(world, timeless, period)
    comparing.against_another(timeless, period)
    comparing.new(world, filter, period)
    st.divider()
    gathering.crossed(world, selected, filter, across="region")
    gathering.crossed(world, selected, filter, across="target")
    gathering.hotspots(world, timeless, filter, period, comparing.before(world, period))
