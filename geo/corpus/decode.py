"""Bytes of a file -> text, or the reason why they are none. Alone knows encodings and what a binary file
looks like.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\x7fELF",
    b"SQLite format",
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65_536
MOST_CHAOS = (
    0.1  # of charset-normalizer's measure of noise: above, its guess was wrong in every file we tried
)
LEAST_TO_GUESS = 48  # bytes: in fewer, several legacy encodings fit equally well


def encoding_of(head: bytes) -> str:
    """Return the encoding of a file by its first bytes; raise ValueError saying why it is no text."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if head.startswith(_MAGIC) or len(_CONTROL.findall(head)) > len(head) // 100:
        raise ValueError("a binary file, not text")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head[:_SAMPLE])
    except UnicodeDecodeError:
        return _guessed(head[:_SAMPLE])
    return "utf-8"


def decode(data: bytes) -> str:
    """Return a file's text without its byte order mark; raise ValueError saying why it is none."""
    encoding = encoding_of(data)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            raise ValueError(
                f"not {encoding.removesuffix('-sig')} at byte {error.start}: save it as UTF-8"
            ) from error
    return data.decode(_guessed(data))


def _guessed(data: bytes) -> str:
    best = from_bytes(data).best() if len(data) >= LEAST_TO_GUESS else None
    if best is None or best.chaos > MOST_CHAOS:
        raise ValueError("its encoding is not recognised: save it as UTF-8")
    try:
        data.decode(best.encoding)
    except UnicodeDecodeError as error:
        raise ValueError("its encoding is not recognised: save it as UTF-8") from error
    return best.encoding
