"""The journal's file: only appended to, through the disk, and nothing typed is lost."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import ChangedError, JournalError
from geo.journal import Decision, Journal, Reference, Telling, last
from geo.journal import file as journal_file
from tests import factories
from tests.journal.decisions import NOON, decision

ROOT = Path(__file__).parents[2]
texts = st.text(max_size=20) | st.sampled_from(factories.ATTACKS)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
tellings = st.builds(Telling, article=texts, trigger_start=st.integers(0, 999), type=texts)
references = st.builds(Reference, id=texts, reports=st.lists(tellings, max_size=2).map(tuple))
decisions = st.builds(
    Decision,
    who=texts,
    kind=st.sampled_from(["confirm", "reject", "note", "correct", "merge"]),
    events=st.lists(references, max_size=2).map(tuple),
    field=st.none() | st.sampled_from(["actor", "date", "type"]),
    before=plain,
    after=plain,
    why=texts,
)
times = st.datetimes(timezones=st.just(dt.UTC))


def journal(folder: Path) -> Journal:
    return Journal(folder / "events.journal.jsonl")


def note(journal: Journal, said: str) -> None:
    journal.append(decision("note", why=said), time=NOON)


def said(journal: Journal) -> list[str]:
    return [entry.why for entry in journal.entries()]


@settings(deadline=None)
@given(st.lists(st.tuples(decisions, times), max_size=4))
def test_what_is_appended_is_read_in_its_order_whatever_the_clock_says(tmp_path_factory, written):
    kept = journal(tmp_path_factory.mktemp("journal"))
    entries = [kept.append(each, time=time) for each, time in written]
    assert kept.entries() == entries
    for entry, (each, time) in zip(entries, written, strict=True):
        names = Decision.__dataclass_fields__
        assert {name: getattr(entry, name) for name in names} == {name: getattr(each, name) for name in names}
        assert entry.time == time


def test_half_a_character_is_replaced_before_it_is_sealed(tmp_path):
    kept = journal(tmp_path)
    note(kept, "\ud83d torn")
    assert said(kept) == ["? torn"]


@settings(max_examples=60, deadline=None)  # the disk takes as long as it likes
@given(cut=st.integers(1, 2000), data=st.data())
def test_any_torn_end_is_set_aside_and_all_before_it_is_kept(tmp_path_factory, cut, data):
    kept = journal(tmp_path_factory.mktemp("journal"))
    for number in range(3):
        note(kept, f"entry {number} {data.draw(texts)}")
    whole = kept.path.read_bytes()
    before = said(kept)
    least = len(whole) - len(whole.splitlines(keepends=True)[-1])
    torn = whole[: max(len(whole) - cut, least)]
    kept.path.write_bytes(torn)
    note(kept, "next")
    assert said(kept) in ([*before, "next"], [*before[:2], "next"])
    end = torn.rpartition(b"\n")[2]
    aside = kept.torn_path.read_bytes() if kept.torn_path.exists() else b""
    assert aside == (end + b"\n" if end and len(said(kept)) == 3 else b"")


@settings(deadline=None)
@given(junk=st.binary(min_size=1, max_size=40).filter(lambda junk: b"\n" not in junk))
def test_junk_behind_the_last_line_is_kept_beside_the_journal(tmp_path_factory, junk):
    kept = journal(tmp_path_factory.mktemp("journal"))
    note(kept, "first")
    with kept.path.open("ab") as file:
        file.write(junk)
    assert said(kept) == ["first"]
    note(kept, "second")
    assert said(kept) == ["first", "second"]
    assert kept.torn_path.read_bytes() == junk + b"\n"


def test_a_line_that_lacks_only_its_break_is_an_entry_like_any_other(tmp_path):
    kept = journal(tmp_path)
    note(kept, "first")
    kept.path.write_bytes(kept.path.read_bytes()[:-1])
    assert said(kept) == ["first"]
    note(kept, "second")
    assert said(kept) == ["first", "second"]
    assert not kept.torn_path.exists()


def _lines(kept: Journal) -> list[bytes]:
    return kept.path.read_bytes().splitlines(keepends=True)


def test_a_changed_word_is_named_with_its_line(tmp_path):
    kept = journal(tmp_path)
    for word in ("one", "two", "three"):
        note(kept, word)
    kept.path.write_bytes(kept.path.read_bytes().replace(b"two", b"2"))
    with pytest.raises(JournalError, match=r"events\.journal\.jsonl:2: was changed after it was written"):
        kept.entries()
    with pytest.raises(JournalError, match=r":2:"):
        note(kept, "four")


@pytest.mark.parametrize("order", [(0, 2), (1, 2), (0, 2, 1), (0, 0, 1, 2)])
def test_a_line_taken_out_moved_or_put_in_breaks_the_chain(tmp_path, order):
    kept = journal(tmp_path)
    for word in ("one", "two", "three"):
        note(kept, word)
    lines = _lines(kept)
    kept.path.write_bytes(b"".join(lines[at] for at in order))
    with pytest.raises(JournalError, match="does not follow the line before"):
        kept.entries()


@pytest.mark.parametrize("junk", [b"{}", b"[]", b"\x00\x00", b"\xff", b"null", b'{"id": 1}', b""])
def test_a_damaged_line_is_one_message_with_the_way_out(tmp_path, junk):
    kept = journal(tmp_path)
    kept.path.write_bytes(junk + b"\n")
    with pytest.raises(JournalError, match=r":1: not an entry of a journal .* restore a copy") as raised:
        kept.entries()
    assert "\n" not in str(raised.value)


def test_a_line_with_a_name_of_a_later_version_still_reads(tmp_path):
    kept = journal(tmp_path)
    note(kept, "first")
    content = json.loads(_lines(kept)[0]) | {"certainty": 3}
    from geo.journal import entry

    content["hash"] = entry._digest({k: v for k, v in content.items() if k not in ("id", "hash")})
    content["id"] = content["hash"][: entry.ID_LENGTH]
    kept.path.write_text(json.dumps(content))  # its line break was lost
    assert said(kept) == ["first"]
    note(kept, "second")
    assert said(kept) == ["first", "second"]


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path):
    blocker = tmp_path / "file"
    blocker.write_text("")
    with pytest.raises(JournalError, match="cannot be written"):
        note(journal(blocker), "lost")


def test_a_full_disk_is_named_and_the_journal_is_as_it_was(tmp_path, monkeypatch):
    kept = journal(tmp_path)
    note(kept, "first")
    before = kept.path.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(JournalError, match="No space left on device"):
            note(kept, "second")
    assert kept.path.read_bytes() == before
    note(kept, "second")
    assert said(kept) == ["first", "second"]


def test_a_held_lock_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(journal_file, "LOCK_TIMEOUT_S", 0.05)
    kept = journal(tmp_path)
    with FileLock(kept.lock_path), pytest.raises(JournalError, match="another process"):
        note(kept, "never")


def test_who_decides_on_what_another_has_decided_on_is_told_who_and_what(tmp_path):
    kept, event = journal(tmp_path), factories.event("e1")
    opened = {"e1": None}
    kept.append(decision("reject", event, who="Ben"), time=NOON, opened=opened)
    with pytest.raises(ChangedError, match="Ben decided on e1 since it was opened: reject"):
        kept.append(decision("confirm", event), time=NOON, opened=opened)
    newest = last(kept.entries(), "e1")
    kept.append(decision("confirm", event), time=NOON, opened={"e1": newest.hash})
    assert [entry.kind for entry in kept.entries()] == ["reject", "confirm"]


WRITES = """
import datetime as dt, sys
from geo.journal import Decision, Journal
for number in range(int(sys.argv[3])):
    entry = Journal(sys.argv[1]).append(
        Decision(who=sys.argv[2], kind="note", why=f"{number}" + "x" * 3000), time=dt.datetime.now(dt.UTC))
    print(entry.why[:9].rstrip("x"), flush=True)
"""


def writing(kept: Journal, who: str, times: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITES, os.fspath(kept.path), who, str(times)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def test_two_processes_that_append_at_once_lose_nothing_and_keep_the_chain(tmp_path):
    kept = journal(tmp_path)
    for process in [writing(kept, "Ann", 40), writing(kept, "Ben", 40)]:
        process.communicate(timeout=60)
        assert process.returncode == 0
    for who in ("Ann", "Ben"):
        own = [int(entry.why.rstrip("x")) for entry in kept.entries() if entry.who == who]
        assert own == list(range(40))
