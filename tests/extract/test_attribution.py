"""Who says who did it, and with which force."""

from __future__ import annotations

import pytest

from tests.extract.reading import news

BLAST = "A bomb exploded in a market in Torsk on Wednesday, killing seven people.\n\n"

SAID = [
    ("A colonel said leaflets at the scene bore the name of the PKK.", "pkk", "suspected", "colonel"),
    ("Police said a note signed by the ELN was left at the scene.", "eln", "suspected", "Police"),
    (
        "The Islamic State group claimed responsibility for the attack.",
        "islamic-state",
        "claimed",
        "Islamic State group",
    ),
    ("In a statement, the Taliban said it was behind the bombing.", "taliban", "claimed", "Taliban"),
    ("Responsibility was claimed by al-Shabaab.", "al-shabaab", "claimed", "al-Shabaab"),
    ("“We did it,” a spokesman for the Taliban said.", "taliban", "claimed", "spokesman"),
    ("The interior ministry blamed the PKK for the attack.", "pkk", "suspected", "interior ministry"),
    ("The interior ministry blamed the attack on the PKK.", "pkk", "suspected", "interior ministry"),
    ("The governor accused the ELN of planting the bomb.", "eln", "suspected", "governor"),
    ("Police suspect Boko Haram.", "boko-haram", "suspected", "Police"),
    ("The army attributed the blast to Islamic State.", "islamic-state", "suspected", "army"),
    ("It was the work of the Haqqani network, the mayor said.", "haqqani-network", "suspected", "mayor"),
    ("Suspicion fell on the local branch of Islamic State.", "islamic-state", "suspected", None),
    ("The attackers belonged to the ADF, the army said.", "adf", "suspected", "army"),
    (
        "The bombers were members of Boko Haram, a regional official said.",
        "boko-haram",
        "suspected",
        "regional official",
    ),
    ("Moscow accused Kyiv of planting the bomb.", "ukraine", "suspected", "Moscow"),
    ("A colonel told reporters that rebels of the M23 had planted the bomb.", "m23", "suspected", "colonel"),
]


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


DENIALS = [
    "The ELN denied any involvement.",
    "The ELN denied it.",
    "The ELN rejected the accusation.",
    "The ELN rejected claims that it had planted the bomb.",
    "The ELN dismissed the accusation as a lie.",
    "The ELN said it was not behind the bombing.",
    "The ELN said it was not responsible.",
    "The ELN said they did not do it.",
    "The ELN said it had nothing to do with the attack.",
    "The ELN said it had played no part in the attack.",
    "A spokesman for the ELN denied this.",
]


@pytest.mark.parametrize("denial", DENIALS)
def test_accused_party_that_denies_is_denied_and_keeps_its_accuser(denial: str) -> None:
    (report,) = news(BLAST + "The government accused the ELN of the attack. " + denial)
    assert [(a.id, a.attribution, a.attributed_by) for a in report.actors] == [
        ("eln", "denied", "government")
    ]


@pytest.mark.parametrize("denial", DENIALS)
def test_denial_in_any_wording_is_never_a_claim(denial: str) -> None:
    (report,) = news(BLAST + denial)
    assert [(a.id, a.attribution) for a in report.actors] == [("eln", "denied")]


DISPUTED = [
    "An Israeli air strike hit a hospital in Torsk on Wednesday, killing 40, the health ministry said. "
    "Israel denied it had bombed the hospital.",
    "Israel bombed a hospital in Torsk on Wednesday.\n\nIsrael denied it and blamed Islamic Jihad.",
    "A strike hit a school in Torsk on Wednesday, killing seven children.\n\nOfficials blamed the strike on "
    "Israel. Israel denied it and blamed Islamic Jihad.",
]


def test_each_side_that_names_the_other_is_only_suspected() -> None:
    (report,) = news(
        "Rebels said government troops shelled a market in Torsk on Wednesday. "
        "The government said the rebels themselves had fired the shells."
    )
    assert [(a.name, a.attribution, a.attributed_by) for a in report.actors] == [
        ("government troops", "suspected", "Rebels"),
        ("rebels", "suspected", "government"),
    ]


def test_seat_of_government_denies_for_the_state() -> None:
    (report,) = news(
        "A missile struck a funeral in Torsk on Wednesday, killing 12.\n\n"
        "Ukraine's president said Russia had launched the missile. The Kremlin denied this."
    )
    assert [(a.id, a.attribution, a.attributed_by) for a in report.actors] == [
        ("russia", "denied", "Ukraine's president")
    ]


@pytest.mark.parametrize("text", DISPUTED)
def test_disputed_responsibility_is_never_confirmed(text: str) -> None:
    (report,) = news(text)
    assert {a.id: a.attribution for a in report.actors}["israel"] == "denied"
    assert "confirmed" not in {a.attribution for a in report.actors}


ACCUSED = [
    ("Hamas accuses Israel of having bombed a hospital in Torsk on Wednesday.", "israel", "Hamas"),
    ("Kyiv accused Russia of bombing a theatre in Torsk on Wednesday.", "russia", "Kyiv"),
    (
        "Ukraine accused Russian forces of shelling a market in Torsk on Wednesday, killing three people.",
        "russia",
        "Ukraine",
    ),
    (
        "Rwandan troops attacked a camp near Torsk on Wednesday. The governor blamed Rwanda for the attack.",
        "rwanda",
        "governor",
    ),
    (
        "Eritrean soldiers are accused by survivors of shooting villagers in Torsk on Wednesday.",
        "eritrea",
        "survivors",
    ),
]


@pytest.mark.parametrize(("text", "actor", "by"), ACCUSED)
def test_accusation_is_suspicion_by_the_accuser_who_did_nothing(text: str, actor: str, by: str) -> None:
    (report,) = news(text)
    assert [(a.id, a.attribution, a.attributed_by) for a in report.actors] == [(actor, "suspected", by)]


TOLD = [
    (
        "Russian shelling killed two people in Torsk on Wednesday, the governor said.",
        "Russia",
        "confirmed",
        "governor",
    ),
    (
        "Two people were killed by Turkish shelling in Torsk on Wednesday, according to the mayor.",
        "Turkey",
        "confirmed",
        "mayor",
    ),
    (
        "Houthi rebels fired a missile at a ship near Torsk on Wednesday, the US military said.",
        "Houthi rebels",
        "suspected",
        "US military",
    ),
    (
        "The military said a barrage of rockets fired by Islamic Jihad hit a hospital in Torsk on Wednesday.",
        "Islamic Jihad",
        "suspected",
        "military",
    ),
    (
        "Gunmen attacked police in Torsk on Wednesday, killing two officers, the army said.",
        "Gunmen",
        "confirmed",
        "army",
    ),
    (
        "The government said bandits had attacked a village near Torsk on Wednesday.",
        "bandits",
        "confirmed",
        "government",
    ),
    (
        "Six soldiers died when militants attacked an army post near Torsk on Wednesday, the president said.",
        "militants",
        "confirmed",
        "president",
    ),
]


@pytest.mark.parametrize(("text", "name", "force", "by"), TOLD)
def test_who_tells_it_is_the_source_and_not_an_actor(text: str, name: str, force: str, by: str) -> None:
    (report,) = news(text)
    assert [(a.name, a.attribution, a.attributed_by) for a in report.actors] == [(name, force, by)]


def test_claim_by_an_alleged_spokesman_is_only_a_suspicion() -> None:
    (report,) = news(BLAST + "An alleged spokesman of the ELN claimed responsibility for the bombing.")
    assert [(a.id, a.attribution) for a in report.actors] == [("eln", "suspected")]


def test_what_nobody_says_for_sure_accuses_nobody() -> None:
    (report,) = news(BLAST + "It would be rash to say that the army did it, the prosecutor said.")
    assert report.actors == ()


def test_denial_of_aiming_at_civilians_does_not_deny_the_strike() -> None:
    (report,) = news(
        "Russian missiles hit Torsk on Wednesday, killing three.\n\nMoscow denies targeting civilians."
    )
    assert [(a.id, a.attribution) for a in report.actors] == [("russia", "confirmed")]


def test_statement_about_another_year_says_nothing_of_this_attack() -> None:
    (report,) = news(BLAST + "In 2019 the government accused the ELN, which denied it.")
    assert report.actors == ()


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


def test_what_an_organisation_tells_of_its_own_fighters_is_claimed() -> None:
    (report,) = news("Taliban fighters attacked a police post in Torsk on Wednesday, the Taliban said.")
    assert {a.attribution for a in report.actors} == {"claimed"}


def test_group_that_says_it_attacked_has_claimed_it() -> None:
    (report,) = news("Hezbollah said it had fired rockets at a barracks near Torsk on Wednesday.")
    assert (report.actors[0].id, report.actors[0].attribution) == ("hezbollah", "claimed")


@pytest.mark.parametrize(
    ("telling", "first"),
    [
        ("Officials have linked the bombing to the ELN.", ("eln", "suspected", "Officials")),
        ("The bombing was tied to the ELN by prosecutors.", ("eln", "suspected", "prosecutors")),
        ("The governor said that the ELN had masterminded the attack.", ("eln", "suspected", "governor")),
        ("A little-known faction, the ELN, issued a claim of responsibility.", ("eln", "claimed", "ELN")),
        ("The attack, the second in a week, was claimed by the ELN.", ("eln", "claimed", "ELN")),
        ("A man presented as the leader of the ELN says he ordered the attack.", ("eln", "claimed", "man")),
    ],
)
def test_organisation_of_a_later_sentence_is_found(telling: str, first: tuple[str, str, str]) -> None:
    actor = news(BLAST + telling)[0].actors[0]
    assert (actor.id, actor.attribution, actor.attributed_by) == first


def test_organisation_that_does_not_say_it_did_it_is_no_suspect() -> None:
    (report,) = news(BLAST + "The ELN praised the attack, but did not say that it was behind it.")
    assert report.actors == ()


def test_place_before_a_headline_does_not_act() -> None:
    (report,) = news("Colombia: rebels say they bombed a barracks in Torsk on Wednesday.")
    assert [a.name for a in report.actors] == ["rebels"]


def test_police_who_shoot_the_attacker_are_no_suspects() -> None:
    (report,) = news(
        "A driver ploughed a truck into a crowd in Torsk on Wednesday, killing four people. "
        "He was shot by police after he opened fire."
    )
    assert [a.name for a in report.actors] == ["driver"]


@pytest.mark.parametrize(
    ("telling", "name"),
    [
        ("The mayor attributed it to the armed group Los Tigres.", "Los Tigres"),
        ("A previously obscure group, Saraya al-Fath, claimed responsibility.", "Saraya al-Fath"),
        ("Kataib Sayf al-Nur said it was behind the attack.", "Kataib Sayf al-Nur"),
    ],
)
def test_band_that_no_table_holds_is_an_organisation(telling: str, name: str) -> None:
    actor = news(BLAST + telling)[0].actors[0]
    assert (actor.name, actor.kind, actor.id) == (name, "organization", None)


@pytest.mark.parametrize(
    ("telling", "by"),
    [
        ("The Turkish Defence Ministry confirmed the strikes.", "Turkish Defence Ministry"),
        ("Turkey's army said that its jets had hit hideouts.", "Turkey's army"),
        ("The Turkish military announced the operation.", "Turkish military"),
        ("The Iraqi government condemned the strikes.", None),
    ],
)
def test_state_has_who_of_its_own_confirms_the_act(telling: str, by: str | None) -> None:
    (report,) = news("Turkish warplanes bombed a camp near Torsk on Wednesday. " + telling)
    assert (report.actors[0].id, report.actors[0].attributed_by) == ("turkey", by)


BESIDE = [
    ("Suspected ELN rebels shot dead a judge in Torsk on Wednesday. Police said the killers fled.", "Police"),
    (
        "Suspected ELN rebels burned a bus in Torsk on Wednesday. An official said no one was hurt.",
        "official",
    ),
    ("The police said a bomb killed two in Torsk on Wednesday. The attack was blamed on the ELN.", "police"),
    ("Police said three people died in a blast in Torsk on Wednesday. The ELN is suspected of it.", "Police"),
    (
        "The ELN is suspected of killing a judge in Torsk on Monday. Police officer Juan Arvel said so.",
        "Police officer Juan Arvel",
    ),
    (
        "A police spokesman said four officers died in an ambush in Torsk on Wednesday. "
        "ELN rebels are believed to be behind it.",
        "police spokesman",
    ),
]


@pytest.mark.parametrize(("text", "by"), BESIDE)
def test_a_suspicion_is_that_of_the_official_who_speaks_beside_it(text: str, by: str) -> None:
    first = news(text)[0].actors[0]
    assert (first.id, first.attribution, first.attributed_by) == ("eln", "suspected", by)


NOT_BESIDE = [
    "Suspected ELN rebels burned a bus in Torsk on Wednesday. The president said he would visit the town.",
    "Suspected ELN rebels burned a bus in Torsk on Wednesday. Shops stayed closed.",
]


@pytest.mark.parametrize("text", NOT_BESIDE)
def test_a_suspicion_has_no_source_where_no_official_tells_what_was(text: str) -> None:
    first = news(text)[0].actors[0]
    assert (first.id, first.attribution, first.attributed_by) == ("eln", "suspected", None)


PRONOUNS = [
    "A police spokesman said four nurses died in Torsk on Wednesday. He said ELN rebels attacked them.",
    "A police spokesman said the men who shot at a bus in Torsk fled. She blamed the ELN for the attack.",
    "Nine people died when militants bombed a bus in Torsk. A police spokesman said the militants fled. "
    " He blamed the ELN for the attack.",
]


@pytest.mark.parametrize("text", PRONOUNS)
def test_one_who_speaks_is_never_the_many_named_before(text: str) -> None:
    assert "police spokesman" in [a.attributed_by for a in news(text)[0].actors if a.id == "eln"]


ACCUSED = [
    ("The ELN accused the army of shelling a camp in Torsk on Wednesday; the army denied it.", "ELN"),
    ("The ELN accused the army of shelling a camp in Torsk on Wednesday, a charge the army denied.", "ELN"),
    ("The army was accused by the ELN of shelling Torsk on Wednesday, a charge it denied.", "ELN"),
    (
        "Shells killed nine people in Torsk on Wednesday. The ELN said the army was responsible, "
        "which the army denied.",
        "ELN",
    ),
    ("The ELN blamed the army for an attack in Torsk on Wednesday. The army denied any involvement.", "ELN"),
]


@pytest.mark.parametrize(("text", "by"), ACCUSED)
def test_whoever_is_accused_and_denies_it_is_the_suspect_and_not_the_accuser(text: str, by: str) -> None:
    (actor,) = news(text)[0].actors
    assert (actor.kind, actor.attribution, actor.attributed_by) == ("state", "denied", by)


def test_the_coalition_that_denies_is_the_one_that_is_accused() -> None:
    (actor,) = news(
        "The ELN accused the Saudi-led coalition of bombing a market in Torsk on Wednesday that killed nine; "
        "the coalition denied responsibility."
    )[0].actors
    assert (actor.name, actor.attribution, actor.attributed_by) == ("Saudi-led coalition", "denied", "ELN")


def test_one_believed_to_be_of_a_group_makes_it_no_more_than_suspected() -> None:
    report = news(
        "A bomber struck a church in Torsk on Wednesday. The bomber was believed to be from Boko Haram."
    )
    assert [a.attribution for a in report[0].actors if a.id == "boko-haram"] == ["suspected"]


def test_suspected_gunmen_of_a_group_with_a_name_of_two_words_are_only_suspected() -> None:
    report = news("Suspected Boko Haram gunmen burned thirty houses in Torsk on Wednesday.")[0]
    assert {a.attribution for a in report.actors} == {"suspected"}
