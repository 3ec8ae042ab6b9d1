"""The Review page: each answer is in the journal and in the store, and nobody's is written over."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import pytest
from filelock import FileLock
from streamlit.testing.v1 import AppTest

from geo.journal import Journal
from geo.model import Count
from geo.review import renewing
from geo.review.renewing import renewal
from geo.reviewing.answering import DECIDING
from geo.reviewing.correcting import chosen_actor
from geo.store import Store
from tests import factories
from tests.factories import report
from tests.journal.decisions import NOON, decision

PAGE = Path(__file__).parents[2] / "pages" / "review.py"
OURS = f"<script>{DECIDING.read_text()}</script>"
TEXT = "Two rockets hit the compound. Nobody was hurt."


@pytest.fixture
def store(to_review: Store) -> Store:
    return to_review


def run(name: str = "Ann") -> AppTest:
    app = AppTest.from_file(str(PAGE), default_timeout=60)
    app.run()
    app.text_input(key="review-name").set_value(name)
    return ran(app)


def ran(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    button(app, key).click()
    return ran(app)


def button(app: AppTest, key: str):
    """Find a button by its key, or by how the key of one for each event or pair begins."""
    return next(each for each in app.button if each.key == key or str(each.key).startswith(f"{key}-"))


def look_at(app: AppTest, view: str) -> AppTest:
    app.session_state["review-view"] = view
    return ran(app)


def texts(app: AppTest) -> str:
    return " ".join(str(part.proto.body) for part in app.get("html") if part.proto.body != OURS)


def field(app: AppTest, kind: str, name: str):
    return next(each for each in getattr(app, kind) if str(each.key).startswith(f"fix-{name}-"))


def told_of(store: Store, article: str):
    return next(e for e in store.events() if e.reports[0].source.article_id == article)


def kinds(store: Store) -> list[str]:
    return [entry.kind for entry in Journal(store.journal_path).entries()]


def test_the_unsure_and_deadly_come_first_and_without_a_name_nothing_can_be_decided(store):
    app = AppTest.from_file(str(PAGE), default_timeout=60).run()
    assert "Rocket attack, Kharkiv" in texts(app)
    assert "1 of 3" in texts(app)
    assert button(app, "confirm").disabled
    assert button(app, "reject").disabled
    assert not button(run(), "confirm").disabled


def test_confirm_and_reject_are_kept_with_the_name_and_the_next_event_comes(store):
    app = press(run(), "confirm")
    assert told_of(store, "a3").status == "confirmed"
    assert "2 of 3" in texts(app)
    app = press(app, "reject")
    entries = Journal(store.journal_path).entries()
    assert [(entry.who, entry.kind) for entry in entries] == [("Ann", "confirm"), ("Ann", "reject")]
    assert sorted(event.status for event in store.events()) == ["confirmed", "machine", "rejected"]


def test_numbers_date_type_and_actor_are_corrected_with_the_reason_and_can_be_undone(store):
    app = run()
    event = told_of(store, "a3")
    app.text_input(key=f"why-{event.id}").set_value("the governor's list")
    field(app, "number_input", "killed-max").set_value(44)
    press(ran(app), field(app, "button", "save-killed").key)
    field(app, "date_input", "date").set_value(dt.date(2023, 12, 7))
    press(ran(app), field(app, "button", "save-date").key)
    field(app, "selectbox", "type").set_value("missile_strike")
    press(ran(app), field(app, "button", "save-type").key)
    field(app, "selectbox", "actor").set_value("russia")
    press(ran(app), field(app, "button", "save-actor").key)
    found = told_of(store, "a3")
    assert (found.id, found.status, found.type) == (event.id, "corrected", "missile_strike")
    assert (found.killed, found.when.date) == (Count(40, 44), dt.date(2023, 12, 7))
    assert (found.actors[0].id, found.actors[0].attribution) == ("russia", "suspected")
    first, *_, last = Journal(store.journal_path).entries()
    assert (first.why, last.why) == ("the governor's list", "")
    assert "Ann corrected killed: 40 → 40 to 44" in texts(app)
    press(app, f"undo-{last.id}")
    assert told_of(store, "a3").actors == ()
    assert told_of(store, "a3").killed == Count(40, 44)


def test_what_is_changed_and_not_saved_holds_a_decision_and_the_way_on_once(store):
    app = run()
    field(app, "number_input", "killed-max").set_value(44)
    app = press(ran(app), "next")
    assert "Not saved\\: killed" in app.warning[0].value
    assert field(app, "number_input", "killed-max").value == 44
    app = press(app, "confirm")
    assert kinds(store) == ["confirm"]
    assert told_of(store, "a3").killed == Count(40, 40)
    field(app, "text_input", "says").set_value("police")
    app = press(ran(app), "confirm")
    assert kinds(store) == ["confirm"]
    assert "Not saved\\: suspect" in app.warning[0].value


def test_an_alias_that_is_typed_is_the_actor_of_the_list():
    typed = {"actor": "boko  haram", "attribution": "suspected", "says": "police"}
    actor = chosen_actor(SimpleNamespace(get=typed.get), None)
    assert (actor.id, actor.name, actor.attributed_by) == ("boko-haram", "Boko Haram", "police")


def test_a_click_on_the_map_and_a_place_found_by_name_move_the_pin(store):
    app = run()
    field(app, "text_input", "asked").set_value("Izium")
    press(ran(app), field(app, "button", "take0").key)
    assert field(app, "text_input", "name").value.startswith("Iz")
    field(app, "number_input", "km city").set_value(3.0)
    press(ran(app), field(app, "button", "place").key)
    found = told_of(store, "a3").place
    assert (found.country, found.uncertainty_km) == ("UA", 3.0)
    assert found.lat == pytest.approx(49.2, abs=0.1)
    field(app, "number_input", "lat").set_value(50.0)
    press(ran(app), field(app, "button", "place").key)
    assert told_of(store, "a3").place.lat == 50.0
    press(app, field(app, "button", "placeless").key)
    assert told_of(store, "a3").place is None


def test_what_no_field_can_hold_is_said_and_cannot_be_saved(store):
    app = run()
    field(app, "number_input", "killed-min").set_value(50)
    field(app, "text_input", "time").set_value("25:00")
    ran(app)
    assert "at least 50 is more than at most 40" in texts(app)
    assert "such as 04:15" in texts(app)
    assert field(app, "button", "save-killed").disabled
    assert field(app, "button", "save-date").disabled
    assert kinds(store) == []


def test_two_events_that_may_be_one_are_asked_about_and_each_answer_can_be_undone(store):
    app = look_at(run(), "pairs")
    assert "1 of 1 pair" in texts(app)
    assert "% likely to be one · 1 day apart, at the same point" in texts(app)
    press(app, "different")
    assert kinds(store) == ["different"]
    assert "No two events look like one incident." in app.info[0].value
    press(app, "undo-last")
    press(look_at(app, "pairs"), "same")
    assert len(store.events()) == 2
    assert "No two events look like one incident." in app.info[0].value
    press(app, "undo-last")
    assert len(store.events()) == 3
    assert "1 of 1 pair" in texts(look_at(app, "pairs"))
    assert kinds(store) == ["different", "undo", "merge", "undo"]


def test_a_key_of_the_view_that_was_left_decides_nothing_in_the_next(store):
    app = run()
    app.session_state["review-view"] = "pairs"
    press(app, "confirm")
    assert kinds(store) == []
    assert "1 of 1 pair" in texts(app)


def test_an_event_is_joined_with_one_near_it_that_nobody_suggested_after_its_card_was_seen(store):
    app = press(run(), "next")
    (chosen,) = (each for each in app.selectbox if str(each.key).startswith("join-"))
    assert chosen.options == ["Rocket attack, Green Zone, 9 December 2023: 1 day apart, at the same point"]
    assert app.button(key="join").disabled
    before = texts(app).count('class="card"')
    chosen.select_index(0)
    assert texts(ran(app)).count('class="card"') == before + 1
    press(app, "join")
    assert kinds(store) == ["merge"]
    assert len(store.events()) == 2

    press(app, "undo-last")
    assert len(store.events()) == 3


def test_a_name_that_was_given_leaves_no_field_for_keys_to_be_typed_into_and_can_be_changed(store):
    app = run("Ann")
    assert not [each for each in app.text_input if each.key == "review-name"]
    assert "Deciding as <b>Ann</b>" in texts(app)
    press(app, "rename")
    assert button(app, "confirm").disabled
    app.text_input(key="review-name").set_value("Ben")
    press(ran(app), "confirm")
    assert [entry.who for entry in Journal(store.journal_path).entries()] == ["Ben"]


def test_reports_of_another_incident_are_taken_out_and_brought_back(store):
    app = press(look_at(run(), "pairs"), "same")
    app = look_at(app, "decided")
    assert "Ann made one incident of two" in texts(app)
    app.multiselect[0].set_value([1])
    press(ran(app), "part")
    assert len(store.events()) == 3
    assert "No two events look like one incident." in look_at(app, "pairs").info[0].value
    press(app, "undo-last")
    assert sorted(len(event.reports) for event in store.events()) == [1, 2]


def test_a_slip_is_taken_back_with_one_key_and_its_event_is_open_again(store):
    app = press(run(), "reject")
    assert "2 of 3" in texts(app)
    assert "Your last decision, on Rocket attack, Kharkiv, 8 December 2023: Ann rejected" in texts(app)
    press(app, "undo-last")
    assert "1 of 3" in texts(app)
    assert told_of(store, "a3").status == "machine"
    assert "undo-last" not in [each.key for each in app.button]


def test_the_second_analyst_sees_that_the_event_changed_and_is_asked_to_look_again(store):
    ann, ben = run("Ann"), run("Ben")
    press(ann, "reject")
    app = press(ben, "confirm")
    assert "Not saved: Ann decided on" in app.warning[0].value.replace("\\", "")
    assert kinds(store) == ["reject"]
    assert told_of(store, "a3").status == "rejected"
    press(app, "confirm")
    assert kinds(store) == ["reject", "confirm"]


def test_an_event_that_changes_while_it_is_open_blocks_until_it_was_looked_at(store):
    app = run()
    Journal(store.journal_path).append(decision("note", told_of(store, "a3"), who="Ben", why="?"), time=NOON)
    ran(app)
    assert "This event changed since you opened it." in texts(app)
    assert button(app, "confirm").disabled
    assert not button(press(app, "look"), "confirm").disabled


def test_a_decision_made_while_a_build_runs_is_kept_and_shown_afterwards(store, monkeypatch):
    app = run()
    monkeypatch.setattr(renewing, "PATIENCE", 0)
    with FileLock(store.lock_path):
        press(app, "confirm")
        assert "Decisions are kept" in app.warning[0].value
        assert kinds(store) == ["confirm"]
        assert "confirmed by an analyst" in texts(press(app, "previous"))
    ran(app)
    renewal(store.path).wait()
    assert told_of(store, "a3").status == "confirmed"
    assert not ran(app).warning


def test_an_event_is_added_by_hand_with_who_knows_it(store):
    app = look_at(run(), "add")
    assert app.button(key="add").disabled
    field(app, "text_area", "told").set_value("Seen from the road by our driver.")
    field(app, "date_input", "date").set_value(dt.date(2024, 1, 2))
    field(app, "number_input", "lat").set_value(49.0)
    field(app, "number_input", "lon").set_value(36.0)
    press(ran(app), "add")
    found = next(event for event in store.events() if "-hand-" in event.id)
    assert found.reports[0].source.title == "by hand: Ann"
    assert found.reports[0].quote == "Seen from the road by our driver."
    assert (found.place.country, found.when.date) == ("UA", dt.date(2024, 1, 2))
    assert kinds(store) == ["add"]


def test_a_note_stands_in_the_history_and_changes_nothing(store):
    app, before = run(), store.events()
    app.text_input(key=f"note-{told_of(store, 'a3').id}").set_value("ask the hospital")
    press(ran(app), "note")
    assert "Ann noted (“ask the hospital”)" in texts(app)
    assert store.events() == before


def test_a_decision_on_what_is_gone_is_listed_and_never_lost(store):
    gone = factories.event("gone", reports=(report(article="withdrawn"),))
    Journal(store.journal_path).append(decision("confirm", gone), time=NOON)
    app = look_at(run(), "lost")
    assert "Ann confirmed" in texts(app)
    assert "the events they were made on are gone" in texts(app)
    press(app, next(each.key for each in app.button if each.label == "Undo"))
    assert kinds(store) == ["confirm", "undo"]
    assert "Every decision has found its event." in app.info[0].value


def test_hostile_names_and_reasons_stay_text(store):
    app = run(factories.HOSTILE[:80])
    app.text_input(key=f"note-{told_of(store, 'a3').id}").set_value(factories.HOSTILE)
    press(ran(app), "note")
    assert kinds(store) == ["note"]
    assert "<script>" not in texts(app)
    assert "<img" not in texts(app)
    assert "${" not in texts(app)


def test_a_damaged_journal_is_one_line_and_nothing_is_written(store):
    store.journal_path.write_text("{}\n")
    app = AppTest.from_file(str(PAGE), default_timeout=60).run()
    assert not app.exception
    assert "journal.jsonl:1" in app.error[0].value.replace("\\", "")
    assert store.journal_path.read_text() == "{}\n"


def test_a_store_without_its_reports_is_not_written_over(store):
    before = store.path.read_bytes()
    store.reports_path.unlink()
    app = press(run(), "confirm")
    assert "is missing" in app.warning[0].value
    assert store.path.read_bytes() == before


def test_a_store_that_knows_more_decisions_than_the_journal_says_so_at_once_and_what_to_do(store):
    press(press(run(), "confirm"), "reject")
    lines = store.journal_path.read_bytes().splitlines(keepends=True)
    store.journal_path.write_bytes(lines[0])
    before = store.path.read_bytes()
    app = run()
    said = app.error[0].value.replace("\\", "")
    assert "Nothing can be decided" in said
    assert "holds 1 of the 2 decisions that the store was made with; restore a copy of the journal" in said
    assert all(button(app, key).disabled for key in ("confirm", "reject"))
    assert not app.warning
    assert (store.journal_path.read_bytes(), store.path.read_bytes()) == (lines[0], before)
    store.journal_path.write_bytes(b"".join(lines))
    assert not ran(app).error
    assert not button(app, "confirm").disabled


def test_a_second_tab_that_confirms_the_same_event_adds_no_decision_and_says_so(store):
    one, other = run(), run()
    press(one, "confirm")
    app = press(other, "confirm")
    assert kinds(store) == ["confirm"]
    (said,) = (line.value.replace("\\", "") for line in app.info)
    assert said == "Already confirmed: Rocket attack, Kharkiv, 8 December 2023"
    assert not app.warning
    assert "2 of 3" in texts(app)


def test_a_second_click_that_comes_before_the_next_event_is_drawn_decides_nothing(store):
    app = run()
    first = button(app, "confirm").key
    press(app, "confirm")
    assert button(app, "confirm").key != first  # so that no browser can take one event's for the other's
    assert kinds(store) == ["confirm"]


def test_taking_back_twice_takes_back_once(store):
    one, other = press(run(), "confirm"), run()
    press(look_at(other, "decided"), "undo-last")
    press(one, "undo-last")
    assert kinds(store) == ["confirm", "undo"]
