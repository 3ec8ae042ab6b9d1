"""The sample corpus is read as its hand-made gold says; the part written after the rules is scored apart."""

from __future__ import annotations

import pytest

from geo.pipeline import Pipeline
from geo.settings import Settings
from tests.gold import score

AT_LEAST = {"found": 0.90, "true": 0.90, "country": 0.97, "place": 0.90, "actor": 0.80, "date": 0.95}


@pytest.fixture(scope="module")
def read():
    return score.read_sample(Pipeline.open(Settings.from_environment()))


@pytest.mark.parametrize("figure", AT_LEAST)
@pytest.mark.parametrize("part", [None, "later"], ids=["all", "later third"])
def test_the_sample_is_read_as_well_as_promised(read, part, figure):
    gold = score.read_gold(part)
    tally = score.score(gold, {row["id"]: read[row["id"]] for row in gold})
    wrong = [error for error in tally.errors if error.startswith(f"{figure}:")]
    assert tally.share(figure) >= AT_LEAST[figure], "\n".join(wrong)
