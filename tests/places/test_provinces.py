"""Which province a place belongs to, where its source and the outlines do not agree."""

from __future__ import annotations

import pytest

from geo.places import Gazetteer, locate, regions
from geo.places.provinces import geonames_codes, provinces_of

WEST_OF_BAGHDAD = (33.306, 44.185)  # Natural Earth has Anbar there


@pytest.fixture(scope="module")
def gazetteer(index):
    return Gazetteer.open(index)


def province_of(point, *, country, codes=()):
    return provinces_of([point[0]], [point[1]], countries=[country], codes=codes)


def test_the_province_that_the_source_states_wins_over_the_outline():
    assert province_of(WEST_OF_BAGHDAD, country="IQ") == ["IQ-AN"]
    assert province_of(WEST_OF_BAGHDAD, country="IQ", codes=["IQ.07"]) == ["IQ-BG"]


def test_a_code_that_says_nothing_leaves_the_outline():
    assert province_of(WEST_OF_BAGHDAD, country="IQ", codes=["IQ.00"]) == ["IQ-AN"]


def test_an_outline_that_geonames_does_not_have_stays_as_the_finer_one():
    assert "PK-TA" not in geonames_codes().values()  # the tribal areas, merged in 2018
    assert province_of((32.3, 69.6), country="PK", codes=["PK.03"]) == ["PK-TA"]


def test_a_point_across_the_border_has_the_nearest_province_of_its_own_country():
    assert regions.units_at(-1.68, 29.24)[0] == "RW"
    assert province_of((-1.68, 29.24), country="CD") == ["CD-NK"]


def test_a_point_at_sea_has_no_province():
    assert province_of((15.0, 62.0), country=None) == [None]
    assert province_of((15.0, 62.0), country="OM") == [None]


def test_codes_of_provinces_are_those_of_the_outlines():
    known = set(regions.polygons("province")["code"])
    assert len(geonames_codes()) > 2_900
    assert set(geonames_codes().values()) <= known
    assert all(code[:2] == admin1[:2] for code, admin1 in geonames_codes().items())


@pytest.mark.parametrize(
    ("name", "admin1"),
    [
        ("Abu Ghraib", "IQ-BG"),
        ("Mahmudiya", "IQ-BG"),
        ("Hodan, Mogadishu", "SO-BN"),
        ("Abu Ghraib prison", "IQ-BG"),
        ("al-Aqsa Mosque", "PS-WBK"),
        ("Khimki", "RU-MOS"),
        ("Moscow Kremlin", "RU-MOW"),
        ("Goma airport", "CD-NK"),
        ("St. Louis, Missouri", "US-MO"),
    ],
)
def test_a_place_on_the_edge_of_an_outline_lies_where_it_belongs(gazetteer, name, admin1):
    assert locate(name, gazetteer=gazetteer).admin1 == admin1
