"""A file of plain text -> its one article's text. Alone knows how large such a file may be."""

from __future__ import annotations

from typing import BinaryIO

from geo.corpus.decode import decode
from geo.corpus.records import TEXT_LIMIT

FILE_LIMIT = 4 * TEXT_LIMIT  # bytes: no encoding in use takes more for a character


def text(stream: BinaryIO) -> str:
    """Return the text of a whole file; raise ValueError where it is none or too long."""
    data = stream.read(FILE_LIMIT + 1)
    if len(data) > FILE_LIMIT:
        raise ValueError(
            f"more than {FILE_LIMIT:,} bytes in one article: split it, or write it as JSON lines"
        )
    if not data.strip():
        raise ValueError("empty")
    return decode(data)
