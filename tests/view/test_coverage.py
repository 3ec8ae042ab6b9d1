from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from geo.query import table
from geo.store import ArticleRecord
from geo.view import coverage
from geo.view.theme import LIGHT
from tests import factories


def record(id: str, published: str | None, publisher: str | None = "Test Wire") -> ArticleRecord:
    day = dt.date.fromisoformat(published) if published else None
    return ArticleRecord(factories.article(id, published=day, publisher=publisher), "test")


def test_articles_are_counted_by_source_and_day() -> None:
    found = coverage.coverage(
        [
            record("a", "2024-03-01"),
            record("b", "2024-03-01"),
            record("c", "2024-03-03", None),
            record("d", None),
        ]
    )
    assert found.table.to_dict("records") == [
        {"source": coverage.UNNAMED, "day": "2024-03-03", "articles": 1},
        {"source": "Test Wire", "day": "2024-03-01", "articles": 2},
    ]
    assert (found.unit, found.undated, found.sources[0]) == ("day", 1, "Test Wire")
    assert coverage.said(found, 4) == (
        "4 articles from 1 March 2024 to 3 March 2024, most (2) on 1 March 2024"
    )


def test_sources_with_few_articles_are_one_row() -> None:
    many = [record(f"m{n}-{k}", "2024-03-01", f"Paper {n:02}") for n in range(20) for k in range(21 - n)]
    found = coverage.coverage(many)
    assert len(found.sources) == coverage.SOURCES + 1
    assert found.sources[-1] == coverage.OTHERS


def test_every_stretch_of_time_has_its_column_empty_ones_too() -> None:
    chart = coverage.heat(
        coverage.coverage([record("a", "2024-03-01"), record("b", "2024-03-09")]), ground=LIGHT
    )
    assert len(chart.to_dict()["encoding"]["x"]["scale"]["domain"]) == 9


def test_no_article_is_no_error() -> None:
    found = coverage.coverage([])
    assert coverage.said(found, 0) == "0 articles, none with a day of publication"
    assert found.table.empty


def test_levels_of_place_share_all_events() -> None:
    found = coverage.levels(table(factories.events()))
    assert found["Events"].sum() == len(factories.events())
    assert found["Share"].sum() == pytest.approx(1)
    assert found.set_index("Place known by")["Events"]["not known"] == 1


def test_the_figures_of_the_page_are_those_of_the_document() -> None:
    sections = coverage.accuracy()
    text = coverage.ACCURACY.read_text(encoding="utf-8")
    assert len(sections) == text.count("\n## ")
    assert all(f"## {heading}\n" in text and body in text for heading, body in sections.items())


def test_without_the_document_there_are_no_figures(tmp_path: Path) -> None:
    assert coverage.accuracy(tmp_path / "none.md") == {}
