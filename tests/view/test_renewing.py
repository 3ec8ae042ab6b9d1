"""The store follows the journal, and what it lacks yet is shown all the same."""

from __future__ import annotations

from filelock import FileLock

from geo import review
from geo.journal import Journal
from geo.store import Store
from geo.view import renewing
from geo.view.renewing import Renewal
from tests.journal.decisions import NOON
from tests.test_review import filled


def decide(store: Store, kind: str) -> list:
    journal = Journal(store.journal_path)
    journal.append(review.answer(kind, store.events()[0], who="Ann"), time=NOON)
    return journal.entries()


def statuses(events) -> list[str]:
    return [event.status for event in events]


def test_a_small_store_has_a_decision_at_once(tmp_path):
    store = filled(tmp_path)
    entries = decide(store, "confirm")
    renewal = Renewal(store)
    assert renewal.renew(entries) is None
    assert statuses(store.events()) == ["confirmed"]
    assert renewal.pending(entries) == []


def test_a_large_store_shows_a_decision_at_once_and_has_it_soon(tmp_path, monkeypatch):
    store = filled(tmp_path)
    held = store.events()
    entries = decide(store, "confirm")
    monkeypatch.setattr(renewing, "QUICK_S", -1.0)
    monkeypatch.setattr(renewing, "PATIENCE", 0)
    renewal = Renewal(store)
    with FileLock(store.lock_path):
        assert renewal.renew(entries) is None
        assert statuses(renewal.events(held, entries)) == ["confirmed"]
        assert statuses(store.events()) == ["machine"]
    renewal.wait()
    renewal.renew(entries)
    renewal.wait()
    assert statuses(store.events()) == ["confirmed"]
    assert renewal.pending(entries) == []
    assert statuses(renewal.events(store.events(), entries)) == ["confirmed"]


def test_a_store_that_a_build_holds_is_named_and_tried_again(tmp_path, monkeypatch):
    store = filled(tmp_path)
    entries = decide(store, "reject")
    renewal = Renewal(store)
    with FileLock(store.lock_path):
        assert "another process" in str(renewal.renew(entries))
    monkeypatch.setattr(renewing, "PATIENCE", 0)
    renewal.renew(entries)
    renewal.wait()
    assert renewal.renew(entries) is None
    assert statuses(store.events()) == ["rejected"]


def test_an_undo_is_worked_out_anew_and_an_entry_that_is_undone_is_not_shown(tmp_path, monkeypatch):
    store = filled(tmp_path)
    entries = decide(store, "reject")
    renewal = Renewal(store)
    renewal.renew(entries)
    monkeypatch.setattr(renewing, "QUICK_S", -1.0)
    monkeypatch.setattr(renewing, "PATIENCE", 1e6)
    decide(store, "note")
    renewal.renew(Journal(store.journal_path).entries())  # begins to wait
    assert statuses(store.events()) == ["rejected"]
    Journal(store.journal_path).append(review.undo(entries[0], who="Ann"), time=NOON)
    renewal.renew(Journal(store.journal_path).entries())
    assert statuses(store.events()) == ["machine"]
