"""The constant base of the map, and the one layer that changes on it, as folium elements.

streamlit-folium keeps a map on screen only while the script of its base stays the same, and it gives up
silently at the first script it cannot load. So the base holds no data, and every script comes from
Dateline's own folder: `assets_url` says where that is served, relative to the map's frame.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template

from geo.language import mark, tr
from geo.view import assets, escape
from geo.view.map_words import map_words
from geo.view.theme import DARK, LIGHT, Ground

ATTRIBUTION = mark(
    "Boundaries: Natural Earth (no endorsement implied) · Places: GeoNames, CC BY 4.0 · Map: Leaflet"
)
START = (22.0, 25.0)  # latitude, longitude: until the first events arrive
ASKING = ("leaflet/leaflet.draw", "leaflet/leaflet-heat", "asking", "fetching", "playing")
MAX_ZOOM = 13  # 19 m a pixel: beyond, the outlines of the ground say nothing any more


def base_map(assets_url: str, *, noun: str = "event", asking: bool = False) -> folium.Map:
    """Return the empty map, the same on every call. `assets_url` ends without a slash; `noun` is what its
    marks are called; `asking` gives it the controls by which a reader filters on it.
    """
    scripts = (*assets.MAP_SCRIPTS, *ASKING) if asking else assets.MAP_SCRIPTS

    class OfflineMap(folium.Map):
        default_js = [  # noqa: RUF012 (folium declares them so)
            (name, f"{assets_url}/{name}.js") for name in scripts
        ]
        default_css = [  # noqa: RUF012
            ("leaflet_css", f"{assets_url}/leaflet/leaflet.css"),
            ("dateline_css", f"{assets_url}/dateline.css"),
        ]

    base = OfflineMap(
        location=START,
        zoom_start=3,
        minZoom=0,
        zoomSnap=0.5,
        keyboard=False,
        maxZoom=MAX_ZOOM,
        tiles=None,
        control_scale=True,
        world_copy_jump=True,
    )
    base._name = "Map"
    _GroundLayer(noun).add_to(base)
    return base


class _GroundLayer(MacroElement):
    """Draws countries and provinces once the browser has fetched them."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "Dateline.ground({{ this._parent.get_name() }}, {{ this.ground }});"
        "{% endmacro %}"
    )

    def __init__(self, noun: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Ground"
        options = {
            "noun": noun,
            "words": map_words(noun),
            "attribution": tr(ATTRIBUTION),
            "light": _colours(LIGHT),
            "dark": _colours(DARK),
        }
        self.ground = escape.script_json(options)


def _colours(ground: Ground) -> dict[str, str]:
    names = ("sea", "land", "border", "province", "label", "halo")
    return {name: colour for name, colour in asdict(ground).items() if name in names}


class EventLayer(folium.FeatureGroup):
    """The events of `layers.payload`, for `feature_group_to_add`.

    Texts travel as JSON whose quotes, `$`, backticks and doubled braces are written as escapes, and reach the
    page by `textContent`: neither branca nor streamlit-folium nor the browser finds anything to run.
    """

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = Dateline.events({{ this.payload }});"
        "{% endmacro %}"
    )

    def __init__(self, payload: Mapping[str, Any]) -> None:
        super().__init__()
        self.payload = _no_template(escape.script_json(payload))


def _no_template(json: str) -> str:
    """Return JSON that is no Jinja template: branca compiles each script a second time, data included.

    Outside of strings JSON never has `{` before one of these.
    """
    return re.sub(r"\{(?=[{%#])", r"\\u007b", json)
