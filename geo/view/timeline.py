"""Numbers over time -> bars as Altair values, one chart for all or a small one a key. Pure.

Bars stand on an axis of their own days, as text, so that no time zone of a browser moves one. Each chart has
an interval selection `BRUSH` over them; `brushed` reads what it holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from geo.language import Words, mark, tr
from geo.trends import Norm, Period, Series, Unit
from geo.trends.series import FREQUENCY
from geo.view.theme import Ground

BRUSH = "brush"
FEWEST = 12  # bars are no wider than if there were so many
LABELS = 6  # at most so many bars are named
FORMAT: Mapping[Unit, str] = {"day": "%-d %b", "week": "%-d %b %Y", "month": "%b %Y", "year": "%Y"}
STARTS: Mapping[Unit, str] = Words(
    {
        "day": mark("day from"),
        "week": mark("week from"),
        "month": mark("month from"),
        "year": mark("year from"),
    }
)
PADDING = {"left": 0, "top": 5, "right": 0, "bottom": 0}  # px; the page's own leaves a gap below the days
FAINT = 0.45  # opacity of the bars that are only there for comparison


def days(series: Series) -> list[str]:
    """Return the first day of every bar from the first to the last, empty ones too, as ISO dates."""
    if series.table.empty:
        return []
    first, last = series.table["start"].min(), series.table["start"].max()
    every = pd.period_range(first, last, freq=FREQUENCY[series.unit])
    return [f"{bar.start_time:%Y-%m-%d}" for bar in every]


def bars(
    series: Series,
    *,
    named: Mapping[str, str],
    colours: Mapping[str, str],
    what: str,
    edge: str | None = None,
    height: int = 260,
    highest: int | None = None,
    over: Sequence[str] | None = None,
) -> alt.Chart:
    """Return stacked bars, without a legend (`legend.strip` is one). `named` gives each key's name in its
    order, `colours` each name's `#rrggbb`; keys of the same name are one. `what` is counted; `edge`,
    `#rrggbb`, is drawn around each part of a bar, so that the palest can be seen. Charts that are to be
    compared share `highest`, the top of the scale, and the days they are drawn `over`.
    """
    table = pd.DataFrame(
        {
            "day": series.table["start"].dt.strftime("%Y-%m-%d"),
            "name": series.table["key"].map(named),
            "number": series.table["number"],
        }
    )
    table = table.groupby(["day", "name"])["number"].sum().reset_index()
    order = list(dict.fromkeys(named.values()))
    table["rank"] = table["name"].map(order.index)
    scale = alt.Scale(domain=order, range=[colours[name] for name in order])
    top = alt.Scale(domainMax=highest) if highest else alt.Undefined
    every = over or days(series)
    chart = (
        alt.Chart(table, height=height)
        .mark_bar(binSpacing=1, width=_width(len(every)), stroke=edge or alt.Undefined, strokeWidth=0.5)
        .encode(
            x=day_axis(every, series.unit),
            y=alt.Y("number:Q", title=None, axis=_counts(), scale=top),
            color=alt.Color("name:N", scale=scale, legend=None),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("day:N", title=STARTS[series.unit]),
                alt.Tooltip("name:N", title=tr("of")),
                alt.Tooltip("number:Q", title=what),
            ],
        )
        .add_params(alt.selection_interval(name=BRUSH, encodings=["x"]))
    )
    dressed: alt.Chart = _dressed(chart)
    return dressed


def against_norm(
    found: Norm, periods: Sequence[Period], *, ground: Ground, height: int = 170
) -> alt.LayerChart:
    """Return the counts of the periods, oldest first, the last in strong colour, with the band in which it
    was to be expected. Without a verdict there is no band.
    """
    table = pd.DataFrame(
        {
            "day": [f"{period.first:%Y-%m-%d}" for period in periods],
            "last": [f"{period.last:%Y-%m-%d}" for period in periods],
            "number": [*reversed(found.earlier), found.now],
            "shown": [FAINT] * len(found.earlier) + [1.0],
        }
    )
    chart = (
        alt.Chart(table, height=height)
        .mark_bar(color=ground.accent, width=_width(table["day"].nunique()))
        .encode(
            x=day_axis(table["day"].tolist(), "week"),
            y=alt.Y("number:Q", title=None, axis=_counts()),
            opacity=alt.Opacity("shown:Q", scale=None, legend=None),
            tooltip=[
                alt.Tooltip("day:N", title=tr("from")),
                alt.Tooltip("last:N", title=tr("to")),
                alt.Tooltip("number:Q", title=tr("events")),
            ],
        )
        .add_params(alt.selection_point(name=BRUSH, fields=["day"]))
    )
    layers = [chart]
    if found.verdict != "too few":
        band = pd.DataFrame({"low": [found.low], "high": [found.high]})
        area = alt.Chart(band).mark_rect(color=ground.muted, opacity=0.22)
        layers.insert(0, area.encode(y="low:Q", y2="high:Q"))
    dressed: alt.LayerChart = _dressed(alt.layer(*layers))
    return dressed


def brushed(selection: Mapping[str, Any], series: Series) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day of the bars that a selection holds, None where it holds none."""
    chosen = sorted(set(selection.get(BRUSH, {}).get("day", ())) & set(days(series)))
    if not chosen:
        return None
    last = pd.Period(chosen[-1], freq=FREQUENCY[series.unit])
    return dt.date.fromisoformat(chosen[0]), last.end_time.date()


def day_axis(every: Sequence[str], unit: Unit) -> alt.X:
    """Return the axis of the field `day` for these days, a few of them named as exactly as a bar is wide."""
    step = -(-len(every) // LABELS) or 1
    axis = alt.Axis(
        values=list(every[::step]),
        labelExpr=f"utcFormat(toDate(datum.value), '{FORMAT[unit]}')",
        labelAngle=0,
        labelAlign="left",
        labelBound=True,
        ticks=False,
        grid=False,
        title=None,
    )
    return alt.X("day:O", axis=axis, scale=alt.Scale(domain=list(every), paddingInner=0.12))


def _width(bars: int) -> alt.RelativeBandSize:
    """Return how much of its place a bar takes: one bar as wide as the chart would look like a background."""
    return alt.RelativeBandSize(band=min(bars / FEWEST, 1.0))


def _counts() -> alt.Axis:
    return alt.Axis(tickCount=4, tickMinStep=1, domain=False, format=",d")


def _dressed(chart: Any) -> Any:
    return chart.configure_view(strokeWidth=0).properties(background="transparent", padding=PADDING)
