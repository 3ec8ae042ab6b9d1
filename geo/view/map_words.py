"""What the map's scripts say, in the reader's language: `Dateline.say(name, values)` in the browser."""

from __future__ import annotations

from typing import Any

from geo import language
from geo.language import plurals, tr


def map_words(noun: str = "event") -> dict[str, Any]:
    """Return `locale` and `said`: words by name, or by name and kind of number (`language.plurals`).

    `noun` is what a mark of the map is, an event or a place.
    """
    of_marks = _places() if noun == "place" else _events()
    return {"locale": language.locale(), "said": of_marks | _controls() | _player()}


def _events() -> dict[str, Any]:
    return {
        "map": tr(
            "Map of events. Arrow keys go from mark to mark, Enter opens one, plus and minus zoom, Escape "
            "closes. The same stands in the tables of the page."
        ),
        "all": tr("Show all events"),
        "here": plurals("{n} event here", "{n} events here"),
        "zoom in": plurals("{n} event: zoom in", "{n} events: zoom in"),
        "in areas": plurals("{n} event in {areas} areas: zoom in", "{n} events in {areas} areas: zoom in"),
    }


def _places() -> dict[str, Any]:
    return {
        "map": tr(
            "Map of places. Arrow keys go from mark to mark, Enter opens one, plus and minus zoom, Escape "
            "closes. The same stands in the tables of the page."
        ),
        "all": tr("Show all places"),
        "here": plurals("{n} place here", "{n} places here"),
        "zoom in": plurals("{n} place: zoom in", "{n} places: zoom in"),
        "in areas": plurals("{n} place in {areas} areas: zoom in", "{n} places in {areas} areas: zoom in"),
    }


def _controls() -> dict[str, Any]:
    return {
        "name and more": plurals("{name} and {n} more", "{name} and {n} more"),
        "more": plurals("and {n} more", "and {n} more"),
        "not fetched": tr("These events could not be fetched. Reload the page."),
        "only in view": tr("Only what is in view"),
        "draw rectangle": tr("Draw a rectangle to look inside"),
        "draw polygon": tr("Draw an area to look inside"),
        "picture of view": tr("Make a picture of this view"),
        "zoom nearer": tr("Zoom in"),
        "zoom farther": tr("Zoom out"),
        "close": tr("Close"),
    }


def _player() -> dict[str, Any]:
    return {
        "day": tr("Day by day"),
        "week": tr("Week by week"),
        "month": tr("Month by month"),
        "window": tr("each alone"),
        "cumulative": tr("all up to it"),
        "over time": tr("Play over time"),
        "player": tr("Events over time"),
        "time": tr("Moment"),
        "step": tr("Step"),
        "show": tr("Show"),
        "play": tr("Play"),
        "pause": tr("Pause"),
        "up to": tr("up to {day}", day="{day}"),
        "played": plurals("{when}: {n} event", "{when}: {n} events"),
    }
