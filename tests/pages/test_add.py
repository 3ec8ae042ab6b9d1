"""The page Add articles: a pasted text, an upload and a folder become events, and what cannot be is said."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from filelock import FileLock
from streamlit.testing.v1 import AppTest

from geo.adding import desk
from geo.store import Store
from tests import factories
from tests.pages.apps import run, texts

TEXT = (
    "BAGHDAD, 8 December 2023 - Two rockets hit the U.S. Embassy compound in the Green Zone of Baghdad on "
    "Friday. Nobody was hurt, a spokesman said."
)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    path = tmp_path / "events.geojson"
    monkeypatch.setenv("DATELINE_STORE", str(path))
    yield Store(path)
    if last := desk(path).last:
        last.wait(60)


def ended(app: AppTest, store: Store) -> AppTest:
    """Wait for the run and return the page that tells what came of it."""
    last = desk(store.path).last
    assert last is not None
    last.wait(90)
    time.sleep(0.1)
    app.run()
    assert not app.exception
    return app


def paste(app: AppTest, text: str) -> AppTest:
    app.text_area(key="add-text").set_value(text)
    return next(b for b in app.button if b.label == "Read the text").click().run()


def test_a_pasted_text_gives_an_event_and_the_way_to_it(store: Store) -> None:
    app = ended(paste(run("add"), TEXT), store)
    assert "Done: 1 article read, 0 seen before" in app.success[0].value
    labels = [b.label for b in app.button]
    assert any(label.startswith("Rocket attack") for label in labels), labels
    (event,) = store.events()
    assert event.place is not None


def test_a_text_given_twice_is_said_to_have_been_seen(store: Store) -> None:
    ended(paste(run("add"), TEXT), store)
    app = ended(paste(run("add"), TEXT), store)
    assert "0 articles read, 1 seen before" in app.success[0].value
    assert "nothing is counted twice" in texts(app)


def test_nothing_pasted_is_said(store: Store) -> None:
    assert "Paste the text" in paste(run("add"), "  ").warning[0].value


def test_an_upload_names_each_bad_file_and_reads_the_rest(store: Store) -> None:
    app = run("add")
    files = [("good.txt", TEXT.encode(), "text/plain"), ("<b>bad.txt", b" ", "text/plain")]
    app.get("file_uploader")[0].set_value(files).run()
    app.button(key="add-upload").click().run()
    said = texts(ended(app, store))
    assert "bad.txt: empty" in said
    assert "<b>" not in said
    assert len(store.articles()) == 1


def test_while_another_process_writes_the_page_says_so(store: Store) -> None:
    store.path.parent.mkdir(exist_ok=True)
    with FileLock(store.lock_path):
        app = ended(paste(run("add"), TEXT), store)
    assert "another process is building this store" in app.error[0].value


def test_a_folder_is_read(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT)
    app = run("add")
    app.text_input(key="add-path").set_value(str(folder))
    next(b for b in app.button if b.label == "Read the folder").click().run()
    assert "Done: 1 article read" in ended(app, store).success[0].value


def test_a_server_for_others_reads_no_folder(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "get_option", lambda name: "0.0.0.0")
    app = run("add")
    assert "this computer alone" in app.info[0].value
    assert not [field for field in app.text_input if field.key == "add-path"]


def test_a_hostile_text_stays_text(store: Store) -> None:
    app = ended(paste(run("add"), f"{factories.HOSTILE} {TEXT}"), store)
    assert "<script>window" not in texts(app)
    assert "<img" not in texts(app)
