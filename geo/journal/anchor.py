"""How much of a journal a store was made with, and whether the journal still holds that.

The chain of hashes does not tell that a journal's last lines were cut off: what is left is a whole journal.
The store tells it, which keeps the number of the entries that it was made with and the hash of the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geo.journal.entry import START, Entry


@dataclass(frozen=True, slots=True)
class Anchor:
    """The first `entries` entries, of which `last` is the last one's hash; START where there are none."""

    entries: int
    last: str


def anchor(entries: Sequence[Entry]) -> Anchor:
    """Return the anchor of a whole journal."""
    return Anchor(len(entries), entries[-1].hash if entries else START)


def lost(entries: Sequence[Entry], held: Anchor) -> str | None:
    """Return what is wrong with a journal that does not begin as the one of the anchor; None if it does."""
    if len(entries) < held.entries:
        return f"holds {len(entries)} of the {held.entries} decisions that the store was made with"
    if anchor(entries[: held.entries]) != held:
        return "is not the journal that the store was made with"
    return None
