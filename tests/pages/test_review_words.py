"""Every word of ours on the Review page is in the catalogue: in a made-up language none stands in English."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geo.extract import lexicon
from geo.extract.names import table
from geo.journal import Journal
from geo.reviewing.answering import DECIDING
from geo.store import Store
from geo.view import history, words
from tests import pseudo
from tests.factories import event, report
from tests.journal.decisions import NOON, decision

PAGE = Path(__file__).parents[2] / "pages" / "review.py"
SEEN = ("label", "help", "placeholder", "body", "options", "icon_label", "text", "header")
GIVEN = ("HH:MM", "YYYY-MM-DD", "Green Zone, Baghdad", "Ann", "GIVEN")
TOLD = ('class="card', 'class="article', 'class="legend', 'class="story', f"<script>{DECIDING.read_text()}")


@pytest.fixture
def store(to_review: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    gone = event("gone", reports=(report(article="withdrawn"),))
    Journal(to_review.journal_path).append(decision("confirm", gone), time=NOON)
    (tmp_path / "language").mkdir()
    pseudo.spoken(tmp_path / "language", monkeypatch)
    return to_review


def said(node: object) -> Iterator[str]:
    """Yield what a person reads of the page's elements: labels, help, options, bodies."""
    proto = getattr(node, "proto", None)
    for field, value in proto.ListFields() if proto is not None else ():
        inner = [value] if field.name in SEEN else []
        if field.message_type and field.name in ("expandable", "tab", "help"):
            inner = [getattr(value, "label", "")]
        for each in inner:
            yield from [each] if isinstance(each, str) else (text for text in each if isinstance(text, str))
    for child in getattr(node, "children", {}).values():
        yield from said(child)


def forgotten(app: AppTest, store: Store) -> list[str]:
    """Return the words of the page outside the catalogue, but for those of data and of `geo.view`."""
    assert not app.exception
    events, entries = store.events(), Journal(store.journal_path).entries()
    data = {*GIVEN, *(actor.id or actor.name for one in events for actor in one.actors)}
    data |= {*(row["name"] for row in table().values()), *map(words.title, events)}
    data |= {alias for row in table().values() for alias in row["aliases"].split("|") if alias}
    data |= {words.type_name(row["type"]) for row in lexicon.rows("types")}
    data |= {*words.ATTRIBUTION.values(), *words.ATTRIBUTION_MEANING.values(), *words.STATUS.values()}
    data |= {level.capitalize() for level in words.LEVEL.values()} | set(history.FIELD.values())
    by_id = {entry.id: entry for entry in entries}
    for entry in entries:
        data |= {history.subject(entry), history.moment(entry)}
        for undone in (False, True):
            data.add(history.line(entry, undone=undone, of=by_id.get(entry.undoes or "")))
    data |= {each.source.title or each.source.article_id for one in events for each in one.reports}
    data |= {each.quote for one in events for each in one.reports}
    shown = (text for text in said(app._tree) if not any(mark in text for mark in TOLD))
    return [
        word for text in shown for word in pseudo.outside(text.replace("\\", ""), data=tuple(data - {""}))
    ]


def test_no_word_of_the_review_page_is_outside_the_catalogue(store):
    app = AppTest.from_file(str(PAGE), default_timeout=60).run()
    assert forgotten(app, store) == []
    app.text_input(key="review-name").set_value("Ann").run()
    assert any(each.label == "⟦Confirm⟧" for each in app.button)
    for view in ("queue", "pairs", "decided", "lost", "add"):
        app.session_state["review-view"] = view
        assert (view, forgotten(app.run(), store)) == (view, [])
    app.session_state["review-view"] = "queue"
    for key in ("confirm-", "next", "reject-", "undo-last"):
        next(each for each in app.run().button if str(each.key).startswith(key)).click().run()
        assert (key, forgotten(app, store)) == (key, [])


def test_what_is_wrong_is_said_in_the_readers_language(store):
    app = AppTest.from_file(str(PAGE), default_timeout=60).run()
    field = {str(each.key).split("-")[1]: each for each in app.text_input}
    field["time"].set_value("25:00")
    app.run()
    assert "⟦The time is hours and minutes, such as 04:15.⟧" in " ".join(said(app._tree))
    assert forgotten(app, store) == []
