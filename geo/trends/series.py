"""Events -> how many there are, or how many people were hurt in them, by day, week, month or year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import geopandas as gpd
import pandas as pd

Unit = Literal["day", "week", "month", "year"]
Measure = Literal["events", "killed", "injured"]

FREQUENCY: Mapping[Unit, str] = {"day": "D", "week": "W-SUN", "month": "M", "year": "Y"}
LONGEST: Mapping[Unit, int] = {"day": 45, "week": 300, "month": 2200, "year": 10**6}  # days: at most 75 bars


@dataclass(frozen=True, slots=True)
class Series:
    """Numbers over time.

    `table` has a row a bar and key: `start`, `end` (exclusive), `key`, `number`; bars without an event have
    none. `undated` events have no date, `apart` one less exact than a bar is wide; both are in no bar.
    `unsaid` are events of the bars whose number of killed or injured nobody tells.
    """

    unit: Unit
    table: pd.DataFrame
    undated: int
    apart: int
    unsaid: int


def unit_for(first: dt.date, last: dt.date) -> Unit:
    """Return the finest unit that draws the time in a number of bars that can be told from each other."""
    days = (last - first).days + 1
    return next(unit for unit, longest in LONGEST.items() if days <= longest)


def over_time(
    rows: gpd.GeoDataFrame, *, by: str, unit: Unit | None = None, measure: Measure = "events"
) -> Series:
    """Return the numbers by `unit` (chosen by the time the events span, where it is None) and by the values
    of the column `by`. People are counted as the least number reported.
    """
    dated = rows[rows["date"].notna()]
    if unit is None:
        spanned = (dated["date"].min().date(), dated["date"].max().date()) if len(dated) else None
        unit = unit_for(*spanned) if spanned else "day"
    first, last = (dated[column].dt.to_period(FREQUENCY[unit]) for column in ("date", "date_end"))
    exact, bars = dated[first == last], first[first == last]
    told = pd.Series(1, index=exact.index) if measure == "events" else exact[f"{measure}_min"]
    sums = told.fillna(0).astype(int).groupby([bars, exact[by].astype(str)]).sum()
    table = pd.DataFrame(
        {
            "start": [bar.start_time.normalize() for bar, _ in sums.index],
            "end": [(bar + 1).start_time.normalize() for bar, _ in sums.index],
            "key": [key for _, key in sums.index],
            "number": sums.to_numpy(),
        }
    )
    table = table[table["number"] > 0].reset_index(drop=True)
    return Series(unit, table, len(rows) - len(dated), len(dated) - len(exact), int(told.isna().sum()))
