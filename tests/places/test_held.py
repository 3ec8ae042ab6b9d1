"""Names that no gazetteer holds: which are recognised, and what their words say holds them."""

from __future__ import annotations

import pytest

from geo.extract import language
from geo.places import Gazetteer, geoparse


@pytest.fixture(scope="module")
def toponyms(index):
    nlp, gazetteer = language.load(), Gazetteer.open(index)

    def read(text):
        return {t.name: t for t in geoparse(nlp(text), gazetteer=gazetteer)}

    return read


@pytest.mark.parametrize(
    ("text", "name", "holder"),
    [
        ("A clerk was shot in the Bellavira neighborhood, also in northern Quito.", "Bellavira", "Quito"),
        ("Two men were shot in Bellavira neighborhood of Quito.", "Bellavira", "Quito"),
        ("Gunmen opened fire in the Ashgrove neighbourhood of Cardiff.", "Ashgrove", "Cardiff"),
        ("Two policemen died in the Kofar Danja area of Kano.", "Kofar Danja", "Kano"),
        ("A judge was shot on Jalan Melor street in Surabaya.", "Jalan Melor", "Surabaya"),
        ("It burnt three houses in Guamoril, southern Cauca department.", "Guamoril", "Cauca"),
        ("Soldiers searched Huamilta, San Ciro jurisdiction, Morazán Department.", "San Ciro", "Morazán"),
        ("Fire tore through the Nobinagar Model Market in the Bangladeshi city of Sylhet.",
         "Nobinagar Model Market", "Sylhet"),
    ],
)  # fmt: skip
def test_words_of_containment_hold_a_name_that_nobody_knows(toponyms, text, name, holder):
    held = toponyms(text)[name].place
    assert held is not None
    assert held.name == name
    assert held.gazetteer_id is None
    assert holder in held.within[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rebels stormed Fort Kassel near the town of Birao.", "Fort Kassel"),
        ("Gunmen attacked Camp Bondo on Sunday.", "Camp Bondo"),
        ("A DRONE HIT TOWER 31 IN EASTERN JORDAN.", "TOWER 31"),
        ("Drones struck Al Wardiya air base on Friday.", "Al Wardiya air base"),
        ("A bomb was set off on Tamsor mountain on Friday.", "Tamsor mountain"),
        ("The army shelled Ban Thalo, a small farming village in Thailand.", "Ban Thalo"),
    ],
)
def test_word_beside_it_makes_a_name_a_place(toponyms, text, name):
    assert toponyms(text)[name].kind == "place"


@pytest.mark.parametrize(
    "text",
    [
        "They met Omar Khan, a village elder, on Friday.",
        "Mr Camp spoke on Friday.",
        "It was a base camp of theirs.",
    ],
)
def test_elder_and_common_word_are_no_place(toponyms, text):
    assert [t for t in toponyms(text).values() if t.kind == "place"] == []


def test_town_that_a_fort_is_called_after_is_no_place_of_the_text(toponyms):
    assert "Kassel" not in toponyms("Rebels stormed Fort Kassel near the town of Birao.")


def test_list_of_countries_behind_a_comma_holds_nothing(toponyms):
    found = toponyms("The pact includes Mexico, the US and Canada.")
    assert found["Mexico"].place.country == "MX"
