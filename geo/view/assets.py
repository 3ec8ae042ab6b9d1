"""The files the browser gets from Dateline itself, and whose work they are.

`assets/` is served as it is; nothing in it is fetched from elsewhere at run time.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geo.language import mark

FOLDER = Path(__file__).parent / "assets"
# what draws a map, in the order in which the browser must have it: each builds on those before
MAP_SCRIPTS = ("leaflet/leaflet", "dateline", "ground", "walking", "glyphs", "events")


@dataclass(frozen=True, slots=True)
class Work:
    """A work of others that Dateline contains or builds on; what it is and its licence in English."""

    name: str
    what: str
    licence: str
    home: str


WORKS: tuple[Work, ...] = (
    Work("Leaflet 1.9.4", mark("the map in the browser"), "BSD 2-Clause", "https://leafletjs.com"),
    Work(
        "Leaflet.draw 1.0.2", mark("areas drawn on the map"), "MIT", "https://github.com/Leaflet/Leaflet.draw"
    ),
    Work(
        "Leaflet.heat 0.2.0",
        mark("heat on the map"),
        "BSD 2-Clause",
        "https://github.com/Leaflet/Leaflet.heat",
    ),
    Work("h3", mark("hexagons"), "Apache 2.0", "https://h3geo.org"),
    Work(
        "Natural Earth 10m",
        mark("outlines of countries and provinces"),
        mark("public domain"),
        "https://www.naturalearthdata.com",
    ),
    Work("GeoNames", mark("names and positions of places"), "CC BY 4.0", "https://www.geonames.org"),
    Work("OurAirports", mark("air bases"), mark("public domain"), "https://ourairports.com"),
    Work("Streamlit", mark("the pages"), "Apache 2.0", "https://streamlit.io"),
    Work(
        "folium, streamlit-folium",
        mark("the map on the page"),
        "MIT",
        "https://python-visualization.github.io",
    ),
    Work("spaCy", mark("grammar of the sentences"), "MIT", "https://spacy.io"),
    Work("py3langid", mark("languages of articles"), "BSD 3-Clause", "https://github.com/adbar/py3langid"),
)
