"""A store's events with all that analysts decided, whether or not the store has it yet.

Only the events that pending decisions are about are made anew, from their reports, so that an answer costs
the same in a store of a hundred events and of a million. The store itself is made of all reports and has the
last word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import pandas as pd

from geo import query
from geo.cache import Cache
from geo.journal import BY_HAND, Entry, active, apply, machine_ids, placed
from geo.merge import ids_of, merge
from geo.model import Event

OUTLINE = [
    "id", "status", "main", "confidence", "killed_min", "killed_max", "injured_min", "injured_max",
]  # fmt: skip


class Standing(Mapping[str, Event]):
    """The events by id: those that the cache holds, but for the changed ones (None: no longer there)."""

    def __init__(self, held: Cache, changed: Mapping[str, Event | None]) -> None:
        self.held, self._changed = held, changed

    def __getitem__(self, id: str) -> Event:
        """Return an event with its reports; raise KeyError for one that is not there."""
        if id not in self._changed:
            return self.held[id]
        event = self._changed[id]
        if event is None:
            raise KeyError(id)
        return event

    def __contains__(self, id: object) -> bool:
        return self._changed[str(id)] is not None if id in self._changed else id in self.held

    def __iter__(self) -> Iterator[str]:
        yield from (id for id in self.held if id not in self._changed)
        yield from (id for id, event in self._changed.items() if event is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def unread(self) -> int:
        """Return how many events nobody has looked at."""
        held = int((self.held.table["status"] == "machine").sum())
        before = (self.held[id] for id in self._changed if id in self.held)
        after = (event for event in self._changed.values() if event)
        return held - _unread(before) + _unread(after)

    @property
    def gone(self) -> set[str]:
        """Return the ids of the events that the cache holds and decisions have taken away."""
        return {id for id, event in self._changed.items() if event is None}

    @cached_property
    def outline(self) -> pd.DataFrame:
        """Return `OUTLINE` of all events, one row each."""
        rows = pd.DataFrame(self.held.table[OUTLINE])
        if not self._changed:
            return rows
        changed = query.table(event for event in self._changed.values() if event is not None)
        return pd.concat([rows[~rows["id"].isin(self._changed)], pd.DataFrame(changed[OUTLINE])])

    def concerning(self, entries: Collection[Entry]) -> list[Event]:
        """Return the events that the entries may be about, by id or by an article."""
        named = {reference.id for entry in entries for reference in entry.events}
        found = {event.id: event for event in self.held.reporting(*_articles(entries))}
        ids = dict.fromkeys([*found, *named, *self._changed])
        held = {id: event for id, event in found.items() if id not in self._changed}
        return [held.get(id) or self[id] for id in ids if id in self]


def standing(held: Cache, entries: Sequence[Entry], *, pending: Sequence[Entry]) -> Standing:
    """Return the events as all entries have them, where the cache may lack the pending ones, the last of the
    journal. That it has some of them does no harm: each event is worked out from its reports.
    """
    if not pending:
        return Standing(held, {})
    by_id = {entry.id: entry for entry in entries}
    news = [*pending, *(by_id[entry.undoes] for entry in pending if entry.undoes in by_id)]
    decided = active(entries)
    before = _about(held, news, [entry for entry in decided if len(entry.events) > 1])
    told = _articles(news) | _told(before)
    about = [entry for entry in decided if told & _articles([entry])]
    after = _anew(held, before, about, known=machine_ids(ids_of(before), entries))
    return Standing(held, {event.id: None for event in before} | {event.id: event for event in after})


def _about(held: Cache, news: Sequence[Entry], pairs: Sequence[Entry]) -> list[Event]:
    """Return the events that the news are about, with those that they were joined to or parted from: what is
    decided on a part may name what it was parted from.
    """
    asked = list(news)
    while True:
        events = _touched(Standing(held, {}).concerning(asked), asked)
        told = _articles(asked) | _told(events)
        more = [pair for pair in pairs if pair not in asked and told & _articles([pair])]
        if not more:
            return events
        asked += more


def _touched(events: Sequence[Event], entries: Sequence[Entry]) -> list[Event]:
    """Return those of the events that the entries are about."""
    touched = {id for ids in placed(events, entries).values() for id in ids}
    return [event for event in events if event.id in touched]


def _anew(
    held: Cache, events: Sequence[Event], about: Sequence[Entry], *, known: Mapping[tuple[str, int], str]
) -> list[Event]:
    """Return what the reports of these events tell, with all that was decided on them; `about` may hold
    decisions on others.
    """
    ids = {event.id for event in events}
    found = placed(Standing(held, {}).concerning(about), about)
    own = [entry for entry in about if not found[entry.id] or not ids.isdisjoint(found[entry.id])]
    reports = (report for event in events for report in event.reports)
    machine = (report for report in reports if not report.source.article_id.startswith(BY_HAND))
    return apply(merge(machine, known=known), own)[0]


def _unread(events: Iterable[Event]) -> int:
    return sum(event.status == "machine" for event in events)


def _told(events: Iterable[Event]) -> set[str]:
    return {report.source.article_id for event in events for report in event.reports}


def _articles(entries: Collection[Entry]) -> set[str]:
    return {told.article for entry in entries for event in entry.events for told in event.reports}
