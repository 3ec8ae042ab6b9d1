"""The ids that a store has -> the ids that the machine gave.

A store's events stand as the analysts joined and parted them. Were the machine's events named by those, an
event joined to another would lose its own id, and could not have it back when the joining is undone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.journal.entry import Entry

Told = tuple[
    str, int
]  # as `geo.merge.ids_of` has it: article, and where the word stands that names the event


def machine_ids(known: Mapping[Told, str], entries: Sequence[Entry]) -> dict[Told, str]:
    """Return the id of each report's event as it was before the entries joined and parted events, the last
    one taken back first; what they name stands first, so that it gets its id before what came later.
    """
    found = dict(known)
    named: list[Told] = []
    for entry in reversed(entries):
        if entry.kind not in ("merge", "split") or not entry.events:
            continue
        for reference in entry.events:
            whole, part = entry.events[0].id, reference.id
            now, before = (whole, part) if entry.kind == "merge" else (part, whole)
            told = [(each.article, each.trigger_start) for each in reference.reports]
            named += told
            found |= {key: before for key in told if found.get(key) == now}
    return {key: found[key] for key in named if key in found} | found
