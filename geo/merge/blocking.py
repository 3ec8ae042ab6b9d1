"""Columns of reports -> the pairs that may be one incident, without looking at the others.

Reports of one country whose days touch are laid out by latitude; each meets those within reach of it. So the
cost grows with the reports that a strip of a country has on a day, not with all there are.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from geo.merge.arrays import Flags, Floats, Ints, spread
from geo.merge.columns import POINT, UNSAID, Columns

DAYS_APART = 2  # 'overnight', time zones and the day of a report against that of the deed
BESIDE_KM = 25.0
COPY_DAYS = 3  # copies are printed within days
_REACH_KM = (BESIDE_KM, 100.0, np.inf)  # most places stand within the first; provinces reach anywhere
_DEGREE_KM = 110.0  # a little less than the shortest degree of latitude
_POLAR = 85.0  # degrees of latitude; nearer to a pole meridians are too close to tell by
_BLOCK_DEGREES = 1024.0  # keeps the latitudes of two blocks apart
_AT_ONCE = 500_000  # pairs: bounds memory

Pairs = tuple[Ints, Ints]


def pairs(columns: Columns) -> Iterator[Pairs]:
    """Yield pairs, many at a time and each once: of one country, days that touch, places within reach; and
    copies of which one has lost its day or its place.
    """
    width = _widths(columns)
    for of_width in range(len(_REACH_KM)):
        yield from _meetings(columns, width, of_width)
    yield from _lost(columns)


def _widths(columns: Columns) -> Ints:
    """Return which of `_REACH_KM` a report's place needs; UNSAID where it has no place or no day."""
    wide = np.searchsorted(_REACH_KM, columns.uncertainty_km)
    wide[columns.reaches != POINT] = len(_REACH_KM) - 1
    wide[columns.lost] = UNSAID
    return wide


def _meetings(columns: Columns, width: Ints, of_width: int) -> Iterator[Pairs]:
    """Yield pairs of any report and one of a given width. A report stands on its days and the few after them;
    who begins no earlier meets it there.
    """
    standing = np.flatnonzero(width == of_width)
    rows, day = spread(columns.last[standing] - columns.first[standing] + 1 + DAYS_APART)
    standing = standing[rows]
    keys = _keys(columns, standing, columns.first[standing] + day, columns.lat[standing])
    order = np.argsort(keys, kind="stable")
    keys, standing = keys[order], standing[order]
    looking = np.flatnonzero(width != UNSAID)
    reach = np.array(_REACH_KM)[np.maximum(width[looking], of_width)] / _DEGREE_KM
    lat, first = columns.lat[looking], columns.first[looking]
    south, north = np.maximum(lat - reach, -90.0), np.minimum(lat + reach, 90.0)
    low = np.searchsorted(keys, _keys(columns, looking, first, south), side="left")
    high = np.searchsorted(keys, _keys(columns, looking, first, north), side="right")
    for part in _parts(high - low):
        at, step = spread((high - low)[part])
        one, other = standing[low[part][at] + step], looking[part][at]
        earlier = columns.first[one] < columns.first[other]
        # of two that begin on one day both meet
        kept = _near(columns, one, other, width)
        kept &= earlier | ((columns.first[one] == columns.first[other]) & _counts_once(one, other, width))
        yield np.minimum(one, other)[kept], np.maximum(one, other)[kept]


def _near(columns: Columns, one: Ints, other: Ints, width: Ints) -> Flags:
    """Return which pairs are also within reach from west to east: a rough cut before all is compared."""
    reach = np.array(_REACH_KM)[np.maximum(width[one], width[other])] / _DEGREE_KM
    turn = np.abs(columns.lon[one] - columns.lon[other])
    steep = np.maximum(np.abs(columns.lat[one]), np.abs(columns.lat[other]))
    near: Flags = (np.minimum(turn, 360.0 - turn) * np.cos(np.radians(steep)) <= reach) | (steep > _POLAR)
    return near


def _counts_once(one: Ints, other: Ints, width: Ints) -> Flags:
    """Say which of the two meetings of reports that begin on one day counts: the wider stands, of equals the
    first.
    """
    once: Flags = (width[one] > width[other]) | ((width[one] == width[other]) & (one < other))
    return once


def _keys(columns: Columns, rows: Ints, day: Ints, lat: Floats) -> Floats:
    """Return what sorts by country and day, then by latitude."""
    span = int(columns.last.max(initial=0)) + DAYS_APART + 1
    block: Floats = (columns.country[rows] * span + day) * _BLOCK_DEGREES + (lat + 90.0)
    return block


def _parts(counts: Ints) -> Iterator[slice]:
    """Cut rows into runs that have about as many pairs as may be held at once."""
    total = np.cumsum(counts)
    begun = 0
    while begun < len(counts):
        done = total[begun - 1] if begun else 0
        end = max(begun + 1, int(np.searchsorted(total, done + _AT_ONCE, side="right")))
        yield slice(begun, end)
        begun = end


def _lost(columns: Columns) -> Iterator[Pairs]:
    """Yield copies printed within days of each other where one of the two has no day or no place."""
    found = [np.zeros(0, dtype=np.int64)]
    for one, other in columns.sketches.candidates(np.flatnonzero(columns.lost)):
        printed = columns.published[one], columns.published[other]
        known = (printed[0] != UNSAID) & (printed[1] != UNSAID)
        kept = known & (np.abs(printed[0] - printed[1]) <= COPY_DAYS) & (one != other)
        one, other = one[kept], other[kept]
        kept = columns.sketches.copied(one, other)
        found.append(np.minimum(one, other)[kept] * len(columns) + np.maximum(one, other)[kept])
    once = np.unique(np.concatenate(found))
    yield once // max(len(columns), 1), once % max(len(columns), 1)
