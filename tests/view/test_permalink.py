from __future__ import annotations

import datetime as dt

import pytest
import shapely

from geo.query import Area, Box, Filter
from geo.view.permalink import MOST_CORNERS, drawn, filter_of, parameters

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
    voices=("regional governor",),
    targets=("medical", "school"),
    weapons=("drone", "vehicle bomb"),
    statuses=("rejected",),
    min_killed=1,
    min_harmed=5,
    min_reports=2,
    min_confidence=0.85,
    bbox=Box(170, -20.5, -170, 10),
    area=drawn([(40, 30), (50, 30), (50.1234, 40)]),
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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("bbox", "1,2,3"),
        ("bbox", "1,5,2,5"),
        ("bbox", "1,2,3,95"),
        ("bbox", "nan,2,3,4"),
        ("polygon", "1,2,3,4"),
        ("polygon", "1,1,2,2,3,3"),
        ("polygon", "a,b"),
        ("min-killed", "-1"),
        ("min-killed", "inf"),
        ("min-confidence", "high"),
        ("status", "sure"),
        ("target", "anyone"),
    ],
)
def test_a_value_that_asks_nothing_is_left_out(name: str, value: str) -> None:
    assert filter_of({name: [value]}) == Filter()


def test_a_large_outline_stays_out_of_the_address() -> None:
    round_one = shapely.Point(40, 30).buffer(2, quad_segs=MOST_CORNERS)
    assert parameters(Filter(area=Area("mine", round_one))) == {}


def test_corners_that_cross_over_enclose_what_lies_between_them() -> None:
    area = drawn([(0, 0), (1, 1), (1, 0), (0, 1)])
    assert area is not None
    assert area.shape.is_valid
