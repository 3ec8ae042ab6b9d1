"""Files of articles -> `Article` values, one after another. What cannot be read is told to `on_error`; the
rest goes on.

`read` gives articles, `read_named` those of files that somebody else holds; `read_records` gives with each
the fields of its record as well ("spans", "verb"), for commands that need them. One file a format: `plain`,
`lines` (JSON lines), `table` (CSV, TSV).
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from geo.corpus import files, language, lines, plain, table
from geo.corpus.records import article
from geo.errors import CorpusError, LanguageError
from geo.model import Article

__all__ = ["read", "read_named", "read_records"]


def read(paths: Iterable[Path | str], *, on_error: Callable[[CorpusError], None]) -> Iterator[Article]:
    """Yield the articles of files, folders and globs in order; "-" is standard input.

    Each thing that cannot be read is one CorpusError naming file, line and cause, given to `on_error`, not
    raised. An id that comes a second time in one run is such a thing, a text that is not in English another.
    """
    return (found for found, _, _ in read_records(paths, on_error=on_error))


def read_named(
    opened: Iterable[tuple[str, BinaryIO]], *, on_error: Callable[[CorpusError], None]
) -> Iterator[Article]:
    """Yield the articles of files that are held open, each with the name it came under; otherwise as `read`.

    Only the end of a name counts, so that one that looks like a path names no file of this computer; an
    article without an id is named by it and by its text.
    """
    return (found for found, _, _ in _articles(_of_opened(opened, on_error), on_error))


def read_records(
    paths: Iterable[Path | str],
    *,
    on_error: Callable[[CorpusError], None],
    stdin: BinaryIO | None = None,
) -> Iterator[tuple[Article, Mapping[str, Any], str]]:
    """Yield each article with the fields of its record as they stand in the file, and where it stands
    ("a.jsonl:3"); otherwise as `read`.
    """
    return _articles(_records(paths, on_error, stdin), on_error)


def _articles(
    records: Iterable[_Located], on_error: Callable[[CorpusError], None]
) -> Iterator[tuple[Article, Mapping[str, Any], str]]:
    first_of: dict[str, str] = {}
    for where, stem, record in records:
        try:
            found = article(record, stem=stem)
        except ValueError as error:
            on_error(CorpusError(f"{where}: {error}"))
            continue
        first = first_of.setdefault(found.id, where)
        if first is not where:
            on_error(CorpusError(f"{where}: a second article with the id {found.id!r} (the first: {first})"))
            continue
        tongue = language.foreign(found)
        if tongue is not None:
            on_error(LanguageError(f"{where}: in {tongue}; only English is read, left out"))
            continue
        yield found, record, where


_Located = tuple[str, str, Mapping[str, Any]]


def _records(
    paths: Iterable[Path | str], on_error: Callable[[CorpusError], None], stdin: BinaryIO | None
) -> Iterator[_Located]:
    """Yield where each record stands, the stem of its file, and its fields."""
    for path in files.listed(paths, on_error=on_error):
        name = "standard input" if path == files.STDIN else files.printable(str(path))
        try:
            if path == files.STDIN:
                yield from _of_stdin(io.BufferedReader(stdin or sys.stdin.buffer), name, on_error)  # type: ignore[arg-type]
                continue
            with path.open("rb") as stream:
                yield from _of_stream(stream, name, path.stem, files.format_of(path), on_error)
        except (OSError, ValueError) as error:
            on_error(CorpusError(f"{name}: {files.reason(error)}"))


def _of_opened(
    opened: Iterable[tuple[str, BinaryIO]], on_error: Callable[[CorpusError], None]
) -> Iterator[_Located]:
    for given, stream in opened:
        path = Path(given.replace("\\", "/").rsplit("/", 1)[-1] or "file")
        name = files.printable(path.name)
        try:
            for where, stem, record in _of_stream(stream, name, path.stem, files.format_of(path), on_error):
                named_by_file = record.get("id") == stem  # many are called "article.txt": no id for a store
                yield where, stem, {k: v for k, v in record.items() if k != "id" or not named_by_file}
        except (OSError, ValueError) as error:
            on_error(CorpusError(f"{name}: {files.reason(error)}"))


def _of_stdin(
    stream: io.BufferedReader, name: str, on_error: Callable[[CorpusError], None]
) -> Iterator[_Located]:
    looks_like_json = stream.peek(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))
    yield from _of_stream(stream, name, "stdin", "lines" if looks_like_json else "plain", on_error)


def _of_stream(
    stream: BinaryIO, name: str, stem: str, form: files.Format, on_error: Callable[[CorpusError], None]
) -> Iterator[_Located]:
    if form == "plain":
        yield name, stem, {"id": stem, "text": plain.text(stream)}
        return
    faults = found = 0

    def on_fault(number: int, cause: str) -> None:
        nonlocal faults
        faults += 1
        on_error(CorpusError(f"{name}:{number}: {cause}"))

    read_from = table.records(stream) if form == "table" else lines.records(stream, on_fault=on_fault)
    for number, record in read_from:
        found += 1
        yield f"{name}:{number}", stem, record
    if not found and not faults:
        raise ValueError("empty" if form == "lines" else "no rows")
