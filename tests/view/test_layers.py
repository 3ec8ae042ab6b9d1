from __future__ import annotations

import json

import pytest

from geo.model import Place
from geo.query import table
from geo.view import layers
from geo.view.layers import outline, payload
from geo.view.palette import marks
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
