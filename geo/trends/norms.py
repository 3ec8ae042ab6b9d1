"""Counts of periods -> whether one is more or less than usual, or than another, beyond chance.

Against its norm: the count of a period is set against a prediction interval made of the counts of the
periods before: a negative binomial with their mean m and the variance f m (1 + 1/k), where k is their number
and f, at least 1, how much more they scatter than a Poisson process would (its quasi-likelihood dispersion,
Pearson's chi-square over k - 1; McCullagh and Nelder 1989). The 1/k is for a mean that is itself only
estimated. `tests/trends/test_norms.py` measures how often a period like the others falls outside.

Against another period: the ratio of two rates with the exact interval of the conditional binomial test
(Przyborowski and Wilenski 1940; Clopper and Pearson 1934).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import stats

LEAST_PERIODS = 4  # fewer cannot show how much counts scatter
LEAST_EVENTS = 5  # in the period, or expected in it
LEAST_BOTH = 10  # events in two periods together, below which a ratio says next to nothing
LEVEL = 0.95

Verdict = Literal["more", "fewer", "usual", "too few"]


@dataclass(frozen=True, slots=True)
class Norm:
    """A count, what was to be expected of it and between which counts 95 of 100 such periods lie."""

    now: int
    earlier: tuple[int, ...]
    expected: float
    low: int
    high: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Change:
    """Two counts, the ratio of their rates a day, its 95 % interval; `ratio` and `high` may be infinite."""

    now: int
    before: int
    ratio: float
    low: float
    high: float
    verdict: Verdict


def norm(now: int, earlier: Sequence[int]) -> Norm:
    """Return a period's count against those of the periods before, of the same length."""
    counts = np.asarray(earlier, dtype=float)
    few = len(counts) < LEAST_PERIODS
    mean = float(counts.mean()) if len(counts) else 0.0
    low, high = (0, 0) if few else _between(counts)
    verdict: Verdict = "more" if now > high else "fewer" if now < low else "usual"
    if few or max(now, mean) < LEAST_EVENTS:
        verdict = "too few"
    return Norm(now, tuple(map(int, earlier)), mean, low, high, verdict)


def _between(counts: np.ndarray) -> tuple[int, int]:
    """Return the quantiles of the next count."""
    mean = max(float(counts.mean()), 0.5 / len(counts))  # none in k periods does not mean none ever
    scatter = max(1.0, float(((counts - mean) ** 2).sum()) / mean / (len(counts) - 1))
    variance = scatter * mean * (1 + 1 / len(counts))
    spread = stats.nbinom(mean**2 / (variance - mean), mean / variance)
    tail = (1 - LEVEL) / 2
    return int(spread.ppf(tail)), int(spread.ppf(1 - tail))


def change(now: int, before: int, *, days_now: int, days_before: int) -> Change:
    """Return how the rate of a period compares with that of another, of any length."""
    share = days_now / (days_now + days_before)
    if not now + before:
        return Change(0, 0, 1.0, 0.0, float("inf"), "too few")
    found = stats.binomtest(now, now + before, share)
    interval = found.proportion_ci(LEVEL, method="exact")
    low, high = (_ratio(part, share) for part in (interval.low, interval.high))
    verdict: Verdict = "more" if low > 1 else "fewer" if high < 1 else "usual"
    if now + before < LEAST_BOTH:
        verdict = "too few"
    return Change(now, before, _ratio(now / (now + before), share), low, high, verdict)


def _ratio(part: float, share: float) -> float:
    return float("inf") if part >= 1 else part / (1 - part) * (1 - share) / share
