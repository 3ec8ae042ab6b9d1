"""Reports -> groups of reports that tell one incident, by average linkage.

The two groups that are most alike, on average over all their pairs, become one, until no two groups are more
likely one than not. Two groups with a pair that contradicts itself never do, so a third report cannot chain
two clearly different incidents together. The order of the reports does not matter.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import floor

from geo.merge.likeness import DAYS_APART, days, likeness
from geo.model import Place, Report

THRESHOLD = 0.0  # log odds

Pair = tuple[int, int]
Cell = tuple[int, int]  # south-west corner in degrees: latitude, longitude
Block = tuple[str | None, Cell, int]  # country, cell, day


def groups(reports: Sequence[Report]) -> list[list[Report]]:
    """Return the groups; within a group and among groups the order of `reports` is kept."""
    told = {(i, j): likeness(reports[i], reports[j]) for i, j in pairs(reports)}
    alike = {pair: odds for pair, odds in told.items() if odds is not None}
    return [[reports[i] for i in group] for group in link(len(reports), alike)]


def pairs(reports: Sequence[Report]) -> Iterator[Pair]:
    """Yield the pairs that may be one incident: one country, days that touch, places in neighbouring cells
    unless one of them is only a province or country. The cost grows with the reports a cell and day has.
    """
    blocks: dict[Block, list[int]] = defaultdict(list)
    for at, report in enumerate(reports):
        span = days(report.when)
        if report.place is None or span is None:
            continue
        country = report.place.country
        stands, looks = _cells(report.place)
        around = _span(span, wider=DAYS_APART)
        near = {i for day in around for cell in looks for i in blocks.get((country, cell, day), ())}
        yield from ((other, at) for other in sorted(near))
        for day in _span(span, wider=0):
            for cell in stands:
                blocks[country, cell, day].append(at)


def _cells(place: Place) -> tuple[Sequence[Cell], Sequence[Cell]]:
    """Return the cells (degrees) a place stands in, and those where reports of the same place may stand."""
    if place.level in ("province", "country"):
        return (_COARSE, _ANY), (_ANY,)
    row, column = floor(place.lat), floor(place.lon)
    around = [(row + south, column + east) for south in (-1, 0, 1) for east in (-1, 0, 1)]
    return ((row, column), _ANY), (*around, _COARSE)


_ANY, _COARSE = (900, 900), (901, 901)


def _span(span: tuple[dt.date, dt.date], *, wider: int) -> Iterator[int]:
    first, last = (day.toordinal() for day in span)
    return iter(range(first - wider, last + wider + 1))


def link(count: int, alike: Mapping[Pair, float]) -> list[list[int]]:
    """Return the groups of `count` items, given the log odds of pairs; a pair without any contradicts."""
    linked: dict[int, set[int]] = defaultdict(set)
    for i, j in alike:
        linked[i].add(j)
        linked[j].add(i)
    group: dict[int, list[int]] = {i: [i] for i in range(count)}
    owner = list(range(count))
    queue = [(-odds, i, j, 2) for (i, j), odds in alike.items() if odds > THRESHOLD]
    heapq.heapify(queue)
    while queue:
        _, i, j, size = heapq.heappop(queue)
        if i not in group or j not in group or len(group[i]) + len(group[j]) != size:
            continue
        group[i] = sorted(group[i] + group.pop(j))
        for member in group[i]:
            owner[member] = i
        for k in {owner[n] for member in group[i] for n in linked[member]} - {i}:
            odds = _between(group[i], group[k], alike.get)
            if odds is not None and odds > THRESHOLD:
                heapq.heappush(queue, (-odds, min(i, k), max(i, k), len(group[i]) + len(group[k])))
    return sorted(group.values())


def _between(here: Iterable[int], there: Sequence[int], odds: Callable[[Pair], float | None]) -> float | None:
    """Return the average log odds over all pairs of two groups; None where any pair contradicts."""
    told = [odds((min(i, j), max(i, j))) for i in here for j in there]
    known = [value for value in told if value is not None]
    return sum(known) / len(known) if len(known) == len(told) else None
