"""One name as a person types it."""

from __future__ import annotations

import pytest

from geo.places import Gazetteer, locate
from geo.places.distance import distance_km
from geo.places.locate import ranked


@pytest.fixture(scope="module")
def gazetteer(index):
    return Gazetteer.open(index)


@pytest.mark.parametrize(
    ("name", "country", "level", "lat", "lon", "within_km"),
    [
        ("Green Zone, Baghdad", "IQ", "neighbourhood", 33.305, 44.390, 2.5),
        ("Baghdad's Green Zone", "IQ", "neighbourhood", 33.305, 44.390, 2.5),
        ("Green Zone in Baghdad, Iraq", "IQ", "neighbourhood", 33.305, 44.390, 2.5),
        ("Tripoli, Lebanon", "LB", "city", 34.43, 35.84, 10),
        ("Tripoli", "LY", "city", 32.89, 13.19, 15),
        ("Long Beach, CA", "US", "city", 33.77, -118.19, 10),
        ("Lyman, Donetsk Oblast, Ukraine", "UA", "city", 48.99, 37.81, 5),
        ("Anbar province", "IQ", "province", 33.0, 41.5, 100),
        ("Idlib", "SY", "city", 35.93, 36.63, 10),
        ("Hodeidah", "YE", "city", 14.80, 42.95, 10),
        ("Iraq", "IQ", "country", 33.0, 43.0, 150),
        ("40 km south of Kirkuk", "IQ", "city", 35.11, 44.39, 3),
        ("near Mosul", "IQ", "city", 36.34, 43.12, 3),
        ("Kabul airport", "AF", "site", 34.566, 69.213, 3),
        ("the Niger Delta", "NG", "province", 5.0, 6.3, 5),
        ("الأشرفية، بيروت", "LB", "neighbourhood", 33.89, 35.52, 2),
        ("Tripoli; Lebanon", "LB", "city", 34.43, 35.84, 10),
        ("30 km south of the city of Kirkuk", "IQ", "city", 35.2, 44.39, 3),
        ("30 km south of the provincial capital Kirkuk", "IQ", "city", 35.2, 44.39, 3),
        ("near Port Sudan", "SD", "city", 19.617, 37.216, 3),
    ],
)  # fmt: skip
def test_a_name_finds_its_place(gazetteer, name, country, level, lat, lon, within_km):
    place = locate(name, gazetteer=gazetteer)
    assert place is not None
    assert (place.country, place.level) == (country, level)
    assert distance_km(place.lat, place.lon, lat, lon) <= within_km


@pytest.mark.parametrize(
    "name",
    [
        "",
        "  ",
        ",",
        "Zzyzxqwv",
        "Baghdad, France",
        "Green Zone, Oslo",
        "Paris, Zzyzxqwv",
        "Kabul River",
        "Kabul in",
        "Al Hul Zzy",
        "al-Hol",
    ],
)
def test_what_is_not_there_is_none_and_never_a_guess(gazetteer, name):
    assert locate(name, gazetteer=gazetteer) is None


def test_a_distance_in_miles_is_told_in_whole_kilometres(gazetteer):
    place = locate("30 miles south-east of Kirkuk", gazetteer=gazetteer)
    assert place.name.startswith("48 km southeast of ")


def test_a_distance_makes_the_radius_honest(gazetteer):
    place = locate("40 km south of Kirkuk", gazetteer=gazetteer)
    assert place.uncertainty_km >= 10
    assert place.gazetteer_id is None


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [
        ("40 km south of Kirkuk", "IQ", "IQ-KI"),
        ("30 km north of Goma", "CD", "CD-NK"),
        ("60 km south of Basra", "KW", "KW-JA"),
        ("40 km west of Mocha", None, None),
    ],
)
def test_a_point_some_way_off_lies_in_its_own_country_and_province(gazetteer, name, country, admin1):
    place = locate(name, gazetteer=gazetteer)
    assert (place.country, place.admin1) == (country, admin1)
    assert (place.level, place.gazetteer_id) == ("city", None)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Hamar Weyne", "neighbourhood"),
        ("US embassy in Beirut", "site"),
        ("Iranian consulate in Damascus", "site"),
        ("Euphrates", "country"),
        ("Bosphorus", "district"),
        ("Dead Sea", "district"),
        ("Gobi Desert", "country"),
    ],
)
def test_quarters_embassies_rivers_straits_and_deserts_are_known(gazetteer, name, kind):
    assert locate(name, gazetteer=gazetteer).level == kind


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Congo", {("CD", "country"), ("CG", "country")}),
        ("Georgia", {("GE", "country"), ("US", "province")}),
        ("Niger", {("NE", "country"), ("NG", "province")}),
        ("Korea", {("KR", "country"), ("KP", "country")}),
        ("River Nile", {(None, "country"), ("SD", "province")}),
    ],
)
def test_a_name_of_several_units_means_each_of_them(gazetteer, name, others):
    meant = [(place.country, place.level) for place, _ in ranked(name, gazetteer=gazetteer)]
    assert others <= set(meant)
    assert meant[0] in others


@pytest.mark.parametrize("name", ["Kibera", "Karouga"])
def test_a_name_that_only_sounds_like_towns_elsewhere_is_no_place(gazetteer, name):
    assert locate(name, gazetteer=gazetteer) is None


@pytest.mark.parametrize(("name", "country"), [("Hodeidah", "YE"), ("Kharkov", "UA"), ("Lysichansk", "UA")])
def test_another_spelling_of_one_town_is_that_town(gazetteer, name, country):
    assert locate(name, gazetteer=gazetteer).country == country


@pytest.mark.parametrize(
    ("asked", "country"),
    [("between Kirkuk and Mosul", "IQ"), ("the road between Tripoli and Misrata, Libya", "LY")],
)
def test_between_two_places_is_midway_with_a_radius_that_holds_both(gazetteer, asked, country):
    found = locate(asked, gazetteer=gazetteer)
    assert found is not None
    assert (found.country, found.gazetteer_id) == (country, None)
    assert 50 < found.uncertainty_km < 120


@pytest.mark.parametrize(
    "asked", ["between Paris and Sydney", "between Iraq and Syria", "between Kirkuk and Qz"]
)
def test_between_places_that_no_road_joins_is_nowhere(gazetteer, asked):
    assert locate(asked, gazetteer=gazetteer) is None
