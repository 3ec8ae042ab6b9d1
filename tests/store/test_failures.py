"""Full disk, read-only folder, second writer, junk: one clear line, and the last good state is kept."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import os
import subprocess
import sys
import tempfile
import threading
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from geo import cli, review
from geo.cache import Cache
from geo.errors import StoreError
from geo.journal import Journal
from geo.model import Count
from geo.store import ArticleRecord, Store, checking
from tests import factories
from tests.factories import article
from tests.journal.decisions import NOON, decision
from tests.soak.killing import batch, built

ROOT = Path(__file__).parents[2]
NOBODY = 65534


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "events.geojson")
    built(store, batch(0, version=1))
    return store


def state(store: Store) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (store.path, store.reports_path)}


def in_a_process_of_its_own(prepare: str, act: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Run `act` on the store after `prepare` has taken something away from the process."""
    code = f"""
import datetime as dt, os, resource
from geo import review
from geo.cache import Cache
from geo.errors import StoreError
from geo.store import Store
from tests.soak.killing import batch, built
store = Store({os.fspath(path)!r})
{prepare}
try:
    {act}
except StoreError as error:
    print(error)
"""
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)


@pytest.mark.parametrize("limit", [0, 100, 3_000, 9_000])
def test_a_full_disk_is_one_line_and_the_store_is_as_it_was(store, limit):
    """A limit on a file's size fails a write in its middle, as a full disk does, for any user."""
    before = state(store)
    full = f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))"
    result = in_a_process_of_its_own(full, "built(store, batch(1, version=1))", store.path)
    (line,) = result.stdout.splitlines()
    assert "cannot be written (File too large)" in line
    assert state(store) == before
    built(store, batch(1, version=1))
    assert len(store.events()) == 24
    assert list(checking.findings(store)) == []


def test_a_disk_too_full_for_a_cache_is_one_line_too(store):
    full = "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))"
    result = in_a_process_of_its_own(full, "Cache.open(store)", store.path)
    (line,) = result.stdout.splitlines()
    assert "cannot be written (" in line
    assert len(Cache.open(store)) == 12


def test_a_folder_that_may_not_be_written_is_one_line_and_can_be_read():
    """Root may write anywhere, so the process gives up being root first."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "events.geojson")
        built(store, batch(0, version=1))
        Path(folder).chmod(0o555)
        store.lock_path.chmod(0o444)
        drop = f"os.getuid() or os.setuid({NOBODY})"
        writing = in_a_process_of_its_own(drop, "built(store, batch(1, version=1))", store.path)
        reading = in_a_process_of_its_own(
            drop, "print(len(Cache.open(store)), len(store.events()))", store.path
        )
        Path(folder).chmod(0o755)
    (line,) = writing.stdout.splitlines()
    assert "cannot be written" in line
    assert reading.stdout.split() == ["12", "12"]


def test_of_two_writers_the_second_is_told_to_wait(store):
    with store.writing() as writer:
        writer.add(ArticleRecord(article("n500"), "1"))
        result = in_a_process_of_its_own("", "built(store, batch(1, version=1))", store.path)
        writer.commit()
    assert "another process is building this store; wait for it to end" in result.stdout
    assert len(store.articles()) == 13


def test_readers_see_a_whole_store_while_another_process_writes(store):
    spawn = multiprocessing.get_context("spawn")
    enough = spawn.Event()
    writing = spawn.Process(target=_write_again_and_again, args=(store.path, enough))
    writing.start()
    seen, looked = set(), 0
    while writing.is_alive() and (looked < 20 or len(seen) < 2):
        seen |= {len(store.events()), len(Cache.open(store))}
        looked += 1
    enough.set()
    writing.join()
    assert writing.exitcode == 0
    assert seen == {12, 24}


def _write_again_and_again(path: Path, enough: Event) -> None:
    store = Store(path)
    while not enough.is_set():
        built(store, batch(1, version=1))
        with store.writing() as writer:
            for told in batch(1, version=1):
                writer.forget(told.id)
            writer.commit()


@pytest.mark.parametrize("damage", [lambda whole: whole[: len(whole) // 2], lambda whole: b"\0" * len(whole)])
def test_a_build_over_a_damaged_store_makes_it_anew_from_what_was_read(store, damage):
    before = state(store)
    store.path.write_bytes(damage(store.path.read_bytes()))
    assert len(list(checking.findings(store))) == 1
    built(store, [])
    assert state(store) == before


@pytest.mark.parametrize("junk", [b"junk\n", b"\0" * 100 + b"\n", b"{}\n"])
def test_junk_in_what_was_read_stops_a_build_and_leaves_the_events(store, junk):
    events = store.events()
    with store.reports_path.open("ab") as file:
        file.write(junk)
    before = state(store)
    with pytest.raises(StoreError, match=r"reports\.jsonl:13: not a record of an article .* restore a copy"):
        built(store, batch(1, version=1))
    assert (state(store), store.events()) == (before, events)


def test_a_clock_moved_back_changes_nothing(store):
    old = 10**9  # 2001
    for path in store.path.parent.iterdir():
        os.utime(path, (old, old))
    built(store, batch(1, version=1))
    for path in store.path.parent.iterdir():
        os.utime(path, (old - 10, old - 10))
    assert len(Cache.open(store)) == 24
    assert list(checking.findings(store)) == []


def test_a_clock_moved_back_between_decisions_does_not_change_their_order(store):
    event, journal = store.events()[0], Journal(store.journal_path)
    for kind, time in (("confirm", NOON), ("reject", NOON - dt.timedelta(days=900))):
        journal.append(decision(kind, event), time=time)
    built(store, [])
    assert {found.id: found.status for found in store.events()}[event.id] == "rejected"
    assert list(checking.findings(store)) == []


DAMAGE = {
    "cut off": lambda whole: whole[: len(whole) // 2],
    "cut off behind a line": lambda whole: b"".join(whole.splitlines(keepends=True)[:4]),
    "zeros": lambda whole: bytes(len(whole)),
    "junk behind": lambda whole: whole + b"junk",
    "empty": lambda whole: b"",
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_store_is_one_line_of_a_command_and_one_build_makes_it_good(store, damage, capsys):
    before = state(store)
    store.path.write_bytes(damage(store.path.read_bytes()))
    output = store.path.with_name("out.csv")
    assert cli.main(["export", "--store", str(store.path), "--output", str(output)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert "events.geojson: not a Dateline store" in line
    assert not output.exists()
    built(store, [])
    assert state(store) == before


@pytest.mark.parametrize("limit", [0, 50, 2_000])
def test_a_decision_on_a_full_disk_is_one_line_and_the_journal_is_as_it_was(store, limit):
    decide = "review.decide(store, review.answer('reject', store.events()[0], who='Ann', why='x' * 2000), "
    decide += "time=dt.datetime.now(dt.UTC), opened={})"
    in_a_process_of_its_own("", decide, store.path)
    before = store.journal_path.read_bytes()
    full = f"resource.setrlimit(resource.RLIMIT_FSIZE, ({len(before) + limit},) * 2)"
    result = in_a_process_of_its_own(full, decide, store.path)
    (line,) = result.stdout.splitlines()
    assert "journal.jsonl: cannot be written (" in line
    assert store.journal_path.read_bytes() == before


def test_what_a_killed_writer_left_half_written_is_swept_by_the_next(store):
    left = store.path.with_name(f".{store.path.name}.12345.tmp")
    left.write_bytes(b"half")
    built(store, [])
    assert not left.exists()


def test_many_threads_read_events_of_one_cache_at_once(store):
    cache = Cache.open(store)
    expected = store.events()
    found: list[bool] = []
    threads = [
        threading.Thread(target=lambda: found.append(list(cache.values()) == expected)) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 8


@pytest.mark.parametrize("kept_lines", [0, 3])
def test_a_build_does_not_go_on_without_articles_that_the_events_tell_of(store, kept_lines):
    lines = store.reports_path.read_bytes().splitlines(keepends=True)
    lost = len(lines) - kept_lines
    store.reports_path.write_bytes(b"".join(lines[:kept_lines]))
    before = state(store)
    with pytest.raises(StoreError, match=rf"reports\.jsonl: lacks n.* and {lost - 5} more, of which events"):
        built(store, batch(1, version=1))
    assert state(store) == before
    built(store, [*batch(0, version=1), *batch(1, version=1)])
    assert len(store.events()) == 2 * len(batch(0, version=1))
    assert list(checking.findings(store)) == []


def test_a_build_goes_on_where_reports_are_gone_that_were_withdrawn(store):
    first = batch(0, version=1)[0]
    with store.writing() as writer:
        writer.forget(first.id)
        writer.commit()
    built(store, batch(1, version=1))
    assert first.id not in {report.source.article_id for event in store.events() for report in event.reports}


def test_an_event_added_by_hand_is_nothing_wrong(store):
    made = review.by_hand(
        type="arson", when=factories.day("2023-12-08"), place=factories.GREEN_ZONE, actor=None,
        killed=Count(), injured=Count(), told="A driver saw it.", who="Ann", after="",
    )  # fmt: skip
    review.decide(store, made, time=NOON, opened={})
    review.renew(store)
    assert any(event.type == "arson" for event in store.events())
    assert list(checking.findings(store)) == []
