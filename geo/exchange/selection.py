"""What a writer of a format is given, and the flat rows that all tables share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import geopandas as gpd

from geo import store
from geo.model import Event
from geo.query import Filter
from geo.seal import Seal
from geo.view import escape

Cell = str | int | float | bool | None

FLAT = (
    "id", "type", "date", "date_end", "date_precision", "date_basis", "time", "main", "actor", "actor_id",
    "attribution", "attributed_by", "killed_min", "killed_max", "injured_min", "injured_max", "place",
    "place_level", "uncertainty_km", "country", "admin1", "gazetteer_id", "confidence", "status", "n_reports",
)  # fmt: skip
ADDED = ("lat", "lon", "other_actors", "targets", "victims", "weapons")
REPORT = ("event_id", "article_id", "title", "publisher", "published", "url", "quote")


@dataclass(frozen=True, slots=True)
class Selection:
    """The filtered events, the filter, their seal, and the table of all events, which colours and counts of
    what is left out come from.
    """

    events: tuple[Event, ...]
    filter: Filter
    seal: Seal
    everything: gpd.GeoDataFrame

    @property
    def made(self) -> dt.date:
        """The day on which the file is made."""
        return self.seal.made


def row(event: Event) -> dict[str, Cell]:
    """Return an event as flat values, the texts as articles have them: escape them for the format.

    Days are ISO, degrees WGS 84; None is 'not known', 0 'none reported'.
    """
    properties = store.feature(event)["properties"]
    place = event.place
    return {
        **{name: properties[name] for name in FLAT},
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "other_actors": "; ".join(actor.name for actor in event.actors[1:]),
        "targets": "; ".join(target.name for target in event.targets),
        "victims": "; ".join(victim.name for victim in event.victims),
        "weapons": "; ".join(event.weapons),
    }


def reports(event: Event) -> list[dict[str, str | None]]:
    """Return an event's reports as flat values; a link that is none of http or https is left out."""
    return [
        {
            "event_id": event.id,
            "article_id": report.source.article_id,
            "title": report.source.title,
            "publisher": report.source.publisher,
            "published": report.source.published.isoformat() if report.source.published else None,
            "url": escape.web_link(report.source.url),
            "quote": report.quote,
        }
        for report in event.reports
    ]
