"""Reports -> groups of reports that tell one incident, by average linkage.

The two groups that are most alike, on average over all their pairs, become one, until no two groups are more
likely one than not. Two groups with a pair that contradicts itself never do, so a third report cannot chain
two clearly different incidents together. The order of the reports does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np

from geo.merge.arrays import Ints
from geo.merge.blocking import Pairs
from geo.merge.columns import Columns
from geo.merge.likeness import likely
from geo.model import Report

THRESHOLD = 0  # log odds

Alike = dict[int, dict[int, int]]  # group -> other group -> sum of the log odds of all their pairs
Groups = dict[int, list[int]]  # a group's number, that of its first item -> its items


def groups(reports: Sequence[Report]) -> list[list[Report]]:
    """Return the groups; within a group and among groups the order of `reports` is kept."""
    columns = Columns.of(reports)
    (one, other), odds = gathered(likely(columns))
    alike = columns.lost[one] == columns.lost[other]
    found = link(len(reports), (one[alike], other[alike]), odds[alike])
    if not alike.all():
        found = _with_lost(found, columns, (one[~alike], other[~alike]), odds[~alike])
    return [[reports[i] for i in group] for group in found]


def _with_lost(found: list[list[int]], columns: Columns, pairs: Pairs, odds: Ints) -> list[list[int]]:
    """Return the groups with each copy that has lost its day or its place put to the group of its most alike
    original, after that was formed: of any other report nothing says that the copy tells the same or another.
    """
    group = {item: members for members in found for item in members}
    articles = columns.article.tolist()
    for at in np.lexsort((pairs[1], pairs[0], -odds.astype(np.int64))).tolist():
        one, other = int(pairs[0][at]), int(pairs[1][at])
        copy, original = (one, other) if columns.lost[one] else (other, one)
        if not columns.lost[group[copy]].all():
            continue
        if {articles[i] for i in group[copy]}.isdisjoint(articles[i] for i in group[original]):
            joined = sorted(group[original] + group[copy])
            group.update(dict.fromkeys(joined, joined))
    return sorted({members[0]: members for members in group.values()}.values())


def gathered(parts: Iterable[tuple[Pairs, Ints]]) -> tuple[Pairs, Ints]:
    """Return all pairs and their odds as three columns, as narrow as they can be."""
    kept = [(one.astype(np.int32), other.astype(np.int32), o.astype(np.int16)) for (one, other), o in parts]
    if not kept:
        nothing = np.zeros(0, dtype=np.int64)
        return (nothing, nothing), nothing
    one, other, odds = (np.concatenate(column) for column in zip(*kept, strict=True))
    return (one, other), odds


def link(count: int, pairs: Pairs, odds: Ints) -> list[list[int]]:
    """Return the groups of `count` items, given the log odds of pairs; a pair without any contradicts."""
    one, other = pairs
    hang_together = odds > THRESHOLD
    owner = _components(count, one[hang_together], other[hang_together])
    inside = owner[one] == owner[other]
    linked = [
        group for alike in _apart(owner, one[inside], other[inside], odds[inside]) for group in _joined(alike)
    ]
    alone = np.setdiff1d(np.arange(count), np.fromiter(chain.from_iterable(linked), dtype=np.int64))
    return sorted([*linked, *([item] for item in alone.tolist())])


def _components(count: int, one: Ints, other: Ints) -> Ints:
    """Return for each item the first item that it hangs together with, over any number of pairs."""
    owner = np.arange(count)
    while True:
        low = np.minimum(owner[one], owner[other])
        reached = owner.copy()
        for ends in (one, other):
            np.minimum.at(reached, owner[ends], low)
        reached = reached[reached]
        if (reached == owner).all():
            return owner
        owner = reached


def _apart(owner: Ints, one: Ints, other: Ints, odds: Ints) -> Iterator[Alike]:
    """Yield the pairs of each component."""
    order = np.argsort(owner[one], kind="stable")
    cuts = np.flatnonzero(np.diff(owner[one[order]])) + 1
    for part in np.split(order, cuts) if len(order) else ():
        alike: Alike = defaultdict(dict)
        for i, j, o in zip(one[part].tolist(), other[part].tolist(), odds[part].tolist(), strict=True):
            alike[i][j] = alike[j][i] = o
        yield alike


def _joined(alike: Alike) -> list[list[int]]:
    """Return the groups of one component. From any group a chain leads to the nearest, to the nearest of
    that, and so on; the two at its end are each other's nearest and become one (Benzecri 1982). That joins
    the same groups as taking the most alike first. Sums of odds are added up (Lance, Williams 1967).
    """
    group = {item: [item] for item in sorted(alike)}
    done: list[list[int]] = []
    walk: list[int] = []
    while group:
        if not walk:
            walk.append(next(iter(group)))
        here = walk[-1]
        nearest = _nearest(here, alike, group, before=walk[-2] if len(walk) > 1 else None)
        if nearest is None:
            done.append(sorted(group.pop(here)))
            for other in alike.pop(here):
                del alike[other][here]
            walk.pop()
        elif len(walk) > 1 and nearest == walk[-2]:
            del walk[-2:]
            _join(here, nearest, alike, group)
        else:
            walk.append(nearest)
    return done


def _nearest(here: int, alike: Alike, group: Groups, *, before: int | None) -> int | None:
    """Return the group most alike to `here` on average, None where no group is more likely one than not. Of
    equals it is the one before in the chain, else the first.
    """
    best, nearest = float(THRESHOLD), None
    for other, total in alike[here].items():
        mean = total / len(group[other])
        if mean > best or (
            mean == best and nearest is not None and (other == before or other < nearest != before)
        ):
            best, nearest = mean, other
    return nearest


def _join(one: int, other: int, alike: Alike, group: Groups) -> None:
    """Make two groups one, under the number of the first."""
    first, second = min(one, other), max(one, other)
    group[first] += group.pop(second)
    mine, theirs = alike.pop(first), alike.pop(second)
    for k in mine.keys() | theirs.keys():
        if k not in (first, second):
            alike[k].pop(first, None)
            alike[k].pop(second, None)
    alike[first] = {k: mine[k] + theirs[k] for k in mine.keys() & theirs.keys()}
    for k, total in alike[first].items():
        alike[k][first] = total
