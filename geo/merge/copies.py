"""Sentences -> how nearly two are the same words: MinHash (Broder 1997) over pairs of neighbouring words.

A wire's report is printed by many with another opening, another spelling or a newer toll. `ALIKE` says from
where on two sentences are one and its copy.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from geo.merge.arrays import Flags, Floats, Ints, spread
from geo.model import Report

# Share of common word pairs. No two of the sample's 241 sentences have 0.25 in common, of 2,727 of MUC-4 the
# pairs of different articles from 0.5 on are copies or name no event; sentences with another toll, name or
# opening have 0.5 or more 99 times of 100, with all three 85 times.
ALIKE = 0.5
LEAST_LENGTH = 60  # code points; shorter sentences are told alike of many incidents
HASHES = 64  # a share of 0.5 is then told within 0.06 (standard error)
BAND = 4  # hashes; two sentences with a share of 0.7 agree in one of 16 bands 99 times of 100
SEED = 1
BATCH = 10_000  # sentences: bounds the memory of the lists that rensa answers with
NO_ROW = -1


@dataclass(frozen=True, slots=True)
class Sketches:
    """What is kept of each report's sentence: `row` is its row in `hashes`, NO_ROW where the sentence is
    short or its article tells another event in the same words. `trigger` is a code of the word that names
    the event; `single` is False where the article has another sentence that is alike.
    """

    row: Ints
    trigger: Ints
    single: Flags
    hashes: npt.NDArray[np.uint32]

    @classmethod
    def of(cls, reports: Sequence[Report]) -> Sketches:
        """Return the sketches; a sentence told twice is sketched once."""
        told = [" ".join(report.quote.split()) for report in reports]
        rows: dict[str, int] = {}
        row = [rows.setdefault(t, len(rows)) if len(t) >= LEAST_LENGTH else NO_ROW for t in told]
        triggers: dict[str, int] = {}
        trigger = [triggers.setdefault(_trigger(report), len(triggers)) for report in reports]
        sketches = cls(
            np.array(row, dtype=np.int64),
            np.array(trigger, dtype=np.int64),
            np.ones(len(reports), dtype=np.bool_),
            _hashes(list(rows)),
        )
        _set_apart(sketches, reports)
        return sketches

    def copied(self, here: Ints, there: Ints) -> Flags:
        """Return, for each pair of reports, whether one sentence is a copy of the other, event and all."""
        one, other = self.row[here], self.row[there]
        same: Flags = (one != NO_ROW) & (other != NO_ROW) & (self.trigger[here] == self.trigger[there])
        near = np.flatnonzero(same & (one != other))
        alike = self.single[here[near]] & self.single[there[near]]
        alike &= self.share(one[near], other[near]) >= ALIKE
        same[near] = alike
        return same

    def share(self, one: Ints, other: Ints) -> Floats:
        """Return the estimated share of common word pairs, 0 to 1, of pairs of rows of `hashes`."""
        shares = np.zeros(len(one))
        for at in range(0, len(one), BATCH):
            part = slice(at, at + BATCH)
            shares[part] = (self.hashes[one[part]] == self.hashes[other[part]]).mean(axis=1)
        return shares

    def candidates(self, some: Ints) -> Iterator[tuple[Ints, Ints]]:
        """Yield pairs of one of `some` reports and any report that agree in a band of hashes: the likely
        copies, some of them more than once.
        """
        reports = np.flatnonzero(self.row != NO_ROW)
        asked = some[self.row[some] != NO_ROW]
        for first in range(0, HASHES, BAND):
            key = np.zeros(len(self.hashes), dtype=np.uint64)
            for column in range(first, first + BAND):
                key = key * np.uint64(0x9E3779B97F4A7C15) + self.hashes[:, column]
            keys = key[self.row[reports]]
            order = np.argsort(keys, kind="stable")
            wanted = key[self.row[asked]]
            low, high = (np.searchsorted(keys[order], wanted, side=side) for side in ("left", "right"))
            at, step = spread(high - low)
            yield asked[at], reports[order[low[at] + step]]


def _hashes(sentences: Sequence[str]) -> npt.NDArray[np.uint32]:
    hashes = np.zeros((len(sentences), HASHES), dtype=np.uint32)
    for at in range(0, len(sentences), BATCH):
        shingles = [_shingles(sentence) for sentence in sentences[at : at + BATCH]]
        hashes[at : at + BATCH] = RMinHash.digests_from_token_sets(shingles, HASHES, SEED)
    return hashes


def _shingles(sentence: str) -> list[str]:
    words = re.findall(r"\w+", sentence.casefold())
    return [f"{one} {next_}" for one, next_ in pairwise(words)] or [sentence]


def _trigger(report: Report) -> str:
    start = report.trigger_start - report.start
    return report.quote[max(start, 0) : report.trigger_end - report.start].casefold()


def _set_apart(sketches: Sketches, reports: Sequence[Report]) -> None:
    """Mark what an article tells twice: no copy can say which of the two it copies."""
    told: dict[tuple[str, int], list[int]] = defaultdict(list)
    for at, report in enumerate(reports):
        if sketches.row[at] != NO_ROW:
            told[report.source.article_id, int(sketches.trigger[at])].append(at)
    pairs = [pair for group in told.values() for pair in combinations(group, 2)]
    here, there = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    one, other = sketches.row[here], sketches.row[there]
    alike = sketches.share(one, other) >= ALIKE
    for side in (here, there):
        sketches.single[side[alike]] = False
    for side in (here, there):
        sketches.row[side[one == other]] = NO_ROW
