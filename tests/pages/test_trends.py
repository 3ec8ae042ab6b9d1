"""The page Timeline: what it says of many events, of few, of one and of none."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.model import Place, When
from tests import factories
from tests.pages.apps import run, texts

WEEKS = 14  # of the made-up time, the last of them with a new actor in a new place


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Give a function that makes a store of events and opens the page on it."""

    def opened(events: list, **address: str | list[str]) -> AppTest:
        path = factories.store(tmp_path / "events.geojson", events)
        monkeypatch.setenv("DATELINE_STORE", str(path))
        return run("trends", **address)

    return opened


def weekly(number: int, weeks: int = WEEKS) -> list:
    """Return so many events a week, of Russia in Kharkiv, up to Sunday 31 March 2024."""
    last = dt.date(2024, 3, 31)
    return [
        factories.event(
            f"w{week}-{n}",
            date=(last - dt.timedelta(days=7 * week)).isoformat(),
            actors=(factories.RUSSIA,),
            place=factories.KHARKIV,
        )
        for week in range(weeks)
        for n in range(number)
    ]


def newcomers(number: int) -> list:
    return [
        factories.event(f"x{n}", date="2024-03-30", actors=(factories.M23,), place=factories.GOMA)
        for n in range(number)
    ]


def test_a_week_far_above_the_others_is_said_with_its_numbers_and_the_method(at) -> None:
    said = texts(at([*weekly(3), *newcomers(9)]))
    assert "12 attacks in the 7 days to 31 March 2024: more than usual" in said
    assert "negative binomial" in said


def test_a_rise_is_told_with_both_numbers(at) -> None:
    assert "Attacks rose from 3 to 23" in texts(at([*weekly(3), *newcomers(20)]))


def test_a_week_like_the_others_is_told_as_usual(at) -> None:
    said = texts(at(weekly(6)))
    assert "6 attacks in the 7 days to 31 March 2024: as usual" in said
    assert "No change beyond chance: 6 attacks, then 6" in said


def test_who_and_which_place_is_new_is_told(at) -> None:
    app = at([*weekly(3), *newcomers(9)])
    tables = [table.value.to_dict("list") for table in app.dataframe]
    assert any(table.get("Actor") == ["M23"] and table.get("Events") == [9] for table in tables)
    assert any(table.get("Place") == ["Goma, Democratic Republic of the Congo"] for table in tables)


def test_the_date_filter_bounds_the_bars_and_not_the_norm(at) -> None:
    said = texts(at([*weekly(3), *newcomers(9)], **{"from": "2024-03-25", "to": "2024-03-31"}))
    assert "12 attacks, most (9)" in said
    assert "12 attacks in the 7 days to 31 March 2024: more than usual" in said


def test_undated_and_inexact_events_are_counted_and_said(at) -> None:
    march = When(dt.date(2024, 3, 1), dt.date(2024, 3, 31), "month", "stated")
    said = texts(at([*weekly(1), factories.event("u", date=None), factories.event("m", when=march)]))
    assert "1 event without a date and 1 event known less exactly than by week" in said


@pytest.mark.parametrize("number", [0, 1])
def test_one_event_or_none_gets_no_verdict(at, number: int) -> None:
    app = at(weekly(1, weeks=max(number, 1)), **({} if number else {"text": "nothing-of-the-kind"}))
    assert not app.exception
    said = texts(app)
    assert "more than usual" not in said
    assert "fewer than usual" not in said
    if not number:
        assert "No event matches these filters" in app.markdown[-1].value


def test_events_without_any_date_are_no_error(at) -> None:
    assert "No attacks on a day that is known" in texts(at([factories.event("u", date=None)]))


def test_an_actor_of_hostile_name_stays_text(at) -> None:
    app = at([*weekly(2), factories.hostile_event()])
    assert "<script>window" not in texts(app)
    assert "<img" not in texts(app)


def test_scattered_places_of_many_events_name_the_method_of_hot_spots(at) -> None:
    spread = [
        factories.event(f"s{n}", date="2024-03-30", place=Place(f"P{n}", n % 8, n // 8, "city", 5.0, "GH"))
        for n in range(40)
    ]
    said = texts(at([*weekly(3), *spread]))
    assert "Getis-Ord Gi*" in said
    assert "Looked at: 43 events" in said


@pytest.mark.parametrize("page", ["trends", "events", "about"])
def test_a_store_without_events_says_where_to_get_some(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setenv("DATELINE_STORE", str(tmp_path / "none.geojson"))
    assert "Add articles" in run(page).markdown[0].value
