"""A table of events -> charts as Altair values, each with a sentence that says what it shows. Pure."""

from __future__ import annotations

import datetime as dt
from typing import cast

import altair as alt
import geopandas as gpd
import pandas as pd

from geo.language import tr, trn
from geo.view import words

BRUSH = "span"
DAYS_BY_DAY = 62  # up to two months a bar a day, up to five years a bar a month, then a bar a year
DAYS_BY_MONTH = 1830
DAY = pd.Timedelta(days=1)
SEEN = 100  # parts of the time: what of a bar is in the range is drawn no narrower than one


def bins(events: gpd.GeoDataFrame, *, first: dt.date | None, last: dt.date | None) -> pd.DataFrame:
    """Return `start`, `end` (exclusive), `events`, `inside` for each bar over time; undated events are
    not in it.

    `inside` says whether the bar touches the range from `first` to `last`; None is open.
    """
    dated = events["date"].dropna()
    if dated.empty:
        return pd.DataFrame({"start": [], "end": [], "events": [], "inside": []})
    days = (dated.max() - dated.min()).days
    unit = "D" if days <= DAYS_BY_DAY else "M" if days <= DAYS_BY_MONTH else "Y"
    periods = dated.dt.to_period(unit)
    every = pd.period_range(periods.min(), periods.max(), freq=unit)
    number = periods.value_counts().reindex(every, fill_value=0)
    start = every.start_time.normalize()
    end = (every + 1).start_time.normalize()
    low = pd.Timestamp(first) if first else start.min()
    high = pd.Timestamp(last) if last else end.max()
    inside = (end > low) & (start <= high)
    return pd.DataFrame({"start": start, "end": end, "events": number.to_numpy(), "inside": inside})


def histogram(
    events: gpd.GeoDataFrame,
    *,
    first: dt.date | None = None,
    last: dt.date | None = None,
    colour: str,
    muted: str = "#808080",
    brush: str | None = None,
) -> alt.LayerChart:
    """Return events over time as bars, muted but for what of them lies in the range: a bar may be a year, and
    the range a week of it. Colours are `#rrggbb`.

    With a name for the `brush`, a span can be drawn across the bars: a selection of `start` in milliseconds.
    """
    table = bins(events, first=first, last=last)
    every = _bars(table, "start", "end").mark_bar(color=muted, opacity=0.45, binSpacing=1, orient="vertical")
    if brush:
        every = every.add_params(alt.selection_interval(name=brush, encodings=["x"]))
    inside = _bars(clipped(table, first=first, last=last), "low", "high", axis=_time_axis(table))
    chart = alt.layer(every, inside.mark_bar(color=colour, binSpacing=1, orient="vertical"))
    dressed = chart.properties(background="transparent", padding=0, description=spoken(events))
    return cast(alt.LayerChart, dressed.configure_view(strokeWidth=0))


def clipped(bins: pd.DataFrame, *, first: dt.date | None, last: dt.date | None) -> pd.DataFrame:
    """Return the bars that touch the range with `low` and `high`, the part of each that lies in it; never
    less than can be seen.
    """
    if bins.empty:
        return bins.assign(low=[], high=[])
    least = (bins["end"].max() - bins["start"].min()) / SEEN
    low, high = bins["start"], bins["end"]
    if first:
        low = low.where(low >= pd.Timestamp(first), pd.Timestamp(first))
    if last:
        high = high.where(high <= pd.Timestamp(last) + DAY, pd.Timestamp(last) + DAY)
    high = high.where(high - low >= least, low + least)
    return bins.assign(low=low, high=high)[bins["inside"].astype(bool)]


def _bars(table: pd.DataFrame, low: str, high: str, *, axis: alt.Axis | None = None) -> alt.Chart:
    counts = alt.Axis(tickCount=2, tickMinStep=1, domain=False, grid=False)
    return alt.Chart(table, height=84).encode(
        x=alt.X(f"{low}:T", title=None, axis=axis or _time_axis(table)),
        x2=f"{high}:T",
        y=alt.Y("events:Q", title=None, axis=counts),
        y2=alt.datum(0),
        tooltip=[alt.Tooltip("start:T", title=tr("from")), alt.Tooltip("events:Q", title=tr("events"))],
    )


def _time_axis(bins: pd.DataFrame) -> alt.Axis:
    """Name at most four bars, each as exactly as it is wide."""
    step = -(-len(bins) // 4) or 1
    starts = [pd.Timestamp(start) for start in bins["start"][::step]]
    width = (bins["end"].iloc[0] - bins["start"].iloc[0]).days if len(bins) else 1
    return alt.Axis(
        grid=False,
        values=[alt.DateTime(year=start.year, month=start.month, date=start.day) for start in starts],
        format="%-d %b" if width == 1 else "%b %Y" if width < 32 else "%Y",
        labelAlign="left",
        labelBound=True,
        ticks=False,
    )


def spoken(events: gpd.GeoDataFrame) -> str:
    """Return the histogram in one sentence, for those who do not see it."""
    table = bins(events, first=None, last=None)
    undated = int(events["date"].isna().sum())
    left = [trn("{n} event without a date.", "{n} events without a date.", undated)] if undated else []
    if table.empty:
        return " ".join([tr("No dated events."), *left])
    peak = table.iloc[int(table["events"].to_numpy().argmax())]
    first, last = events["date"].dropna().min().date(), events["date"].dropna().max().date()
    said = tr(
        "Events from {first} to {last}, most ({number}) in the period from {peak}.",
        first=words.day(first),
        last=words.day(last),
        number=peak["events"],
        peak=words.day(peak["start"].date()),
    )
    return " ".join([said, *left])
