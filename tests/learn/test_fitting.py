"""What all learned models share: folds, weights, their table."""

from __future__ import annotations

import pytest

from geo.learn.fitting import Examples, Weights, calibration_error, chance, fit, out_of_fold, write

SEEN = [{"sky": "clear"}, {"sky": "grey"}] * 10
DRY = [True, False] * 10


def test_what_goes_with_the_label_weighs_more():
    weights = fit(Examples(SEEN, DRY, range(20)), inverse_penalty=1.0)
    assert weights.of["sky", "clear"] > 0 > weights.of["sky", "grey"]


def test_examples_of_one_group_are_judged_without_each_other():
    seen = [{"sky": "clear"}] * 20 + [{"sky": "odd"}] * 4
    labels = [True, False] * 10 + [True] * 4
    odds = out_of_fold(
        Examples(seen, labels, ["a"] * 10 + ["b"] * 10 + ["c"] * 4), folds=3, inverse_penalty=1.0
    )
    assert [chance(o) for o in odds[20:]] == pytest.approx([0.5] * 4), "no other group has seen this sky"


def test_what_counts_more_weighs_more():
    seen, labels = [{"sky": "odd"}] * 2, [True, False]
    weights = fit(Examples(seen, labels, (1, 2), (3.0, 1.0)), inverse_penalty=1.0)
    assert chance(weights.bias + weights.of["sky", "odd"]) > 0.6


def test_chances_that_come_true_have_no_calibration_error():
    assert calibration_error([0.5, 0.5, 1.0, 0.0], [True, False, True, False]) == 0.0
    assert calibration_error([0.9, 0.9], [True, False]) == pytest.approx(0.4)


def test_rows_set_by_hand_outlive_what_is_learned(tmp_path):
    table = tmp_path / "weights.csv"
    table.write_text("sign,level,weight,source\nsky,odd,-9,by hand\nsky,clear,1,learned\n")
    weights = Weights(0.5, {("sky", "clear"): 1.25, ("sky", "odd"): 3.0})
    write(weights, table, names=("sign", "level"), source="learned")
    assert table.read_text().splitlines() == [
        "sign,level,weight,source",
        "bias,,0.50,learned",
        "sky,clear,1.25,learned",
        "sky,odd,-9,by hand",
    ]
