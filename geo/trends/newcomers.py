"""Events of a period and all before it -> the actors and places that are told of for the first time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import geopandas as gpd
import pandas as pd

from geo.query import NOT_NAMED, UNNAMED, suspects
from geo.trends.periods import Period, within

LEAST_BEFORE = 20  # events before the period, without which nearly everything would be new


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An actor (its key) or a place (its name), in how many events of the period, and on which day first.

    A place has its province and country, so that a namesake elsewhere is another.
    """

    key: str
    events: int
    first: dt.date
    admin1: str | None = None
    country: str | None = None


def newcomers(
    rows: gpd.GeoDataFrame,
    period: Period,
    *,
    of: Literal["actor", "place"],
    among: Collection[str] | None = None,
) -> list[Newcomer] | None:
    """Return those of the period that no event of an earlier or an unknown day names, most events first.

    `rows` are all events, background too: what an article recalls is not new; `among` are the ids of those
    whose newcomers are asked for. None where less is known of the
    time before than `LEAST_BEFORE` events.
    """
    table = _actors(rows) if of == "actor" else _places(rows)
    inside = within(rows, period)
    asked = inside["id"][inside["main"] & (True if among is None else inside["id"].isin(among))]
    before = ~(rows["date"] >= pd.Timestamp(period.first))  # an unknown day may have been before
    if int((before & rows["date"].notna()).sum()) < LEAST_BEFORE:
        return None
    known = set(table.loc[table["id"].isin(rows["id"][before]), "what"])
    now = table[table["id"].isin(asked) & ~table["what"].isin(known)]
    counted = now.groupby("what").agg(events=("id", "nunique"), first=("date", "min"))
    found = [
        Newcomer(key, int(events), first.date(), admin1, country)
        for (key, admin1, country), events, first in counted.itertuples()
    ]
    return sorted(found, key=lambda each: (-each.events, each.key))


def _actors(rows: gpd.GeoDataFrame) -> pd.DataFrame:
    every = suspects(rows)
    every = every[~every["key"].isin([NOT_NAMED, UNNAMED])]
    return _table(rows.iloc[every["row"]], [(key, None, None) for key in every["key"]])


def _places(rows: gpd.GeoDataFrame) -> pd.DataFrame:
    own = rows[rows["place"].notna() & ~rows["place_level"].isin(["province", "country"])]
    columns = (own[name].astype(object) for name in ("place", "admin1", "country"))
    known = (column.where(column.notna(), None) for column in columns)
    return _table(own, list(zip(*known, strict=True)))


def _table(rows: gpd.GeoDataFrame, what: list[tuple[str, str | None, str | None]]) -> pd.DataFrame:
    named = pd.Series(what, dtype=object)
    return pd.DataFrame({"id": rows["id"].to_numpy(), "date": rows["date"].to_numpy(), "what": named})
