"""Filtered events -> their seal, and its text. The only module that knows what is hashed, and how."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from geo import store
from geo.model import Event
from geo.query import Filter
from geo.seal import asked

VERSION = 1
HASH_DIGITS = 12  # shown in a picture: short enough to compare by eye
EVENT_DIGITS = 10
MOST_NAMED = 5000  # events; a longer list would outweigh a picture
_UNSAFE = {ord(c): f"\\u{ord(c):04x}" for c in "<>&'"}  # so that a seal's text is itself in XML and HTML


@dataclass(frozen=True, slots=True)
class Seal:
    """What a file says of its events: the filter, the day it was made, the short hash of filter and data, how
    many events, reports and publishers, and a digest by event id (empty above MOST_NAMED).
    """

    filter: Filter
    made: dt.date
    hash: str
    count: int
    reports: int
    publishers: int
    events: Mapping[str, str]

    @property
    def plain(self) -> dict[str, Any]:
        """Return the seal as JSON values, without the hash of the file that carries it."""
        return {
            "version": VERSION,
            "hash": self.hash,
            "made": self.made.isoformat(),
            "filter": asked.as_json(self.filter),
            "count": self.count,
            "reports": self.reports,
            "publishers": self.publishers,
            "events": dict(self.events),
        }

    @property
    def blank(self) -> str:
        """Return 64 digits that stand for the file's SHA-256 while that is computed: those of the seal, which
        no text inside the file can hold, as it would have to hold its own hash.
        """
        return hashlib.sha256(_text(self.plain).encode()).hexdigest()

    @property
    def text(self) -> str:
        """Return the seal as ASCII JSON, `blank` in place of the file's hash, which stands first."""
        return _text(self.carried)

    @property
    def carried(self) -> dict[str, Any]:
        """Return the values of `text`."""
        return {"sha256": self.blank, **self.plain}


def digests(events: Iterable[Event]) -> dict[str, str]:
    """Return the SHA-256 of all that is known of each event, its reports too, by id."""
    lines = {event.id: msgspec.json.encode(store.feature(event)) for event in events}
    return {id: hashlib.sha256(lines[id]).hexdigest() for id in sorted(lines)}


def seal(events: Sequence[Event], *, filter: Filter, made: dt.date) -> Seal:
    """Return the seal of the events, which are those that the filter let through."""
    found = digests(events)
    hashed = _text({"filter": asked.as_json(filter), "events": found})
    digits = hashlib.sha256(hashed.encode()).hexdigest()[:HASH_DIGITS]
    sources = [report.source for event in events for report in event.reports]
    named = found if len(found) <= MOST_NAMED else {}
    return Seal(
        filter=filter,
        made=made,
        hash="-".join(digits[at : at + 4] for at in range(0, HASH_DIGITS, 4)),
        count=len(events),
        reports=len({source.article_id for source in sources}),
        publishers=len({source.publisher for source in sources if source.publisher}),
        events={id: digest[:EVENT_DIGITS] for id, digest in named.items()},
    )


def read(text: str) -> tuple[Seal, str]:
    """Return the seal that a text holds, and the SHA-256 of its file; raise ValueError or KeyError."""
    found = json.loads(text)
    if not isinstance(found, dict) or found.get("version") != VERSION:
        raise ValueError(f"a seal of a version that is not known ({str(text)[:40]!r})")
    read = Seal(
        filter=asked.of_json(found["filter"]),
        made=dt.date.fromisoformat(found["made"]),
        hash=str(found["hash"]),
        count=int(found["count"]),
        reports=int(found["reports"]),
        publishers=int(found["publishers"]),
        events={str(id): str(digest) for id, digest in found["events"].items()},
    )
    return read, str(found["sha256"])


def _text(value: Any) -> str:
    return json.dumps(value, separators=(",", ":")).translate(_UNSAFE)
