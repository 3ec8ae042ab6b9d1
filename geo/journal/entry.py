"""A decision and the line that keeps it. Alone knows the line's names and how the chain of hashes is made."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

from geo.model import Event

Kind = Literal[
    "confirm", "reject", "correct", "move", "merge", "split", "different", "add", "note", "undo"
]  # fmt: skip
Field = Literal["actor", "date", "killed", "injured", "type", "place"]
BY_HAND = "by hand: "  # begins the article id and the title of what no article tells
START = "0" * 64  # what the first line names as the hash before it
ID_LENGTH = 12  # hexadecimal digits of the hash: two of a million lines are alike once in 500 journals


@dataclass(frozen=True, slots=True)
class Telling:
    """Where a report stands: article, the word that names the event, and its type."""

    article: str
    trigger_start: int
    type: str


@dataclass(frozen=True, slots=True)
class Reference:
    """An event as it was when somebody decided on it: its id, and its reports to find it by later."""

    id: str
    reports: tuple[Telling, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an analyst decides, before it is written. `before` and `after` are plain JSON of model values.

    `merge` names the event that stays first; `split` and `different` name what stays, then what is another
    incident. `add` has the whole event in `after`. `undo` names the entry it `undoes`, and that one's events.
    """

    who: str
    kind: Kind
    events: tuple[Reference, ...] = ()
    field: Field | None = None
    before: Any = None
    after: Any = None
    why: str = ""
    undoes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Decision):
    """A decision as the journal keeps it. `time` is UTC and orders nothing; `hash` seals all but itself and
    `id`, which is its beginning; `previous` is the hash of the line before.
    """

    id: str
    time: dt.datetime
    previous: str
    hash: str


def reference(event: Event) -> Reference:
    """Return what names an event in a decision."""
    told = (Telling(r.source.article_id, r.trigger_start, r.type) for r in event.reports)
    return Reference(event.id, tuple(told))


def seal(decision: Decision, *, time: dt.datetime, previous: str) -> Entry:
    """Return the decision as the entry that follows the line with the hash `previous`. Raise ValueError for
    numbers that JSON does not have.
    """
    content = {"time": time.astimezone(dt.UTC), **msgspec.to_builtins(decision), "previous": previous}
    content = json.loads(_json(msgspec.to_builtins(content)).encode("utf-8", "replace"))  # half characters
    digest = _digest(content)
    return msgspec.convert({"id": digest[:ID_LENGTH], **content, "hash": digest}, Entry)


def line(entry: Entry) -> bytes:
    """Return the entry as one line of the file."""
    return _json(msgspec.to_builtins(entry)).encode() + b"\n"


def parse(line: bytes, *, previous: str) -> Entry:
    """Return the entry of a line without its line break. Raise ValueError saying what is wrong with it."""
    try:
        content = json.loads(line)
        entry = msgspec.convert(content, Entry)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not an entry of a journal ({error})") from error
    if entry.previous != previous:
        raise ValueError("does not follow the line before: lines were taken out, put in or moved")
    sealed = {name: value for name, value in content.items() if name not in ("id", "hash")}
    if entry.hash != _digest(sealed) or entry.id != entry.hash[:ID_LENGTH]:
        raise ValueError("was changed after it was written")
    return entry


def _digest(content: dict[str, Any]) -> str:
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False)
