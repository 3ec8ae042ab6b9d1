"""Dates as newspapers write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.corpus.calendar import earliest, find, latest

WRITTEN = [
    ("It fell on December 2, he said.", "December 2", (None, 12, 2, None, None)),
    ("On 2 December 2023 it rained.", "2 December 2023", (2023, 12, 2, None, None)),
    ("Seen 8 Dec. 2023 there", "8 Dec. 2023", (2023, 12, 8, None, None)),
    ("log of 2023-12-08T10:15Z", "2023-12-08", (2023, 12, 8, None, None)),
    ("killed on 15 NOV near", "15 NOV", (None, 11, 15, None, None)),
    ("report 15NOV2019 filed", "15NOV2019", (2019, 11, 15, None, None)),
    ("Friday, 8 December 2023 at noon", "Friday, 8 December 2023", (2023, 12, 8, 4, None)),
    ("Fri, Dec 8, 2023 10:15 GMT", "Fri, Dec 8, 2023", (2023, 12, 8, 4, None)),
    ("the 3rd of May 2022", "3rd of May 2022", (2022, 5, 3, None, None)),
    ("Sept. 11, 2001, changed it", "Sept. 11, 2001", (2001, 9, 11, None, None)),
    ("the night of 3 to 4 March", "3 to 4 March", (None, 3, 3, None, 4)),
    ("between 3 and 5 March 2021", "3 and 5 March 2021", (2021, 3, 3, None, 5)),
    ("on March 3-5 the town", "March 3-5", (None, 3, 3, None, 5)),
    ("on 25/12/2023 they", "25/12/2023", (2023, 12, 25, None, None)),
    ("on 08.12.2023 they", "08.12.2023", (2023, 12, 8, None, None)),
    ("In March they left", "March", (None, 3, None, None, None)),
    ("in March 2022 they left", "March 2022", (2022, 3, None, None, None)),
    ("since 2014 they", "2014", (2014, None, None, None, None)),
    ("came on Thursday.", "Thursday", (None, None, None, 3, None)),
]


@pytest.mark.parametrize(("text", "words", "told"), WRITTEN)
def test_a_written_date_is_read_with_the_parts_it_tells(text, words, told):
    (found,) = find(text)
    assert text[found.start : found.end] == words
    assert (found.year, found.month, found.day, found.weekday, found.until) == told


@pytest.mark.parametrize(
    "text",
    [
        "on 12/08/2023 it",  # two days
        "It may rain and they march on.",
        "Bloody Sunday and Black Friday",
        "the Sunday Times wrote",
        "some 2000 people and 1,950 cars",
        "on 31 June 2020",
        "a score of 4.5 May be enough",
        "April is her sister, June works in Augusta",
        "call 2023-13-45 now",
    ],
)
def test_what_is_no_date_or_two_dates_is_not_read(text):
    assert find(text) == []


def test_two_dates_side_by_side_stay_two():
    text = "from 28 February to 2 March"
    assert [text[d.start : d.end] for d in find(text)] == ["28 February", "2 March"]


def test_latest_and_earliest_find_the_same_day_of_the_year_around_a_date():
    day = dt.date(2023, 12, 8)
    assert latest(12, 8, until=day) == day
    assert latest(12, 9, until=day) == dt.date(2022, 12, 9)
    assert latest(2, 29, until=day) == dt.date(2020, 2, 29)
    assert earliest(12, 7, since=day) == dt.date(2024, 12, 7)
    assert earliest(2, 30, since=day) is None


@given(st.text() | st.text(alphabet="0123456789 -/.,MarchMay Dec:toand\n"))
def test_no_text_breaks_the_calendar_and_offsets_lie_in_order(text):
    at = 0
    for found in find(text):
        assert at <= found.start < found.end <= len(text)
        at = found.end
        assert found.date is None or found.date.year == found.year


@given(st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2090, 1, 1)))
def test_a_date_written_in_any_common_way_is_read_back(day):
    for form in ("%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d %b %Y", "%A, %d %B %Y", "%d.%m.%Y"):
        text = f"It happened on {day.strftime(form)}, they said."
        assert [found.date for found in find(text)] == [day]
