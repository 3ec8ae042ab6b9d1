"""Events -> CSV for spreadsheets: one row an event, flat columns, the first report's quote and source.

Texts are quoted and pass `escape.csv_cell`, so that no formula in an article runs. UTF-8 with a byte order
mark, without which Excel takes it for another encoding; empty is 'not known', 0 is 'none reported'; degrees
are WGS 84.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from geo import store
from geo.model import Event
from geo.view import escape

Cell = str | int | float | None

FLAT = (
    "id", "type", "date", "date_end", "date_precision", "date_basis", "time", "main", "actor", "actor_id",
    "attribution", "attributed_by", "killed_min", "killed_max", "injured_min", "injured_max", "place",
    "place_level", "uncertainty_km", "country", "admin1", "gazetteer_id", "confidence", "status", "n_reports",
)  # fmt: skip
ADDED = (
    "lat", "lon", "other_actors", "targets", "victims", "weapons",
    "quote", "publisher", "title", "published", "url",
)  # fmt: skip
COLUMNS = (*FLAT, *ADDED)


def write(events: Sequence[Event]) -> bytes:
    """Return the file: a header, then one line an event, in the given order."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(COLUMNS)
    for event in events:
        row = _row(event)
        writer.writerow([_safe(row[column]) for column in COLUMNS])
    return file.getvalue().encode("utf-8-sig")


def _row(event: Event) -> dict[str, Cell]:
    properties = store.feature(event)["properties"]
    place, source = event.place, event.reports[0].source
    return {
        **{name: properties[name] for name in FLAT},
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "other_actors": "; ".join(actor.name for actor in event.actors[1:]),
        "targets": "; ".join(target.name for target in event.targets),
        "victims": "; ".join(victim.name for victim in event.victims),
        "weapons": "; ".join(event.weapons),
        "quote": event.reports[0].quote,
        "publisher": source.publisher,
        "title": source.title,
        "published": source.published.isoformat() if source.published else None,
        "url": escape.web_link(source.url),
    }


def _safe(value: Cell) -> Cell:
    if isinstance(value, bool):
        return str(value).lower()
    return escape.csv_cell(value) if isinstance(value, str) else value
