"""What changes: events over time, a period against its norm, what is new, where it gathers, who and where."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo import language, query, trends, ui
from geo.language import Words, mark, tr, trn
from geo.query import NOT_NAMED, UNNAMED, Filter, country_name
from geo.trends import Measure, Period, Series, Unit
from geo.ui import World, filtered, filtering, gathering, narrowing
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
LENGTHS = {7: mark("Week"), 28: mark("4 weeks"), 91: mark("Quarter"), 364: mark("Year")}
FROM: Mapping[Unit, str] = Words(
    {
        "day": mark("day from"),
        "week": mark("week from"),
        "month": mark("month from"),
        "year": mark("year from"),
    }
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
EARLIER = 12  # periods before, of which the usual is made
ACTORS = 8  # lines of the table by actor, and small charts
A_ROW = 4  # small charts side by side
LISTED = 10  # newcomers


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
        st.dataframe(wide.rename_axis(FROM[series.unit]), alt=BY[series.unit].format(what=what))


def chosen_period(world: World, filter: Filter) -> Period:
    """Draw the choice of a period and return it; it ends with the newest event of the store by default."""
    dated = world.table[world.table["main"] & world.table["date"].notna()]
    first = dated["date"].min().date() if len(dated) else dt.date.today()
    newest = dated["date_end"].max().date() if len(dated) else dt.date.today()
    proposed = trends.length_for(first, newest)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        length = st.segmented_control(
            tr("Period"),
            LENGTHS,
            format_func=lambda days: tr(LENGTHS[days]),
            default=proposed,
            key="length",
            required=True,
        )
        ends = filter.date_to or newest
        last = st.date_input(
            tr("Last day"),
            value=ends,
            key=f"ends-{ends}",
            min_value=ui.EARLIEST,
            max_value=ui.LATEST,
            format="YYYY-MM-DD",
            width=180,
        )
    return Period.ending(last or ends, days=length)


def before(world: World, period: Period) -> list[Period]:
    """Return the earlier periods of which the store knows anything, newest first."""
    return trends.covered(world.table, [period.earlier(times) for times in range(1, EARLIER + 1)])


def against_norm(world: World, rows: gpd.GeoDataFrame, period: Period) -> None:
    earlier = before(world, period)
    counts = [len(trends.within(rows, each)) for each in earlier]
    found = trends.norm(len(trends.within(rows, period)), counts)
    title = trend_words.norm(found, period)
    section(tr("Against its norm"), title)
    spans = [*reversed(earlier), period]
    figure = timeline.against_norm(found, spans, ground=ui.ground())
    by_day = {f"{each.first:%Y-%m-%d}": each for each in spans}

    def take(selection: Mapping[str, Any]) -> dict[str, Any] | None:
        days = [by_day[each["day"]] for each in selection.get(timeline.BRUSH) or [] if each["day"] in by_day]
        return narrowing.span(days[0].first, days[0].last) if days else None

    said = tr("{said}. Earlier periods: {counts}", said=title, counts=counts)
    narrowing.chart(figure, key="norm", said=said, take=take)
    fine(
        tr("Grey band: what is usual. The date filter is left aside here. Click a bar to keep only its days.")
    )
    by_actor(world, rows, period, earlier)
    apart = trends.straddling(rows, period)
    if apart:
        fine(
            trn(
                "{n} event known too inexactly to say whether in the period: not counted.",
                "{n} events known too inexactly to say whether in the period: not counted.",
                apart,
            )
        )
    fine(tr(trend_words.NORM_METHOD))


def by_actor(world: World, rows: gpd.GeoDataFrame, period: Period, earlier: list[Period]) -> None:
    """Draw the actors who were named most, each against its own norm."""
    now = query.tally(trends.within(rows, period), Filter(), "actor_key")
    then = [query.tally(trends.within(rows, each), Filter(), "actor_key") for each in earlier]
    every = {
        key: now.get(key, 0) + sum(t.get(key, 0) for t in then)
        for key in {*now, *(k for t in then for k in t)}
    }
    keys = [k for k in sorted(every, key=lambda k: (-every[k], k)) if k not in (NOT_NAMED, UNNAMED)][:ACTORS]
    if not keys:
        return
    norms = {key: trends.norm(now.get(key, 0), [t.get(key, 0) for t in then]) for key in keys}
    table = pd.DataFrame(
        {
            tr("Actor"): [world.names.get(key, key) for key in keys],
            tr("In the period"): [norms[key].now for key in keys],
            tr("Usual"): [trend_words.usual(norms[key]) or None for key in keys],
            tr("So"): [trend_words.verdict(norms[key]) for key in keys],
        }
    )
    wanted = [{"actor": [key], **narrowing.span(period.first, period.last)} for key in keys]
    narrowing.rows(table, wanted, key="norm-actors", said=tr("Table of actors, each against its own norm"))


def against_another(rows: gpd.GeoDataFrame, period: Period) -> None:
    proposed = period.earlier()
    chosen = st.date_input(
        tr("Compare with the days from and to"),
        value=(proposed.first, proposed.last),
        key=f"other-{proposed.first}-{proposed.last}",
        min_value=ui.EARLIEST,
        max_value=ui.LATEST,
        format="YYYY-MM-DD",
        width=320,
    )
    if not (isinstance(chosen, tuple) and len(chosen) == 2):
        st.info(tr("Choose a first and a last day."), icon=":material/date_range:")
        return
    other = Period(*chosen)
    now, then = (len(trends.within(rows, each)) for each in (period, other))
    found = trends.change(now, then, days_now=period.days, days_before=other.days)
    section(tr("Against another period"), trend_words.change(found, period, other))
    fine(f"{trend_words.ratio(found)} {tr(trend_words.CHANGE_METHOD)}".strip())


def new(world: World, filter: Filter, period: Period) -> None:
    """Draw who and what place the period is the first to tell of, among what is filtered."""
    shown = set(query.select(world.table, replace(filter, date_from=None, date_to=None))["id"])
    left, right = st.columns(2, gap="large")
    for column, of in ((left, "actor"), (right, "place")):
        found = trends.newcomers(world.table, period, of=of, among=shown)
        with column:
            section(tr("New actors") if of == "actor" else tr("New places"), told_new(found, of))
            if not found:
                continue
            table = pd.DataFrame(
                {
                    tr("Actor") if of == "actor" else tr("Place"): [
                        called(world, each, of) for each in found[:LISTED]
                    ],
                    tr("Events"): [each.events for each in found[:LISTED]],
                    tr("First"): [each.first for each in found[:LISTED]],
                }
            )
            span = narrowing.span(period.first, period.last)
            wanted = [
                span
                | ({"actor": [each.key]} if of == "actor" else narrowing.place(each.admin1, each.country))
                for each in found[:LISTED]
            ]
            said = tr("Table of new actors") if of == "actor" else tr("Table of new places")
            narrowing.rows(table, wanted, key=f"new-{of}", said=said)
            if len(found) > LISTED:
                more = len(found) - LISTED
                fine(trn("And {n} more.", "And {n} more.", more))
    spanned = tr("In the period {period}.", period=trend_words.period(period))
    fine(f"{spanned} {tr(trend_words.NEW_METHOD)}")


def told_new(found: Collection[trends.Newcomer] | None, of: str) -> str:
    """Return how many actors or places are new, as a title; `found` is None where that cannot be said."""
    if of == "actor":
        if found is None:
            return tr("Too little before the period to call actors new")
        if not found:
            return tr("No actor told of for the first time")
        return trn(
            "{n} actor told of for the first time", "{n} actors told of for the first time", len(found)
        )
    if found is None:
        return tr("Too little before the period to call places new")
    if not found:
        return tr("No place told of for the first time")
    return trn("{n} place told of for the first time", "{n} places told of for the first time", len(found))


def called(world: World, each: trends.Newcomer, of: str) -> str:
    if of == "actor":
        return world.names.get(each.key, each.key)
    country = country_name(each.country) if each.country else None
    return ", ".join(name for name in (each.key, country) if name)


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
    period = chosen_period(world, filter)
    against_norm(world, timeless, period)
    against_another(timeless, period)
    new(world, filter, period)
    st.divider()
    gathering.crossed(world, selected, filter, across="region")
    gathering.crossed(world, selected, filter, across="target")
    gathering.hotspots(world, timeless, filter, period, before(world, period))
