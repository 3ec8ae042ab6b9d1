"""The cache: what it gives is what the store holds, whatever the clock says and whoever replaced the file."""

from __future__ import annotations

import datetime as dt
import gc
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from geo import cache as caches
from geo import query
from geo.cache import Cache
from geo.model import Count, Target
from geo.query import Area, Box, Filter, select
from geo.store import Store, collection
from tests import factories
from tests.factories import event, report

ATTRIBUTIONS = ["confirmed", "claimed", "suspected", "denied", "unknown"]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return written(Store(tmp_path / "events.geojson"), [*factories.events(), factories.hostile_event()])


def written(store: Store, events) -> Store:
    store.path.write_text(collection(events), encoding="utf-8")
    return store


def caches_of(store: Store) -> list[Path]:
    return sorted(store.path.parent.glob(".events.*.parquet*"))


def same(one: gpd.GeoDataFrame, other: gpd.GeoDataFrame) -> None:
    assert list(one.geometry) == list(other.geometry)
    assert one.crs == other.crs
    assert_frame_equal(one.drop(columns="geometry"), other.drop(columns="geometry"))


def test_the_table_from_the_cache_is_the_table_of_the_events(store):
    for _ in ("made", "opened"):
        same(Cache.open(store).table, query.table(store.events()))


def test_an_event_is_read_with_its_reports_from_its_own_line(store):
    cache = Cache.open(store)
    assert [cache[id] for id in cache] == store.events()
    with pytest.raises(KeyError):
        cache["no such event"]


def test_the_events_of_an_article_are_found(tmp_path):
    told = [event("e1", reports=(report(article="a1"), report(article="a2"))), event("e2")]
    cache = Cache.open(written(Store(tmp_path / "events.geojson"), told))
    assert [found.id for found in cache.reporting("a1")] == ["e1", "e2"]
    assert [found.id for found in cache.reporting("a2")] == ["e1"]
    assert [found.id for found in cache.reporting("a2", "a1", "none")] == ["e1", "e2"]
    assert cache.reporting("a' OR true --") == cache.reporting() == []
    assert "e1" in cache
    assert "e3" not in cache


def test_a_store_without_events_or_without_a_file_opens_empty(tmp_path):
    none = Store(tmp_path / "none.geojson")
    for cache in (Cache.open(none), Cache.open(written(Store(tmp_path / "events.geojson"), []))):
        assert (len(cache), cache.matching(Filter()), cache.reporting("a1")) == (0, [], [])
        same(cache.table, query.table([]))


DAYS = st.none() | st.dates(dt.date(2023, 11, 1), dt.date(2024, 3, 1))
TRIANGLE = Area("half", shapely.Polygon([(40, 30), (50, 40), (40, 40)]))
FILTERS = st.builds(
    Filter,
    date_from=DAYS,
    date_to=DAYS,
    undated=st.booleans(),
    actors=st.lists(st.sampled_from(["russia", "m23", "not-named", "iran-aligned-militias"]), max_size=2).map(
        tuple
    ),
    attributions=st.lists(st.sampled_from(ATTRIBUTIONS), max_size=2).map(tuple),
    voices=st.lists(st.sampled_from(["m23", "regional governor", "embassy's spokesperson"]), max_size=2).map(
        tuple
    ),
    targets=st.lists(st.sampled_from(["medical", "school", "unknown"]), max_size=2).map(tuple),
    weapons=st.lists(st.sampled_from(["drone", "bomb"]), max_size=2).map(tuple),
    min_killed=st.sampled_from([0, 1, 4]),
    min_harmed=st.sampled_from([0, 1, 5, 6]),
    min_reports=st.sampled_from([0, 1, 2]),
    types=st.lists(st.sampled_from(["rocket_attack", "shooting", "shelling"]), max_size=2).map(tuple),
    countries=st.lists(st.sampled_from(["IQ", "UA", "CD"]), max_size=2).map(tuple),
    groups=st.lists(st.sampled_from(["middle-east", "eastern-europe"]), max_size=1).map(tuple),
    area=st.none() | st.sampled_from([Area("Iraq", shapely.box(40, 30, 50, 40)), TRIANGLE]),
    provinces=st.lists(st.sampled_from(["IQ-BG", "IQ-AN", "UA-63"]), max_size=2).map(tuple),
    statuses=st.sampled_from([query.VISIBLE, ("rejected",), ()]),
    min_confidence=st.sampled_from([0.0, 0.8, 0.9]),
    background=st.booleans(),
    bbox=st.none() | st.sampled_from([Box(40, 30, 50, 40), Box(40, -90, 30, 90), Box(0, 0, 1, 1)]),
    ids=st.lists(st.sampled_from(["e1", "e2", "armed", "none"]), max_size=3).map(tuple),
    text=st.none() | st.sampled_from(["Rockets", "green ZONE", "%", "'", "<script>", "russia kharkiv", " "]),
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Cache:
    store = Store(tmp_path_factory.mktemp("kept") / "events.geojson")
    armed = event(
        "armed",
        targets=(Target("a clinic", "medical"), Target("a school", "school"), Target("a house")),
        weapons=("explosive-laden drones", "Roadside bomb", "something"),
        killed=Count(None, 9),
        injured=Count(5, 5),
        reports=(report(), report(article="a3")),
    )
    return Cache.open(written(store, [*factories.events(), factories.hostile_event(), armed]))


@given(filter=FILTERS)
@settings(max_examples=150, deadline=None)
def test_duckdb_finds_what_a_selection_of_the_table_finds(kept, filter):
    assert [found.id for found in kept.matching(filter)] == list(select(kept.table, filter)["id"])


def test_a_second_opening_makes_nothing_anew(store, monkeypatch):
    Cache.open(store)
    (made,) = caches_of(store)
    before = made.stat().st_ino
    monkeypatch.setattr("geo.store.sealing.content", pytest.fail)  # nor is the store hashed
    Cache.open(store)
    assert [path.stat().st_ino for path in caches_of(store)] == [before]


@pytest.mark.parametrize("shift_s", [-86_400 * 365, 0, 86_400 * 365])
def test_a_replaced_store_is_seen_though_the_clock_was_moved(store, shift_s):
    Cache.open(store)
    stamp = store.path.stat().st_mtime_ns + shift_s * 10**9
    written(store, [event("new")])
    os.utime(store.path, ns=(stamp, stamp))
    assert list(Cache.open(store)) == ["new"]
    assert len(caches_of(store)) == 1


def test_a_store_edited_by_hand_is_seen_as_it_is(store):
    Cache.open(store)
    text = store.path.read_text(encoding="utf-8")
    store.path.write_text(text.replace("Kharkiv", "Kharkov"), encoding="utf-8")
    assert "Kharkov" in set(Cache.open(store).table["place"])


def test_a_copied_store_needs_no_new_cache(store, tmp_path):
    Cache.open(store)
    folder = tmp_path / "copy"
    folder.mkdir()
    for path in (store.path, *caches_of(store)):
        shutil.copy(path, folder)
    os.utime(folder / store.path.name, ns=(1, 1))
    copied = Store(folder / store.path.name)
    before = [path.stat().st_ino for path in caches_of(copied)]
    assert len(Cache.open(copied)) == len(store.events())
    assert [path.stat().st_ino for path in caches_of(copied)] == before


def test_a_store_laid_out_anew_by_another_program_is_read_all_the_same(store):
    before = store.events()
    store.path.write_text(json.dumps(json.loads(store.path.read_text(encoding="utf-8")), indent=1))
    assert store.events() == before
    assert list(Cache.open(store).values()) == before


@pytest.mark.parametrize("junk", [b"", b"PAR1 junk PAR1", None])
def test_a_damaged_cache_is_made_anew(store, junk):
    Cache.open(store)
    (path,) = caches_of(store)
    stamp = path.stat().st_mtime_ns
    path.write_bytes(path.read_bytes()[:-40] if junk is None else junk)
    os.utime(path, ns=(stamp, stamp))
    same(Cache.open(store).table, query.table(store.events()))


def test_a_damaged_cache_is_named_with_what_to_do(store):
    Cache.open(store)
    assert list(caches.findings(store)) == []
    (path,) = caches_of(store)
    path.write_bytes(b"junk")
    (finding,) = caches.findings(store)
    assert "remove it" in finding


def test_what_was_opened_stays_readable_when_the_store_is_replaced(store):
    before = store.events()
    cache = Cache.open(store)
    replacement = store.path.with_name("next")
    replacement.write_text(collection([event("new")]), encoding="utf-8")
    replacement.replace(store.path)
    assert [cache[id] for id in cache] == before


def test_what_was_opened_still_answers_when_another_process_has_swept_its_cache(store):
    cache = Cache.open(store)
    asked = Filter(actors=("russia",), background=True)
    before = (cache.matching(asked), cache.reporting("a2"))
    for path in caches_of(store):
        path.unlink()
    assert before[0]
    assert before[1]
    assert (cache.matching(asked), cache.reporting("a2")) == before


@pytest.mark.parametrize("name", ["news [2024]", "what?", "all*", "year=2024", "it's 100 %", "Новости"])
def test_a_folder_may_have_any_name(tmp_path, name):
    folder = tmp_path / name
    folder.mkdir()
    cache = Cache.open(written(Store(folder / "events.geojson"), factories.events()))
    assert len(cache.matching(Filter(statuses=()))) == 8


def test_a_cache_that_cannot_be_kept_is_made_aside_and_removed(store, monkeypatch):
    blocked = store.path.with_name("no such folder") / "cache.parquet"
    monkeypatch.setattr(caches, "cache_path", lambda store, content: blocked)
    cache = Cache.open(store)
    aside = cache._path
    same(cache.table, query.table(store.events()))
    assert len(cache.matching(Filter(background=True, statuses=()))) == len(cache)
    del cache
    gc.collect()
    assert not aside.exists()


def test_an_outline_knows_what_a_map_shows_of_an_event(store):
    told = {found.id: found for found in store.events()}
    for outline in query.outlines(Cache.open(store).table):
        full = told[outline.id]
        place = full.place and replace(full.place, within=(), gazetteer_id=None)
        assert (outline.type, outline.place, outline.main) == (full.type, place, full.main)
        assert outline.when.date == full.when.date
        assert [actor.name for actor in outline.actors] == [actor.name for actor in full.actors[:1]]
