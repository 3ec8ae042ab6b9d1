from __future__ import annotations

import json
from itertools import accumulate
from pathlib import Path

from geo.places import basemap, regions

BASEMAP = json.loads(basemap.TARGET.read_text(encoding="utf-8"))


def unpacked(deltas):
    lons, lats = accumulate(deltas[::2]), accumulate(deltas[1::2])
    return [(lon / BASEMAP["scale"], lat / BASEMAP["scale"]) for lon, lat in zip(lons, lats, strict=True)]


def test_the_basemap_is_what_the_boundaries_give(tmp_path: Path):
    again = tmp_path / "basemap.json"
    basemap.build(again)
    assert again.read_bytes() == basemap.TARGET.read_bytes()


def test_the_basemap_is_small_enough_to_load():
    assert basemap.TARGET.stat().st_size <= 1_800_000


def test_every_country_is_drawn_and_named_inside_its_outline():
    drawn = {country["code"]: country for country in BASEMAP["countries"]}
    assert set(drawn) == {unit.code for unit in regions.countries()}
    iraq = drawn["IQ"]
    assert iraq["name"] == "Iraq"
    assert regions.units_at(iraq["lat"], iraq["lon"])[0] == "IQ"
    lons, lats = zip(*unpacked(iraq["rings"][0]), strict=True)
    assert (round(min(lons)), round(max(lons)), round(min(lats)), round(max(lats))) == (39, 49, 29, 37)


def test_rings_are_closed_and_lines_have_two_points():
    for country in BASEMAP["countries"]:
        for ring in map(unpacked, country["rings"]):
            assert ring[0] == ring[-1]
    assert min(len(line) for line in BASEMAP["provinces"]["lines"]) >= 4


def test_province_names_come_largest_first():
    names = [name for name, _, _ in BASEMAP["provinces"]["names"]]
    assert names.index("Al Anbar") < names.index("Baghdad")
