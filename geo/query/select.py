"""A table of events and a filter -> the rows that match, counts by value, and what is left out.

The only module that knows what each filter means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from geo.places import regions
from geo.query.filter import CHECKED, Area, Box, Column, Filter, LeftOut, Measure
from geo.query.suspects import suspects


def select(events: gpd.GeoDataFrame, filter: Filter) -> gpd.GeoDataFrame:
    """Return the rows of `table` that match, in the same order.

    Where actors, attributions or voices are filtered, a row's own actor becomes the first who matches: an
    event found by its second suspect is drawn and listed as that suspect's.
    """
    rows = events[_mask(events, filter)]
    if not _asks_of_suspects(filter) or rows.empty:
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
    needed = (
        "suspects" if column in _OF_SUSPECTS else column
    )  # to copy all columns takes longer than to count
    return tally(events[[needed]][_mask(events, others)], others, column)


def tally(selected: pd.DataFrame, filter: Filter, column: Column) -> dict[str, int]:
    """Return how many events of a selection have each value of `column`, most first.

    An event counts for each of its actors that the filter lets through, so the sum may exceed the events.
    """
    if column in ("target_kinds", "weapon_kinds"):
        return _ordered(_laid_out(selected, column)[1])
    if column not in _OF_SUSPECTS:
        return _ordered(selected[column])
    part = _OF_SUSPECTS[column]
    return _ordered(_matching(selected, filter)[["row", part]].drop_duplicates()[part])


_OF_SUSPECTS: dict[Column, str] = {"actor_key": "key", "attribution": "attribution", "voice": "voice"}


def at_least(
    events: gpd.GeoDataFrame, filter: Filter, measure: Measure, steps: Iterable[float]
) -> dict[float, int]:
    """Return for each step how many events have at least as much of a measure, under all other filters."""
    found = _measured(events, measure)[_mask(events, _WITHOUT_LEAST[measure](filter))]
    return {step: int((found >= step).sum()) for step in steps}


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
    recalled = _mask(events, replace(filter, background=True)).sum() - _mask(events, filter).sum()
    return LeftOut(len(undated(events, filter)), len(unplaced(events, filter)), int(recalled))


_WITHOUT_LEAST: dict[Measure, Callable[[Filter], Filter]] = {
    "killed": lambda filter: replace(filter, min_killed=0),
    "harmed": lambda filter: replace(filter, min_harmed=0),
    "reports": lambda filter: replace(filter, min_reports=0),
    "confidence": lambda filter: replace(filter, min_confidence=0.0),
}
_WITHOUT_OWN: dict[Column, Callable[[Filter], Filter]] = {
    "actor_key": lambda filter: replace(filter, actors=()),
    "attribution": lambda filter: replace(filter, attributions=()),
    "voice": lambda filter: replace(filter, voices=()),
    "type": lambda filter: replace(filter, types=()),
    "target_kinds": lambda filter: replace(filter, targets=()),
    "weapon_kinds": lambda filter: replace(filter, weapons=()),
    "country": lambda filter: replace(filter, groups=(), countries=(), provinces=()),
    "admin1": lambda filter: replace(filter, provinces=()),
    "status": lambda filter: replace(filter, statuses=()),
}


def _mask(rows: gpd.GeoDataFrame, filter: Filter) -> pd.Series[bool]:
    mask = pd.Series(True, index=rows.index)
    if not filter.background:
        mask &= rows["main"]
    if _asks_of_suspects(filter):
        mask &= _suspected(rows, filter)
    for column, allowed in (
        ("id", filter.ids),
        ("type", filter.types),
        ("status", filter.statuses),
    ):
        if allowed:
            mask &= rows[column].isin(allowed)
    for column, kinds in (("target_kinds", filter.targets), ("weapon_kinds", filter.weapons)):
        if kinds:
            mask &= _has_any(rows, column, kinds)
    if filter.groups or filter.countries or filter.provinces:
        mask &= rows["country"].isin(whole_countries(filter)) | rows["admin1"].isin(filter.provinces)
    if filter.date_from or filter.date_to:
        mask &= _in_period(rows, filter)
    for measure, least in _least(filter).items():
        if least:
            mask &= _measured(rows, measure) >= least
    if filter.bbox:
        mask &= _in_box(rows, filter.bbox)
    if filter.area:
        mask &= _in_area(rows, filter.area)
    for word in (filter.text or "").casefold().split():
        mask &= rows["words"].str.contains(word, regex=False)
    return mask


def _asks_of_suspects(filter: Filter) -> bool:
    return bool(filter.actors or filter.attributions or filter.voices)


def _least(filter: Filter) -> dict[Measure, float]:
    return {
        "killed": filter.min_killed,
        "harmed": filter.min_harmed,
        "reports": filter.min_reports,
        "confidence": filter.min_confidence,
    }


def _measured(rows: gpd.GeoDataFrame, measure: Measure) -> pd.Series[Any]:
    """Return how much of a measure each event has at least; people of whom nobody speaks are none, and what
    an analyst has checked is certain.
    """
    if measure == "confidence":
        return rows["confidence"].mask(rows["status"].isin(CHECKED), 1.0)
    if measure == "reports":
        return rows["n_reports"]
    killed = rows["killed_min"].fillna(0).astype("int64")
    return killed if measure == "killed" else killed + rows["injured_min"].fillna(0).astype("int64")


def _has_any(rows: gpd.GeoDataFrame, column: str, allowed: tuple[str, ...]) -> pd.Series[bool]:
    at, values = _laid_out(rows, column)
    found = pd.Series(False, index=rows.index)
    found.iloc[at[values.isin(allowed)].unique()] = True
    return found


def _laid_out(rows: pd.DataFrame, column: str) -> tuple[pd.Series[int], pd.Series[str]]:
    """Return of a column of lists each word, and at which position its event stands."""
    lists = pa.chunked_array(pa.array(rows[column].array), pa.list_(pa.string())).combine_chunks()
    words = pc.list_flatten(lists).to_pandas(types_mapper={pa.string(): _TEXT}.get)
    return pd.Series(pc.list_parent_indices(lists).to_numpy()), words


_TEXT = pd.StringDtype(na_value=float("nan"))


def _suspected(rows: gpd.GeoDataFrame, filter: Filter) -> pd.Series[bool]:
    found = pd.Series(False, index=rows.index)
    found.iloc[_matching(rows, filter)["row"].unique()] = True
    return found


def _matching(rows: pd.DataFrame, filter: Filter) -> pd.DataFrame:
    """Return the suspects of the rows that the filter's actors, attributions and voices let through."""
    every = suspects(rows)
    if filter.actors:
        every = every[every["key"].isin(filter.actors)]
    if filter.voices:
        every = every[every["voice"].isin(filter.voices)]
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
