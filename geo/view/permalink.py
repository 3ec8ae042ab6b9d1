"""Filter <-> the parameters of an address, so that a link restores a view. Pure.

What it cannot read it leaves out; an outline of one's own stays out of the address. Names are those of the
commands (`from`, `to`, `actor`, `country`, ...); several values repeat the name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import cast, get_args

from geo.model import Attribution
from geo.places import regions
from geo.query import Filter

Parameters = dict[str, list[str]]


def parameters(filter: Filter) -> Parameters:
    """Return what differs from no filter at all."""
    single = {
        "from": filter.date_from.isoformat() if filter.date_from else "",
        "to": filter.date_to.isoformat() if filter.date_to else "",
        "undated": "1" if filter.undated else "",
        "background": "1" if filter.background else "",
        "text": filter.text or "",
    }
    several = {
        "actor": filter.actors,
        "attribution": filter.attributions,
        "region": filter.groups,
        "country": filter.countries,
        "province": filter.provinces,
        "type": filter.types,
    }
    found: Parameters = {name: [value] for name, value in single.items() if value}
    return found | {name: list(values) for name, values in several.items() if values}


def filter_of(parameters: Mapping[str, Sequence[str]]) -> Filter:
    """Return the filter an address asks for."""
    attributions = [value for value in parameters.get("attribution", ()) if value in get_args(Attribution)]
    return Filter(
        date_from=_day(parameters.get("from", ())),
        date_to=_day(parameters.get("to", ())),
        undated=_yes(parameters.get("undated", ())),
        actors=tuple(parameters.get("actor", ())),
        attributions=tuple(cast(Attribution, value) for value in attributions),
        types=tuple(parameters.get("type", ())),
        groups=tuple(id for id in parameters.get("region", ()) if id in regions.groups()),
        countries=tuple(parameters.get("country", ())),
        provinces=tuple(parameters.get("province", ())),
        background=_yes(parameters.get("background", ())),
        text="".join(parameters.get("text", ())) or None,
    )


def _day(values: Sequence[str]) -> dt.date | None:
    try:
        return dt.date.fromisoformat(values[0]) if values else None
    except ValueError:
        return None


def _yes(values: Sequence[str]) -> bool:
    return list(values) == ["1"]
