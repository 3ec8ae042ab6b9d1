"""What an analyst is asked, in which order, and what becomes of the answer. Pure, but for `decide`.

The queue comes from a table of all events, the pairs from `merge.suggestions`; every answer is a decision for
the journal.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec
import numpy as np
import pandas as pd

from geo.errors import StoreError
from geo.journal import BY_HAND, Decision, Entry, Field, Journal, Kind, active, last, placed, reference
from geo.journal.fields import value
from geo.model import Actor, Count, Event, Level, Place, Report, Source, When
from geo.places import regions
from geo.store import Store

Suggestion = tuple[str, str, float]  # ids of two events, and how likely they are one incident


# ---- what is asked ----


def queue(outline: pd.DataFrame) -> list[str]:
    """Return the ids of the events that nobody has looked at: what articles report before what they recall,
    and where most is at stake first. `outline` has `query.table`'s columns `id`, `status`, `main`,
    `confidence`, `killed_min`, `killed_max`, `injured_min` and `injured_max`.
    """
    unread = outline[outline["status"] == "machine"]
    ordered = unread.assign(stakes=stakes(unread)).sort_values(
        ["main", "stakes", "id"], ascending=[False, False, True]
    )
    return ordered["id"].tolist()


def stakes(outline: pd.DataFrame) -> pd.Series[float]:
    """Return how much an error would matter: how likely it is, times the people concerned (their logarithm,
    one injured counting a quarter of one killed). A judgement, not a measurement.
    """
    killed, injured = (
        outline[[f"{what}_min", f"{what}_max"]].astype(float).max(axis=1).fillna(0.0)
        for what in ("killed", "injured")
    )
    found: pd.Series[float] = (1 - outline["confidence"]) * (1 + np.log2(1 + killed + injured / 4))
    return found


def unanswered(
    suggested: Iterable[Suggestion], events: Iterable[Event], entries: Sequence[Entry]
) -> list[Suggestion]:
    """Return the pairs of `merge.suggestions` that nobody has called one incident or two. `events` are at
    least those that the entries are about, as they now stand.
    """
    parted = [entry for entry in active(entries) if entry.kind in ("different", "split")]
    answered = {frozenset(ids) for ids in placed(events, parted).values()}
    return [pair for pair in suggested if frozenset(pair[:2]) not in answered]


# ---- what is answered ----


def answer(kind: Kind, *events: Event, who: str, why: str = "") -> Decision:
    """Return a decision that needs no value: confirm, reject, note, merge, different."""
    return Decision(who=who, kind=kind, events=tuple(map(reference, events)), why=why)


def correction(event: Event, field: Field, after: Any, *, who: str, why: str = "") -> Decision | None:
    """Return the decision that gives a field another value; None where it has that value already."""
    before, new = value(event, field), msgspec.to_builtins(after)
    if before == new:
        return None
    kind: Kind = "move" if field == "place" else "correct"
    return Decision(
        who=who, kind=kind, events=(reference(event),), field=field, before=before, after=new, why=why
    )


def repeats(decision: Decision, entries: Sequence[Entry]) -> bool:
    """Say whether its author has decided just this already, and nobody anything else on the event since. A
    reason that was not given before is news, and so is every note.
    """
    if decision.kind == "undo":
        return decision.undoes not in {entry.id for entry in active(entries)}
    beside = {"note", "different"} - {decision.kind}
    held = [entry for entry in active(entries) if entry.kind not in beside]
    newest = last(held, decision.events[0].id)
    if newest is None or decision.kind == "note":
        return False
    return _said(newest) == _said(decision) and decision.why in ("", newest.why)


def _said(decision: Decision) -> tuple[object, ...]:
    ids = tuple(each.id for each in decision.events)
    return decision.who, decision.kind, ids, decision.field, msgspec.json.encode(decision.after)


def split(event: Event, off: Sequence[Report], *, who: str, why: str = "") -> Decision:
    """Return the decision that some of an event's reports, not all, tell another incident."""
    rest = tuple(report for report in event.reports if report not in off)
    told = "\x1f".join(f"{report.source.article_id} {report.trigger_start}" for report in off)
    other = replace(event, id=f"{event.id}-{_short(told)}", reports=tuple(off))
    stays = replace(event, reports=rest)
    return Decision(who=who, kind="split", events=(reference(stays), reference(other)), why=why)


def undo(entry: Entry, *, who: str, why: str = "") -> Decision:
    """Return the decision that an entry shall not hold."""
    return Decision(who=who, kind="undo", events=entry.events, undoes=entry.id, why=why)


def undoable(entries: Sequence[Entry]) -> set[str]:
    """Return the ids of the entries that can be undone: on each event the last one that holds, so that none
    is left that builds on what is gone.
    """
    touched: set[str] = set()
    free: set[str] = set()
    for entry in reversed(active(entries)):
        ids = {each.id for each in entry.events}
        if touched.isdisjoint(ids):
            free.add(entry.id)
        touched |= ids
    return free


def by_hand(
    *,
    type: str,
    when: When,
    place: Place | None,
    actor: Actor | None,
    killed: Count,
    injured: Count,
    told: str,
    who: str,
    after: str,
) -> Decision:
    """Return the decision to add an event that no article tells; `told` says what is known and from where.
    `after` is the hash of the journal's last entry, so that two events alike have two ids.
    """
    day = when.date.isoformat() if when.date else "undated"
    country = ((place.country if place else None) or "xx").lower()
    id = f"{day}-{type.replace('_', '-')}-{country}-hand-{_short(after + told)}"
    source = Source(article_id=f"{BY_HAND}{who}, {id}", title=f"{BY_HAND}{who}")
    actors = (actor,) if actor else ()
    report = Report(
        source=source, type=type, when=when, main=True, quote=told, start=0, end=len(told),
        trigger_start=0, trigger_end=0, actors=actors, killed=killed, injured=injured, place=place,
        confidence=1.0, confidence_place=1.0, confidence_date=1.0, confidence_actor=1.0,
    )  # fmt: skip
    event = Event(
        id=id, type=type, when=when, main=True, reports=(report,), actors=actors, killed=killed,
        injured=injured, place=place, confidence=1.0, confidence_place=1.0, confidence_date=1.0,
        confidence_actor=1.0, status="confirmed",
    )  # fmt: skip
    return Decision(
        who=who, kind="add", events=(reference(event),), after=msgspec.to_builtins(event), why=told
    )


def place_at(*, name: str, lat: float, lon: float, level: Level, uncertainty_km: float) -> Place:
    """Return the place at a point in degrees, with the country and province that it lies in."""
    country, admin1 = regions.units_at(lat, lon)
    within = tuple(each for each in regions.names_of(country, admin1) if each != name)
    return Place(name, lat, lon, level, uncertainty_km, country, admin1, None, within)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


# ---- and kept ----


def opened(events: Iterable[Event], entries: Sequence[Entry]) -> dict[str, str | None]:
    """Return, by the id of each event, the hash of the last entry on it: what the analyst has seen."""
    seen = {event.id: last(entries, event.id) for event in events}
    return {id: entry.hash if entry else None for id, entry in seen.items()}


def decide(store: Store, decision: Decision, *, time: dt.datetime, opened: Mapping[str, str | None]) -> Entry:
    """Write a decision into the journal of the store, which `renew` then applies. Raise ChangedError where
    somebody else decided on one of its events since it was `opened`, JournalError where it cannot be kept
    or the journal has lost decisions that the store was made with: behind them it would look whole again.
    """
    asked = {each.id: opened[each.id] for each in decision.events if each.id in opened}
    return Journal(store.journal_path).append(decision, time=time, opened=asked, check=store.check)


def renew(store: Store) -> None:
    """Write the store anew with all that is decided. Raise StoreError where another process writes it, or
    where the reports are gone that it is made of.
    """
    if store.path.exists() and not store.reports_path.exists():
        raise StoreError(
            f"{store.reports_path}: is missing; without it {store.path.name} cannot be made anew"
        )
    with store.writing() as writer:
        writer.commit()
