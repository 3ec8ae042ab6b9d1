"""The store follows the journal, and what it lacks yet is shown all the same."""

from __future__ import annotations

from filelock import FileLock
from tests.test_review import filled

from geo import review
from geo.cache import Cache
from geo.journal import Journal
from geo.review import renewing
from geo.review.renewing import Renewal
from geo.review.standing import standing
from geo.store import Store
from tests.journal.decisions import NOON


def decide(store: Store, kind: str) -> list:
    journal = Journal(store.journal_path)
    journal.append(review.answer(kind, store.events()[0], who="Ann"), time=NOON)
    return journal.entries()


def seen(renewal: Renewal, held: Cache, entries: list) -> list:
    return list(standing(held, entries, pending=renewal.pending(entries)).values())


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
    held = Cache.open(store)
    entries = decide(store, "confirm")
    monkeypatch.setattr(renewing, "QUICK_S", -1.0)
    monkeypatch.setattr(renewing, "PATIENCE", 0)
    renewal = Renewal(store)
    with FileLock(store.lock_path):
        assert renewal.renew(entries) is None
        assert statuses(seen(renewal, held, entries)) == ["confirmed"]
        assert statuses(store.events()) == ["machine"]
    renewal.wait()
    renewal.renew(entries)
    renewal.wait()
    assert statuses(store.events()) == ["confirmed"]
    assert renewal.pending(entries) == []
    assert statuses(seen(renewal, Cache.open(store), entries)) == ["confirmed"]


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


def test_what_stands_against_a_large_store_is_said_in_the_words_of_the_command(tmp_path, monkeypatch):
    store = filled(tmp_path)
    entries = decide(store, "reject")
    store.reports_path.unlink()
    monkeypatch.setattr(renewing, "QUICK_S", -1.0)
    monkeypatch.setattr(renewing, "PATIENCE", 0)
    renewal = Renewal(store)
    renewal.renew(entries)
    renewal.wait()
    monkeypatch.setattr(renewing, "PATIENCE", 1e6)
    assert str(renewal.renew(entries)).startswith(str(store.reports_path))
    assert [event.status for event in store.events()] == ["machine"]
