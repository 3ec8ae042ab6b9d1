"""Made-up decisions for tests."""

from __future__ import annotations

import datetime as dt
from typing import Any

from geo.journal import Decision, Entry, reference
from geo.journal.entry import START, seal
from geo.model import Event

NOON = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def decision(kind: Any = "confirm", *events: Event, **more: Any) -> Decision:
    """Return a decision of Ann on events as they now are."""
    return Decision(**{"who": "Ann", "kind": kind, "events": tuple(map(reference, events)), **more})


def chain(*decisions: Decision) -> list[Entry]:
    """Return the decisions as a journal would keep them."""
    entries: list[Entry] = []
    for each in decisions:
        entries.append(seal(each, time=NOON, previous=entries[-1].hash if entries else START))
    return entries
