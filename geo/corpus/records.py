"""Fields of one record, whatever file they come from -> an `Article`, or the reason why it is none.

Alone knows under which names fields may stand, how long an article may be, and how ids and titles are made
clean.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geo.corpus import calendar
from geo.corpus.clean import clean
from geo.corpus.published import publication
from geo.model import Article

_NAMES: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parent / "tables" / "fields.toml").read_text("utf-8")
)["names"]
TEXT_LIMIT = (
    1_000_000  # code points: what spaCy parses at once (about 1 GB of memory); a long book has as many
)
_ID_LIMIT = 200  # code points: longer ids are texts put into the wrong column


def article(record: Mapping[str, Any], *, stem: str) -> Article:
    """Return the article of a record; raise ValueError with the cause.

    A record without an id is named after its file's `stem` and its text, so that the name stays when lines
    move.
    """
    text = _text(record)
    cleaned = clean(text, title=_line(record, "title"), publisher=_line(record, "publisher"))
    published, basis = publication(text, told=_date(_value(record, "published")))
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]
    return Article(
        id=(_line(record, "id") or f"{one_line(stem)}-{digest}")[:_ID_LIMIT],
        text=text,
        title=cleaned.title,
        publisher=cleaned.publisher,
        url=_line(record, "url"),
        published=published,
        published_basis=basis,
        language=_line(record, "language"),
        chrome=cleaned.chrome,
    )


def names_of(field: str) -> list[str]:
    """Return the names under which a field of an article may stand, most telling first."""
    return _NAMES[field]


def _value(record: Mapping[str, Any], field: str) -> Any:
    return next((record[name] for name in _NAMES[field] if record.get(name) not in (None, "")), None)


def _text(record: Mapping[str, Any]) -> str:
    text = _value(record, "text")
    if text is None or (isinstance(text, str) and not text.strip()):
        raise ValueError("no text")
    if not isinstance(text, str):
        raise ValueError(f"its text is not a string but {type(text).__name__}")
    if len(text) > TEXT_LIMIT:
        raise ValueError(f"{len(text):,} characters of text; an article may have {TEXT_LIMIT:,}")
    if "\0" in text:
        raise ValueError("a NUL character in its text")
    if _HALF.search(text):
        raise ValueError("half a character (a lone surrogate) in its text")
    return text


_HALF = re.compile("[\ud800-\udfff]")


def _line(record: Mapping[str, Any], field: str) -> str | None:
    value = _value(record, field)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return one_line(str(value)) or None


def one_line(words: str) -> str:
    """Return a name or title as one printable line: controls and halves of characters are blanks."""
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in words)
    return " ".join(kept.split())


def _date(value: Any) -> dt.date | None:
    """Read "2023-12-08", "2023-12-08T10:15:00Z", "20231208", "Fri, 08 Dec 2023 10:15:00 GMT"; None for
    anything else.
    """
    if not isinstance(value, str | int) or isinstance(value, bool):
        return None
    words = str(value).strip()
    if compact := re.fullmatch(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T?\d{6}Z?)?", words):
        return calendar.day_of(*(int(part) for part in compact.groups()))
    told = {found.date for found in calendar.find(words[:100]) if found.date}
    return told.pop() if len(told) == 1 else None
