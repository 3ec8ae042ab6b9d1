"""What a map of many events fetches: everything that lies in view, once, and nothing that is no point."""

from __future__ import annotations

import datetime as dt
import json

import geopandas as gpd
import h3.api.basic_int as h3
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from geo import serve
from geo.model import Place
from geo.query import Box, Filter, select, table
from geo.serve import viewport
from geo.serve.viewport import Look
from geo.serve.views import Columns, View
from geo.view import palette
from tests import factories, pseudo

WORLD = Look(Box(-180, -90, 180, 90), 3.0)


def view(rows: gpd.GeoDataFrame) -> View:
    return View.of(Columns(rows), rows, marks=palette.marks(rows, "actor"), colour_by="actor")


def at(id: str, lat: float, lon: float, **more):
    return factories.event(id, place=Place(f"Place {id}", lat, lon, "city", 5.0), **more)


@given(
    spots=st.lists(st.tuples(st.floats(-80, 80), st.floats(-179, 179)), min_size=1, max_size=30),
    zoom=st.sampled_from([0.0, 2.5, 6.0, 13.0]),
)
def test_each_point_in_view_is_counted_once_at_any_zoom(spots, zoom) -> None:
    found = viewport.marks(
        view(table([at(str(n), *spot) for n, spot in enumerate(spots)])), Look(WORLD.box, zoom)
    )
    assert sum(point.get("n", 1) for point in found["points"]) == found["n"] == len(spots)


def test_many_in_one_square_are_one_mark_with_their_box_and_the_number_of_each_mark() -> None:
    rows = table([at("a", 10.0, 20.0), at("b", 10.1, 20.1), at("c", 10.2, 20.0, actors=())])
    (joined,) = viewport.marks(view(rows), WORLD)["points"]
    assert (joined["n"], joined["box"]) == (3, [[10.0, 20.0], [10.2, 20.1]])
    assert sorted(joined["tally"].values()) == [1, 2]


def test_a_single_event_is_where_it_is_with_its_words() -> None:
    (only,) = viewport.marks(view(table([factories.event()])), WORLD)["points"]
    assert (only["lat"], only["lon"], only["ids"], only["km"]) == (33.305, 44.39, ["e1"], 2.5)
    assert only["lines"][0] == "Rocket attack, Green Zone, 8 December 2023"


def test_what_lies_outside_the_view_or_the_days_is_not_fetched() -> None:
    rows = table([at("in", 10, 179), at("over", 10, -179), at("out", 10, 0)])
    across = Look(Box(170, 0, -170, 20), 3.0)
    assert viewport.marks(view(rows), across)["n"] == 2
    days = table(
        [at("early", 1, 1, date="2024-01-01"), at("late", 1, 1, date="2024-03-01"), at("x", 1, 1, date=None)]
    )
    first = Look(WORLD.box, 3.0, dt.date(2024, 1, 1), dt.date(2024, 2, 1))
    assert viewport.marks(view(days), first)["n"] == 1


def test_what_is_known_only_by_its_unit_is_in_no_heat_and_no_hexagon_but_in_its_unit() -> None:
    seen = view(table([factories.event(place=factories.ANBAR)]))
    assert viewport.heat(seen, WORLD, "events")["spots"] == []
    assert viewport.hexagons(seen, WORLD, "events")["shapes"] == []
    (unit,) = viewport.units(seen, WORLD, "events", "province")["shapes"]
    assert (unit["name"], unit["n"], unit["said"]) == ("Al Anbar", 1, "1 event")


def test_hexagons_are_those_of_h3_and_hold_all_events() -> None:
    rows = table([at("a", 33.3, 44.4), at("b", 33.3, 44.4), at("c", 50.0, 36.2)])
    found = viewport.hexagons(view(rows), Look(WORLD.box, 6.0), "events")
    assert [shape["n"] for shape in found["shapes"]] == [2, 1]
    cell = h3.latlng_to_cell(33.3, 44.4, viewport.resolution(6.0))
    assert found["shapes"][0]["rings"][0][0] == [
        [pytest.approx(lat, abs=1e-4), pytest.approx(lon, abs=1e-4)] for lat, lon in h3.cell_to_boundary(cell)
    ]


@given(lat=st.floats(-89, 89), lon=st.floats(-180, 180), resolution=st.integers(0, 7))
def test_parents_by_bits_are_the_parents_of_h3(lat, lon, resolution) -> None:
    cell = h3.latlng_to_cell(lat, lon, 7)
    assert viewport._parents(np.array([cell]), resolution)[0] == h3.cell_to_parent(cell, resolution)


def test_people_killed_are_summed_up_and_who_is_not_counted_is_nobody() -> None:
    rows = table(factories.events())
    shapes = viewport.units(view(rows), WORLD, "killed", "country")["shapes"]
    assert [(shape["name"], shape["n"]) for shape in shapes] == [("Iraq", 1)]


def ask(address: str) -> Response:
    """Ask the first route that an address matches."""
    path, _, query = address.partition("?")
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": []}
    for route in serve.ROUTES:
        match, found = route.matches(scope)
        if match is Match.FULL:
            return route.endpoint(Request(scope | found))
    raise AssertionError(f"no route matches {path}")


def test_a_token_gives_what_was_offered_under_any_base_path_and_no_other_does() -> None:
    rows = table(factories.events())
    chosen = Filter(actors=("russia",))
    offered = {"filter": chosen, "marks": palette.marks(rows, "actor"), "colour_by": "actor"}
    token = serve.offer(rows, select(rows, chosen), **offered)
    assert serve.offer(rows, select(rows, chosen), **offered) == token
    asked = "?bbox=-180,-90,180,90&zoom=3"
    for base in ("", "/maps/attacks"):
        answer = ask(f"{base}/dateline/{token}/marks{asked}")
        assert (answer.status_code, json.loads(answer.body)["n"]) == (200, 2)
        assert answer.headers["cache-control"] == "no-store"
    assert ask(f"/dateline/{token[:-1]}/marks{asked}").status_code == 404
    assert ask(f"/dateline/{token}/secrets{asked}").status_code == 404


def test_a_map_is_answered_in_the_language_it_was_offered_in(tmp_path, monkeypatch) -> None:
    rows = table(factories.events())
    offered = {"filter": Filter(), "marks": palette.marks(rows, "actor"), "colour_by": "actor"}
    english = serve.offer(rows, rows, **offered)
    pseudo.spoken(tmp_path, monkeypatch)
    other = serve.offer(rows, rows, **offered)
    assert other != english
    asked = "?bbox=-180,-90,180,90&zoom=3"
    said = [
        [shape["said"] for shape in json.loads(ask(f"/dateline/{token}/countries{asked}").body)["shapes"]]
        for token in (english, other)
    ]
    assert "2 events" in said[0]
    assert "2⟦ events⟧" in said[1]


@pytest.mark.parametrize(
    "asked",
    ["", "bbox=1,2,3&zoom=3", "bbox=a,b,c,d&zoom=3", "bbox=0,0,1,1&zoom=nan", "bbox=0,0,1,1&zoom=3&from=soon",
     "bbox=0,9,1,1&zoom=3", "bbox=0,0,999,1&zoom=3"],
)  # fmt: skip
def test_a_question_that_is_none_is_refused(asked) -> None:
    rows = table(factories.events())
    token = serve.offer(rows, rows, filter=Filter(), marks=palette.marks(rows, "actor"), colour_by="actor")
    assert ask(f"/dateline/{token}/marks?{asked}").status_code == 400
