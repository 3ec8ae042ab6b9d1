"""Kill who decides at a random moment, again and again: no decision is lost or doubled, and the store opens.

`decide_forever` keeps decisions and has the store follow, as the Review page does; `note_forever` appends to
a journal and does no more. Both say what they were told is kept.
"""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from geo import review
from geo.journal import Journal, apply
from geo.store import Store, checking
from tests.journal.decisions import decision
from tests.soak.killing import batch, built, killed

LONGEST_S = 0.3  # between the first decision and the kill: some renewals of the store
LONGEST_NOTES_S = 0.05


def decide_forever(say: Connection, path: Path, who: str) -> None:
    """Confirm and reject one event after the other."""
    store = Store(path)
    for number in itertools.count():
        events = store.events()
        kind = ("confirm", "reject")[number % 2]
        answer = review.answer(kind, events[number % len(events)], who=who, why=str(number))  # type: ignore[arg-type]
        review.decide(store, answer, time=dt.datetime.now(dt.UTC), opened={})
        say.send(str(number))
        review.renew(store)


def note_forever(say: Connection, path: Path, who: str) -> None:
    """Append long notes."""
    for number in itertools.count():
        made = decision("note", who=who, why=f"{number}" + " " * 3000)
        Journal(path).append(made, time=dt.datetime.now(dt.UTC))
        say.send(str(number))


def reviews_killed(folder: Path, times: int, chance: Random) -> int:
    """Kill so many reviews of one store, look at it each time, and return how many decisions it then holds;
    raise AssertionError saying what is lost or doubled.
    """
    store, told = Store(folder / "events.geojson"), set[tuple[str, str]]()
    built(store, batch(0, version=1))
    machine = store.events()
    for kill in range(times):
        wait_s = chance.uniform(0, LONGEST_S)
        told |= {(f"w{kill}", n) for n in killed(decide_forever, store.path, f"w{kill}", wait_s=wait_s)}
        moment = f"killed after {wait_s:.4f} s"
        assert [replace(each, status="machine") for each in store.events()] == machine, moment
        _nothing_lost(Journal(store.journal_path), told, moment)
    review.renew(store)
    entries = Journal(store.journal_path).entries()
    assert store.events() == apply(machine, entries)[0]
    assert list(checking.findings(store)) == []
    return len(entries)


def notes_killed(folder: Path, times: int, chance: Random) -> int:
    """Kill so many who append to one journal, and return how many entries it then holds; raise AssertionError
    saying what is lost or doubled.
    """
    journal, told = Journal(folder / "notes.journal.jsonl"), set[tuple[str, str]]()
    for kill in range(times):
        wait_s = chance.uniform(0, LONGEST_NOTES_S)
        told |= {(f"w{kill}", n) for n in killed(note_forever, journal.path, f"w{kill}", wait_s=wait_s)}
        _nothing_lost(journal, told, f"killed after {wait_s:.4f} s")
    return len(journal.entries())


def _nothing_lost(journal: Journal, told: set[tuple[str, str]], moment: str) -> None:
    """Every decision that was said to be kept stands in the journal, and none twice."""
    kept = [(entry.who, entry.why.strip()) for entry in journal.entries()]
    assert len(kept) == len(set(kept)), moment
    assert told <= set(kept), f"{moment}: {sorted(told - set(kept))} lost"
