"""One event told in many sentences stays one; distinct events stay distinct."""

from __future__ import annotations

import datetime as dt

from tests.extract.reading import news, read


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
