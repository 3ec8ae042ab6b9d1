"""What every test of a page begins with."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from geo.model import Count
from geo.store import ArticleRecord, Store
from tests import factories
from tests.factories import GREEN_ZONE, KHARKIV, MILITIAS, article, day, report


@pytest.fixture(autouse=True)
def _main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put back `__main__`, which running a page replaces: processes that later tests spawn would run it."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = factories.store(tmp_path / "events.geojson", [*factories.events(), factories.hostile_event()])
    monkeypatch.setenv("DATELINE_STORE", str(path))
    return path


@pytest.fixture
def to_review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Write three articles: two of Baghdad that may be one incident, and the deadliest of Kharkiv."""
    found = Store(tmp_path / "events.geojson")
    told = {
        "a1": report(article="a1", place=GREEN_ZONE, actors=(MILITIAS,)),
        "a2": report(article="a2", place=GREEN_ZONE, actors=(MILITIAS,), when=day("2023-12-09")),
        "a3": report(article="a3", place=KHARKIV, killed=Count(40, 40), confidence=0.2),
    }
    with found.writing() as writer:
        for id, each in told.items():
            writer.add(ArticleRecord(article(id, text=each.quote), "test", (each,)))
        writer.commit()
    monkeypatch.setenv("DATELINE_STORE", str(found.path))
    return found
