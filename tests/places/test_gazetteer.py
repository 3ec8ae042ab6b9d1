"""Looking names up: exact, with and without article, spelling variants, units, threads, broken files."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from geo.errors import GazetteerError
from geo.places import Gazetteer, build
from geo.places.spelling import skeleton, sound


@pytest.fixture(scope="module")
def gazetteer(index):
    return Gazetteer.open(index)


@pytest.fixture
def tiny(tmp_path):
    path = tmp_path / "tiny.sqlite"
    with sqlite3.connect(path) as connection:
        connection.executescript(
            build.SCHEMA
            + """
            INSERT INTO places VALUES
              ('geonames:1', 'Al Burayqah', 'city', 'city', 30.4, 19.6, 4, 'LY', 'LY-WA', 40000),
              ('geonames:2', 'Burayqah', 'city', 'city', 12.0, 45.0, 1, 'YE', NULL, 300),
              ('geonames:3', 'Dunmore', 'city', 'city', 53.6, -8.7, 1, 'IE', NULL, 1200),
              ('geonames:4', 'Dunmore', 'city', 'city', 41.4, -75.6, 3, 'US', NULL, 13000);
            INSERT INTO names VALUES ('al burayqah', 'geonames:1', 1), ('burayqah', 'geonames:2', 1),
              ('dunmore', 'geonames:3', 1), ('dunmore', 'geonames:4', 1);
            INSERT INTO units VALUES ('LY', 'Libya', NULL), ('LY-WA', 'Al Wahat', 'LY');
            """
        )
        build.spell(connection)
    connection.close()
    return Gazetteer.open(path)


def test_candidates_come_most_populous_first(tiny):
    assert [c.id for c in tiny.candidates("Dunmore")] == ["geonames:4", "geonames:3"]


def test_a_name_without_its_article_also_finds_the_one_with_it(tiny):
    assert [(c.id, c.preferred) for c in tiny.candidates("Burayqah")] == [
        ("geonames:2", True),
        ("geonames:1", False),
    ]


def test_a_variant_spelling_finds_the_town_it_sounds_like_and_says_so(tiny):
    (found,) = tiny.candidates("Buraiqa")
    assert found.id == "geonames:1"
    assert found.similarity < 1.0


def test_a_variant_never_finds_a_hamlet(tiny):
    assert tiny.candidates("Dunmohr")[0].id == "geonames:4"
    assert [c.id for c in tiny.candidates("Dunmohr")] == ["geonames:4"]


@pytest.mark.parametrize("name", ["", "   ", "!!", "Zzyzxqw", "Xy"])
def test_a_name_nobody_bears_has_no_candidates(tiny, name):
    assert tiny.candidates(name) == ()


def test_within_names_the_containing_units_from_the_smallest_up(tiny):
    assert tiny.within(tiny.candidates("Al Burayqah")[0]) == ("Al Wahat", "Libya")


def test_has_name_takes_keys(tiny):
    assert tiny.has_name("dunmore")
    assert not tiny.has_name("dunmor")


def test_a_missing_index_is_one_line_that_says_what_to_do(tmp_path):
    with pytest.raises(
        GazetteerError, match=r"nowhere\.sqlite: no place index; build it with: python -m geo places build"
    ):
        Gazetteer.open(tmp_path / "nowhere.sqlite")


@pytest.mark.parametrize("content", [b"", b"not a database at all, but longer than a header" * 9])
def test_a_damaged_index_is_one_line_that_says_what_to_do(tmp_path, content):
    path = tmp_path / "broken.sqlite"
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match=r"broken\.sqlite: not a usable place index") as caught:
        Gazetteer.open(path)
    assert "\n" not in str(caught.value)


def test_an_index_of_another_make_is_refused(tmp_path):
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE towns(name)")
    connection.close()
    with pytest.raises(GazetteerError, match="python -m geo places build"):
        Gazetteer.open(path)


def test_many_threads_read_one_gazetteer(gazetteer):
    names = ["Baghdad", "Kyiv", "Hodeidah", "Mogadishu", "Qamishli"] * 8
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda name: gazetteer.candidates(name)[0].country, names))
    assert found == ["IQ", "UA", "YE", "SO", "SY"] * 8


@pytest.mark.parametrize(
    ("spelling", "country"),
    [
        ("Hodeidah", "YE"), ("Hodeida", "YE"), ("Deir al-Zour", "SY"), ("Dayr az Zawr", "SY"),
        ("Deir Ezzor", "SY"),
        ("Kamishli", "SY"), ("Maarrat al-Nu'man", "SY"), ("Severodonetsk", "UA"), ("Zaporozhye", "UA"),
        ("Mazar-i-Sharif", "AF"), ("Peshawar", "PK"), ("Kandahar", "AF"), ("Benghazi", "LY"),
        ("N'Djamena", "TD"),
        ("بغداد", "IQ"), ("Донецк", "UA"),
    ],
)  # fmt: skip
def test_usual_spellings_of_one_place_reach_its_country(gazetteer, spelling, country):
    assert gazetteer.candidates(spelling)[0].country == country


@pytest.mark.parametrize(
    ("one", "other"), [("hodeidah", "al hudaydah"), ("qamishli", "kamishly"), ("kharkov", "kharkiv")]
)
def test_transliterations_share_their_consonants(one, other):
    assert skeleton(one) == skeleton(other)


def test_towns_that_share_consonants_but_not_the_sound_stay_apart():
    assert sound("erpe") != sound("europe")


@pytest.mark.parametrize(
    ("spelling", "country", "level"),
    [
        ("Los Angeles County", "US", "district"), ("Kramatorsk Raion", "UA", "district"),
        ("Tikrit District", "IQ", "district"), ("Cercle de Ménaka", "ML", "district"),
        ("Oudalan Province", "BF", "district"), ("municipality of Tibú", "CO", "district"),
        ("Chibok Local Government Area", "NG", "district"), ("قضاء تكريت", "IQ", "district"),
        ("Anbar Governorate", "IQ", "province"), ("Nineveh Province", "IQ", "province"),
    ],
)  # fmt: skip
def test_a_unit_is_found_whatever_it_is_called(gazetteer, spelling, country, level):
    found = {(c.country, c.level) for c in gazetteer.exact(spelling)}
    assert (country, level) in found


def test_a_district_nobody_lists_is_the_surroundings_of_the_town_of_its_name(tiny):
    (found, *_) = tiny.districts("Dunmore")
    assert (found.id, found.level, found.kind) == ("geonames:4", "district", "district")
    assert found.radius_km >= 25
    assert tiny.districts("Dunmore county") == tiny.districts("Dunmore")
    assert tiny.districts("Nowhere") == ()


@pytest.mark.parametrize(
    "spellings",
    [
        ("Pont-Sondé", "Pont Sonde", "PONT-SONDE"),
        ("al-Shaddadi", "Al Shaddadi"),
        ("Robotyne", "Роботине"),
        ("Tawila", "طويلة"),
        ("Inates", "Inatès"),
        ("Deir ez-Zor", "دير الزور"),
        ("Bulo Marer", "Bulo Mareer", "Buulo Mareer"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_spellings_and_scripts_of_one_place_reach_it(gazetteer, spellings):
    reached = [{c.id for c in gazetteer.exact(name)} for name in spellings]
    assert set.intersection(*reached)
