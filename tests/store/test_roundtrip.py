"""What is written and read is the same, whatever it holds; what is cut off or changed shows."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.errors import StoreError
from geo.model import Article, Event, Place, Report
from geo.store import ArticleRecord, Store, features, migrations, records, sealing
from tests import factories

FLOATS = st.floats(allow_nan=False, allow_infinity=False)
COUNTS = st.integers(0, 10**6)
PLACES = st.builds(Place, lat=st.floats(-90, 90), lon=st.floats(-180, 180), uncertainty_km=FLOATS)
SURE = dict.fromkeys(("confidence", "confidence_place", "confidence_date", "confidence_actor"), FLOATS)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    plain = st.builds(Report, place=st.none() | PLACES, reasons=st.just(()), **SURE)
    return draw(plain)


EVENTS = st.builds(
    Event, place=st.none() | PLACES, reports=st.lists(reports(), min_size=1, max_size=2).map(tuple), **SURE
)
RECORDS = st.builds(ArticleRecord, reports=st.lists(reports(), max_size=2).map(tuple))
settings.register_profile("store", deadline=None, suppress_health_check=list(HealthCheck))


def file_of(events: list[Event]) -> io.BytesIO:
    return io.BytesIO(b"".join(features.lines(events)))


def read(file: io.BytesIO) -> list[Event]:
    return [line.event for line in features.read(file, name="events.geojson")]


@given(events=st.lists(EVENTS, max_size=3))
@settings(settings.get_profile("store"), max_examples=60)
def test_events_written_and_read_are_the_same_events(events):
    assert read(file_of(events)) == events


@given(events=st.lists(EVENTS, max_size=3))
@settings(settings.get_profile("store"), max_examples=30)
def test_each_event_can_be_read_from_its_own_line(events):
    file = file_of(events)
    for line in list(features.read(file, name="events.geojson")):
        assert features.event_at(file.getvalue()[line.start : line.start + line.length]) == line.event


@given(found=st.lists(RECORDS, max_size=3, unique_by=lambda record: record.article.id))
@settings(settings.get_profile("store"), max_examples=60)
def test_records_written_and_read_are_the_same_records(tmp_path_factory, found):
    path = tmp_path_factory.mktemp("records") / "events.reports.jsonl"
    path.write_bytes(b"".join(map(records.line, found)))
    assert list(records.read(path)) == found
    assert [entry.id for entry in records.index(path)] == [record.article.id for record in found]


@given(cut=st.integers(1, 10**6), events=st.just(factories.events()))
@settings(settings.get_profile("store"), max_examples=60)
def test_a_store_cut_off_anywhere_is_named_and_never_half_read(cut, events):
    whole = file_of(events).getvalue()
    cut_off = io.BytesIO(whole[: -(cut % (len(whole) - 1)) - 1])
    with pytest.raises(StoreError, match=r"events\.geojson: not a Dateline store"):
        read(cut_off)


@given(at=st.integers(0, 10**6), junk=st.binary(min_size=1, max_size=8))
@settings(settings.get_profile("store"), max_examples=100)
def test_a_byte_changed_anywhere_is_an_error_or_shows_in_the_signature(at, junk):
    whole = file_of(factories.events()).getvalue()
    at %= len(whole)
    changed = io.BytesIO(whole[:at] + junk + whole[at + len(junk) :])
    if changed.getvalue() == whole:
        return
    with contextlib.suppress(StoreError):
        read(changed)
        assert sealing.signature(changed) != sealing.content(changed)


def test_the_hash_of_an_article_differs_with_anything_of_it_and_with_its_reader():
    one = Article("a", "text", published=dt.date(2024, 1, 1))
    others = [Article("a", "text"), Article("a", "texts", published=one.published)]
    assert len({records.hash_of(each, reader="1") for each in (one, *others)}) == 3
    assert records.hash_of(one, reader="1") != records.hash_of(one, reader="2")


def test_a_store_of_the_first_schema_is_read_and_written_anew_in_this_one(tmp_path):
    store = Store(tmp_path / "events.geojson")
    factories.store(store.path, [])
    with store.writing() as writer:
        events = writer.commit()
    first = store.path.read_text(encoding="utf-8").replace('"schema": 3', '"schema": 1').splitlines()
    store.path.write_text("\n".join([*first[:-1], "]}"]) + "\n", encoding="utf-8")
    assert store.events() == events
    with store.writing() as writer:
        writer.commit()
    assert '"schema": 3' in store.path.read_text(encoding="utf-8").splitlines()[0]


def test_the_first_schema_as_its_own_program_wrote_it_is_read(tmp_path):
    """Schema 1 stood in one line where there were no events, and had blanks after commas and colons."""
    event = factories.event()
    line = json.dumps(features.feature(event), ensure_ascii=False)
    head = '{"type": "FeatureCollection", "dateline": {"schema": 1}, "features": ['
    for text, found in ((f"{head}]}}\n", []), (f"{head}\n{line},\n{line}\n]}}\n", [event, event])):
        (tmp_path / "events.geojson").write_text(text, encoding="utf-8")
        assert Store(tmp_path / "events.geojson").events() == found


def test_migrations_take_each_step_in_turn(monkeypatch):
    monkeypatch.setattr(migrations, "SCHEMA", 4)
    steps = {
        1: lambda feature: {**feature, "kind": "rocket"},
        2: lambda feature: {"type": feature["kind"]},
        3: lambda feature: {**feature, "main": True},
    }
    monkeypatch.setattr(migrations, "STEPS", steps)
    assert migrations.migrated({}, schema=1) == {"type": "rocket", "main": True}
    assert migrations.migrated({"type": "raid"}, schema=3) == {"type": "raid", "main": True}
    assert migrations.migrated({"type": "raid"}, schema=4) == {"type": "raid"}


def test_every_schema_before_this_one_has_a_step():
    assert set(migrations.STEPS) == set(range(1, migrations.SCHEMA))


def test_the_store_is_read_one_event_at_a_time(tmp_path: Path):
    store = Store(tmp_path / "events.geojson")
    whole = file_of(factories.events()).getvalue()
    store.path.write_bytes(whole[: len(whole) // 2])
    assert next(store.stream()) == factories.events()[0]
