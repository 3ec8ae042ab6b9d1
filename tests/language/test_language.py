"""Words in the reader's language, from catalogues made up for the test."""

from __future__ import annotations

import datetime as dt

import pytest

from geo import language
from geo.language import Words, catalogue, mark, tr, trn

FRENCH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

msgid "Shown by {who}"
msgstr "{who} le montre"

msgid "{n} event"
msgid_plural "{n} events"
msgstr[0] "{n} fait"
msgstr[1] "{n} faits"

msgid "Confirmed"
msgstr "Confirmé"
"""


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Languages of a folder of its own: French, and Arabic of which nothing is translated."""
    (tmp_path / "fr.po").write_text(FRENCH, encoding="utf-8")
    (tmp_path / "ar.po").write_text('msgid ""\nmsgstr ""\n"Language: ar\\n"\n', encoding="utf-8")
    monkeypatch.setattr(language, "FOLDER", tmp_path)
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    for cached in (language.languages, language._catalogue):
        cached.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    for cached in (language.languages, language._catalogue):
        cached.cache_clear()


def test_without_a_choice_words_are_english():
    assert tr("Shown by {who}", who="A") == "Shown by A"
    assert trn("{n} event", "{n} events", 1200) == "1,200 events"


def test_words_are_said_in_the_language_in_use_and_afterwards_in_english_again():
    with language.using("fr"):
        assert tr("Shown by {who}", who="A") == "A le montre"
    assert tr("Shown by {who}", who="A") == "Shown by A"


@pytest.mark.parametrize(("n", "said"), [(0, "0 fait"), (1, "1 fait"), (2, "2 faits")])
def test_a_number_takes_the_form_that_the_language_asks_for(n, said):
    with language.using("fr"):
        assert trn("{n} event", "{n} events", n) == said


def test_what_has_no_translation_is_said_in_english():
    with language.using("fr"):
        assert tr("Nothing like this") == "Nothing like this"
    with language.using("ar"):
        assert tr("Confirmed") == "Confirmed"


def test_braces_of_a_value_are_not_read_as_names():
    assert tr("Shown by {who}", who="{0.__class__}") == "Shown by {0.__class__}"


def test_a_table_of_words_is_looked_up_in_the_language_of_the_moment():
    table = Words({"confirmed": mark("Confirmed"), "none": ""})
    assert dict(table) == {"confirmed": "Confirmed", "none": ""}
    with language.using("fr"):
        assert table["confirmed"] == "Confirmé"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [("fr-CA", "fr"), ("FR_fr", "fr"), ("de", "en"), (None, "en"), ("", "en"), ("../x", "en")],
)
def test_the_browsers_locale_chooses_a_language_that_there_is(wanted, code):
    assert language.nearest(wanted) == code


def test_dates_numbers_and_countries_are_written_as_the_language_does():
    day = dt.date(2023, 12, 8)
    assert language.day(day) == "8 December 2023"
    assert language.any_of(["a", "b", "c"]) == "a, b or c"
    assert language.day(day, "yMMMM") == "December 2023"
    with language.using("fr"):
        assert language.day(day) == "8 décembre 2023"
        assert language.country("IQ", english="Iraq") == "Irak"
        assert language.number(1234.5, digits=2) == "1\u202f234,50"
        assert language.percent(0.42) == "42\u00a0%"
        assert language.any_of(["a", "b"]) == "a ou b"


def test_arabic_runs_from_right_to_left():
    assert not language.is_right_to_left()
    with language.using("ar"):
        assert language.is_right_to_left()


def test_each_language_is_named_in_itself():
    assert language.languages() == {"en": "English", "ar": "العربية", "fr": "français"}


def test_updating_brings_in_what_is_new_takes_out_what_is_gone_and_keeps_what_is_translated(
    folder, monkeypatch
):
    (folder / "pages").mkdir()
    source = """tr("Confirmed"), trn("{n} place", "{n} places", n), f'<b>{mark("Site")}</b>', tr(cell)"""
    (folder / "pages" / "map.py").write_text(source, encoding="utf-8")
    monkeypatch.setattr(catalogue, "ROOT", folder)
    monkeypatch.setattr(catalogue, "SOURCES", ("pages",))
    monkeypatch.setattr(catalogue, "TABLES", (("words.csv", "label"),))
    (folder / "words.csv").write_text("label,source\nConfirmed,here\nraid,here\n,here\n", encoding="utf-8")
    assert catalogue.update("fr") == ["{n} place", "Site", "raid"]
    written = (folder / "fr.po").read_text(encoding="utf-8")
    assert "Confirmé" in written
    assert "Shown by" not in written
    assert "pages/map.py words.csv\n" in written
    assert "#: words.csv" in written
    assert catalogue.update("fr") == ["{n} place", "Site", "raid"]
    assert (folder / "fr.po").read_text(encoding="utf-8") == written


def test_the_words_of_tables_that_a_reader_sees_are_in_the_catalogue():
    held = catalogue.template()
    assert {"rocket attack", "missile", "Middle East"} <= {each.id for each in held}
