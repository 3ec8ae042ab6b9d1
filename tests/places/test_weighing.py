"""What a name may mean, and how likely each is: shown to people, it must agree with what is chosen."""

from __future__ import annotations

import pytest

from geo.extract import language
from geo.places import Gazetteer, geoparse, locate
from geo.places.locate import ranked
from geo.places.weighing import weighed

TEXT = (
    "Shells fell on Karrada in Baghdad. Convoys left Tripoli, Lebanon, for Homs, and the Iraqi army "
    "searched a farm 40 km south of Kirkuk. Tripoli stayed quiet."
)


@pytest.fixture(scope="module")
def gazetteer(index):
    return Gazetteer.open(index)


@pytest.fixture(scope="module")
def nlp():
    return language.load()


@pytest.mark.parametrize(
    "name", ["Tripoli", "Green Zone, Baghdad", "Anbar province", "40 km south of Kirkuk"]
)
def test_the_likeliest_place_of_a_name_is_the_one_it_is_taken_for(name, gazetteer):
    found = list(ranked(name, gazetteer=gazetteer))
    assert found[0][0] == locate(name, gazetteer=gazetteer)
    shares = [share for _, share in found]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1)


def test_what_contains_a_name_leaves_only_the_places_inside(gazetteer):
    assert {place.country for place, _ in ranked("Tripoli", gazetteer=gazetteer)} > {"LB", "LY"}
    assert {place.country for place, _ in ranked("Tripoli, Lebanon", gazetteer=gazetteer)} == {"LB"}


@pytest.mark.parametrize("name", ["", " , ", "Qwxyzzy Heights", "Tripoli, Iraq"])
def test_a_name_that_nothing_bears_means_nothing(name, gazetteer):
    assert list(ranked(name, gazetteer=gazetteer)) == []


def test_the_names_of_a_text_are_taken_for_what_geoparse_takes_them_for(nlp, gazetteer):
    doc = nlp(TEXT)
    names = [each.toponym for each in weighed(doc, gazetteer=gazetteer)]
    assert names == [t for t in geoparse(doc, gazetteer=gazetteer) if t.kind == "place"]


def test_each_name_of_a_text_has_its_candidates_the_likeliest_first(nlp, gazetteer):
    names = {each.toponym.name: each for each in weighed(nlp(TEXT), gazetteer=gazetteer)}
    tripoli = names["Tripoli"]
    assert tripoli.toponym.place.country == "LB"
    assert tripoli.rivals[0][0] == tripoli.toponym.place
    assert {place.country for place, _ in tripoli.rivals} >= {"LB", "LY"}
    assert sum(share for _, share in tripoli.rivals) == pytest.approx(1)


def test_a_point_some_way_off_a_town_is_none_of_its_candidates(nlp, gazetteer):
    (away,) = [each for each in weighed(nlp(TEXT), gazetteer=gazetteer) if "south of" in each.toponym.name]
    assert away.toponym.place not in [place for place, _ in away.rivals]
    assert "Kirkuk" in {place.name for place, _ in away.rivals}
