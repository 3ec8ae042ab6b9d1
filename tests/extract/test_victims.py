"""Who was hurt: named in a row, named afterwards, described again, counted only, and never the attackers."""

from __future__ import annotations

import pytest

from tests.extract.reading import read

TOLD = "A bomb exploded at a market in Torsk on Monday. "

NAMED = [
    (
        TOLD + "The dead were identified as Ana Orwe, 42, Lis Brennik, a teacher, and two guards.",
        ["Ana Orwe", "Lis Brennik", "guards"],
    ),
    (
        TOLD + "Among the injured are Tomas Arvel, 53; Ines Marquet, 24; and Paul de la Torre.",
        ["Tomas Arvel", "Ines Marquet", "Paul de la Torre"],
    ),
    (TOLD + "Also injured were Tomas Arvel and Ines Marquet.", ["Tomas Arvel", "Ines Marquet"]),
    (TOLD + "Police identified the dead as Tomas Arvel and Ines Marquet.", ["Tomas Arvel", "Ines Marquet"]),
    (TOLD + "Seven people were hurt. One of them is Marin Helwig, who lives nearby.", ["Marin Helwig"]),
    (
        "Gunmen killed Ana Orwe and Lis Brennik in Torsk on Monday, Governor Tom Brel said.",
        ["Orwe", "Brennik"],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), NAMED)
def test_victims_named_in_a_row_or_afterwards_are_all_named(text: str, wanted: list[str]) -> None:
    named = [v.name for v in read(text)[0].victims]
    assert len(named) == len(wanted), named
    assert all(any(word in victim for victim in named) for word in wanted), named


COUNTED = [
    ("A guard and two nurses were wounded in an attack on a clinic in Torsk.", ["guard", "nurses"]),
    ("An engineer and a policeman died in an attack in Torsk on Monday.", ["engineer", "policeman"]),
    ("Gunmen shot an agronomist in Torsk on Monday. The agronomist was killed.", ["agronomist"]),
    ("Rebels attacked a village near Torsk. Nine beekeepers were killed.", ["beekeepers"]),
]


@pytest.mark.parametrize(("text", "wanted"), COUNTED)
def test_whoever_is_killed_or_hurt_is_a_victim_whatever_the_noun(text: str, wanted: list[str]) -> None:
    named = [v.name for report in read(text)[:1] for v in report.victims]
    assert len(named) == len(wanted), named
    assert all(any(word in victim for victim in named) for word in wanted), named


DESCRIBED = [
    ("Gunmen murdered Minister Tomas Arvel in Torsk. The minister was killed at his home.", "Arvel"),
    ("Gunmen killed Mayor Ana Orwe in Torsk. The assassination of the mayor shocked Torsk.", "Orwe"),
]


@pytest.mark.parametrize(("text", "name"), DESCRIBED)
def test_who_is_only_described_again_is_the_one_named_before(text: str, name: str) -> None:
    (victim,) = read(text)[0].victims
    assert name in victim.name


NOBODY = [
    ("Gunmen attacked a police post in Torsk on Monday. Two of the gunmen were killed.", []),
    ("Rebels attacked a village near Torsk and killed two farmers. Four rebels were killed.", ["farmers"]),
    ("Gunmen attacked a bus in Torsk, wounding the driver. Police killed the attackers.", ["driver"]),
    ("The man who attacked the bus in Torsk, hurting a nurse, was arrested on Monday.", ["nurse"]),
]


@pytest.mark.parametrize(("text", "wanted"), NOBODY)
def test_attackers_are_no_victims_of_their_own_attack(text: str, wanted: list[str]) -> None:
    named = [v.name for report in read(text)[:1] for v in report.victims]
    assert len(named) == len(wanted), named


WHOLES = [
    ("The blast in Torsk on Monday damaged the windows of two shops and a church.", ["shops", "church"]),
    ("A bomb exploded at the entrance of a hotel in Torsk on Monday.", ["hotel"]),
    ("Rebels destroyed a beehive and a bridge near Torsk with explosives.", ["beehive", "bridge"]),
    ("Rebels attacked a garrison near Torsk on Monday.", ["garrison"]),
]


@pytest.mark.parametrize(("text", "wanted"), WHOLES)
def test_a_part_stands_for_the_whole_and_whatever_is_wrecked_is_hit(text: str, wanted: list[str]) -> None:
    named = [t.name for report in read(text)[:1] for t in report.targets]
    assert len(named) == len(wanted), named
    assert all(any(word in target for target in named) for word in wanted), named


DAMAGED = [
    ("A bomb planted under a bus exploded in Torsk on Monday.", ["bus"]),
    ("The explosion in Torsk on Monday caused severe damage to nearby businesses.", ["businesses"]),
    ("The residence of a judge was the target of a rocket attack in Torsk on Monday.", ["residence"]),
]


@pytest.mark.parametrize(("text", "wanted"), DAMAGED)
def test_what_was_damaged_or_aimed_at_is_a_target(text: str, wanted: list[str]) -> None:
    named = [t.name for report in read(text)[:1] for t in report.targets]
    assert len(named) == len(wanted), named
    assert all(any(word in target for target in named) for word in wanted), named


ARMS = [
    ("The mayor of Torsk was killed by shots fired from a submachine gun.", ["submachine gun"]),
    ("Gunmen attacked a bank in Torsk on Monday. Two rifles were used in the attack.", ["rifles"]),
    ("Rebels attacked a police post in Torsk with mortars and rifle fire.", ["mortars", "rifle"]),
    ("The mayor of Torsk was killed by bullets fired from a pistol on Monday.", ["pistol"]),
]


@pytest.mark.parametrize(("text", "wanted"), ARMS)
def test_weapon_is_what_was_fired_from_or_used(text: str, wanted: list[str]) -> None:
    named = [w for report in read(text)[:1] for w in report.weapons]
    assert len(named) == len(wanted), named
    assert all(any(word in weapon for weapon in named) for word in wanted), named


AGES = [
    ("A 12-year-old girl was killed by shelling in Torsk on Monday.", "12-year-old girl"),
    ("Gunmen shot dead a 65-year-old farmer in Torsk on Monday.", "65-year-old farmer"),
    ("Rockets wounded a 3-month-old baby in Torsk on Monday.", "3-month-old baby"),
    ("Rebels killed a seven-year-old boy in Torsk on Monday.", "seven-year-old boy"),
    ("A bomb wounded a 40 year old woman in Torsk on Monday.", "40 year old woman"),
]


@pytest.mark.parametrize(("text", "name"), AGES)
def test_a_victim_s_age_is_told_whole(text: str, name: str) -> None:
    assert [v.name for v in read(text)[0].victims] == [name]
