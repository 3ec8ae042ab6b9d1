"""Every format opens in another program, holds exactly the filtered events and all their sources, and shows
hostile text as text.
"""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from xml.etree import ElementTree

import geopandas as gpd
import pyogrio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from geo import exchange, query
from geo.model import Actor, Source, Target, Victim
from geo.query import Filter
from geo.store import event_of
from tests import factories

MADE = dt.date(2024, 3, 1)
EVERYTHING = Filter(background=True, statuses=())
IRAQ = Filter(countries=("IQ",))
HOSTILE = (
    "=HYPERLINK(1) ]]><![CDATA[ <script>alert(1)</script> &amp; ${x} $[id] \x00\x08\x1b[31m\ufffe \u202e"
    "]]> بغداد </description></Placemark>"
)
KML = "{http://www.opengis.net/kml/2.2}"
ALL = [*exchange.FORMATS, exchange.PACKAGE]


def write(events, format, filter=EVERYTHING):
    return exchange.write(events, filter=filter, format=format, made=MADE)


def told_twice():
    second = replace(
        factories.report(article="a2", quote="Rockets fell."),
        source=Source("a2", "A second title", "Other Wire", "https://example.org/a2", dt.date(2023, 12, 9)),
    )
    return factories.event("e1", reports=(factories.report(), second))


def hostile_event():
    source = Source(HOSTILE, HOSTILE, HOSTILE, "javascript:alert(1)", dt.date(2024, 3, 1), "record")
    return factories.event(
        "e1",
        reports=(replace(factories.report(), quote=HOSTILE, source=source),),
        actors=(Actor(HOSTILE, "group", "claimed", HOSTILE), Actor(HOSTILE, "group", "denied")),
        place=replace(factories.GOMA, name=HOSTILE, within=(HOSTILE,)),
        targets=(Target(HOSTILE),),
        victims=(Victim(HOSTILE),),
        weapons=(HOSTILE,),
    )


def opened(content, tmp_path, format, **more):
    path = tmp_path / f"events.{format}"
    path.write_bytes(content)
    return pyogrio.read_dataframe(path, **more)


def placemarks(content):
    return list(ElementTree.fromstring(content).iter(f"{KML}Placemark"))


def ids_of(content, format, tmp_path):
    """Return the ids of the events that another program finds in a file."""
    if format == "parquet":
        return sorted(gpd.read_parquet(io.BytesIO(content))["id"])
    if format == "gpkg":
        return sorted(opened(content, tmp_path, format, layer="events")["id"])
    if format == "kml":
        return sorted(
            mark.findtext(f"{KML}ExtendedData/{KML}Data[@name='id']/{KML}value")
            for mark in placemarks(content)
        )
    if format == "csv":
        return sorted(
            row["id"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        )
    if format == "zip":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return ids_of(package.read("events.geojson"), "geojson", tmp_path)
    return sorted(opened(content, tmp_path, format).get("id", []))


@pytest.mark.parametrize("format", ALL)
def test_each_format_holds_exactly_the_filtered_events(format, tmp_path):
    assert ids_of(write(factories.events(), format, IRAQ), format, tmp_path) == ["e1", "e2", "e3"]


@pytest.mark.parametrize("format", ALL)
def test_events_without_a_place_are_in_each_format(format, tmp_path):
    assert "e8" in ids_of(write(factories.events(), format), format, tmp_path)


@pytest.mark.parametrize("format", ALL)
def test_no_event_is_a_file_that_opens(format, tmp_path):
    assert ids_of(write([], format), format, tmp_path) == []


def test_geopackage_has_points_in_wgs84_and_days_that_are_days(tmp_path):
    table = opened(write(factories.events(), "gpkg"), tmp_path, "gpkg", layer="events").set_index("id")
    assert table.crs.to_epsg() == 4326
    assert (table.geometry["e6"].x, table.geometry["e6"].y) == (29.22, -1.67)
    assert table.geometry["e8"] is None
    assert table["date"]["e2"].date() == dt.date(2023, 12, 20)


def test_geopackage_has_each_report_in_a_second_layer(tmp_path):
    reports = opened(write([told_twice()], "gpkg"), tmp_path, "gpkg", layer="reports")
    assert reports["event_id"].tolist() == ["e1", "e1"]
    assert reports["publisher"].tolist() == ["Test Wire", "Other Wire"]
    assert reports["url"].tolist() == ["https://example.org/a1", "https://example.org/a2"]


def test_geoparquet_nests_each_report_in_its_event():
    table = gpd.read_parquet(io.BytesIO(write([told_twice()], "parquet")))
    assert table.crs.to_string() == "OGC:CRS84"
    assert [report["quote"] for report in table["reports"][0]] == [
        "Two rockets hit the compound.",
        "Rockets fell.",
    ]
    assert table["reports"][0][1]["published"] == dt.date(2023, 12, 9)


def test_kml_tells_each_source_and_when_it_was(tmp_path):
    content = write([told_twice()], "kml")
    (mark,) = placemarks(content)
    balloon = mark.findtext(f"{KML}description")
    assert "Suspected: Iran-aligned militias, according to" in balloon
    assert "Rockets fell." in balloon
    assert '<a href="https://example.org/a2">Other Wire, A second title, 2023-12-09</a>' in balloon
    assert mark.findtext(f"{KML}TimeSpan/{KML}begin") == "2023-12-08"
    table = opened(content, tmp_path, "kml")
    assert (table.geometry[0].x, table.geometry[0].y) == (44.39, 33.305)


def test_kml_keeps_what_is_no_point_apart():
    root = ElementTree.fromstring(write(factories.events(), "kml"))
    folders = {
        folder.findtext(f"{KML}name"): len(folder.findall(f".//{KML}Point"))
        for folder in root.iter(f"{KML}Folder")
    }
    assert folders == {
        "Events (6)": 6,
        "Known only by province or country: the point stands for all of it (2)": 2,
        "Place not known (1)": 0,
    }


def test_package_explains_itself_and_its_sums_are_those_of_its_files():
    with zipfile.ZipFile(io.BytesIO(write(factories.events(), "zip", IRAQ))) as package:
        files = {name: package.read(name) for name in package.namelist()}
    listed = dict(line.split("  ")[::-1] for line in files.pop("SHA256SUMS").decode().splitlines())
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert set(files) == {
        "README.txt", "filter.json", "map.png", "sources.csv",
        *(f"events.{format}" for format in exchange.FORMATS),
    }  # fmt: skip
    assert "Attacks in Iraq.\n3 events from 1 report." in files["README.txt"].decode()
    assert json.loads(files["filter.json"])["filter"] == {"countries": ["IQ"]}
    assert Image.open(io.BytesIO(files["map.png"])).format == "PNG"


def test_package_lists_each_report_as_a_source():
    with zipfile.ZipFile(io.BytesIO(write([told_twice()], "zip"))) as package:
        text = package.read("sources.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["event_id"], row["publisher"], row["quote"]) for row in rows] == [
        ("e1", "Test Wire", "Two rockets hit the compound."),
        ("e1", "Other Wire", "Rockets fell."),
    ]


def test_picture_of_a_package_counts_what_is_left_out_of_all_events():
    everything = query.table(factories.events())
    ukraine = [event for event in factories.events() if event.id == "e5"]
    asked = Filter(countries=("UA",))
    with_all, alone = (
        exchange.write(ukraine, filter=asked, format="zip", made=MADE, everything=table)
        for table in (everything, None)
    )
    pictures = [zipfile.ZipFile(io.BytesIO(content)).read("map.png") for content in (with_all, alone)]
    assert pictures[0] != pictures[1]


@pytest.mark.parametrize("format", ALL)
def test_hostile_text_in_every_field_leaves_a_file_that_opens(format, tmp_path):
    assert ids_of(write([hostile_event()], format), format, tmp_path) == ["e1"]


def test_hostile_text_breaks_out_of_no_element_of_kml():
    (mark,) = placemarks(write([hostile_event()], "kml"))
    balloon = mark.findtext(f"{KML}description")
    assert "<script" not in balloon
    assert "$[" not in balloon
    assert "<a " not in balloon
    assert "بغداد" in balloon
    place = mark.findtext(f"{KML}ExtendedData/{KML}Data[@name='place']/{KML}value")
    assert "<script>alert(1)</script>" in place


def test_hostile_text_is_a_value_in_geopackage_and_geoparquet(tmp_path):
    event = hostile_event()
    stored = opened(write([event], "gpkg"), tmp_path, "gpkg", layer="events")["place"][0]
    nested = gpd.read_parquet(io.BytesIO(write([event], "parquet")))["reports"][0][0]
    for text in (stored, nested["quote"]):
        assert "بغداد </description></Placemark>" in text
        assert "\x00" not in text
    assert nested["url"] is None


def test_hostile_text_runs_in_no_table_of_a_package():
    with zipfile.ZipFile(io.BytesIO(write([hostile_event()], "zip"))) as package:
        tables = [package.read(name).decode("utf-8-sig") for name in ("events.csv", "sources.csv")]
    for text in tables:
        (row,) = csv.DictReader(io.StringIO(text, newline=""))
        texts = [cell for name, cell in row.items() if name not in ("lat", "lon")]
        assert [cell for cell in texts if cell[:1] in set("=+-@\t\r\n")] == []


def test_geojson_of_hostile_events_gives_back_the_same_events():
    event = hostile_event()
    assert [event_of(feature) for feature in json.loads(write([event], "geojson"))["features"]] == [event]


@settings(max_examples=30)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_text_makes_xml_that_is_well_formed(text):
    place = replace(factories.GOMA, name=text or "x")
    event = factories.event(place=place, reports=(replace(factories.report(), quote=text),))
    assert len(placemarks(write([event], "kml"))) == 1


HASHES = """
import datetime as dt, hashlib
from geo import exchange
from geo.query import Filter
from tests import factories
for format in [*exchange.FORMATS, exchange.PACKAGE]:
    content = exchange.write(
        factories.events(), filter=Filter(background=True), format=format, made=dt.date(2024, 3, 1)
    )
    print(format, hashlib.sha256(content).hexdigest())
"""


def test_two_processes_give_the_same_bytes_in_each_format():
    runs = [
        subprocess.run([sys.executable, "-c", HASHES], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert Counter(runs[0].split()[::2]) == Counter(ALL)
    assert runs[0] == runs[1]
