"""Who says who did it, and with which force."""

from __future__ import annotations

import pytest

from tests.extract.reading import news

BLAST = "A bomb exploded in a market in Torsk on Wednesday, killing seven people.\n\n"

SAID = [
    ("The Islamic State group claimed responsibility for the attack.", "islamic-state", "claimed", None),
    ("In a statement, the Taliban said it was behind the bombing.", "taliban", "claimed", None),
    ("Responsibility was claimed by al-Shabaab.", "al-shabaab", "claimed", None),
    ("The interior ministry blamed the PKK for the attack.", "pkk", "suspected", "interior ministry"),
    ("The governor accused the ELN of planting the bomb.", "eln", "suspected", "governor"),
    ("Police suspect Boko Haram.", "boko-haram", "suspected", "Police"),
    ("The army attributed the blast to Islamic State.", "islamic-state", "suspected", "army"),
    ("It was the work of the Haqqani network, the mayor said.", "haqqani-network", "suspected", "mayor"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "actor", "force", "by"), SAID)
def test_statement_in_another_sentence_names_the_actor_of_the_attack(
    said: str, actor: str, force: str, by: str | None
) -> None:
    (report,) = news(BLAST + said)
    first = report.actors[0]
    assert (first.id, first.attribution, first.attributed_by) == (actor, force, by)


@pytest.mark.parametrize(
    "said",
    [
        "No group has claimed responsibility.",
        "There was no immediate claim of responsibility.",
        "Nobody claimed the attack.",
        "It is not confirmed whether the blast is linked to the elections.",
        "Police have not said who was behind the attack.",
    ],
)
def test_absent_claim_names_nobody_and_denies_nothing(said: str) -> None:
    (report,) = news(BLAST + said)
    assert report.actors == ()


def test_accused_party_that_denies_stays_suspected_by_the_accuser() -> None:
    (report,) = news(BLAST + "The government accused the ELN of the attack. The ELN denied any involvement.")
    assert [(a.id, a.attribution, a.attributed_by) for a in report.actors] == [
        ("eln", "suspected", "government")
    ]


def test_denial_alone_is_denied() -> None:
    (report,) = news(BLAST + "The Taliban denied any involvement in the attack.")
    assert [(a.id, a.attribution) for a in report.actors] == [("taliban", "denied")]


def test_belief_is_suspicion() -> None:
    (report,) = news(
        "Islamic State militants are believed to have attacked a convoy near Torsk on Wednesday."
    )
    assert report.actors[0].attribution == "suspected"


def test_indications_are_suspicion_of_who_tells_them() -> None:
    text = BLAST + (
        "The embassy spokesman said: “No group has claimed responsibility, but indications are the attack "
        "was carried out by Iran-backed militias.”"
    )
    (report,) = news(text)
    actor = report.actors[0]
    assert (actor.name, actor.kind) == ("Iran-backed militias", "group")
    assert (actor.attribution, actor.attributed_by) == ("suspected", "embassy spokesman")


def test_fact_is_confirmed_and_a_state_that_says_so_itself_too() -> None:
    stated, said = (
        "Turkish warplanes bombed a camp near Torsk on Wednesday.",
        ("The Turkish army said it had bombed a camp near Torsk on Wednesday."),
    )
    assert news(stated)[0].actors[0].attribution == "confirmed"
    assert news(said)[0].actors[0].attribution == "confirmed"


def test_group_that_says_it_attacked_has_claimed_it() -> None:
    (report,) = news("Hezbollah said it had fired rockets at a barracks near Torsk on Wednesday.")
    assert (report.actors[0].id, report.actors[0].attribution) == ("hezbollah", "claimed")
