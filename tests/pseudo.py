"""A language made up for tests: every word of ours stands between ⟦ and ⟧, what is put into it does not.

`spoken(folder, monkeypatch)` makes it the language of the process; `outside(text)` then returns the words
that no catalogue has, which are the test's data or words of ours that were forgotten. Japanese lends its
code, so that months, lists and countries, which CLDR writes, have no Latin letter either.
"""

from __future__ import annotations

import functools
import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from geo import language
from geo.language import catalogue

CODE = "ja"
SHOWN = ("title", "alt", "aria-label", "placeholder")  # attributes that a reader sees or hears
_NAME = re.compile(r"((?<!\{)\{\w+(?:[:!][^{}]*)?\})")
_OURS = re.compile("⟦[^⟦⟧]*⟧")
_WORD = re.compile("[A-Za-zÀ-ɏ]+")


def spoken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this the only language beside English, of catalogues in `folder`, and speak it from now on."""
    language.languages()  # fills its cache: whoever holds the function itself keeps the true languages
    (folder / f"{CODE}.po").write_bytes(_written())
    monkeypatch.setattr(language, "FOLDER", folder)
    monkeypatch.setattr(language, "_chosen", [lambda: CODE])
    monkeypatch.setattr(language, "languages", functools.cache(language.languages.__wrapped__))
    monkeypatch.setattr(language, "_catalogue", functools.cache(language._catalogue.__wrapped__))


def outside(text: str, *, data: tuple[str, ...] = ()) -> list[str]:
    """Return the words of plain text or HTML, and of its titles and labels, that stand outside the brackets;
    `data` are names of the test that are taken out first, the longest first.
    """
    read = _Read()
    read.feed(text)
    read.close()
    left = "\n".join(read.found)
    for name in sorted(data, key=len, reverse=True):
        left = left.replace(name, "")
    return _WORD.findall(_OURS.sub(" ", left))


class _Read(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden = tag in ("script", "style")
        self.found += [value for name, value in attrs if name in SHOWN and value]

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.found.append(data)


@functools.cache
def _written() -> bytes:
    """Return the catalogue as it would stand in a file."""
    made = Catalog(locale=CODE, charset="utf-8")
    for each in catalogue.template():
        if each.id:
            made.add(each.id, _bracketed(each.id) if isinstance(each.id, str) else (_bracketed(each.id[1]),))
    file = io.BytesIO()
    write_po(file, made, width=0)
    return file.getvalue()


def _bracketed(english: str) -> str:
    """Return 'Shown by {who}' as '⟦Shown by ⟧{who}': a value that is not translated stands outside."""
    parts = _NAME.split(english)
    return "".join(part if at % 2 else f"⟦{part}⟧" if part else "" for at, part in enumerate(parts))
