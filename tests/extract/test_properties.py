"""What holds for every text: no crash, exact offsets, the same answer twice."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.extract import truecase, walls
from geo.model import Article, Report
from tests.extract.reading import model, read

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
HOSTILE = [
    "“" * 30, "a" * 3000, "\x00\x07\x1b[2J", "\u202e\u2066", "قتل شخصان في الهجوم", "💣🔥" * 20, "'\"([{",
    "\ud7ff\ufffe", "\r\r\n\u2028", "İ" * 20, "e\u0301" * 30, "--" * 40, "1" * 400, "…" * 50,
]  # fmt: skip
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


@SLOW
@given(st.text(st.characters(codec="utf-8"), max_size=200), st.sampled_from(HOSTILE))
def test_no_hostile_piece_beside_any_text_crashes_the_reading(text: str, piece: str) -> None:
    whole = f"{piece} A bomb exploded in Torsk on Wednesday{piece} {text}"
    for report in read(whole):
        _check(whole, report)


@pytest.mark.parametrize("piece", ["KILLED BOMB ATTACK ", "killed by a bomb attack ", "A.B.", "(", "“", "a"])
def test_a_line_of_a_million_characters_is_read_in_bounded_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = time.monotonic()
    article = walls.article(Article("long", text))
    read(truecase.article(article, truecase.vocabulary(model(), named=lambda _: False)).text)
    assert time.monotonic() - start < 120  # seconds on a busy machine; unbounded it took days


def test_same_articles_give_the_same_bytes_in_another_process() -> None:
    files = sorted(str(path) for path in Path("data/sample").glob("02[1-4]*.txt"))
    printed = [
        subprocess.run(
            [sys.executable, "-m", "geo", "explain", *files],
            capture_output=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1] != b""


def test_very_long_text_is_read_up_to_its_limit() -> None:
    text = "A bomb exploded in Torsk on Wednesday and killed two people.\n\n" + "The town was calm. " * 5000
    assert len(text) > 60_000
    assert [report.type for report in read(text) if report.main] == ["bombing"]
