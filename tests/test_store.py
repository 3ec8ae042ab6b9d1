"""The store: RFC 7946 on disk, old or new and never half, nothing doubled."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyogrio
import pytest
from filelock import FileLock

from geo.build import build
from geo.errors import StoreError
from geo.store import SCHEMA, ArticleRecord, Store, collection, event_of, feature
from tests import factories
from tests.factories import article, report


def read(found):
    """Read an article that says "shell" as one report."""
    place = factories.GREEN_ZONE
    return (
        [report(article=found.id, quote=found.text, place=place, type="shelling")]
        if "shell" in found.text
        else []
    )


def run(store: Store, *articles, reader="1", **more):
    return build(
        articles, store, read=read, reader=reader, on_article=lambda a: None, on_error=pytest.fail, **more
    )


def test_an_event_written_and_read_is_the_same_event():
    for event in factories.events():
        assert event_of(json.loads(json.dumps(feature(event)))) == event


def test_the_store_is_valid_geojson_with_longitude_first_and_one_feature_a_line(tmp_path):
    text = collection(factories.events())
    parsed = json.loads(text)
    assert parsed["features"][0]["geometry"] == {"type": "Point", "coordinates": [44.39, 33.305]}
    assert parsed["features"][7]["geometry"] is None
    assert len(text.splitlines()) == len(factories.events()) + 2
    empty = json.loads(collection([]))
    assert (empty["type"], empty["dateline"], empty["features"]) == (
        "FeatureCollection",
        {"schema": SCHEMA},
        [],
    )


def test_gdal_reads_typed_columns_and_wgs84_points(tmp_path):
    path = tmp_path / "events.geojson"
    path.write_text(collection(factories.events()), encoding="utf-8")
    frame = pyogrio.read_dataframe(path)
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry.iloc[0].coords[0] == (44.39, 33.305)
    assert str(frame["date"].dtype).startswith("datetime64")
    assert frame["killed_max"].iloc[1] == 3
    assert frame["main"].dtype == bool


def test_building_twice_changes_no_byte(tmp_path):
    store = Store(tmp_path / "events.geojson")
    run(store, article("a", text="shells fell"), article("b", text="nothing"))
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.glob("events*")}
    run(store, article("a", text="shells fell"), article("b", text="nothing"))
    assert {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.glob("events*")} == before


def test_adding_an_article_reads_only_it_and_adds_only_its_events(tmp_path):
    store = Store(tmp_path / "events.geojson")
    first = run(store, article("a", text="shells fell"))
    asked = []
    build(
        [article("a", text="shells fell"), article("b", text="no attack")],
        store,
        read=lambda found: asked.append(found.id) or [],
        reader="1",
        on_article=lambda a: None,
        on_error=pytest.fail,
    )
    assert asked == ["b"]
    assert store.events() == first
    assert [record.article.id for record in store.articles()] == ["a", "b"]


def test_a_changed_article_replaces_its_reports(tmp_path):
    store = Store(tmp_path / "events.geojson")
    run(store, article("a", text="shells fell"))
    assert run(store, article("a", text="it was a false alarm")) == []


def test_an_article_read_by_older_rules_is_read_again(tmp_path):
    store = Store(tmp_path / "events.geojson")
    build([article("a")], store, read=lambda a: [], reader="1", on_article=id, on_error=pytest.fail)
    assert run(store, article("a", text="shells fell"), reader="2")


def test_an_article_that_breaks_a_rule_is_named_and_the_rest_is_built(tmp_path):
    store, errors = Store(tmp_path / "events.geojson"), []

    def breaks(found):
        if found.id == "bad":
            raise IndexError("list index out of range")
        return read(found)

    articles = [article("bad"), article("good", text="shells fell")]
    events = build(articles, store, read=breaks, reader="1", on_article=id, on_error=errors.append)
    assert len(events) == 1
    assert [str(e).partition(":")[0] for e in errors] == ["bad"]


def test_several_workers_give_the_same_store(tmp_path):
    articles = [article(f"a{n:02}", text=f"shells fell {n}") for n in range(30)]
    one, two = Store(tmp_path / "one.geojson"), Store(tmp_path / "two.geojson")
    run(one, *articles)
    run(two, *articles, workers=2)
    assert one.path.read_bytes() == two.path.read_bytes()


def test_an_empty_store_has_no_events_and_no_articles(tmp_path):
    store = Store(tmp_path / "none.geojson")
    assert (store.events(), store.articles()) == ([], [])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"features": []}',
        b"\xff\xfe\x00",
        b'{"dateline": {"schema": 1}, "features": [{}]}',
    ],
)
def test_a_damaged_store_is_named_in_one_line(tmp_path, content):
    path = tmp_path / "events.geojson"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"events\.geojson: not a Dateline store") as raised:
        Store(path).events()
    assert "\n" not in str(raised.value)


def test_a_store_of_a_newer_version_is_refused(tmp_path):
    path = tmp_path / "events.geojson"
    path.write_text('{"dateline": {"schema": 99}, "features": []}')
    with pytest.raises(StoreError, match="newer Dateline"):
        Store(path).events()


def test_a_second_writer_is_told_that_the_store_is_being_built(tmp_path):
    store = Store(tmp_path / "events.geojson")
    with FileLock(store.lock_path), pytest.raises(StoreError, match="another process"):
        run(store, article("a"))


def test_what_a_killed_build_had_read_is_kept_and_a_torn_line_is_forgiven(tmp_path):
    store = Store(tmp_path / "events.geojson")
    with store.writing() as writer:
        writer.add(
            ArticleRecord(
                article("a", text="shells fell"), "1", tuple(read(article("a", text="shells fell")))
            )
        )
    with store.part_path.open("ab") as part:
        part.write(b'{"article":{"id":"b","te')
    asked = []
    build(
        [article("a", text="shells fell"), article("b")],
        store,
        read=lambda found: asked.append(found.id) or [],
        reader="1",
        on_article=id,
        on_error=pytest.fail,
    )
    assert asked == ["b"]
    assert len(store.events()) == 1
    assert not store.part_path.exists()


KILLED = """
import sys, time
from pathlib import Path
sys.path.insert(0, {root!r})
from geo.build import build
from geo.store import Store
from tests.factories import article
from tests.test_store import read
def slowly():
    for n in range(1000):
        print(n, flush=True)
        time.sleep(0.01)
        yield article(f"n{{n:04}}", text="shells fell")
build(slowly(), Store(Path({path!r})), read=read, reader="1", on_article=id, on_error=print)
"""


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGTERM])
def test_a_build_killed_in_the_middle_leaves_the_old_store_and_can_go_on(tmp_path, stop):
    store = Store(tmp_path / "events.geojson")
    run(store, article("old", text="shells fell"))
    before = store.path.read_bytes()
    script = KILLED.format(root=os.fspath(Path(__file__).parent.parent), path=os.fspath(store.path))
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as process:
        while process.stdout.readline() != b"5\n":
            pass
        process.send_signal(stop)
    assert store.path.read_bytes() == before
    assert store.part_path.exists()
    started = time.monotonic()
    run(store, article("old", text="shells fell"), article("n0000", text="shells fell"))
    assert len(store.articles()) >= 6, f"after {time.monotonic() - started:.1f} s"


def test_a_read_only_folder_is_one_clear_line(tmp_path):
    blocker = tmp_path / "file"
    blocker.write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        run(Store(blocker / "events.geojson"), article("a"))
