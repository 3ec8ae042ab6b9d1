from __future__ import annotations

import json

import pytest

from geo.model import Place
from geo.query import Box, Filter, table
from geo.view import extent, layers
from geo.view.layers import fetched, outline, payload
from geo.view.palette import marks
from geo.view.permalink import drawn as within
from tests import factories

SQUARE = [[[[0.0, 0.0], [0.0, 1.0], [1.0, 1.0]]]]


def drawn(events, **more):
    found = marks(table(events), "actor")
    return payload(
        events, rows=table(events), marks=found, colour_by="actor", outline=lambda level, code: SQUARE, **more
    )


def test_a_known_point_is_drawn_where_it_is_with_its_radius() -> None:
    only = drawn([factories.event()])["points"][0]
    assert (only["lat"], only["lon"], only["km"], only["ids"]) == (33.305, 44.39, 2.5, ["e1"])


def test_province_and_country_are_areas_and_never_points() -> None:
    found = drawn(factories.events())
    assert {area["level"] for area in found["areas"]} == {"province", "country"}
    assert not {"e3", "e4"} & {id for point in found["points"] for id in point["ids"]}
    assert found["areas"][0]["rings"] == SQUARE


def test_events_of_one_area_are_one_chip_that_names_them_all() -> None:
    pair = [factories.event("a", place=factories.ANBAR), factories.event("b", place=factories.ANBAR)]
    (area,) = drawn(pair)["areas"]
    assert area["ids"] == ["a", "b"]
    assert area["title"] == "2 events somewhere in Anbar: known only by province"


def test_an_event_without_place_is_not_drawn() -> None:
    found = drawn([factories.event(place=None)])
    assert (found["points"], found["areas"], found["total"]) == ([], [], 0)


def test_events_at_one_point_keep_their_point() -> None:
    pair = [factories.event("a"), factories.event("b")]
    assert [(point["lat"], point["lon"]) for point in drawn(pair)["points"]] == [(33.305, 44.39)] * 2


def test_nobody_named_is_hollow() -> None:
    assert drawn([factories.event(actors=())])["points"][0]["hollow"]
    assert not drawn([factories.event()])["points"][0]["hollow"]


def test_a_tool_tip_says_who_says_so_and_how_exactly_the_place_is_known() -> None:
    assert drawn([factories.event()])["points"][0]["lines"] == [
        "Rocket attack, Green Zone, 8 December 2023",
        "Suspected: Iran-aligned militias, according to the embassy's spokesperson",
        "Part of a city, within 2.5 km",
    ]


@pytest.mark.parametrize("colour_by", ["actor", "attribution", "type"])
def test_every_mark_that_is_used_is_in_the_payload(colour_by) -> None:
    events = factories.events()
    found = payload(events, rows=table(events), marks=marks(table(events), colour_by), colour_by=colour_by)
    used = {item["mark"] for item in found["points"] + found["areas"]}
    assert used <= set(range(len(found["marks"])))
    assert json.loads(json.dumps(found)) == found


def test_the_outline_of_a_province_is_latitude_first_and_closed() -> None:
    ring = outline("province", "IQ-AN")[0][0]
    assert ring[0] == ring[-1]
    assert all(28 < lat < 38 and 38 < lon < 46 for lat, lon in ring)


def test_an_unknown_unit_has_no_outline_and_keeps_its_circle() -> None:
    nowhere = Place("Nowhere", 1.0, 2.0, "province", 80.0, None, None)
    assert outline("province", "XX-YY") == []
    events = [factories.event(place=nowhere)]
    (area,) = layers.payload(events, rows=table(events), marks={}, colour_by="actor")["areas"]
    assert (area["rings"], area["km"]) == ([], 80.0)


def test_a_map_that_fetches_has_the_areas_and_where_to_look_but_no_points() -> None:
    rows = table(factories.events())
    found = fetched(
        rows, source="../x", kind="marks", marks=marks(rows, "actor"), colour_by="actor", chosen=["e5"]
    )
    assert (found["points"], found["total"]) == ([], 8)
    assert [(area["level"], area["n"], area["ids"]) for area in found["areas"]] == [
        ("province", 1, ["e3"]),
        ("country", 1, ["e4"]),
    ]
    assert found["bounds"] == [[-1.67, 29.22], [49.98, 44.4]]
    assert found["goals"] == [{"ids": ["e5"], "lat": 49.98, "lon": 36.25, "km": 14.0}]
    assert json.loads(json.dumps(found)) == found


def test_a_map_of_nothing_has_nowhere_to_look() -> None:
    rows = table([])
    found = fetched(rows, source="../x", kind="heat", marks={}, colour_by="actor")
    assert (found["bounds"], found["areas"], found["span"], found["goals"]) == (None, [], None, [])


def test_the_time_that_can_be_played_runs_from_the_first_to_the_last_day() -> None:
    pair = [factories.event("a", date="1970-01-03"), factories.event("b", date="1970-01-11")]
    assert drawn([*pair, factories.event("c", date=None)])["span"] == [2, 10]


@pytest.mark.parametrize(
    ("filter", "south", "east"),
    [
        (Filter(countries=("FR",)), 42.3, 8.2),  # and not its isles in three oceans
        (Filter(countries=("FR",), provinces=("FR-75C",)), 48.8, 2.5),
        (Filter(groups=("sahel",)), 8.0, 24.0),
        (Filter(area=within([(1, 2), (3, 2), (3, 4)])), 2.0, 3.0),
    ],
)
def test_the_map_goes_to_the_region_that_is_asked_for(filter, south, east) -> None:
    bounds = extent.region(filter)["bounds"]
    assert bounds[0][0] == pytest.approx(south, abs=3)
    assert bounds[1][1] == pytest.approx(east, abs=3)


def test_the_map_goes_nowhere_where_no_region_is_asked_for() -> None:
    assert extent.region(Filter(bbox=Box(1, 2, 3, 4), actors=("russia",))) is None
    assert extent.region(Filter(countries=("XX",))) is None


def test_what_was_asked_on_the_map_is_outlined_also_across_the_antimeridian() -> None:
    (box,) = extent.asked(Filter(bbox=Box(170, -10, -170, 10)))
    assert {lon for _, lon in box[0]} == {170.0, 190.0}
    assert extent.asked(Filter()) == []
