"""What a filter found, kept by token for the map that shows it.

Of each event only the row of its table and its mark are kept, so that a hundred thousand take a megabyte; the
columns that every view asks of are laid out once a table.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import geopandas as gpd
import h3.api.basic_int as h3
import numpy as np
import numpy.typing as npt

from geo import language
from geo.query import Filter
from geo.view import layers, palette
from geo.view.palette import OTHER, ColourBy, Mark

MOST_VIEWS = 64  # a reader who comes back after so many other filters has the page drawn anew
FINEST = 7  # h3 resolution: cells of 5 km2
Floats = npt.NDArray[Any]
Integers = npt.NDArray[Any]
Truths = npt.NDArray[Any]


class Columns:
    """The columns of a table that views ask of, as arrays. Degrees; days count from 1970."""

    def __init__(self, table: gpd.GeoDataFrame) -> None:
        self.table = table
        self.lon: Floats = table.geometry.x.to_numpy()
        self.lat: Floats = table.geometry.y.to_numpy()
        placed = ~np.isnan(self.lon)
        self.exact: Truths = placed & ~table["place_level"].isin(("province", "country")).to_numpy()
        self.dated: Truths = table["date"].notna().to_numpy()
        self.first = self._days("date")
        self.last = self._days("date_end")
        self.killed: Integers = table["killed_min"].fillna(0).to_numpy("int64")

    def _days(self, column: str) -> Integers:
        return self.table[column].to_numpy("datetime64[D]").astype("int64")

    @cached_property
    def cells(self) -> Integers:
        """The h3 cell of each exact point, 0 for any other event."""
        found = np.zeros(len(self.lon), np.int64)
        for row in np.flatnonzero(self.exact):
            found[row] = h3.latlng_to_cell(self.lat[row], self.lon[row], FINEST)
        return found


@dataclass(frozen=True, eq=False)
class View:
    """The events that a map shows: their rows in the table, for each the number of its mark, and in which
    language the map speaks of them.
    """

    columns: Columns
    rows: Integers
    mark: Integers
    hollow: Truths
    language: str

    @classmethod
    def of(
        cls, columns: Columns, selected: gpd.GeoDataFrame, *, marks: Mapping[str, Mark], colour_by: ColourBy
    ) -> View:
        """Return the view of a selection of the table."""
        number = {mark: at for at, mark in enumerate(layers.used(marks))}
        by_key = {key: number[mark] for key, mark in marks.items()}
        keys = selected[palette.COLUMN[colour_by]]
        return cls(
            columns,
            selected.index.to_numpy("int64"),
            keys.map(by_key).fillna(number[OTHER]).to_numpy("int64"),
            selected["attribution"].isin(layers.HOLLOW).to_numpy(),
            language.current(),
        )


_views: OrderedDict[str, View] = OrderedDict()
_tokens: dict[tuple[int, Filter, ColourBy, str], str] = {}
_columns: list[Columns] = []
_lock = threading.Lock()


def offer(
    table: gpd.GeoDataFrame,
    selected: gpd.GeoDataFrame,
    *,
    filter: Filter,
    marks: Mapping[str, Mark],
    colour_by: ColourBy,
) -> str:
    """Keep what a filter found of a table and return the token by which a map gets it.

    The same question of the same table in the same language has the same token, so that a map that shows it
    fetches nothing anew.
    """
    with _lock:
        columns = next((known for known in _columns if known.table is table), None)
        if columns is None:
            columns = Columns(table)
            _columns[:] = [columns, *_columns[:1]]
        asked = (id(table), filter, colour_by, language.current())
        token = _tokens.get(asked)
        if token is None or token not in _views or _views[token].columns is not columns:
            token = _tokens[asked] = secrets.token_urlsafe(18)
            _views[token] = View.of(columns, selected, marks=marks, colour_by=colour_by)
        _views.move_to_end(token)
        while len(_views) > MOST_VIEWS:
            _views.popitem(last=False)
        for old in [key for key, kept in _tokens.items() if kept not in _views]:
            del _tokens[old]
        return token


def kept(token: str) -> View | None:
    """Return what was offered under a token; None where there is none, or none any more."""
    with _lock:
        return _views.get(token)
