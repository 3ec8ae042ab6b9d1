"""The page Articles: what was left out of one, and a store without any."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.store import ArticleRecord, Store
from tests import factories
from tests.pages.apps import run, texts

TEXT = (
    "The army said it had prevented a bombing in Mosul on Friday. No one was shot.\n"
    "Critics attacked the minister <script>window.ran = 1</script> over the budget."
)


def test_what_was_left_out_is_quoted_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path / "events.geojson")
    with store.writing() as writer:
        writer.add(ArticleRecord(factories.article("a1", text=TEXT), "test"))
        writer.commit()
    monkeypatch.setenv("DATELINE_STORE", str(store.path))
    app = run("articles")
    app.toggle(key="left-out-a1").set_value(True).run()
    assert not app.exception
    said = texts(app)
    assert "planned, feared, threatened, asked or imagined" in said
    assert "said not to have happened" in said
    assert "the word stands in another sense" in said
    assert "<script>" not in said


def test_a_store_without_articles_says_where_to_give_some(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_STORE", str(tmp_path / "none.geojson"))
    app = run("articles")
    assert "Add articles" in app.info[0].value
