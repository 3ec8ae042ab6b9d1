"""What holds for every text: no crash, exact offsets, the same answer twice."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.model import Report
from tests.extract.reading import read

WORDS = st.sampled_from(
    [
        "a",
        "the",
        "two",
        "several",
        "no",
        "bomb",
        "bombs",
        "exploded",
        "attack",
        "attacks",
        "on",
        "in",
        "at",
        "by",
        "of",
        "killed",
        "people",
        "soldiers",
        "gunmen",
        "Torsk",
        "Ombira",
        "Hezbollah",
        "Russian",
        "army",
        "denied",
        "claimed",
        "responsibility",
        "for",
        "it",
        "said",
        "police",
        "that",
        "rockets",
        "fired",
        ",",
        ".",
        "\n\n",
        "“",
        "”",
        "(",
        ")",
        "-",
        "--",
        "'s",
        "Wednesday",
        "yesterday",
        "since",
        "had",
        "been",
        "would",
        "not",
        "was",
        "were",
        "who",
        "which",
        "and",
        "after",
        "strike",
        "hit",
        "market",
        "embassy",
    ]
)
TEXTS = st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=120))
SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def _check(text: str, report: Report) -> None:
    assert text[report.start : report.end] == report.quote
    assert report.quote.strip() == report.quote
    assert report.start <= report.trigger_start < report.trigger_end <= report.end
    assert 0.0 <= report.confidence <= 1.0
    for evidence in report.evidence:
        assert 0 <= evidence.start < evidence.end <= len(text)
    if report.place_start is not None and report.place_end is not None:
        assert text[report.place_start : report.place_end] == report.place_name


@SLOW
@given(TEXTS)
def test_no_text_crashes_and_every_offset_points_at_its_words(text: str) -> None:
    for report in read(text):
        _check(text, report)


@SLOW
@given(TEXTS)
def test_same_article_gives_the_same_reports(text: str) -> None:
    assert repr(read(text)) == repr(read(text))


def test_hostile_texts_are_read_like_any_other() -> None:
    for text in (
        "",
        " \n\n ",
        "<script>bomb</script>",
        "${attack()}",
        "\u202ebomb exploded\u202c",
        "=cmd|' /C attack'!A0",
        "💣 " * 50,
    ):
        for report in read(text):
            _check(text, report)


def test_very_long_text_is_read_up_to_its_limit() -> None:
    text = "A bomb exploded in Torsk on Wednesday and killed two people.\n\n" + "The town was calm. " * 5000
    assert len(text) > 60_000
    assert [report.type for report in read(text) if report.main] == ["bombing"]
