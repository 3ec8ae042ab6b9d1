from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from geo.model import Place
from geo.query import table
from geo.trends import Period, hotspots
from tests.factories import event

NOW = Period(dt.date(2024, 3, 1), dt.date(2024, 3, 28))
BEFORE = [NOW.earlier(n) for n in range(1, 7)]


def scattered(number: int, period: Period, seed: int, *, around: tuple[float, float, float] = (33, 44, 3.0)):
    """Return events at random in a square of so many degrees each way around a point."""
    drawn = np.random.default_rng(seed)
    lat, lon, reach = around
    points = np.column_stack(
        [drawn.uniform(lat - reach, lat + reach, number), drawn.uniform(lon - reach, lon + reach, number)]
    )
    return [
        event(
            f"{seed}-{n}",
            date=period.first.isoformat(),
            place=Place(f"P{n}", float(y), float(x), "city", 5.0, "IQ"),
        )
        for n, (y, x) in enumerate(points)
    ]


def everywhere(seed: int) -> list:
    return [e for at, period in enumerate([NOW, *BEFORE]) for e in scattered(60, period, 100 * seed + at)]


@pytest.mark.parametrize("seed", range(3))
def test_events_spread_at_random_have_no_emerging_hot_spot(seed: int) -> None:
    found = hotspots(table(everywhere(seed)), NOW, earlier=BEFORE)
    assert found.enough
    assert [spot for spot in found.found if spot.emerging] == []


def test_a_gathering_that_is_new_is_found_where_it_is() -> None:
    gathered = scattered(30, NOW, 9, around=(33.3, 44.4, 0.15))
    found = hotspots(table([*everywhere(1), *gathered]), NOW, earlier=BEFORE)
    (spot,) = [spot for spot in found.found if spot.emerging]
    assert {e.id for e in gathered} <= set(spot.ids)
    assert spot.shape.bounds[0] < 44.4 < spot.shape.bounds[2]
    assert spot.before is not None
    assert spot.before < spot.events


def test_a_gathering_of_old_is_hot_and_not_emerging() -> None:
    always = [
        e
        for at, period in enumerate([NOW, *BEFORE])
        for e in scattered(30, period, 900 + at, around=(33.3, 44.4, 0.15))
    ]
    found = hotspots(table([*everywhere(1), *always]), NOW, earlier=BEFORE)
    assert [spot.emerging for spot in found.found if spot.events >= 30] == [False]


def test_too_few_events_are_not_looked_at() -> None:
    found = hotspots(table(scattered(29, NOW, 1)), NOW, earlier=BEFORE)
    assert (found.enough, found.found, found.events) == (False, (), 29)
    assert not hotspots(table([]), NOW, earlier=BEFORE).enough


def test_without_a_time_before_nothing_emerges() -> None:
    gathered = scattered(30, NOW, 9, around=(33.3, 44.4, 0.15))
    found = hotspots(table([*scattered(60, NOW, 1), *gathered]), NOW, earlier=[])
    assert found.found
    assert {spot.before for spot in found.found} == {None}
    assert not any(spot.emerging for spot in found.found)


def test_a_place_known_less_exactly_than_a_cell_is_wide_is_counted_apart() -> None:
    vague = event("v", date="2024-03-05", place=Place("Anbar", 32.9, 41.6, "province", 210.0, "IQ"))
    found = hotspots(table([*scattered(40, NOW, 1), vague]), NOW, earlier=BEFORE)
    assert (found.events, found.inexact) == (40, 1)


def test_the_same_events_give_the_same_hot_spots() -> None:
    rows = table([*everywhere(1), *scattered(30, NOW, 9, around=(33.3, 44.4, 0.15))])
    assert hotspots(rows, NOW, earlier=BEFORE) == hotspots(rows, NOW, earlier=BEFORE)
