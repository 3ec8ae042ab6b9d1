from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from geo.model import Count
from geo.query import Filter, LeftOut, actor_names, select, table
from geo.view import words
from tests import factories


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (Count(), "not said"),
        (Count(0, 0), "none reported"),
        (Count(3, 3), "3"),
        (Count(1, 3), "1 to 3"),
        (Count(4, None), "at least 4"),
        (Count(None, 5), "up to 5"),
        (Count(0, 5), "up to 5"),
    ],
)
def test_numbers_are_said_as_reported(count: Count, said: str) -> None:
    assert words.count(count) == said


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (factories.day("2023-12-08", time="04:15"), "8 December 2023, 04:15 local time"),
        (
            factories.day("2023-12-08", end=dt.date(2023, 12, 10), precision="range"),
            "8 to 10 December 2023",
        ),
        (
            factories.day("2023-12-30", end=dt.date(2024, 1, 2), precision="range"),
            "30 December 2023 to 2 January 2024",
        ),
        (factories.day("2023-12-01", precision="month"), "December 2023, day not known"),
        (factories.day("2023-01-01", precision="year"), "2023, day not known"),
        (factories.day("2023-12-04", precision="week"), "week of 4 December 2023"),
        (
            factories.day("2023-12-08", basis="inferred"),
            "8 December 2023 (inferred from other facts of the text)",
        ),
        (factories.day(None), "date not known"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(when, said: str) -> None:
    assert words.moment(when) == said


@pytest.mark.parametrize(
    ("attribution", "said"),
    [
        ("confirmed", "Confirmed: M23, according to the army"),
        ("claimed", "Claimed by M23"),
        ("suspected", "Suspected: M23, according to the army"),
        ("denied", "M23 denies responsibility, accused by the army"),
        ("unknown", "Named, not attributed: M23, according to the army"),
    ],
)
def test_the_headline_says_who_says_so(attribution, said: str) -> None:
    actor = replace(factories.M23, attribution=attribution, attributed_by="the army")
    assert words.headline([actor]) == said


@pytest.mark.parametrize(
    ("attribution", "said"),
    [
        ("suspected", "Suspected: somebody without a name, according to the army"),
        ("claimed", "Claimed by somebody without a name"),
        ("denied", "Somebody without a name denies responsibility, accused by the army"),
    ],
)
@pytest.mark.parametrize("name", ["", " "])
def test_an_actor_without_a_name_leaves_no_gap_in_the_headline(attribution, name: str, said: str) -> None:
    actor = replace(factories.M23, name=name, id=None, attribution=attribution, attributed_by="the army")
    assert words.headline([actor]) == said


def test_an_actor_without_a_name_but_with_an_id_is_called_by_that() -> None:
    assert words.called(replace(factories.RUSSIA, name="")) == "Russia"


@pytest.mark.parametrize(("km", "said"), [(0.6, "600 m"), (2.5, "2.5 km"), (3.0, "3 km"), (210.4, "210 km")])
def test_a_radius_is_said_in_a_fitting_unit(km: float, said: str) -> None:
    assert words.kilometres(km) == said


def test_the_line_above_the_map_hides_nothing() -> None:
    rows = table(factories.events())
    every = select(rows, Filter(background=True))
    assert words.shown(every, rows, LeftOut()) == {
        "shown": "8 of 9 events shown",
        "area": "2 known only by province or country",
        "placeless": "1 without a place",
    }
    left = words.shown(every, rows, LeftOut(undated=2, unplaced=1, background=3))
    assert left["undated"] == "2 without a date may match too"
    assert left["unplaced"] == "1 without a place may match too"
    assert left["background"] == "3 more recalled as background"


def test_the_map_is_told_in_words() -> None:
    rows = table(factories.events())
    said = words.summary(select(rows, Filter(countries=("IQ",))), actor_names=actor_names(rows))
    assert said == (
        "3 events between 8 December 2023 and 20 January 2024. Most in Iraq (3). "
        "Most often named: Iran-aligned militias (3). At least 1 person reported killed."
    )
    assert words.summary(rows.iloc[:0], actor_names={}) == "No events match."


def test_a_number_stands_behind_a_name_that_is_written_from_right_to_left() -> None:
    rows = table([factories.event(actors=(replace(factories.M23, name="كتائب حزب الله", id=None),))])
    said = words.summary(rows, actor_names=actor_names(rows))
    assert "Most often named: كتائب حزب الله\u200e (1)." in said


def test_an_article_without_a_title_is_listed_by_its_first_words() -> None:
    told = factories.article(text="BASRA - " + "word " * 40, title=None)
    assert words.heading(told).startswith("BASRA - word word")
    assert len(words.heading(told)) <= words.LONGEST_HEADING + 2
    assert words.heading(factories.article()) == "Rockets hit a compound"
    assert words.heading(factories.article("a9", text="", title=None)) == "a9"


@pytest.mark.parametrize(
    ("name", "id", "said"),
    [
        ("Russian", "russia", "Russia"),
        ("police", "sweden", "Sweden (police)"),
        ("Russia's army", "russia", "Russia's army"),
        ("Gunmen", None, "Gunmen"),
        ("M23 rebels", "m23", "M23 rebels"),
    ],
)
def test_a_state_is_called_by_its_name(name: str, id: str | None, said: str) -> None:
    assert words.called(replace(factories.RUSSIA, name=name, id=id)) == said
