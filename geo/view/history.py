"""One entry of the journal -> plain words: who did what, from what to what, and why. Pure.

What comes out holds an analyst's own words: escape it for the language it is written into.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from geo.journal import Entry, Field, Kind
from geo.model import Actor, Count, Place, When
from geo.view import words

DID: Mapping[Kind, str] = {
    "confirm": "confirmed",
    "reject": "rejected",
    "correct": "corrected",
    "move": "moved",
    "merge": "made one incident of two",
    "split": "took reports out as another incident",
    "different": "said that these are different incidents",
    "add": "added by hand",
    "note": "noted",
    "undo": "undid",
}
FIELD: Mapping[Field, str] = {
    "actor": "suspect",
    "date": "date",
    "killed": "killed",
    "injured": "injured",
    "type": "type",
    "place": "place",
}


def line(entry: Entry, *, undone: bool = False, of: Entry | None = None) -> str:
    """Return the entry in one line; `of` is the entry that an undo undoes."""
    did = f"{DID[entry.kind]}: {DID[of.kind]}" if entry.kind == "undo" and of else DID[entry.kind]
    change = ""
    if entry.field:
        change = (
            f" {FIELD[entry.field]}: {_value(entry.field, entry.before)} → {_value(entry.field, entry.after)}"
        )
    why = f" (“{entry.why}”)" if entry.why else ""
    return f"{entry.who} {did}{change}{why}{', undone' if undone else ''}"


def subject(entry: Entry) -> str:
    """Return which events an entry is about, and the articles that told of them."""
    articles = dict.fromkeys(told.article for event in entry.events for told in event.reports)
    told = f" (article {', '.join(articles)})" if articles else ""
    return f"{', '.join(event.id for event in entry.events)}{told}"


def moment(entry: Entry) -> str:
    """Return '28 November 2026, 16:43 UTC'."""
    return f"{words.day(entry.time.date())}, {entry.time:%H:%M} UTC"


def _value(field: Field, raw: Any) -> str:
    """Return a value of a field in words; what cannot be read, as another version wrote it, as it stands."""
    kind, said = _SAID[field]
    try:
        return said(msgspec.convert(raw, kind))
    except msgspec.ValidationError:
        return str(raw)


def _suspect(actor: Actor | None) -> str:
    return words.headline([actor] if actor else [])


_SAID: Mapping[Field, tuple[Any, Callable[[Any], str]]] = {
    "actor": (Actor | None, _suspect),
    "date": (When, words.moment),
    "killed": (Count, words.count),
    "injured": (Count, words.count),
    "type": (str, words.type_name),
    "place": (
        Place | None,
        lambda place: f"{words.place(place)} ({words.precision(place)})" if place else words.place(place),
    ),
}
