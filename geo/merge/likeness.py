"""Pairs of reports -> the log odds that the two tell one incident; none where they contradict each other.

Each comparison (day, place, dead, actors, ...) comes out at one of a few levels, and each level has a weight:
the record-linkage model of Fellegi and Sunter (1969). `weights.csv` holds them with their sources; those that
were learned are written by `geo train merging`. Log odds are whole hundredths, so that sums are exact and no
order of adding changes what is joined.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from math import exp
from pathlib import Path

import numpy as np

from geo.merge import blocking
from geo.merge.arrays import Flags, Floats, Ints
from geo.merge.blocking import BESIDE_KM, DAYS_APART, Pairs
from geo.merge.columns import COUNTRY, NOWHERE, PROVINCE, UNSAID, Columns

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
SAME_KM = 1.0
WEEK = 8  # days: a span up to this is days, a longer one a month
FEW, MANY = 3, 10  # people
EARTH_KM = 6371.009  # mean radius, IUGG
HUNDREDTHS = 100
CONTRADICTION = -400  # one of 55; MAVERICK and the sample are joined alike with -300, -600 and without it

_COUNTS = (
    "unknown", "equal", "equal but few", "near", "near and many", "far", "none", "none against some",
)  # fmt: skip
LEVELS: Mapping[str, tuple[str, ...]] = {
    "when": ("same day", "same days", "same month", "next day", "two days apart", "lost by a copy"),
    "where": (
        "same place", "within its radius", "beside", "named", "only the province", "only the country",
        "lost by a copy",
    ),
    "type": ("same", "kin", "different"),
    "killed": _COUNTS,
    "injured": _COUNTS,
    "actors": ("unknown", "shared", "different"),
    "targets": ("unknown", "shared", "different"),
    "text": ("own words", "copied"),
    "standing": ("alike", "news and background"),
    "published": ("same day", "next day", "within days", "within weeks", "later", "unknown"),
}  # fmt: skip
CONTRADICTS = -1

Levels = Mapping[str, Ints]  # comparison -> the level of each pair, a place in LEVELS


def likely(columns: Columns) -> Iterator[tuple[Pairs, Ints]]:
    """Yield the pairs of reports that may be one incident, with their log odds in hundredths. A pair that is
    as unlikely as `CONTRADICTION` contradicts itself.
    """
    for pairs in blocking.pairs(columns):
        (one, other), levels = compare(columns, *pairs)
        told = odds(levels, weights())
        kept = told >= CONTRADICTION
        yield (one[kept], other[kept]), told[kept]


def compare(columns: Columns, here: Ints, there: Ints) -> tuple[Pairs, Levels]:
    """Return the pairs that do not contradict each other, and their levels. One article's two incidents do,
    days or places apart, and an unknown day or place but of a copy.
    """
    kept = columns.article[here] != columns.article[there]
    here, there = here[kept], there[kept]
    when = _when(columns, here, there)
    kept = np.flatnonzero(when != CONTRADICTS)
    here, there, when = here[kept], there[kept], when[kept]
    where = _where(columns, here, there)
    kept = np.flatnonzero(where != CONTRADICTS)
    here, there, when, where = here[kept], there[kept], when[kept], where[kept]
    copied = columns.sketches.copied(here, there)
    kept = np.flatnonzero(copied | ~(columns.lost[here] | columns.lost[there]))
    here, there, copied = here[kept], there[kept], copied[kept]
    levels = {"when": when[kept], "where": where[kept], "text": copied.astype(np.int64)}
    return (here, there), levels | {name: told(columns, here, there) for name, told in _COMPARISONS.items()}


def odds(levels: Levels, weight: Mapping[tuple[str, str], float]) -> Ints:
    """Return the log odds of each pair, in hundredths."""
    total: Ints = np.full(len(levels["when"]), round(HUNDREDTHS * weight["bias", ""]))
    for comparison, level in levels.items():
        total += np.array([round(HUNDREDTHS * weight[comparison, name]) for name in LEVELS[comparison]])[
            level
        ]
    return total


def names(levels: Levels) -> list[dict[str, str]]:
    """Return the levels of each pair by their names, such as {"when": "same day"}."""
    told = [[LEVELS[comparison][at] for at in level.tolist()] for comparison, level in levels.items()]
    return [dict(zip(levels, row, strict=True)) for row in zip(*told, strict=True)]


def chance(hundredths: float) -> float:
    """Return the probability, 0 to 1, of log odds in hundredths."""
    return 1 / (1 + exp(-hundredths / HUNDREDTHS))


@cache
def weights() -> dict[tuple[str, str], float]:
    """Return the weight of each level of each comparison, and the bias."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {(row["comparison"], row["level"]): float(row["weight"]) for row in csv.DictReader(file)}


def _chosen(comparison: str, cases: list[tuple[Flags, str | None]], otherwise: str | None) -> Ints:
    """Return the level of the first case that holds, pair by pair; None contradicts."""
    names = LEVELS[comparison]
    numbers = [CONTRADICTS if name is None else names.index(name) for _, name in cases]
    rest = CONTRADICTS if otherwise is None else names.index(otherwise)
    chosen: Ints = np.select([case for case, _ in cases], numbers, rest)
    return chosen


def _when(c: Columns, here: Ints, there: Ints) -> Ints:
    first, last = (c.first[here], c.first[there]), (c.last[here], c.last[there])
    lost = (first[0] == UNSAID) | (first[1] == UNSAID)
    gap = np.maximum(first[0] - last[1], first[1] - last[0])
    length = np.maximum(last[0] - first[0], last[1] - first[1])
    cases: list[tuple[Flags, str | None]] = [
        (lost, "lost by a copy"),
        (gap > DAYS_APART, None),
        (gap == DAYS_APART, "two days apart"),
        (gap == 1, "next day"),
        (length == 0, "same day"),
        (length <= WEEK, "same days"),
    ]
    return _chosen("when", cases, "same month")


def _where(c: Columns, here: Ints, there: Ints) -> Ints:
    reaches = np.maximum(c.reaches[here], c.reaches[there])
    lost, province = reaches == NOWHERE, reaches == PROVINCE
    one, other = c.place[here], c.place[there]
    same = (one == other) & (one != UNSAID)
    units = (c.admin1[here], c.admin1[there])
    known = province & (units[0] != UNSAID) & (units[1] != UNSAID)
    named = c.mentioned.meet(here, there, other=c.named) | c.mentioned.meet(there, here, other=c.named)
    apart = _apart_km(c, here, there)
    reach = np.maximum(c.uncertainty_km[here], c.uncertainty_km[there])
    cases: list[tuple[Flags, str | None]] = [
        (lost, "lost by a copy"),
        (c.country[here] != c.country[there], None),
        (known & (units[0] != units[1]) & ~same, None),
        (province & ~known & ~same & (apart > reach), None),
        (named, "named"),
        (reaches == COUNTRY, "only the country"),
        (province, "only the province"),
        (same | (apart <= SAME_KM), "same place"),
        (apart <= reach, "within its radius"),
        (apart <= BESIDE_KM, "beside"),
    ]
    return _chosen("where", cases, None)


def _apart_km(c: Columns, here: Ints, there: Ints) -> Floats:
    """Return the great-circle distances, by the haversine formula."""
    south, north = np.radians(c.lat[here]), np.radians(c.lat[there])
    turn = np.radians(c.lon[there] - c.lon[here])
    part = np.sin((north - south) / 2) ** 2 + np.cos(south) * np.cos(north) * np.sin(turn / 2) ** 2
    apart: Floats = 2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(part, 1.0)))
    return apart


def _type(c: Columns, here: Ints, there: Ints) -> Ints:
    number = len(c.types)
    flags = [_kin(one, other) for one in c.types for other in c.types]
    kin = np.array(flags, dtype=np.bool_).reshape(number, number)
    one, other = c.type[here], c.type[there]
    return _chosen("type", [(one == other, "same"), (kin[one, other], "kin")], "different")


def _kin(one: str, other: str) -> bool:
    return "attack" in (one, other) or any(one in family and other in family for family in FAMILIES)


def _count(told: Ints) -> Ints:
    """Compare numbers of people; `told` is a row a pair: the lowest and highest of one, then of the other."""
    least, most = told[:, ::2], told[:, 1::2]
    tops = np.where(most == UNSAID, least * 2, most)
    low, high = np.sort(np.maximum(tops, least), axis=1).T
    equal = (told[:, :2] == told[:, 2:]).all(axis=1)
    apart = least.max(axis=1) > tops.min(axis=1)
    cases: list[tuple[Flags, str | None]] = [
        ((least == UNSAID).any(axis=1), "unknown"),
        (equal & (least[:, 0] == 0), "none"),
        (equal & (least[:, 0] < FEW), "equal but few"),
        (equal, "equal"),
        ((most == 0).any(axis=1), "none against some"),
        (apart & (2 * low < high), "far"),
        (low >= MANY, "near and many"),
    ]
    return _chosen("killed", cases, "near")


def _killed(c: Columns, here: Ints, there: Ints) -> Ints:
    return _count(np.hstack([c.killed[here], c.killed[there]]))


def _injured(c: Columns, here: Ints, there: Ints) -> Ints:
    return _count(np.hstack([c.injured[here], c.injured[there]]))


def _actors(c: Columns, here: Ints, there: Ints) -> Ints:
    unknown = c.actors.empty(here) | c.actors.empty(there)
    return _chosen("actors", [(unknown, "unknown"), (c.actors.meet(here, there), "shared")], "different")


def _targets(c: Columns, here: Ints, there: Ints) -> Ints:
    unknown = c.hit.empty(here) | c.hit.empty(there)
    return _chosen("targets", [(unknown, "unknown"), (c.hit.meet(here, there), "shared")], "different")


def _standing(c: Columns, here: Ints, there: Ints) -> Ints:
    return _chosen("standing", [(c.main[here] == c.main[there], "alike")], "news and background")


def _published(c: Columns, here: Ints, there: Ints) -> Ints:
    one, other = c.published[here], c.published[there]
    gap = np.abs(one - other)
    cases: list[tuple[Flags, str | None]] = [
        ((one == UNSAID) | (other == UNSAID), "unknown"),
        (gap == 0, "same day"),
        (gap == 1, "next day"),
        (gap <= 3, "within days"),
        (gap <= 14, "within weeks"),
    ]
    return _chosen("published", cases, "later")


_COMPARISONS: Mapping[str, Callable[[Columns, Ints, Ints], Ints]] = {
    "type": _type,
    "killed": _killed,
    "injured": _injured,
    "actors": _actors,
    "targets": _targets,
    "standing": _standing,
    "published": _published,
}
