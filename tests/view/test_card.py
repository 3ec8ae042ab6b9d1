from __future__ import annotations

import datetime as dt
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from geo.model import Article, Count, Source, Span
from geo.query import Filter, actor_names, table
from geo.view import legend, reading
from geo.view.card import card
from geo.view.palette import MARKS, marks
from tests import factories


class Read(HTMLParser):
    """Collects tags, attributes and text of a fragment."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(fragment)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


OURS = {
    "article",
    "p",
    "i",
    "span",
    "h2",
    "h3",
    "dl",
    "div",
    "dt",
    "dd",
    "blockquote",
    "br",
    "a",
    "mark",
    "ul",
    "li",
}


def read(event) -> Read:
    return Read(card(event, mark=MARKS[0]))


def test_a_card_says_what_when_where_who_and_who_says_so() -> None:
    text = read(factories.event(when=factories.day("2023-12-08", time="04:15"))).text
    for said in (
        "Rocket attack",
        "Suspected: Iran-aligned militias, according to the embassy's spokesperson",
        "8 December 2023, 04:15 local time",
        "Green Zone, Baghdad, Iraq",
        "part of a city, within 2.5 km",
        "none reported",
        "Two rockets hit the compound.",
        "Test Wire",
    ):
        assert said in text


def test_casualties_are_ranges_and_not_said_differs_from_none() -> None:
    text = read(factories.event(killed=Count(1, 3), injured=Count(4, None))).text
    assert "1 to 3" in text
    assert "at least 4" in text
    assert "not said" in read(factories.event(killed=Count())).text


def test_every_report_shows_its_quote_and_links_its_source() -> None:
    other = factories.report(
        quote="Rockets fell on the embassy.",
        source=Source("a9", "Embassy hit", "Other Wire", "https://example.net/9", dt.date(2023, 12, 9)),
    )
    found = read(factories.event(reports=(factories.report(), other)))
    assert "2 reports from 2 publishers" in found.text
    assert "Rockets fell on the embassy." in found.text
    assert ("href", "https://example.net/9") in found.attributes
    assert found.attributes.count(("rel", "noopener noreferrer")) == 2


def test_a_province_is_called_known_only_by_province() -> None:
    assert (
        "known only by province, anywhere within 210 km" in read(factories.event(place=factories.ANBAR)).text
    )


def test_missing_facts_are_said() -> None:
    text = read(factories.event(actors=(), place=None, date=None)).text
    assert "Nobody is named as responsible" in text
    assert "Place not known" in text
    assert "date not known" in text


def test_background_and_status_are_flagged() -> None:
    text = read(factories.event(main=False, status="corrected")).text
    assert "background" in text
    assert "corrected by an analyst" in text


def test_hostile_text_stays_text() -> None:
    fragment = card(factories.hostile_event(), mark=MARKS[0])
    found = Read(fragment)
    assert set(found.tags) <= OURS
    assert not [name for name, _ in found.attributes if name.startswith("on")]
    assert not [value for name, value in found.attributes if name in ("href", "src")]
    assert not set("`$\\") & set(fragment)
    assert "window.ran = 1" in found.text


@pytest.mark.parametrize("attack", factories.ATTACKS)
def test_an_article_with_an_attack_is_shown_letter_by_letter(attack: str) -> None:
    found = Read(reading.article(Article("x", attack), ()))
    assert set(found.tags) == {"div"}
    assert found.text == attack.replace("\u202e", "").replace("\u2066", "")


def test_evidence_is_marked_by_field_and_chrome_is_grey() -> None:
    record = factories.records()[0]
    found = Read(reading.article(record.article, record.reports))
    assert [value for name, value in found.attributes if name == "class"] == [
        "article-text",
        "ev-weapon",
        "ev-trigger",
        "ev-place",
        "chrome",
    ]
    assert found.text == record.article.text


def test_overlapping_and_outside_spans_lose_no_letter() -> None:
    spans = [
        reading.Highlight(s, e, "ev-actor", "Actor") for s, e in ((0, 5), (3, 8), (3, 4), (90, 99), (7, 7))
    ]
    marked = reading.marked("0123456789", spans, offset=0)
    assert Read(marked).text == "0123456789"
    assert marked.count("<mark") == 2


def test_a_quote_is_marked_at_the_offset_where_it_stands() -> None:
    told = factories.report(start=100, end=129, evidence=(factories.evidence("trigger", 112, 115),))
    assert ">hit</mark>" in card(factories.event(reports=(told,)), mark=MARKS[0])


def test_the_legend_counts_what_is_shown_and_gathers_the_rest() -> None:
    rows = table([factories.event(str(n), actors=(replace(factories.M23, id=f"a{n}"),)) for n in range(10)])
    found = Read(
        legend.legend(
            rows, filter=Filter(), marks=marks(rows, "actor"), colour_by="actor", names=actor_names(rows)
        )
    )
    assert "2 others" in found.text
    assert "M23" in found.text


def test_a_single_other_is_named_rather_than_counted() -> None:
    rows = table([factories.event(str(n), actors=(replace(factories.M23, id=f"a{n}"),)) for n in range(9)])
    called = {f"a{n}": f"<b>{n}</b>" for n in range(9)}
    told = legend.legend(rows, filter=Filter(), marks=marks(rows, "actor"), colour_by="actor", names=called)
    assert "others" not in told
    assert Read(told).text.count("<b>") == 9


def test_chrome_span_type_is_of_the_model() -> None:
    assert factories.records()[0].article.chrome == (Span(65, 90),)
