"""Numbers of `geo.trends` -> the titles and sentences of the page, which say no more than the numbers carry.

What comes out may hold an article's words (names of actors): escape it.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from geo import language
from geo.language import Words, mark, tr, trn
from geo.trends import Change, HotSpots, Measure, Norm, Period, Series, Unit, Verdict
from geo.view import words

MEASURE: Mapping[Measure, tuple[str, str]] = {
    "events": ("attack", mark("attacks")),
    "killed": ("person killed", mark("people killed")),
    "injured": ("person injured", mark("people injured")),
}
NORM_METHOD = mark(
    "Method: a 95 % prediction interval of a negative binomial made of the counts of the periods before, as "
    "wide as these scatter (quasi-Poisson dispersion, at least Poisson). No verdict with fewer than four "
    "such periods or fewer than five events. Periods of which the store knows nothing at all are left out. "
    "One in twenty periods lies outside by chance alone, and what is counted is what articles tell: more "
    "articles read make more events."
)
CHANGE_METHOD = mark(
    "Method: the ratio of two rates a day with its exact 95 % interval (conditional binomial test, Clopper "
    "and Pearson). It takes attacks to come one by one; they come in waves, so that a ratio whose interval "
    "is barely above or below 1 says little. No verdict with fewer than ten events in both together."
)
HOT_METHOD = mark(
    "Method: Getis-Ord Gi* over hexagons of the H3 grid, with 9,999 conditional permutations; emerging "
    "where, besides, more than its own share of the periods before (one-sided binomial test); each with the "
    "false discovery rate held at 5 % over all hexagons (Benjamini and Hochberg). Limits: it tells where "
    "more is reported, not where more is attacked; nothing finer than a hexagon; only events whose place is "
    "known as exactly as one is wide; hexagons are compared with those near which anything was told."
)
NEW_METHOD = mark(
    "New is what no article of the store names for an earlier or an unknown day. Where the articles begin "
    "late, much is new; with fewer than 20 events before the period nothing is called so."
)
_VERDICT: Mapping[Verdict, str] = Words(
    {
        "more": mark("more than usual"),
        "fewer": mark("fewer than usual"),
        "usual": mark("as usual"),
        "too few": mark("too few to say"),
    }
)
_NONE: Mapping[Measure, str] = Words(
    {
        "events": mark("No attacks on a day that is known"),
        "killed": mark("No people killed on a day that is known"),
        "injured": mark("No people injured on a day that is known"),
    }
)
_BY: Mapping[Unit, str] = Words(
    {
        "day": mark("{total} by day"),
        "week": mark("{total} by week"),
        "month": mark("{total} by month"),
        "year": mark("{total} by year"),
    }
)
_APART: Mapping[Unit, str] = Words(
    {
        "day": mark("{events} known less exactly than by day"),
        "week": mark("{events} known less exactly than by week"),
        "month": mark("{events} known less exactly than by month"),
        "year": mark("{events} known less exactly than by year"),
    }
)
_BAR: Mapping[Unit, str] = Words(
    {
        "day": mark("day of {day}"),
        "week": mark("week from {day}"),
        "month": mark("month {month}"),
        "year": mark("year {year}"),
    }
)


def number(count: int, measure: Measure = "events") -> str:
    """Return '1 attack', '31 people killed'."""
    if measure == "killed":
        return trn("{n} person killed", "{n} people killed", count)
    if measure == "injured":
        return trn("{n} person injured", "{n} people injured", count)
    return trn("{n} attack", "{n} attacks", count)


def verdict(found: Norm) -> str:
    """Return 'more than usual', 'too few to say'."""
    return _VERDICT[found.verdict]


def usual(found: Norm) -> str:
    """Return '4 to 17', '' where there is no verdict."""
    if found.verdict == "too few":
        return ""
    low, high = language.number(found.low), language.number(found.high)
    return tr("{low} to {high}", low=low, high=high)


def period(period: Period) -> str:
    """Return '3 to 9 March 2024' in full: '3 March 2024 to 9 March 2024'."""
    return tr("{first} to {last}", first=words.day(period.first), last=words.day(period.last))


def over_time(series: Series, measure: Measure) -> str:
    """Return the title of the bars: how many, and which bar has most."""
    if series.table.empty:
        return _NONE[measure]
    sums = series.table.groupby("start")["number"].sum()
    total = number(int(sums.sum()), measure)
    most = sums[sums == sums.max()]
    if len(sums) == 1 or len(most) > 1:
        return _BY[series.unit].format(total=total)
    return tr(
        "{total}, most ({number}) in the {bar}",
        total=total,
        number=language.number(int(sums.max())),
        bar=bar(most.index[0], series),
    )


def bar(start: pd.Timestamp, series: Series) -> str:
    """Return what a bar spans: 'week from 3 March 2024', 'month March 2024'."""
    first = start.date()
    month = language.day(first, "yMMMM")
    return _BAR[series.unit].format(day=words.day(first), month=month, year=first.year)


def apart(series: Series, measure: Measure) -> str:
    """Return what is in no bar, and how people are counted."""
    said = _missing(series)
    if measure == "events":
        return said
    counted = trn(
        "Counted is the least number reported; {n} event of the bars without a number count as none.",
        "Counted is the least number reported; {n} events of the bars without a number count as none.",
        series.unsaid,
    )
    return f"{said} {counted}"


def _missing(series: Series) -> str:
    undated = trn("{n} event without a date", "{n} events without a date", series.undated)
    events = trn("{n} event", "{n} events", series.apart)
    apart = _APART[series.unit].format(events=events)
    if series.undated and series.apart:
        return tr("Not in the bars: {undated} and {apart}.", undated=undated, apart=apart)
    if series.undated or series.apart:
        return tr("Not in the bars: {missing}.", missing=undated if series.undated else apart)
    return tr("Every event is in the bars.")


def norm(found: Norm, span: Period) -> str:
    """Return the count of a period against its norm, as a title."""
    days = trn("{n} day", "{n} days", span.days)
    told = tr(
        "{number} in the {days} to {day}", number=number(found.now), days=days, day=words.day(span.last)
    )
    if found.verdict == "too few":
        return tr("{told}: too few, or too little before, to say whether that is usual", told=told)
    if found.verdict == "usual":
        return tr("{told}: as usual ({usual})", told=told, usual=usual(found))
    if found.verdict == "more":
        return tr("{told}: more than usual, {usual}", told=told, usual=usual(found))
    return tr("{told}: fewer than usual, {usual}", told=told, usual=usual(found))


def change(found: Change, now: Period, before: Period) -> str:
    """Return how one period compares with another, as a title."""
    spans = tr("({before}, then {now})", before=period(before), now=period(now))
    told = {
        "before": language.number(found.before),
        "now": language.number(found.now),
        "spans": spans,
    }
    if found.verdict == "too few":
        return tr("Attacks: {before} and {now}, too few to compare {spans}", **told)
    if found.verdict == "usual":
        return tr("No change beyond chance: {before} attacks, then {now} {spans}", **told)
    more = found.verdict == "more"
    if now.days != before.days:
        told["before"] = _tenths(7 * found.before / before.days)
        told["now"] = _tenths(7 * found.now / now.days)
        if more:
            return tr("Attacks rose from {before} to {now} a week {spans}", **told)
        return tr("Attacks fell from {before} to {now} a week {spans}", **told)
    if more:
        return tr("Attacks rose from {before} to {now} {spans}", **told)
    return tr("Attacks fell from {before} to {now} {spans}", **told)


def _tenths(rate: float) -> str:
    return language.number(rate, digits=1)


def ratio(found: Change) -> str:
    """Return the ratio with its interval; '' where there is no verdict."""
    if found.verdict == "too few":
        return ""
    low, high = (language.number(end, digits=2) for end in (found.low, found.high))
    if found.high != float("inf"):
        interval = tr("95 % interval {low} to {high}", low=low, high=high)
    else:
        interval = tr("95 % interval {low} and above", low=low)
    if found.ratio == float("inf"):
        return tr("None before; {interval}.", interval=interval)
    return tr(
        "{ratio} times the rate; {interval}.", ratio=language.number(found.ratio, digits=2), interval=interval
    )


def hotspots(found: HotSpots, span: Period) -> str:
    """Return how many hot spots there are, as a title."""
    if not found.enough:
        return tr("Too few events to look for hot spots ({period})", period=period(span))
    if not found.found:
        return tr("No hot spot: nowhere more than elsewhere beyond chance ({period})", period=period(span))
    spots = trn("{n} hot spot", "{n} hot spots", len(found.found))
    new = sum(spot.emerging for spot in found.found)
    if not new:
        return tr("{spots}, none of them emerging ({period})", spots=spots, period=period(span))
    return tr("{spots}, {new} of them emerging ({period})", spots=spots, new=new, period=period(span))


def looked_at(found: HotSpots) -> str:
    """Return in what the hot spots were looked for."""
    return tr(
        "Looked at: {events} in {hexagons} of {km} km across. Left out: {inexact} of the period with a less "
        "exact place or none.",
        events=trn("{n} event", "{n} events", found.events),
        hexagons=trn("{n} hexagon", "{n} hexagons", found.cells),
        km=f"{2 * found.edge_km:.0f}",
        inexact=language.number(found.inexact),
    )
