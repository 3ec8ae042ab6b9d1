"""What the marks on the map mean, as HTML with the number of events of each. Pure."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd

from geo.query import NOT_NAMED
from geo.view import escape, palette, words
from geo.view.palette import OTHER, ColourBy, Mark

COLUMN: Mapping[ColourBy, str] = {"actor": "actor_key", "attribution": "attribution", "type": "type"}
HEADING: Mapping[ColourBy, str] = {
    "actor": "Suspected actors",
    "attribution": "Who says so",
    "type": "Types of attack",
}
_SIGNS: Mapping[str, str] = {
    "radius": "a place, and the circle it lies in",
    "area": "only the province or country is known",
    "several": "several events: click for more",
    "hollow": "nobody named, or the named deny it",
}


def legend(
    selected: gpd.GeoDataFrame, *, marks: Mapping[str, Mark], colour_by: ColourBy, names: Mapping[str, str]
) -> str:
    """Return the values shown, those with a colour first by number, the rest as one line."""
    found = selected[COLUMN[colour_by]].value_counts()
    rows, others, kinds = [], 0, 0
    for key, number in found.items():
        mark = marks.get(str(key), OTHER)
        if mark == OTHER:
            others, kinds = others + int(number), kinds + 1
        else:
            rows.append(_row(palette.swatch(mark), name(str(key), colour_by, names), int(number)))
    if others:
        rows.append(_row(palette.swatch(OTHER), f"{kinds} others", others))
    signs = "".join(
        f'<li><i class="sign {sign}"></i><span>{text}</span></li>' for sign, text in _SIGNS.items()
    )
    return (
        f'<div class="panel"><h4>{HEADING[colour_by]}</h4><ul class="legend">{"".join(rows)}</ul>'
        f'<h4>How exactly the place is known</h4><ul class="legend signs">{signs}</ul></div>'
    )


def name(key: str, colour_by: ColourBy, names: Mapping[str, str]) -> str:
    """Return what a key of `palette.marks` is called."""
    if colour_by == "type":
        return words.type_name(key)
    if colour_by == "attribution":
        return next(word for value, word in words.ATTRIBUTION.items() if value == key)
    return "Nobody named" if key == NOT_NAMED else names.get(key, key)


def _row(swatch: str, text: str, number: int) -> str:
    return f'<li>{swatch}<span>{escape.html(text)}</span><span class="number">{number}</span></li>'
