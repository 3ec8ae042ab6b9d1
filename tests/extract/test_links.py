"""Which place name belongs to a verb. The sentences are made up."""

from __future__ import annotations

import pytest

from geo.extract import language, links
from geo.model import Article, Span, Toponym
from tests.extract.reading import model, toponyms

LINKED = [
    ("Gunmen killed a teacher from Harwick in Torsk.", "killed", "Torsk"),
    ("Officials in Harwick said shells destroyed a bridge in Ombira.", "destroyed", "Ombira"),
    ("Troops patrolled Torsk after rebels attacked Ombira.", "patrolled", "Torsk"),
    ("Troops patrolled Torsk after rebels attacked Ombira.", "attacked", "Ombira"),
    ("Thousands marched through Torsk on Friday.", "marched", "Torsk"),
    ("Police arrested two men in Ulmar on Friday.", "arrested", "Ulmar"),
    ("The minister praised the plan.", "praised", None),
    ("Officials in Harwick said the army had won.", "won", None),
]


@pytest.mark.parametrize(("text", "verb", "name"), LINKED)
def test_verb_has_the_place_that_hangs_on_it(text: str, verb: str, name: str | None) -> None:
    doc = language.parse(model(), Article("made-up", text))
    names = [*toponyms(text)]
    if "Ulmar" in text:
        names.append(Toponym(text.index("Ulmar"), text.index("Ulmar") + 5, "Ulmar"))
    start = text.index(verb)
    found = links.of_verb(doc, Span(start, start + len(verb)), toponyms=names)
    assert (text[found.start : found.end] if found else None) == name


def test_name_of_a_part_is_the_capitalised_word() -> None:
    text = "Shells fell on northern Velland."
    doc = language.parse(model(), Article("made-up", text))
    name = Toponym(
        text.index("northern"), len(text) - 1, "northern Velland", "place", toponyms(text)[0].place
    )
    found = links.of_verb(doc, Span(7, 11), toponyms=[name])
    assert found == Span(text.index("Velland"), len(text) - 1)


def test_words_outside_the_text_are_refused() -> None:
    doc = language.parse(model(), Article("made-up", "Shells fell."))
    with pytest.raises(ValueError, match="no words"):
        links.of_verb(doc, Span(50, 55), toponyms=[])
