"""Who is read as the actor: by grammar, by name, by description."""

from __future__ import annotations

import pytest

from geo.extract.actors import canonical_name, state_of, table
from tests.extract.reading import news

BY_GRAMMAR = [
    ("Boko Haram fighters attacked a village near Torsk on Wednesday, killing nine people.", "boko-haram"),
    ("A barracks in Torsk was attacked by the Taliban on Wednesday.", "taliban"),
    ("An attack by al-Shabaab on a hotel in Torsk killed five people on Wednesday.", "al-shabaab"),
    ("Russian shelling of Torsk killed two people on Wednesday.", "russia"),
    ("Islamic State's attack on a church in Torsk on Wednesday killed four worshippers.", "islamic-state"),
    ("The ELN carried out a bomb attack on a pipeline near Torsk on Wednesday.", "eln"),
    ("Houthi missiles struck a cargo ship off Torsk on Wednesday.", "houthis"),
    ("Rockets fired by Hezbollah hit an army base near Torsk on Wednesday.", "hezbollah"),
    ("The M23 opened fire on a convoy near Torsk on Wednesday and killed two drivers.", "m23"),
    ("Members of the PKK stormed a police station in Torsk on Wednesday.", "pkk"),
    ("The Israeli army bombed a house in Torsk on Wednesday, killing three people.", "israel"),
    ("The Rapid Support Forces stormed Torsk on Wednesday and burned a market.", "rsf"),
]

DESCRIBED = [
    (
        "Iran-aligned militias fired rockets at a base near Torsk on Wednesday.",
        "Iran-aligned militias",
        "group",
    ),
    ("Unidentified gunmen killed a priest in Torsk on Wednesday.", "Unidentified gunmen", "group"),
    ("A gunman shot dead four people at a café in Torsk on Wednesday.", "gunman", "individual"),
    ("Suspected jihadists attacked an army post near Torsk on Wednesday.", "Suspected jihadists", "group"),
    ("A gang attacked a prison in Torsk on Wednesday, killing two guards.", "gang", "group"),
]


@pytest.mark.parametrize(("text", "actor"), BY_GRAMMAR)
def test_known_actor_is_found_in_every_construction(text: str, actor: str) -> None:
    (report,) = news(text)
    assert report.actors[0].id == actor


@pytest.mark.parametrize(("text", "name", "kind"), DESCRIBED)
def test_unnamed_actor_keeps_the_articles_words(text: str, name: str, kind: str) -> None:
    (report,) = news(text)
    actor = report.actors[0]
    assert (actor.name, actor.kind, actor.id) == (name, kind, None)


def test_weapon_as_subject_is_not_the_actor() -> None:
    (report,) = news("Two missiles struck the embassy in Torsk on Wednesday.")
    assert report.actors == ()
    assert [(t.name, t.kind) for t in report.targets] == [("embassy", "diplomatic")]
    assert report.weapons == ("missiles",)


def test_country_before_a_noun_is_the_place_and_no_actor() -> None:
    (report,) = news("The Haiti massacre on Wednesday left twelve villagers dead.")
    assert report.actors == ()


def test_later_short_form_of_a_name_is_the_same_actor() -> None:
    text = (
        "The Arakan Army attacked a border post near Torsk on Wednesday.\n\n"
        "The Army killed two guards in the attack."
    )
    (report,) = news(text)
    assert {actor.id for actor in report.actors} == {"arakan-army"}


def test_table_lists_at_least_150_groups_and_all_states_with_unique_names() -> None:
    kinds = [row["kind"] for row in table().values()]
    assert kinds.count("organization") >= 150
    assert kinds.count("state") >= 190
    seen: dict[str, str] = {}
    for row in table().values():
        assert row["checked"]
        for name in filter(None, [row["name"], *row["aliases"].split("|")]):
            assert seen.setdefault(name, row["id"]) == row["id"]


def test_canonical_name_of_unknown_id_is_the_id() -> None:
    assert canonical_name("islamic-state") == "Islamic State"
    assert canonical_name("nobody") == "nobody"
    assert state_of("FR") == "france"
    assert state_of(None) is None
