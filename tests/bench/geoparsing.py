"""Score what `geoparse` printed against marked texts, with 95 % intervals:

    python -m tests.bench.geoparsing GOLD.jsonl FOUND.jsonl SPANS.jsonl

`FOUND` is the output for the texts, `SPANS` for the same with the marked spans given. A place is right by its
GeoNames id or within 161 km, as in "A Pragmatic Guide to Geoparsing Evaluation" (Gritta et al. 2020). The
intervals are of 2,000 bootstrap samples of documents: names of one article stand or fall together.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from geo.places.distance import distance_km

RIGHT_KM = 161.0
SAMPLES = 2000
Toponym = Mapping[str, Any]


def main(gold: Path, found: Path, spans: Path) -> None:
    """Print a line a figure: per cent, lower and upper bound."""
    documents = read(gold, key="doc_id")
    free, given = read(found, key="article_id"), read(spans, key="article_id")
    rows = np.array([counts(doc, free.get(id), given.get(id)) for id, doc in documents.items()], dtype=float)
    drawn = np.random.default_rng(0).integers(len(rows), size=(SAMPLES, len(rows)))
    sampled = figures(rows[drawn].sum(axis=1))
    bounds = np.percentile(sampled, [2.5, 97.5], axis=1)
    for name, value, low, high in zip(NAMES, figures(rows.sum(axis=0)), *bounds, strict=True):
        print(f"{name:45} {100 * value:5.1f}  ({100 * low:.1f} to {100 * high:.1f})")


NAMES = ("recognition, F1 (overlap)", "end to end, F1", "located right, of the marked spans")


def figures(sums: np.ndarray) -> np.ndarray:
    """Return the three figures of sums of `counts`, whose last axis is theirs."""
    marked, named, met, placed, right, given = np.moveaxis(sums, -1, 0)
    return np.stack([2 * met / (named + marked), 2 * right / (placed + marked), given / marked])


def counts(
    gold: Mapping[str, Any], found: Mapping[str, Any] | None, given: Mapping[str, Any] | None
) -> list[int]:
    """Return how many names a text has marked, found, found where one is marked, placed, placed right, and
    placed right of the marked spans. What is marked without a point is neither right nor wrong.
    """
    marked = gold["toponyms"]
    named = found["toponyms"] if found else []
    pairs = matched(named, marked)
    met = {i for i, _ in pairs}
    unjudged = gold.get("without_coordinates", [])
    counted = [i for i, t in enumerate(named) if i in met or not any(overlap(t, other) for other in unjudged)]
    return [
        len(marked),
        len(counted),
        len(pairs),
        sum(named[i]["lat"] is not None for i in counted),
        sum(is_right(named[i], marked[j]) for i, j in pairs),
        sum(is_right(t, other) for t, other in same_spans(given["toponyms"] if given else [], marked)),
    ]


def matched(named: Sequence[Toponym], marked: Sequence[Toponym]) -> list[tuple[int, int]]:
    """Pair each name found with one marked at most: equal spans first, then those that share most letters."""
    alike = sorted(
        (span(t) != span(other), -shared, abs(t["start"] - other["start"]), i, j)
        for i, t in enumerate(named)
        for j, other in enumerate(marked)
        if (shared := overlap(t, other))
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in alike:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return list(pairs.items())


def same_spans(given: Iterable[Toponym], marked: Iterable[Toponym]) -> list[tuple[Toponym, Toponym]]:
    """Pair the names of the same spans."""
    by_span = {span(t): t for t in given}
    return [(by_span[span(other)], other) for other in marked if span(other) in by_span]


def is_right(found: Toponym, marked: Toponym) -> bool:
    """Return whether a place is the marked one by its id or lies near enough."""
    if found["lat"] is None or marked.get("lat") is None:
        return False
    number = str(found["gazetteer_id"]).removeprefix("geonames:")
    return number == str(marked.get("gazetteer_id")) or apart_km(found, marked) <= RIGHT_KM


def apart_km(found: Toponym, marked: Toponym) -> float:
    """Return how far two points lie apart."""
    return distance_km(found["lat"], found["lon"], marked["lat"], marked["lon"])


def span(toponym: Toponym) -> tuple[int, int]:
    """Return where a name begins and ends."""
    return toponym["start"], toponym["end"]


def overlap(one: Toponym, other: Toponym) -> int:
    """Return how many code points two names share."""
    return max(0, min(one["end"], other["end"]) - max(one["start"], other["start"]))


def read(path: Path, *, key: str) -> dict[str, dict[str, Any]]:
    """Return the rows of JSON lines by one of their fields."""
    with path.open(encoding="utf-8") as file:
        return {row[key]: row for row in map(json.loads, file)}


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
