"""Actors, attributions and types -> marks: a colour for light and for dark ground, and a shape.

The only module that knows which colour means what: the map, the charts, the card and the static snapshot all
ask here, with the whole store's table, so that an actor looks the same everywhere and a filter changes no
colour. Colour never stands alone: each mark has its shape too, and `tests/view/test_palette.py` holds the
distances under three kinds of colour blindness.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import geopandas as gpd
import pandas as pd

from geo.language import Words, mark
from geo.model import Attribution
from geo.query import NOT_NAMED, UNNAMED, Column, suspects

Shape = Literal[
    "circle", "square", "diamond", "triangle", "triangle-down", "hexagon", "cross", "star", "ring"
]
ColourBy = Literal["actor", "attribution", "type"]
COLOURED_BY: Mapping[ColourBy, str] = Words(
    {"actor": mark("Actor"), "attribution": mark("Who says so"), "type": mark("Type")}
)
COLUMN: Mapping[ColourBy, Column] = {"actor": "actor_key", "attribution": "attribution", "type": "type"}


@dataclass(frozen=True, slots=True)
class Mark:
    """How one value is drawn: `#rrggbb` on light ground, on dark ground, and the outline of the glyph."""

    light: str
    dark: str
    shape: Shape


# Found by a search from hand-picked hues: largest least CIE76 distance over normal sight, protanopia,
# deuteranopia and tritanopia (Machado 2009), contrast with the land at least 3, chroma at most 70. Least
# distance 17.9 (light) and 21.6 (dark).
MARKS: tuple[Mark, ...] = (
    Mark("#0c5ecd", "#569cd6", "circle"),
    Mark("#ad3800", "#db7b3f", "square"),
    Mark("#086d4a", "#26d67d", "diamond"),
    Mark("#a144a5", "#d897b5", "triangle"),
    Mark("#bd8117", "#dfd758", "hexagon"),
    Mark("#2c1375", "#8b7ef8", "triangle-down"),
    Mark("#4698a2", "#a8faf9", "cross"),
    Mark("#7e2323", "#d84072", "star"),
)
OTHER = Mark("#66707a", "#98a3ad", "circle")
NOBODY = Mark("#66707a", "#98a3ad", "ring")
DESCRIBED = Mark("#66707a", "#98a3ad", "square")  # grey as all who have no name, but somebody

ATTRIBUTION: Mapping[Attribution, Mark] = {
    "confirmed": MARKS[0],
    "claimed": MARKS[1],
    "suspected": MARKS[4],
    "denied": MARKS[3],
    "unknown": NOBODY,
}


def marks(events: gpd.GeoDataFrame, colour_by: ColourBy) -> dict[str, Mark]:
    """Return the mark of each value that occurs in the table; the most frequent have a colour of their own.

    Give it the whole table, not a selection. Keys are actor keys, attributions or types; the rest is `OTHER`.
    """
    if colour_by == "attribution":
        return {str(value): mark for value, mark in ATTRIBUTION.items()}
    if colour_by == "type":
        return assign(_ranked(events["type"], events["main"]))
    every = suspects(events)
    named = _ranked(every["key"], events["main"].iloc[every["row"]])
    nameless = {NOT_NAMED: NOBODY, UNNAMED: DESCRIBED}
    return assign(key for key in named if key not in nameless) | nameless


def _ranked(keys: pd.Series[str], main: pd.Series[bool]) -> list[str]:
    """Return keys by how many main events each has, most first, then by name."""
    sums = main.astype(int).groupby(keys.to_numpy()).sum()
    return sorted(sums.index, key=lambda key: (-sums[key], key))


def keys(rows: gpd.GeoDataFrame, colour_by: ColourBy) -> dict[str, str]:
    """Return for each event of the rows, by id, under which key `marks` knows it."""
    return dict(zip(rows["id"], rows[COLUMN[colour_by]], strict=True))


def assign(keys: Iterable[str]) -> dict[str, Mark]:
    """Give the first keys a mark each, the rest `OTHER`.

    A key asks for the mark its name hashes to and takes the next free one, so that one more event seldom
    repaints the others.
    """
    free = list(range(len(MARKS)))
    result: dict[str, Mark] = {}
    for key in keys:
        if not free:
            result[key] = OTHER
            continue
        wanted = zlib.crc32(key.encode()) % len(MARKS)
        slot = min(free, key=lambda at: (at - wanted) % len(MARKS))
        free.remove(slot)
        result[key] = MARKS[slot]
    return result


_PATHS: Mapping[Shape, str] = {
    "circle": "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0z",
    "ring": "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0z",
    "square": "M-5.4,-5.4h10.8v10.8h-10.8z",
    "diamond": "M0,-7.2L7.2,0L0,7.2L-7.2,0z",
    "triangle": "M0,-7L6.8,5.2H-6.8z",
    "triangle-down": "M0,7L6.8,-5.2H-6.8z",
    "hexagon": "M-3.4,-6H3.4L6.8,0L3.4,6H-3.4L-6.8,0z",
    "cross": "M-2.3,-6.6h4.6v4.3h4.3v4.6h-4.3v4.3h-4.6v-4.3h-4.3v-4.6h4.3z",
    "star": "M0,-7.6L2.1,-2.6L7.3,-2.3L3.2,1L4.6,6.2L0,3.3L-4.6,6.2L-3.2,1L-7.3,-2.3L-2.1,-2.6z",
}


def path(shape: Shape) -> str:
    """Return the outline as an SVG path around (0, 0), about 14 units across."""
    return _PATHS[shape]


def swatch(mark: Mark) -> str:
    """Return the mark as HTML that survives Streamlit's sanitizer; `assets/page.css` has the shapes."""
    return f'<i class="swatch {mark.shape}" style="--tint: light-dark({mark.light}, {mark.dark})"></i>'
