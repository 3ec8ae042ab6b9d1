from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geo.journal import Decision, Journal, reference
from geo.store import Store
from tests import factories
from tests.pages.apps import PAGES, run, texts


def tallied(app: AppTest) -> list[str]:
    return [button.label for button in app.button if button.key.startswith("tally-")]


@pytest.mark.parametrize("page", sorted(path.stem for path in PAGES.glob("*.py")))
def test_every_page_runs_without_an_exception(page: str, store: Path) -> None:
    run(page)


@pytest.mark.parametrize("page", ["map", "trends", "events", "about"])
def test_without_a_store_a_page_has_its_head_and_says_how_to_build_one(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_STORE", str(tmp_path / "none.geojson"))
    app = run(page)
    assert "<h1>" in texts(app)
    assert "python -m geo build" in app.markdown[0].value


@pytest.mark.parametrize("page", ["map", "articles", "about"])
def test_a_damaged_store_is_one_line_and_no_trace(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "events.geojson"
    broken.write_text("{")
    (tmp_path / "events.reports.jsonl").write_text("{\n")
    monkeypatch.setenv("DATELINE_STORE", str(broken))
    assert len(run(page).error) == 1


def test_the_honest_line_counts_what_is_not_a_point(store: Path) -> None:
    app = run("map")
    assert "8 of 10 events shown" in texts(app)
    assert tallied(app) == [
        "1 known only by province or country",
        "1 without a place",
        "1 more recalled as background",
    ]


def test_a_region_narrows_the_map_and_stands_in_the_address(store: Path) -> None:
    app = run("map", region="middle-east")
    assert app.multiselect(key="filter-region").value == ["middle-east"]
    assert any(button.label == "Middle East" for button in app.button)
    assert "8 of 10 events shown" not in texts(app)
    app.button(key="chip-region-middle-east").click().run()
    assert "region" not in app.query_params
    assert "8 of 10 events shown" in texts(app)


SQUARE = b'{"type":"Polygon","coordinates":[[[43,32],[45,32],[45,34],[43,34],[43,32]]]}'


def test_an_area_of_ones_own_narrows_the_map_until_it_is_taken_away(store: Path) -> None:
    app = run("map")
    app.get("file_uploader")[0].set_value(("mine.geojson", SQUARE, "application/geo+json")).run()
    assert "Inside mine" in app.button(key="chip-area-").label
    assert "8 of 10 events shown" not in texts(app)
    app.button(key="chip-area-").click().run()
    assert "8 of 10 events shown" in texts(app)


def test_each_part_of_the_honest_line_brings_up_its_events(store: Path) -> None:
    app = run("map")
    app.button(key="tally-placeless").click().run()
    assert len(app.dataframe[0].value) == 1
    app.button(key="tally-background").click().run()
    assert "9 of 10 events shown" in texts(app)


def test_a_link_restores_the_view(store: Path) -> None:
    app = run("map", actor="russia", country=["UA"])
    assert app.session_state["filter"].actors == ("russia",)
    assert "Attacks in Ukraine, suspected actor Russia" in texts(app)
    assert "1 of 10 events shown" in texts(app)


def test_each_filter_changes_the_number_and_the_address(store: Path) -> None:
    app = run("map")
    app.multiselect(key="filter-actor").select("m23").run()
    assert "1 of 10 events shown" in texts(app)
    assert app.query_params["actor"] in ("m23", ["m23"])
    app.multiselect(key="filter-actor").unselect("m23").run()
    app.multiselect(key="filter-country").select("IQ").run()
    assert "3 of 10 events shown" in texts(app)
    app.multiselect(key="filter-province").select("IQ-AN").run()
    assert "1 of 10 events shown" in texts(app)


def test_a_province_can_be_chosen_without_its_country_and_widens_another(store: Path) -> None:
    app = run("map")
    app.multiselect(key="filter-province").select("IQ-AN").run()
    assert "1 of 10 events shown" in texts(app)
    assert "Attacks in Al Anbar, Iraq" in texts(app)
    assert app.query_params["province"] in ("IQ-AN", ["IQ-AN"])
    app.multiselect(key="filter-country").select("UA").run()
    assert "Attacks in Al Anbar, Iraq or Ukraine" in texts(app)
    assert app.multiselect(key="filter-province").value == ["IQ-AN"]


def test_a_choice_survives_changed_counts_of_another_filter(store: Path) -> None:
    app = run("map")
    app.multiselect(key="filter-country").select("IQ").run()
    app.toggle(key="filter-background").set_value(True).run()
    assert app.multiselect(key="filter-country").value == ["IQ"]
    assert "4 of 10 events shown" in texts(app)


def test_a_date_range_leaves_out_what_has_no_date_and_offers_it(store: Path) -> None:
    app = run("map", **{"from": "2024-01-01"})
    assert "5 of 10 events shown" in texts(app)
    assert tallied(app)[-1] == "1 without a date may match too"
    app.toggle(key="filter-undated").set_value(True).run()
    assert "6 of 10 events shown" in texts(app)


def test_a_chip_takes_its_filter_away_and_reset_takes_all(store: Path) -> None:
    app = run("map", country=["IQ", "UA"], background="1")
    app.button(key="chip-country-IQ").click().run()
    assert app.multiselect(key="filter-country").value == ["UA"]
    app.button(key="chip-reset").click().run()
    assert "All attacks" in texts(app)


def test_an_address_with_an_event_opens_its_card(store: Path) -> None:
    said = texts(run("map", event="e2"))
    assert "Suspected: Iran-aligned militias" in said
    assert "Two rockets hit the compound." in said


def test_nothing_matches_is_said_and_no_error(store: Path) -> None:
    app = run("map", text="no such words anywhere")
    assert "0 of 10 events shown" in texts(app)
    app.button(key="clear").click().run()
    assert "8 of 10 events shown" in texts(app)


def test_a_rebuilt_store_shows_on_the_next_run(store: Path) -> None:
    app = run("map")
    factories.store(store, factories.events()[:2])
    assert "2 of 2 events shown" in texts(app.run())


def test_an_article_shows_its_evidence_and_its_event(store: Path) -> None:
    said = texts(run("articles", article="a1"))
    assert 'class="ev-place"' in said
    assert 'class="chrome"' in said


def test_an_article_without_event_says_why(store: Path) -> None:
    assert "no word of this text names an attack" in run("articles", article="a3").info[0].value


def test_hostile_articles_stay_text_on_every_page(store: Path) -> None:
    for app in (run("map", event="hostile"), run("articles", article="a2")):
        said = texts(app)
        assert "<script>window" not in said
        assert "<img" not in said
        assert "${" not in said


def test_articles_can_be_searched(store: Path) -> None:
    app = run("articles")
    app.text_input(key="article-text").set_value("flour").run()
    assert "1 of 3 articles" in texts(app)
    app.text_input(key="article-text").set_value("").run()
    app.text_input(key="article-text").set_value("no such words").run()
    assert "0 of 3 articles" in texts(app)


def test_articles_can_be_chosen_by_what_was_read_from_them(store: Path) -> None:
    app = run("articles")
    app.session_state["article-kind"] = "none"
    assert "1 of 3 articles" in texts(app.run())


def test_every_widget_has_a_label(store: Path) -> None:
    app = run("map", country="IQ")
    for kind in ("multiselect", "date_input", "toggle", "text_input"):
        assert all(widget.label for widget in getattr(app, kind))


def test_the_article_page_tells_how_each_event_was_read(store: Path) -> None:
    said = texts(run("articles"))
    assert '<details class="how"><summary' in said
    assert "<dt>Told as</dt>" in said


def listed(app: AppTest, number: int) -> list[dict[str, object]]:
    return app.dataframe[number].value.to_dict("records")


def ask(app: AppTest, text: str) -> AppTest:
    app.text_area(key="places-text").set_value(text)
    app.button[0].click().run()
    assert not app.exception
    return app


def test_a_link_restores_the_place_that_was_asked_for() -> None:
    app = run("places", place="Green Zone, Baghdad")
    assert app.text_area(key="places-text").value == "Green Zone, Baghdad"
    assert "<h2>Green Zone, Baghdad, Iraq</h2>" in texts(app)
    assert "part of a city, within 2.5 km" in texts(app)


def test_a_name_of_several_places_lists_them_with_their_likelihood() -> None:
    app = ask(run("places"), "Tripoli")
    first, second, *_ = listed(app, 0)
    assert (first["Candidate"], first["Taken"]) == ("Tripoli, Tripoli District, Libya", "yes")
    assert (second["Candidate"], second["Taken"]) == ("Tripoli, North, Lebanon", "")
    assert first["Likelihood"] > second["Likelihood"]
    assert app.query_params["place"] in ("Tripoli", ["Tripoli"])


def test_a_text_lists_its_names_and_what_each_is_taken_for() -> None:
    app = ask(run("places"), "Mortars hit Karrada in Baghdad.\nTrucks left Tripoli, Lebanon.")
    taken = {row["Name"]: row["Taken for"] for row in listed(app, 1)}
    assert taken["Karrada"] == "Karrada, Baghdad, Iraq"
    assert taken["Tripoli"] == "Tripoli, North, Lebanon"
    assert '<mark class="ev-place" title="Karrada, Baghdad, Iraq">Karrada</mark>' in texts(app)
    assert "Read as a text: 4 places named" in texts(app)


def test_another_question_begins_with_its_own_first_name() -> None:
    app = ask(run("places"), "Mortars hit Karrada in Baghdad.\nTrucks left Tripoli, Lebanon.")
    app.session_state["place-at"] = 2
    assert "<h2>Tripoli, North, Lebanon</h2>" in texts(app.run())
    assert "<h2>Mosul, Nineveh, Iraq</h2>" in texts(ask(app, "Snow fell on Mosul and on Erbil."))


def test_words_without_a_place_are_said_to_have_none() -> None:
    assert "No name of a place" in ask(run("places"), "Nothing happened to anybody.").info[0].value


def test_a_text_too_long_for_a_link_says_so() -> None:
    app = ask(run("places"), "Rain fell on Mosul. " * 150)
    assert "too long for an address" in texts(app)
    assert "place" not in app.query_params


def test_a_place_index_that_cannot_be_built_is_one_line_and_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    st.cache_resource.clear()
    st.cache_data.clear()
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("DATELINE_GAZETTEER", str(tmp_path / "file" / "none.sqlite"))
    app = run("places", place="Mosul")
    assert "the place index cannot be built" in app.error[0].value
    assert len(app.error) == 1


def test_a_hostile_question_stays_text() -> None:
    app = ask(run("places"), "<img src=x onerror='window.ran = 1'> burned in Mosul ${7} near Baghdad.")
    assert "<img" not in texts(app)
    assert "${" not in texts(app)


def test_the_filters_that_are_seldom_used_stand_in_groups_that_a_link_opens(store: Path) -> None:
    assert [group.label for group in run("map").expander] == [
        "Target, weapon, casualties",
        "How well it is known",
        "Area of your own",
    ]
    opened = {group.label: group.proto.expanded for group in run("map", **{"min-reports": "2"}).expander}
    assert opened == {
        "Target, weapon, casualties": False,
        "How well it is known": True,
        "Area of your own": False,
    }


def test_numbers_ask_from_how_many_on_and_say_how_many_would_show(store: Path) -> None:
    app = run("map", country="IQ")
    killed = app.selectbox(key="filter-min-killed")
    assert killed.options[:3] == ["Any", "At least 1 killed (1)", "At least 2 killed (0)"]
    killed.select(1).run()
    assert "1 of 10 events shown" in texts(app)
    assert app.query_params["min-killed"] in ("1", ["1"])
    app.button(key="chip-min-killed-").click().run()
    assert "3 of 10 events shown" in texts(app)


def test_those_who_say_so_and_the_status_are_filters(store: Path) -> None:
    app = run("map")
    app.multiselect(key="filter-attributed-by").select("regional governor").run()
    assert "2 of 10 events shown" in texts(app)
    assert "according to the regional governor" in texts(app)
    app.button(key="chip-attributed-by-regional governor").click().run()
    assert "8 of 10 events shown" in texts(app)
    assert "1 of 10 events shown" in texts(run("map", status="rejected"))


def test_a_span_at_a_click_ends_on_the_last_day_of_the_data(store: Path) -> None:
    app = run("map")
    app.button(key="span-30").click().run()
    assert app.session_state["filter"].date_to.isoformat() == "2024-03-01"
    assert app.session_state["filter"].date_from.isoformat() == "2024-02-01"
    app.button(key="span-all").click().run()
    assert "8 of 10 events shown" in texts(app)


@pytest.mark.parametrize("address", [{"bbox": "43,32,46,35"}, {"polygon": "43,32,46,32,46,35,43,35"}])
def test_what_the_map_was_asked_stands_in_the_address_until_it_is_taken_away(
    address: dict[str, str], store: Path
) -> None:
    app = run("map", **address)
    assert "2 of 10 events shown" in texts(app)
    assert set(app.query_params) == set(address)
    app.button(key="chip-reset").click().run()
    assert "8 of 10 events shown" in texts(app)
    assert set(app.query_params) == set()


def test_a_card_shows_what_happened_near_it(store: Path) -> None:
    app = run("map", event="e1")
    (near,) = [button for button in app.button if button.key.startswith("near-")]
    assert (
        near.label.replace("\\", "")
        == "Rocket attack, U.S. Embassy, 20 December 2023: 820 m away, 12 days after"
    )
    near.click().run()
    assert app.session_state["open"] == ["e2"]


def test_a_card_shows_what_was_decided_on_its_event(store: Path) -> None:
    kept = Store(store)
    event = next(event for event in kept.events() if event.id == "e1")
    decision = Decision(who="Ada", kind="confirm", events=(reference(event),), why="two papers")
    Journal(kept.journal_path).append(decision, time=dt.datetime(2024, 5, 1, 9, tzinfo=dt.UTC))
    assert "Ada confirmed (“two papers”)" in texts(run("map", event="e1"))
    assert "History" not in texts(run("map", event="e2"))
