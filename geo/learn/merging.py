"""Reports whose incidents are known -> the weights of `geo.merge.likeness`.

Reads JSON lines in the layout of MAVERICK (reports on electoral violence, CC BY 4.0): reports with `id`,
`date_start`, `date_end`, `latitude`, `longitude`, `geo_precision`, `deaths_low`, `actors`, ..., and gold with
`id` and `event`. What the reports cannot teach (a type that contradicts, copied text) stays in the table as
it is, marked as set by hand.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from geo.learn.fitting import Examples, calibration_error, fit, lines, out_of_fold, write
from geo.merge import blocking
from geo.merge.blocking import Pairs
from geo.merge.clusters import link
from geo.merge.columns import Columns, actor_key
from geo.merge.likeness import HUNDREDTHS, TABLE, chance, compare, names
from geo.model import Actor, Count, Level, Place, Report, Source, Target, When

LEARNED = "learned from MAVERICK (CC BY 4.0) by geo train merging"
FOLDS = 5
INVERSE_PENALTY = 1.0
_LEVELS: Mapping[int, tuple[Level, float]] = {
    1: ("country", 400.0),
    2: ("province", 80.0),
    3: ("city", 8.0),
    4: ("neighbourhood", 4.0),
    5: ("neighbourhood", 2.0),
    6: ("site", 1.0),
}


def train(reports_file: Path, gold_file: Path, *, table: Path = TABLE) -> Iterator[str]:
    """Write the learned weights into the table; yield lines with the figures out of fold, and those of two
    simple rules on the same reports.
    """
    rows = list(lines(reports_file))
    incident = {row["id"]: row["event"] for row in lines(gold_file)}
    reports = [_report(row) for row in rows]
    gold = [incident[row["id"]] for row in rows]
    pairs, examples = _examples(reports, gold)
    odds = np.array(out_of_fold(examples, folds=FOLDS, inverse_penalty=INVERSE_PENALTY))
    found = link(len(reports), pairs, np.rint(HUNDREDTHS * odds).astype(np.int64))
    yield f"{len(odds)} pairs, {sum(examples.labels)} of one incident"
    error = calibration_error([chance(HUNDREDTHS * o) for o in odds], examples.labels)
    yield f"calibration error of a pair: {error:.3f} (out of fold)"
    yield from (f"{figure} (out of fold)" for figure in agreement(found, gold))
    for name, key in RULES.items():
        yield from (f"{name}: {figure}" for figure in agreement(alike(reports, key), gold))
    weights = fit(examples, inverse_penalty=INVERSE_PENALTY)
    write(weights, table, names=("comparison", "level"), source=LEARNED)


def _examples(reports: Sequence[Report], gold: Sequence[str]) -> tuple[Pairs, Examples]:
    """Return the pairs that may be one incident, and what each looks like."""
    columns = Columns.of(reports)
    compared = [compare(columns, *pairs) for pairs in blocking.pairs(columns)]
    here, there = (np.concatenate([pairs[side] for pairs, _ in compared]) for side in (0, 1))
    levels = [row for _, part in compared for row in names(part)]
    same = [gold[i] == gold[j] for i, j in zip(here, there, strict=True)]
    return (here, there), Examples(levels, same, [_fold(reports[i]) for i in here])


def alike(reports: Sequence[Report], key: Callable[[Report], Hashable]) -> list[list[int]]:
    """Return the groups of reports that have the same key."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for at, report in enumerate(reports):
        groups[key(report)].append(at)
    return list(groups.values())


def _day_and_place(report: Report) -> Hashable:
    place = report.place
    return report.when.date, place and (place.country, place.name or (place.lat, place.lon))


def _one_a_day(report: Report) -> Hashable:
    actor = actor_key(report.actors[0]) if report.actors else None
    return report.when.date, report.place and report.place.country, actor, report.type


RULES: Mapping[str, Callable[[Report], Hashable]] = {
    "same day and place": _day_and_place,
    "one a day by actor, type and country": _one_a_day,
}


def _fold(report: Report) -> str:
    """Return the country and quarter of a year: an incident's pairs stay in one fold."""
    place, day = report.place, report.when.date
    return f"{place.country if place else ''}-{day.toordinal() // 90 if day else 0}"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well groups agree with incidents; shares, 0 to 1."""

    name: str
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        shares = (("precision", self.precision), ("recall", self.recall), ("F1", self.f1))
        return f"{self.name}: " + ", ".join(f"{name} {100 * share:.1f}" for name, share in shares)


def agreement(found: Sequence[Sequence[int]], gold: Sequence[str]) -> tuple[Agreement, Agreement]:
    """Return B-cubed (Bagga, Baldwin 1998) and pairwise agreement of groups with the incidents of items."""
    size = Counter(gold)
    shared = [(Counter(gold[member] for member in group), len(group)) for group in found]
    overlaps = [(n, length, size[name]) for counted, length in shared for name, n in counted.items()]
    of_items = [sum(n * n / whole[at] for n, *whole in overlaps) / len(gold) for at in (0, 1)]
    right = sum(n * (n - 1) for n, *_ in overlaps)
    joined = sum(length * (length - 1) for _, length in shared)
    wanted = sum(n * (n - 1) for n in size.values())
    pairwise = [right / total if total else 1.0 for total in (joined, wanted)]
    return Agreement("B-cubed", *of_items), Agreement("pairwise", *pairwise)


def _report(row: Mapping[str, Any]) -> Report:
    start, end = (dt.date.fromisoformat(row[key]) for key in ("date_start", "date_end"))
    told = row.get("event_context", "Unknown")
    return Report(
        source=_source(row["source"]),
        type="attack" if told == "Unknown" else told,
        when=When(start, end, "day" if start == end else "range", "stated"),
        main=True,
        quote=row["id"],
        start=0,
        end=0,
        trigger_start=0,
        trigger_end=0,
        actors=tuple(
            Actor(a, "group" if a.startswith("Unknown") else "organization", "confirmed")
            for a in row.get("actors", ())
        ),
        targets=tuple(Target(t) for t in [row.get("target", "Unknown")] if t != "Unknown"),
        killed=_count(row, "deaths"),
        injured=_count(row, "injuries"),
        place=_place(row),
    )


def _source(said: str) -> Source:
    """Return the article: two reports of one are never one incident, as in a digest. Its day stands in it."""
    printed = re.search(r"\((\d{4}-\d\d-\d\d)\)", said)
    return Source(said, published=dt.date.fromisoformat(printed[1]) if printed else None)


def _count(row: Mapping[str, Any], what: str) -> Count:
    low, high = (row.get(f"{what}_{end}") for end in ("low", "high"))
    return Count(int(low), int(high)) if low is not None and high is not None else Count()


def _place(row: Mapping[str, Any]) -> Place | None:
    level, radius = _LEVELS[int(row.get("geo_precision") or 1)]
    if row.get("latitude") is None:
        return Place(row["country"], 0.0, 0.0, "country", 400.0, row["country"])
    return Place(row.get("city") or "", row["latitude"], row["longitude"], level, radius, row["country"])
