"""Expressions of time against the day of publication, and the one that dates an event."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from geo.extract.clock import find as clocks
from geo.extract.time import choose, time_expressions
from geo.model import When

FRIDAY = dt.date(2023, 12, 8)
D = dt.date
R = "relative"


def _when(nlp: Language, text: str, **told):
    told = {"published": FRIDAY, **told}
    return [(text[e.start : e.end], e.when) for e in time_expressions(nlp(text), **told)]


DAYS = [
    ("Gunmen raided the farm on Friday.", "Friday", FRIDAY),
    ("Gunmen raided the farm on Thursday night.", "Thursday", D(2023, 12, 7)),
    ("A bomb went off late on Tuesday.", "Tuesday", D(2023, 12, 5)),
    ("Shells fell on the village last Friday.", "Friday", D(2023, 12, 1)),
    ("He was shot on Friday last week.", "Friday last week", D(2023, 12, 1)),
    ("He was shot on Wednesday of last week.", "Wednesday of last week", D(2023, 11, 29)),
    ("The council will meet on Monday.", "Monday", D(2023, 12, 11)),
    ("The court plans to rule next Friday.", "Friday", D(2023, 12, 15)),
    ("Rockets fell this morning.", "this morning", FRIDAY),
    ("Rockets fell today.", "today", FRIDAY),
    ("Rockets fell last night.", "last night", D(2023, 12, 7)),
    ("Rockets fell yesterday evening.", "yesterday evening", D(2023, 12, 7)),
    ("The mayor was shot the day before yesterday.", "the day before yesterday", D(2023, 12, 6)),
    ("Three guards were shot two days ago.", "two days ago", D(2023, 12, 6)),
    ("Three guards were shot three hours ago.", "three hours ago", FRIDAY),
    ("Friday's attack shook the town.", "Friday", FRIDAY),
]


@pytest.mark.parametrize(("text", "words", "day"), DAYS)
def test_a_relative_day_counts_from_publication(nlp, text, words, day):
    assert _when(nlp, text) == [(words, When(day, None, "day", "relative"))]


STATED = [
    ("The depot burned on 3 March.", "3 March", When(D(2023, 3, 3), None, "day", "stated")),
    ("The depot burned on December 20.", "December 20", When(D(2022, 12, 20), None, "day", "stated")),
    ("The depot burned on 3 March 2019.", "3 March 2019", When(D(2019, 3, 3), None, "day", "stated")),
    (
        "The depot burned on 3 March last year.",
        "3 March last year",
        When(D(2022, 3, 3), None, "day", "stated"),
    ),
    ("Two miners killed on 15 NOV.", "15 NOV", When(D(2023, 11, 15), None, "day", "stated")),
    ("The vote will be held on January 7.", "January 7", When(D(2024, 1, 7), None, "day", "stated")),
    ("In March, the army shelled it.", "March", When(D(2023, 3, 1), D(2023, 3, 31), "month", "stated")),
    (
        "They came in December last year.",
        "December last year",
        When(D(2022, 12, 1), D(2022, 12, 31), "month", "stated"),
    ),
    ("They fled in 2019.", "2019", When(D(2019, 1, 1), D(2019, 12, 31), "year", "stated")),
    (
        "It burned on the night of 3 to 4 March.",
        "3 to 4 March",
        When(D(2023, 3, 4), None, "day", "stated"),
    ),
    (
        "Drones came in the night from Wednesday to Thursday.",
        "Wednesday to Thursday",
        When(D(2023, 12, 7), None, "day", R),
    ),
    (
        "It rained between 3 and 5 March.",
        "3 and 5 March",
        When(D(2023, 3, 3), D(2023, 3, 5), "range", "stated"),
    ),
    (
        "They fought from 28 December to 2 January.",
        "28 December to 2 January",
        When(D(2022, 12, 28), D(2023, 1, 2), "range", "stated"),
    ),
    ("They have fought since October.", "October", When(D(2023, 10, 1), FRIDAY, "range", "stated")),
    (
        "Killed on or before 15 NOV near the river.",
        "15 NOV",
        When(D(2023, 11, 15), D(2023, 11, 15), "range", "stated"),
    ),
    (
        "It followed the attack by Hamas on October 7.",
        "October 7",
        When(D(2023, 10, 7), None, "day", "stated"),
    ),
]


@pytest.mark.parametrize(("text", "words", "when"), STATED)
def test_a_stated_date_is_the_latest_such_day_up_to_publication(nlp, text, words, when):
    assert _when(nlp, text) == [(words, when)]


SPANS = [
    ("Drones struck the depot overnight.", "overnight", When(FRIDAY, None, "day", R)),
    ("Guns fired over the weekend.", "over the weekend", When(D(2023, 12, 2), D(2023, 12, 3), "range", R)),
    ("Rebels raided the town last week.", "last week", When(D(2023, 11, 27), D(2023, 12, 3), "week", R)),
    (
        "Rebels raided the town three weeks ago.",
        "three weeks ago",
        When(D(2023, 11, 13), D(2023, 11, 19), "week", R),
    ),
    ("Rebels raided the town last month.", "last month", When(D(2023, 11, 1), D(2023, 11, 30), "month", R)),
    (
        "Rebels raided the town two months ago.",
        "two months ago",
        When(D(2023, 10, 1), D(2023, 10, 31), "month", R),
    ),
    ("Rebels raided the town a year ago.", "a year ago", When(D(2022, 1, 1), D(2022, 12, 31), "year", R)),
    (
        "They fought from Tuesday to Thursday.",
        "Tuesday to Thursday",
        When(D(2023, 12, 5), D(2023, 12, 7), "range", R),
    ),
    ("In the past 24 hours guns fired.", "In the past 24 hours", When(D(2023, 12, 7), FRIDAY, "range", R)),
]


@pytest.mark.parametrize(("text", "words", "when"), SPANS)
def test_longer_times_stand_as_their_first_and_last_day(nlp, text, words, when):
    assert _when(nlp, text) == [(words, when)]


TOLD = [
    ("On Monday a mine exploded. Two days earlier a bus was hit.", [D(2023, 12, 4), D(2023, 12, 2)]),
    ("The bridge fell on 3 March 2021. The next day the army left.", [D(2021, 3, 3), D(2021, 3, 4)]),
    ("A bus was hit on Tuesday. The previous day a van was hit.", [D(2023, 12, 5), D(2023, 12, 4)]),
    ("The raid of 3 May 2021 failed. On the same day a car burned.", [D(2021, 5, 3), D(2021, 5, 3)]),
    (
        "Gunmen shot five farmers on Monday, two days after a bomb killed a guard.",
        [D(2023, 12, 4), D(2023, 12, 2)],
    ),
    ("A week later the ship sank.", [D(2023, 12, 15)]),
    ("Three days after a blast shook the port, its cause is unknown.", [D(2023, 12, 5)]),
    ("Three days after a blast shook the port, the mayor resigned.", []),
]


@pytest.mark.parametrize(("text", "days"), TOLD)
def test_a_time_relative_to_another_event_counts_from_the_date_told_before_it(nlp, text, days):
    assert [when.date for _, when in _when(nlp, text)] == days


def test_without_a_day_of_publication_relative_times_are_unknown_and_absolute_ones_stand(nlp):
    found = _when(nlp, "Guns fired on Friday, as on 3 March, and on 3 March 2021.", published=None)
    assert [when for _, when in found] == [When(), When(), When(D(2021, 3, 3), None, "day", "stated")]


def test_against_an_inferred_day_of_publication_dates_are_inferred(nlp):
    found = _when(nlp, "Guns fired on Friday, as on 3 March.", published_basis="inferred")
    assert [when.basis for _, when in found] == ["inferred", "inferred"]


def test_recent_times_are_found_and_unknown(nlp):
    assert _when(nlp, "Raids grew in recent weeks.") == [("in recent weeks", When())]


CLOCKS = [
    ("at approximately 4:15 a.m., two", "04:15"),
    ("At 0415 the siren", "04:15"),
    ("at 16:30 local time", "16:30"),
    ("0415 hours", "04:15"),
    ("at 8.40 pm", "20:40"),
    ("at 2.25 this morning", "02:25"),
    ("at 9.50 on Sunday evening", "21:50"),
    ("at 11:05 last night", "23:05"),
    ("at 12.10 in the afternoon", "12:10"),
    ("at 18.20 on Monday", "18:20"),
    ("around 5 pm", "17:00"),
    ("just after 1 a.m.", "01:00"),
    ("at twelve o'clock at night", "00:00"),
    ("On the morning of Tuesday, at half past six, a man came", "06:30"),
    ("from half past four in the afternoon", "16:30"),
    ("at three minutes past eight on Monday evening", "20:03"),
    ("at a quarter to six in the evening", "17:45"),
    ("on Sunday at about ten in the morning", "10:00"),
    ("The alarm came at 13.48. Police", "13:48"),
    ("came in at around 05.25 from three sides", "05:25"),
    ("12 a.m.", "00:00"),
    ("12 p.m.", "12:00"),
    ("shortly after midnight", "00:00"),
    ("around noon", "12:00"),
    ("at six o'clock in the morning", "06:00"),
    ("at half past nine o'clock in the evening", "21:30"),
]


@pytest.mark.parametrize(("text", "time"), CLOCKS)
def test_clock_times_are_read(text, time):
    assert [found.time for found in clocks(text)] == [time]


@pytest.mark.parametrize(
    "text",
    [
        "rose 3.12 on Monday",
        "at 3.12 euros",
        "at six o'clock",
        "rose at 12.40 percent",
        "sold at 10.25 dollars",
        "ten to seven people",
        "at seven on the road",
        "a 3-1 win",
        "some 1630 men",
        "25:70",
        "at 13 p.m.",
        "$12.30",
        "16:30%",
    ],
)
def test_what_is_no_clock_time_is_not_read(text):
    assert clocks(text) == []


def _chosen(nlp: Language, text: str, trigger: str, **told):
    told = {"published": FRIDAY, "published_basis": "record", **told}
    doc = nlp(text)
    start = text.index(trigger)
    sentence = next(s for s in doc.sents if s.start_char <= start < s.end_char)
    return choose(
        time_expressions(doc, **told), start=start, end=start + len(trigger),
        sentence_start=sentence.start_char, sentence_end=sentence.end_char, **told,
    )  # fmt: skip


CHOICES = [
    ("Police said on Thursday that gunmen killed three farmers on Tuesday.", "killed", D(2023, 12, 5)),
    ("Gunmen shot five farmers on Monday, two days after a bomb killed a guard.", "shot", D(2023, 12, 4)),
    ("Gunmen shot five farmers on Monday, two days after a bomb killed a guard.", "killed", D(2023, 12, 2)),
    ("A bomb killed a guard in the port, police said on Thursday.", "killed", D(2023, 12, 7)),
    ("A bomb killed a guard on Monday and rebels raided a farm on Tuesday.", "raided", D(2023, 12, 5)),
]


@pytest.mark.parametrize(("text", "trigger", "day"), CHOICES)
def test_an_event_takes_the_time_that_hangs_on_it_before_that_of_its_telling(nlp, text, trigger, day):
    assert _chosen(nlp, text, trigger).when.date == day


def test_a_day_that_may_be_only_the_tellings_dates_an_event_less_surely(nlp):
    own = _chosen(nlp, "Rebels raided the farm on Sunday.", "raided")
    shared = _chosen(nlp, "The governor confirmed a raid on Sunday.", "raid")
    assert shared.when == own.when
    assert shared.confidence < own.confidence


def test_the_clock_time_of_the_sentence_joins_the_day(nlp):
    chosen = _chosen(nlp, "Two missiles struck the port on Monday at about 4:15 a.m.", "struck")
    assert chosen.when == When(D(2023, 12, 4), None, "day", "relative", "04:15")


def test_without_a_time_an_event_takes_the_day_of_publication_less_surely(nlp):
    dated = _chosen(nlp, "Rockets struck the port on Monday.", "struck")
    bare = _chosen(nlp, "At 4:15 a.m. rockets struck the port.", "struck")
    assert bare.when == When(FRIDAY, None, "day", "published", "04:15")
    assert (bare.start, bare.rule) == (bare.end, "published")
    assert bare.confidence < dated.confidence


def test_without_a_time_and_a_day_of_publication_an_event_has_none(nlp):
    assert (
        _chosen(nlp, "Rockets struck the port.", "struck", published=None, published_basis="unknown") is None
    )


VOCABULARY = """
on last next Friday Monday 3 31 March 2024 since until between and two days earlier ago week
overnight . , at 4:15 a.m. the after year today
"""
WORDS = st.lists(st.sampled_from(VOCABULARY.split())).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=60) | WORDS, published=st.none() | st.dates())
def test_no_text_and_no_day_break_the_times(nlp, text, published):
    at = 0
    for found in time_expressions(nlp(text), published=published):
        assert at <= found.start < found.end <= len(text)
        at = found.end
        assert found.when.end is None or found.when.date is None or found.when.date <= found.when.end
