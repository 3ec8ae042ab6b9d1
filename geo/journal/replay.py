"""The machine's events and the entries of a journal -> the events as the analysts have them. Pure.

Entries work in the order of the file, those that were undone not at all. What cannot be placed, because no
event has the reports it names any more, is handed back and never dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import msgspec

from geo.journal.entry import Entry, Field, Kind, Reference
from geo.journal.fields import corrected
from geo.journal.matching import Matcher, distance, may_be
from geo.merge import combined
from geo.model import Event, Report, Status

Fixed = dict[Field, Entry]  # the last correction of each field


def apply(events: Iterable[Event], entries: Sequence[Entry]) -> tuple[list[Event], list[Entry]]:
    """Return the events, by day and id, and the entries that found no event to work on."""
    standing = active(entries)
    state = _State(events, standing)
    unplaced = [entry for entry in standing if not _WORK[entry.kind](state, entry)]
    return state.events.listed(), unplaced


def active(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries that hold, without undos and what they undo; an undo can be undone."""
    undone: set[str | None] = set()
    for entry in reversed(entries):
        if entry.kind == "undo" and entry.id not in undone:
            undone.add(entry.undoes)
    return [entry for entry in entries if entry.kind != "undo" and entry.id not in undone]


def placed(events: Iterable[Event], entries: Sequence[Entry]) -> Mapping[str, Sequence[str]]:
    """Return, by the id of each entry, the ids of those of its events that are among `events` as they now
    are.
    """
    matcher = Matcher(events, entries)
    found = {entry.id: [matcher.find(each) for each in entry.events] for entry in entries}
    return {id: list(dict.fromkeys(event for event in ids if event)) for id, ids in found.items()}


def unplaced(events: Iterable[Event], entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries that hold and of which an event is not among `events`, a store's: what `apply`
    handed back when it was written.
    """
    standing = active(entries)
    matcher = Matcher(events, standing)
    return [entry for entry in standing if matcher.find_all(entry) is None]


def last(entries: Sequence[Entry], event: str) -> Entry | None:
    """Return the last entry on the event of this id."""
    return next((each for each in reversed(entries) if any(e.id == event for e in each.events)), None)


class _State:
    """Events as they change, and which of their fields an analyst has set."""

    def __init__(self, events: Iterable[Event], entries: Sequence[Entry]) -> None:
        self.events = Matcher(events, entries)
        self.fixed: dict[str, Fixed] = {}

    def put(self, event: Event, fixed: Fixed) -> None:
        """Put an event made of reports, with the corrections that go with it."""
        for field, entry in fixed.items():
            event = corrected(event, field, before=entry.before, after=entry.after)
        self.events.put(event)
        self.fixed[event.id] = fixed


def _note(state: _State, entry: Entry) -> bool:
    return state.events.find_all(entry) is not None


def _confirm(state: _State, entry: Entry) -> bool:
    """A corrected event stays one: that it was corrected is the more that is known of it."""
    return _with_status(state, entry, lambda status: status if status == "corrected" else "confirmed")


def _reject(state: _State, entry: Entry) -> bool:
    return _with_status(state, entry, lambda status: "rejected")


def _with_status(state: _State, entry: Entry, become: Callable[[Status], Status]) -> bool:
    ids = state.events.find_all(entry) or []
    for event in map(state.events.__getitem__, ids):
        state.events.put(replace(event, status=become(event.status)))
    return bool(ids)


def _correct(state: _State, entry: Entry) -> bool:
    ids = state.events.find_all(entry)
    if ids is None or entry.field is None:
        return False
    event = state.events[ids[0]]
    try:
        event = corrected(event, entry.field, before=entry.before, after=entry.after)
    except msgspec.ValidationError:
        return False
    state.events.put(replace(event, status=_touched(event.status)))
    fixed = state.fixed.setdefault(event.id, {})
    fixed[entry.field] = entry
    return True


def _merge(state: _State, entry: Entry) -> bool:
    """Make the events one that keeps the id and, where both are corrected, the corrections of the first."""
    ids = state.events.find_all(entry)
    if ids is None:
        return False
    one, *others = dict.fromkeys(ids)
    if others:
        members = [state.events[id] for id in (one, *others)]
        fixed: Fixed = {}
        for id in (*others, one):
            fixed |= state.fixed.pop(id, {})
            state.events.drop(id)
        whole = combined(report for member in members for report in member.reports)
        state.put(replace(whole, id=one, status="corrected"), fixed)
    return True


def _part(state: _State, entry: Entry) -> bool:
    """Make the second event of the entry one of its own, where a reading has it in the first."""
    ids = state.events.find_all(entry)
    if ids is None or len(ids) != 2 or entry.events[0].id == entry.events[1].id:
        return False
    if ids[0] != ids[1]:
        return True
    event, other = state.events[ids[0]], entry.events[1]
    off = _reports(event, other)
    rest = [report for report in event.reports if report not in off]
    stays = event.id if event.id != other.id else entry.events[0].id
    taken = {stays, other.id} - {event.id}
    if not rest or any(id in state.events for id in taken):
        return False
    fixed = state.fixed.pop(event.id, {})
    state.events.drop(event.id)
    state.put(replace(combined(rest), id=stays, status=_touched(event.status)), fixed)
    state.put(replace(combined(off), id=other.id, status="corrected"), {})
    return True


def _reports(event: Event, reference: Reference) -> list[Report]:
    """Return the reports of the event that the reference names."""
    found: list[Report] = []
    for told in reference.reports:
        near = [report for report in event.reports if may_be(report, told)]
        if near:
            found.append(min(near, key=lambda report: distance(report, told)))
    return found


def _add(state: _State, entry: Entry) -> bool:
    try:
        event = msgspec.convert(entry.after, Event)
    except msgspec.ValidationError:
        return False
    if event.id in state.events:
        return False
    state.events.put(event)
    return True


def _touched(status: Status) -> Status:
    """A rejected event that is corrected stays rejected until somebody confirms it."""
    return "rejected" if status == "rejected" else "corrected"


_WORK: Mapping[Kind, Callable[[_State, Entry], bool]] = {
    "confirm": _confirm,
    "reject": _reject,
    "correct": _correct,
    "move": _correct,
    "merge": _merge,
    "split": _part,
    "different": _part,
    "add": _add,
    "note": _note,
}
