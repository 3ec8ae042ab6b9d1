"""`forget` withdraws articles with what only they report; `verify` says what is wrong and what to do."""

from __future__ import annotations

import pytest

from geo import cli, review
from geo.build import build
from geo.cache import Cache
from geo.store import Store, checking, collection
from tests.factories import GREEN_ZONE, article, report
from tests.journal.decisions import NOON
from tests.soak.killing import batch, built


@pytest.fixture
def store(tmp_path) -> Store:
    store = Store(tmp_path / "events.geojson")
    built(store, batch(0, version=1))
    return store


def run(store: Store, *arguments: str) -> int:
    command, *rest = arguments
    return cli.main([command, *rest, "--store", str(store.path)])


def articles_of(store: Store) -> set[str]:
    return {report.source.article_id for event in store.events() for report in event.reports}


def test_a_withdrawn_article_takes_its_events_with_it(store, capsys):
    assert run(store, "forget", "n3", "n4") == 0
    assert "2 articles withdrawn, 12 events before, 10 after" in capsys.readouterr().err
    assert articles_of(store) == {f"n{at}" for at in range(12)} - {"n3", "n4"}
    assert not {"n3", "n4"} & {record.article.id for record in store.articles()}
    assert run(store, "verify") == 0


def test_forget_says_which_decision_has_lost_its_event(store, capsys):
    gone = next(event for event in store.events() if event.reports[0].source.article_id == "n3")
    review.decide(store, review.answer("confirm", gone, who="Ann"), time=NOON, opened={})
    assert run(store, "forget", "n3") == 0
    said = capsys.readouterr().err
    assert "1 decision kept, but no event has the reports they were made on" in said
    assert "(article n3): Ann confirmed" in said


def test_verify_names_an_article_whose_text_is_not_what_was_read(store):
    changed = store.reports_path.read_bytes().replace(b'"text":"Shells', b'"text":"Bombs,', 1)
    store.reports_path.write_bytes(changed)
    (finding,) = checking.findings(store)
    assert "events.reports.jsonl: the text of n0 is not what its reports quote" in finding
    built(store, batch(0, version=1))
    assert list(checking.findings(store)) == []


def test_an_event_that_another_article_reports_stays(tmp_path):
    store = Store(tmp_path / "events.geojson")

    def read(found):
        return [report(article=found.id, quote="Two rockets hit the compound.", place=GREEN_ZONE)]

    build([article("a"), article("b")], store, read=read, reader="1", on_article=id, on_error=print)
    (both,) = store.events()
    assert run(store, "forget", "b") == 0
    (left,) = store.events()
    assert (left.id, len(both.reports), len(left.reports)) == (both.id, 2, 1)


def test_an_article_that_is_not_there_is_named_and_the_others_are_withdrawn(store, capsys):
    assert run(store, "forget", "n3", "m3") == 1
    assert "m3: no article of" in capsys.readouterr().err
    assert "n3" not in articles_of(store)


def test_a_withdrawal_that_was_killed_is_kept_and_a_later_reading_ends_it(store):
    with store.writing() as writer:
        writer.forget("n3")
    assert "n3" in articles_of(store)
    built(store, [])
    assert "n3" not in articles_of(store)
    built(store, batch(0, version=1))
    assert "n3" in articles_of(store)


def test_forgetting_in_a_store_that_is_not_there_makes_none(tmp_path, capsys):
    assert run(Store(tmp_path / "none.geojson"), "forget", "a") == 1
    assert "no such store" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_verify_finds_nothing_wrong_in_a_store_as_it_was_built(store, capsys):
    assert run(store, "verify") == 0
    Cache.open(store)
    assert run(store, "verify") == 0
    assert "nothing wrong" in capsys.readouterr().err


def test_verify_names_a_build_that_was_stopped(store, capsys):
    with store.writing() as writer:
        writer.forget("n3")
    assert run(store, "verify") == 1
    assert "a build was stopped before its end; run `build` again" in capsys.readouterr().err


def test_verify_names_articles_whose_reports_are_lost_or_foreign(store):
    kept = store.events()
    store.path.write_text(collection(kept[1:]), encoding="utf-8")
    (finding,) = checking.findings(store)
    assert f"holds of {kept[0].reports[0].source.article_id};" in finding
    store.reports_path.unlink()
    (finding,) = checking.findings(store)
    assert "and 6 more" in finding


def test_verify_names_an_event_that_stands_there_twice(store):
    first = store.events()[0]
    store.path.write_text(collection([first, *store.events()]), encoding="utf-8")
    (finding,) = checking.findings(store)
    assert f"{first.id} stands there twice" in finding


def test_verify_names_a_store_that_was_edited(store, capsys):
    text = store.path.read_text(encoding="utf-8")
    store.path.write_text(text.replace('"confidence":0.5', '"confidence":0.9', 1), encoding="utf-8")
    assert run(store, "verify") == 1
    assert "not as it was written" in capsys.readouterr().err
    built(store, [])
    assert run(store, "verify") == 0


def test_verify_names_a_damaged_cache(store, capsys):
    Cache.open(store)
    (path,) = store.path.parent.glob(".events.*.parquet")
    path.write_bytes(b"junk")
    assert run(store, "verify") == 1
    assert "remove it" in capsys.readouterr().err


def test_verify_waits_for_no_writer(store, capsys):
    with store.writing():
        assert run(store, "verify") == 1
    assert "another process is building this store" in capsys.readouterr().err
