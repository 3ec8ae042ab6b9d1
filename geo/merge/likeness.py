"""Two reports -> the log odds that they tell one incident; None where they cannot.

Each comparison (day, place, dead, actors, ...) comes out at one of a few levels, and each level has a weight:
the record-linkage model of Fellegi and Sunter (1969). `weights.csv` holds them with their sources; those that
were learned are written by `geo train merging`.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from geopy.distance import great_circle

from geo.model import Actor, Count, Place, Report, When

# Types that different agencies use for one incident. A type may stand in several families; `attack` fits all.
FAMILIES = (
    {"rocket_attack", "missile_strike", "air_strike", "drone_strike", "shelling", "bombing"},
    {"bombing", "suicide_bombing", "assassination", "sabotage"},
    {"shooting", "armed_clash", "assassination", "raid", "stabbing"},
    {"suicide_bombing", "bombing", "shooting", "armed_clash", "raid"},
    {"kidnapping", "raid"},
    {"arson", "sabotage", "raid"},
    {"riot", "protest"},
)
TABLE = Path(__file__).with_name("weights.csv")
DAYS_APART = 2  # 'overnight', time zones and the day of a report against that of the deed
BESIDE_KM = 25.0
SAME_KM = 1.0
FEW, MANY = 3, 10  # people
COPIED_LENGTH = 60  # code points; shorter sentences are told alike of many incidents
DEGREE_KM = 110.0

Levels = Mapping[str, str]  # comparison -> level, such as {"when": "same day"}


def likeness(one: Report, other: Report) -> float | None:
    """Return the log odds that two reports tell one incident; None where they contradict each other."""
    levels = compare(one, other)
    if levels is None:
        return None
    weight = weights()
    return weight["bias", ""] + sum(weight[pair] for pair in levels.items())


def compare(one: Report, other: Report) -> Levels | None:
    """Return the level of each comparison; None for one article's two incidents, days or places apart."""
    if one.source.article_id == other.source.article_id:
        return None
    when, where = _when(one.when, other.when), _where(one.place, other.place)
    if when is None or where is None:
        return None
    return {
        "when": when,
        "where": where,
        "type": _type(one.type, other.type),
        "killed": _count(one.killed, other.killed),
        "injured": _count(one.injured, other.injured),
        "actors": _actors(one.actors, other.actors),
        "targets": _targets(one, other),
        "text": _text(one, other),
    }


@cache
def weights() -> dict[tuple[str, str], float]:
    """Return the weight of each level of each comparison, and the bias."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {(row["comparison"], row["level"]): float(row["weight"]) for row in csv.DictReader(file)}


def days(when: When) -> tuple[dt.date, dt.date] | None:
    """Return first and last day; None where no day, week or month is known."""
    if when.date is None or when.precision in ("unknown", "year"):
        return None
    return when.date, max(when.end or when.date, when.date)


def _when(one: When, other: When) -> str | None:
    here, there = days(one), days(other)
    if here is None or there is None:
        return None
    gap = max((here[0] - there[1]).days, (there[0] - here[1]).days)
    if gap > 0:
        return {1: "next day", DAYS_APART: "two days apart"}.get(gap)
    length = max((end - start).days for start, end in (here, there))
    return "same day" if not length else "same days" if length <= 8 else "same month"


def _where(one: Place | None, other: Place | None) -> str | None:
    if one is None or other is None or one.country != other.country:
        return None
    levels = {one.level, other.level}
    if "country" in levels:
        return "only the country"
    if one.gazetteer_id is not None and one.gazetteer_id == other.gazetteer_id:
        return "only the province" if "province" in levels else "same place"
    if "province" in levels and one.admin1 and other.admin1:
        return "only the province" if one.admin1 == other.admin1 else None
    reach = max(one.uncertainty_km, other.uncertainty_km)
    if abs(one.lat - other.lat) * DEGREE_KM > max(reach, BESIDE_KM):
        return None
    apart = great_circle((one.lat, one.lon), (other.lat, other.lon)).km
    if "province" in levels:
        return "only the province" if apart <= reach else None
    if apart <= SAME_KM:
        return "same place"
    return "within its radius" if apart <= reach else "beside" if apart <= BESIDE_KM else None


def _type(one: str, other: str) -> str:
    if one == other:
        return "same"
    if "attack" in (one, other) or any(one in family and other in family for family in FAMILIES):
        return "kin"
    return "different"


def _count(one: Count, other: Count) -> str:
    if one.min is None or other.min is None:
        return "unknown"
    if one == other:
        return "none" if one.min == 0 else "equal but few" if one.min < FEW else "equal"
    if 0 in (one.max, other.max):
        return "none against some"
    tops = [c.max if c.max is not None else c.min * 2 for c in (one, other) if c.min is not None]
    low, high = sorted((max(tops[0], one.min), max(tops[1], other.min)))
    if max(one.min, other.min) > min(tops) and 2 * low < high:
        return "far"
    return "near and many" if low >= MANY else "near"


def _actors(one: tuple[Actor, ...], other: tuple[Actor, ...]) -> str:
    here, there = _named(one), _named(other)
    if not here or not there:
        return "unknown"
    return "shared" if here & there else "different"


def _named(actors: tuple[Actor, ...]) -> set[str]:
    return {actor_key(a) for a in actors if a.id or a.kind in ("state", "organization")}


def actor_key(actor: Actor) -> str:
    """Return what tells one actor from another: the canonical id, else the name."""
    return actor.id or actor.name.casefold()


def _targets(one: Report, other: Report) -> str:
    here, there = _hit(one), _hit(other)
    if not here or not there:
        return "unknown"
    return "shared" if here & there else "different"


def _hit(report: Report) -> set[str]:
    """Return the words for what and who was hit, without those that fit any incident."""
    told = [*(t.name for t in report.targets), *(v.name for v in report.victims)]
    return {word.rstrip("s") for name in told for word in re.findall(r"\w{4,}", name.casefold())} - _LOOSE


_LOOSE = frozenset({"people", "person", "civilian", "least", "other", "some", "several", "member"})


def _text(one: Report, other: Report) -> str:
    here, there = (" ".join(report.quote.split()) for report in (one, other))
    return "copied" if here == there and len(here) >= COPIED_LENGTH else "own words"
