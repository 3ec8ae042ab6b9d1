from __future__ import annotations

import datetime as dt
import io
import subprocess
import threading
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib import pyplot
from PIL import Image

from geo import query
from geo.model import Actor, Place
from geo.query import Box, Filter
from geo.snapshot import drawing, extent, framing, snapshot, spots, units
from geo.view import palette
from geo.view.theme import LIGHT
from tests import factories

MADE = dt.date(2024, 3, 1)
ALL = Filter(background=True)
SMALL = {"size_px": (640, 400), "dpi": 60}
HOSTILE = "$\\frac{1}$ <script>alert(1)</script> ]]> ${x} \u202egpj 漢字 \x00\x1b[31m"
SVG = "{http://www.w3.org/2000/svg}"


def _picture(events, *, filter=ALL, format="png", **more):
    return snapshot(query.table(events), filter=filter, format=format, made=MADE, **{**SMALL, **more})


def _words(events, tmp_path, **more):
    """Return what a reader of the PDF reads."""
    path = tmp_path / "map.pdf"
    path.write_bytes(_picture(events, format="pdf", size_px=(1600, 1000), dpi=150, **more))
    read = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True)
    return " ".join(read.stdout.split())


def _colours(png):
    return set(Image.open(io.BytesIO(png)).convert("RGB").get_flattened_data())


def _rgb(colour):
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def test_png_has_the_asked_for_size():
    picture = Image.open(io.BytesIO(_picture(factories.events(), size_px=(900, 700), dpi=100)))
    assert (picture.format, picture.size) == ("PNG", (900, 700))


def test_png_says_its_title_and_filter_in_its_metadata():
    picture = Image.open(
        io.BytesIO(_picture(factories.events(), filter=Filter(countries=("IQ",)), title="Iraq"))
    )
    assert picture.info["Title"] == "Iraq"
    assert picture.info["Description"] == "Attacks in Iraq"


def test_svg_is_xml_without_script_and_without_foreign_reference():
    root = ElementTree.fromstring(_picture(factories.events(), format="svg", title=HOSTILE))
    assert root.tag == f"{SVG}svg"
    assert not list(root.iter(f"{SVG}script"))
    links = {value for node in root.iter() for name, value in node.attrib.items() if name.endswith("href")}
    assert {link[0] for link in links} <= {"#"}


@pytest.mark.parametrize("format", ["png", "svg", "pdf"])
def test_same_inputs_give_the_same_bytes(format):
    assert _picture(factories.events(), format=format) == _picture(factories.events(), format=format)


def test_pdf_says_what_it_shows_and_what_it_does_not(tmp_path):
    said = _words(factories.events(), tmp_path, title="Winter")
    for words in (
        "Winter",
        "All attacks, background events included",
        "8 events",
        "5 at a point",
        "1 known only by province (hatched)",
        "1 known only by country (hatched)",
        "1 without a place, not on the map",
        "2 November 2023 to 20 February 2024",
        "from 8 reports in the news",
        "Iran-aligned militias 4",
        "Nobody named 2",
        "Claimed 1 · Suspected 6 · Not attributed 2",
        "Made on 1 March 2024",
        "Natural Earth",
        "CC BY 4.0",
    ):
        assert words in said


def test_pdf_says_what_a_filter_leaves_out_for_want_of_a_fact(tmp_path):
    filter = Filter(date_from=dt.date(2023, 12, 1), countries=("CD", "IQ"))
    said = _words(factories.events(), tmp_path, filter=filter)
    assert "Attacks since 1 December 2023 in Democratic Republic of the Congo or Iraq" in said
    assert "1 without a date may match too" in said
    assert "1 without a place may match too" in said


def test_no_event_at_all_is_still_a_picture_that_says_so(tmp_path):
    said = _words([], tmp_path, filter=Filter(countries=("UA",)))
    assert "0 events" in said
    assert "No event matches this filter." in said


def test_events_outside_an_asked_for_extent_are_counted(tmp_path):
    said = _words(factories.events(), tmp_path, extent=Box(43, 32, 46, 35))
    assert "2 at a point" in said
    assert "3 outside this picture" in said


@pytest.mark.parametrize("format", ["png", "svg", "pdf"])
def test_hostile_text_in_every_field_is_drawn_as_text(format):
    event = factories.event(
        actors=(Actor(HOSTILE, "group", "claimed", HOSTILE),),
        place=replace(factories.GOMA, name=HOSTILE),
        reports=(replace(factories.report(), quote=HOSTILE),),
    )
    assert _picture([event], format=format, title=HOSTILE, filter=Filter(text="frac"))


def test_hostile_title_reads_letter_by_letter(tmp_path):
    assert "$\\frac{1}$ <script>alert(1)</script> ]]> ${x} gpj" in _words(
        [factories.event()], tmp_path, title=HOSTILE
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_single_event_is_drawn_in_its_actors_colour(theme):
    table = query.table([factories.event()])
    mark = palette.marks(table, "actor")["iran-aligned-militias"]
    png = snapshot(table, filter=ALL, format="png", made=MADE, theme=theme, size_px=(800, 500), dpi=75)
    assert _rgb(mark.light if theme == "light" else mark.dark) in _colours(png)


def test_an_event_known_only_by_country_is_no_point(tmp_path):
    table = query.table([factories.event(place=factories.IRAQ)])
    assert spots.spots(table) == []
    assert units.units(table) == {("country", "IQ"): 1}


def test_a_unit_without_an_outline_is_counted_and_does_not_break_the_picture(tmp_path):
    nowhere = Place("Nowhere", 10, 10, "province", 90.0, "XX", "XX-1")
    assert "1 known only by province" in _words([factories.event(place=nowhere)], tmp_path)


def test_events_at_one_point_share_a_spot_and_keep_its_coordinates():
    events = [factories.event(f"e{n}", place=factories.GOMA) for n in range(3)]
    (spot,) = spots.spots(query.table([*events]))
    assert (spot.count, spot.lat, spot.lon) == (3, -1.67, 29.22)


def test_events_across_the_date_line_fit_into_a_narrow_frame():
    frame = framing.fit([(178, -19, 179, -17), (-172, -14, -171, -13)], aspect=1.5)
    assert frame.east - frame.west < 30
    assert frame.contains(np.array([178.4, -171.8, 0.0]), np.array([-18.1, -13.8, 0.0])).tolist() == [
        True,
        True,
        False,
    ]


def test_events_of_several_continents_fill_the_paper():
    frame = framing.fit([(-107, 24, -107, 24), (20, 5, 20, 5), (96, 21, 96, 21)], aspect=1.5)
    left, bottom, right, top = frame.box_km()
    assert frame.wide
    assert (right - left) / (top - bottom) == pytest.approx(1.5, rel=0.01)
    assert frame.contains(np.array([-107.0, 20, 96]), np.array([24.0, 5, 21])).all()


def test_events_all_over_the_world_show_the_world():
    assert framing.fit([(lon, 0, lon, 0) for lon in range(-180, 180, 60)], aspect=1.5).world


@pytest.mark.parametrize("box", [(44, 33, 44, 33), (-10, -35, 50, 37), (20, 60, 60, 78)])
def test_a_frame_holds_its_events_in_the_papers_shape(box):
    frame = framing.fit([box], aspect=1.5)
    left, bottom, right, top = frame.box_km()
    assert (right - left) / (top - bottom) == pytest.approx(1.5, rel=0.03)
    assert frame.contains(np.array([box[0], box[2]]), np.array([box[1], box[3]])).all()


@pytest.mark.parametrize("lat", [0.0, 33.3, -45.0])
def test_a_circle_lies_at_its_radius_over_the_ground(lat):
    frame = framing.fit([(44.0, lat - 1, 45.0, lat + 1)], aspect=1.5)
    ring = framing.circle(frame, lon=44.5, lat=lat, radius_km=20)
    middle = np.column_stack(frame.project(np.array([44.5]), np.array([lat])))
    assert np.hypot(*(ring - middle).T) == pytest.approx(20, rel=0.02)


def test_pictures_drawn_at_the_same_time_are_the_same_and_leave_no_global_figure():
    table = query.table(factories.events())
    drawn = []

    def draw():
        drawn.append(snapshot(table, filter=ALL, format="svg", made=MADE, **SMALL))

    threads = [threading.Thread(target=draw) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(drawn) == 3
    assert len(set(drawn)) == 1
    assert pyplot.get_fignums() == []


def test_text_on_a_colour_is_black_or_white_whichever_reads_better():
    assert drawing.readable_on("#ffffff") == "#000000"
    assert drawing.readable_on(LIGHT.ink) == "#ffffff"


def test_a_province_without_an_outline_is_hatched_as_a_circle_in_view():
    rows = query.table([factories.event(place=Place("New Province", 16.0, 2.5, "province", 200.0, "ML"))])
    (circle,) = units.rough(rows)
    assert (circle.events, circle.km) == (1, 200.0)
    ((west, south, east, north),) = extent.boxes(rows)
    assert west < 1.0 < 4.0 < east
    assert south == pytest.approx(16.0 - 200 / 111.2, abs=0.1)
    assert north == pytest.approx(16.0 + 200 / 111.2, abs=0.1)
