"""Atlases and playbacks: one picture a week, a month or a country."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess

import pytest
from PIL import Image

from geo import query
from geo.errors import InputError
from geo.query import Filter
from geo.snapshot.series import MOST, parts, series
from tests import factories

MADE = dt.date(2024, 3, 1)
ALL = Filter(background=True)
A4 = {"size_px": (1754, 1240), "dpi": 150}
SMALL = {"size_px": (400, 300), "dpi": 50}


def atlas(events, *, by="month", filter=ALL, **more):
    return series(query.table(events), filter=filter, by=by, format="pdf", made=MADE, **{**A4, **more})


def playback(events, *, by="month", filter=ALL, **more):
    return series(query.table(events), filter=filter, by=by, format="gif", made=MADE, **{**SMALL, **more})


def pages(pdf, tmp_path):
    """Return what a reader reads on each page."""
    path = tmp_path / "atlas.pdf"
    path.write_bytes(pdf)
    read = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True)
    return [" ".join(page.split()) for page in read.stdout.split("\f")[:-1]]


def names(events, by, filter=ALL, *, empty=False):
    rows = query.select(query.table(events), filter)
    return [part.name for part in parts(rows, filter, by=by, empty=empty)]


def test_atlas_has_a_cover_an_overview_and_a_page_for_each_month_with_events(tmp_path):
    cover, overview, *months = pages(atlas(factories.events()), tmp_path)
    assert "8 events" in cover
    for line in ("2 Overview 8", "3 November 2023", "4 December 2023", "5 January 2024", "6 February 2024"):
        assert line in cover
    assert "1 event without a date can be on none of these pages." in cover
    assert "8 events" in overview
    assert [re.search(r"news: (\w+ \d+)", month)[1] for month in months] == [
        "November 2023",
        "December 2023",
        "January 2024",
        "February 2024",
    ]
    assert "2 events" in months[1]


def test_a_page_counts_the_reports_of_its_own_events(tmp_path):
    from geo.seal import seal

    events = [factories.event("e1", date="2024-01-05"), factories.event("e2", date="2024-02-05")]
    events[1] = factories.event(
        "e2", date="2024-02-05", reports=(factories.report(article="a8"), factories.report(article="a9"))
    )
    sealed = seal(events, filter=ALL, made=MADE)
    _, overview, january, february = pages(atlas(events, seal=sealed), tmp_path)
    assert "from 3 articles by 1 publisher" in overview
    assert "from 1 report in the news" in january
    assert "from 2 reports in the news" in february
    assert all(f"Check {sealed.hash}" in page for page in (overview, january, february))


def test_an_atlas_of_countries_shows_each_country_alone(tmp_path):
    _, _, *countries = pages(atlas(factories.events(), by="country"), tmp_path)
    titles = [re.search(r"news: (.+?) Attacks in", page)[1] for page in countries]
    assert titles == ["Democratic Republic of the Congo", "Iraq", "Ukraine"]
    assert "4 events" in countries[1]


def test_weeks_run_from_monday_and_keep_to_the_filter():
    events = [factories.event("e1", date="2024-02-04"), factories.event("e2", date="2024-02-05")]
    assert names(events, "week") == ["week of 29 January 2024", "week of 5 February 2024"]
    asked = Filter(date_from=dt.date(2024, 2, 4), date_to=dt.date(2024, 2, 6))
    rows = query.select(query.table(events), asked)
    found = [(part.filter.date_from, part.filter.date_to) for part in parts(rows, asked, by="week")]
    assert found == [
        (dt.date(2024, 2, 4), dt.date(2024, 2, 4)),
        (dt.date(2024, 2, 5), dt.date(2024, 2, 6)),
    ]


def test_an_event_that_lasted_longer_is_in_each_of_its_months():
    when = factories.day("2024-01-30", end=dt.date(2024, 2, 2), precision="range")
    assert names([factories.event("e1", when=when)], "month") == ["January 2024", "February 2024"]


def test_a_playback_shows_empty_months_and_an_atlas_does_not():
    events = [factories.event("e1", date="2024-01-05"), factories.event("e2", date="2024-03-05")]
    assert names(events, "month") == ["January 2024", "March 2024"]
    assert names(events, "month", empty=True) == ["January 2024", "February 2024", "March 2024"]
    assert Image.open(io.BytesIO(playback(events))).n_frames == 3


def test_frames_of_a_playback_show_the_same_piece_of_the_earth():
    """Where nothing happens between two frames, no pixel of the map differs."""
    far = factories.event("e2", date="2024-03-05", place=factories.KHARKIV)
    picture = Image.open(io.BytesIO(playback([factories.event("e1", date="2024-01-05"), far])))
    frames = []
    for at in range(3):
        picture.seek(at)
        frames.append(picture.convert("RGB").crop((12, 200, 60, 240)))
    assert frames[0].tobytes() == frames[1].tobytes() == frames[2].tobytes()


@pytest.mark.parametrize("draw", [atlas, playback])
def test_no_event_is_a_series_that_says_so(draw):
    assert draw([], filter=Filter(countries=("UA",)))


def test_a_cover_of_many_pages_counts_what_it_has_no_room_for(tmp_path):
    codes = ["AF", "BD", "BE", "BF", "BG", "BJ", "BR", "CD", "CF", "CL", "CN", "CO", "DE", "DZ", "EC", "EG"]
    place = factories.GOMA
    from dataclasses import replace

    events = [factories.event(f"e{n}", place=replace(place, country=code)) for n, code in enumerate(codes)]
    cover = pages(atlas(events, by="country", **SMALL), tmp_path)[0]
    assert re.search(r"Overview 16|and \d+ pages more", cover)


def test_more_pictures_than_anybody_looks_at_are_refused_before_one_is_drawn():
    events = [factories.event("e1", date="2004-01-05"), factories.event("e2", date="2024-03-05")]
    with pytest.raises(
        InputError, match=f"1,0\\d\\d pictures by week: at most {MOST} are drawn; choose month"
    ):
        playback(events, by="week")


@pytest.mark.parametrize("draw", [atlas, playback])
def test_same_inputs_give_the_same_bytes(draw):
    events = factories.events()
    assert draw(events, **SMALL) == draw(events, **SMALL)
