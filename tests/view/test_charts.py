from __future__ import annotations

import datetime as dt

import pytest

from geo.query import table
from geo.view import charts
from tests import factories


def rows(*dates: str | None):
    return table([factories.event(str(n), date=date) for n, date in enumerate(dates)])


@pytest.mark.parametrize(
    ("dates", "bars"),
    [
        (("2024-01-01", "2024-01-03"), 3),
        (("2024-01-01", "2024-06-03"), 6),
        (("2019-01-01", "2024-06-03"), 6),
        (("2024-01-01",), 1),
    ],
)
def test_bars_are_days_months_or_years_by_the_length_of_time(dates: tuple[str, ...], bars: int) -> None:
    found = charts.bins(rows(*dates), first=None, last=None)
    assert len(found) == bars
    assert found["events"].sum() == len(dates)


def test_bars_outside_the_range_are_faded() -> None:
    found = charts.bins(rows("2024-01-01", "2024-01-04"), first=dt.date(2024, 1, 2), last=dt.date(2024, 1, 3))
    assert found["inside"].tolist() == [False, True, True, False]


def test_of_a_year_only_the_days_of_the_range_are_drawn_strong() -> None:
    first, last = dt.date(2022, 6, 1), dt.date(2023, 1, 31)
    found = charts.bins(rows("2019-01-01", "2024-06-03"), first=first, last=last)
    strong = charts.clipped(found, first=first, last=last)
    assert [f"{day:%Y-%m-%d}" for day in strong["low"]] == ["2022-06-01", "2023-01-01"]
    assert [f"{day:%Y-%m-%d}" for day in strong["high"]] == ["2023-01-01", "2023-02-01"]


def test_a_day_of_many_years_can_still_be_seen() -> None:
    day = dt.date(2022, 6, 1)
    found = charts.bins(rows("2019-01-01", "2024-06-03"), first=day, last=day)
    (strong,) = charts.clipped(found, first=day, last=day).itertuples()
    assert strong.high - strong.low > dt.timedelta(days=20)


def test_no_dated_event_gives_an_empty_chart_and_says_so() -> None:
    undated = rows(None)
    assert len(charts.bins(undated, first=None, last=None)) == 0
    assert charts.spoken(undated) == "No dated events. 1 event without a date."
    assert charts.histogram(undated, colour="#000000").to_dict()["description"] == charts.spoken(undated)


def test_the_chart_is_told_in_words() -> None:
    assert charts.spoken(rows("2024-01-01", "2024-01-04", "2024-01-04")) == (
        "Events from 1 January 2024 to 4 January 2024, most (2) in the period from 4 January 2024."
    )
