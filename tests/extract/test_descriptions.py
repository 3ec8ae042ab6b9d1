"""The nameless keep the words that describe them; those of whom a group is counted stand for it."""

from __future__ import annotations

import pytest

from geo.model import Actor
from tests.extract.reading import news

DESCRIBED = [
    ("A group of armed men burst into a bank in Torsk on Wednesday and killed a guard.", "armed men", ()),
    (
        "Two men on a motorcycle attacked a police post in Torsk on Wednesday.",
        "men on a motorcycle",
        ("men",),
    ),
    (
        "Three individuals wearing army uniforms shot dead a judge in Torsk on Wednesday.",
        "individuals wearing army uniforms",
        ("individuals",),
    ),
    (
        "Youths dressed in stolen police uniforms killed a judge in Torsk on Wednesday.",
        "Youths",
        ("Youths dressed in stolen police uniforms",),
    ),
    ("A judge was shot dead in Torsk on Wednesday by a band of drug traffickers.", "drug traffickers", ()),
    ("Dozens of rebels attacked a barracks in Torsk on Wednesday.", "rebels", ()),
    ("A judge was murdered in Torsk on Wednesday by hired killers.", "hired killers", ()),
]


@pytest.mark.parametrize(("text", "name", "aliases"), DESCRIBED)
def test_nameless_attackers_are_worded_as_the_article_does(
    text: str, name: str, aliases: tuple[str, ...]
) -> None:
    (report,) = news(text)
    actor = report.actors[0]
    assert (actor.name, actor.kind, actor.id) == (name, "group", None)
    assert set(aliases) <= {*actor.aliases}


def _actors(text: str) -> tuple[Actor, ...]:
    (report,) = news(text)
    return report.actors


def test_members_of_an_unheard_of_organisation_bring_its_name() -> None:
    organisation, band = _actors("Members of the Red Dawn Front blew up a bridge near Torsk on Wednesday.")
    assert (organisation.name, organisation.kind) == ("Red Dawn Front", "organization")
    assert (band.name, band.kind) == ("Members of the Red Dawn Front", "group")


WEAPONS = [
    ("Russian Shahed drones hit the city of Torsk on Wednesday, killing two people.", "russia"),
    ("A Thai F-16 jet bombed a barracks in Torsk on Wednesday.", "thailand"),
    ("A jet of the Myanmar military bombed a hospital in Torsk on Wednesday.", "myanmar"),
]


@pytest.mark.parametrize(("text", "actor"), WEAPONS)
def test_the_state_before_or_behind_a_weapon_owns_it(text: str, actor: str) -> None:
    assert _actors(text)[0].id == actor


LAW = [
    "A judge was murdered in Torsk on Wednesday. Police arrested Tomas Velo and charged him with the murder.",
    "A judge was murdered in Torsk on Wednesday. Tomas Velo was charged with the killing.",
    "A judge was murdered in Torsk on Wednesday. Police detained Tomas Velo for the murder.",
    "A judge was murdered in Torsk on Wednesday. Tomas Velo was convicted of killing him.",
    "A judge was murdered in Torsk on Wednesday. Police identified the killer as Tomas Velo.",
]


@pytest.mark.parametrize("text", LAW)
def test_whom_the_law_holds_for_it_is_suspected(text: str) -> None:
    (actor,) = _actors(text)
    assert (actor.name, actor.kind, actor.attribution) == ("Tomas Velo", "individual", "suspected")


def test_arrest_for_something_else_makes_no_suspect() -> None:
    assert not _actors(
        "A judge was murdered in Torsk on Wednesday. Police arrested Tomas Velo for tax fraud."
    )


SOURCES = [
    ("A gunman shot dead a judge in Torsk on Wednesday. He had acted alone, the police chief said.", "chief"),
    ("Gunmen shot dead a judge in Torsk on Wednesday, police and medics said.", "police"),
]


@pytest.mark.parametrize(("text", "word"), SOURCES)
def test_what_is_stated_as_fact_keeps_the_first_official_source(text: str, word: str) -> None:
    (actor,) = _actors(text)
    assert actor.attribution == "confirmed"
    assert word in (actor.attributed_by or "")
