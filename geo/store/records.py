"""Articles and what was read from them <-> JSON lines, in `events.reports.jsonl` and its `.part`.

A line is an article with its reports, or, in `.part` only, `{"withdrawn": id}`. Files are read a line at a
time, and known by where each article's line is: texts of a large corpus do not fit into memory.
"""

from __future__ import annotations

import hashlib
import os
import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import msgspec

from geo.errors import StoreError
from geo.model import Article, Report
from geo.store.features import compact

NAMED = 5  # articles that one line names; the rest is counted


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """An article as it was read, and what was read from it. `reader` names the version of the rules that
    did.
    """

    article: Article
    reader: str
    reports: tuple[Report, ...] = ()


class Entry(NamedTuple):
    """Where an article's line is, and the hash of what was read by whom; no hash: it was withdrawn."""

    id: str
    hash: bytes | None
    path: Path
    start: int
    length: int


class _Key(msgspec.Struct):
    article: Article | None = None
    reader: str = ""
    withdrawn: str | None = None


class _Id(msgspec.Struct):
    id: str


class _Name(msgspec.Struct):
    article: _Id


_name_decoder = msgspec.json.Decoder(_Name)
_record_decoder = msgspec.json.Decoder(ArticleRecord)
_key_decoder = msgspec.json.Decoder(_Key)


class Shelf(Mapping[str, ArticleRecord]):
    """The articles of one version of a file, by id, each read when it is asked for: texts of a large corpus
    do not fit into memory. Raise StoreError where the file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("rb") if path.exists() else None
        self._lines: dict[str, tuple[int, int]] = {}
        for number, start, text in _lines(path):
            try:
                self._lines[_name_decoder.decode(text).article.id] = start, len(text)
            except msgspec.MsgspecError as error:
                raise _broken(path, number, error) from error
        if self._file is not None:
            weakref.finalize(self, self._file.close)

    def __getitem__(self, id: str) -> ArticleRecord:
        """Return an article; raise KeyError for one that is not there."""
        start, length = self._lines[id]
        assert self._file is not None
        try:
            return _record_decoder.decode(os.pread(self._file.fileno(), length, start))
        except msgspec.MsgspecError as error:
            raise StoreError(f"{self._path}: {id} is not a record of an article ({error}); {MEND}") from error

    def __contains__(self, id: object) -> bool:
        return id in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def line(record: ArticleRecord) -> bytes:
    """Return the line of a record."""
    return msgspec.json.encode(compact(record)) + b"\n"


def withdrawal(article_id: str) -> bytes:
    """Return the line that takes an article away."""
    return msgspec.json.encode({"withdrawn": article_id}) + b"\n"


def hash_of(article: Article, *, reader: str) -> bytes:
    """Return 16 bytes that differ when anything of the article, or the version of its reader, does."""
    return hashlib.blake2b(msgspec.json.encode((article, reader)), digest_size=16).digest()


def read(path: Path) -> Iterator[ArticleRecord]:
    """Yield the records in file order; nothing where there is no file. Raise StoreError naming the line."""
    for number, _, text in _lines(path):
        try:
            yield _record_decoder.decode(text)
        except msgspec.MsgspecError as error:
            raise _broken(path, number, error) from error


def index(path: Path) -> Iterator[Entry]:
    """Yield where each line is, in file order. A last line that was cut off is none; raise StoreError for
    any other that is no record.
    """
    for number, start, text in _lines(path):
        if not text.endswith(b"\n"):
            return
        try:
            key = _key_decoder.decode(text)
            if key.article is None:
                yield Entry(_named(key.withdrawn), None, path, start, len(text))
            else:
                hash = hash_of(key.article, reader=key.reader)
                yield Entry(key.article.id, hash, path, start, len(text))
        except (msgspec.MsgspecError, ValueError) as error:
            raise _broken(path, number, error) from error


def reports(text: bytes, *, path: Path) -> tuple[Report, ...]:
    """Return the reports of a line; raise StoreError."""
    try:
        return _record_decoder.decode(text).reports
    except msgspec.MsgspecError as error:
        raise StoreError(f"{path}: a line is not a record of an article ({error}); {MEND}") from error


MEND = "restore a copy, or remove the file and build again from all articles"


def _named(id: str | None) -> str:
    if id is None:
        raise ValueError("neither an article nor a withdrawal")
    return id


def _lines(path: Path) -> Iterator[tuple[int, int, bytes]]:
    """Yield number, first byte and bytes of each line that is not empty."""
    if not path.exists():
        return
    start = 0
    try:
        with path.open("rb") as file:
            for number, text in enumerate(file, start=1):
                if text.strip():
                    yield number, start, text
                start += len(text)
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})") from error


def _broken(path: Path, number: int, error: Exception) -> StoreError:
    said = " ".join(str(error).split())
    return StoreError(f"{path}:{number}: not a record of an article ({said}); {MEND}")


def listed(ids: Sequence[str]) -> str:
    """Return the ids of articles for a line of words: the first by name, the rest counted."""
    return ", ".join(ids[:NAMED]) + (f" and {len(ids) - NAMED} more" if len(ids) > NAMED else "")
