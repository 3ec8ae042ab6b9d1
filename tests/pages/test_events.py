"""The page Events: rows, columns, order, export, and many rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.model import Target
from geo.query import actor_names, table
from geo.ui import listing
from tests import factories
from tests.pages.apps import run, texts


def test_the_table_holds_the_filtered_events_newest_first(store: Path) -> None:
    shown = run("events", country=["IQ"]).dataframe[0].value
    assert shown["Place"].tolist() == ["Anbar", "U.S. Embassy", "Green Zone"]
    assert list(shown) == [listing.COLUMNS[name] for name in listing.FIRST]


def test_the_order_and_the_columns_are_chosen(store: Path) -> None:
    app = run("events", country=["IQ"])
    app.selectbox(key="event-sort").set_value("killed_min").run()
    app.session_state["event-columns"] = ["killed_min", "attributed_by"]
    app.run()
    shown = app.dataframe[0].value
    assert list(shown) == ["Says who", "Killed, at least"]
    assert shown["Killed, at least"].tolist() == [1, 0, 0]


def test_no_match_is_said_and_draws_no_table(store: Path) -> None:
    app = run("events", text="nothing-of-the-kind")
    assert "No event matches these filters" in app.markdown[0].value
    assert not app.dataframe


def test_a_hostile_event_stays_text(store: Path) -> None:
    app = run("events")
    assert "<script>window" not in texts(app)
    assert "<script>window.ran = 1</script>" in str(app.dataframe[0].value["Place"].tolist())


def test_more_rows_than_a_page_are_turned_in_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    many = [factories.event(f"e{n:04}", date="2024-01-01") for n in range(501)]
    path = factories.store(tmp_path / "many.geojson", many)
    monkeypatch.setenv("DATELINE_STORE", str(path))
    app = run("events")
    assert len(app.dataframe[0].value) == 500
    assert "Rows 1 to 500 of 501" in texts(app)


def test_a_row_names_keys_and_codes_in_words() -> None:
    rows = table(factories.events())
    told = listing.table(rows, names=actor_names(rows)).loc["e2"]
    assert (told["Type"], told["Place known by"], told["Actor"]) == (
        "Rocket attack",
        "exact site",
        "Iran-aligned militias",
    )
    assert (told["Killed, at least"], told["Killed, at most"], told["Injured, at least"]) == (1, 3, 4)
    assert str(told["Injured, at most"]) == "<NA>"


def test_kinds_of_targets_are_joined_by_their_names() -> None:
    hit = factories.event("a", targets=(Target("a post", "police"), Target("a hall", "aid")))
    rows = table([hit, factories.event("b")])
    assert listing.table(rows, names={})["Target"].to_dict() == {"a": "Aid, Police", "b": ""}


def test_no_event_gives_an_empty_table() -> None:
    assert listing.table(table([]), names={}).empty
