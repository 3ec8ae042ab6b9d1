"""Our own words in the reader's language: English, or a language that has a catalogue beside this file.

A language is one file, `CODE.po`, in the format of GNU gettext, which translators' programs open. The English
words in the source are the keys: `tr` for words, `trn` for words that go with a number, `mark` for words that
stand in a table and are looked up through `Words`. What articles say is never translated, nor is what the
commands and errors say.
"""

from __future__ import annotations

import datetime as dt
import gettext
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TypeVar

from babel import Locale
from babel.dates import format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

FOLDER = Path(__file__).parent
ENGLISH = "en"
LOCALES = {ENGLISH: "en_GB"}  # day before month
Key = TypeVar("Key", bound=str)

_using: ContextVar[str | None] = ContextVar("language", default=None)
_chosen: list[Callable[[], str]] = [lambda: ENGLISH]


@cache
def languages() -> dict[str, str]:
    """Return the name of each language, in itself, by its code; English first."""
    codes = sorted(path.stem for path in FOLDER.glob("*.po"))
    return {code: Locale.parse(code).get_display_name() or code for code in (ENGLISH, *codes)}


def nearest(wanted: str | None) -> str:
    """Return the language to use for a browser's locale such as 'fr-CA'; English where there is none."""
    code = (wanted or "").replace("_", "-").partition("-")[0].casefold()
    return code if code in languages() else ENGLISH


def choose_by(chooser: Callable[[], str]) -> None:
    """Ask `chooser` for the language from now on, for the whole process: pages ask their session."""
    _chosen[0] = chooser


@contextmanager
def using(code: str) -> Iterator[None]:
    """Speak a language within a block, whatever is chosen otherwise."""
    token = _using.set(code)
    try:
        yield
    finally:
        _using.reset(token)


def current() -> str:
    """Return the code of the language spoken now."""
    return _using.get() or _chosen[0]()


def is_right_to_left() -> bool:
    """Tell whether the language spoken now runs from right to left."""
    return Locale.parse(current()).text_direction == "rtl"


def tr(english: str, /, **values: object) -> str:
    """Return our words in the reader's language, with `{name}` replaced by the values."""
    said = _catalogue(current()).gettext(english) if english else ""  # gettext has its own head under ""
    return said.format(**values) if values else said


def trn(one: str, many: str, n: int, /, **values: object) -> str:
    """Return the words that go with a number, which stands in them as `{n}`."""
    said = _catalogue(current()).ngettext(one, many, n)
    return said.format(n=number(n), **values)


def plurals(one: str, many: str, /) -> dict[str, str]:
    """Return words that go with a number for each of its kinds in the language (CLDR's "one", "few", "other"
    ...), `{n}` left open: for a browser, which knows by `Intl.PluralRules` which kind a number is.
    """
    kind = Locale.parse(_locale()).plural_form
    return {kind(n): _catalogue(current()).ngettext(one, many, n) for n in reversed(range(201))}


def mark(english: str) -> str:
    """Return the words as they are: says that they are translated where they are looked up."""
    return english


class Words(Mapping[Key, str]):
    """A table of marked words that answers in the reader's language."""

    def __init__(self, english: Mapping[Key, str]) -> None:
        self._english = english

    def __getitem__(self, key: Key) -> str:
        return tr(self._english[key])

    def __iter__(self) -> Iterator[Key]:
        return iter(self._english)

    def __len__(self) -> int:
        return len(self._english)


def day(date: dt.date, parts: str = "yMMMMd") -> str:
    """Return '8 December 2023', or only the parts that a CLDR skeleton names ('yMMMM': 'December 2023')."""
    return format_skeleton(parts, date, locale=_locale())


def number(number: float, *, digits: int | None = None) -> str:
    """Return '12,345' as the language writes it, with so many digits behind the point."""
    return format_decimal(number, None if digits is None else f"#,##0.{'0' * digits}", locale=_locale())


def percent(share: float) -> str:
    """Return '42%' of 0.42 as the language writes it."""
    return format_percent(round(100 * share) / 100, locale=_locale())


def listed(names: Iterable[str]) -> str:
    """Return 'a, b, c' of names or phrases."""
    return tr(", ").join(names)


def any_of(names: list[str]) -> str:
    """Return 'a, b or c' of names."""
    return format_list(names, style="or", locale=_locale())


def country(code: str, *, english: str) -> str:
    """Return what a country is called, by its ISO 3166 code of two letters: `english` where CLDR has none,
    and in English always, so that one country is called the same everywhere.
    """
    if current() == ENGLISH:
        return english
    return str(Locale.parse(_locale()).territories.get(code.upper(), english))


def locale() -> str:
    """Return the locale of dates and numbers as a browser knows it, such as 'en-GB'."""
    return _locale().replace("_", "-")


def _locale() -> str:
    return LOCALES.get(current(), current())


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    if code not in languages() or code == ENGLISH:
        return gettext.NullTranslations()
    with (FOLDER / f"{code}.po").open("rb") as file:
        read = read_po(file, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
