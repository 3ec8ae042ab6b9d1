"""Sizes of paper, and that nothing on a picture covers anything else."""

from __future__ import annotations

import datetime as dt
import itertools
import random
import subprocess
from dataclasses import replace

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Annotation

from geo import query
from geo.errors import InputError
from geo.query import Box, Filter
from geo.seal import seal
from geo.snapshot import snapshot, spots
from geo.snapshot.paper import SIZES, Layout, size_px
from geo.snapshot.sheet import Plan, blank, compose
from geo.view.theme import LIGHT
from tests import factories

MADE = dt.date(2024, 3, 1)


def spread(number):
    """Return events in and around Iraq, at made-up places with names of several lengths."""
    chance = random.Random(7)
    names = ("Tal", "Al Qurnah bridge", "Camp Seven", "Umm al-Rasas village", "Karma")
    return [
        factories.event(
            f"e{n}",
            place=replace(
                factories.GREEN_ZONE,
                name=f"{names[n % 5]} {n}",
                lat=chance.uniform(29.5, 37),
                lon=chance.uniform(39, 48),
            ),
        )
        for n in range(number)
    ]


def drawn(events, *, size=(1600, 1000), **more):
    figure = blank(size, dpi=150, ground=LIGHT)
    asked = {"heading": "Title", "made": MADE, "extent": "all", "ground": LIGHT, "seal": None, **more}
    compose(figure, Plan(query.table(events), Filter(), **asked))
    return figure


def inset_of(figure):
    """Return the small map of the world, None where there is none."""
    maps = [axes for axes in figure.axes if axes.get_aspect() == 1.0]
    return maps[1] if len(maps) > 1 else None


def marks_on(figure, events):
    (sheet,) = [axes for axes in figure.axes if axes.get_aspect() == 1.0][:1]
    return [
        point
        for collection in sheet.collections
        if collection.get_zorder() >= 6
        for point in sheet.transData.transform(np.asarray(collection.get_offsets()))
    ]


@pytest.mark.parametrize("size", SIZES)
def test_each_size_of_paper_is_that_in_a_pdf(size, tmp_path):
    path = tmp_path / "map.pdf"
    path.write_bytes(
        snapshot(query.table([]), filter=Filter(), format="pdf", made=MADE, size_px=size_px(size), dpi=150)
    )
    told = subprocess.run(["pdfinfo", path], capture_output=True, check=True, text=True).stdout
    width, height = (float(number) for number in told.partition("Page size:")[2].split()[0:3:2])
    assert width == pytest.approx(SIZES[size].width * 72, abs=0.5)
    assert height == pytest.approx(SIZES[size].height * 72, abs=0.5)


def test_a_size_in_pixels_is_taken_as_it_is():
    assert size_px("1200x800", dpi=300) == (1200, 800)
    assert size_px("a4", dpi=300) == (2480, 3508)


@pytest.mark.parametrize(
    ("size", "dpi"), [("a9", 150), ("12x9", 150), ("99999x10", 150), ("a4", 7), ("a4", 9000)]
)
def test_a_size_that_cannot_be_meant_is_one_line(size, dpi):
    with pytest.raises(InputError):
        size_px(size, dpi=dpi)


@pytest.mark.parametrize("size", SIZES)
def test_no_part_of_a_picture_covers_another(size):
    box = Layout(SIZES[size].width, SIZES[size].height, head_inches=0.8)
    parts = [box.head, box.map, *box.columns, box.foot]
    for left, bottom, width, height in parts:
        assert min(left, bottom, width, height) > 0
        assert left + width < 1
        assert bottom + height < 1
    for (l1, b1, w1, h1), (l2, b2, w2, h2) in itertools.combinations(parts, 2):
        assert l1 + w1 <= l2 + 1e-9 or l2 + w2 <= l1 + 1e-9 or b1 + h1 <= b2 + 1e-9 or b2 + h2 <= b1 + 1e-9


@pytest.mark.parametrize("size", [(1600, 1000), (1240, 1754)])
@pytest.mark.parametrize("number", [12, 150])
def test_no_name_on_the_map_overlaps_another(size, number):
    figure = drawn(spread(number), size=size)
    renderer = FigureCanvasAgg(figure).get_renderer()
    texts = [
        text
        for axes in figure.axes
        for text in axes.texts
        if isinstance(text, Annotation) and text.get_text()
    ]
    boxes = [text.get_window_extent(renderer) for text in texts]
    assert len(boxes) > 10
    assert [
        (one.get_text(), other.get_text())
        for (one, a), (other, b) in itertools.combinations(zip(texts, boxes, strict=True), 2)
        if a.overlaps(b)
    ] == []


def test_the_small_map_of_the_world_gives_way_to_events():
    alone = drawn(spread(1))
    assert inset_of(alone).get_position().x0 > 0.3
    corner = [
        factories.event("e1", place=replace(factories.BAGHDAD, lat=30.2, lon=47.6, uncertainty_km=0.1)),
        factories.event("e2", place=replace(factories.BAGHDAD, lat=36.8, lon=38.4, uncertainty_km=0.1)),
    ]
    view = Box(38, 30, 48, 37)
    figure = drawn(corner, extent=view)
    inset = inset_of(figure)
    covered = (
        [] if inset is None else [point for point in marks_on(figure, corner) if inset.bbox.contains(*point)]
    )
    assert covered == []


def test_a_long_title_wraps_and_leaves_the_map_its_place():
    short, long = drawn([factories.event()]), drawn([factories.event()], heading="A title of words " * 12)
    assert len(long.axes[0].texts) > len(short.axes[0].texts)
    assert long.axes[2].get_position().y1 < long.axes[0].get_position().y0


def test_a_title_in_arabic_stands_at_the_right_and_a_mixed_one_at_the_left():
    at = {}
    for name, heading in (
        ("arabic", "هجمات في بغداد"),
        ("mixed", "Attacks: هجمات في بغداد"),
        ("latin", "Attacks"),
    ):
        text = drawn([factories.event()], heading=heading).axes[0].texts[0]
        at[name] = (text.get_ha(), text.get_text()[0])
    assert at == {"arabic": ("right", "\u200f"), "mixed": ("left", "\u200e"), "latin": ("left", "A")}


def test_arabic_letters_are_joined():
    """Lam and alef become one sign, narrower than the two that stand apart."""
    figure = blank((400, 300), dpi=100, ground=LIGHT)
    renderer = FigureCanvasAgg(figure).get_renderer()

    def width(text):
        return (
            figure.text(0, 0, text, fontfamily="DejaVu Sans", fontsize=30).get_window_extent(renderer).width
        )

    assert width("لا" * 5) < 0.9 * width("ل\u200cا\u200c" * 5)


def test_the_region_of_the_filter_is_shown_though_its_events_lie_in_one_corner():
    table = query.table(factories.events())
    fitted, whole = (
        snapshot(
            table,
            filter=Filter(countries=("UA",)),
            format="png",
            made=MADE,
            size_px=(500, 400),
            dpi=60,
            extent=e,
        )
        for e in ("all", "region")
    )
    assert fitted != whole


def test_the_picture_bears_the_hash_and_the_number_of_publishers(tmp_path):
    events = [event for event in factories.events() if event.id == "e5"]
    sealed = seal(events, filter=Filter(countries=("UA",)), made=MADE)
    path = tmp_path / "map.pdf"
    content = snapshot(
        query.table(factories.events()),
        filter=sealed.filter,
        format="pdf",
        made=MADE,
        seal=sealed,
        size_px=size_px("a4"),
    )
    path.write_bytes(content)
    told = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True
    ).stdout
    assert f"Check {sealed.hash}" in " ".join(told.split())
    assert "from 1 article by 1 publisher" in told


def test_every_located_event_of_the_filter_is_a_mark():
    events = spread(25)
    rows = query.table(events)
    assert sum(spot.count for spot in spots.spots(rows)) == 25
