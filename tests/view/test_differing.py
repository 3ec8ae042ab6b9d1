"""What a card says where the reports of one event differ."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from geo.merge import merge
from geo.model import Count, Source
from geo.view.card import card
from geo.view.palette import MARKS
from tests.factories import GREEN_ZONE, HOSTILE, M23, MILITIAS, RUSSIA, report


def told_by(article: str, printed: str, **more: object):
    source = Source(article, published=dt.date.fromisoformat(printed), published_basis="record")
    return report(source=source, **{"place": GREEN_ZONE, **more})


def shown(*reports: object) -> str:
    [event] = merge(reports)
    return card(event, mark=MARKS[0])


def test_the_newest_and_the_most_frequent_toll_stand_below_the_range():
    text = shown(
        told_by("a", "2023-12-08", killed=Count(3, 3)),
        told_by("b", "2023-12-08", killed=Count(3, 3)),
        told_by("c", "2023-12-09", killed=Count(5, 5)),
    )
    assert "3 to 5" in text
    assert "newest 5 (9 December 2023), most often 3 (2 of 3 reports)" in text


def test_one_number_is_no_choice():
    text = shown(told_by("a", "2023-12-08", killed=Count(3, 3)), told_by("b", "2023-12-09"))
    assert "newest" not in text


def test_a_claim_and_an_accusation_of_somebody_else_are_both_shown():
    text = shown(told_by("a", "2023-12-08", actors=(M23,)), told_by("b", "2023-12-08", actors=(RUSSIA,)))
    assert "claimed by M23; the regional governor blames Russia" in text


def test_who_denies_is_shown_with_who_accuses():
    denies = replace(RUSSIA, attribution="denied", attributed_by=None)
    text = shown(told_by("a", "2023-12-08", actors=(RUSSIA,)), told_by("b", "2023-12-08", actors=(denies,)))
    assert "the regional governor blames Russia; Russia denies it" in text


def test_two_suspects_of_one_voice_are_no_dispute():
    both = (RUSSIA, replace(MILITIAS, attributed_by=RUSSIA.attributed_by))
    assert "Disputed" not in shown(told_by("a", "2023-12-08", actors=both))


def test_hostile_voices_of_a_dispute_are_escaped():
    text = shown(
        told_by("a", "2023-12-08", actors=(M23,)),
        told_by("b", "2023-12-08", actors=(replace(RUSSIA, name=HOSTILE, attributed_by=HOSTILE),)),
    )
    assert "Disputed" in text
    assert "<script" not in text
    assert "<img" not in text
