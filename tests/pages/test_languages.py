"""The pages in another language: every word of ours is said in it, and a link keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo import language
from geo.ui import languages, listing
from tests import factories, pseudo
from tests.pages.apps import PAGES, run, texts

SAID = (
    "label",
    "help",
    "placeholder",
    "body",
    "alt",
    "options",
    "text",
)  # fields of an element that are shown
NOT_OURS = re.compile(
    r":material/\w+:"  # icons
    r"|https?://\S*|/home/you/articles|`[^`]*`"  # addresses and what is typed
    r'|<(article|div) class="(card|article-text|how|panel)".*'  # geo.view's, which has its own test
    r"|\*\*[\w., -]+\*\*: (?=⟦)",  # names of works
    re.DOTALL,
)
NAMES = "Dateline ACLED CAMEO GTD JSON GeoJSON GeoPackage GPKG GeoParquet CSV PNG MIT BSD Clause Apache CC BY"
CANONICAL = "Iran-aligned militias, Al Anbar"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let every word of ours stand in brackets, in a language made up for this."""
    made = tmp_path / "catalogues"
    made.mkdir()
    pseudo.spoken(made, monkeypatch)
    return made


def said(app: AppTest) -> Iterator[str]:
    """Yield every text of ours that an element shows."""
    for element in app:
        proto = getattr(element, "proto", None)
        for name in SAID:
            found = getattr(proto, name, None)
            yield from [found] if isinstance(found, str) else filter(_is_text, found or ())


def _is_text(each: object) -> bool:
    return isinstance(each, str)


def data() -> set[str]:
    """Return the words of the store's events and articles, which nobody translates."""
    found = [factories.HOSTILE, NAMES, CANONICAL]
    for event in [*factories.events(), factories.hostile_event()]:
        found += [event.place.name, *event.place.within] if event.place else []
        found += [text for actor in event.actors for text in (actor.name, actor.attributed_by) if text]
    for record in factories.records():
        found += [record.article.title or "", record.article.publisher or ""]
    return {word for text in found for word in re.findall("[A-Za-z]+", text)}


def forgotten(shown: Iterable[str]) -> list[str]:
    """Return the texts that hold words of ours which no catalogue has."""
    known = data()
    left = []
    for text in shown:
        if set(pseudo.outside(NOT_OURS.sub(" ", text))) - known:
            left.append(text)
    return left


@pytest.mark.parametrize("page", ["map", "trends", "events", "articles", "add", "places"])
def test_no_word_of_ours_on_a_page_is_left_in_english(page: str, store: Path, folder: Path) -> None:
    app = run(page, **({"place": "Baghdad"} if page == "places" else {"country": "IQ"}))
    assert forgotten(said(app)) == []


def test_about_is_said_in_the_language_but_for_the_figures_of_the_documentation(
    store: Path, folder: Path
) -> None:
    app = run("about")
    figures = [part for part in app.expander if "⟦" not in part.label]
    measured = {text for part in figures for text in [part.label, *(each.value for each in part.markdown)]}
    assert forgotten(text for text in said(app) if text not in measured) == []


def test_nothing_found_is_said_in_the_language(store: Path, folder: Path) -> None:
    app = run("events", text="nothing-of-the-kind")
    assert app.markdown[0].value.startswith("⟦**No event matches")
    assert app.button(key="clear").label == "⟦Clear all filters⟧"


def test_the_heads_of_a_table_are_said_in_the_language(store: Path, folder: Path) -> None:
    heads = list(run("events").dataframe[0].value)
    assert heads == [f"⟦{name}⟧" for name in english(listing.FIRST)]


def english(names: Iterable[str]) -> list[str]:
    with language.using("en"):
        return [listing.COLUMNS[name] for name in names]


@pytest.mark.parametrize("code", language.languages())
def test_no_two_columns_have_one_head_in_any_language(code: str) -> None:
    with language.using(code):
        assert len(set(listing.COLUMNS.values())) == len(listing.COLUMNS)


@pytest.fixture
def asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pages choose, as the frame around them does."""
    monkeypatch.setattr(language, "_chosen", [languages.chosen])


@pytest.mark.parametrize("page", sorted({path.stem for path in PAGES.glob("*.py")} - {"main"}))
def test_a_link_with_a_language_opens_each_page_in_it(page: str, store: Path, asked: None) -> None:
    assert "⟦" in texts(run(page, lang=pseudo.CODE))
    assert "⟦" not in texts(run(page))


def test_a_filter_keeps_the_language_in_the_address(store: Path, folder: Path) -> None:
    app = run("map", lang=pseudo.CODE, region="middle-east")
    app.toggle(key="filter-background").set_value(True).run()
    told = [app.query_params[name] for name in ("lang", "region", "background")]
    assert told == [pseudo.CODE, "middle-east", "1"]


def test_a_language_that_is_none_is_the_browsers(store: Path, asked: None) -> None:
    assert "⟦" not in texts(run("map", lang="../x"))


def test_the_choice_in_the_sidebar_changes_words_and_address(store: Path, folder: Path) -> None:
    app = run("main")
    assert app.selectbox(key="lang").value == "en"
    app.selectbox(key="lang").set_value(pseudo.CODE).run()
    assert not app.exception
    assert "⟦Pages⟧" in texts(app)
    assert app.query_params["lang"] == pseudo.CODE


def test_outside_of_a_session_words_are_english(folder: Path) -> None:
    assert languages.chosen() == "en"
