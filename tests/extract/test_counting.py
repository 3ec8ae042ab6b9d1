"""The numbers of an event of which several tolls are told."""

from __future__ import annotations

import pytest

from tests.extract.reading import news

LEAD = "A bomb went off in a market in Torsk on Wednesday, killing 30 people.\n\n"

COUNTED = [
    ("A hospital spoke of 24 dead.", (24, 30)),
    ("The mayor's office counted 34 dead.", (30, 34)),
    ("Six of the dead were children; two of them were killed in a stall.", (30, 30)),
    ("Three gunmen died as well.", (30, 30)),
    ("At least 30 people were killed, the ministry said.", (30, None)),
]


@pytest.mark.parametrize(("more", "killed"), COUNTED)
def test_numbers_run_from_the_lowest_to_the_highest_given_for_the_whole(
    more: str, killed: tuple[int, int | None]
) -> None:
    (report, *_) = news(LEAD + more)
    assert (report.killed.min, report.killed.max) == killed
