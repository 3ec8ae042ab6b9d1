"""One entry of the journal -> plain words: who did what, from what to what, and why. Pure.

What comes out holds an analyst's own words: escape it for the language it is written into.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from geo.journal import Entry, Field, Kind
from geo.language import Words, listed, mark, tr
from geo.model import Actor, Count, Place, When
from geo.view import words

DID: Mapping[Kind, str] = Words(
    {
        "confirm": mark("confirmed"),
        "reject": mark("rejected"),
        "correct": mark("corrected"),
        "move": mark("moved"),
        "merge": mark("made one incident of two"),
        "split": mark("took reports out as another incident"),
        "different": mark("said that these are different incidents"),
        "add": mark("added by hand"),
        "note": mark("noted"),
        "undo": mark("undid"),
    }
)
FIELD: Mapping[Field, str] = Words(
    {
        "actor": mark("suspect"),
        "date": mark("date"),
        "killed": mark("killed"),
        "injured": mark("injured"),
        "type": mark("type"),
        "place": mark("place"),
    }
)


def line(entry: Entry, *, undone: bool = False, of: Entry | None = None) -> str:
    """Return the entry in one line; `of` is the entry that an undo undoes."""
    did = f"{DID[entry.kind]}: {DID[of.kind]}" if entry.kind == "undo" and of else DID[entry.kind]
    said = tr("{who} {did}", who=entry.who, did=did)
    if entry.field:
        said = tr(
            "{who} {did} {field}: {before} → {after}",
            who=entry.who,
            did=did,
            field=FIELD[entry.field],
            before=_value(entry.field, entry.before),
            after=_value(entry.field, entry.after),
        )
    if entry.why:
        said = f"{said} (“{entry.why}”)"
    return tr("{said}, undone", said=said) if undone else said


def subject(entry: Entry) -> str:
    """Return which events an entry is about, and the articles that told of them."""
    articles = dict.fromkeys(told.article for event in entry.events for told in event.reports)
    events = listed(event.id for event in entry.events)
    return (
        tr("{events} (article {articles})", events=events, articles=listed(articles)) if articles else events
    )


def moment(entry: Entry) -> str:
    """Return '28 November 2026, 16:43 UTC'."""
    return tr("{day}, {time} UTC", day=words.day(entry.time.date()), time=f"{entry.time:%H:%M}")


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
