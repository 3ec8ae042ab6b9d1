"""What an article is about, and what it only recalls."""

from __future__ import annotations

import pytest

from tests.extract.reading import news, read

LEAD = "Gunmen attacked a police post in Torsk on Wednesday, killing two officers.\n\n"

RECALLED = [
    "In March 2022 a suicide bomber killed thirty people at a mosque in Ombira.",
    "Rebels have carried out nearly daily attacks in Norfen since October.",
    "A year ago, militants had kidnapped five engineers in Ombira.",
    "Islamic State attacks in Norfen have increased in recent months.",
]


@pytest.mark.parametrize("recalled", RECALLED)
def test_earlier_and_habitual_attacks_are_background(recalled: str) -> None:
    reports = read(LEAD + "The town was calm on Thursday. Shops opened. Schools did too.\n\n" + recalled)
    assert [r.place_name for r in reports if r.main] == ["Torsk"]


def test_historical_feature_has_no_news() -> None:
    text = (
        "Eighty years ago, in May 1944, enemy troops attacked Torsk and killed four hundred people.\n\n"
        "A museum opens."
    )
    assert news(text) == []


def test_main_events_come_first() -> None:
    reports = read(LEAD + "In March 2022 a suicide bomber killed thirty people at a mosque in Ombira.")
    assert [r.main for r in reports] == sorted((r.main for r in reports), reverse=True)


def test_total_of_a_war_belongs_to_no_event() -> None:
    (report, *_) = news(LEAD + "More than 40,000 people have been killed in the war since 2014.")
    assert (report.killed.min, report.killed.max) == (2, 2)


def test_undated_sentence_goes_on_with_the_years_before_it() -> None:
    text = (
        "Torsk will hold a minute of silence for 12 March 1951, when planes filled its sky.\n\n"
        "There were sixty of them. They bombed the harbour and the hospital."
    )
    assert news(text) == []


def test_day_that_opens_a_paragraph_dates_its_next_sentence() -> None:
    text = LEAD + "On Thursday the unrest reached the capital. A mob stormed the jail in Ombira."
    assert [str(r.when.date) for r in news(text) if r.place_name == "Ombira"] == ["2024-05-16"]


def test_hour_told_in_a_sentence_beside_dates_the_only_event() -> None:
    (report,) = news(LEAD + "Shopkeepers pulled down their shutters at 6:40 p.m. when it began.")
    assert report.when.time == "18:40"
