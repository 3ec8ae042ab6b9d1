from __future__ import annotations

import pytest

from geo.model import Article
from geo.pipeline import Pipeline
from geo.settings import Settings


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.open(Settings())


def left_out(pipeline: Pipeline, text: str) -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.why) for each in pipeline.checked(Article("a", text))[2]]


@pytest.mark.parametrize(
    ("text", "word", "why"),
    [
        ("The army had prevented a bombing in Mosul.", "bombing", "unreal"),
        ("No one was shot in Mosul.", "shot", "negated"),
        ("Critics attacked the minister over the budget.", "attacked", "sense"),
        ("The group threatened to attack the airport.", "attack", "unreal"),
    ],
)
def test_each_word_that_gave_no_event_has_its_reason(
    pipeline: Pipeline, text: str, word: str, why: str
) -> None:
    assert (word, why) in left_out(pipeline, text)


def test_the_words_of_an_event_are_not_left_out(pipeline: Pipeline) -> None:
    assert left_out(pipeline, "Two rockets hit a market in Mosul on Friday, killing two people.") == []


def test_a_text_without_any_such_word_has_nothing_left_out(pipeline: Pipeline) -> None:
    assert left_out(pipeline, "The price of flour fell on Friday.") == []
