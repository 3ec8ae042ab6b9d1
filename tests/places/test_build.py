from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path

import pytest

from geo.errors import GazetteerError
from geo.places import build, sources
from geo.places.build import amended
from geo.places.index import build_index, ensure, is_current, opened
from geo.places.sources import Entry, town_radius_km

TOWN = Entry(
    "geonames:1", "Qalandia", "city", "city", 31.86, 35.21, 2.0, "PS", "PS-WBK", 1200, ("Qalandiya",)
)


def look_up(rows, name, country=None):
    query = (
        "SELECT p.*, n.preferred FROM names n JOIN places p ON p.id = n.place_id WHERE n.key = ? "
        "AND (? IS NULL OR p.country = ?) ORDER BY p.population DESC"
    )
    return rows.execute(query, (build.names.normalise(name), country, country)).fetchall()


def test_the_index_built_from_what_is_installed_is_current(index):
    assert is_current(index)


def test_an_index_that_is_missing_damaged_or_of_another_make_is_not_current(tmp_path: Path):
    assert not is_current(tmp_path / "none.sqlite")
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(b"no database")
    assert not is_current(damaged)
    empty = tmp_path / "empty.sqlite"
    sqlite3.connect(empty).close()
    empty.write_bytes(b"")
    assert not is_current(empty)


def test_an_index_of_another_version_is_not_current(index, tmp_path: Path):
    other = tmp_path / "other.sqlite"
    connection = sqlite3.connect(other)
    connection.executescript(build.SCHEMA + "INSERT INTO meta VALUES ('version', 'older');")
    connection.close()
    assert not is_current(other)


def test_building_twice_gives_the_same_bytes_and_tells_each_step(index, tmp_path: Path):
    told = []
    again = tmp_path / "again.sqlite"
    build_index(again, on_progress=lambda *step: told.append(step))
    assert again.read_bytes() == index.read_bytes()
    assert [step[0] for step in told] == [*build.STEPS, "done"]
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith(".")] == [again.name]


def test_a_build_that_is_stopped_leaves_the_old_index(tmp_path: Path):
    old = tmp_path / "gazetteer.sqlite"
    old.write_bytes(b"old")

    def stop(step: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_index(old, on_progress=stop)
    assert old.read_bytes() == b"old"
    assert not is_current(old)


def test_an_index_that_is_damaged_is_said_and_built_again_with_its_dumps(tmp_path: Path, capsys, monkeypatch):
    monkeypatch.setattr(build, "_entries", lambda tell: [TOWN])  # all packages take half a minute each time
    dump = tmp_path / "XX.txt"
    columns = ["9", "Nowhere", "Nowhere", "", "33.3", "44.4", "P", "PPL", "IQ", *[""] * 10]
    dump.write_text("\t".join(columns) + "\n", encoding="utf-8")
    own = tmp_path / "own.sqlite"
    own.write_bytes(b"half an index")
    build_index(own, dumps=[dump])
    with sqlite3.connect(own) as connection:
        connection.execute("UPDATE meta SET value = 'older' WHERE key = 'version'")
    connection.close()
    gazetteer = opened(own)
    assert "missing, stale or damaged; building the place index" in capsys.readouterr().err
    assert gazetteer.has_name("nowhere")
    assert gazetteer.has_name("qalandia")


def test_an_index_with_one_damaged_byte_is_not_current(index, tmp_path: Path):
    damaged = tmp_path / "damaged.sqlite"
    content = bytearray(index.read_bytes())
    content[len(content) // 2] ^= 0xFF
    damaged.write_bytes(content)
    assert not is_current(damaged)
    damaged.write_bytes(index.read_bytes()[:-4096])
    assert not is_current(damaged)


def test_an_index_whose_dump_is_gone_is_not_built_without_it(tmp_path: Path):
    own = tmp_path / "own.sqlite"
    with sqlite3.connect(own) as connection:
        rows = "INSERT INTO meta VALUES ('version', 'older'), ('dumps', '[\"gone.zip\"]');"
        connection.executescript(build.SCHEMA + rows)
    connection.close()
    with pytest.raises(GazetteerError, match=r"own\.sqlite: stale, and its dump gone\.zip is gone"):
        ensure(own)


def test_every_name_belongs_to_a_place_and_every_place_has_a_usual_name(rows):
    orphans = "SELECT count(*) FROM names WHERE place_id NOT IN (SELECT id FROM places)"
    assert rows.execute(orphans).fetchone()[0] == 0
    nameless = "SELECT count(*) FROM places WHERE id NOT IN (SELECT place_id FROM names WHERE preferred)"
    assert rows.execute(nameless).fetchone()[0] == 0


def test_every_value_is_in_range(rows):
    bad = (
        "SELECT count(*) FROM places WHERE lat NOT BETWEEN -90 AND 90 OR lon NOT BETWEEN -180 AND 180 "
        "OR radius_km <= 0 OR population < 0 OR level NOT IN "
        "('site', 'neighbourhood', 'city', 'district', 'province', 'country')"
    )
    assert rows.execute(bad).fetchone()[0] == 0


def test_units_lead_from_province_to_country(rows):
    parents = "SELECT count(*) FROM units WHERE parent IS NOT NULL AND parent NOT IN (SELECT code FROM units)"
    assert rows.execute(parents).fetchone()[0] == 0
    unknown = (
        "SELECT count(*) FROM places WHERE admin1 IS NOT NULL AND admin1 NOT IN (SELECT code FROM units)"
    )
    assert rows.execute(unknown).fetchone()[0] == 0
    assert tuple(rows.execute("SELECT * FROM units WHERE code = 'IQ-BG'").fetchone()) == (
        "IQ-BG",
        "Baghdad",
        "IQ",
    )


def test_nearly_every_town_has_a_province_of_its_own_country(rows):
    without = rows.execute("SELECT count(*) FROM places WHERE kind = 'city' AND admin1 IS NULL").fetchone()[0]
    assert without < 200
    foreign = (
        "SELECT count(*) FROM places p JOIN units u ON u.code = p.admin1 "
        "WHERE p.kind = 'city' AND u.parent != p.country"
    )
    assert rows.execute(foreign).fetchone()[0] == 0


@pytest.mark.parametrize(
    ("name", "country", "place_id", "level"),
    [
        ("Baghdad", "IQ", "geonames:98182", "city"), ("بغداد", "IQ", "geonames:98182", "city"),
        ("Багдад", "IQ", "geonames:98182", "city"), ("巴格达", "IQ", "geonames:98182", "city"),
        ("al-Hudaydah", "YE", "geonames:79415", "city"), ("Iraq", "IQ", "country:IQ", "country"),
        ("العراق", "IQ", "country:IQ", "country"), ("Kirkuk", "IQ", "admin1:IQ-KI", "province"),
        ("Green Zone", "IQ", "site:green-zone-baghdad", "neighbourhood"),
        ("Ain al-Assad air base", "IQ", "airport:ORAA", "site"),
        ("al-Asad airbase", "IQ", "airport:ORAA", "site"),
        ("Sadr City", "IQ", "geonames:7802746", "neighbourhood"),
        ("Dahieh", "LB", "site:dahiyeh-beirut", "neighbourhood"),
        ("Kabul Airport", "AF", "airport:OAKB", "site"), ("Crimea", "UA", "admin1:UA-43", "province"),
        ("Ituri", "CD", "geonames:215709", "province"),
        ("Garissa County", "KE", "geonames:197744", "province"),
        ("Gaza Strip", "PS", "admin1:PS-GZZ", "province"),
        ("Bab el-Mandeb", None, "region:bab-al-mandab", "district"),
        ("Jenin refugee camp", "PS", "site:jenin-camp", "neighbourhood"),
    ],
)  # fmt: skip
def test_a_name_leads_to_its_place(rows, name, country, place_id, level):
    found = {row["id"]: row["level"] for row in look_up(rows, name, country)}
    assert found.get(place_id) == level


@pytest.mark.parametrize("name", ["BGW", "OS57", "12"])
def test_codes_are_no_names(rows, name):
    assert not [row for row in look_up(rows, name) if row["country"] in ("IQ", "SY")]


def test_an_air_base_answers_once(rows):
    for name in ("Al Asad Air Base", "Hostomel Airport", "Engels Air Base", "Camp Lemonnier"):
        assert len(look_up(rows, name)) == 1


def test_a_row_with_a_known_id_amends_that_entry_and_keeps_its_names():
    row = Entry(
        "geonames:1",
        "Qalandia camp",
        "refugee_camp",
        "neighbourhood",
        31.86,
        35.21,
        1.0,
        "PS",
        names=("Kalandia",),
    )
    expected = dataclasses.replace(
        row, admin1="PS-WBK", population=1200, names=("Kalandia", "Qalandia", "Qalandiya")
    )
    assert amended([TOWN], [row]) == [expected]


def test_a_curated_name_is_taken_off_the_alternates_of_a_neighbour():
    row = Entry("site:checkpoint", "Qalandiya", "crossing", "site", 31.86, 35.23, 2.0, "PS")
    town, site = amended([TOWN], [row])
    assert town == dataclasses.replace(TOWN, names=())
    assert site == row


def test_a_curated_name_leaves_places_elsewhere_and_usual_names_alone():
    far = Entry("site:far", "Qalandiya", "crossing", "site", 32.5, 35.23, 2.0, "PS")
    same = Entry("site:same", "Qalandia", "crossing", "site", 31.86, 35.23, 2.0, "PS")
    assert amended([TOWN], [far])[0] == TOWN
    assert amended([TOWN], [same])[0] == TOWN


def test_a_region_counts_the_people_of_its_towns(rows):
    people = dict(rows.execute("SELECT id, population FROM places WHERE id LIKE 'region:%'").fetchall())
    assert 3_000_000 < people["region:kurdistan-region"] < 12_000_000
    assert people["region:sahel"] > people["region:liptako-gourma"] > 100_000


@pytest.mark.parametrize(
    ("people", "km"), [(0, 5.0), (-1, 5.0), (600, 4.0), (100_000, 4.2), (7_216_000, 35.7), (40_000_000, 40.0)]
)
def test_a_towns_radius_grows_with_its_people_within_bounds(people, km):
    assert town_radius_km(people) == km


def test_airports_have_no_two_entries_of_one_id():
    ids = [entry.id for entry in sources.airports()]
    assert len(ids) == len(set(ids))
    assert len(ids) > 10_000
