"""Filter <-> the parameters of an address, so that a link restores a view. Pure.

What it cannot read it leaves out; an outline of more than `MOST_CORNERS` stays out of the address. Names are
those of the commands (`from`, `to`, `actor`, `country`, ...); several values repeat the name.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import cast, get_args

import shapely

from geo.model import Attribution, Status, TargetKind
from geo.places import regions
from geo.query import VISIBLE, Area, Box, Filter
from geo.query.naming import DRAWN

Parameters = dict[str, list[str]]
MOST_CORNERS = 40  # of an outline: an address of 600 characters still goes through every mail program
_DIGITS = 3  # a thousandth of a degree is 110 m


def parameters(filter: Filter) -> Parameters:
    """Return what differs from no filter at all."""
    single = {
        "from": filter.date_from.isoformat() if filter.date_from else "",
        "to": filter.date_to.isoformat() if filter.date_to else "",
        "undated": "1" if filter.undated else "",
        "background": "1" if filter.background else "",
        "text": filter.text or "",
        "min-killed": str(filter.min_killed or ""),
        "min-harmed": str(filter.min_harmed or ""),
        "min-reports": str(filter.min_reports or ""),
        "min-confidence": f"{filter.min_confidence:g}" if filter.min_confidence else "",
        "bbox": ",".join(f"{degrees:g}" for degrees in filter.bbox) if filter.bbox else "",
        "polygon": _written(filter.area) if filter.area else "",
    }
    several = {
        "actor": filter.actors,
        "attribution": filter.attributions,
        "attributed-by": filter.voices,
        "target": filter.targets,
        "weapon": filter.weapons,
        "status": filter.statuses if filter.statuses != VISIBLE else (),
        "region": filter.groups,
        "country": filter.countries,
        "province": filter.provinces,
        "type": filter.types,
    }
    found: Parameters = {name: [value] for name, value in single.items() if value}
    return found | {name: list(values) for name, values in several.items() if values}


def filter_of(parameters: Mapping[str, Sequence[str]]) -> Filter:
    """Return the filter an address asks for."""

    def known(name: str, values: object) -> tuple[str, ...]:
        return tuple(value for value in parameters.get(name, ()) if value in get_args(values))

    return Filter(
        date_from=_day(parameters.get("from", ())),
        date_to=_day(parameters.get("to", ())),
        undated=_yes(parameters.get("undated", ())),
        actors=tuple(parameters.get("actor", ())),
        attributions=cast(tuple[Attribution, ...], known("attribution", Attribution)),
        voices=tuple(parameters.get("attributed-by", ())),
        types=tuple(parameters.get("type", ())),
        targets=cast(tuple[TargetKind, ...], known("target", TargetKind)),
        weapons=tuple(parameters.get("weapon", ())),
        statuses=cast(tuple[Status, ...], known("status", Status)) or VISIBLE,
        min_killed=int(_number(parameters.get("min-killed", ()))),
        min_harmed=int(_number(parameters.get("min-harmed", ()))),
        min_reports=int(_number(parameters.get("min-reports", ()))),
        min_confidence=min(_number(parameters.get("min-confidence", ())), 1.0),
        bbox=_box(parameters.get("bbox", ())),
        area=_drawn(parameters.get("polygon", ())),
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


def _number(values: Sequence[str]) -> float:
    """Return a number from 0 up; 0 for anything else."""
    try:
        number = float(values[0]) if values else 0.0
    except ValueError:
        return 0.0
    return number if 0 <= number < 1e9 else 0.0


def _degrees(text: str) -> list[float]:
    """Return pairs of longitude and latitude as one list; [] where one is none."""
    try:
        found = [float(part) for part in text.split(",")]
    except ValueError:
        return []
    inside = all(abs(degrees) <= (180, 90)[at % 2] for at, degrees in enumerate(found))
    return found if inside and len(found) % 2 == 0 else []


def _box(values: Sequence[str]) -> Box | None:
    found = _degrees(values[0]) if values else []
    return Box(*found) if len(found) == 4 and found[1] < found[3] else None


def _written(area: Area) -> str:
    """Return the corners of one simple polygon as longitude, latitude, ...; "" for any other outline."""
    shape = area.shape
    if not isinstance(shape, shapely.Polygon) or shape.interiors:
        return ""
    corners = shape.exterior.coords[:-1]
    if len(corners) > MOST_CORNERS:
        return ""
    return ",".join(f"{round(degrees, _DIGITS):g}" for corner in corners for degrees in corner)


def _drawn(values: Sequence[str]) -> Area | None:
    found = _degrees(values[0]) if values else []
    return drawn([(found[at], found[at + 1]) for at in range(0, len(found), 2)])


def drawn(corners: Sequence[tuple[float, float]]) -> Area | None:
    """Return the area within corners (longitude, latitude), rounded as an address has it; None where they
    enclose none.
    """
    rounded = [(round(lon, _DIGITS), round(lat, _DIGITS)) for lon, lat in corners]
    if len(set(rounded)) < 3 or len(rounded) > 10 * MOST_CORNERS:
        return None
    shape = shapely.Polygon(rounded)
    whole = shape if shape.is_valid else shapely.make_valid(shape)
    return Area(DRAWN, whole) if whole.area > 0 else None


def _yes(values: Sequence[str]) -> bool:
    return list(values) == ["1"]
