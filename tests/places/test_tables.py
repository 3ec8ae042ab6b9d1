"""Every row of the hand-kept tables of places, checked against the outlines and the packages it speaks of."""

from __future__ import annotations

import csv
import itertools
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
import shapely

from geo.model import Level
from geo.places import regions, sources
from geo.places.distance import distance_km
from geo.places.names import normalise

TABLES = Path(sources.__file__).parent / "tables"
OUTLINE_KM = (
    5.0  # outlines are simplified, and de facto lines run through Jerusalem and the rivers of borders
)
AT_SEA = {"island", "reef", "sea", "strait"}


def read(name):
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SITES, REGIONS, PROVINCES = read("sites.csv"), read("regions.csv"), read("provinces.csv")
ALL = [*SITES, *REGIONS, *PROVINCES]
each = pytest.mark.parametrize("row", ALL, ids=lambda row: row["id"])


def names_of(row):
    return [row["name"], *filter(None, row["names"].split("|"))]


@each
def test_a_row_has_a_level_a_kind_a_source_and_a_radius(row):
    assert row["level"] in get_args(Level)
    assert re.fullmatch("[a-z_]+", row["kind"])
    assert row["source"]
    assert 0.3 <= float(row["radius_km"]) <= 7000
    assert re.fullmatch(r"[a-z0-9-]+|(?:geonames|airport|admin1):[A-Za-z0-9-]+", row["id"])


@each
def test_a_row_lies_in_its_country(row):
    if not row["country"]:
        return
    lat, lon = float(row["lat"]), float(row["lon"])
    outline = regions.polygons("country").set_index("code").geometry[row["country"]]
    away_km = outline.distance(shapely.Point(lon, lat)) * regions.KM_PER_DEGREE
    far_at_sea = row["kind"] in AT_SEA and regions.units_at(lat, lon) == (None, None)
    assert away_km <= max(float(row["radius_km"]), OUTLINE_KM) + OUTLINE_KM or far_at_sea


@each
def test_unchecked_coordinates_are_no_finer_than_the_radius(row):
    if not row["source"].endswith("unchecked"):
        return
    decimals = max(len(row[column].partition(".")[2]) for column in ("lat", "lon"))
    step_km = 111.2 / 10**decimals
    assert float(row["radius_km"]) >= 0.7 * step_km


@pytest.mark.parametrize("row", [row for row in SITES if row["admin1"]], ids=lambda row: row["id"])
def test_a_site_states_its_province_only_where_the_outline_near_it_is_another(row):
    lat, lon = float(row["lat"]), float(row["lon"])
    assert regions.units_at(lat, lon)[1] != row["admin1"] or row["country"] == "SO"
    outline = regions.polygons("province").set_index("code").geometry[row["admin1"]]
    assert outline.distance(shapely.Point(lon, lat)) * regions.KM_PER_DEGREE <= 30


@each
def test_names_are_clean_and_have_keys(row):
    names = names_of(row)
    assert len(names) == len(set(names))
    for name in names:
        assert name == unicodedata.normalize("NFC", name).strip()
        assert normalise(name)
        assert all(unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cn") for c in name)


def test_ids_are_unique():
    assert [i for i, n in Counter(row["id"] for row in ALL).items() if n > 1] == []


def test_no_two_rows_near_each_other_share_a_name():
    owners: dict[str, list[dict[str, str]]] = {}
    for row in ALL:
        for key in {normalise(name) for name in names_of(row)}:
            owners.setdefault(key, []).append(row)
    for key, rows in owners.items():
        for one, other in itertools.combinations(rows, 2):
            apart = distance_km(*(float(r[c]) for r in (one, other) for c in ("lat", "lon")))
            different = {one["level"], other["level"]} & {"province", "country"} and one["level"] != other[
                "level"
            ]
            assert apart > 50 or different, (key, one["id"], other["id"])


SETTLEMENTS = [row for table in sources.SETTLEMENTS for row in read(table.name)]


def test_a_settlement_lies_in_the_country_and_province_it_states():
    """Both stated by hand, so that one checks the other; Natural Earth's Baghdad is only the city."""
    outlines = regions.polygons("province").set_index("code").geometry
    wrong = []
    for row in SETTLEMENTS:
        point = shapely.Point(float(row["lon"]), float(row["lat"]))
        away_km = outlines[row["admin1"]].distance(point) * regions.KM_PER_DEGREE
        allowed = 30.0 if row["admin1"] == "IQ-BG" else 6.5
        if not row["admin1"].startswith(f"{row['country']}-") or away_km > allowed:
            wrong.append((row["id"], round(away_km)))
    assert wrong == []


def test_a_settlement_has_a_clean_name_a_level_a_source_and_an_honest_radius():
    for row in SETTLEMENTS:
        assert row["level"] in {"site", "neighbourhood", "city", "district"}, row
        assert row["source"] == "general knowledge, unchecked", row
        assert re.fullmatch("[a-z0-9-]+", row["id"]), row
        assert max(len(row[c].partition(".")[2]) for c in ("lat", "lon")) <= 2, row
        assert 0.8 <= float(row["radius_km"]) <= 80, row
        for name in names_of(row):
            assert name == unicodedata.normalize("NFC", name).strip(), row
            assert len(normalise(name)) >= 2, row


def test_no_settlement_stands_twice_or_in_the_packages_too(rows):
    assert [i for i, n in Counter(row["id"] for row in SETTLEMENTS).items() if n > 1] == []
    query = (
        "SELECT p.id, p.lat, p.lon FROM names n JOIN places p ON p.id = n.place_id "
        "WHERE n.key = ? AND p.country = ? AND p.level = 'city'"
    )
    twice = []
    for row in SETTLEMENTS:
        for key in {normalise(name) for name in names_of(row)}:
            for other, lat, lon in rows.execute(query, (key, row["country"])):
                near = distance_km(float(row["lat"]), float(row["lon"]), lat, lon) <= 15
                if near and other != f"settlement:{row['id']}":
                    twice.append((row["id"], other))
    assert twice == []


def test_settlements_cover_many_conflicts():
    assert len(SETTLEMENTS) >= 1_200
    assert len({row["country"] for row in SETTLEMENTS}) >= 40


def test_there_are_sites_of_many_kinds_and_countries():
    below_town = [row for row in SITES if row["level"] in ("site", "neighbourhood")]
    assert len(below_town) >= 400
    assert len({row["country"] for row in below_town}) >= 50
    assert len({row["kind"] for row in below_town}) >= 25


@pytest.mark.parametrize(("name", "rows"), [("sites.csv", SITES), ("regions.csv", REGIONS)])
def test_the_readme_counts_the_rows_of_each_kind(name, rows):
    text = (sources.DATA / "README.md").read_text(encoding="utf-8")
    told = next(line for line in text.splitlines() if line.startswith(f"- `{name}` ("))
    counted = Counter(row["kind"].replace("_", " ") for row in rows)
    listed = ", ".join(f"{kind} {n}" for kind, n in sorted(counted.items(), key=lambda kn: (-kn[1], kn[0])))
    assert told == f"- `{name}` ({len(rows)} rows): {listed}"


def test_rows_that_amend_an_entry_lie_where_the_package_has_it(rows):
    amending = [row for row in [*SITES, *REGIONS] if ":" in row["id"]]
    assert amending
    for row in amending:
        found = rows.execute("SELECT lat, lon FROM places WHERE id = ?", (row["id"],)).fetchone()
        assert found is not None, row["id"]
        assert distance_km(float(row["lat"]), float(row["lon"]), *found) < 0.1, row["id"]


@pytest.mark.parametrize("row", read("demonyms.csv"), ids=lambda row: row["demonym"])
def test_a_demonym_speaks_of_a_country(row):
    kind, _, code = row["place_id"].partition(":")
    assert kind == "country"
    assert code in regions.country_rows()
    assert row["demonym"][0].isupper() or row["demonym"][0] == "Å"
    assert row["source"]


def test_every_inhabited_country_has_a_demonym():
    spoken = {row["place_id"].removeprefix("country:") for row in read("demonyms.csv")}
    nobody = {"AQ", "BV", "GS", "HM", "IO", "SJ", "TF", "UM", "BL", "MF"}
    nobody.add("CG")  # "Congolese" is far more often said of the other Congo
    assert set(regions.country_rows()) - spoken == nobody


def test_demonyms_are_unique():
    counted = Counter(row["demonym"].lower() for row in read("demonyms.csv"))
    assert [word for word, n in counted.items() if n > 1] == []


@pytest.mark.parametrize("row", read("countries.csv"), ids=lambda row: row["code"])
def test_a_country_row_has_codes_and_a_name(row):
    assert re.fullmatch("[A-Z]{2}", row["code"])
    assert re.fullmatch("[A-Z]{3}", row["alpha3"])
    assert row["name"]
    assert row["source"]


@pytest.mark.parametrize("row", read("mends.csv"), ids=lambda row: row["unit"])
def test_a_mend_holds_in_the_outlines(row):
    codes = regions.polygons("province").set_index("code")
    assert row["reason"]
    assert row["source"]
    if row["code"]:
        assert codes["country"][row["code"]] == row["country"]
    else:
        assert row["name"] not in set(codes["name"])
