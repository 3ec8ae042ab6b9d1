from __future__ import annotations

import math
from pathlib import Path

import pytest
import shapely

from geo.errors import GazetteerError
from geo.places import regions

INLAND = [  # well inside, one or more for every part of the world
    ("Baghdad", 33.31, 44.37, "IQ", "IQ-BG"), ("Kirkuk", 35.47, 44.39, "IQ", "IQ-KI"),
    ("Mosul", 36.34, 43.13, "IQ", "IQ-NI"), ("Ramadi", 33.42, 43.3, "IQ", "IQ-AN"),
    ("Aleppo", 36.2, 37.16, "SY", "SY-HL"), ("Deir ez-Zor", 35.33, 40.14, "SY", "SY-DY"),
    ("Sanaa", 15.35, 44.2, "YE", "YE-SA"), ("Marib", 15.46, 45.32, "YE", "YE-MA"),
    ("Nablus", 32.22, 35.26, "PS", "PS-WBK"), ("Khan Younis", 31.34, 34.31, "PS", "PS-GZZ"),
    ("Beersheba", 31.25, 34.79, "IL", "IL-D"), ("Tehran", 35.69, 51.39, "IR", "IR-23"),
    ("Karaj", 35.84, 50.94, "IR", "IR-30"), ("Mashhad", 36.3, 59.6, "IR", "IR-09"),
    ("Zahedan", 29.5, 60.86, "IR", "IR-11"), ("Kabul", 34.53, 69.17, "AF", "AF-KAB"),
    ("Bazarak in Panjshir", 35.31, 69.52, "AF", "AF-PAN"), ("Nili in Daykundi", 33.72, 66.13, "AF", "AF-DAY"),
    ("Quetta", 30.19, 67.01, "PK", "PK-BA"), ("Peshawar", 34.0, 71.58, "PK", "PK-KP"),
    ("Srinagar", 34.08, 74.8, "IN", "IN-JK"), ("Imphal", 24.81, 93.94, "IN", "IN-MN"),
    ("Mandalay", 21.98, 96.08, "MM", "MM-04"), ("Donetsk", 48.0, 37.8, "UA", "UA-14"),
    ("Kharkiv", 49.99, 36.23, "UA", "UA-63"), ("Simferopol", 44.95, 34.1, "UA", "UA-43"),
    ("Sevastopol", 44.6, 33.53, "UA", "UA-40"), ("Belgorod", 50.6, 36.59, "RU", "RU-BEL"),
    ("Grozny", 43.31, 45.7, "RU", "RU-CE"), ("El Fasher", 13.63, 25.35, "SD", "SD-DN"),
    ("Ed Daein in East Darfur", 11.46, 26.13, "SD", "SD-DE"),
    ("Zalingei in Central Darfur", 12.91, 23.47, "SD", "SD-DC"),
    ("Nyala in South Darfur", 12.05, 24.88, "SD", "SD-DS"), ("Khartoum", 15.55, 32.53, "SD", "SD-KH"),
    ("Juba", 4.85, 31.6, "SS", "SS-EC"), ("Mekelle", 13.5, 39.47, "ET", "ET-TI"),
    ("Mogadishu", 2.05, 45.33, "SO", "SO-BN"), ("Hargeisa", 9.56, 44.06, "SO", "SO-X11"),
    ("Garissa", -0.45, 39.65, "KE", "KE-500"), ("Goma", -1.67, 29.2, "CD", "CD-NK"),
    ("Maiduguri", 11.85, 13.16, "NG", "NG-BO"), ("Jos", 9.92, 8.89, "NG", "NG-PL"),
    ("Gao", 16.27, -0.04, "ML", "ML-7"), ("Djibo", 14.1, -1.63, "BF", "BF-12"),
    ("Kaya", 13.09, -1.08, "BF", "BF-05"), ("Niamey", 13.51, 2.11, "NE", "NE-8"),
    ("Pemba", -13.0, 40.4, "MZ", "MZ-P"), ("Maputo", -25.95, 32.58, "MZ", "MZ-MPM"),
    ("Laayoune", 27.15, -13.2, "EH", "EH-X02"), ("Bogota", 4.65, -74.08, "CO", "CO-DC"),
    ("Cali", 3.44, -76.52, "CO", "CO-VAC"), ("Culiacan", 24.8, -107.4, "MX", "MX-SIN"),
    ("Mexico City", 19.43, -99.13, "MX", "MX-CMX"), ("Port-au-Prince", 18.54, -72.31, "HT", "HT-OU"),
    ("Caracas", 10.48, -66.9, "VE", "VE-A"), ("Cayenne", 4.9, -52.33, "GF", "FR-GF"),
    ("San Juan", 18.4, -66.06, "PR", "PR-X01"), ("Dallas", 32.78, -96.8, "US", "US-TX"),
    ("Manila", 14.6, 121.0, "PH", "PH-00"), ("Belfast", 54.6, -5.93, "GB", None),
    ("Nicosia north", 35.25, 33.4, "CY", "CY-X04"), ("Pristina", 42.66, 21.17, "XK", None),
    ("Taipei", 25.05, 121.53, "TW", None), ("Hong Kong", 22.3, 114.17, "HK", None),
    ("Jayapura", -2.6, 140.67, "ID", "ID-PA"), ("Auckland", -36.87, 174.77, "NZ", "NZ-AUK"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("lat", "lon", "country", "admin1"), [row[1:] for row in INLAND], ids=[row[0] for row in INLAND]
)
def test_a_town_lies_in_its_country_and_province(lat, lon, country, admin1):
    found = regions.units_at(lat, lon)
    assert found[0] == country
    assert admin1 is None or found[1] == admin1


@pytest.mark.parametrize(
    ("where", "lat", "lon", "country"),
    [
        ("harbour of Hodeidah", 14.83, 42.90, "YE"),
        ("beach of Gaza", 31.53, 34.42, "PS"),
        ("port of Odesa", 46.50, 30.78, "UA"),
        ("beach of Mogadishu", 2.03, 45.36, "SO"),
        ("roads of Beirut", 33.92, 35.50, "LB"),
        ("harbour of Port Sudan", 19.62, 37.26, "SD"),
        ("Lido of Latakia", 35.53, 35.74, "SY"),
        ("Perim in Bab al-Mandab", 12.66, 43.42, "YE"),
    ],
)
def test_a_point_just_off_the_coast_belongs_to_it(where, lat, lon, country):
    assert regions.units_at(lat, lon)[0] == country


@pytest.mark.parametrize(
    ("where", "lat", "lon"),
    [
        ("Gulf of Guinea", 0.0, 0.0),
        ("Red Sea", 20.0, 38.4),
        ("Black Sea", 43.3, 34.0),
        ("Arabian Sea", 15.0, 62.0),
    ],
)
def test_a_point_far_at_sea_has_no_country(where, lat, lon):
    assert regions.units_at(lat, lon) == (None, None)


@pytest.mark.parametrize(
    ("where", "lat", "lon", "allowed"),
    [
        ("Torkham", 34.12, 71.09, {"PK", "AF"}),
        ("Rafah crossing", 31.25, 34.26, {"PS", "EG"}),
        ("Bab al-Hawa", 36.24, 36.68, {"SY", "TR"}),
        ("Tower 22", 33.31, 38.70, {"JO", "SY", "IQ"}),
        ("Siachen", 35.5, 77.0, {"IN", "PK", "CN", None}),
    ],
)
def test_a_point_on_a_border_belongs_to_one_of_its_sides(where, lat, lon, allowed):
    assert regions.units_at(lat, lon)[0] in allowed


def test_many_points_at_once_come_out_as_one_by_one():
    lats, lons = [row[1] for row in INLAND], [row[2] for row in INLAND]
    assert regions.units_of(lats, lons) == [
        regions.units_at(*point) for point in zip(lats, lons, strict=True)
    ]


def test_no_points_give_no_units():
    assert regions.units_of([], []) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Iraq", "IQ"), ("IQ", "IQ"), ("iq", "IQ"), ("IRQ", "IQ"), ("العراق", "IQ"), ("Gaza", "PS"),
        ("Palestinian territories", "PS"), ("DR Congo", "CD"), ("Congo (Kinshasa)", "CD"), ("DRC", "CD"),
        ("Congo-Brazzaville", "CG"), ("Burma", "MM"), ("UK", "GB"),
        ("U.K.", "GB"), ("USA", "US"), ("U.S.", "US"),
        ("Côte d'Ivoire", "CI"), ("Ivory Coast", "CI"),
        ("Türkiye", "TR"), ("Turkey", "TR"), ("The Gambia", "GM"),
        ("Gambia", "GM"), ("Syrian Arab Republic", "SY"), ("Russian Federation", "RU"), ("Swaziland", "SZ"),
        ("South Korea", "KR"), ("North Korea", "KP"), ("Україна", "UA"), ("Kosovo", "XK"), ("Georgia", "GE"),
        ("Atlantis", None), ("", None), ("Sudan", "SD"),
        ("South Sudan", "SS"), ("Niger", "NE"), ("Nigeria", "NG"),
        ("Guinea", "GN"), ("Equatorial Guinea", "GQ"), ("Dominica", "DM"), ("Dominican Republic", "DO"),
    ],
)  # fmt: skip
def test_a_country_is_known_by_its_usual_names(name, code):
    assert regions.country_code(name) == code


@pytest.mark.parametrize(("name", "codes"), [("Congo", ("CD", "CG")), ("Korea", ("KP", "KR"))])
def test_a_name_of_two_countries_is_neither_of_them(name, codes):
    assert regions.country_code(name) is None
    assert regions.country_codes(name) == codes


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("IQ-AN", ("IQ-AN",)), ("iq-an", ("IQ-AN",)), ("Anbar", ("IQ-AN",)), ("al-Anbar", ("IQ-AN",)),
        ("anbar province", ("IQ-AN",)), ("Anbar, Iraq", ("IQ-AN",)), ("Anbar, Syria", ()),
        ("Kayseri", ("TR-38",)), ("Nord-Kivu", ("CD-NK",)), ("محافظة الأنبار", ("IQ-AN",)),
        ("Punjab, India", ("IN-PB",)), ("Punjab", ("IN-PB", "PK-PB")),
        ("Moscow", ("RU-MOW",)), ("Moscow Oblast", ("RU-MOS",)), ("Atlantis", ()), ("", ()), (" , ", ()),
    ],
)  # fmt: skip
def test_a_province_is_known_by_its_usual_names_and_its_code(name, codes):
    assert regions.province_codes(name) == codes


def test_every_province_is_found_by_its_code_and_among_those_of_its_name():
    table = regions.polygons("province")
    for code, name in zip(table["code"], table["name"], strict=True):
        assert regions.province_codes(code) == (code,)
        assert code in regions.province_codes(name)


def test_every_country_is_found_by_its_own_name_and_codes():
    for code, row in regions.country_rows().items():
        assert {regions.country_code(name) for name in (code, row["alpha3"], row["name"])} == {code}


def test_no_two_countries_share_a_name():
    owners: dict[str, str] = {}
    for code, row in regions.country_rows().items():
        for name in [row["name"], *filter(None, row["aliases"].split("|"))]:
            assert owners.setdefault(regions.normalise(name), code) == code or name in ("Congo", "Korea")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("IQ-KI", "Kirkuk"),
        ("SD-DE", "East Darfur"),
        ("UA-43", "Crimea"),
        ("PS-GZZ", "Gaza Strip"),
        ("XX-1", "XX-1"),
    ],
)
def test_a_province_has_an_english_name(code, name):
    assert regions.admin1_name(code) == name


def test_an_unknown_country_is_named_by_its_code():
    assert regions.country_name("QQ") == "QQ"
    assert regions.country_name("CD") == "Democratic Republic of the Congo"


def test_provinces_are_sorted_by_name_and_belong_to_the_country():
    found = regions.provinces("IQ")
    assert len(found) == 18
    assert [unit.name for unit in found] == sorted(unit.name for unit in found)
    assert {unit.country for unit in found} == {"IQ"}
    assert regions.provinces("QQ") == []


def test_codes_are_unique_and_every_province_is_in_a_country():
    provinces, countries = regions.polygons("province"), regions.polygons("country")
    assert provinces["code"].is_unique
    assert countries["code"].is_unique
    assert set(provinces["country"]) == set(countries["code"])
    assert set(countries["code"]) <= set(regions.country_rows())


def test_outlines_are_valid_and_in_wgs84():
    for level in ("province", "country"):
        table = regions.polygons(level)
        assert table.crs.to_epsg() == 4326
        assert shapely.is_valid(table.geometry.to_numpy()).all()
        assert not table.geometry.is_empty.any()


def test_a_country_is_the_union_of_its_provinces():
    provinces = regions.polygons("province").dissolve("country").geometry
    countries = regions.polygons("country").set_index("code").geometry
    for code in ("IQ", "UA", "SD", "PS", "CD"):
        assert provinces[code].symmetric_difference(countries[code]).area < 1e-6


def test_provinces_hardly_overlap():
    shapes = regions.polygons("province").geometry.to_numpy()
    one, other = shapely.STRtree(shapes).query(shapes, predicate="overlaps")
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a < b]
    assert sum(shapes[a].intersection(shapes[b]).area for a, b in pairs) < 0.05  # square degrees, rounding


def test_every_label_point_lies_in_its_unit():
    for level in ("province", "country"):
        table = regions.polygons(level)
        points = shapely.points(table["lon"], table["lat"])
        away = shapely.distance(table.geometry.to_numpy(), points)
        assert away.max() < 1e-4  # a rounded point of an islet


def test_a_radius_covers_its_unit():
    for unit in regions.provinces("IQ"):
        shape = regions.polygons("province").set_index("code").geometry[unit.code]
        for lon, lat in shapely.get_coordinates(shape):
            dx = (lon - unit.lon) * math.cos(math.radians(unit.lat))
            assert math.hypot(dx, lat - unit.lat) * 111.2 <= unit.radius_km * 1.02 + 0.5


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(GazetteerError, match=r"admin1\.parquet"):
        regions.polygons("province", folder=tmp_path)


def test_a_damaged_file_is_named(tmp_path: Path):
    (tmp_path / "countries.parquet").write_bytes(b"not parquet")
    with pytest.raises(GazetteerError, match=r"countries\.parquet"):
        regions.polygons("country", folder=tmp_path)


def test_files_stay_small_enough_to_ship():
    for name in ("admin1.parquet", "countries.parquet"):
        assert (regions.BOUNDARIES / name).stat().st_size < 4_800_000


@pytest.mark.parametrize("group", regions.groups().values(), ids=lambda group: group.id)
def test_a_group_has_countries_that_exist_each_once_and_names_no_other_bears(group):
    assert all(code in regions.country_rows() for code in group.countries)
    assert len(set(group.countries)) == len(group.countries) > 1
    for name in (group.id, group.name, *group.aliases):
        assert regions.group_id(name) == group.id
        assert regions.country_code(name) is None


def test_a_group_is_known_by_any_usual_name():
    assert regions.group_id("the Sahel") == "sahel"
    assert regions.group_id("South-East Asia") == "southeast-asia"
    assert regions.group_id("Ruritania") is None
