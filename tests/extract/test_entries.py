"""Lists of incidents: which paragraphs are entries, and that each is an incident of its own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from geo.extract.entries import entries
from geo.model import Report
from tests.extract.reading import news

CHRONOLOGY = """Chronology of raids

2 May 1994: Gunmen raid a mill near Ulem. Three people are killed.

9 May 1994 (Tarn): A bomb goes off in a bar.

28 May - 3 June 1994: Shells fall on Odrin.
"""
BULLETS = """Daily note

* TARN - A bomb killed two people near the market.

* ULEM - Gunmen shot dead a teacher.

ODRIN - Shells hit a school, killing five pupils.
"""
NUMBERS = """Communique

1. At 0510 on 3 March our units attacked the post of Ulem.
2. On the night of 4 March sappers blew up a bridge near Tarn.
3. ON 6 MARCH A PATROL FELL INTO OUR AMBUSH NEAR ODRIN AND FIVE SOLDIERS DIED.
"""


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        (CHRONOLOGY, ["2 May", "9 May", "28 May"]),
        (BULLETS, ["* TARN", "* ULEM", "ODRIN"]),
        (NUMBERS, ["1. At", "2. On", "3. ON"]),
    ],
)
def test_a_list_has_entries(text, opening):
    found = entries(text)
    assert [text[at : at + len(words)] for at, words in zip(found.starts, opening, strict=True)] == opening


def test_a_chronology_is_headed_by_its_days():
    found = entries(CHRONOLOGY)
    assert found.chronicles(found.at(CHRONOLOGY.index("bomb")))
    assert not entries(NUMBERS).chronicles(0)
    assert found.at(0) is None


@pytest.mark.parametrize(
    "text",
    [
        "Blast in Tarn\n\nTARN, 3 May (Agency) - A bomb killed two.\n\nOn 2 March a bomb had killed nine.",
        "Statement\n\n1. A car exploded at the mill on Tuesday.\n2. One person died as a consequence of it."
        "\n3. The government will not negotiate with those who did it.",
        "Tarn, 3 May 2001\n\n4 May 2001\n\nA bomb killed two people in the town on 2 May 2001.",
    ],
)
def test_a_report_of_one_incident_has_no_entries(text):
    assert entries(text).starts == ()


def _told(reports: Sequence[Report]) -> list[tuple[str | None, str | None]]:
    return [(r.place.name if r.place else None, r.when.date and r.when.date.isoformat()) for r in reports]


def test_entries_of_a_chronology_are_news_on_the_days_that_head_them():
    text = (
        "Chronology of attacks\n\n2 March 2024: Gunmen shoot dead three farmers in Torsk.\n\n"
        "14 March 2024: A bomb goes off in a bar in Ombira. Four people die.\n\n"
        "30 March - 2 April 2024: At least 40 people are killed in Harwick. Police blame rebels."
    )
    assert _told(news(text)) == [
        ("Torsk", "2024-03-02"),
        ("Ombira", "2024-03-14"),
        ("Harwick", "2024-03-30"),
    ]


def test_entries_of_a_communique_keep_their_own_dead():
    text = (
        "Communique\n\n1. At 0535 on 9 May our fighters shelled the barracks in Torsk.\n\n"
        "2. In the night of 10 to 11 May sappers blew up a bridge near Ombira. Seven men were killed.\n\n"
        "3. On 12 May one of our units ambushed a patrol near Harwick. Three policemen were killed."
    )
    found = news(text)
    assert _told(found) == [("Torsk", "2024-05-09"), ("Ombira", "2024-05-11"), ("Harwick", "2024-05-12")]
    assert [r.killed.min for r in found] == [None, 7, 3]


def test_a_lead_that_counts_attacks_makes_news_of_those_of_the_week():
    text = (
        "The toll in the two attacks on buses rose to nine on Wednesday.\n\n"
        "On Monday night gunmen stopped a bus near Torsk and shot dead five passengers.\n\n"
        "On Tuesday night gunmen fired at a bus near Ombira and killed four people."
    )
    assert _told(news(text)) == [("Torsk", "2024-05-13"), ("Ombira", "2024-05-14")]


def test_operations_hours_apart_are_told_apart():
    text = (
        "At 1015 on Wednesday fighters detonated a bomb under a patrol in Torsk.\n\n"
        "At 2130 the same evening fighters fired rockets at a barracks. Two soldiers were wounded."
    )
    assert [(r.type, r.when.time) for r in news(text)] == [("bombing", "10:15"), ("rocket_attack", "21:30")]


def test_a_stretch_that_began_years_ago_dates_no_massacre():
    text = (
        "They were burying their dead on Wednesday after the worst massacre since the war broke out more "
        "than five years ago, in Torsk."
    )
    assert _told(news(text)) == [("Torsk", "2024-05-15")]


def test_both_attacks_claimed_at_once_are_news():
    text = (
        "Gunmen killed 15 people in Ombira on Wednesday, a day after 48 were massacred in nearby Torsk.\n\n"
        "On Tuesday about 50 men had come to Torsk in two lorries. They set a bank and six cars ablaze.\n\n"
        "A rebel group said its fighters had carried out both raids."
    )
    assert {r.place.name for r in news(text) if r.place} == {"Ombira", "Torsk"}
