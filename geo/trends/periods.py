"""Stretches of days of equal length, and which events surely lie in one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

LENGTHS = (7, 28, 91, 364)  # days: whole weeks, so that no period has more weekends than another
ENOUGH = 8  # earlier periods that the whole time should hold before a longer period is proposed


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both inclusive."""

    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.last - self.first).days + 1

    def earlier(self, times: int = 1) -> Period:
        """Return the period of the same length that lies so many lengths before."""
        back = dt.timedelta(days=self.days * times)
        return Period(self.first - back, self.last - back)

    @classmethod
    def ending(cls, last: dt.date, *, days: int) -> Period:
        """Return the period of so many days that ends with `last`."""
        return cls(last - dt.timedelta(days=days - 1), last)


def within(rows: gpd.GeoDataFrame, period: Period) -> gpd.GeoDataFrame:
    """Return the events that happened in the period for certain: each day they may have happened is in it."""
    first, last = pd.Timestamp(period.first), pd.Timestamp(period.last)
    return rows[(rows["date"] >= first) & (rows["date_end"] <= last)]


def straddling(rows: gpd.GeoDataFrame, period: Period) -> int:
    """Count the events that may have happened in the period or outside it ("in March")."""
    first, last = pd.Timestamp(period.first), pd.Timestamp(period.last)
    touching = (rows["date"] <= last) & (rows["date_end"] >= first)
    return int(touching.sum()) - len(within(rows, period))


def covered(rows: gpd.GeoDataFrame, periods: Iterable[Period]) -> list[Period]:
    """Return the periods in which any event of the whole store lies.

    Where the articles tell of nothing at all, they say nothing about how much is usual.
    """
    return [period for period in periods if len(within(rows, period))]


def length_for(first: dt.date, last: dt.date) -> int:
    """Return the days of the longest period that fits `ENOUGH` times between `first` and `last`."""
    held = [days for days in LENGTHS if (last - first).days + 1 >= days * ENOUGH]
    return held[-1] if held else LENGTHS[0]
