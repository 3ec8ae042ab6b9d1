"""Sets of codes, a row a set, compared for many pairs of rows at once; and the names of the arrays used in
merging.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sets:
    """A set of codes a row: those of row r are `codes[starts[r]:starts[r + 1]]`. `masks` holds a bit for each
    code's last six, so that most sets without a common code are told apart at once.
    """

    starts: Ints
    codes: Ints
    masks: npt.NDArray[np.uint64]

    @classmethod
    def of(cls, rows: Iterable[Iterable[int]]) -> Sets:
        """Return the sets of rows."""
        starts, codes, masks = [0], list[int](), list[int]()
        for row in rows:
            codes.extend(row)
            mask = 0
            for code in codes[starts[-1] :]:
                mask |= 1 << (code & 63)
            starts.append(len(codes))
            masks.append(mask)
        return cls(np.array(starts), np.array(codes, dtype=np.int64), np.array(masks, dtype=np.uint64))

    def empty(self, rows: Ints) -> Flags:
        """Return which rows have no code."""
        none: Flags = self.masks[rows] == 0
        return none

    def meet(self, here: Ints, there: Ints, *, other: Sets | None = None) -> Flags:
        """Return, for each pair of rows, whether the set of the first shares a code with that of the second
        (a row of `other`, if given).
        """
        second = other or self
        met: Flags = (self.masks[here] & second.masks[there]) != 0
        likely = np.flatnonzero(met)
        met[likely] = _share(self, second, here[likely], there[likely])
        return met


def _share(one: Sets, other: Sets, here: Ints, there: Ints) -> Flags:
    """Compare each code of a row with each of the other row."""
    mine, theirs = (one.starts[here + 1] - one.starts[here]), (other.starts[there + 1] - other.starts[there])
    pair, step = spread(mine * theirs)
    first = one.codes[one.starts[here[pair]] + step // theirs[pair]]
    second = other.codes[other.starts[there[pair]] + step % theirs[pair]]
    shared = np.zeros(len(here), dtype=np.bool_)
    shared[pair[first == second]] = True
    return shared


def spread(counts: Ints) -> tuple[Ints, Ints]:
    """Return each row number as often as its count says, and beside it 0, 1, 2, ... within the row."""
    rows = np.repeat(np.arange(len(counts)), counts)
    begun = np.cumsum(counts) - counts
    return rows, np.arange(len(rows)) - begun[rows]
