from __future__ import annotations

import numpy as np
import pytest

from geo.trends import change, norm


def test_a_count_far_above_its_like_is_more_than_usual() -> None:
    assert norm(31, [12, 9, 14, 11, 10, 13]).verdict == "more"


def test_a_count_far_below_its_like_is_fewer_than_usual() -> None:
    assert norm(1, [22, 29, 24, 21, 30, 23]).verdict == "fewer"


def test_a_count_like_the_others_is_usual() -> None:
    assert norm(13, [12, 9, 14, 11, 10, 13]).verdict == "usual"


def test_counts_that_scatter_make_the_usual_wider() -> None:
    steady, waves = norm(20, [10, 10, 10, 10, 10, 10]), norm(20, [1, 25, 3, 2, 27, 2])
    assert (steady.expected, waves.expected) == (10, 10)
    assert (steady.verdict, waves.verdict) == ("more", "usual")


@pytest.mark.parametrize("earlier", [[], [3], [3, 4, 2]])
def test_too_few_earlier_periods_give_no_verdict(earlier: list[int]) -> None:
    assert norm(50, earlier).verdict == "too few"


def test_small_numbers_give_no_verdict_however_they_differ() -> None:
    assert norm(4, [0, 0, 0, 0, 0, 0, 0]).verdict == "too few"
    assert change(4, 0, days_now=7, days_before=7).verdict == "too few"


def test_nothing_told_before_does_not_make_any_count_impossible() -> None:
    assert norm(6, [0, 0, 0, 0]).high >= 1


@pytest.mark.parametrize(("mean", "scatter"), [(8, 1.0), (30, 1.0), (30, 4.0)])
def test_of_a_hundred_periods_like_the_others_few_stand_out(mean: float, scatter: float) -> None:
    drawn = np.random.default_rng(7)
    size = 1 / (scatter - 1) * mean if scatter > 1 else None
    outside = 0
    for _ in range(600):
        rate = drawn.gamma(size, mean / size, 9) if size else np.full(9, mean)
        *earlier, now = drawn.poisson(rate)
        outside += norm(int(now), [int(n) for n in earlier]).verdict in ("more", "fewer")
    assert 0 < outside / 600 < 0.08


def test_a_doubled_rate_is_a_rise_with_its_interval() -> None:
    found = change(60, 30, days_now=28, days_before=28)
    assert found.verdict == "more"
    assert found.ratio == pytest.approx(2.0)
    assert 1 < found.low < 2 < found.high


def test_a_longer_period_is_compared_by_its_days() -> None:
    found = change(60, 30, days_now=28, days_before=14)
    assert found.ratio == pytest.approx(1.0)
    assert found.verdict == "usual"


def test_none_before_makes_the_ratio_infinite_and_keeps_its_lower_bound() -> None:
    found = change(12, 0, days_now=7, days_before=7)
    assert found.ratio == found.high == float("inf")
    assert found.low > 1
    assert change(0, 0, days_now=7, days_before=7).verdict == "too few"
