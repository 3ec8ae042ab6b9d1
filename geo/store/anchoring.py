"""Whether the journal still holds what the store's file was made with, and what to do where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from geo.errors import JournalError
from geo.journal import Anchor, Entry, lost
from geo.store import sealing


def check(file: BinaryIO | None, entries: Sequence[Entry], *, store: Path, journal: Path) -> Anchor | None:
    """Return how much of the journal the open file of the store at `store` was made with; None where there
    is no file or it does not say. Raise JournalError where the journal's `entries` lack some of that.
    """
    held = sealing.anchor(file) if file else None
    if held and (said := lost(entries, held)):
        out = f"restore a copy of the journal, or remove {store.name} to build it without them"
        raise JournalError(f"{journal}: {said}; {out}")
    return held
