"""Reports whose incidents are known -> the weights of `geo.merge.likeness`.

Reads JSON lines in the layout of MAVERICK (reports on electoral violence, CC BY 4.0): reports with `id`,
`date_start`, `date_end`, `latitude`, `longitude`, `geo_precision`, `deaths_low`, `actors`, ..., and gold with
`id` and `event`. What the reports cannot teach (a type that contradicts, copied text) stays in the table as
it is, marked as set by hand.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from geo.learn.fitting import Examples, fit, lines, out_of_fold, write
from geo.merge.clusters import link, pairs
from geo.merge.likeness import TABLE, compare
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
    """Write the learned weights into the table; yield lines with the figures out of fold."""
    rows = list(lines(reports_file))
    incident = {row["id"]: row["event"] for row in lines(gold_file)}
    reports = [_report(row) for row in rows]
    gold = [incident[row["id"]] for row in rows]
    compared, examples = _examples(reports, gold)
    odds = out_of_fold(examples, folds=FOLDS, inverse_penalty=INVERSE_PENALTY)
    found = link(len(reports), dict(zip(compared, odds, strict=True)))
    yield f"{len(compared)} pairs, {sum(examples.labels)} of one incident"
    yield from figures(found, gold)
    weights = fit(examples, inverse_penalty=INVERSE_PENALTY)
    write(weights, table, names=("comparison", "level"), source=LEARNED)


def _examples(reports: Sequence[Report], gold: Sequence[str]) -> tuple[list[tuple[int, int]], Examples]:
    """Return the pairs that may be one incident, and what each looks like."""
    levels = {(i, j): found for i, j in pairs(reports) if (found := compare(reports[i], reports[j]))}
    same = [gold[i] == gold[j] for i, j in levels]
    return list(levels), Examples(list(levels.values()), same, [_fold(reports[i]) for i, _ in levels])


def _fold(report: Report) -> str:
    """Return the country and quarter of a year: an incident's pairs stay in one fold."""
    place, day = report.place, report.when.date
    return f"{place.country if place else ''}-{day.toordinal() // 90 if day else 0}"


def figures(found: Sequence[Sequence[int]], gold: Sequence[str]) -> Iterator[str]:
    """Yield pairwise and B-cubed (Bagga and Baldwin 1998) precision, recall and F1, in per cent."""
    cluster = {member: number for number, group in enumerate(found) for member in group}
    size: dict[str, int] = {}
    for name in gold:
        size[name] = size.get(name, 0) + 1
    together = [
        sum(cluster[m] == cluster[o] and gold[m] == gold[o] for o in found[cluster[m]])
        for m in range(len(gold))
    ]
    precision = sum(t / len(found[cluster[m]]) for m, t in enumerate(together)) / len(gold)
    recall = sum(t / size[gold[m]] for m, t in enumerate(together)) / len(gold)
    yield _line("B-cubed", precision, recall)
    right = sum(t - 1 for t in together)
    joined = sum(len(g) * (len(g) - 1) for g in found)
    yield _line("pairwise", right / max(1, joined), right / sum(n * (n - 1) for n in size.values()))


def _line(name: str, precision: float, recall: float) -> str:
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return (
        f"{name}: precision {100 * precision:.1f}, recall {100 * recall:.1f}, F1 {100 * f1:.1f} (out of fold)"
    )


def _report(row: Mapping[str, Any]) -> Report:
    start, end = (dt.date.fromisoformat(row[key]) for key in ("date_start", "date_end"))
    told = row.get("event_context", "Unknown")
    return Report(
        source=Source(row["source"] + row["id"]),
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


def _count(row: Mapping[str, Any], what: str) -> Count:
    low, high = (row.get(f"{what}_{end}") for end in ("low", "high"))
    return Count(int(low), int(high)) if low is not None and high is not None else Count()


def _place(row: Mapping[str, Any]) -> Place | None:
    level, radius = _LEVELS[int(row.get("geo_precision") or 1)]
    if row.get("latitude") is None:
        return Place(row["country"], 0.0, 0.0, "country", 400.0, row["country"])
    return Place(row.get("city") or "", row["latitude"], row["longitude"], level, radius, row["country"])
