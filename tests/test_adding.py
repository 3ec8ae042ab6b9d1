"""Articles that a person gives: read, known, refused, stopped, and kept out while another writes."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from geo import corpus
from geo.adding import Adding, Desk, Known
from geo.errors import InputError
from geo.model import Article
from geo.store import Store
from tests import factories

TEXT = "Two rockets hit the compound in the Green Zone on Friday. Nobody was hurt, the police said."


def given(*files: tuple[str, bytes]):
    return lambda on_error: corpus.read_named(
        ((name, io.BytesIO(data)) for name, data in files), on_error=on_error
    )


def adding(store: Store, *files: tuple[str, bytes], read: Callable = lambda article: []) -> Adding:
    return Adding(store, given(*files), read=read, reader="test")


def ran(run: Adding):
    run.start()
    run.wait(30)
    return run.progress


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "events.geojson")


def test_a_file_becomes_an_article_with_its_events(store: Store) -> None:
    def read(article: Article):
        return [factories.report(article=article.id)]

    progress = ran(adding(store, ("one.txt", TEXT.encode()), read=read))
    (record,) = store.articles()
    assert (progress.state, progress.total, progress.read) == ("done", 1, (record.article.id,))
    assert record.article.text == TEXT
    assert len(store.events()) == 1


def test_two_files_of_one_name_are_two_articles(store: Store) -> None:
    ran(adding(store, ("page.txt", TEXT.encode())))
    ran(adding(store, ("page.txt", TEXT.replace("Friday", "Monday").encode())))
    assert len(store.articles()) == 2


def test_an_article_seen_before_is_said_under_whatever_name(store: Store) -> None:
    (first,) = ran(adding(store, ("one.txt", TEXT.encode()))).read
    again = ran(adding(store, ("one.txt", TEXT.encode())))
    renamed = ran(adding(store, ("two.txt", TEXT.encode())))
    assert (again.read, again.known) == ((), (Known(first, first),))
    assert [known.held_as for known in renamed.known] == [first]
    assert len(store.articles()) == 1


def test_another_text_under_an_id_takes_its_place_and_is_said(store: Store) -> None:
    row = '{"id": "a1", "text": "%s"}'
    ran(adding(store, ("a.jsonl", (row % TEXT).encode())))
    progress = ran(adding(store, ("b.jsonl", (row % TEXT.replace("Friday", "Monday")).encode())))
    assert progress.replaced == ("a1",)
    assert "Monday" in store.articles()[0].article.text


def test_each_bad_file_is_named_with_its_cause_and_the_rest_goes_on(store: Store) -> None:
    progress = ran(
        adding(store, ("empty.txt", b" "), ("rows.jsonl", b'{"id": "x"}\n{'), ("good.txt", TEXT.encode()))
    )
    assert progress.state == "done"
    assert len(progress.read) == 1
    assert [line.split(": ")[0] for line in progress.errors] == ["empty.txt", "rows.jsonl:1", "rows.jsonl:2"]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "..\\..\\boot.ini", "/etc/hostname", "", "\x1b[31m.txt"]
)
def test_a_name_that_looks_like_a_path_opens_and_writes_nothing(store: Store, name: str) -> None:
    ran(adding(store, (name, TEXT.encode())))
    (record,) = store.articles()
    assert record.article.text == TEXT
    assert "/" not in record.article.id
    assert record.article.id.isprintable()
    assert {path.name.lstrip(".").split(".")[0] for path in store.path.parent.iterdir()} == {"events"}


def test_what_was_read_before_a_stop_is_kept(store: Store) -> None:
    reading, go_on = threading.Event(), threading.Event()

    def read(article: Article):
        reading.set()
        go_on.wait(20)
        return []

    run = adding(store, *((f"{n}.txt", f"{TEXT} {n}".encode()) for n in range(5)), read=read)
    run.start()
    reading.wait(20)
    run.stop()
    go_on.set()
    run.wait(30)
    assert run.progress.state == "stopped"
    assert len(store.articles()) == len(run.progress.read) == 1


def test_while_another_process_writes_the_run_fails_and_says_so(store: Store) -> None:
    with FileLock(store.lock_path):
        progress = ran(adding(store, ("one.txt", TEXT.encode())))
    assert progress.state == "failed"
    assert "another process is building this store" in (progress.failure or "")


def test_an_article_on_which_reading_fails_is_named_and_the_rest_is_kept(store: Store) -> None:
    def read(article: Article):
        if "bad" in article.id:
            raise RecursionError("too deep")
        return []

    progress = ran(
        adding(store, ("bad.txt", TEXT.encode()), ("good.txt", f"{TEXT} Again.".encode()), read=read)
    )
    assert (len(progress.read), len(progress.errors), progress.known) == (1, 1, ())


def test_one_run_at_a_time(store: Store) -> None:
    desk, go_on = Desk(), threading.Event()
    first = adding(store, ("one.txt", TEXT.encode()), read=lambda article: go_on.wait(20) and [])
    desk.begin(first)
    with pytest.raises(InputError, match="already"):
        desk.begin(adding(store, ("two.txt", b"x")))
    go_on.set()
    first.wait(30)
    desk.begin(second := adding(store, ("two.txt", f"{TEXT} Two.".encode())))
    second.wait(30)
    assert desk.last is second
