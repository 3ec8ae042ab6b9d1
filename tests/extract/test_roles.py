"""What was hit, who was hurt and with what: the nouns that one event's sentences name, each once."""

from __future__ import annotations

import pytest

from tests.extract.reading import read

WEAPONS = [
    ("A car full of dynamite exploded in front of the ministry in Torsk.", ["car full of dynamite"]),
    ("Three sticks of dynamite exploded at a bank in Torsk.", ["dynamite"]),
    ("The attackers used rifles when they stormed the base in Torsk.", ["rifles"]),
    ("Gunmen attacked a police station in Torsk with assault rifles on Monday.", ["assault rifles"]),
    ("Two explosive devices exploded outside a bank in Torsk.", ["explosive devices"]),
    ("A powerful dynamite charge exploded at a bank in Torsk. The bomb shattered windows.", ["dynamite"]),
    ("Rebels attacked the barracks in Torsk with 12 kg of dynamite.", ["dynamite"]),
    ("Men armed with machetes attacked a village near Torsk, killing four farmers.", ["machetes"]),
    ("Masked men armed with rifles attacked a village near Torsk and killed nine.", ["rifles"]),
    ("A volley of rockets was fired at the airport of Torsk.", ["rockets"]),
    ("A lorry packed with explosives blew up outside the police headquarters in Torsk.", ["lorry"]),
    ("Glide bombs hit a hospital in Torsk, killing three nurses.", ["Glide bombs"]),
    ("Soldiers fired pellet guns at protesters in Torsk, wounding nine.", ["pellet guns"]),
]


@pytest.mark.parametrize(("text", "wanted"), WEAPONS)
def test_weapon_is_named_once_and_most_exactly(text: str, wanted: list[str]) -> None:
    named = [w for report in read(text)[:1] for w in report.weapons]
    assert len(named) == len(wanted), named
    assert all(any(word in weapon for weapon in named) for word in wanted), named


TARGETS = [
    ("A bomb exploded in front of a church in Torsk on Monday.", ["church"]),
    ("Rebels bombed a radio station and a pharmacy in Torsk.", ["radio station", "pharmacy"]),
    ("A grenade exploded inside a restaurant in Torsk, wounding two people.", ["restaurant"]),
    ("Rebels blew up two power pylons and a bridge near Torsk.", ["pylons", "bridge"]),
    ("Gunmen killed two guards at the brewery in Torsk.", []),
    ("A car bomb exploded on a street in Torsk, killing two people.", []),
    ("Drones struck a warehouse and an oil refinery in Torsk.", ["warehouse", "refinery"]),
    ("Gunmen murdered Judge Velisa Orwenna in Torsk on Monday.", []),
]


@pytest.mark.parametrize(("text", "wanted"), TARGETS)
def test_target_is_what_was_hit_and_no_person_and_no_street(text: str, wanted: list[str]) -> None:
    named = [t.name for report in read(text)[:1] for t in report.targets]
    assert len(named) == len(wanted), named
    assert all(any(word in target for target in named) for word in wanted), named


VICTIMS = [
    ("Gunmen murdered Judge Velisa Orwenna in Torsk on Monday.", ["Orwenna"]),
    ("Unknown men kidnapped the engineer Tobal Iskren near Torsk.", ["Iskren"]),
    ("The murder of senator Halvo Brennik in Torsk on Monday shocked Quarania.", ["Brennik"]),
    ("Gunmen killed two teachers, Velisa Orwenna and Halvo Brennik, in Torsk.", ["Orwenna", "Brennik"]),
    ("Gunmen killed six people in Torsk on Monday, including a priest and two nurses.", ["priest", "nurses"]),
    ("Mayor Halvo Brennik was shot dead in Torsk. Brennik, a lawyer, was hit twice.", ["Brennik"]),
]


@pytest.mark.parametrize(("text", "wanted"), VICTIMS)
def test_victim_is_named_even_where_the_tagger_knows_no_such_name(text: str, wanted: list[str]) -> None:
    named = [v.name for report in read(text)[:1] for v in report.victims]
    assert len(named) == len(wanted), named
    assert all(any(word in victim for victim in named) for word in wanted), named


def test_nobody_in_particular_gives_way_to_those_named_next() -> None:
    report = read("Gunmen killed five people in Torsk on Monday. They shot two nurses at the clinic.")[0]
    assert [v.name for v in report.victims] == ["nurses"]


def test_victim_keeps_the_other_words_for_the_same_person() -> None:
    victim = read("Unknown men kidnapped the engineer Tobal Iskren near Torsk on Monday.")[0].victims[0]
    assert "Tobal Iskren" in (victim.name, *victim.aliases)
    assert any("engineer" in name for name in (victim.name, *victim.aliases))
