"""What an analyst is asked, and what each answer becomes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from geo import review
from geo.errors import ChangedError, StoreError
from geo.journal import Journal, apply
from geo.model import Count, Place, When
from geo.query import table
from geo.store import ArticleRecord, Store
from geo.view import history
from tests import factories
from tests.factories import GOMA, KHARKIV, article, event, report
from tests.journal.decisions import NOON, chain, decision


def of(article: str, **more):
    return event(article, reports=(report(article=article),), **more)


def test_the_queue_asks_first_where_most_is_at_stake_and_background_last():
    sure = of("sure", confidence=0.9, killed=Count(9, 9))
    unsure = of("unsure", confidence=0.2, killed=Count(9, 9))
    deadly = of("deadly", confidence=0.2, killed=Count(40, None))
    background = of("background", confidence=0.0, killed=Count(90, 90), main=False)
    done = of("done", status="confirmed")
    asked = review.queue(table([done, background, sure, unsure, deadly]))
    assert asked == ["deadly", "unsure", "sure", "background"]
    assert review.queue(table([])) == []


def test_a_pair_that_was_answered_is_not_asked_again_until_the_answer_is_undone():
    pair = of("one", place=GOMA), of("two", place=GOMA)
    suggested = [("one", "two", 0.4), ("one", "three", 0.3)]
    answered = decision("different", *pair)
    (entry,) = chain(answered)
    assert review.unanswered(suggested, pair, [entry]) == suggested[1:]
    undone = chain(answered, review.undo(entry, who="Ann"))
    assert review.unanswered(suggested, pair, undone) == suggested


def test_an_answer_holds_for_the_pair_though_a_new_reading_gives_its_events_other_ids():
    pair = of("one", place=GOMA), of("two", place=GOMA)
    anew = [replace(event, id=f"{event.id}-anew") for event in pair]
    entries = chain(decision("different", *pair))
    assert review.unanswered([("two-anew", "one-anew", 0.4)], anew, entries) == []


def test_what_was_taken_out_of_an_event_is_not_offered_to_it_again():
    whole = event("whole", reports=(report(article="a1"), report(article="a2")))
    entries = chain(review.split(whole, whole.reports[1:], who="Ann"))
    events, _ = apply([whole], entries)
    assert review.unanswered([(*sorted(each.id for each in events), 0.9)], events, entries) == []


def test_a_correction_that_changes_nothing_is_no_decision():
    found = of("one")
    assert review.correction(found, "killed", found.killed, who="Ann") is None
    assert review.correction(found, "actor", found.actors[0], who="Ann") is None
    made = review.correction(found, "place", KHARKIV, who="Ann", why="the mayor")
    assert (made.kind, made.field, made.why) == ("move", "place", "the mayor")


def test_a_split_names_what_stays_and_what_goes():
    whole = event("whole", reports=(report(article="a1"), report(article="a2")))
    made = review.split(whole, whole.reports[1:], who="Ann")
    found, lost = apply([whole], chain(made))
    assert lost == []
    assert sorted(each.reports[0].source.article_id for each in found) == ["a1", "a2"]


def test_only_the_last_decision_on_an_event_can_be_undone_and_a_merge_bars_those_before_it():
    one, other = of("one"), of("two")
    entries = chain(decision("confirm", one), decision("note", other), decision("note", other))
    assert review.undoable(entries) == {entries[0].id, entries[2].id}
    entries = chain(decision("confirm", one), decision("merge", one, other))
    assert review.undoable(entries) == {entries[1].id}


def test_an_event_by_hand_names_who_knows_it_and_two_alike_have_two_ids():
    facts = {
        "type": "arson", "when": When(), "place": GOMA, "actor": None, "killed": Count(), "injured": Count(),
        "told": "A driver saw it.", "who": "Ann",
    }  # fmt: skip
    first = review.by_hand(**facts, after="")
    (entry,) = chain(first)
    second = review.by_hand(**facts, after=entry.hash)
    events, lost = apply([], chain(first, second))
    assert lost == []
    assert len({each.id for each in events}) == 2
    assert {each.reports[0].source.title for each in events} == {"by hand: Ann"}


def test_a_pin_lies_in_the_country_and_province_of_its_point():
    found = review.place_at(name="the bridge", lat=49.98, lon=36.25, level="site", uncertainty_km=0.3)
    assert (found.country, found.admin1) == ("UA", "UA-63")
    assert found.within == ("Kharkiv", "Ukraine")
    sea = review.place_at(name="at sea", lat=0.0, lon=-30.0, level="district", uncertainty_km=40.0)
    assert sea == Place("at sea", 0.0, -30.0, "district", 40.0)


def test_history_says_who_changed_what_to_what_and_why():
    found = of("one")
    fixed = review.correction(found, "killed", Count(2, 4), who="Ann", why="the list")
    moved = review.correction(found, "place", None, who="Ann")
    actor = review.correction(found, "actor", factories.RUSSIA, who="Ann")
    entries = chain(fixed, moved, actor)
    back = chain(fixed, review.undo(entries[0], who="Ben"))[1]
    assert history.line(entries[0]) == "Ann corrected killed: none reported → 2 to 4 (“the list”)"
    assert history.line(entries[1]).endswith("→ Place not known")
    assert history.line(entries[2]).endswith("→ Suspected: Russia, according to the regional governor")
    assert history.line(back, of=entries[0]) == "Ben undid: corrected"
    odd = chain(decision("correct", found, field="killed", after="many"))[0]
    assert history.line(odd, undone=True) == "Ann corrected killed: None → many, undone"


# ---- kept ----


def filled(folder: Path, number: int = 1) -> Store:
    store = Store(folder / "events.geojson")
    with store.writing() as writer:
        for n in range(number):
            told = report(article=f"a{n}", place=replace(GOMA, lat=float(n), gazetteer_id=f"test:{n}"))
            writer.add(ArticleRecord(article(f"a{n}"), "test", (told,)))
        writer.commit()
    return store


def test_a_decision_is_in_the_store_and_a_second_one_on_what_was_seen_before_is_refused(tmp_path):
    store = filled(tmp_path)
    (found,) = store.events()
    seen = review.opened([found], [])
    review.decide(store, review.answer("confirm", found, who="Ann"), time=NOON, opened=seen)
    review.renew(store)
    assert [each.status for each in store.events()] == ["confirmed"]
    with pytest.raises(ChangedError, match="Ann"):
        review.decide(store, review.answer("reject", found, who="Ben"), time=NOON, opened=seen)
    seen = review.opened([found], Journal(store.journal_path).entries())
    review.decide(store, review.answer("reject", found, who="Ben"), time=NOON, opened=seen)


def test_a_store_whose_reports_are_gone_is_not_emptied(tmp_path):
    store = filled(tmp_path)
    store.reports_path.unlink()
    with pytest.raises(StoreError, match="is missing"):
        review.renew(store)
    assert len(store.events()) == 1


def test_what_an_analyst_has_said_already_is_a_repeat_until_somebody_says_something_else():
    found, other = of("one"), of("two")
    confirm = decision("confirm", found, who="Ann")
    said = chain(confirm, decision("note", found, who="Ben"), decision("confirm", other, who="Ben"))
    assert review.repeats(confirm, said)
    assert not review.repeats(confirm, [])
    assert not review.repeats(decision("reject", found, who="Ann"), said)
    assert not review.repeats(decision("confirm", found, who="Ben"), said)
    assert not review.repeats(decision("note", found, who="Ben"), said)
    assert not review.repeats(replace(confirm, why="the mayor says so"), said)
    assert not review.repeats(confirm, chain(confirm, decision("reject", found, who="Ben")))
    assert not review.repeats(confirm, chain(confirm, review.undo(said[0], who="Ann")))


def test_a_correction_or_an_undo_sent_twice_is_a_repeat_and_another_value_is_none():
    found = of("one")
    fixed = review.correction(found, "killed", Count(2, 4), who="Ann")
    entries = chain(fixed)
    assert review.repeats(fixed, entries)
    assert not review.repeats(review.correction(found, "killed", Count(2, 5), who="Ann"), entries)
    assert not review.repeats(review.correction(found, "injured", Count(2, 4), who="Ann"), entries)
    back = review.undo(entries[0], who="Ann")
    assert not review.repeats(back, entries)
    assert review.repeats(back, chain(fixed, back))


def test_a_pair_called_one_incident_twice_is_a_repeat_and_with_a_third_event_is_none():
    one, other, third = of("one"), of("two"), of("three")
    merge = decision("merge", one, other, who="Ann")
    assert review.repeats(merge, chain(merge))
    assert not review.repeats(decision("merge", one, third, who="Ann"), chain(merge))
