"""Counts and ranks of attacks are not attacks."""

from __future__ import annotations

import pytest

from tests.extract.reading import news, read

STATISTICS = [
    "The number of shootings in Torsk rose by a tenth last year, the ministry said on Wednesday.",
    "Bombings fell in Torsk in the spring, a study found on Wednesday.",
    "The ministry reported on Wednesday a rise in kidnappings in Torsk.",
    "The rate of stabbings in Torsk is the lowest in Quarania, the police said on Wednesday.",
]

COUNTS = [
    "Twelve teachers have been murdered in Ombira since May.",
    "Dozens of drivers have been kidnapped in Ombira over the past decade.",
    "Nine judges have been assassinated in Ombira this year.",
]

RANKS = [
    "It was the third bombing in Quarania this month.",
    "This was the second assassination of a mayor in Quarania in a year.",
]


@pytest.mark.parametrize("text", STATISTICS)
def test_statistic_is_no_event(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("last", COUNTS)
def test_count_over_a_stretch_of_time_is_no_further_event(last: str) -> None:
    reports = read(f"Gunmen shot dead a teacher in Torsk on Wednesday.\n\n{last}")
    assert [r.place_name for r in reports] == ["Torsk"]


@pytest.mark.parametrize("last", RANKS)
def test_rank_of_what_was_told_is_no_further_event(last: str) -> None:
    reports = read(f"A bomb killed the mayor of Torsk in his car on Wednesday.\n\n{last}")
    assert [r.place_name for r in reports] == ["Torsk"]


def test_number_of_attacks_that_happened_is_news() -> None:
    (report,) = news("A number of attacks on police posts shook Torsk on Wednesday, killing six officers.")
    assert report.place_name == "Torsk"


def test_perfect_of_one_event_is_news() -> None:
    (report,) = news("Six teachers have been kidnapped by gunmen in Torsk, police said on Wednesday.")
    assert report.type == "kidnapping"


def test_ranked_attack_that_does_something_is_news() -> None:
    (report,) = news("The second bombing in two days killed nine people in Torsk on Wednesday.")
    assert report.type == "bombing"
