"""The fields of an event that an analyst corrects: how each is read from an entry and put into the event."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import msgspec

from geo.journal.entry import Field
from geo.model import Actor, Count, Event, Place, When


def value(event: Event, field: Field) -> Any:
    """Return a field as plain JSON, for `before` and `after`; None where it is empty."""
    return msgspec.to_builtins(_VALUES[field](event))


def corrected(event: Event, field: Field, *, before: Any, after: Any) -> Event:
    """Return the event with the field as an analyst has it. Raise msgspec.ValidationError where `after` is
    no value of it.
    """
    if field == "actor":
        return replace(event, actors=_actors(event, before, after))
    name, kind = _PLAIN[field]
    return replace(event, **{name: msgspec.convert(after, kind)})


_VALUES: Mapping[Field, Callable[[Event], Any]] = {
    "actor": lambda event: event.actors[0] if event.actors else None,
    "date": lambda event: event.when,
    "killed": lambda event: event.killed,
    "injured": lambda event: event.injured,
    "type": lambda event: event.type,
    "place": lambda event: event.place,
}
_PLAIN: Mapping[Field, tuple[str, Any]] = {
    "date": ("when", When),
    "killed": ("killed", Count),
    "injured": ("injured", Count),
    "type": ("type", str),
    "place": ("place", Place | None),
}


def _actors(event: Event, before: Any, after: Any) -> tuple[Actor, ...]:
    """Put the analyst's suspect first; whom they took away stays away, wherever a new reading has them."""
    actor = msgspec.convert(after, Actor | None)
    if actor is None:
        return ()
    wrong = msgspec.convert(before, Actor | None)
    away = {_key(each) for each in (actor, wrong) if each}
    return (actor, *(other for other in event.actors if _key(other) not in away))


def _key(actor: Actor) -> str:
    return actor.id or actor.name.casefold()
