"""A period against its norm, against another one, and what is new in it, as widgets that filter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Literal, get_args

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo import query, trends, ui
from geo.language import listed, mark, tr, trn
from geo.query import NOT_NAMED, UNNAMED, Filter, country_name
from geo.trends import Period
from geo.ui import World, narrowing
from geo.ui.filtered import fine, section
from geo.view import timeline, trend_words

New = Literal["actor", "place"]
LENGTHS = {7: mark("Week"), 28: mark("4 weeks"), 91: mark("Quarter"), 364: mark("Year")}
EARLIER = 12  # periods before, of which the usual is made
ACTORS = 8  # lines of the table by actor
LISTED = 10  # newcomers


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
    """Draw how many events the period has beside those before it, and each actor against its own norm."""
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
    _by_actor(world, rows, period, earlier)
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


def _by_actor(world: World, rows: gpd.GeoDataFrame, period: Period, earlier: list[Period]) -> None:
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
    """Draw the choice of another period, and whether the two differ beyond chance."""
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
    for column, of in zip(st.columns(2, gap="large"), get_args(New), strict=True):
        found = trends.newcomers(world.table, period, of=of, among=shown)
        with column:
            section(tr("New actors") if of == "actor" else tr("New places"), _told_new(found, of))
            if not found:
                continue
            table = pd.DataFrame(
                {
                    tr("Actor") if of == "actor" else tr("Place"): [
                        _called(world, each, of) for each in found[:LISTED]
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


def _told_new(found: Collection[trends.Newcomer] | None, of: New) -> str:
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


def _called(world: World, each: trends.Newcomer, of: New) -> str:
    if of == "actor":
        return world.names.get(each.key, each.key)
    country = country_name(each.country) if each.country else None
    return listed(name for name in (each.key, country) if name)
