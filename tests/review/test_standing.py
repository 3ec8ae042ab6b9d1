"""What stands while a store lacks the newest decisions is what the store will have."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo import query, review
from geo.cache import Cache
from geo.disk import replace as replace_file
from geo.errors import StoreError
from geo.journal import Decision, Entry, Journal, active
from geo.model import Count, Event
from geo.review.standing import OUTLINE, Standing, standing
from geo.store import ArticleRecord, Store, features
from tests.factories import GOMA, GREEN_ZONE, KHARKIV, MILITIAS, RUSSIA, article, day, report
from tests.journal.decisions import NOON

TOLD = {
    "a": (report(article="a", place=GREEN_ZONE, actors=(MILITIAS,)),),
    "b": (report(article="b", place=GREEN_ZONE, actors=(MILITIAS,), when=day("2023-12-09")),),
    "c": (
        report(article="c", place=KHARKIV, killed=Count(40, 40)),
        report(article="c", place=GOMA, trigger_start=30, killed=Count(2, 2)),
    ),
    "d": (report(article="d", place=KHARKIV, killed=Count(38, 40)),),
}
KINDS = ["confirm", "reject", "killed", "actor", "merge", "different", "split", "add", "note", "undo"]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("machine")).path.parent


def filled(folder: Path) -> Store:
    store = Store(folder / "events.geojson")
    with store.writing() as writer:
        for id, reports in TOLD.items():
            writer.add(ArticleRecord(article(id), "test", reports))
        writer.commit()
    return store


def decision(kind: str, number: int, events: list[Event], entries: list[Entry]) -> Decision | None:
    """Return a decision of this kind that the events allow, as the page would."""
    event, other = events[number % len(events)], events[(number + 1) % len(events)]
    if kind == "killed":
        return review.correction(event, "killed", Count(number, None), who="Ann")
    if kind == "actor":
        return review.correction(event, "actor", RUSSIA, who="Ann")
    if kind in ("merge", "different"):
        return review.answer(kind, event, other, who="Ann") if event.id != other.id else None
    if kind == "split":
        return review.split(event, event.reports[1:], who="Ann") if len(event.reports) > 1 else None
    if kind == "add":
        after = entries[-1].hash if entries else ""
        return review.by_hand(
            type="arson", when=day("2023-12-08"), place=GREEN_ZONE, actor=None, killed=Count(),
            injured=Count(), told="A driver saw it.", who="Ann", after=after,
        )  # fmt: skip
    if kind == "undo":
        free = sorted(review.undoable(entries) & {entry.id for entry in active(entries)})
        found = [entry for entry in entries if entry.id in free]
        return review.undo(found[number % len(found)], who="Ann") if found else None
    return review.answer(kind, event, who="Ann")


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 9)), max_size=8), st.integers(0, 8))
@example([("merge", 8), ("merge", 7), ("merge", 0), ("undo", 0)], 3)  # a joining in the store is taken back
@example([("split", 6), ("split", 5), ("confirm", 8), ("different", 3)], 3)  # a part was parted in the store
@settings(max_examples=25, deadline=None)
def test_what_stands_is_what_a_renewed_store_has(
    machine: Path, asked: list[tuple[str, int]], known: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(machine, folder, dirs_exist_ok=True)
        store = Store(Path(folder) / "events.geojson")
        journal = Journal(store.journal_path)
        held = Cache.open(store)
        entries: list[Entry] = []
        for at, (kind, number) in enumerate(asked):
            if at == known:
                review.renew(store)
                held, seen = Cache.open(store), len(entries)
            pending = entries[seen:] if at >= known else entries
            now = standing(held, entries, pending=pending)
            made = decision(kind, number, sorted(now.values(), key=lambda event: event.id), entries)
            if made is not None:
                entries.append(journal.append(made, time=NOON))
        pending = entries[seen:] if len(asked) > known else entries
        now = standing(held, entries, pending=pending)
        review.renew(store)
        renewed = {event.id: event for event in store.events()}
        assert dict(now) == renewed
        assert len(now) == len(renewed)
        assert now.outline.sort_values("id")["status"].tolist() == [
            renewed[id].status for id in sorted(renewed)
        ]


def test_an_event_that_is_gone_is_in_no_part_of_what_stands(tmp_path: Path) -> None:
    held = Cache.open(filled(tmp_path))
    first, *others = held
    now = Standing(held, {first: None})
    assert first not in now
    assert list(now) == others
    assert now.outline["id"].tolist() == others
    with pytest.raises(KeyError):
        now[first]


def test_the_outline_has_the_columns_of_the_table(tmp_path: Path) -> None:
    held = Cache.open(filled(tmp_path))
    event = held[next(iter(held))]
    now = Standing(held, {event.id: event})
    assert set(now.outline["id"]) == set(held)
    assert list(now.outline.columns) == list(query.table([])[OUTLINE].columns)


def test_an_event_that_is_decided_on_keeps_the_id_that_earlier_builds_gave_it(tmp_path: Path) -> None:
    store = filled(tmp_path)
    kept = [replace(event, id=f"{event.id}-kept") for event in store.events()]
    replace_file(store.path, features.lines(kept), error=StoreError)
    entry = Journal(store.journal_path).append(review.answer("confirm", kept[0], who="Ann"), time=NOON)
    now = standing(Cache.open(store), [entry], pending=[entry])
    assert set(now) == {event.id for event in kept}
    assert now[kept[0].id].status == "confirmed"


def test_the_number_of_unread_events_follows_each_decision(tmp_path: Path) -> None:
    store = filled(tmp_path)
    held = Cache.open(store)
    first, *others = held.values()
    journal = Journal(store.journal_path)
    entries = [journal.append(review.answer("confirm", first, who="Ann"), time=NOON)]
    assert standing(held, [], pending=[]).unread == len(held)
    assert standing(held, entries, pending=entries).unread == len(others)
    entries.append(journal.append(review.undo(entries[0], who="Ann"), time=NOON))
    assert standing(held, entries, pending=entries).unread == len(held)
