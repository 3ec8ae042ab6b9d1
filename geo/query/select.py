"""A table of events and a filter -> the rows that match, counts by value, and what is left out.

The only module that knows what each filter means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import shapely

from geo.places import regions
from geo.query.filter import Area, Box, Column, Filter, LeftOut
from geo.query.suspects import suspects


def select(events: gpd.GeoDataFrame, filter: Filter) -> gpd.GeoDataFrame:
    """Return the rows of `table` that match, in the same order.

    Where actors or attributions are filtered, a row's own actor becomes the first who matches: an event found
    by its second suspect is drawn and listed as that suspect's.
    """
    rows = events[_mask(events, filter)]
    if not (filter.actors or filter.attributions) or rows.empty:
        return rows
    asked = _matching(rows, filter).drop_duplicates("row").set_axis(rows.index)
    return rows.assign(
        actor_key=asked["key"],
        attribution=asked["attribution"],
        actor=asked["name"],
        attributed_by=asked["says"],
    )


def counts(events: gpd.GeoDataFrame, filter: Filter, column: Column) -> dict[str, int]:
    """Return events by value of `column`, most first, under all filters but the column's own: beside each
    value, how many events it would show.
    """
    others = _WITHOUT_OWN[column](filter)
    return tally(select(events, others), others, column)


def tally(selected: gpd.GeoDataFrame, filter: Filter, column: Column) -> dict[str, int]:
    """Return how many events of a selection have each value of `column`, most first.

    An event counts for each of its actors that the filter lets through, so the sum may exceed the events.
    """
    if column not in ("actor_key", "attribution"):
        return _ordered(selected[column])
    part = "key" if column == "actor_key" else "attribution"
    return _ordered(_matching(selected, filter)[["row", part]].drop_duplicates()[part])


def undated(events: gpd.GeoDataFrame, filter: Filter) -> gpd.GeoDataFrame:
    """Return the events that only a missing date keeps out of the selection."""
    if filter.undated or not (filter.date_from or filter.date_to):
        return events.iloc[:0]
    timeless = select(events, replace(filter, date_from=None, date_to=None))
    return timeless[timeless["date"].isna()]


def unplaced(events: gpd.GeoDataFrame, filter: Filter) -> gpd.GeoDataFrame:
    """Return the events that only a missing country keeps out of the selection."""
    if not (filter.groups or filter.countries or filter.provinces or filter.bbox or filter.area):
        return events.iloc[:0]
    anywhere = select(events, replace(filter, groups=(), countries=(), provinces=(), bbox=None, area=None))
    return anywhere[anywhere["country"].isna()]


def left_out(events: gpd.GeoDataFrame, filter: Filter) -> LeftOut:
    """Count the events that only a missing date, only a missing place, or only their being background keeps
    out of the selection.
    """
    recalled = len(select(events, replace(filter, background=True))) - len(select(events, filter))
    return LeftOut(len(undated(events, filter)), len(unplaced(events, filter)), recalled)


_WITHOUT_OWN: dict[Column, Callable[[Filter], Filter]] = {
    "actor_key": lambda filter: replace(filter, actors=()),
    "attribution": lambda filter: replace(filter, attributions=()),
    "type": lambda filter: replace(filter, types=()),
    "country": lambda filter: replace(filter, groups=(), countries=(), provinces=()),
    "admin1": lambda filter: replace(filter, provinces=()),
    "status": lambda filter: replace(filter, statuses=()),
}


def _mask(rows: gpd.GeoDataFrame, filter: Filter) -> pd.Series[bool]:
    mask = pd.Series(True, index=rows.index)
    if not filter.background:
        mask &= rows["main"]
    if filter.actors or filter.attributions:
        mask &= _suspected(rows, filter)
    for column, allowed in (
        ("type", filter.types),
        ("status", filter.statuses),
    ):
        if allowed:
            mask &= rows[column].isin(allowed)
    if filter.groups or filter.countries or filter.provinces:
        mask &= rows["country"].isin(whole_countries(filter)) | rows["admin1"].isin(filter.provinces)
    if filter.date_from or filter.date_to:
        mask &= _in_period(rows, filter)
    if filter.min_confidence:
        mask &= rows["confidence"] >= filter.min_confidence
    if filter.bbox:
        mask &= _in_box(rows, filter.bbox)
    if filter.area:
        mask &= _in_area(rows, filter.area)
    for word in (filter.text or "").casefold().split():
        mask &= rows["words"].str.contains(word, regex=False)
    return mask


def _suspected(rows: gpd.GeoDataFrame, filter: Filter) -> pd.Series[bool]:
    found = pd.Series(False, index=rows.index)
    found.iloc[_matching(rows, filter)["row"].unique()] = True
    return found


def _matching(rows: gpd.GeoDataFrame, filter: Filter) -> pd.DataFrame:
    """Return the suspects of the rows that the filter's actors and attributions let through."""
    every = suspects(rows)
    if filter.actors:
        every = every[every["key"].isin(filter.actors)]
    return every[every["attribution"].isin(filter.attributions)] if filter.attributions else every


def _in_period(rows: gpd.GeoDataFrame, filter: Filter) -> pd.Series[bool]:
    inside = rows["date"].notna()
    if filter.date_from:
        inside &= rows["date_end"] >= pd.Timestamp(filter.date_from)
    if filter.date_to:
        inside &= rows["date"] <= pd.Timestamp(filter.date_to)
    return inside | rows["date"].isna() if filter.undated else inside


def _in_box(rows: gpd.GeoDataFrame, box: Box) -> pd.Series[bool]:
    lon, lat = rows.geometry.x, rows.geometry.y
    across = (lon >= box.west) & (lon <= box.east)
    if box.west > box.east:
        across = (lon >= box.west) | (lon <= box.east)
    return across & (lat >= box.south) & (lat <= box.north)


def whole_countries(filter: Filter) -> tuple[str, ...]:
    """Return the countries asked for by name or by a group; of one that is named and of which provinces are
    asked for, only these.
    """
    narrowed = {code.partition("-")[0] for code in filter.provinces}
    grouped = (code for id in filter.groups for code in regions.groups()[id].countries)
    return tuple(dict.fromkeys((*(code for code in filter.countries if code not in narrowed), *grouped)))


def _in_area(rows: gpd.GeoDataFrame, area: Area) -> pd.Series[bool]:
    shapely.prepare(area.shape)
    inside = shapely.intersects_xy(area.shape, rows.geometry.x.to_numpy(), rows.geometry.y.to_numpy())
    exact = ~rows["place_level"].isin(("province", "country"))
    return pd.Series(inside, index=rows.index, dtype=bool) & exact


def _ordered(values: pd.Series[str]) -> dict[str, int]:
    """Return how often each value occurs, most first, in alphabet among equals."""
    found = values.value_counts()
    return {str(value): int(found[value]) for value in sorted(found.index, key=lambda v: (-found[v], v))}
