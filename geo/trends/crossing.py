"""Events -> a table of actors against regions or targets: in how many events each pair occurs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from geo.query import suspects


@dataclass(frozen=True, slots=True)
class Crossing:
    """Rows `actor`, `value`, `events`; the actors and values of them, most frequent first; how many more
    there are.
    """

    table: pd.DataFrame
    actors: tuple[str, ...]
    values: tuple[str, ...]
    more_actors: int
    more_values: int


def crossing(
    rows: gpd.GeoDataFrame,
    values: Mapping[str, Collection[str]],
    *,
    actors: Collection[str] = (),
    most: int = 12,
) -> Crossing:
    """Return how many events have each pair of an actor and a value, for the `most` frequent of both.

    `values` has those of each event, by its id; an event without any is in no pair. An event counts for each
    of its actors and each of its values, so that a number is what a filter by both would show. With `actors`
    only these are counted.
    """
    every = suspects(rows)
    if actors:
        every = every[every["key"].isin(actors)]
    ids = rows["id"].to_numpy()
    pairs = pd.DataFrame(
        [
            (ids[row], key, value)
            for row, key in zip(every["row"], every["key"], strict=True)
            for value in values.get(ids[row], ())
        ],
        columns=["id", "actor", "value"],
    ).drop_duplicates()
    found = {name: _ranked(pairs[["id", name]].drop_duplicates()[name]) for name in ("actor", "value")}
    shown = {name: names[:most] for name, names in found.items()}
    kept = pairs[pairs["actor"].isin(shown["actor"]) & pairs["value"].isin(shown["value"])]
    actors, values_shown = (
        [n for n in shown[name] if (kept[name] == n).any()] for name in ("actor", "value")
    )
    table = kept.groupby(["actor", "value"]).size().rename("events").reset_index()
    return Crossing(
        table,
        tuple(actors),
        tuple(values_shown),
        len(found["actor"]) - len(actors),
        len(found["value"]) - len(values_shown),
    )


def _ranked(values: pd.Series[str]) -> list[str]:
    counted = values.value_counts()
    return sorted(counted.index, key=lambda value: (-counted[value], value))
