"""The store tells what the journal cannot: that its last lines were cut off, or that it is another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo import cli, review
from geo.cache import Cache
from geo.errors import JournalError
from geo.journal import Journal
from geo.store import Store, checking
from tests.journal.decisions import NOON
from tests.soak.killing import batch, built


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store made with three decisions."""
    store = Store(tmp_path / "events.geojson")
    built(store, batch(0, version=1))
    for event in store.events()[:3]:
        decide(store, event)
    built(store, [])
    return store


def decide(store: Store, event, kind="reject", who="Ann") -> None:
    Journal(store.journal_path).append(review.answer(kind, event, who=who), time=NOON)


def cut(store: Store, *, to: int) -> None:
    lines = store.journal_path.read_bytes().splitlines(keepends=True)
    store.journal_path.write_bytes(b"".join(lines[:to]))


def test_a_store_that_has_every_decision_is_well(store, capsys):
    assert list(checking.findings(store)) == []
    assert cli.main(["verify", "--store", str(store.path)]) == 0


@pytest.mark.parametrize("left", [0, 1, 2])
def test_a_journal_without_its_last_lines_is_named_and_stops_a_build(store, left, capsys):
    before = store.path.read_bytes()
    cut(store, to=left)
    said = f"holds {left} of the 3 decisions that the store was made with; restore a copy of the journal"
    (finding,) = checking.findings(store)
    assert said in finding
    assert cli.main(["verify", "--store", str(store.path)]) == 1
    assert said in capsys.readouterr().err
    with pytest.raises(JournalError, match=said):
        built(store, batch(1, version=1))
    assert store.path.read_bytes() == before


def test_nothing_is_decided_behind_a_cut_where_it_would_hide_what_is_lost(store):
    cut(store, to=2)
    before = store.journal_path.read_bytes()
    decision = review.answer("confirm", store.events()[4], who="Ann")
    with pytest.raises(JournalError, match=r"holds 2 of the 3 decisions .* restore a copy of the journal"):
        review.decide(store, decision, time=NOON, opened={})
    assert store.journal_path.read_bytes() == before


def test_a_journal_that_is_gone_is_named_too_and_the_way_out_leads_out(store):
    store.journal_path.unlink()
    with pytest.raises(JournalError, match=f"or remove {store.path.name} to build it without them"):
        built(store, [])
    store.path.unlink()
    built(store, [])
    assert {event.status for event in store.events()} == {"machine"}
    assert list(checking.findings(store)) == []


def test_a_journal_written_anew_is_not_taken_for_the_old_one(store):
    events = store.events()
    store.journal_path.unlink()
    for event in events[:4]:
        decide(store, event, who="Mallory")
    (finding,) = checking.findings(store)
    assert "is not the journal that the store was made with" in finding


def test_decisions_that_the_store_lacks_yet_are_counted_and_a_build_has_them(store):
    decide(store, store.events()[5])
    (finding,) = checking.findings(store)
    assert "holds 1 decisions more than events.geojson was made with; run `build` again" in finding
    built(store, [])
    assert list(checking.findings(store)) == []


def test_a_note_changes_the_store_and_needs_no_new_cache(store):
    Cache.open(store)
    (made,) = store.path.parent.glob(".events.*.parquet")
    before = made.stat().st_ino, store.path.read_bytes()
    decide(store, store.events()[0], kind="note")
    built(store, [])
    Cache.open(store)
    (now,) = store.path.parent.glob(".events.*.parquet")
    assert (now.stat().st_ino, store.path.read_bytes() == before[1]) == (before[0], False)
