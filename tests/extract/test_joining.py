"""One event told in many sentences stays one; distinct events stay distinct."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from geo.extract import extract, language, lexicon
from geo.extract.joining import likeness
from geo.model import Article
from tests.extract.reading import PUBLISHED, model, news, read, toponyms


def test_definite_reference_goes_on_with_the_event() -> None:
    text = (
        "A bomb exploded at a bus station in Torsk on Wednesday.\n\n"
        "The blast killed four people and wounded eleven, police said. "
        "The explosion shattered windows nearby.\n\n"
        "The attack was the first in the town this year."
    )
    (report,) = news(text)
    assert (report.killed.min, report.killed.max) == (4, 4)
    assert (report.injured.min, report.injured.max) == (11, 11)


def test_incidents_in_two_towns_stay_two() -> None:
    text = (
        "A car bomb exploded in Torsk on Wednesday and killed three people.\n\n"
        "In Ombira, gunmen killed two policemen on Wednesday."
    )
    reports = news(text)
    assert [(r.type, r.place_name, r.killed.min) for r in reports] == [
        ("bombing", "Torsk", 3),
        ("shooting", "Ombira", 2),
    ]


def test_separate_attack_is_another_event() -> None:
    text = (
        "Gunmen attacked a police post in Torsk on Wednesday, killing two officers.\n\n"
        "In a separate attack, rebels fired rockets at an airfield near Ombira."
    )
    assert [r.place_name for r in news(text)] == ["Torsk", "Ombira"]


def test_other_day_is_another_event() -> None:
    text = (
        "Rebels shelled Torsk on Wednesday, killing five people.\n\n"
        "On Monday rebels shelled Torsk and wounded a child."
    )
    assert {r.when.date for r in read(text)} == {dt.date(2024, 5, 15), dt.date(2024, 5, 13)}


def test_attackers_shot_in_their_turn_are_part_of_the_attack() -> None:
    text = (
        "Militants attacked a hotel in Torsk on Wednesday and killed nine guests.\n\n"
        "Three of the attackers were shot dead by police."
    )
    (report,) = news(text)
    assert [actor.name for actor in report.actors] == ["Militants"]


def test_kidnapping_beside_a_bombing_stays_its_own_event() -> None:
    text = (
        "A bomb killed two soldiers in Torsk on Wednesday.\n\n"
        "Rebels also kidnapped three teachers in Norfen on Wednesday."
    )
    assert [r.type for r in news(text)] == ["bombing", "kidnapping"]


def test_place_beside_a_claim_is_none_of_the_attack() -> None:
    text = (
        "A man stabbed five people at a market in Torsk on Wednesday.\n\n"
        "The Islamic State said that one of its soldiers had carried out the attack as revenge for the "
        "suffering of the faithful in Harwick."
    )
    assert [r.place_name for r in news(text)] == ["Torsk"]


ONE = (
    "Gunmen killed the journalist Ana Sol and wounded the driver Peter Holt in Torsk on Wednesday.",
    "Gunmen shot dead the judge Ana Sol in Torsk on Wednesday.\n\n"
    "The president condemned the killing of Sol. Sol was shot as she left her house, police said.",
    "A bomb killed the mayor John Keller in Torsk on Wednesday.\n\n"
    "The bomb was hidden in a car. It also killed the mayor's driver, Martin Frost.",
    "Rebels attacked a convoy near Torsk on Wednesday and killed Colonel David Marsh.\n\n"
    "The attack, which also killed Captain Peter Holt, lasted an hour.",
    "A raid on a village near Torsk killed nine people on Wednesday.\n\n"
    "Residents fled to the hills. The army has sent a patrol.\n\n"
    "The mayor said he had warned of it for weeks. Many had asked for help.\n\n"
    "The raid began at dawn, residents said.",
)
TWO = (
    "Rebels killed the mayor John Keller in Torsk on Wednesday, police said.\n\n"
    "The rebels also killed the prosecutor Martin Frost, the ministry said.",
    "Gunmen shot dead the journalist Ana Sol on Wednesday in Torsk.\n\n"
    "The lawyer Peter Holt was kidnapped by armed men on Wednesday.",
    "The ministry blamed the rebels for the murder of the judge Helen Ward in Torsk on Wednesday.\n\n"
    "It said the rebels had murdered the trade unionist David Marsh as well.",
    "Rebels attacked a police post in Torsk on Wednesday and wounded two officers.\n\n"
    "Meanwhile, rebels attacked a school with grenades, the ministry said.",
)


@pytest.mark.parametrize("text", ONE)
def test_what_goes_on_with_an_event_is_one(text: str) -> None:
    assert len(read(text)) == 1


@pytest.mark.parametrize("text", TWO)
def test_others_named_or_added_in_another_sentence_are_hit_in_another_event(text: str) -> None:
    assert len(read(text)) == 2


@pytest.mark.parametrize("text", ONE[:2] + TWO[:1])
def test_joining_depends_on_no_id_and_is_the_same_each_time(text: str) -> None:
    told = []
    for id_ in ("a", "z9"):
        article = Article(id_, text, published=PUBLISHED, published_basis="record")
        found = extract(article, language.parse(model(), article), toponyms=toponyms(text))
        told.append([replace(r, source=replace(r.source, article_id="")) for r in found])
    assert told[0] == told[1] != []


@pytest.mark.parametrize("row", lexicon.rows("joining"), ids=lambda row: f"{row['sign']}-{row['level']}")
def test_each_weight_speaks_for_or_against_and_says_its_source(row: lexicon.Row) -> None:
    assert float(row["weight"])
    assert row["source"]


def test_no_sign_outbids_a_contradiction() -> None:
    best = {"type": "same", "doers": "same", "hit": "same", "distance": "close"}
    assert likeness(best) is not None
    assert likeness({**best, "place": "contradicted"}) is None
    assert likeness({**best, "day": "contradicted"}) is None


@pytest.mark.parametrize(
    "text",
    [
        "A court said on Wednesday that it would try six officers for the murder of the Carmelites.\n\n"
        "The Carmelites were murdered in Torsk on 3 April by men in uniform.",
        "Rebels who kidnapped the engineer Ilan Brod two months ago asked for a ransom on Wednesday.\n\n"
        "Brod was kidnapped by men in police uniform on 12 March.",
        "The minister's brother was kidnapped in Quarania on Wednesday, his family said.\n\n"
        "Armed men kidnapped Ilan Brod on a road in Norfen, a neighbour said.",
    ],
)
def test_what_befell_the_same_people_is_told_once(text: str) -> None:
    assert len(read(text)) == 1


def test_deed_of_an_attack_is_told_once_whatever_town_stands_beside_it() -> None:
    text = (
        "Nine people died on Wednesday in a bomb attack 40 km west of Ombira that destroyed a farmhouse near "
        "Torsk."
    )
    assert len(read(text)) == 1


def test_those_killed_by_what_burst_fell_in_its_town_whatever_their_names() -> None:
    text = (
        "A van bomb went off at a bank in Torsk on Wednesday, killing Jon Ombira and four others.\n\n"
        "The police closed the roads."
    )
    assert [r.place_name for r in read(text)] == ["Torsk"]


def test_verb_and_the_attack_in_which_it_was_done_are_told_once() -> None:
    (report,) = read("Rebels assassinated a minister in a car bombing in Torsk on Wednesday.")
    assert report.type in ("assassination", "bombing")


def test_attack_that_another_followed_keeps_its_own_day() -> None:
    text = (
        "Gunmen killed eight people in a raid on a mill in Torsk on Wednesday.\n\n"
        "The raid followed the killing of five herders in Ombira on 3 May."
    )
    assert [(r.place_name, r.when.date) for r in read(text)] == [
        ("Torsk", dt.date(2024, 5, 15)),
        ("Ombira", dt.date(2024, 5, 3)),
    ]


def test_day_on_which_a_body_was_found_is_not_that_of_the_kidnapping() -> None:
    text = (
        "Police have identified a man found on Monday near Torsk as Ilan Brod, the engineer.\n\n"
        "Armed men kidnapped Ilan Brod in Torsk on 2 May."
    )
    assert [r.when.date for r in read(text)] == [dt.date(2024, 5, 2)]


def test_murder_and_the_bomb_that_did_it_are_told_once() -> None:
    text = (
        "The cabinet blamed rebels for the murder of its envoy, Ilan Brod, who died on Wednesday when a car "
        "bomb hit his convoy in Torsk."
    )
    assert len(read(text)) == 1
