"""What the marks on the map mean, as HTML with the number of events of each. Pure."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd

from geo import language, query
from geo.language import Words, mark, tr, trn
from geo.query import NOT_NAMED, UNNAMED, Filter
from geo.view import escape, layers, palette, words
from geo.view.palette import OTHER, ColourBy, Mark

HEADING: Mapping[ColourBy, str] = Words(
    {
        "actor": mark("Suspected actors"),
        "attribution": mark("Who says so"),
        "type": mark("Types of attack"),
    }
)
NOT_IN: Mapping[layers.Kind, str] = Words(
    {
        "heat": mark("Darker where more happened. What is known only by province or country is left out."),
        "hexagons": mark(
            "Each counts what happened in it. What is known only by province or country is left out."
        ),
        "provinces": mark(
            "Each province counts what happened in it. What is known only by country is left out."
        ),
        "countries": mark("Each country counts what happened in it, however exactly the place is known."),
    }
)
_SIGNS: Mapping[str, str] = Words(
    {
        "radius": mark("a place, and the circle it lies in"),
        "area": mark("only the province or country is known"),
        "several": mark("several events: click for more"),
        "hollow": mark("nobody named, or the named deny it"),
    }
)


def legend(
    selected: gpd.GeoDataFrame,
    *,
    filter: Filter,
    marks: Mapping[str, Mark],
    colour_by: ColourBy,
    names: Mapping[str, str],
) -> str:
    """Return the values shown, those with a colour first by number, the rest as one line.

    Numbers are those of the filter's options (`query.tally`): an event counts for each of its actors.
    """
    found = query.tally(selected, filter, palette.COLUMN[colour_by])
    found = dict(sorted(found.items(), key=lambda item: item[0] in (NOT_NAMED, UNNAMED)))
    coloured = [key for key in found if marks.get(key, OTHER) != OTHER]
    rest = [key for key in found if key not in coloured]
    if len(rest) == 1:  # "1 other" would take the room of its name
        coloured, rest = list(found), []
    rows = [
        _row(palette.swatch(marks.get(key, OTHER)), name(key, colour_by, names), found[key])
        for key in coloured
    ]
    if rest:
        rows.append(
            _row(
                palette.swatch(OTHER),
                trn("{n} other", "{n} others", len(rest)),
                sum(found[key] for key in rest),
            )
        )
    signs = "".join(
        f'<li><i class="sign {sign}"></i><span>{escape.html(text)}</span></li>'
        for sign, text in _SIGNS.items()
    )
    heading, exactness = HEADING[colour_by], tr("How exactly the place is known")
    return (
        f'<div class="panel"><h2>{escape.html(heading)}</h2><ul class="legend">{"".join(rows)}</ul>'
        f'<h2>{escape.html(exactness)}</h2><ul class="legend signs">{signs}</ul></div>'
    )


def strip(colours: Mapping[str, str]) -> str:
    """Return what the colours of a chart mean, side by side; `colours` are `#rrggbb` by name."""
    rows = (
        f'<li><i class="swatch square" style="--tint:{colour}"></i>{escape.html(name)}</li>'
        for name, colour in colours.items()
    )
    return f'<ul class="strip">{"".join(rows)}</ul>'


def name(key: str, colour_by: ColourBy, names: Mapping[str, str]) -> str:
    """Return what a key of `palette.marks` is called."""
    if colour_by == "type":
        return words.type_name(key)
    if colour_by == "attribution":
        return next(word for value, word in words.ATTRIBUTION.items() if value == key)
    return names.get(key, key)


def _row(swatch: str, text: str, number: int) -> str:
    told = f'<span>{escape.html(text)}</span><span class="number">{language.number(number)}</span>'
    return f"<li>{swatch}{told}</li>"
