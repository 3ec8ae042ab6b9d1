"""A CSV or TSV file with a column of texts -> its records, each with its line number. Alone knows CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from geo.corpus.decode import encoding_of
from geo.corpus.records import names_of

FIELD_LIMIT = (
    64 * 2**20
)  # characters: Python's own 128 Ki cuts long articles; without any a lost quote eats the memory
_DELIMITERS = ",;\t|"


def records(stream: BinaryIO) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield line number and record with lower-case column names; ValueError: no column of texts."""
    csv.field_size_limit(FIELD_LIMIT)
    head = stream.read(65_536)
    if not head.strip():
        raise ValueError("empty")
    stream.seek(0)
    # surrogateescape: one row of another encoding is that row's fault, not the file's
    lines = io.TextIOWrapper(stream, encoding_of(head), errors="surrogateescape", newline="")
    try:
        yield from _rows(lines)
    finally:
        lines.detach()  # the stream is its opener's to close


def _rows(lines: io.TextIOWrapper) -> Iterator[tuple[int, dict[str, str]]]:
    header = lines.readline().lstrip("\ufeff")
    delimiter = _delimiter(header)
    columns = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for row in reader:
            if row:
                yield reader.line_num + 1, dict(zip(columns, row, strict=False))
    except csv.Error as error:
        raise ValueError(f"line {reader.line_num + 1}: {error}; what follows is not read") from error


def _delimiter(header: str) -> str:
    """Return what separates the columns: the first mark that gives one named as a text."""
    for mark in _DELIMITERS:
        names = {name.strip().lower() for name in next(csv.reader([header], delimiter=mark), [])}
        if names & set(names_of("text")):
            return mark
    raise ValueError(
        f"no column of texts among {header[:80].strip()!r}: name one of them {names_of('text')[0]!r}"
    )
