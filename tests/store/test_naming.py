"""An event keeps its id through every build, and what an analyst decided on it stays on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import review
from geo.build import build
from geo.errors import NewerError
from geo.journal import Journal, machine_ids
from geo.merge import merge
from geo.model import Count, Event, Report
from geo.store import Store, collection
from tests.factories import BAGHDAD, GOMA, GREEN_ZONE, KHARKIV, M23, MILITIAS, article, day, event, report
from tests.journal.decisions import NOON, chain, decision

FACTS = {"actors": (MILITIAS,), "place": BAGHDAD, "killed": Count(37, 37), "injured": Count(90, 90)}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "events.geojson")


def built(store: Store, *told: Report) -> list[Event]:
    """Build the store from an article a report; those that are not given stay as they are."""
    by_article = {each.source.article_id: each for each in told}
    articles = [article(id, text=repr(each)) for id, each in by_article.items()]
    return build(
        articles, store, read=lambda found: [by_article[found.id]], reader="1", on_article=id, on_error=print
    )


def forget(store: Store, *ids: str) -> list[Event]:
    with store.writing() as writer:
        for id in ids:
            writer.forget(id)
        return writer.commit()


def decide(store: Store, made) -> None:
    Journal(store.journal_path).append(made, time=NOON)


def tellers(store: Store) -> dict[str, set[str]]:
    return {found.id: {each.source.article_id for each in found.reports} for found in store.events()}


@pytest.mark.parametrize(
    "later",
    [
        {"when": day("2023-12-07")},
        {"place": GREEN_ZONE},
        {"type": "missile_strike"},
        {"actors": (M23,)},
    ],
)
def test_what_an_article_read_anew_says_changes_the_event_and_not_its_id(store, later):
    (before,) = built(store, report(article="a", **FACTS))
    changed = report(article="a", **{**FACTS, **later})
    (after,) = built(store, changed)
    assert after.id == before.id != merge([changed])[0].id
    assert after != before


def test_a_later_article_with_an_earlier_day_changes_no_id_and_the_decision_on_it_holds(store):
    (before,) = built(store, report(article="b", **FACTS))
    decide(store, decision("confirm", before))
    (after,) = built(store, report(article="a", when=day("2023-12-07"), **FACTS))
    assert after.id == before.id != merge(after.reports)[0].id
    assert (len(after.reports), after.status) == (2, "confirmed")


def test_an_event_whose_only_article_is_withdrawn_and_added_again_has_its_id_and_its_decision(store):
    told = report(article="a", **FACTS)
    (before,) = built(store, told)
    decide(store, decision("confirm", before))
    assert forget(store, "a") == []
    (after,) = built(store, told)
    assert (after.id, after.status) == (before.id, "confirmed")


def test_an_event_that_loses_the_article_that_named_it_keeps_the_id_also_when_that_comes_back(store):
    first, later = report(article="a", when=day("2023-12-07"), **FACTS), report(article="b", **FACTS)
    (before,) = built(store, first, later)
    (left,) = forget(store, "a")
    (again,) = built(store, first)
    assert left.id == again.id == before.id != merge([later])[0].id
    assert again.reports == before.reports


def test_events_joined_and_parted_by_an_analyst_have_their_own_ids_when_that_is_undone(store):
    here, there = report(article="a", place=GOMA), report(article="b", place=KHARKIV)
    built(store, here, there)
    machine = tellers(store)
    one, other = store.events()
    journal = Journal(store.journal_path)
    decide(store, decision("merge", one, other))
    renewed = built(store)
    assert [each.id for each in renewed] == [one.id]
    assert built(store, report(article="c", place=GOMA))[0].id == one.id
    decide(store, review.undo(journal.entries()[-1], who="Ann"))
    built(store)
    parted = {id: articles - {"c"} for id, articles in tellers(store).items()}
    assert parted == machine


def test_an_event_that_was_split_has_its_own_id_when_that_is_undone(store):
    (whole,) = built(store, *(report(article=id, **FACTS) for id in "ab"))
    decide(store, review.split(whole, whole.reports[:1], who="Ann"))
    assert len(built(store)) == 2
    assert len(built(store)) == 2
    decide(store, review.undo(Journal(store.journal_path).entries()[-1], who="Ann"))
    assert built(store) == [whole]


def test_joinings_of_joined_events_are_taken_back_the_last_one_first():
    told = {
        id: report(article=id, place=place) for id, place in zip("abc", (GOMA, KHARKIV, BAGHDAD), strict=True)
    }
    a, b, c = (event(id, reports=(each,)) for id, each in told.items())
    both = event("b", reports=(*b.reports, *c.reports))
    entries = chain(decision("merge", b, c), decision("merge", a, both))
    assert machine_ids({(id, 0): "a" for id in "abc"}, entries) == {(id, 0): id for id in "abc"}


def test_a_store_of_a_newer_version_is_not_written_over(store):
    store.path.write_text('{"dateline": {"schema": 99}, "features": []}')
    before = store.path.read_bytes()
    with pytest.raises(NewerError, match="newer Dateline"):
        built(store, report(article="a"))
    assert store.path.read_bytes() == before


# ---- whatever comes, in whatever order ----

told = st.lists(
    st.builds(
        lambda id, place, date, type: report(article=id, place=place, when=day(date), type=type),
        id=st.sampled_from("abcdef"),
        place=st.sampled_from([BAGHDAD, GREEN_ZONE, KHARKIV, None]),
        date=st.sampled_from(["2023-12-07", "2023-12-08", None]),
        type=st.sampled_from(["shelling", "rocket_attack", "attack"]),
    ),
    max_size=6,
    unique_by=lambda each: each.source.article_id,
)


@settings(max_examples=25, deadline=None)
@given(told, st.randoms(), st.integers(0, 6))
def test_a_set_of_articles_gives_the_same_events_in_whatever_order_and_steps_it_comes(
    tmp_path_factory, reports, random, cut
):
    """In one build every byte is the same; in several the ids may be those that came first."""
    folder = tmp_path_factory.mktemp("orders")
    one, other, steps = (Store(folder / f"{name}.geojson") for name in ("one", "other", "steps"))
    shuffled = list(reports)
    random.shuffle(shuffled)
    built(one, *reports)
    built(other, *shuffled)
    built(steps, *shuffled[:cut])
    built(steps, *shuffled[cut:])
    assert one.path.read_bytes() == other.path.read_bytes()
    assert sorted(tellers(steps).values(), key=sorted) == sorted(tellers(one).values(), key=sorted)
    before = steps.path.read_bytes()
    built(steps, *reports)
    assert steps.path.read_bytes() == before
    assert collection(steps.events()).splitlines()[:-1] == before.decode().splitlines()[:-1]
