"""A file of JSON lines -> its records, each with its line number. Alone knows JSON; a whole JSON list is read
as well.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from geo.corpus.decode import decode, encoding_of

LINE_LIMIT = (
    16 * 2**20
)  # bytes: an article of the greatest length, every character of it escaped, with its fields
LIST_LIMIT = 256 * 2**20  # bytes: a JSON list is read at once, and takes some five times its size in memory


def records(
    stream: BinaryIO, *, on_fault: Callable[[int, str], None]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield line number and record. A line that is none goes to `on_fault(number, cause)`."""
    head = stream.read(65_536)
    encoding = encoding_of(head)
    if encoding not in ("utf-8", "utf-8-sig") or head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
        yield from _of_whole(head + stream.read(LIST_LIMIT), on_fault)
        return
    for number, line in _lines(io.BytesIO(head), stream):
        if len(line) > LINE_LIMIT:
            on_fault(number, f"a line of more than {LINE_LIMIT:,} bytes")
        elif line.strip():
            yield from _parsed(number, line, on_fault)


def _lines(head: BinaryIO, rest: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield numbered lines; of one that is too long only its beginning, one byte over the limit."""
    number, line = 0, b""
    for stream in (head, rest):
        while piece := stream.readline(LINE_LIMIT + 1):
            line = (line + piece)[: LINE_LIMIT + 1]
            if piece.endswith(b"\n"):
                number += 1
                yield number, line.removeprefix(b"\xef\xbb\xbf")
                line = b""
    if line:
        yield number + 1, line.removeprefix(b"\xef\xbb\xbf")


def _of_whole(data: bytes, on_fault: Callable[[int, str], None]) -> Iterator[tuple[int, dict[str, Any]]]:
    if len(data) > LIST_LIMIT:
        raise ValueError(f"a JSON list of more than {LIST_LIMIT:,} bytes: write one record a line")
    text = decode(data).strip()
    if not text.startswith("["):
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip():
                yield from _parsed(number, line.encode("utf-8", "surrogatepass"), on_fault)
        return
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON ({_cause(error)})") from error
    for number, value in enumerate(values, start=1):
        if isinstance(value, dict):
            yield number, _whole(value)
        else:
            on_fault(number, f"not a record but {type(value).__name__}")


def _parsed(
    number: int, line: bytes, on_fault: Callable[[int, str], None]
) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        on_fault(number, f"not JSON ({_cause(error)})")
        return
    if isinstance(value, dict):
        yield number, _whole(value)
    else:
        on_fault(number, f"not a record but {type(value).__name__}")


def _whole(record: dict[str, Any]) -> dict[str, Any]:
    """Return the record with a mark for each half of a character (a lone surrogate), which no file can hold.

    One code point for one, so that offsets stay.
    """
    return {
        name: _HALF.sub("\ufffd", value) if isinstance(value, str) else value
        for name, value in record.items()
    }


_HALF = re.compile("[\ud800-\udfff]")


def _cause(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return f"not UTF-8 at byte {error.start}"
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)
