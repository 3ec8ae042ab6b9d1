"""The measures of places, on made-up rows: what counts as right, and how sure a share is."""

from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench import geoparsing, radius
from tests.bench.radius import Shot


def name(start, end, lat=None, lon=None, **more):
    return {
        "start": start,
        "end": end,
        "lat": lat,
        "lon": lon,
        "gazetteer_id": None,
        "uncertainty_km": 10.0,
    } | more


def lines(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def files(tmp_path):
    """Give two texts of two marked names: one at its place, one missed; one right by its id, one far off."""
    marked = [name(0, 5, 33.3, 44.4, gazetteer_id="98182"), name(10, 16, 36.3, 43.1, gazetteer_id="99072")]
    gold = [{"doc_id": id, "toponyms": marked} for id in ("a", "b")]
    found = [
        {"article_id": "a", "toponyms": [name(0, 5, 33.3, 44.4, level="city"), name(40, 45, 1.0, 1.0)]},
        {
            "article_id": "b",
            "toponyms": [
                name(0, 5, 0.0, 0.0, gazetteer_id="geonames:98182", level="city"),
                name(9, 16, 50.0, 4.0, level="country", uncertainty_km=900.0),
            ],
        },
    ]
    return lines(tmp_path / "set.jsonl", gold), lines(tmp_path / "found.jsonl", found)


def test_a_place_is_right_by_its_id_or_its_nearness_and_equal_spans_are_asked_of_the_marked_ones(
    files, capsys
):
    gold, found = files
    geoparsing.main(gold, found, found)
    told = [line.rsplit("  (", 1)[0].split()[-1] for line in capsys.readouterr().out.splitlines()]
    assert told == ["75.0", "50.0", "50.0"]


def test_names_are_paired_by_equal_spans_first_and_each_once():
    marked = [name(0, 10), name(4, 10)]
    assert geoparsing.matched([name(4, 10), name(2, 10)], marked) == [(0, 1), (1, 0)]


@given(st.integers(1, 2000), st.data())
def test_an_interval_holds_its_share_and_narrows_with_the_number(n, data):
    share = data.draw(st.integers(0, n)) / n
    low, high = radius.wilson(share, n)
    assert 0 <= low <= share + 1e-9
    assert share - 1e-9 <= high <= 1
    wider = radius.wilson(share, max(1, n // 4))
    assert wider[1] - wider[0] >= high - low - 1e-9


def test_a_factor_is_fitted_on_other_documents_than_it_is_asked_of():
    shots = [Shot(f"{n}", "city", 10.0, float(n)) for n in range(100)]
    factors, held = radius.out_of_fold(shots)
    assert all(8.0 < factor < 10.0 for factor in factors)
    assert 0.85 <= sum(held) / len(held) <= 0.95


def test_the_picture_of_the_radius_is_the_same_bytes_again_and_names_the_levels(
    files, tmp_path, monkeypatch, capsys
):
    gold, found = files
    told = {"lat": 33.4, "lon": 44.4, "main": True, "confidence": 0.5}
    place = {"level": "city", "uncertainty_km": 20.0}
    texts = [f"t{n}" for n in range(radius.FEWEST)]
    events = lines(tmp_path / "e.gold.jsonl", [{"id": t, "lat": 33.3, "lon": 44.4} for t in texts])
    read = [{"article_id": t, "events": [told | {"place": place}]} for t in texts]
    printed = lines(tmp_path / "e.jsonl", read)
    pictures = []
    for output in (tmp_path / "one.svg", tmp_path / "two.svg"):
        spans, event = map(str, (gold, found)), map(str, (events, printed))
        arguments = ["radius", "--spans", *spans, "--events", *event, "-o", str(output)]
        monkeypatch.setattr(sys, "argv", arguments)
        radius.main()
        pictures.append(output.read_bytes())
    assert pictures[0] == pictures[1]
    assert b">city<" in pictures[0]
    assert "n    15  100.0" in capsys.readouterr().out
