"""The first and the last line of a store's file, which tell its schema, whether it is whole, and how much of
the journal it was made with.

    {"type": "FeatureCollection", "dateline": {"schema": 3}, "features": [
    ...
    ], "sha256": "(of all lines before)", "journal": {"entries": 2, "last": "(hash of the second)"}}

The journal's part is not hashed: a note changes no event, and so no hash by which a cache is known. A file
without it, or without a hash, is older than they are, or an export.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any, BinaryIO

import msgspec

from geo.errors import NewerError, StoreError
from geo.journal import Anchor
from geo.store.migrations import SCHEMA

_FIRST = b'{"type": "FeatureCollection", "dateline": %s, "features": [\n'
_LAST = re.compile(
    rb'\], "sha256": "([0-9a-f]{64})"(?:, "journal": {"entries": (\d{1,9}), "last": "([0-9a-f]{64})"})?}\n'
)
_LONGEST = 220  # bytes of a last line


def first_line(told: Mapping[str, Any]) -> bytes:
    """Return the first line of a file, with what else an export tells in it."""
    return _FIRST % json.dumps({"schema": SCHEMA, **told}).encode()


def last_line(digest: str, journal: Anchor | None) -> bytes:
    """Return the last line of a file whose lines before have the SHA-256 `digest`."""
    applied = f', "journal": {{"entries": {journal.entries}, "last": "{journal.last}"}}' if journal else ""
    return f'], "sha256": "{digest}"{applied}}}\n'.encode()


def signed(content: bytes) -> bytes:
    """Return an export whose lines were changed, with the hash of its last line computed anew."""
    held = content[: content.rindex(b"\n]") + 1]
    return held + last_line(hashlib.sha256(held).hexdigest(), None)


def is_last(line: bytes) -> bool:
    """Return whether a line ends a file, of whichever schema."""
    return bool(_LAST.fullmatch(line)) or line.strip() == b"]}"


def signature(file: BinaryIO) -> str | None:
    """Return the SHA-256 in the last line of an open file; None where it has none (schema 1, or cut off)."""
    found = _found(file)
    return found[1].decode() if found else None


def anchor(file: BinaryIO) -> Anchor | None:
    """Return how much of the journal an open file was made with; None where it does not say."""
    found = _found(file)
    return Anchor(int(found[2]), found[3].decode()) if found and found[2] else None


def content(file: BinaryIO) -> str:
    """Return the SHA-256 of what an open file holds before its last line: the signature it should have."""
    found = _found(file)
    left = file.seek(0, 2) - (len(found[0]) if found else 0)
    file.seek(0)
    digest = hashlib.sha256()
    while left and (chunk := file.read(min(left, 1 << 20))):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest()


def _found(file: BinaryIO) -> re.Match[bytes] | None:
    size = file.seek(0, 2)
    start = file.seek(max(size - _LONGEST, 0))
    end = file.read()
    at = end.rfind(b"\n]") + 1
    return _LAST.fullmatch(end, at) if at or not start else None


def schema_of(file: BinaryIO, *, name: str) -> int:
    """Return the schema of the lines of an open file, any where no event has a line of its own; raise
    StoreError with `name`.
    """
    file.seek(0)
    first = file.readline()
    if not first.rstrip().endswith(b"["):
        return SCHEMA
    try:
        return schema(msgspec.json.decode(first + b"]}"), name=name)
    except (ValueError, KeyError, TypeError, msgspec.MsgspecError) as error:
        raise StoreError(f"{name}: {error}") from error


def schema(head: Any, *, name: str) -> int:
    """Return the schema of a decoded file, or its first line; raise NewerError with `name`, and ValueError,
    KeyError or TypeError for what is no store.
    """
    found = int(head["dateline"]["schema"])
    if found > SCHEMA:
        raise NewerError(f"{name}: written by a newer Dateline (schema {found}, this one reads {SCHEMA})")
    return found
