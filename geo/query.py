"""Events -> a table, a filter's selection, counts and one sentence. Pure: opens nothing, knows no page.

The only module that knows what each filter means. Three rules where facts are missing:

- An event without a date cannot be shown to lie in a range: a date filter leaves it out, unless
  `undated` asks for it.
- An event without a country is left out by a country, province or box filter.
- `left_out` counts both, so that whoever shows a selection can say what is not in it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import geopandas as gpd
import pandas as pd
from shapely import Point

from geo.model import Actor, Attribution, Event, Status
from geo.places import regions

NOT_NAMED = "not-named"  # actor_key of an event for which nobody is named
VISIBLE: tuple[Status, ...] = ("machine", "confirmed", "corrected")

Column = Literal["actor_key", "attribution", "type", "country", "admin1", "status"]


class Box(NamedTuple):
    """Degrees, WGS 84. `west` greater than `east` crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float


class Suspect(NamedTuple):
    """One actor of an event as filters see it: key and attribution belong together."""

    key: str
    attribution: Attribution


@dataclass(frozen=True, slots=True)
class Filter:
    """What to show. An empty tuple or None does not restrict; several values of one field are alternatives.

    `actors` are keys (`actor_key`), `countries` ISO 3166-1 alpha-2, `provinces` ISO 3166-2. With both
    `actors` and `attributions`, one and the same actor must match both. A dated event matches when any day of
    it may lie in the range. `text` are words that must all occur (type, place, actor, quotes, titles),
    whatever their case.
    """

    date_from: dt.date | None = None
    date_to: dt.date | None = None
    undated: bool = False
    actors: tuple[str, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = VISIBLE
    min_confidence: float = 0.0
    background: bool = False
    bbox: Box | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Events that match the rest of a filter and are left out because a fact is missing."""

    undated: int = 0
    unplaced: int = 0


def actor_key(actor: Actor | None) -> str:
    """Return what identifies an actor over all events: the canonical id, else the casefolded name."""
    return NOT_NAMED if actor is None else actor.id or actor.name.casefold()


def table(
    events: Iterable[Event],
    *,
    country_name: Callable[[str], str] = regions.country_name,
    admin1_name: Callable[[str], str] = regions.admin1_name,
) -> gpd.GeoDataFrame:
    """Return one row an event, in EPSG:4326; the geometry is a point (x is longitude), None without a place.

    Dates are datetime64 (NaT: not known), numbers of people nullable Int64 (NA: not said).
    """
    rows = [_row(event, country_name, admin1_name) for event in events]
    frame = gpd.GeoDataFrame(rows, columns=list(_DTYPES), geometry="geometry", crs="EPSG:4326")
    return frame.astype({name: dtype for name, dtype in _DTYPES.items() if dtype})


def select(events: gpd.GeoDataFrame, filter: Filter) -> gpd.GeoDataFrame:
    """Return the rows of `table` that match, in the same order."""
    return events[_mask(events, filter)]


def counts(events: gpd.GeoDataFrame, filter: Filter, column: Column) -> dict[str, int]:
    """Return events by value of `column`, most first, under all filters but the column's own.

    Actors and attributions are counted by event over all its actors, so their sum may exceed the events.
    """
    others = _WITHOUT_OWN[column](filter)
    rows = select(events, others)
    if column not in ("actor_key", "attribution"):
        return _ordered(Counter(rows[column].dropna()))
    part = 0 if column == "actor_key" else 1
    return _ordered(
        Counter(
            value
            for suspects in rows["suspects"]
            for value in {suspect[part] for suspect in suspects if _suspect_matches(suspect, others)}
        )
    )


def undated(events: gpd.GeoDataFrame, filter: Filter) -> gpd.GeoDataFrame:
    """Return the events that only a missing date keeps out of the selection."""
    if filter.undated or not (filter.date_from or filter.date_to):
        return events.iloc[:0]
    timeless = select(events, replace(filter, date_from=None, date_to=None))
    return timeless[timeless["date"].isna()]


def unplaced(events: gpd.GeoDataFrame, filter: Filter) -> gpd.GeoDataFrame:
    """Return the events that only a missing country keeps out of the selection."""
    if not (filter.countries or filter.provinces or filter.bbox):
        return events.iloc[:0]
    anywhere = select(events, replace(filter, countries=(), provinces=(), bbox=None))
    return anywhere[anywhere["country"].isna()]


def left_out(events: gpd.GeoDataFrame, filter: Filter) -> LeftOut:
    """Count the events that only a missing date, or only a missing place, keeps out of the selection."""
    return LeftOut(undated=len(undated(events, filter)), unplaced=len(unplaced(events, filter)))


def actor_names(events: gpd.GeoDataFrame) -> dict[str, str]:
    """Return for each actor key the name most often used for it, the first in alphabet among equals."""
    used: dict[str, Counter[str]] = {}
    for names in events["suspect_names"]:
        for key, name in names:
            used.setdefault(key, Counter())[name] += 1
    return {key: min(names, key=lambda name: (-names[name], name)) for key, names in used.items()}


def describe(
    filter: Filter,
    *,
    actor_names: Mapping[str, str] = {},
    country_name: Callable[[str], str] = regions.country_name,
    admin1_name: Callable[[str], str] = regions.admin1_name,
) -> str:
    """Return the filter as one plain sentence without a full stop, for titles and captions."""
    what = _any_of(type.replace("_", " ") for type in filter.types)
    actors = _any_of(actor_names.get(key, key.replace("-", " ")) for key in filter.actors)
    parts = [
        f"Attacks of type {what}" if what else "Attacks",
        _period(filter.date_from, filter.date_to),
        _region(filter, country_name, admin1_name),
    ]
    notes = [
        f"suspected actor {actors}" if actors else "",
        f"attribution {_any_of(filter.attributions)}" if filter.attributions else "",
        f"mentioning “{filter.text.strip()}”" if filter.text and filter.text.strip() else "",
        f"confidence at least {filter.min_confidence:.0%}" if filter.min_confidence else "",
        f"status {_any_of(filter.statuses)}" if filter.statuses != VISIBLE else "",
        "background events included" if filter.background else "",
        "undated events included" if filter.undated and (filter.date_from or filter.date_to) else "",
    ]
    return ", ".join([" ".join(part for part in parts if part), *(note for note in notes if note)])


_DTYPES: dict[str, str] = {
    "id": "str",
    "type": "str",
    "date": "datetime64[s]",
    "date_end": "datetime64[s]",
    "date_precision": "str",
    "time": "str",
    "main": "bool",
    "actor": "str",
    "actor_key": "str",
    "actor_kind": "str",
    "attribution": "str",
    "attributed_by": "str",
    "suspects": "object",
    "suspect_names": "object",
    "country": "str",
    "country_name": "str",
    "admin1": "str",
    "admin1_name": "str",
    "place": "str",
    "place_level": "str",
    "uncertainty_km": "float64",
    "killed_min": "Int64",
    "killed_max": "Int64",
    "injured_min": "Int64",
    "injured_max": "Int64",
    "n_reports": "int64",
    "confidence": "float64",
    "status": "str",
    "words": "str",
    "geometry": "",
}

_WITHOUT_OWN: dict[Column, Callable[[Filter], Filter]] = {
    "actor_key": lambda filter: replace(filter, actors=()),
    "attribution": lambda filter: replace(filter, attributions=()),
    "type": lambda filter: replace(filter, types=()),
    "country": lambda filter: replace(filter, countries=(), provinces=()),
    "admin1": lambda filter: replace(filter, provinces=()),
    "status": lambda filter: replace(filter, statuses=()),
}


def _row(
    event: Event, country_name: Callable[[str], str], admin1_name: Callable[[str], str]
) -> dict[str, object]:
    actor = event.actors[0] if event.actors else None
    place = event.place
    suspects = tuple(Suspect(actor_key(each), each.attribution) for each in event.actors)
    return {
        "id": event.id,
        "type": event.type,
        "date": event.when.date,
        "date_end": event.when.end or event.when.date,
        "date_precision": event.when.precision,
        "time": event.when.time,
        "main": event.main,
        "actor": actor.name if actor else None,
        "actor_key": actor_key(actor),
        "actor_kind": actor.kind if actor else None,
        "attribution": actor.attribution if actor else "unknown",
        "attributed_by": actor.attributed_by if actor else None,
        "suspects": suspects or (Suspect(NOT_NAMED, "unknown"),),
        "suspect_names": tuple((actor_key(each), each.name) for each in event.actors),
        "country": place.country if place else None,
        "country_name": country_name(place.country) if place and place.country else None,
        "admin1": place.admin1 if place else None,
        "admin1_name": admin1_name(place.admin1) if place and place.admin1 else None,
        "place": place.name if place else None,
        "place_level": place.level if place else None,
        "uncertainty_km": place.uncertainty_km if place else None,
        "killed_min": event.killed.min,
        "killed_max": event.killed.max,
        "injured_min": event.injured.min,
        "injured_max": event.injured.max,
        "n_reports": len(event.reports),
        "confidence": event.confidence,
        "status": event.status,
        "words": _words(event),
        "geometry": Point(place.lon, place.lat) if place else None,
    }


def _words(event: Event) -> str:
    """Join what a text search looks through, casefolded."""
    place = (event.place.name, *event.place.within) if event.place else ()
    names = (name for actor in event.actors for name in (actor.name, *actor.aliases))
    told = (text for report in event.reports for text in (report.quote, report.source.title or ""))
    targets = (target.name for target in event.targets)
    return "\n".join(
        [event.type.replace("_", " "), *place, *names, *targets, *event.weapons, *told]
    ).casefold()


def _mask(rows: gpd.GeoDataFrame, filter: Filter) -> pd.Series[bool]:
    mask = pd.Series(True, index=rows.index)
    if not filter.background:
        mask &= rows["main"]
    if filter.actors or filter.attributions:
        mask &= _suspected(rows, filter)
    for column, allowed in (
        ("type", filter.types),
        ("country", filter.countries),
        ("admin1", filter.provinces),
        ("status", filter.statuses),
    ):
        if allowed:
            mask &= rows[column].isin(allowed)
    if filter.date_from or filter.date_to:
        mask &= _in_period(rows, filter)
    if filter.min_confidence:
        mask &= rows["confidence"] >= filter.min_confidence
    if filter.bbox:
        mask &= _in_box(rows, filter.bbox)
    for word in (filter.text or "").casefold().split():
        mask &= rows["words"].str.contains(word, regex=False)
    return mask


def _suspected(rows: gpd.GeoDataFrame, filter: Filter) -> pd.Series[bool]:
    found = [any(_suspect_matches(each, filter) for each in suspects) for suspects in rows["suspects"]]
    return pd.Series(found, index=rows.index, dtype=bool)


def _suspect_matches(suspect: Suspect, filter: Filter) -> bool:
    return (not filter.actors or suspect.key in filter.actors) and (
        not filter.attributions or suspect.attribution in filter.attributions
    )


def _in_period(rows: gpd.GeoDataFrame, filter: Filter) -> pd.Series[bool]:
    inside = rows["date"].notna()
    if filter.date_from:
        inside &= rows["date_end"] >= pd.Timestamp(filter.date_from)
    if filter.date_to:
        inside &= rows["date"] <= pd.Timestamp(filter.date_to)
    return inside | rows["date"].isna() if filter.undated else inside


def _in_box(rows: gpd.GeoDataFrame, box: Box) -> pd.Series[bool]:
    lon, lat = rows.geometry.x, rows.geometry.y
    across = (lon >= box.west) & (lon <= box.east)
    if box.west > box.east:
        across = (lon >= box.west) | (lon <= box.east)
    return across & (lat >= box.south) & (lat <= box.north)


def _ordered(found: Counter[str]) -> dict[str, int]:
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _any_of(names: Iterable[str]) -> str:
    *first, last = list(names) or [""]
    return f"{', '.join(first)} or {last}" if first else last


def _region(filter: Filter, country_name: Callable[[str], str], admin1_name: Callable[[str], str]) -> str:
    """Name each province with its country, then the countries of which no province is chosen."""
    chosen = {code.partition("-")[0] for code in filter.provinces}
    places = [f"{admin1_name(code)}, {country_name(code.partition('-')[0])}" for code in filter.provinces]
    places += [country_name(code) for code in filter.countries if code not in chosen]
    box = filter.bbox
    inside = f"within {box.south:g} to {box.north:g}°N, {box.west:g} to {box.east:g}°E" if box else ""
    return " ".join(part for part in (f"in {_any_of(places)}" if places else "", inside) if part)


def _period(first: dt.date | None, last: dt.date | None) -> str:
    if first is None and last is None:
        return ""
    if last is None:
        return f"since {_day(first)}"
    if first is None:
        return f"up to {_day(last)}"
    if first == last:
        return f"on {_day(first)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"from {first.day} to {_day(last)}"
    if first.year == last.year:
        return f"from {first.day} {first:%B} to {_day(last)}"
    return f"from {_day(first)} to {_day(last)}"


def _day(day: dt.date | None) -> str:
    return f"{day.day} {day:%B} {day.year}" if day else ""
