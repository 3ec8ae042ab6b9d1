"""Numbers of `geo.trends` -> the titles and sentences of the page, which say no more than the numbers carry.

What comes out may hold an article's words (names of actors): escape it.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from geo.trends import Change, HotSpots, Measure, Norm, Period, Series, Verdict
from geo.view import words

MEASURE: Mapping[Measure, tuple[str, str]] = {
    "events": ("attack", "attacks"),
    "killed": ("person killed", "people killed"),
    "injured": ("person injured", "people injured"),
}
NORM_METHOD = (
    "Method: a 95 % prediction interval of a negative binomial made of the counts of the periods before, as "
    "wide as these scatter (quasi-Poisson dispersion, at least Poisson). No verdict with fewer than four "
    "such periods or fewer than five events. Periods of which the store knows nothing at all are left out. "
    "One in twenty periods lies outside by chance alone, and what is counted is what articles tell: more "
    "articles read make more events."
)
CHANGE_METHOD = (
    "Method: the ratio of two rates a day with its exact 95 % interval (conditional binomial test, Clopper "
    "and Pearson). It takes attacks to come one by one; they come in waves, so that a ratio whose interval "
    "is barely above or below 1 says little. No verdict with fewer than ten events in both together."
)
HOT_METHOD = (
    "Method: Getis-Ord Gi* over hexagons of the H3 grid, with 9,999 conditional permutations; emerging "
    "where, besides, more than its own share of the periods before (one-sided binomial test); each with the "
    "false discovery rate held at 5 % over all hexagons (Benjamini and Hochberg). Limits: it tells where "
    "more is reported, not where more is attacked; nothing finer than a hexagon; only events whose place is "
    "known as exactly as one is wide; hexagons are compared with those near which anything was told."
)
NEW_METHOD = (
    "New is what no article of the store names for an earlier or an unknown day. Where the articles begin "
    "late, much is new; with fewer than 20 events before the period nothing is called so."
)
_VERDICT: Mapping[Verdict, str] = {
    "more": "more than usual",
    "fewer": "fewer than usual",
    "usual": "as usual",
    "too few": "too few to say",
}


def number(count: int, measure: Measure = "events") -> str:
    """Return '1 attack', '31 people killed'."""
    return words.plural(count, *MEASURE[measure])


def verdict(found: Norm) -> str:
    """Return 'more than usual', 'too few to say'."""
    return _VERDICT[found.verdict]


def usual(found: Norm) -> str:
    """Return '4 to 17', '' where there is no verdict."""
    return "" if found.verdict == "too few" else f"{found.low:,} to {found.high:,}"


def period(period: Period) -> str:
    """Return '3 to 9 March 2024' in full: '3 March 2024 to 9 March 2024'."""
    return f"{words.day(period.first)} to {words.day(period.last)}"


def over_time(series: Series, measure: Measure) -> str:
    """Return the title of the bars: how many, and which bar has most."""
    if series.table.empty:
        return f"No {MEASURE[measure][1]} on a day that is known"
    sums = series.table.groupby("start")["number"].sum()
    total = number(int(sums.sum()), measure)
    most = sums[sums == sums.max()]
    if len(sums) == 1 or len(most) > 1:
        return f"{total} by {series.unit}"
    return f"{total}, most ({int(sums.max()):,}) in the {bar(most.index[0], series)}"


def bar(start: pd.Timestamp, series: Series) -> str:
    """Return what a bar spans: 'week from 3 March 2024', 'month March 2024'."""
    if series.unit == "year":
        return f"year {start.year}"
    if series.unit == "month":
        return f"month {start:%B %Y}"
    return f"{series.unit} {'from ' if series.unit == 'week' else 'of '}{words.day(start.date())}"


def apart(series: Series, measure: Measure) -> str:
    """Return what is in no bar, and how people are counted."""
    parts = [
        f"{words.plural(series.undated, 'event')} without a date" if series.undated else "",
        f"{words.plural(series.apart, 'event')} known less exactly than by {series.unit}"
        if series.apart
        else "",
    ]
    missing = " and ".join(part for part in parts if part)
    said = f"Not in the bars: {missing}." if missing else "Every event is in the bars."
    if measure == "events":
        return said
    return (
        f"{said} Counted is the least number reported; {words.plural(series.unsaid, 'event')} of the bars "
        "without a number count as none."
    )


def norm(found: Norm, span: Period) -> str:
    """Return the count of a period against its norm, as a title."""
    told = f"{number(found.now)} in the {words.plural(span.days, 'day')} to {words.day(span.last)}"
    if found.verdict == "too few":
        return f"{told}: too few, or too little before, to say whether that is usual"
    bounds = f" ({usual(found)})" if found.verdict == "usual" else f", {usual(found)}"
    return f"{told}: {_VERDICT[found.verdict]}{bounds}"


def change(found: Change, now: Period, before: Period) -> str:
    """Return how one period compares with another, as a title."""
    spans = f"({period(before)}, then {period(now)})"
    if found.verdict == "too few":
        return f"Attacks: {found.before:,} and {found.now:,}, too few to compare {spans}"
    if found.verdict == "usual":
        return f"No change beyond chance: {found.before:,} attacks, then {found.now:,} {spans}"
    verb = "rose" if found.verdict == "more" else "fell"
    if now.days != before.days:
        a_week = (f"{7 * n / days:.1f}" for n, days in ((found.before, before.days), (found.now, now.days)))
        return f"Attacks {verb} from {next(a_week)} to {next(a_week)} a week {spans}"
    return f"Attacks {verb} from {found.before:,} to {found.now:,} {spans}"


def ratio(found: Change) -> str:
    """Return the ratio with its interval; '' where there is no verdict."""
    if found.verdict == "too few":
        return ""
    high = f"to {found.high:.2f}" if found.high != float("inf") else "and above"
    middle = f"{found.ratio:.2f} times the rate" if found.ratio != float("inf") else "None before"
    return f"{middle}; 95 % interval {found.low:.2f} {high}."


def hotspots(found: HotSpots, span: Period) -> str:
    """Return how many hot spots there are, as a title."""
    if not found.enough:
        return f"Too few events to look for hot spots ({period(span)})"
    if not found.found:
        return f"No hot spot: nowhere more than elsewhere beyond chance ({period(span)})"
    new = sum(spot.emerging for spot in found.found)
    return f"{words.plural(len(found.found), 'hot spot')}, {new or 'none'} of them emerging ({period(span)})"


def looked_at(found: HotSpots) -> str:
    """Return in what the hot spots were looked for."""
    return (
        f"Looked at: {words.plural(found.events, 'event')} in {words.plural(found.cells, 'hexagon')} of "
        f"{2 * found.edge_km:.0f} km across. Left out: {found.inexact:,} of the period with a less exact "
        "place or none."
    )
