"""Remembered word forms are those of spaCy's own ruler and lemmatizer, word for word."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from geo.extract import language, wordforms

PAIRS = [
    "There is going to be a raid.",
    "There was a blast, and there were two more.",
    "They're gonna leave and we gotta stay.",
    "Let's go, y'all, c'mon.",
    "It ain't over and I ain't sure.",
    "gon na gon gon na there there is",
]
SOME = "there is was gon na got ta let 's ain't y' all c'm on The attacks attacked left leaves lay saw better"
WORDS = st.sampled_from([*SOME.split(), "\n"])


@pytest.fixture(scope="module")
def both() -> tuple[Language, Language]:
    """The model as Dateline loads it, and with the ruler and lemmatizer of its makers in its place."""
    ours, theirs = language.load(), language.load()
    theirs.remove_pipe("dateline_word_forms")
    theirs.enable_pipe("attribute_ruler")
    theirs.enable_pipe("lemmatizer")
    return ours, theirs


def forms(doc: Doc) -> list[tuple[str, ...]]:
    return [(t.text, t.tag_, t.dep_, t.pos_, str(t.morph), t.lemma_) for t in doc]


@pytest.mark.parametrize("text", PAIRS)
def test_pairs_of_words_are_read_as_the_makers_of_the_model_read_them(
    both: tuple[Language, Language], text: str
) -> None:
    ours, theirs = both
    assert forms(ours(text)) == forms(theirs(text)) == forms(ours(text))


@given(words=st.lists(WORDS, min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_any_order_of_words_gives_the_same_forms(both: tuple[Language, Language], words: list[str]) -> None:
    ours, theirs = both
    text = " ".join(words)
    assert forms(ours(text)) == forms(theirs(text))


def test_what_is_remembered_is_forgotten_before_it_grows_without_end(
    both: tuple[Language, Language], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = both
    component = dict(ours.pipeline)["dateline_word_forms"]
    assert isinstance(component, wordforms.WordForms)
    monkeypatch.setattr(wordforms, "MOST_REMEMBERED", 3)
    for text in ("Gunmen killed five farmers.", "Rebels burned two schools."):
        assert forms(ours(text)) == forms(theirs(text))
        assert len(component.remembered) <= 8


def test_a_model_of_other_parts_is_left_as_it_is() -> None:
    nlp = spacy.blank("en")
    wordforms.remember(nlp)
    assert nlp.pipe_names == []


def test_each_model_that_is_loaded_has_a_component_of_its_own(both: tuple[Language, Language]) -> None:
    other = dict(language.load().pipeline)["dateline_word_forms"]
    assert isinstance(other, wordforms.WordForms)
    assert other is not dict(both[0].pipeline)["dateline_word_forms"]
    assert not other.remembered
