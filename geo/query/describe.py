"""A filter -> one plain sentence, for titles and captions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from geo.places import regions
from geo.query.filter import VISIBLE, Filter


def describe(
    filter: Filter,
    *,
    actor_names: Mapping[str, str] = {},
    voice_names: Mapping[str, str] = {},
    country_name: Callable[[str], str] = regions.country_name,
    admin1_name: Callable[[str], str] = regions.admin1_name,
) -> str:
    """Return the filter as one plain sentence without a full stop, for titles and captions."""
    what = _any_of(type.replace("_", " ") for type in filter.types)
    actors = _any_of(actor_names.get(key, key.replace("-", " ")) for key in filter.actors)
    voices = _any_of(voice_names.get(key, key) for key in filter.voices)
    targets = _any_of(filter.targets)
    parts = [
        f"Attacks of type {what}" if what else "All attacks" if _is_open(filter) else "Attacks",
        f"on {targets} targets" if targets else "",
        _period(filter.date_from, filter.date_to),
        _region(filter, country_name, admin1_name),
    ]
    notes = [
        f"suspected actor {actors}" if actors else "",
        f"attribution {_any_of(filter.attributions)}" if filter.attributions else "",
        f"according to {voices}" if voices else "",
        f"weapon {_any_of(filter.weapons)}" if filter.weapons else "",
        f"at least {filter.min_killed} killed" if filter.min_killed else "",
        f"at least {filter.min_harmed} killed or injured" if filter.min_harmed else "",
        f"told by at least {filter.min_reports} reports" if filter.min_reports else "",
        f"mentioning “{filter.text.strip()}”" if filter.text and filter.text.strip() else "",
        f"confidence at least {filter.min_confidence:.0%} or checked by an analyst"
        if filter.min_confidence
        else "",
        f"status {_any_of(filter.statuses)}" if filter.statuses != VISIBLE else "",
        "background events included" if filter.background else "",
        "background events left out" if filter == Filter() else "",
        "undated events included" if filter.undated and (filter.date_from or filter.date_to) else "",
    ]
    return ", ".join([" ".join(part for part in parts if part), *(note for note in notes if note)])


def _is_open(filter: Filter) -> bool:
    """Return whether every event that is told for itself passes."""
    return replace(filter, background=False, undated=False) == Filter()


def _any_of(names: Iterable[str]) -> str:
    *first, last = list(names) or [""]
    return f"{', '.join(first)} or {last}" if first else last


def _region(filter: Filter, country_name: Callable[[str], str], admin1_name: Callable[[str], str]) -> str:
    """Name each province with its country, then the countries of which no province is chosen."""
    chosen = {code.partition("-")[0] for code in filter.provinces}
    groups = [regions.groups()[id].name for id in filter.groups]
    places = [f"{admin1_name(code)}, {country_name(code.partition('-')[0])}" for code in filter.provinces]
    places = [*groups, *places, *(country_name(code) for code in filter.countries if code not in chosen)]
    box = filter.bbox
    inside = f"within {box.south:g} to {box.north:g}°N, {box.west:g} to {box.east:g}°E" if box else ""
    own = f"inside {filter.area.name}" if filter.area else ""
    return " ".join(part for part in (f"in {_any_of(places)}" if places else "", inside, own) if part)


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
