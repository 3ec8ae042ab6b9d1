from __future__ import annotations

import datetime as dt

import pytest

from geo.query import Filter
from geo.view.permalink import filter_of, parameters

FULL = Filter(
    date_from=dt.date(2023, 12, 1),
    date_to=dt.date(2023, 12, 31),
    undated=True,
    actors=("russia", "m23"),
    attributions=("claimed",),
    types=("shelling",),
    countries=("IQ",),
    provinces=("IQ-BG",),
    background=True,
    text="market",
)


@pytest.mark.parametrize("filter", [Filter(), FULL, Filter(actors=("russia",))])
def test_a_link_restores_the_filter(filter: Filter) -> None:
    assert filter_of(parameters(filter)) == filter


def test_no_filter_needs_no_parameter() -> None:
    assert parameters(Filter()) == {}


def test_what_cannot_be_read_is_left_out() -> None:
    assert (
        filter_of({"from": ["soon"], "attribution": ["guessed"], "x": ["1"], "background": ["yes"]})
        == Filter()
    )
