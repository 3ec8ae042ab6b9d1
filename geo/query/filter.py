"""What can be asked of events, as values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, NamedTuple

import shapely

from geo.model import Attribution, Status, TargetKind

VISIBLE: tuple[Status, ...] = ("machine", "confirmed", "corrected")
CHECKED: tuple[Status, ...] = ("confirmed", "corrected")  # a person's word outranks the machine's number

Column = Literal[
    "actor_key", "attribution", "voice", "type", "country", "admin1", "status", "target_kinds", "weapon_kinds"
]  # fmt: skip
Measure = Literal["killed", "harmed", "reports", "confidence"]


class Box(NamedTuple):
    """Degrees, WGS 84. `west` greater than `east` crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Area:
    """An outline of one's own: what it is called, and its shape (WGS 84 degrees, longitude first)."""

    name: str
    shape: shapely.Geometry


@dataclass(frozen=True, slots=True)
class Filter:
    """What to show. An empty tuple or None does not restrict; several values of one field are alternatives.

    `actors` are keys (`actor_key`), `groups` ids of `regions.groups`, `countries` ISO 3166-1 alpha-2,
    `provinces` ISO 3166-2: an event in any of them passes, but a province narrows its country where both are
    asked. An event lies in an `area` by its point, one known only by its province or country never. Of
    `actors`, `attributions` and `voices` (`voice_key`: who says so), one and the same actor must match all
    that are given. `targets` are kinds of what was hit, `weapons` the classes of
    `extract/tables/weapons.csv`. `min_killed` and `min_harmed` (killed and injured together) ask what is
    reported at least: a number that nobody says is no number. A dated event matches when any day of it may
    lie in the range. `min_confidence` is asked of what the machine read alone: what an analyst confirmed,
    corrected or added passes. `text` are words that must all occur (type, place, actor, quotes, titles),
    whatever their case. `ids` are events that a person has chosen one by one.
    """

    date_from: dt.date | None = None
    date_to: dt.date | None = None
    undated: bool = False
    actors: tuple[str, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    voices: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    targets: tuple[TargetKind, ...] = ()
    weapons: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = VISIBLE
    min_killed: int = 0
    min_harmed: int = 0
    min_reports: int = 0
    min_confidence: float = 0.0
    background: bool = False
    bbox: Box | None = None
    area: Area | None = None
    text: str | None = None
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Events that match the rest of a filter and are left out because a fact is missing, or as background."""

    undated: int = 0
    unplaced: int = 0
    background: int = 0
