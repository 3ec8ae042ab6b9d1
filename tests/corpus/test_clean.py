"""Page and report: titles, agency prefixes, header lines and what trails an article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.corpus.clean import clean
from geo.model import Article

BODY = "A shell hit the mill at Karsk on Monday, the mayor said.\n\nNobody was hurt."


def _parts(text: str, **told: str) -> tuple[str | None, str | None, list[str]]:
    cleaned = clean(text, **told)
    return cleaned.title, cleaned.publisher, [text[span.start : span.end] for span in cleaned.chrome]


def test_a_doubled_title_stays_once():
    text = f"Shell hits mill\n\nShell hits mill\n\n{BODY}"
    assert _parts(text) == ("Shell hits mill", None, ["Shell hits mill"])
    article = Article(id="a", text=text, chrome=clean(text).chrome)
    assert article.readable.count("Shell hits mill") == 1
    assert len(article.readable) == len(text)


@pytest.mark.parametrize("breaks", ["\n\n", "\r\n\r\n", "\n \n"])
def test_a_first_line_without_full_stop_before_a_blank_line_is_the_title(breaks):
    assert _parts(f"Shell hits mill{breaks}{BODY}")[0] == "Shell hits mill"


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Shell hits mill near Karsk",
        "Shell hits mill\nKarsk mourns",
        "[Interview with a miller]\n\nYes.",
        "He said:\n\nYes.",
    ],
)
def test_a_text_without_such_a_line_has_no_title(text):
    assert _parts(text)[0] is None


def test_the_title_of_the_record_is_the_title():
    assert _parts(f"shell hits MILL\n\n{BODY}", title="Shell hits mill") == ("Shell hits mill", None, [])


PREFIXES = [
    ("Karsk News/ A shell hit the mill.", "Karsk News", "Karsk News/"),
    ("KARSK (Reuters) - A shell hit the mill.", "Reuters", "(Reuters) -"),
    ("KARSK, Dec 8 (Xinhua) -- A shell hit the mill.", "Xinhua", "(Xinhua) --"),
    ("KARSK, December 8. /TASS/. A shell hit the mill.", "TASS", "/TASS/."),
    ("Karsk, Karskia (AP) — A shell hit the mill.", "AP", "(AP) —"),
    ("(Example Wire) - A shell hit the mill.", "Example Wire", "(Example Wire) -"),
    ("Oblast/ A shell hit the mill, a doctor told Oblast Agency on Monday.", "Oblast", "Oblast/"),
]


@pytest.mark.parametrize(("text", "publisher", "chrome"), PREFIXES)
def test_an_agency_prefix_is_chrome_and_the_town_of_the_dateline_stays(text, publisher, chrome):
    assert _parts(text) == (None, publisher, [chrome])


@pytest.mark.parametrize(
    "text",
    [
        "Karsk/ A shell hit the mill.",
        "A shell (of the old kind) hit the mill.",
        "KARSK - A shell hit the mill.",
        "Soldiers (pictured) - all of them - left.",
    ],
)
def test_a_town_or_an_aside_is_no_agency(text):
    assert _parts(text) == (None, None, [])


TRAILS = [
    "Mill Live\nMill Live\nTower tower icon",
    "Share\nTweet\nRead more: Bread gets dearer",
    "Copyright 2023 Mill Gazette. All rights reserved.",
    "(Reporting by the Karsk bureau; editing by the desk)",
    "Follow us on Telegram\nTags: mills, shells",
    "© Mill Gazette",
]


@pytest.mark.parametrize("trail", TRAILS)
def test_what_trails_an_article_is_chrome(trail):
    assert "\n".join(_parts(f"{BODY}\n\n{trail}")[2]) == trail


@pytest.mark.parametrize(
    "end",
    [
        "No casualties were reported",
        "Three people killed",
        "It was a long and quiet day in the town of Karsk",
        "The end.",
    ],
)
def test_a_last_sentence_without_full_stop_is_no_chrome(end):
    assert _parts(f"{BODY}\n\n{end}")[2] == []


def test_a_copyright_at_the_end_of_a_paragraph_takes_only_itself():
    text = f"{BODY} The mill stands. Copyright 2023 Example Wire. All rights reserved."
    assert _parts(text)[2] == ["Copyright 2023 Example Wire. All rights reserved."]


def test_header_lines_are_chrome_and_no_title():
    text = f"Shell hits mill\n\nPublished: 8 December 2023 10:15 GMT\nBy Ann Miller\n\n{BODY}"
    assert _parts(text) == (
        "Shell hits mill",
        None,
        ["Published: 8 December 2023 10:15 GMT", "By Ann Miller"],
    )


def test_a_list_of_short_lines_is_left_alone():
    assert _parts("Shell hits mill\nBridge falls\nKarsk calm")[2] == []


@given(
    st.text()
    | st.lists(st.sampled_from(["Share", "A b c", "x.", "", "KARSK (AP) - y", "© 2020", "8 May 2020"])).map(
        "\n".join
    )
)
def test_no_text_breaks_cleaning_and_spans_lie_in_order(text):
    at = 0
    for span in clean(text).chrome:
        assert at <= span.start < span.end <= len(text)
        at = span.end
