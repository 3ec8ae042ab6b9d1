"""Which time is the event's own: not the telling's, not what lies ahead, and the year that a weekday fits."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.extract.reading import read

# Read on Thursday, 16 May 2024.
DAYS = [
    ("Gunmen shot dead nine farmers in Torsk on Sunday. The minister confirmed the attack on Tuesday.", 12),
    ("Gunmen killed nine people in Torsk on Monday. The country will vote on Friday after the attack.", 13),
    ("About 7:45 p.m. on Tuesday, 14 May, men got out of a van in Torsk. They opened fire at guards.", 14),
    ("Drones hit a depot in Torsk overnight.", 16),
    ("Ombira lived on Tuesday a hard day.\n\nIn the afternoon, a truck bomb exploded in Torsk.", 14),
    (
        "They searched the hotel in Torsk on Wednesday, the morning after a bomber blew up a truck there.",
        14,
    ),
    ("Ombira buried its dead on Wednesday, a day after bombers destroyed a bus in Torsk.", 14),
    ("There was more on Tuesday. In Torsk gunmen stormed a market and shot nine.", 14),
    ("Gunmen shot nine in Torsk in the worst attack since rebels were driven out in 2001.", 16),
    ("Shells fell on Torsk in the night of 13 to 14 May, killing two people.", 14),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_an_event_has_its_own_day_not_that_of_its_telling(text: str, day: int) -> None:
    assert read(text)[0].when.date == dt.date(2024, 5, day)


def test_a_weekday_tells_the_year_of_a_page_without_a_date() -> None:
    text = (
        "A bomb killed nine people in Torsk on Friday, September 29.\n\n"
        "The country prepares for the elections of January 2024."
    )
    assert read(text, published=None)[0].when.date == dt.date(2023, 9, 29)


def test_the_hour_told_beside_the_event_is_its_own_where_another_event_is_told_too() -> None:
    text = (
        "Gunmen killed nine farmers in Torsk on Monday.\n\nThe men came at about 5:20 a.m., a widow said.\n\n"
        "In 2019 a bomb killed thirty people in Ombira."
    )
    assert read(text)[0].when.time == "05:20"


TOLD_ON = [
    "A trader was shot dead in his shop in Torsk, a spokesman said on Tuesday.",
    "Gunmen killed six herders in Torsk, the governor told reporters on Tuesday.",
    "Police said on Tuesday that gunmen had killed two guards in Torsk.",
    "A bomb killed three soldiers near Torsk, a military source told the radio on Tuesday.",
    "Speaking on Tuesday, the minister said that rebels had shelled a hospital in Torsk.",
]


@pytest.mark.parametrize("text", TOLD_ON)
def test_the_day_of_the_telling_only_lets_the_event_s_day_be_inferred(text: str) -> None:
    when = read(text)[0].when
    assert (when.date, when.basis) == (dt.date(2024, 5, 14), "inferred")


def test_a_day_of_the_event_beside_the_telling_s_is_no_inference() -> None:
    when = read("Gunmen killed six herders in Torsk on Monday, the governor told reporters on Tuesday.")[
        0
    ].when
    assert (when.date, when.basis) == (dt.date(2024, 5, 13), "relative")


SPOKEN_OF = [
    "What happened in Torsk on 3 May is told differently. The police say that rebels shot two officers.",
    "The events of 3 May are still disputed. Survivors say that gunmen opened fire on a crowd in Torsk.",
    "A report looks at the facts of 3 May. It says that soldiers shot 12 villagers in Torsk.",
]


@pytest.mark.parametrize("text", SPOKEN_OF)
def test_the_day_of_which_a_sentence_speaks_dates_what_the_next_one_tells(text: str) -> None:
    assert read(text)[0].when.date == dt.date(2024, 5, 3)
