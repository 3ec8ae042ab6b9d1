from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.errors import InputError
from geo.model import Count, Target
from geo.places import regions
from geo.query import (
    NOT_NAMED,
    UNNAMED,
    Area,
    Box,
    Filter,
    LeftOut,
    actor_key,
    actor_names,
    area,
    at_least,
    counts,
    describe,
    left_out,
    neighbours,
    select,
    table,
    tally,
    voice_names,
    weapon_kind,
)
from tests import factories

NAMES = {"iran-aligned-militias": "Iran-aligned militias"}


@pytest.fixture
def rows() -> gpd.GeoDataFrame:
    return table(factories.events())


def ids(rows: gpd.GeoDataFrame, filter: Filter) -> list[str]:
    return list(select(rows, filter)["id"])


def test_table_has_one_typed_row_an_event_in_wgs84_with_longitude_first(rows: gpd.GeoDataFrame) -> None:
    first = rows.iloc[0]
    assert len(rows) == 9
    assert rows.crs == "EPSG:4326"
    assert (first.geometry.x, first.geometry.y) == (44.39, 33.305)
    assert first["date"] == pd.Timestamp("2023-12-08")
    assert (first["actor_key"], first["attribution"]) == ("iran-aligned-militias", "suspected")
    assert str(rows["killed_min"].dtype) == "Int64"
    assert str(rows["date"].dtype).startswith("datetime64")


def test_table_of_no_events_has_all_columns_and_can_be_filtered() -> None:
    empty = table([])
    assert list(empty.columns) == list(table(factories.events()).columns)
    assert len(select(empty, Filter(text="x", bbox=Box(0, 0, 1, 1), actors=("m23",)))) == 0
    assert counts(empty, Filter(), "country") == {}


def test_an_event_without_place_has_no_geometry_and_no_country(rows: gpd.GeoDataFrame) -> None:
    placeless = rows[rows["id"] == "e8"].iloc[0]
    assert placeless.geometry is None
    assert pd.isna(placeless["country"])


def test_numbers_not_said_stay_missing_and_none_reported_is_zero(rows: gpd.GeoDataFrame) -> None:
    assert rows["killed_max"].tolist()[:2] == [0, 3]
    assert rows["injured_max"].isna().tolist()[:2] == [False, True]


def test_names_of_countries_and_provinces_come_from_the_given_functions() -> None:
    rows = table([factories.event()], country_name=str.lower, admin1_name=str.lower)
    assert (rows["country_name"][0], rows["admin1_name"][0]) == ("iq", "iq-bg")


def test_an_actor_without_id_is_keyed_by_its_casefolded_name() -> None:
    actor = replace(factories.MILITIAS, id=None, name="The Storm Brigade")
    assert table([factories.event(actors=(actor,))])["actor_key"][0] == "the storm brigade"


def test_background_and_rejected_events_are_hidden_unless_asked_for(rows: gpd.GeoDataFrame) -> None:
    assert ids(rows, Filter()) == ["e1", "e2", "e3", "e5", "e6", "e7", "e8"]
    assert "e4" in ids(rows, Filter(background=True))
    assert ids(rows, Filter(statuses=("rejected",))) == ["e9"]


def test_a_date_range_includes_both_its_ends(rows: gpd.GeoDataFrame) -> None:
    assert ids(rows, Filter(date_from=dt.date(2023, 12, 8), date_to=dt.date(2023, 12, 20))) == ["e1", "e2"]


def test_an_event_known_to_the_month_matches_every_day_it_may_have_happened() -> None:
    december = factories.day("2023-12-01", end=dt.date(2023, 12, 31), precision="month")
    rows = table([factories.event(when=december)])
    assert ids(rows, Filter(date_from=dt.date(2023, 12, 20))) == ["e1"]
    assert ids(rows, Filter(date_to=dt.date(2023, 12, 1))) == ["e1"]
    assert ids(rows, Filter(date_from=dt.date(2024, 1, 1))) == []


def test_an_undated_event_is_left_out_of_a_range_counted_and_shown_on_request(rows: gpd.GeoDataFrame) -> None:
    early = Filter(date_to=dt.date(2023, 12, 31))
    assert ids(rows, early) == ["e1", "e2"]
    assert left_out(rows, early) == LeftOut(undated=1, background=1)
    assert ids(rows, replace(early, undated=True)) == ["e1", "e2", "e7"]
    assert left_out(rows, replace(early, undated=True)) == LeftOut(background=1)
    assert left_out(rows, Filter(background=True)) == LeftOut()


def test_an_event_without_place_is_left_out_of_a_region_and_counted(rows: gpd.GeoDataFrame) -> None:
    iraq = Filter(countries=("IQ",))
    assert ids(rows, iraq) == ["e1", "e2", "e3"]
    assert left_out(rows, iraq) == LeftOut(unplaced=1, background=1)


def test_provinces_narrow_countries(rows: gpd.GeoDataFrame) -> None:
    assert ids(rows, Filter(countries=("IQ",), provinces=("IQ-AN",))) == ["e3"]


def test_a_province_widens_what_another_country_or_a_group_asks(rows: gpd.GeoDataFrame) -> None:
    anbar = ids(rows, Filter(provinces=("IQ-AN",)))
    ukraine = ids(rows, Filter(countries=("UA",)))
    assert anbar
    assert ukraine
    assert ids(rows, Filter(countries=("UA",), provinces=("IQ-AN",))) == sorted([*anbar, *ukraine])
    both = Filter(groups=("eastern-europe",), provinces=("IQ-AN",))
    assert set(anbar) < set(ids(rows, both))
    assert describe(both) == "Attacks in Eastern Europe or Al Anbar, Iraq"


def test_any_actor_of_an_event_is_found(rows: gpd.GeoDataFrame) -> None:
    assert ids(rows, Filter(actors=("russia",))) == ["e5", "e6"]
    assert ids(rows, Filter(actors=(NOT_NAMED,))) == ["e7", "e8"]


def test_actor_and_attribution_must_match_in_the_same_actor(rows: gpd.GeoDataFrame) -> None:
    assert ids(rows, Filter(attributions=("claimed",))) == ["e6"]
    assert ids(rows, Filter(actors=("russia",), attributions=("claimed",))) == []


def test_a_box_may_cross_the_antimeridian(rows: gpd.GeoDataFrame) -> None:
    assert ids(rows, Filter(bbox=Box(44.0, 33.0, 45.0, 34.0))) == ["e1", "e2"]
    fiji = factories.Place("Suva", -18.1, 178.4, "city", 8.0, "FJ")
    pacific = table([factories.event(place=fiji), factories.event("e2")])
    assert ids(pacific, Filter(bbox=Box(170.0, -30.0, -170.0, 0.0))) == ["e1"]


def test_a_group_of_countries_is_any_of_them_and_widens_countries(rows: gpd.GeoDataFrame) -> None:
    ours = {"IQ"} | set(regions.groups()["great-lakes-africa"].countries)
    expected = [row["id"] for _, row in select(rows, Filter()).iterrows() if row["country"] in ours]
    assert ids(rows, Filter(groups=("great-lakes-africa",), countries=("IQ",))) == expected
    assert len(expected) > len(ids(rows, Filter(countries=("IQ",))))


def outlined(west: float, south: float, east: float, north: float) -> bytes:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def test_an_area_holds_the_points_inside_it_and_nothing_known_only_by_its_unit(
    rows: gpd.GeoDataFrame,
) -> None:
    inside = ids(rows, Filter(area=area.read(outlined(43, 32, 45, 34), name="mine.geojson")))
    box = ids(rows, Filter(bbox=Box(43, 32, 45, 34)))
    coarse = set(rows[rows["place_level"].isin(("province", "country"))]["id"])
    assert inside
    assert set(inside) == set(box) - coarse
    assert left_out(rows, Filter(area=area.read(outlined(0, 0, 1, 1), name="x"))).unplaced == 1


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "mine.json: not a GeoJSON that can be read"),
        (b"[1]", "mine.json: not a GeoJSON that can be read"),
        (b"\xff\x00", "mine.json: not a GeoJSON that can be read"),
        (b'{"type": "Point", "coordinates": [1, 2]}', "mine.json: no polygon in it"),
        (b'{"type": "FeatureCollection", "features": []}', "mine.json: no polygon in it"),
        (outlined(400_000, 5_000_000, 500_000, 6_000_000), "mine.json: its coordinates are no degrees"),
    ],
)
def test_what_outlines_nothing_is_one_line_that_names_the_file(content: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        area.read(content, name="mine.json")


def test_who_says_so_must_speak_of_the_actor_who_is_asked_for(rows: gpd.GeoDataFrame) -> None:
    assert ids(rows, Filter(voices=("regional governor",))) == ["e5", "e6"]
    assert ids(rows, Filter(voices=("m23",), actors=("russia",))) == []
    assert counts(rows, Filter(), "voice") == {
        "embassy's spokesperson": 3, "regional governor": 2, "m23": 1,
    }  # fmt: skip
    assert voice_names(rows)["regional governor"] == "the regional governor"


def armed() -> gpd.GeoDataFrame:
    clinic, school = Target("a clinic", "medical"), Target("a school", "school")
    return table(
        [
            factories.event(
                "a", targets=(clinic,), weapons=("Explosive-laden drones",), killed=Count(3, None)
            ),
            factories.event("b", targets=(clinic, school), weapons=("car bombs",), injured=Count(4, 9)),
            factories.event("c", killed=Count(None, 20), reports=(factories.report(), factories.report())),
        ]
    )


def test_what_was_hit_and_with_what_is_asked_by_kind() -> None:
    assert ids(armed(), Filter(targets=("medical",))) == ["a", "b"]
    assert ids(armed(), Filter(targets=("school", "aid"))) == ["b"]
    assert ids(armed(), Filter(weapons=("drone", "vehicle bomb"))) == ["a", "b"]
    assert ids(armed(), Filter(weapons=("drone",), targets=("school",))) == []
    assert counts(armed(), Filter(targets=("school",)), "target_kinds") == {"medical": 2, "school": 1}
    assert counts(armed(), Filter(targets=("school",)), "weapon_kinds") == {"vehicle bomb": 1}


def test_events_chosen_by_hand_are_these_and_no_others() -> None:
    asked = Filter(ids=("b", "none"))
    assert ids(armed(), asked) == ["b"]
    assert describe(asked) == "2 events chosen by hand"


def test_a_number_asks_what_is_reported_at_least() -> None:
    assert ids(armed(), Filter(min_killed=3)) == ["a"]
    assert ids(armed(), Filter(min_harmed=4)) == ["b"]  # "up to 20" says of nobody that he died
    assert ids(armed(), Filter(min_reports=2)) == ["c"]
    assert at_least(armed(), Filter(min_killed=9, targets=("medical",)), "killed", (1, 3, 5)) == {
        1: 1,
        3: 1,
        5: 0,
    }
    assert at_least(armed(), Filter(), "confidence", (0.5, 0.9)) == {0.5: 3, 0.9: 0}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Istanbul bomb", "bomb"),
        ("roadside bombs", "bomb"),
        ("U.S. drone", "drone"),
        ("a stare", None),
        ("", None),
    ],
)
def test_a_weapon_is_of_the_kind_of_its_last_words(name: str, kind: str | None) -> None:
    assert weapon_kind(name) == kind


def test_text_needs_every_word_and_takes_no_pattern(rows: gpd.GeoDataFrame) -> None:
    assert ids(rows, Filter(text="SHELLING goma")) == ["e6"]
    assert ids(rows, Filter(text="shelling kharkiv")) == []
    assert ids(rows, Filter(text="(.*")) == []


def test_confidence_and_type_restrict(rows: gpd.GeoDataFrame) -> None:
    assert ids(rows, Filter(min_confidence=0.9)) == ["e5"]
    assert ids(rows, Filter(types=("shooting", "shelling"))) == ["e6", "e7"]


@pytest.mark.parametrize(("status", "shown"), [("machine", False), ("confirmed", True), ("corrected", True)])
def test_what_a_person_checked_passes_whatever_the_machine_thought_of_it(status: str, shown: bool) -> None:
    doubted = table([factories.event("e1", confidence=0.1, status=status)])
    assert ids(doubted, Filter(min_confidence=0.9)) == (["e1"] if shown else [])


def test_a_rejected_event_passes_no_confidence(rows: gpd.GeoDataFrame) -> None:
    rejected = table([factories.event("e1", confidence=0.1, status="rejected")])
    assert ids(rejected, Filter(min_confidence=0.9, statuses=())) == []


def test_counts_react_to_the_other_filters_but_not_to_their_own(rows: gpd.GeoDataFrame) -> None:
    in_congo = Filter(countries=("CD",), actors=("m23",))
    assert counts(rows, in_congo, "actor_key") == {"m23": 1, NOT_NAMED: 1, "russia": 1}
    assert counts(rows, in_congo, "country") == {"CD": 1}
    assert counts(rows, Filter(), "country") == {"IQ": 3, "CD": 2, "UA": 1}


def test_counts_of_attributions_follow_the_chosen_actor(rows: gpd.GeoDataFrame) -> None:
    assert counts(rows, Filter(actors=("m23",)), "attribution") == {"claimed": 1}


def test_an_actor_is_called_what_it_is_called_most() -> None:
    other = replace(factories.MILITIAS, name="pro-Iran factions")
    events = [factories.event("a", actors=(other,)), factories.event("b"), factories.event("c")]
    assert actor_names(table(events))["iran-aligned-militias"] == "Iran-aligned militias"


def test_an_actor_with_a_canonical_id_is_called_the_same_whatever_articles_call_it() -> None:
    actors = [replace(factories.RUSSIA, id="israel", name=name) for name in ("Israeli", "IDF")]
    rows = table([factories.event(str(n), actors=(actor,)) for n, actor in enumerate(actors)])
    assert counts(rows, Filter(), "actor_key") == {"israel": 2}
    assert actor_names(rows)["israel"] == "Israel"


@pytest.mark.parametrize(
    "name", ["gunmen", "Gunmen", "Armed men", "a gang", "man", "Suicide bomber", "masked man", "attackers"]
)
def test_those_who_are_only_described_are_one_class(name: str) -> None:
    assert actor_key(replace(factories.MILITIAS, id=None, name=name)) == UNNAMED


@pytest.mark.parametrize(
    "name",
    [
        "Freddy",
        "Kurdish militants",
        "the Storm Brigade",
        "M23",
        "fighters of Bay",
        "كتائب حزب الله",
    ],
)
def test_those_who_have_a_name_are_not_of_the_unnamed(name: str) -> None:
    assert actor_key(replace(factories.MILITIAS, id=None, name=name)) == name.casefold()


def test_the_number_beside_a_value_is_what_a_filter_by_it_shows(rows: gpd.GeoDataFrame) -> None:
    for key, number in counts(rows, Filter(), "actor_key").items():
        assert len(select(rows, Filter(actors=(key,)))) == number
    for said, number in counts(rows, Filter(), "attribution").items():
        assert len(select(rows, Filter(attributions=(said,)))) == number  # type: ignore[arg-type]


def test_an_event_found_by_its_second_suspect_stands_for_that_suspect(rows: gpd.GeoDataFrame) -> None:
    found = select(rows, Filter(actors=("russia",)))
    assert list(zip(found["id"], found["actor_key"], found["attribution"], strict=True)) == [
        ("e5", "russia", "suspected"),
        ("e6", "russia", "suspected"),
    ]
    assert tally(found, Filter(actors=("russia",)), "actor_key") == {"russia": 2}


@pytest.mark.parametrize(
    ("filter", "sentence"),
    [
        (Filter(), "All attacks, background events left out"),
        (Filter(background=True), "All attacks, background events included"),
        (
            Filter(
                date_from=dt.date(2023, 12, 1),
                date_to=dt.date(2023, 12, 31),
                countries=("IQ",),
                actors=("iran-aligned-militias",),
            ),
            "Attacks from 1 to 31 December 2023 in Iraq, suspected actor Iran-aligned militias",
        ),
        (Filter(countries=("IQ", "UA"), provinces=("IQ-BG",)), "Attacks in Baghdad, Iraq or Ukraine"),
        (Filter(groups=("sahel",), countries=("NG",)), "Attacks in Sahel or Nigeria"),
        (Filter(area=Area("mine.geojson", shapely.box(0, 0, 1, 1))), "Attacks inside mine.geojson"),
        (Filter(types=("air_strike", "drone_strike")), "Attacks of type air strike or drone strike"),
        (Filter(date_from=dt.date(2023, 5, 2)), "Attacks since 2 May 2023"),
        (Filter(date_to=dt.date(2023, 5, 2)), "Attacks up to 2 May 2023"),
        (
            Filter(date_from=dt.date(2023, 5, 2), date_to=dt.date(2023, 6, 1)),
            "Attacks from 2 May to 1 June 2023",
        ),
        (
            Filter(date_from=dt.date(2022, 5, 2), date_to=dt.date(2023, 6, 1)),
            "Attacks from 2 May 2022 to 1 June 2023",
        ),
        (Filter(date_from=dt.date(2023, 5, 2), date_to=dt.date(2023, 5, 2)), "Attacks on 2 May 2023"),
        (
            Filter(attributions=("claimed",), background=True),
            "Attacks, attribution claimed, background events included",
        ),
        (
            Filter(voices=("regional governor",), targets=("medical", "school"), weapons=("drone",)),
            "Attacks on medical or school targets, according to regional governor, weapon drone",
        ),
        (
            Filter(min_killed=5, min_harmed=10, min_reports=2, statuses=("confirmed",)),
            "Attacks, at least 5 killed, at least 10 killed or injured, told by at least 2 reports, "
            "status confirmed",
        ),
        (
            Filter(text=" dam ", min_confidence=0.5),
            "Attacks, mentioning “dam”, confidence at least 50% or checked by an analyst",
        ),
    ],
)
def test_a_filter_reads_as_one_plain_sentence(filter: Filter, sentence: str) -> None:
    assert describe(filter, actor_names=NAMES) == sentence


def test_neighbours_are_near_in_time_and_place_the_nearest_first() -> None:
    at = {"lat": 33.30, "lon": 44.39, "level": "city", "uncertainty_km": 5.0}
    rows = table(
        [
            factories.event("here", date="2024-01-10", place=factories.Place("A", **at)),
            factories.event("same", date="2024-01-12", place=factories.Place("A", **at)),
            factories.event("north", date="2024-01-09", place=factories.Place("B", **at | {"lat": 33.39})),
            factories.event("far", date="2024-01-10", place=factories.Place("C", **at | {"lat": 34.30})),
            factories.event("late", date="2024-02-10", place=factories.Place("A", **at)),
            factories.event(
                "coarse", date="2024-01-10", place=factories.Place("D", **at | {"level": "province"})
            ),
            factories.event("undated", date=None, place=factories.Place("A", **at)),
        ]
    )
    found = neighbours(rows, "here")
    assert list(zip(found["id"], found["km"].round(), found["days"], strict=True)) == [
        ("same", 0, 2),
        ("north", 10, -1),
    ]
    assert [len(neighbours(rows, id)) for id in ("coarse", "undated", "no such event")] == [0, 0, 0]
