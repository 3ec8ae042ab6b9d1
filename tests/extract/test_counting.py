"""The numbers of an event of which several tolls are told."""

from __future__ import annotations

import pytest

from geo.model import Count
from tests.extract.reading import news, read

LEAD = "A bomb went off in a market in Torsk on Wednesday, killing 30 people.\n\n"

COUNTED = [
    ("A hospital spoke of 24 dead.", (24, 30)),
    ("The mayor's office counted 34 dead.", (30, 34)),
    ("Six of the dead were children; two of them were killed in a stall.", (30, 30)),
    ("Three gunmen died as well.", (30, 30)),
    ("At least 30 people were killed, the ministry said.", (30, None)),
]


@pytest.mark.parametrize(("more", "killed"), COUNTED)
def test_numbers_run_from_the_lowest_to_the_highest_given_for_the_whole(
    more: str, killed: tuple[int, int | None]
) -> None:
    (report, *_) = news(LEAD + more)
    assert (report.killed.min, report.killed.max) == killed


OTHER_DAYS = [
    "Gunmen killed four farmers in Torsk on Tuesday. In March 2021, 87 people were killed in the same town.",
    "Gunmen killed four farmers in Torsk on Tuesday. On 3 November 2022 a bomb took six lives there.",
]


@pytest.mark.parametrize("text", OTHER_DAYS)
def test_the_dead_of_another_year_are_not_counted(text: str) -> None:
    assert read(text)[0].killed == Count(4, 4)


def test_the_year_of_an_aside_leaves_the_count_alone() -> None:
    text = "Police in Torsk, where rebels took power last year, spoke of 25 dead in the attack on Monday."
    assert read(text)[0].killed.max == 25


def test_who_is_among_the_dead_leaves_an_estimate_one_of_the_whole() -> None:
    text = (
        "Jets hit a harbour in Torsk on Monday. The health ministry said that 74 people had been killed. "
        "Porters spoke of 80 dead, among them drivers who slept in their cabs."
    )
    assert read(text)[0].killed == Count(74, 80)


EVENTS = [
    ("Gunmen attacked a mine near Torsk. The provisional toll stands at 44 killed and 13 wounded.", 44, 13),
    ("Gunmen killed 32 people and wounded 63 in Torsk. One soldier fell and another was hurt.", 32, 63),
    ("Gunmen attacked a mine near Torsk on Monday. A doctor counted nine bodies and two wounded.", 9, 2),
]


@pytest.mark.parametrize(("text", "killed", "injured"), EVENTS)
def test_a_part_another_fate_and_a_first_toll_do_not_change_the_number(
    text: str, killed: int, injured: int
) -> None:
    report = read(text)[0]
    assert (report.killed.min, report.injured.min) == (killed, injured)


def test_numbers_that_are_said_to_be_disputed_make_a_range() -> None:
    report = read(
        "A drone hit a mosque in Torsk on Monday. How many died is disputed. "
        "The police said 19 were killed. The mission counts 35 killed."
    )[0]
    assert (report.killed.min, report.killed.max) == (19, 35)


def test_a_gold_mine_that_is_attacked_is_no_bomb() -> None:
    report = read("Gunmen attacked a gold mine near Torsk on Monday, killing three miners.")[0]
    assert (report.type, report.weapons) == ("shooting", ())
    assert [target.name for target in report.targets] == ["gold mine"]


VOICES = [
    ("Residents said 13 or more villagers were killed. The army said three people had died.", (3, None)),
    ("Locals said more than 40 people were killed, while the government said 12 died.", (12, None)),
    ("A police spokesman said seven people died. A nurse said nine people were killed.", (7, 9)),
    ("The mayor said nine people were killed. The army said three of its soldiers died.", (9, 9)),
    ("The mayor said nine people were killed. A doctor said two children had died.", (9, 9)),
    ("The mayor said nine people were killed. He said seven people died on the spot.", (9, 9)),
    ("The mayor said nine people were killed. A man died overnight in hospital, a doctor said.", (9, 9)),
]


@pytest.mark.parametrize(("more", "killed"), VOICES)
def test_the_numbers_of_two_voices_make_a_range_and_a_part_of_the_victims_does_not(
    more: str, killed: tuple[int, int | None]
) -> None:
    report = read("Gunmen attacked a village near Torsk on Monday. " + more)[0]
    assert (report.killed.min, report.killed.max) == killed


BESIDE = [
    ("Five people were killed and several injured.", Count(5, 5), Count(2, None)),
    ("Five people were killed and many others wounded.", Count(5, 5), Count(2, None)),
    ("Five people were killed or injured.", Count(None, 5), Count(None, 5)),
]


@pytest.mark.parametrize(("told", "killed", "injured"), BESIDE)
def test_a_number_is_shared_only_where_the_others_have_none(told: str, killed: Count, injured: Count) -> None:
    report = read("A bomb went off in Torsk on Monday. " + told)[0]
    assert (report.killed, report.injured) == (killed, injured)


KNOWN = [
    ("At least 33 people are known to have died.", Count(33, None)),
    ("Eleven people are reported to have been killed.", Count(11, 11)),
    ("Eleven people are feared to have died.", Count(None, 11)),
]


@pytest.mark.parametrize(("told", "killed"), KNOWN)
def test_those_who_are_known_to_have_died_are_counted(told: str, killed: Count) -> None:
    assert read("A bomb went off in Torsk on Monday. " + told)[0].killed == killed


DEAD = [
    ("An air strike hit Torsk on Monday. The dead included six members of one family.", Count(6, None)),
    ("An air strike hit Torsk. The dead included six children. It killed 14 people.", Count(14, 14)),
    ("Gunmen shot dead two teachers in Torsk on Monday.", Count(2, 2)),
    ("A bomb went off in Torsk. The police put the toll at 33, while doctors spoke of 40.", Count(33, 40)),
]


@pytest.mark.parametrize(("text", "killed"), DEAD)
def test_the_dead_are_counted_as_far_as_they_are_told(text: str, killed: Count) -> None:
    assert read(text)[0].killed == killed


@pytest.mark.parametrize("told", ["It claimed 12 lives.", "Eight people died and 14 sustained injuries."])
def test_lives_and_injuries_are_nobody(told: str) -> None:
    victims = read("A bomb went off in Torsk on Monday. " + told)[0].victims
    assert not [v for v in victims if "lives" in v.name or "injuries" in v.name]
