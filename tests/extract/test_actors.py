"""Who is read as the actor: by grammar, by name, by description."""

from __future__ import annotations

import pytest

from geo.extract.names import canonical_name, id_of, state_of, table
from tests.extract.reading import news, read

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


TIED = [
    ("Gunmen believed to be from Boko Haram killed five farmers near Torsk on Wednesday.", "boko-haram"),
    (
        "Gunmen believed to be members of Boko Haram shot dead five farmers near Torsk on Wednesday.",
        "boko-haram",
    ),
    ("Militants linked to Islamic State beheaded four villagers near Torsk on Wednesday.", "islamic-state"),
    (
        "Fighters loyal to Islamic State attacked a village near Torsk on Wednesday, killing four.",
        "islamic-state",
    ),
    ("The militants, who belong to al-Qaeda, attacked a hotel in Torsk on Wednesday.", "al-qaeda"),
    ("Terrorists of the FMLN kidnapped ten peasants near Torsk on Wednesday.", "fmln"),
    ("Suspected al-Shabaab fighters attacked a base in Torsk on Wednesday.", "al-shabaab"),
    ("Rwanda-backed M23 rebels attacked a convoy near Torsk on Wednesday.", "m23"),
    ("Dissidents of the defunct FARC attacked a police station in Torsk on Wednesday.", "farc-dissidents"),
    ("FARC dissidents attacked a police station in Torsk on Wednesday.", "farc-dissidents"),
    (
        "Guerrillas attacked a barracks in Torsk on Wednesday. The ELN has fought the state for decades.",
        "eln",
    ),
    ("Sudanese air force planes bombed a market in Torsk on Wednesday.", "sudan"),
    ("The coalition replied from the air. Israel said its planes hit Torsk on Wednesday.", "israel"),
]


@pytest.mark.parametrize(("text", "actor"), TIED)
def test_unnamed_fighters_are_those_to_whom_the_words_tie_them(text: str, actor: str) -> None:
    (report,) = news(text)
    assert report.actors[0].id == actor


BODIES = [
    ("Members of the army killed five farmers near Torsk on Wednesday.", "army", "state"),
    ("Five farmers were killed near Torsk by men of the security forces.", "security forces", "state"),
    ("Five farmers were shot dead by an army patrol near Torsk on Wednesday.", "army patrol", "state"),
    ("Members of a drug cartel shot dead a mayor in Torsk on Wednesday.", "drug cartel", "group"),
    ("Members of paramilitary groups killed five farmers near Torsk.", "paramilitary groups", "group"),
    ("Forces loyal to a warlord attacked the port of Torsk on Wednesday.", "Forces", "group"),
    ("Rebels staged an armed attack on a bank in Torsk on Wednesday.", "Rebels", "group"),
    ("Rebels launched a series of attacks on banks in Torsk on Wednesday.", "Rebels", "group"),
    ("Five farmers were killed near Torsk by the Blue Star Brigade.", "Blue Star Brigade", "organization"),
]


@pytest.mark.parametrize(("text", "name", "kind"), BODIES)
def test_body_acts_whose_people_patrols_or_forces_do(text: str, name: str, kind: str) -> None:
    (report,) = news(text)
    assert (report.actors[0].name, report.actors[0].kind) == (name, kind)


def test_organisation_behind_a_word_for_one_is_whose_gunmen_they_are() -> None:
    (report,) = news("Gunmen from the separatist organization ETA shot dead a guard in Torsk on Wednesday.")
    assert report.actors[0].id == "eta"


STATES = [
    ("Israeli warplanes bombed a house in Torsk on Wednesday.", "Israel", ("Israeli",)),
    ("A Russian missile hit a café in Torsk on Wednesday, killing 12 people.", "Russia", ("Russian",)),
    ("Cambodian rockets hit a petrol station in Torsk on Wednesday.", "Cambodia", ("Cambodian",)),
    ("Iran's missiles struck a base near Torsk on Wednesday.", "Iran", ()),
    ("Thai soldiers opened fire on a post near Torsk on Wednesday.", "Thai soldiers", ()),
]


@pytest.mark.parametrize(("text", "name", "aliases"), STATES)
def test_adjective_of_a_state_gives_the_states_name_and_stays_as_alias(
    text: str, name: str, aliases: tuple[str, ...]
) -> None:
    (report,) = news(text)
    assert [(a.name, a.kind, a.aliases) for a in report.actors] == [(name, "state", aliases)]


UNLISTED = [
    (
        "A bomb exploded in Torsk on Wednesday, killing two.\n\n"
        "The mayor blamed the Blue Valley Liberation Front (BVLF). The BVLF denied it.",
        "Blue Valley Liberation Front",
    ),
    (
        "The Popular Martyrs Brigade claimed responsibility for a bomb that exploded in Torsk on Wednesday.",
        "Popular Martyrs Brigade",
    ),
    (
        "Members of the Zamora Revolutionary Command kidnapped a mayor near Torsk on Wednesday.",
        "Zamora Revolutionary Command",
    ),
]


@pytest.mark.parametrize(("text", "name"), UNLISTED)
def test_organisation_that_no_table_holds_is_known_by_how_it_calls_itself(text: str, name: str) -> None:
    (report,) = news(text)
    assert [a.name for a in report.actors if a.kind == "organization"] == [name]
    assert report.actors[0].name == name


def test_people_of_an_organisation_stand_behind_it_as_a_group() -> None:
    (report,) = news("Guerrillas of the FMLN kidnapped a mayor near Torsk on Wednesday.")
    assert [(a.name, a.kind) for a in report.actors] == [
        ("FMLN", "organization"),
        ("Guerrillas of the FMLN", "group"),
    ]


def test_named_organisation_comes_before_the_gunmen_seen() -> None:
    text = "Gunmen stormed a hotel in Torsk on Wednesday, killing nine.\n\nAl-Shabaab claimed the attack."
    (report,) = news(text)
    assert [(a.name, a.attribution) for a in report.actors] == [
        ("Al-Shabaab", "claimed"),
        ("Gunmen", "confirmed"),
    ]


def test_all_names_of_an_organisation_in_the_text_are_kept() -> None:
    text = (
        "Islamic State fighters attacked a village near Torsk on Wednesday.\n\n"
        "The area has seen raids by ISIS for years."
    )
    (report,) = news(text)
    assert {report.actors[0].name, *report.actors[0].aliases} == {"Islamic State", "ISIS"}


def test_police_who_kill_the_attackers_did_not_attack() -> None:
    (report,) = news(
        "Gunmen stormed a bank in Torsk on Wednesday and shot three clerks. Police killed two gunmen."
    )
    assert {a.name for a in report.actors} == {"Gunmen"}


def test_attackers_mentioned_behind_the_attack_are_its_actor() -> None:
    (report,) = news(
        "Nine people were shot dead at a café in Torsk on Wednesday. The gunman fled on a motorbike."
    )
    assert [(a.name, a.kind, a.attribution) for a in report.actors] == [("gunman", "individual", "confirmed")]


def test_strikes_of_one_wave_share_the_only_attacker_named() -> None:
    text = (
        "Russian missiles hit Torsk on Wednesday, killing three people.\n\n"
        "In Ombira, missiles struck a hospital, killing two."
    )
    assert [[a.id for a in report.actors] for report in news(text)] == [["russia"], ["russia"]]


def test_nobody_who_did_not_claim_is_an_actor() -> None:
    (report,) = news("A bomb exploded in Torsk on Wednesday, killing two. No group has claimed the attack.")
    assert report.actors == ()


@pytest.mark.parametrize(
    "text",
    [
        "Four border soldiers killed near Torsk, the ministry says",
        "Three police officers wounded in drone attack in Torsk on Wednesday.",
        "The ministry counts 34 soldiers killed and 14 wounded in Torsk on Wednesday.",
        "Teacher and driver shot dead in Torsk on Wednesday.",
        "On Wednesday an army column drove over a mine near Torsk, and four soldiers died.",
        "A soldier stepped on a mine near Torsk on Wednesday and died.",
    ],
)
def test_those_killed_in_a_headline_are_victims_and_no_suspects(text: str) -> None:
    (report,) = news(text)
    assert report.actors == ()
    assert report.victims


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


@pytest.mark.parametrize(
    "text",
    [
        "A Nigerian village attack killed nine people near Torsk on Wednesday, police said.",
        "An Afghan mosque attack killed nine people in Torsk on Wednesday.",
        "Gunmen fired on a mosque in Torsk. The Afghan mosque attack was condemned by the UN.",
    ],
)
def test_a_country_whose_target_was_hit_and_who_condemns_it_are_no_actors(text):
    names = {actor.name for report in read(text) for actor in report.actors}
    assert not names & {"Nigeria", "Afghanistan", "UN", "United Nations"}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("An Israeli hospital strike killed nine people in Torsk on Wednesday.", "Israel"),
        ("A Boko Haram village attack killed nine people near Torsk on Wednesday.", "Boko Haram"),
    ],
)
def test_who_strikes_from_afar_and_a_group_are_named_before_what_was_hit(text, actor):
    assert actor in {each.name for report in read(text) for each in report.actors}


@pytest.mark.parametrize(
    ("name", "id"),
    [("boko haram", "boko-haram"), ("ISIS", "islamic-state"), ("Nobody's Brigade", None), ("", None)],
)
def test_an_actor_is_found_by_name_or_alias_whatever_its_capitals(name, id):
    assert id_of(name) == id


def test_each_listed_name_finds_its_actor():
    assert [row["name"] for id, row in table().items() if id_of(row["name"]) not in (id, None)] == []
