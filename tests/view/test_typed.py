"""What an analyst types is hostile too: at each exit it stays the text that it is."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from dataclasses import replace

import pytest

from geo import exchange, review
from geo.cli.keeping import decisions
from geo.journal import apply
from geo.model import Actor, Count, Event, Place
from geo.query import Filter
from geo.store import event_of
from geo.store.features import collection
from geo.view import card, history
from geo.view.palette import OTHER
from geo.view.webpage import webpage
from tests.factories import KHARKIV, day, event, report
from tests.journal.decisions import chain
from tests.view.test_escape import ATTACKS

TYPED = [*ATTACKS, "\u202egnp.nrut", "a\r\nb", "very long " * 2000]
TAGS = re.compile(r"<(script|img|svg|b|textarea|a)\b(?! class| href=\"http)")


def decided(typed: str) -> tuple[Event, Event, list]:
    """Return a corrected event and one added by hand in which the analyst typed this wherever they can."""
    old = event("e1", reports=(report(),), place=KHARKIV)
    actor = Actor(typed, "group", "suspected", typed)
    place = Place(typed, 50.0, 36.0, "site", 1.0, "UA", None, None, (typed,))
    by_hand = review.by_hand(
        type="arson", when=day("2024-01-02"), place=place, actor=actor, killed=Count(1, None),
        injured=Count(), told=typed, who=typed, after="",
    )  # fmt: skip
    made = [
        review.correction(old, "actor", actor, who=typed, why=typed),
        review.correction(old, "place", place, who=typed, why=typed),
        review.answer("note", old, who=typed, why=typed),
        by_hand,
    ]
    entries = chain(*(each for each in made if each is not None))
    found, lost = apply([old], entries)
    assert lost == []
    corrected, added = sorted(found, key=lambda each: each.id != "e1")
    return corrected, added, entries


@pytest.mark.parametrize("typed", TYPED)
def test_in_a_card_and_in_a_page_it_is_no_markup_and_runs_nothing(typed: str) -> None:
    corrected, added, _ = decided(typed)
    for each in (corrected, added):
        drawn = card.card(each, mark=OTHER)
        assert not TAGS.search(drawn)
        assert "${" not in drawn
    page = webpage([corrected, added], filter=Filter(), title=None, made=day("2024-02-01").date).decode()
    data = page[page.rindex("<script") :]
    assert "alert(1)</script>" not in data
    assert "<img src=x" not in page


@pytest.mark.parametrize("typed", TYPED)
def test_in_a_table_it_is_one_cell_that_computes_nothing(typed: str) -> None:
    corrected, added, _ = decided(typed)
    content = exchange.write(
        [corrected, added], filter=Filter(), format="csv", made=dt.date(2026, 1, 1)
    ).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    assert len(rows) == 2
    for row in rows:
        assert None not in row
        assert not any(cell.lstrip().startswith(("=", "@", "|")) for cell in row.values())


@pytest.mark.parametrize("typed", TYPED)
def test_in_the_store_it_is_what_was_typed(typed: str) -> None:
    corrected, added, _ = decided(typed)
    features = json.loads(collection([corrected, added]))["features"]
    by_id = {each.id: each for each in map(event_of, features)}
    assert by_id["e1"].actors[0].name == corrected.actors[0].name
    assert by_id[added.id].reports[0].quote == added.reports[0].quote


@pytest.mark.parametrize("typed", TYPED)
def test_in_a_terminal_it_is_one_line_without_a_command(typed: str) -> None:
    *_, entries = decided(typed)
    for line in decisions(entries, entries):
        assert all(c.isprintable() or ord(c) > 0x9F for c in line)
        assert not set(line) & set("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_history_says_more_than_one_name_on_one_line_though_one_has_a_break_in_it() -> None:
    (entry,) = chain(
        review.answer("note", replace(event("e1"), reports=(report(),)), who="Ann\nBen confirmed")
    )
    assert history.subject(entry) == "e1 (article a1)"
    (line,) = decisions([entry], [entry])
    assert "\n" not in line
