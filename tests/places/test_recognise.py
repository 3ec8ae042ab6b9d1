"""Which words are taken for places, and which are not. The sentences are made up."""

from __future__ import annotations

import pytest

from geo.extract import language
from geo.places import Gazetteer, cues, geoparse


@pytest.fixture(scope="module")
def read(index):
    nlp, gazetteer = language.load(), Gazetteer.open(index)
    return lambda text: geoparse(nlp(text), gazetteer=gazetteer)


def names(toponyms, *kinds):
    return [t.name for t in toponyms if t.kind in (kinds or ("place",))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Two officers were wounded in Mosul on Tuesday, police said.", ["Mosul"]),
        ("Shells fell on Kherson and Mykolaiv overnight.", ["Kherson", "Mykolaiv"]),
        ("Drone hits Belgorod depot", ["Belgorod"]),
        ("Residents fled the town of Tal Afar for Dohuk.", ["Tal Afar", "Dohuk"]),
        ("The convoy left Deir ez-Zor for al-Raqqa before dawn.", ["Deir ez-Zor", "al-Raqqa"]),
        ("Gunmen stormed a hotel in Mogadishu's centre.", ["Mogadishu"]),
        ("Rebels seized Goma, Bukavu and Uvira in January.", ["Goma", "Bukavu", "Uvira"]),
        ("The minister flew from New York City to The Hague.", ["New York City", "The Hague"]),
        ("A mine went off near San José de Apartadó in Colombia.", ["San José de Apartadó", "Colombia"]),
        ("MOGADISHU (Agency) - A car bomb killed four people.", ["MOGADISHU"]),
        ("The troops shell Darayya and its fields.", ["Darayya"]),
        ("A Darayya massacre kills seven.", ["Darayya"]),
        ("Nine were killed in Syria's Afrin.", ["Syria", "Afrin"]),
        ("Two soldiers killed in new fighting;Darayya", ["Darayya"]),
        ("Troops crossed from Chad into the Central African Republic.", ["Chad", "Central African Republic"]),
    ],
)
def test_places_are_found(read, text, expected):
    assert names(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "On Friday the committee met again, and in May it will report.",
        "Police said March had been quiet. August was worse.",
        "Reading the statement aloud, the spokesman said nothing new. Mobile phones were banned.",
        "Mr Lebanon declined to comment, and so did Mrs Paris and Dr Kabul.",
        "President Lincoln and General Lima spoke after Senator Cordoba.",
        "The singer Chelsea Handler and the actor Michael Jordan were not there.",
        "Reuters, CNN and the BBC were told by NATO that ISIS was beaten.",
        "The Police Of The Day Said Nothing More About Nice Weather.",
        "He spoke Arabic and a little English.",
        "After Hamas’ attack the Taliban and Hezbollah spoke to Fatah.",
    ],
)
def test_persons_agencies_days_and_common_words_are_no_places(read, text):
    assert names(read(text)) == []


def test_a_surname_stays_a_person_when_it_comes_alone(read):
    text = (
        "The victim, Robert Houston, was a baker who had lived there for years. "
        "Friends said Houston had been threatened before the shooting, and Houston had told the police."
    )
    assert names(read(text), "place", "nested") == []


def test_spans_have_no_article_and_no_possessive(read):
    text = "The Sahel's armies met in the Gaza Strip, and Baghdad’s mayor spoke."
    found = {t.name: text[t.start : t.end] for t in read(text)}
    assert {"Sahel", "Gaza Strip", "Baghdad"} <= set(found)
    assert all(name == words for name, words in found.items())


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("Students at Aleppo University fled the shelling this week.", "Aleppo University", "Aleppo"),
        ("All flights from Kabul airport were halted by the army.", "Kabul airport", "Kabul"),
        ("Protesters set fire to the Khartoum Grand Mosque.", "Khartoum Grand Mosque", "Khartoum"),
    ],
)
def test_a_named_site_holds_the_town_that_names_it(read, text, outer, inner):
    found = read(text)
    assert names(found) == [outer]
    assert names(found, "nested") == [inner]


def test_nationality_words_hint_at_a_country(read):
    (found,) = [t for t in read("An Iraqi officer was killed.") if t.kind == "demonym"]
    assert (found.name, found.place.country, found.place.level) == ("Iraqi", "IQ", "country")


@pytest.mark.parametrize("text", ["Three Iraqis were killed.", "He learnt Turkish and German at school."])
def test_words_for_people_are_not_hints_and_languages_are_no_places(read, text):
    assert names(read(text)) == []


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The U.S. denied it.", "US"),
        ("The UK agreed.", "GB"),
        ("Talks with the DRC failed.", "CD"),
        ("The UAE paid.", "AE"),
    ],
)
def test_short_forms_are_countries(read, text, country):
    assert [t.place.country for t in read(text)] == [country]


def test_state_abbreviations_count_after_a_comma_only(read):
    text = "Officers in Long Beach, CA, asked for help. The CA said in its report that OR was right."
    assert [t.name for t in read(text)] == ["Long Beach", "CA"]


def test_offsets_count_code_points(read):
    text = "🛑🛑 \n“Взрыв” — shells hit Kharkiv, then Odesa."
    assert [(t.name, text[t.start : t.end]) for t in read(text)] == [
        ("Kharkiv", "Kharkiv"),
        ("Odesa", "Odesa"),
    ]


@pytest.mark.parametrize("text", ["", " \n\t ", "…", "12345", "<script>alert(1)</script> ${x} `Paris`"])
def test_odd_texts_are_read_without_fuss(read, text):
    assert isinstance(read(text), list)


def test_toponyms_come_in_the_order_of_the_text(read):
    found = read("From Erbil via Kirkuk, 20 km north of Baghdad, to the port of Basra.")
    assert [t.start for t in found] == sorted(t.start for t in found)


def test_every_row_of_the_tables_is_well_formed():
    for name in (
        "cues",
        "kinds",
        "abbreviations",
        "common",
        "given_names",
        "adjectives",
        "geonames",
    ):
        table = cues.rows(f"recognition_{name}.csv")
        assert table
        assert all(
            all(value is not None and value == value.strip() for value in row.values()) for row in table
        )
        assert all(row["source"] for row in table)


def test_every_abbreviation_adjective_and_demonym_names_a_place_of_the_index(index):
    gazetteer = Gazetteer.open(index)
    ids = {entry.place_id for entries in cues.abbreviations().values() for entry in entries}
    ids |= set(cues.demonyms().values())
    assert sorted(i for i in ids if gazetteer.place(i) is None) == []


def test_every_feature_that_has_a_weight_is_one_the_code_knows():
    code = "".join((cues.TABLES.parent / f"{name}.py").read_text() for name in ("evidence", "scoring"))
    built = {"entity_person_in_fragment", "entity_person_alone_in_fragment", "city", "province", "country",
             "district", "neighbourhood", "site"}  # fmt: skip
    weighted = {*cues.weights("recognition"), *cues.weights("resolution")}
    assert sorted(f for f in weighted - built if f'"{f}"' not in code) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Boats crossed the Togo river near the town of Gao in Mali.", "Togo"),
        ("A gang came to the village of Pont-Larue in Haiti.", "Pont-Larue"),
        ("Shells hit the Subhan Noor mosque in Lahore in Pakistan.", "Subhan"),
    ],
    ids=["a river is not the country", "half of a compound", "a saint is no misspelt town"],
)
def test_part_of_another_name_is_never_placed_as_a_place_of_its_own(read, text, name):
    assert all(t.place is None for t in read(text) if name in t.name)


def test_a_site_whose_name_holds_a_number_is_found_even_in_capitals(read):
    text = "THREE SOLDIERS WERE KILLED WHEN A DRONE STRUCK TOWER 22, A BASE IN JORDAN, OFFICIALS SAID."
    assert [t.place.gazetteer_id for t in read(text) if t.name == "TOWER 22"] == ["site:tower-22"]


@pytest.mark.parametrize(
    ("text", "site", "inside"),
    [
        ("Gunmen shelled the US embassy in Kabul on Tuesday.", "US embassy in Kabul", ["US", "Kabul"]),
        ("A rocket hit the U.S. Embassy in Baghdad.", "U.S. Embassy in Baghdad", ["U.S.", "Baghdad"]),
        ("They bombed the Iranian consulate in Damascus.", "Iranian consulate in Damascus", ["Damascus"]),
    ],
)
def test_a_site_named_after_a_country_and_a_town_is_one_place_that_holds_them(read, text, site, inside):
    found = read(text)
    assert names(found) == [site]
    assert next(t for t in found if t.name == site).place.level == "site"
    assert names(found, "nested") == inside


@pytest.mark.parametrize(
    "area", ["British Columbia", "Iraqi Kurdistan", "Indian Ocean", "Saudi Arabia", "North America"]
)
def test_a_country_that_is_a_word_of_an_areas_name_is_no_place_of_its_own(read, area):
    found = read(f"The ship left for a port in {area} on Monday.")
    assert [(t.name, t.kind) for t in found] == [(area, "place")]


def test_a_nationality_before_another_name_stays_a_nationality(read):
    found = read("The Turkish town of Kilis was shelled, and Egyptian Cairo protested.")
    assert names(found, "demonym") == ["Turkish", "Egyptian"]


def test_a_distance_may_be_told_from_the_city_of_a_name(read):
    found = read("Gunmen attacked a convoy about 30 km south of the city of Kirkuk.")
    assert names(found) == ["about 30 km south of the city of Kirkuk"]
