"""Pictures and the single page in another language, from catalogues made up for the test."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess

import pytest

from geo import language, query
from geo.cli import main
from geo.exchange import write
from geo.language import catalogue
from geo.query import Filter
from geo.seal import seal
from geo.seal.checking import verdict
from geo.snapshot import snapshot
from geo.view.assets import FOLDER
from geo.view.map_words import map_words
from geo.view.webpage import webpage
from tests import factories

MADE = dt.date(2024, 3, 1)
ALL = Filter(background=True)
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
CATALOGUES = {
    "ar": '"Plural-Forms: nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : '
    'n%100>=11 ? 4 : 5);\\n"\n',
    "uk": '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || '
    'n%100>14) ? 1 : 2);\\n"\n',
}
WORDS = {
    "ar": {"Attacks reported in the news": "هجمات وردت في الأخبار", "Suspected actors": "الجهات المشتبه بها",
           "Show all events": "عرض كل الأحداث", "When": "متى"},
    "uk": {"Attacks reported in the news": "Напади, про які повідомляли", "Suspected actors": "Підозрювані"},
}  # fmt: skip
PLURALS = {"uk": ("{n} event here", "{n} events here", ["{n} подія тут", "{n} події тут", "{n} подій тут"])}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """Arabic and Ukrainian with a few words each."""
    for code, said in WORDS.items():
        text = HEAD + CATALOGUES[code]
        text += "".join(f'\nmsgid "{english}"\nmsgstr "{word}"\n' for english, word in said.items())
        if code in PLURALS:
            one, many, forms = PLURALS[code]
            text += f'\nmsgid "{one}"\nmsgid_plural "{many}"\n'
            text += "".join(f'msgstr[{at}] "{form}"\n' for at, form in enumerate(forms))
        (tmp_path / f"{code}.po").write_text(text, encoding="utf-8")
    monkeypatch.setattr(language, "FOLDER", tmp_path)
    for cached in (language.languages, language._catalogue):
        cached.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    for cached in (language.languages, language._catalogue):
        cached.cache_clear()


def _drawn(code, *, format="png", events=None):
    events = factories.events() if events is None else events
    sealed = seal(events, filter=ALL, made=MADE)
    with language.using(code):
        return snapshot(query.table(events), filter=ALL, format=format, made=MADE, seal=sealed)


def test_a_picture_says_its_title_in_the_language_in_use():
    assert "Напади, про які повідомляли".encode() in _drawn("uk")
    assert b"Attacks reported in the news" in _drawn("en")


@pytest.mark.parametrize("code", ["ar", "uk"])
def test_no_glyph_is_missing_in_arabic_and_cyrillic(code, tmp_path):
    _drawn(code)  # a glyph that the font lacks is a warning, which fails the test
    path = tmp_path / "map.pdf"
    path.write_bytes(_drawn(code, format="pdf"))
    fonts = subprocess.run(["pdffonts", path], capture_output=True, check=True, text=True).stdout
    assert set(re.findall(r"DejaVuSans\S*|[A-Z]{6}\+(\S+)", fonts)) != set()


def test_the_same_inputs_and_language_give_the_same_bytes():
    assert _drawn("ar") == _drawn("ar")
    assert _drawn("ar") != _drawn("en")


@pytest.mark.parametrize("format", ["png", "svg", "pdf"])
def test_a_check_does_not_care_in_which_language_a_picture_was_made(format):
    events = factories.events()
    for code in ("en", "ar", "uk"):
        found = verdict(_drawn(code, format=format), name=f"map.{format}", matching=lambda _: events)
        assert found == verdict(_drawn("en", format=format), name=f"map.{format}", matching=lambda _: events)


def test_the_page_is_in_its_language_and_runs_as_that_is_written():
    with language.using("ar"):
        arabic = webpage(factories.events(), filter=ALL, made=MADE).decode()
    english = webpage(factories.events(), filter=ALL, made=MADE).decode()
    assert '<html lang="ar" dir="rtl">' in arabic
    assert '<html lang="en" dir="ltr">' in english
    assert "<title>هجمات وردت في الأخبار</title>" in arabic
    data = json.loads(re.search(r'id="events-data">(.*?)</script>', arabic, re.S)[1])
    assert data["words"]["said"]["all"] == "عرض كل الأحداث"
    assert data["cards"][0]["facts"][0][0] == "متى"


def test_the_browser_gets_the_words_for_each_kind_of_number():
    with language.using("uk"):
        words = map_words()
    assert words["locale"] == "uk"
    assert words["said"]["here"] == {"one": "{n} подія тут", "few": "{n} події тут", "many": "{n} подій тут"}
    assert map_words()["said"]["here"] == {"one": "{n} event here", "other": "{n} events here"}


def test_kml_names_its_folders_in_the_language():
    with language.using("uk"):
        written = write(factories.events(), filter=ALL, format="kml", made=MADE).decode()
    assert "Напади, про які повідомляли" in written


def test_a_language_that_there_is_not_is_refused_with_those_there_are(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["snapshot", "--output", "map.png", "--language", "xx"])
    assert stopped.value.code == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.endswith("argument --language: 'xx' is none of the languages there are: en, ar, uk")


# what a script of ours may hold with a space or a capital: names of the platform, of CSS, classes, and SVG
OURS = [path for path in sorted(FOLDER.rglob("*.js")) if path.parent.name != "leaflet"]
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
SENTENCE = re.compile(r"^[A-Z][a-z]+|\b[a-z]+,? [a-z]+\b|^ ?[a-z]+ $|^ [a-z]+")
HONEST = {
    "use strict", "AbortError", "Enter", "Escape", "chip ", "area ", " is-chosen", "moveend zoomend resize",
    "dateline-names leaflet-zoom-hide", "dateline-button dateline-in-view", "dateline-draw dateline-draw-",
    "dateline-button dateline-over-time", "px 'Source Sans', 'Source Sans 3', system-ui, sans-serif",
    "noopener noreferrer nofollow",
    "zoom nearer", "zoom farther",  # names of `map_words`
}  # fmt: skip


def test_no_script_of_ours_holds_words_that_a_reader_would_see():
    found = {}
    for path in OURS:
        code = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.S)
        said = re.sub(r"\bsay\([^)]*?[,)]", "", code)
        words = {text for text in LITERAL.findall(said) if SENTENCE.search(text)} - HONEST
        if words:
            found[path.name] = words
    assert found == {}


def test_each_name_that_a_script_says_has_words():
    named = set()
    for path in OURS:
        named |= set(re.findall(r'\bsay\("([^"]+)"', path.read_text(encoding="utf-8")))
    assert len(named) > 15
    assert named - {"draw "} <= set(map_words()["said"])
    assert catalogue.KEYWORDS["plurals"] == 2
