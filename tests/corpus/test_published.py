"""The day of publication: told by the record, by the page, by other facts of the text, or not at all."""

from __future__ import annotations

import csv
import datetime as dt
import os
import warnings
from pathlib import Path

import pytest

import geo.corpus
from geo.corpus import read
from geo.corpus.anchors import ANCHORS, anchored, by_weekday
from geo.corpus.calendar import find
from geo.corpus.published import publication

PAGES = [
    (
        "Blast at mill\n\nStaff Reporter, Mosul. December 8, 2023, 07:10 IST\n\nOK.",
        dt.date(2023, 12, 8),
    ),
    (
        "ACCESS BULLETIN\nIssue 3 | Period covered: 1 to 7 December 2023 | Released 8 December 2023\n\nCalm.",
        dt.date(2023, 12, 8),
    ),
    (
        "Blast at mill\n\nPublished: 8 December 2023 10:15 GMT\n\nA blast shook the mill.",
        dt.date(2023, 12, 8),
    ),
    ("Blast at mill\nDec 8, 2023\n\nA blast shook the mill.", dt.date(2023, 12, 8)),
    ("Blast at mill\n\nThe Mill Gazette | World | 8 Dec 2023\n\nA blast shook it.", dt.date(2023, 12, 8)),
    (
        "MOSUL, Dec. 8, 2023 (Example Wire) - A blast shook the mill.\n\nNobody was hurt.",
        dt.date(2023, 12, 8),
    ),
    (
        "MOSUL, Dec 8 (Example Wire) - A blast shook it.\n\nMore soon.\n\n© 2023 Example Wire",
        dt.date(2023, 12, 8),
    ),
    (
        "Title here\n\nUpdated: 9 Dec 2023\nPublished: 8 Dec 2023\n\nA blast shook the mill.",
        dt.date(2023, 12, 8),
    ),
    ("Title here\n\nLast updated: 9 Dec 2023\n\nA blast shook the mill.", dt.date(2023, 12, 9)),
    ("Blast at mill\n\nPosted Dec 8, 2023 at 6:02 a.m. ET\n\nA blast shook it.", dt.date(2023, 12, 8)),
    ("Blast\n\nMill Leader, Friday 8 December 2023, Late Edition\n\nIt shook.", dt.date(2023, 12, 8)),
    (
        "MILL RISK | Desk | Weekly note to all members | Torsk | 8 December 2023 | Draft 2\n\nA blast.",
        dt.date(2023, 12, 8),
    ),
    ("Torsk, Dec 8 (Example Wire) - A blast.\n\nMore.\n\n(c) 2023 Example Wire Ltd.", dt.date(2023, 12, 8)),
    (
        "A blast shook the mill.\n\nIt stood for years.\n\nMill Gazette, 8 December 2023 - page 3",
        dt.date(2023, 12, 8),
    ),
]


@pytest.mark.parametrize(("text", "day"), PAGES)
def test_a_line_of_the_page_tells_the_day(text, day):
    assert publication(text, told=None) == (day, "page")


def test_the_record_goes_before_the_page():
    assert publication(PAGES[0][0], told=dt.date(2020, 1, 2)) == (dt.date(2020, 1, 2), "record")


@pytest.mark.parametrize(
    "text",
    [
        "Blast at mill\n\nOn 8 December 2023 a blast shook the mill.",  # an event's day, not the page's
        "Blast at mill\n\n7 Dec 2023\n8 Dec 2023\n\nA blast shook the mill.",  # two days
        "A blast shook the mill on Friday.",
        "A blast shook the mill on Friday, as one did on December 2.",
        "A blast shook the mill on Friday. The war began on 10 May 2014.",
        "Three died on Friday. Since the full-scale invasion began on February 24, 2022, such raids go on.",
        "MOSUL, Dec 8 (Example Wire) - A blast shook the mill on Friday.",
        "12/08/2023",
    ],
)
def test_facts_that_fix_no_day_leave_it_unknown(text):
    assert publication(text, told=None) == (None, "unknown")


# Twins of a pattern: a known event told by its day alone, a later day without a year, a weekday in the lead.
INFERRED = [
    (
        "Guns were heard near the depot on Friday. On December 2, the minister had asked for calm. "
        "Raids go on since the Hamas assault of October 7.",
        dt.date(2023, 12, 8),
    ),
    (
        "Shells fell on the port on Tuesday, the mayor said. On March 10, the council had met. "
        "Russia began its full-scale invasion on February 24.",
        dt.date(2022, 3, 15),
    ),
    (
        "Bread was looted on Thursday. Army and the Rapid Support Forces have been at war since April 15. "
        "On June 3, talks in the port broke off.",
        dt.date(2023, 6, 8),
    ),
    (
        "Teachers marched on Monday. The Taliban took over Kabul on August 15. "
        "On September 7, a cabinet was named.",
        dt.date(2021, 9, 13),
    ),
    (
        "Soldiers shot at a march on Sunday. Myanmar's army seized power in a coup on February 1. "
        "On 20 February two people died in the same street.",
        dt.date(2021, 2, 21),
    ),
    (
        "A mine went off on Saturday. The men who took power in Niger in the coup of July 26 blamed rebels. "
        "The same road was mined on 8 August.",
        dt.date(2023, 8, 12),
    ),
    ("On 28 January 2002 guns fired across the line, as they had all Monday.", dt.date(2002, 1, 28)),
    ("Five people have died, a doctor said on Wednesday, January 17, 2024.", dt.date(2024, 1, 17)),
]


@pytest.mark.parametrize(("text", "day"), INFERRED)
def test_a_known_event_a_dated_mention_and_a_weekday_fix_the_day(text, day):
    assert publication(text, told=None) == (day, "inferred")


def test_a_day_that_lies_ahead_fixes_nothing():
    since = "Raids go on since the Hamas assault of October 7."
    text = f"Guns fired on Friday. Talks will resume on December 20. {since}"
    assert publication(text, told=None) == (None, "unknown")


def test_a_later_year_in_the_past_forbids_an_earlier_day():
    text = INFERRED[0][0] + " In 2025 the depot was rebuilt."
    assert publication(text, told=None) == (None, "unknown")


def test_a_known_event_needs_its_own_words_beside_its_day():
    text = "The attack of Hamas on October 7, the offensive in the fall."
    assert set(anchored(text, find(text)).values()) == {dt.date(2023, 10, 7)}
    assert anchored("On October 7 a market opened.", find("On October 7 a market opened.")) == {}


def test_every_row_of_known_events_has_a_source_and_a_day():
    table = Path(geo.corpus.__file__).parent / "tables" / "anchors.csv"
    with table.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == len(ANCHORS) >= 20
    assert all(row["source"] and row["name"] and dt.date.fromisoformat(row["date"]) for row in rows)


def test_the_article_of_the_examples_gives_its_day_as_inferred():
    folder = Path(os.environ.get("DATELINE_SHARED", "../shared")) / "examples"
    articles = list(read([folder], on_error=lambda error: pytest.fail(str(error)))) if folder.is_dir() else []
    if not articles:
        with pytest.warns(UserWarning, match="DATELINE_SHARED"):
            warnings.warn("DATELINE_SHARED names no folder with examples/: only the twins ran", stacklevel=1)
        return
    (article,) = articles
    assert (article.published, article.published_basis) == (dt.date(2023, 12, 8), "inferred")
    assert article.publisher is not None
    assert article.title is not None
    assert article.readable.count(article.title) == 1


def test_a_date_alone_between_the_bars_of_a_header_is_the_pages() -> None:
    text = "HARWICK RISK | Note | Torsk | 9 May 2024 | Not for onward circulation\n\nShots were heard."
    assert publication(text, told=None) == (dt.date(2024, 5, 9), "page")


TOLD_BY_THE_LEAD = [
    ("Shots at mill\n\nThis Tuesday, 4 May 2021, men fired at a mill near Oran.", dt.date(2021, 5, 4)),
    ("Note\n\nToday, Tuesday 4 May 2021, at 9.30, men fired at a mill.", dt.date(2021, 5, 4)),
    (
        "Shots at mill\n\nMen fired at a mill on Friday, 7 May 2021. Police said on Saturday that two died.",
        dt.date(2021, 5, 8),
    ),
    ("Shots at mill\n\nMen fired at a mill on Friday, 7 May 2021, the ministry said.", dt.date(2021, 5, 7)),
    ("Shots at mill\n\nMen fired on Friday, 7 May 2021. On Wednesday guards left.", None),
    ("Shots at mill\n\nMen fired on Monday, 7 May 2021, the ministry said.", None),
    (
        "Shots at mill\n\nMen fired at it on Monday. In an update issued at 5 p.m. on May 3, 2021, a clinic "
        "spoke of four patients. It was the worst since 7 June 2019.",
        dt.date(2021, 5, 3),
    ),
    (
        "Mill killings\n\nIn a statement on Tuesday, 4 May 2021, the council blamed soldiers. On Sunday they "
        "had left.",
        dt.date(2021, 5, 4),
    ),
    ("Mill note\n\nOran, 4 May 2021. Our newsroom.\n\nMen fired at a mill.", dt.date(2021, 5, 4)),
    ("Mill note\n\nAs of 4 May 2021\n\nMen fired at a mill.", dt.date(2021, 5, 4)),
    ("Mill note\n\nReporting period: 3-9 May 2021\n\nMen fired at a mill.", dt.date(2021, 5, 9)),
]


@pytest.mark.parametrize(("text", "day"), TOLD_BY_THE_LEAD)
def test_a_lead_that_dates_its_own_day_tells_the_day_of_publication(text: str, day: dt.date | None) -> None:
    assert publication(text, told=None)[0] == day


def test_months_that_have_passed_since_a_month_tell_the_year_of_a_weekday() -> None:
    text = "Drones fell on Wednesday, July 16. The pipe is shut since March 2023, that is, for 28 months now."
    assert list(by_weekday(text, find(text)).values()) == [dt.date(2025, 7, 16)]
