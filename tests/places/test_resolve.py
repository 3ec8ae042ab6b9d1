"""Which place a name means in its company. The sentences are made up."""

from __future__ import annotations

import pytest

from geo.extract import language
from geo.extract.homes import home
from geo.model import Span
from geo.places import Gazetteer, geoparse
from geo.places.distance import distance_km, offset_before


@pytest.fixture(scope="module")
def gazetteer(index):
    return Gazetteer.open(index)


@pytest.fixture(scope="module")
def nlp():
    return language.load()


@pytest.fixture(scope="module")
def places(nlp, gazetteer):
    def read(text, **options):
        found = geoparse(nlp(text), gazetteer=gazetteer, **options)
        return {t.name: t.place for t in found if t.kind == "place"}

    return read


@pytest.mark.parametrize(
    ("text", "name", "country", "lat", "lon"),
    [
        ("Two soldiers were shot in Tripoli, Lebanon, at noon.", "Tripoli", "LB", 34.4, 35.8),
        ("Two soldiers were shot in Tripoli, Libya, at noon.", "Tripoli", "LY", 32.9, 13.2),
        ("The fire in Paris, Texas, killed two.", "Paris", "US", 33.7, -95.6),
        ("A man was held in Cambridge, Mass., on Monday.", "Cambridge", "US", 42.4, -71.1),
        ("A church burnt in Georgetown, Guyana, on Sunday.", "Georgetown", "GY", 6.8, -58.2),
        ("The Syrian town of Azaz was shelled.", "Azaz", "SY", 36.6, 37.0),
        ("Police in Hyderabad, in the Pakistani province of Sindh, held him.", "Hyderabad", "PK", 25.4, 68.4),
    ],
)
def test_the_place_named_with_a_name_decides(places, text, name, country, lat, lon):
    place = places(text)[name]
    assert place.country == country
    assert distance_km(place.lat, place.lon, lat, lon) < 30


def test_neighbours_of_the_text_decide_a_name_that_stands_alone(places):
    text = "Rockets hit Sidon and Tyre in southern Lebanon. Later the army closed the road to Tripoli."
    assert places(text)["Tripoli"].country == "LB"


def test_a_hint_decides_where_the_text_says_nothing(places):
    assert places("Shots were heard in Tripoli.", country_hint="LB")["Tripoli"].country == "LB"


def test_one_name_is_one_place_throughout_a_text(nlp, gazetteer):
    text = "The blaze in Springfield, Ohio, killed two. Schools in Springfield were shut."
    found = [t.place for t in geoparse(nlp(text), gazetteer=gazetteer) if t.name == "Springfield"]
    assert len(found) == 2
    assert found[0] == found[1]
    assert found[0].admin1 == "US-OH"


@pytest.mark.parametrize("name", ["Iraq", "Mexico", "Lebanon", "Djibouti", "Somalia", "Niger"])
def test_a_country_alone_is_the_country_and_never_its_capital(places, name):
    place = places(f"Four people were killed in {name} last week, officials said.")[name]
    assert place.level == "country"
    assert place.name == name
    assert place.uncertainty_km > 50


@pytest.mark.parametrize(
    ("text", "name", "level"),
    [
        ("Militants raided farms in Diyala province.", "Diyala", "province"),
        ("Shelling went on across the Kharkiv region.", "Kharkiv", "province"),
        ("Shelling went on in Kharkiv.", "Kharkiv", "city"),
        ("Troops moved through Anbar province.", "Anbar", "province"),
        ("Police in the province of Kirkuk held him.", "Kirkuk", "province"),
    ],
)
def test_a_word_for_a_kind_of_unit_decides_the_level(places, text, name, level):
    assert places(text)[name].level == level


def test_an_unknown_street_is_its_town_with_the_town_s_own_radius(places):
    found = places("Two bombs exploded on Qurtaba Street in Baghdad on Sunday.")
    street, town = found["Qurtaba Street"], found["Baghdad"]
    assert (street.lat, street.lon, street.level) == (town.lat, town.lon, "city")
    assert street.uncertainty_km == town.uncertainty_km
    assert (street.name, street.within[0], street.gazetteer_id) == ("Qurtaba Street", "Baghdad", None)


def test_a_short_form_that_fits_no_town_of_that_name_is_misread(places):
    place = places("URUAPAN, Mich. - The mayor of Uruapan was shot dead on Saturday.")["Uruapan"]
    assert (place.country, place.level) == ("MX", "city")


@pytest.mark.parametrize(
    "text",
    [
        "After the blast in Madrid, Ukraine ordered its embassies closed. Spain is investigating.",
        "A letter blew up in Madrid, Spain. Filed: Madrid, Ukraine, Police",
    ],
)
def test_a_country_behind_a_comma_does_not_always_contain_the_town_before_it(places, text):
    assert places(text)["Madrid"].country == "ES"


def test_an_adjective_before_a_kind_of_unit_is_no_name_of_it(places):
    found = places("Gangs stormed a mine in the Andean district of Pataz, in northern Peru.")
    assert "Andean" not in found
    assert found["Pataz"].country == "PE"


def test_capitals_throughout_do_not_draw_the_word_before_into_a_name(places):
    assert (
        places("THE ATTACK HAPPENED OVERNIGHT AT TOWER 22, AN OUTPOST IN JORDAN.").get("AT TOWER 22") is None
    )


def test_a_name_nobody_knows_is_never_guessed(places):
    found = places("Shells struck the village of Qawzandur in Syria.")
    assert found.get("Qawzandur") is None
    assert found["Syria"].country == "SY"


def test_a_place_says_what_contains_it_from_the_smallest_up(places):
    place = places("Gunmen opened fire in Mosul.")["Mosul"]
    assert place.within[-1] == "Iraq"
    assert place.country == "IQ"
    assert place.admin1 is not None


@pytest.mark.parametrize(
    ("text", "digits"), [("A raid in Iraq.", 1), ("A raid in Diyala province.", 2), ("A raid in Mosul.", 3)]
)
def test_coordinates_carry_no_more_than_their_level_knows(places, text, digits):
    for place in places(text).values():
        assert (place.lat, place.lon) == (round(place.lat, digits), round(place.lon, digits))


def test_given_spans_alone_are_resolved_and_keep_their_offsets(nlp, gazetteer):
    text = "The attack on Kabul was planned in Quetta, Pakistan."
    spans = [Span(14, 19), Span(35, 41)]
    found = geoparse(nlp(text), gazetteer=gazetteer, spans=spans)
    assert [(t.start, t.end, t.name) for t in found] == [(14, 19, "Kabul"), (35, 41, "Quetta")]
    assert [t.place.country for t in found] == ["AF", "PK"]


def test_spans_outside_the_text_are_left_out(nlp, gazetteer):
    assert geoparse(nlp("Kabul."), gazetteer=gazetteer, spans=[Span(90, 95), Span(3, 3)]) == []


def test_a_distance_is_a_place_of_its_own_that_holds_the_town(nlp, gazetteer):
    text = "A bomb hit a truck 40 km south of Kirkuk on Monday."
    outer, inner = geoparse(nlp(text), gazetteer=gazetteer)
    assert (outer.name, outer.kind, inner.name, inner.kind) == (
        "40 km south of Kirkuk",
        "place",
        "Kirkuk",
        "nested",
    )
    assert distance_km(outer.place.lat, outer.place.lon, inner.place.lat, inner.place.lon) == pytest.approx(
        40, abs=1
    )
    assert outer.place.lat < inner.place.lat
    assert outer.place.gazetteer_id is None
    assert outer.place.uncertainty_km >= 10


def test_near_a_town_is_the_town_with_a_wider_radius(places):
    near, at = places("Clashes near Mosul.")["Mosul"], places("Clashes in Mosul.")["Mosul"]
    assert (near.lat, near.lon) == (at.lat, at.lon)
    assert near.uncertainty_km > at.uncertainty_km


@pytest.mark.parametrize(
    ("before", "km", "bearing"),
    [
        ("about 25 miles north-east of ", 40.2, 45),
        ("some 12 kilometres (7 miles) west of ", 12, 270),
        ("a village 3.5 km from ", 3.5, None),
        ("800 metres south of the ", 0.8, 180),
        ("close to ", None, None),
        ("north of ", None, 0),
    ],
)
def test_phrases_of_distance_are_understood(before, km, bearing):
    offset = offset_before(before + "Kirkuk", len(before))
    assert offset is not None
    assert offset.km == (None if km is None else pytest.approx(km, abs=0.1))
    assert offset.bearing == bearing


@pytest.mark.parametrize("before", ["in ", "the city of ", "killed 40 people in ", "south "])
def test_other_words_tell_no_distance(before):
    assert offset_before(before + "Kirkuk", len(before)) is None


HELD = [  # a name, the unit the text says it lies in, that unit's country
    ("Militants attacked a camp at Corvella, in the Gao region.", "Corvella", "Gao", "ML"),
    ("Rebels held Springfield, in Kaduna state, for a day.", "Springfield", "Kaduna State", "NG"),
    ("A mine killed two near Lasara, Helmand.", "Lasara", "Helmand", "AF"),
    ("Rebels attacked the town of Victoria in Cabo Delgado province.", "Victoria", "Cabo Delgado", "MZ"),
    ("They raided a post in Alexandria, in the Lindi region.", "Alexandria", "Lindi", "TZ"),
    (
        "He was shot in Orlandia, a village in the Plateau state of Nigeria.",
        "Orlandia",
        "Plateau State",
        "NG",
    ),
    ("A mosque in Cordoba district of Nangarhar province burned.", "Cordoba", "Nangarhar", "AF"),
    ("Six died at Belmora, further up the river in the Gao region.", "Belmora", "Gao", "ML"),
]


@pytest.mark.parametrize(("text", "name", "unit", "country"), HELD)
def test_a_name_is_never_pinned_outside_the_unit_it_is_said_to_lie_in(places, text, name, unit, country):
    place = places(text)[name]
    assert (place.name, place.within[0], place.country) == (name, unit, country)
    assert (place.level, place.gazetteer_id) == ("province", None)


def test_a_hamlet_of_an_unknown_commune_is_held_by_the_province_of_both(places):
    found = places("Nine were killed at Fambolo, in Karouga commune, in the Tahoua region of Niger.")
    assert {name: found[name].admin1 for name in ("Fambolo", "Karouga")} == {
        "Fambolo": found["Tahoua"].admin1,
        "Karouga": found["Tahoua"].admin1,
    }


def test_a_list_of_equals_contains_nothing(places):
    found = places("He has worked in Beirut, Syria and Iraq.")
    assert found["Beirut"].country == "LB"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Troops entered the village of Velorne at dawn.", "Velorne"),
        ("The Burkinabe town of Zorgolo was quiet.", "Zorgolo"),
        ("Police went to Karouga village at noon.", "Karouga"),
    ],
)
def test_a_name_that_is_called_a_town_is_one_though_nobody_knows_it(places, text, name):
    assert places(text)[name] is None


def test_those_whose_shells_fell_do_not_say_where(places):
    assert places("Alleged Russian shelling of Lyptsi")["Lyptsi"].country == "UA"


def test_park_called_after_a_town_lies_where_it_is_said_to_lie(places):
    park = places("Shelling near Gorky park in Kharkiv")["Gorky"]
    assert park.country == "UA"
    assert distance_km(park.lat, park.lon, 49.99, 36.23) < 10


def test_town_whose_people_nobody_counted_is_not_an_empty_one(places):
    assert places("Raids on Ariha continue")["Ariha"].country == "SY"


@pytest.mark.parametrize(
    "text",
    [
        "Clashes in the countryside of Idlib",
        "Clashes in Idlib's northern countryside",
        "Clashes in the countryside of Hama and Idlib",
    ],
)
def test_countryside_of_a_town_is_the_villages_around_it(places, text):
    place = places(text)["Idlib"]
    assert (place.level, place.uncertainty_km) == ("district", 30.0)


def test_groups_that_a_text_names_tell_the_country(nlp):
    assert home(nlp("Hayat Tahrir al-Sham and the YPG clash near the river")) == "SY"
    assert home(nlp("Kataib Hezbollah and the YPG have nothing in common")) is None
    assert home(nlp("Gunmen clash near the river")) is None


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen stopped a bus on the road between Kirkuk and Tikrit on Monday.",
        "A mine went off on the highway linking Kirkuk with the city of Tikrit.",
        "The convoy was hit somewhere between Kirkuk and Tikrit, officers said.",
        "They attacked a village that lies on the route connecting Kirkuk to Tikrit.",
    ],
)
def test_between_two_towns_is_a_place_of_its_own_that_holds_both(nlp, gazetteer, text):
    way, *ends = geoparse(nlp(text), gazetteer=gazetteer)
    assert (way.kind, [end.kind for end in ends], way.place.country) == ("place", ["nested", "nested"], "IQ")
    assert way.place.name.startswith("between Kirkuk and Tikr")
    for end in ends:
        apart = distance_km(way.place.lat, way.place.lon, end.place.lat, end.place.lon)
        assert apart < way.place.uncertainty_km < 80


@pytest.mark.parametrize(
    "text",
    [
        "Talks between Kirkuk and Tikrit broke down on Monday.",
        "A match between Kirkuk and Tikrit ended in a brawl.",
        "The road between Kirkuk and Nairobi is long.",
        "The border between Iraq and Syria was closed.",
        "The road between Kirkuk, where he was born, and Tikrit was closed.",
    ],
)
def test_between_is_no_place_where_no_way_joins_the_two(nlp, gazetteer, text):
    assert not [t for t in geoparse(nlp(text), gazetteer=gazetteer) if t.name.startswith("between")]
