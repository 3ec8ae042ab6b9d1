"""A sealed file says whether it is as it was made, and whether the data behind it still is."""

from __future__ import annotations

import datetime as dt
import functools
import io
import json
import zipfile
from dataclasses import replace

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from geo import exchange, query
from geo.errors import InputError
from geo.query import Area, Box, Filter
from geo.seal import asked, carried, making, seal, verdict
from geo.snapshot import snapshot
from geo.snapshot.series import series
from geo.view.webpage import webpage
from tests import factories

MADE = dt.date(2024, 3, 1)
IRAQ = Filter(countries=("IQ",))
PICTURES = ("png", "svg", "pdf", "html", "gif", "atlas")
FILES = (*PICTURES, "geojson", "kml", "gpkg", "parquet", "zip")


def chosen(events, filter):
    kept = set(query.select(query.table(events), filter)["id"])
    return [event for event in events if event.id in kept]


@functools.cache
def made(kind):
    """Return the attacks in Iraq as a file of a kind, and its name."""
    return made_of(kind, factories.events(), IRAQ)


def made_of(kind, events, filter):
    table, sealed = query.table(events), seal(chosen(events, filter), filter=filter, made=MADE)
    small = {"size_px": (640, 400), "dpi": 60, "seal": sealed, "filter": filter, "made": MADE}
    if kind in ("png", "svg", "pdf"):
        return snapshot(table, format=kind, **small), f"map.{kind}"
    if kind in ("gif", "atlas"):
        format = "gif" if kind == "gif" else "pdf"
        return series(table, by="month", format=format, **small), f"map.{format}"
    if kind == "html":
        return webpage(events, filter=filter, made=MADE, seal=sealed), "map.html"
    return exchange.write(events, filter=filter, format=kind, made=MADE), f"events.{kind}"


def judged(file, events):
    content, name = file
    return verdict(content, name=name, matching=lambda filter: chosen(events, filter))


@pytest.mark.parametrize("kind", FILES)
def test_a_file_against_its_own_data_is_the_same(kind):
    found = judged(made(kind), factories.events())
    assert found.same
    assert (found.seal.count, found.seal.made, found.seal.filter) == (3, MADE, IRAQ)


@pytest.mark.parametrize("kind", FILES)
def test_events_that_changed_appeared_or_went_are_named(kind):
    e1, e2, *rest = factories.events()
    rest = [event for event in rest if event.id != "e3"]
    now = [e1, replace(e2, confidence=0.1), *rest, factories.event("e20")]
    found = judged(made(kind), now)
    assert (found.same, found.altered) == (False, ())
    assert (found.changed, found.new, found.gone) == (("e2",), ("e20",), ("e3",))


@pytest.mark.parametrize("kind", [kind for kind in FILES if kind != "zip"])
def test_one_altered_byte_is_seen(kind):
    content, name = made(kind)
    at = len(content) * 2 // 3
    while content[at : at + 1].isspace():
        at += 1
    altered = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
    assert judged((altered, name), factories.events()).altered == ("the file is altered",)


@pytest.mark.parametrize("kind", ["svg", "html", "geojson", "kml"])
def test_a_filter_altered_in_the_seal_is_seen(kind):
    content, name = made(kind)
    altered = content.replace(b"IQ", b"UA", 1)
    assert altered != content
    assert not judged((altered, name), factories.events()).same


def test_a_package_says_which_file_in_it_is_altered_missing_or_added():
    content, name = made("zip")
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for file in old.namelist():
            if file != "events.kml":
                new.writestr(file, old.read(file) + (b"\n" if file == "events.csv" else b""))
        new.writestr("extra.txt", "x")
    assert judged((packed.getvalue(), name), factories.events()).altered == (
        "events.kml is missing",
        "extra.txt was added",
        "events.csv is altered",
    )


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n", b"{}", b"<svg", b"PK\x03\x04", b"%PDF-1.4"])
@pytest.mark.parametrize("suffix", [*carried.READERS, "zip", "csv"])
def test_a_file_without_a_seal_is_one_line_that_names_it(content, suffix):
    with pytest.raises(InputError, match=rf"^folder/x\.{suffix}: ") as raised:
        verdict(content, name=f"folder/x.{suffix}", matching=lambda filter: [])
    assert "\n" not in str(raised.value)


def test_picture_without_a_seal_has_no_hash_and_cannot_be_checked():
    bare = snapshot(query.table([]), filter=IRAQ, format="png", made=MADE, size_px=(400, 300), dpi=50)
    with pytest.raises(InputError, match="no seal"):
        verdict(bare, name="map.png", matching=lambda filter: [])


def test_files_of_the_same_events_bear_the_same_short_hash():
    hashes = {judged(made(kind), []).seal.hash for kind in ("png", "html", "geojson", "zip")}
    assert len(hashes) == 1


def test_a_sealed_png_opens_and_says_its_filter():
    content, _ = made("png")
    picture = Image.open(io.BytesIO(content))
    picture.load()
    assert json.loads(picture.info["Dateline"])["filter"] == {"countries": ["IQ"]}


def test_a_sealed_geojson_is_a_store_whose_own_signature_holds(tmp_path):
    from geo.store import Store, sealing

    content, _ = made("geojson")
    path = tmp_path / "events.geojson"
    path.write_bytes(content)
    assert [event.id for event in Store(path).events()] == ["e1", "e2", "e3"]
    with path.open("rb") as file:
        assert sealing.signature(file) == sealing.content(file)


def test_text_of_an_article_that_looks_like_a_seal_is_none():
    fake = seal([], filter=Filter(), made=MADE).text
    event = factories.event("e1", reports=(replace(factories.report(), quote=fake),))
    asked_ = Filter(text=fake[:30])
    for kind in ("svg", "html", "geojson", "kml", "pdf"):
        found = judged(made_of(kind, [event], asked_), [event])
        assert found.same
        assert found.seal.count == 1


def test_above_the_most_that_are_named_only_the_hash_tells():
    events = [factories.event(f"e{n}") for n in range(making.MOST_NAMED + 1)]
    sealed = seal(events, filter=Filter(), made=MADE)
    assert sealed.events == {}
    blank = sealed.text.encode()
    content = carried.sealed(blank, sealed, format="json")
    same = verdict(content, name="filter.json", matching=lambda filter: events)
    changed = verdict(content, name="filter.json", matching=lambda filter: events[1:])
    assert same.same
    assert (changed.same, changed.changed, changed.gone) == (False, (), ())


WORDS = st.text(max_size=12)
FILTERS = st.builds(
    Filter,
    date_from=st.none() | st.dates(),
    undated=st.booleans(),
    actors=st.lists(WORDS, max_size=3).map(tuple),
    attributions=st.lists(st.sampled_from(["claimed", "denied"]), max_size=2).map(tuple),
    min_confidence=st.floats(0, 1),
    bbox=st.none() | st.builds(Box, *[st.floats(-90, 90)] * 4),
    area=st.none()
    | st.builds(
        Area, WORDS, st.tuples(st.floats(-90, 0), st.floats(0.1, 80)).map(lambda b: shapely.box(*b, 85, 85))
    ),
    text=st.none() | WORDS,
)


@settings(max_examples=60)
@given(FILTERS)
def test_any_filter_comes_back_from_its_json(filter):
    written = json.loads(json.dumps(asked.as_json(filter)))
    assert asked.of_json(written) == filter


@settings(max_examples=30)
@given(FILTERS)
def test_any_seal_comes_back_from_its_text(filter):
    sealed = seal(factories.events(), filter=filter, made=MADE)
    read, digest = making.read(sealed.text)
    assert (read, digest) == (sealed, sealed.blank)
    assert sealed.text.isascii()
