"""The analysts' decisions: an append-only file beside the store, and what they make of the machine's events.

The store is `apply(machine's events, Journal.entries())`. The format stands in docs/journal.md.
"""

from geo.journal.anchor import Anchor, anchor, lost
from geo.journal.entry import BY_HAND, Decision, Entry, Field, Kind, Reference, Telling, reference
from geo.journal.file import Journal
from geo.journal.naming import machine_ids
from geo.journal.replay import active, apply, last, placed, unplaced

__all__ = [
    "BY_HAND",
    "Anchor",
    "Decision",
    "Entry",
    "Field",
    "Journal",
    "Kind",
    "Reference",
    "Telling",
    "active",
    "anchor",
    "apply",
    "last",
    "lost",
    "machine_ids",
    "placed",
    "reference",
    "unplaced",
]
