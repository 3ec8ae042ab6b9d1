"""Machine output + journal = store: each decision comes back on the event it belongs to."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.build import build
from geo.errors import JournalError
from geo.journal import Journal, Reference, active, apply, placed, reference, unplaced
from geo.journal.fields import value
from geo.merge import merge
from geo.model import Count
from geo.store import Store
from tests import factories
from tests.factories import GOMA, KHARKIV, article, day, report
from tests.journal.decisions import NOON, chain, decision

ONE = report(article="a1", place=GOMA, killed=Count(3, 3), type="shelling")
TWO = report(article="a2", place=GOMA, killed=Count(5, 5), type="shelling", trigger_start=40)
FAR = report(article="a3", place=KHARKIV, killed=Count(1, 1), type="shelling")
M23 = msgspec.to_builtins(factories.M23)


def told(*reports):
    """Return the machine's events."""
    return merge(reports)


def correct(event, field, after, **more):
    kind = "move" if field == "place" else "correct"
    before = value(event, field)
    return decision(kind, event, field=field, before=before, after=msgspec.to_builtins(after), **more)


def after(events, *decisions):
    events, lost = apply(events, chain(*decisions))
    assert lost == []
    return events


def one(*reports):
    (event,) = told(*reports)
    return event


def test_confirm_and_reject_set_the_status_and_the_last_word_counts():
    event = one(ONE)
    assert after([event], decision("confirm", event)) == [replace(event, status="confirmed")]
    assert after([event], decision("reject", event)) == [replace(event, status="rejected")]
    both = decision("reject", event), decision("confirm", event)
    assert after([event], *both) == [replace(event, status="confirmed")]


@pytest.mark.parametrize(
    ("field", "said", "name"),
    [
        ("date", day("2023-12-09"), "when"),
        ("killed", Count(7, None), "killed"),
        ("injured", Count(), "injured"),
        ("type", "bombing", "type"),
        ("place", KHARKIV, "place"),
        ("place", None, "place"),
    ],
)
def test_a_correction_changes_its_field_and_nothing_else(field, said, name):
    event = one(ONE)
    assert after([event], correct(event, field, said)) == [
        replace(event, **{name: said, "status": "corrected"})
    ]


def test_the_analysts_suspect_comes_first_and_whom_they_took_away_stays_away():
    event = replace(one(ONE), actors=(factories.RUSSIA, factories.MILITIAS))
    entry = correct(event, "actor", factories.M23)
    (corrected,) = after([event], entry)
    assert corrected.actors == (factories.M23, factories.MILITIAS)
    reread = replace(event, actors=(factories.MILITIAS, factories.RUSSIA))
    assert after([reread], entry)[0].actors == (factories.M23, factories.MILITIAS)
    assert after([event], correct(event, "actor", None))[0].actors == ()


def test_a_confirmed_event_that_was_corrected_stays_corrected_and_a_rejected_one_rejected():
    event = one(ONE)
    fix = correct(event, "killed", Count(4, 4))
    assert after([event], fix, decision("confirm", event))[0].status == "corrected"
    assert after([event], decision("reject", event), fix)[0].status == "rejected"


def test_a_decision_finds_its_event_again_by_its_reports_when_ids_change():
    event = one(ONE, TWO)
    fix = correct(event, "killed", Count(4, 4))
    moved = one(*(replace(each, place=factories.BAGHDAD, type="bombing") for each in (ONE, TWO)))
    assert moved.id != event.id
    assert after([moved], fix)[0].killed == Count(4, 4)


def test_of_two_events_of_an_article_the_one_of_the_type_that_stands_closest_is_meant():
    event = one(ONE)
    near = replace(factories.event("near", type="shelling"), reports=(replace(ONE, trigger_start=9),))
    far = replace(factories.event("far", type="shelling"), reports=(replace(ONE, trigger_start=300),))
    other = replace(
        factories.event("other", type="riot"), reports=(replace(ONE, type="riot", trigger_start=1),)
    )
    found = after([far, near, other], decision("reject", event))
    assert [each.id for each in found if each.status == "rejected"] == ["near"]


def test_an_id_that_another_article_now_has_is_not_mistaken_for_the_event():
    event = one(ONE)
    usurper = replace(one(FAR), id=event.id)
    heir = replace(one(ONE), id="heir")
    found = after([usurper, heir], decision("reject", event))
    assert {each.id: each.status for each in found} == {event.id: "machine", "heir": "rejected"}


def test_what_no_event_has_any_more_is_handed_back_and_the_rest_is_applied():
    event, gone = one(ONE), one(FAR)
    entries = chain(decision("reject", gone), decision("confirm", event))
    events, lost = apply([event], entries)
    assert events == [replace(event, status="confirmed")]
    assert lost == [entries[0]] == unplaced(events, entries)


def test_a_value_that_is_none_is_handed_back_and_breaks_nothing():
    event = one(ONE)
    entries = chain(
        decision("correct", event, field="killed", after="many"), decision("add", after={"id": 1})
    )
    assert apply([event], entries) == ([event], entries)


def test_merge_makes_one_event_of_all_reports_and_keeps_corrections_of_both():
    here, there = one(ONE), one(FAR)
    entries = (
        correct(here, "killed", Count(9, 9)),
        correct(there, "killed", Count(2, 2)),
        correct(there, "type", "bombing"),
        decision("merge", here, there),
    )
    (whole,) = after([here, there], *entries)
    assert (whole.id, whole.status) == (here.id, "corrected")
    assert set(whole.reports) == {ONE, FAR}
    assert (whole.killed, whole.type) == (Count(9, 9), "bombing")


def test_split_takes_reports_out_and_leaves_corrections_on_what_stays():
    event = one(ONE, TWO)
    rest, off = reference(replace(event, reports=(ONE,))), reference(factories.event("off", reports=(TWO,)))
    entries = (correct(event, "type", "bombing"), decision("split", events=(rest, off)))
    found = {each.id: each for each in after([event], *entries)}
    assert found.keys() == {event.id, "off"}
    assert (found[event.id].reports, found[event.id].type) == ((ONE,), "bombing")
    assert (found["off"].reports, found["off"].type, found["off"].killed) == ((TWO,), "shelling", Count(5, 5))
    assert {each.status for each in found.values()} == {"corrected"}


def test_different_keeps_apart_what_a_later_reading_merges():
    here, there = one(ONE), replace(one(TWO), id="there")
    entry = decision("different", here, there)
    assert after([here, there], entry) == [here, there] or after([here, there], entry) == [there, here]
    found = after([one(ONE, TWO)], entry)
    assert {each.id: each.reports for each in found} == {here.id: (ONE,), "there": (TWO,)}


def test_merge_and_split_that_a_later_reading_has_made_by_itself_change_nothing():
    whole, here, there = one(ONE, TWO), one(ONE), replace(one(TWO), id="there")
    assert after([whole], decision("merge", here, there)) == [whole]
    apart = decision("split", here, there)
    assert {each.id for each in after([here, there], apart)} == {here.id, "there"}


def test_merge_split_add_and_correct_can_be_undone_and_an_undo_too():
    here, there = one(ONE), one(FAR)
    merged = decision("merge", here, there)
    (entry,) = chain(merged)
    undo = decision("undo", here, there, undoes=entry.id)
    entries = chain(merged, undo)
    again = chain(merged, undo, decision("undo", here, there, undoes=entries[1].id))
    machine = apply([here, there], [])[0]
    assert apply([here, there], entries) == (machine, [])
    assert active(again) == [entry]
    assert len(apply([here, there], again)[0]) == 1


def test_an_event_added_by_hand_is_there_and_can_be_corrected_and_merged():
    machine = one(ONE)
    source = replace(ONE.source, article_id="by hand: Ann, h1")
    own = factories.event("h1", reports=(replace(FAR, source=source),))
    add = decision("add", own, after=msgspec.to_builtins(own))
    found = after([machine], add, correct(own, "type", "arson"))
    assert {each.id: each.type for each in found} == {machine.id: "shelling", "h1": "arson"}
    (whole,) = after([machine], add, decision("merge", machine, own))
    assert set(whole.reports) == {*machine.reports, *own.reports}


def test_history_finds_an_entry_also_on_the_event_that_took_its_event_in():
    here, there = one(ONE), one(FAR)
    entries = chain(decision("note", there), decision("merge", here, there))
    events, _ = apply([here, there], entries)
    assert placed(events, entries) == {entry.id: [here.id] for entry in entries}


# ---- whatever was decided ----

MACHINE = [one(ONE), one(FAR), *told(TWO, replace(ONE, source=replace(ONE.source, article_id="a4")))]
MACHINE = list({event.id: event for event in MACHINE}.values())
some = st.sampled_from(MACHINE)
single = st.builds(decision, st.sampled_from(["confirm", "reject", "note"]), some)
fixes = st.one_of(
    st.builds(correct, some, st.just("killed"), st.builds(Count, st.integers(0, 9), st.integers(9, 20))),
    st.builds(correct, some, st.just("place"), st.sampled_from([GOMA, KHARKIV, None])),
    st.builds(correct, some, st.just("actor"), st.sampled_from([factories.M23, factories.RUSSIA, None])),
)
pairs = st.builds(decision, st.sampled_from(["merge", "split", "different"]), some, some)
strangers = st.builds(
    lambda name: decision("confirm", events=(Reference(name),)), st.sampled_from(["x", "y"])
)


@st.composite
def journals(draw):
    made = draw(st.lists(single | fixes | pairs | strangers, max_size=8))
    for _ in range(draw(st.integers(0, 3))):
        entries = chain(*made)
        if entries:
            undone = draw(st.sampled_from(entries))
            made.append(decision("undo", events=undone.events, undoes=undone.id))
    return chain(*made)


@settings(deadline=None)
@given(journals(), st.randoms())
def test_replay_gives_the_same_whatever_the_order_of_events_and_leaves_its_input_alone(entries, random):
    events = list(MACHINE)
    first = apply(events, entries)
    assert events == MACHINE
    random.shuffle(events)
    assert apply(events, entries) == first


@settings(deadline=None)
@given(journals())
def test_replay_loses_and_doubles_no_report_and_gives_every_event_one_id(entries):
    events, _ = apply(MACHINE, entries)
    key = repr
    assert sorted((r for e in events for r in e.reports), key=key) == sorted(
        (r for e in MACHINE for r in e.reports), key=key
    )
    assert len({event.id for event in events}) == len(events)


@settings(deadline=None)
@given(journals())
def test_every_entry_that_holds_is_either_applied_or_handed_back(entries):
    events, lost = apply(MACHINE, entries)
    ids = {id for event in MACHINE for id in [event.id]}
    for entry in active(entries):
        if any(each.id not in ids for each in entry.events):
            assert entry in lost
    assert [entry for entry in lost if entry.kind in ("confirm", "reject", "note", "correct", "move")] == [
        entry for entry in active(entries) if any(each.id in "xy" for each in entry.events)
    ]
    assert set(unplaced(events, entries)) <= set(lost)


# ---- in the store ----


def read(found):
    return [report(article=found.id, quote=found.text, place=factories.GREEN_ZONE, type="shelling")]


def built(store, *articles, reader="1", read=read):
    return build(articles, store, read=read, reader=reader, on_article=lambda a: None, on_error=pytest.fail)


def test_a_rebuild_applies_every_correction_again_also_where_ids_changed(tmp_path):
    store = Store(tmp_path / "events.geojson")
    (event,) = built(store, article("a1"))
    Journal(store.journal_path).append(correct(event, "killed", Count(4, 4)), time=NOON)
    (corrected,) = built(store, article("a1"))
    assert store.events() == [corrected]
    assert (corrected.killed, corrected.status) == (Count(4, 4), "corrected")

    def better(found):
        return [replace(each, place=factories.EMBASSY, trigger_start=7) for each in read(found)]

    (anew,) = built(store, article("a1"), reader="2", read=better)
    assert anew.id != event.id
    assert (anew.place, anew.killed, anew.status) == (factories.EMBASSY, Count(4, 4), "corrected")


def test_a_damaged_journal_stops_a_build_and_leaves_the_store_as_it_was(tmp_path):
    store = Store(tmp_path / "events.geojson")
    built(store, article("a1"))
    before = store.path.read_bytes()
    store.journal_path.write_text("{}\n")
    with pytest.raises(JournalError, match=r"journal\.jsonl:1: not an entry"):
        built(store, article("a1"), article("a2", text="more shells"))
    assert store.path.read_bytes() == before
    store.journal_path.unlink()
    assert len(built(store, article("a1"), article("a2", text="more shells"))[0].reports) == 2
