"""Events of a period and of those before -> where they gather more than elsewhere, and where newly so.

Each event with an exact place falls into a cell of H3, a grid of near-equal hexagons. A cell is *hot* where
it and its six neighbours hold more events of the period than cells drawn at random would: Getis and Ord's Gi*
(1995) by `esda`, whose null is made by conditional permutation, since counts so small are far from normal. It
is *emerging* where, besides, both hold more than their own share over the periods before (one-sided
conditional binomial test). The false discovery rate of each test is held at 5 % over all cells (Benjamini and
Hochberg 1995).

What it cannot tell: whether a place is reported more or attacked more; anything finer than a cell; and, as
cells are compared only with those near which anything was ever told, nothing of the rest of the world.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import geopandas as gpd
import h3
import numpy as np
import shapely
from esda.getisord import G_Local
from libpysal.weights import W
from scipy import stats

from geo.trends.periods import Period, within

LEAST_EVENTS = 30  # with an exact place in the period
LEAST_CELLS = 20
LEAST_OWN = 3  # events of a hot spot: two may be one incident told twice
MOST_CELLS = 1_000  # permutations of so many take two seconds
RESOLUTIONS = (4, 3, 2, 1)  # edges of 26, 69, 183 and 483 km on average
PERMUTATIONS = 9_999
FALSE_SHARE = 0.05
SEED = 20


@dataclass(frozen=True, slots=True)
class HotSpot:
    """Hot cells that touch: their outline (WGS 84, longitude first), their events in the period and, a period
    on average, before (None where nothing is known of before), and the ids of those in the period.
    """

    shape: shapely.Geometry
    events: int
    before: float | None
    emerging: bool
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HotSpots:
    """What was found, largest first, among how many cells of which edge, and what it was found in.

    `enough` is False where the events are too few to look; `inexact` are events of the period whose place is
    not known as exactly as a cell is wide.
    """

    found: tuple[HotSpot, ...]
    enough: bool
    cells: int
    edge_km: float
    events: int
    inexact: int


def hotspots(rows: gpd.GeoDataFrame, period: Period, *, earlier: Sequence[Period]) -> HotSpots:
    """Return the hot spots of a period; `earlier` are the covered periods before it, of the same length."""
    now = within(rows, period)
    resolution, cells = _grid(rows)
    edge_km = h3.average_hexagon_edge_length(resolution, unit="km")
    placed = _placed(now, resolution)
    own = _counts(placed, cells, resolution)
    enough = len(placed) >= LEAST_EVENTS and len(cells) >= LEAST_CELLS
    inexact = len(now) - len(placed)
    if not enough:
        return HotSpots((), enough, len(cells), edge_km, len(placed), inexact)
    around = _around(cells)
    before = sum((_counts(_placed(within(rows, p), resolution), cells, resolution) for p in earlier), 0 * own)
    hot = _significant(_gathering(own, cells)) & (own >= 1)
    risen = _significant(_rising(around @ own, around @ before, periods=len(earlier)))
    spots = [
        _spot(group, placed, own, before, hot & risen, cells, resolution, periods=len(earlier))
        for group in _touching([cell for cell, is_hot in zip(cells, hot, strict=True) if is_hot])
    ]
    found = sorted((s for s in spots if s.events >= LEAST_OWN), key=lambda s: (-s.events, s.ids))
    return HotSpots(tuple(found), enough, len(cells), edge_km, len(placed), inexact)


def _grid(rows: gpd.GeoDataFrame) -> tuple[int, list[str]]:
    """Return the finest resolution with few enough cells, and its cells with an event and those beside."""
    for resolution in RESOLUTIONS:
        held = set(_cells(_placed(rows, resolution), resolution))
        cells = sorted({near for cell in held for near in h3.grid_disk(cell, 1)})
        if len(cells) <= MOST_CELLS:
            break
    return resolution, cells


def _placed(rows: gpd.GeoDataFrame, resolution: int) -> gpd.GeoDataFrame:
    """Return the events whose place is known at least as exactly as a cell is wide."""
    width = 2 * h3.average_hexagon_edge_length(resolution, unit="km")
    exact = rows["place_level"].notna() & ~rows["place_level"].isin(["province", "country"])
    placed: gpd.GeoDataFrame = rows[exact & (rows["uncertainty_km"] <= width)]
    return placed


def _cells(rows: gpd.GeoDataFrame, resolution: int) -> list[str]:
    points = zip(rows.geometry.y, rows.geometry.x, strict=True)
    return [h3.latlng_to_cell(lat, lon, resolution) for lat, lon in points]


def _counts(rows: gpd.GeoDataFrame, cells: Sequence[str], resolution: int) -> np.ndarray:
    at = {cell: number for number, cell in enumerate(cells)}
    return np.bincount([at[cell] for cell in _cells(rows, resolution)], minlength=len(cells)).astype(float)


def _neighbours(cells: Sequence[str]) -> dict[str, list[str]]:
    known = set(cells)
    return {cell: sorted((set(h3.grid_disk(cell, 1)) - {cell}) & known) for cell in cells}


def _around(cells: Sequence[str]) -> np.ndarray:
    """Return a matrix that sums a cell with its neighbours."""
    at = {cell: number for number, cell in enumerate(cells)}
    matrix = np.eye(len(cells))
    for cell, near in _neighbours(cells).items():
        matrix[at[cell], [at[other] for other in near]] = 1
    return matrix


def _gathering(own: np.ndarray, cells: Sequence[str]) -> np.ndarray:
    """Return how probable each cell's Gi*, or a greater one, is by chance."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of islands, which a map of events has
        warnings.simplefilter("ignore", DeprecationWarning)  # of a default for p, which is not used below
        weights = W(_neighbours(cells), id_order=list(cells), silence_warnings=True)
        draws = {"permutations": PERMUTATIONS, "seed": SEED, "n_jobs": 1}
        found = G_Local(own, weights, transform="B", star=True, **draws)
    as_great = (found.rGs >= found.Gs[:, None] - 1e-12).sum(axis=1)
    return np.asarray((as_great + 1) / (PERMUTATIONS + 1))


def _rising(now: np.ndarray, before: np.ndarray, *, periods: int) -> np.ndarray:
    """Return how probable so many events now, or more, are of all events now and before."""
    if not periods:
        return np.ones(len(now))
    return np.asarray(stats.binom.sf(now - 1, now + before, 1 / (periods + 1)))


def _significant(probabilities: np.ndarray) -> np.ndarray:
    return np.asarray(stats.false_discovery_control(probabilities) <= FALSE_SHARE)


def _touching(cells: Iterable[str]) -> list[list[str]]:
    """Return the cells in groups in which each can be reached from each."""
    left, groups = set(cells), []
    while left:
        group, edge = [], {min(left)}
        while edge:
            group += sorted(edge)
            left -= edge
            edge = {near for cell in edge for near in h3.grid_disk(cell, 1)} & left
        groups.append(group)
    return groups


def _spot(
    group: Sequence[str],
    placed: gpd.GeoDataFrame,
    own: np.ndarray,
    before: np.ndarray,
    emerging: np.ndarray,
    cells: Sequence[str],
    resolution: int,
    *,
    periods: int,
) -> HotSpot:
    at = [cells.index(cell) for cell in group]
    held = set(group)
    ids = [id for id, cell in zip(placed["id"], _cells(placed, resolution), strict=True) if cell in held]
    shape = shapely.union_all([_outline(cell) for cell in group])
    return HotSpot(
        shape,
        int(own[at].sum()),
        float(before[at].sum() / periods) if periods else None,
        bool(emerging[at].any()),
        tuple(ids),
    )


def _outline(cell: str) -> shapely.Geometry:
    return shapely.Polygon([(lon, lat) for lat, lon in h3.cell_to_boundary(cell)])
