"""What an article is about, and what it only recalls."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.extract.reading import PUBLISHED, news, read

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


DWELT = (
    "Gunmen attacked a police post in Torsk on Wednesday, killing two officers.\n\n"
    "The attack began at dawn, residents said. The gunmen fired rockets at the gate. "
    "Five guards were wounded in the attack. The governor visited the post. Schools stayed shut.\n\n"
)
EARLIER = [
    "On Monday, a drone loaded with explosives was shot down near Harwick.",
    "On Sunday, an air strike by the army in Ombira killed eleven fighters.",
    "The rebels called the raid an answer to Tuesday's air strikes on Ombira, which killed nine people.",
    "The rebels said they had acted in revenge for the bombing of a mosque in Ombira.",
    "It was in retaliation for an air strike on Ombira, the rebels said.",
]


@pytest.mark.parametrize("earlier", EARLIER)
@pytest.mark.parametrize("published", [PUBLISHED, None])
def test_attack_of_an_earlier_weekday_or_answered_by_the_news_is_background(
    earlier: str, published: dt.date | None
) -> None:
    reports = read(DWELT + earlier, published=published)
    assert {r.place_name for r in reports if r.main} == {"Torsk"}


def test_attack_that_a_title_sets_days_before_the_news_is_background() -> None:
    text = (
        "Jets strike Torsk a day after drone hits Harwick\n\nEnemy jets bombed a depot in Torsk on Wednesday."
    )
    assert {r.place_name for r in news(text)} == {"Torsk"}


def test_bullets_of_two_days_are_both_news() -> None:
    text = (
        "Quarania: situation note\n\n"
        "• On 14 May jets bombed a clinic in Torsk and killed three nurses.\n"
        "• On 13 May villages near Ombira were shelled by the army. Two farmers died."
    )
    assert {r.place_name for r in news(text)} == {"Torsk", "Ombira"}
