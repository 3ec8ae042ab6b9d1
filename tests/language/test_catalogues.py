"""Each language's catalogue, row by row: whole, and with the same names and tags as the English."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

import pytest
from babel import Locale

from geo.language import ENGLISH, catalogue, languages

CODES = [code for code in languages() if code != ENGLISH]
CATALOGUES = {code: catalogue.catalogue(code) for code in CODES}


def rows(code: str) -> Iterator[tuple[str, str]]:
    """Yield each English form of a catalogue with what it is in the language."""
    for row in CATALOGUES[code]:
        if isinstance(row.id, tuple):
            yield from zip((row.id[0], *[row.id[1]] * (len(row.string) - 1)), row.string, strict=True)
        elif row.id:
            yield row.id, row.string


def edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def names(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def marked_up(text: str) -> list[str]:
    return sorted(re.findall(r"</?\w+[^>]*>|:material/\w+:|\*\*|`[^`]*`|\]\([^)]*\)|&\w+;", text))


def test_the_languages_that_were_asked_for_are_there():
    assert set(CODES) >= {"ar", "es", "fr", "uk"}


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_has_each_string_of_the_source_and_no_other(code):
    assert {row.id for row in CATALOGUES[code]} == {row.id for row in catalogue.template()}


@pytest.mark.parametrize("code", CODES)
def test_every_string_is_translated(code):
    assert catalogue.untranslated(CATALOGUES[code]) == []
    assert not [row.id for row in CATALOGUES[code] if row.fuzzy and row.id]


@pytest.mark.parametrize("code", CODES)
def test_a_catalogue_has_as_many_plural_forms_as_its_language(code):
    held = CATALOGUES[code]
    assert held.locale == Locale.parse(code)
    assert {len(row.string) for row in held if isinstance(row.id, tuple)} == {held.num_plurals}


@pytest.mark.parametrize("code", CODES)
def test_a_translation_has_the_names_the_markup_and_the_edges_of_the_english(code):
    may_drop = {"n"}  # "one event" needs no digit
    for english, said in rows(code):
        assert set(names(said)) - may_drop == set(names(english)) - may_drop, (english, said)
        assert marked_up(said) == marked_up(english), (english, said)
        assert edges(said) == edges(english), (english, said)
