"""Filtered events -> one HTML file with map, list, quotes and sources; it opens from disk, asks for nothing.

Leaflet, Dateline's own map script, the outlines of the ground and the events stand inside the file. Its
policy (CSP) forbids every request; texts of articles are inert JSON that the page's script writes as text.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import geopandas as gpd

from geo import language, query
from geo.language import mark, tr
from geo.model import Event, Report
from geo.places import regions
from geo.query import Filter
from geo.seal import Seal
from geo.seal.carried import sealed
from geo.view import escape, layers, palette, words
from geo.view.assets import FOLDER, MAP_SCRIPTS
from geo.view.caption import filter_in_words
from geo.view.legend import legend
from geo.view.map_words import map_words
from geo.view.theme import DARK, LIGHT

TITLE = mark("Attacks reported in the news")
SCRIPTS = tuple(f"{name}.js" for name in (*MAP_SCRIPTS, "webpage/page"))
STYLES = ("leaflet/leaflet.css", "dateline.css", "page.css", "webpage/page.css")
ATTRIBUTION = mark(
    "Boundaries: Natural Earth (public domain), no endorsement implied. Place names: GeoNames, CC BY 4.0. "
    "Map: Leaflet (BSD 2-Clause). Events: read from news reports by Dateline."
)
_FETCHED = re.compile(r"url\((?!['\"]?(?:data:|#))[^)]*\)")


def webpage(
    events: Sequence[Event],
    *,
    filter: Filter,
    made: dt.date,
    title: str | None = None,
    seal: Seal | None = None,
) -> bytes:
    """Return the page of the events that the filter lets through, as UTF-8.

    `events` are all events: colours and the count of what is left out come from them. The same events give
    the same bytes. `seal` is `seal.seal` of the events shown; without one the page cannot be checked. Raise
    GazetteerError where the boundaries are missing.
    """
    table = query.table(events, country_name=regions.country_name, admin1_name=regions.admin1_name)
    rows = query.select(table, filter)
    kept = set(rows["id"])
    shown = [event for event in events if event.id in kept]
    marks = palette.marks(table, "actor")
    parts = {
        "title": escape.html(title or tr(TITLE)),
        "filter": escape.html(filter_in_words(table, filter)),
        "shown": escape.html("; ".join(words.shown(rows, table, query.left_out(table, filter)).values())),
        "legend": legend(rows, filter=filter, marks=marks, colour_by="actor", names=query.actor_names(table)),
        "made": escape.html(tr("Made on {day} with Dateline.", day=words.day(made))),
        "seal": escape.html(seal.text) if seal else "",
        "check": escape.html(tr("Check {hash} (geo verify-snapshot).", hash=seal.hash)) if seal else "",
        "attribution": escape.html(tr(ATTRIBUTION)),
        **_labels(),
        "style": "\n".join(map(_style, STYLES)),
        "script": "\n".join(map(_script, SCRIPTS)),
        "ground": escape.script_json(json.loads(_asset("basemap.json"))),
        "events": escape.script_json(_data(shown, rows, marks)),
    }
    content = _filled(_asset("webpage/page.html"), parts).encode()
    return sealed(content, seal, format="html") if seal else content


def _labels() -> dict[str, str]:
    said = {
        "language": language.current(),
        "direction": "rtl" if language.is_right_to_left() else "ltr",
        "map_label": tr("Map of the events; the same events stand in the list beside it"),
        "events_label": tr("Events"),
        "chosen_label": tr("Chosen events"),
        "none": tr("No event matches this filter."),
        "no_script": tr("This page draws its map and its list with its own script, which is switched off."),
    }
    return {name: escape.html(text) for name, text in said.items()}


def _filled(template: str, parts: Mapping[str, str]) -> str:
    """Put the parts where the template names them, in one pass: a part that looks like a name stays text."""
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], template)


def _asset(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _script(name: str) -> str:
    return _asset(name).replace("</script", r"<\/script").replace("<!--", r"<\!--")


def _style(name: str) -> str:
    """Return a style sheet without the pictures it would fetch from beside the page."""
    return _FETCHED.sub("none", _asset(name))


def _data(
    events: Sequence[Event], rows: gpd.GeoDataFrame, marks: Mapping[str, palette.Mark]
) -> dict[str, Any]:
    newest = sorted(events, key=lambda event: (event.when.date or dt.date.min, event.id), reverse=True)
    return {
        "cards": [_card(event) for event in newest],
        "payload": layers.payload(events, rows=rows, marks=marks, colour_by="actor"),
        "light": asdict(LIGHT),
        "dark": asdict(DARK),
        "attribution": "Natural Earth · GeoNames · Leaflet · Dateline",
        "words": map_words(),
    }


def _card(event: Event) -> dict[str, Any]:
    """Return what the list and the card say of an event, as raw text."""
    notes = {
        tr("background: recalled by reports about something else"): not event.main,
        tr("place not known, not on the map"): event.place is None,
    }
    return {
        "id": event.id,
        "title": words.title(event),
        "headline": words.headline(event.actors),
        "note": "; ".join(note for note, holds in notes.items() if holds),
        "facts": [[name, value] for name, value in _facts(event).items() if value],
        "sources": [_source(report) for report in event.reports],
    }


def _facts(event: Event) -> dict[str, str]:
    country = _country(event.place.country) if event.place and event.place.country else None
    where = words.place(event.place, country=country)
    return {
        tr("When"): words.moment(event.when),
        tr("Where"): where,
        tr("How exactly"): words.precision(event.place),
        tr("Killed"): words.count(event.killed),
        tr("Injured"): words.count(event.injured),
        tr("Targets"): ", ".join(target.name for target in event.targets),
        tr("Victims"): ", ".join(victim.name for victim in event.victims),
        tr("Weapons"): ", ".join(event.weapons),
        tr("Also named"): "; ".join(words.headline([actor]) for actor in event.actors[1:]),
        tr("Confidence"): language.percent(event.confidence),
        tr("Status"): words.STATUS[event.status],
    }


def _country(code: str) -> str:
    return language.country(code, english=regions.country_name(code))


def _source(report: Report) -> dict[str, str | None]:
    source = report.source
    published = words.day(source.published) if source.published else ""
    named = [part for part in (source.publisher, source.title, published) if part]
    return {
        "quote": report.quote,
        "from": ", ".join(named) or source.article_id,
        "link": escape.web_link(source.url),
    }
