"""Sizes of paper and screen, and where the parts of a picture stand on them.

Wide pictures have their legend beside the map, tall ones below it in three columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from geo.errors import InputError
from geo.language import mark


class Paper(NamedTuple):
    """Width and height in inches, and what it is called: marked words, for `tr`."""

    width: float
    height: float
    name: str


SIZES: Mapping[str, Paper] = {
    "screen": Paper(32 / 3, 20 / 3, mark("Screen")),
    "a4": Paper(210 / 25.4, 297 / 25.4, mark("A4, upright")),
    "a4-landscape": Paper(297 / 25.4, 210 / 25.4, mark("A4, lying")),
    "letter": Paper(8.5, 11.0, mark("Letter, upright")),
    "letter-landscape": Paper(11.0, 8.5, mark("Letter, lying")),
    "slide": Paper(40 / 3, 7.5, mark("Slide, 16:9")),
}
DPI = 150
LEAST_DPI, MOST_DPI = 50, 600
LEAST_PX, MOST_PX = 300, 12_000
WIDE = (32 / 3, 20 / 3)  # inches at which sizes of type and lines are right: they grow with the picture
TALL = (210 / 25.4, 297 / 25.4)
TALL_UP_TO = 1.05  # width to height
_PIXELS = re.compile(r"(\d{2,5})x(\d{2,5})")

Part = tuple[float, float, float, float]


def size_px(size: str, *, dpi: int = DPI) -> tuple[int, int]:
    """Return width and height in pixels of a key of SIZES or of "1200x800".

    Raise InputError for a size or a resolution that cannot be meant.
    """
    if not LEAST_DPI <= dpi <= MOST_DPI:
        raise InputError(f"{dpi} dots an inch: from {LEAST_DPI} to {MOST_DPI} can be drawn")
    given = _PIXELS.fullmatch(size)
    if not given and size not in SIZES:
        raise InputError(f"size {size}: one of {', '.join(SIZES)}, or pixels such as 1200x800")
    if given:
        found = int(given[1]), int(given[2])
    else:
        found = round(SIZES[size].width * dpi), round(SIZES[size].height * dpi)
    if not all(LEAST_PX <= pixels <= MOST_PX for pixels in found):
        raise InputError(
            f"size {found[0]}x{found[1]}: from {LEAST_PX} to {MOST_PX} pixels a side can be drawn"
        )
    return found


class Layout:
    """Where the parts of a picture of `width` by `height` inches stand: left, bottom, width and height, each
    from 0 to 1. `columns` are the one beside the map or the three below it.
    """

    def __init__(self, width: float, height: float, *, head_inches: float = 1.0) -> None:
        self._whole = (width, height)
        self.tall = width / height < TALL_UP_TO
        designed = TALL if self.tall else WIDE
        self.scale = min(width / designed[0], height / designed[1])
        edge, foot = 0.3 * self.scale, 0.24 * self.scale
        low = 0.5 * edge + foot
        top = height - 1.6 * edge - head_inches
        self.head = self._part(edge, height - 0.9 * edge - head_inches, width - 2 * edge, head_inches)
        self.foot = self._part(edge, 0.3 * edge, width - 2 * edge, foot)
        if self.tall:
            band = 3.0 * self.scale
            inner, gap = width - 2 * edge, edge
            self._map = (edge, low + band + 0.7 * edge, inner, top - low - band - 0.7 * edge)
            each = (inner - 2 * gap) / 3
            self.columns = tuple(self._part(edge + n * (each + gap), low, each, band) for n in range(3))
        else:
            side = 2.4 * self.scale
            self._map = (edge, low, width - side - 2.8 * edge, top - low)
            self.columns = (self._part(self._map[2] + 1.8 * edge, low, side, top - low),)
        self.map = self._part(*self._map)
        self.map_aspect = self._map[2] / self._map[3]

    def insets(self) -> tuple[Part, ...]:
        """Return where a small map of the world may stand on the map, the best place first."""
        width, gap = 1.7 * self.scale, 0.07 * self.scale
        left, low, across, up = self._map
        height = width * 0.46
        right = left + across - width - gap
        return (
            self._part(right, low + gap, width, height),
            self._part(left + gap, low + up - height - gap, width, height),
        )

    def _part(self, left: float, bottom: float, width: float, height: float) -> Part:
        return left / self._whole[0], bottom / self._whole[1], width / self._whole[0], height / self._whole[1]
