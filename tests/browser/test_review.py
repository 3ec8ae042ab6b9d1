from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from geo.journal import Journal
from geo.store import ArticleRecord, Store
from tests.browser.conftest import SHOTS, Open, serving, the_map
from tests.factories import GREEN_ZONE, HOSTILE, KHARKIV, MILITIAS, article, day, report

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    found = Store(tmp_path_factory.mktemp("review") / "events.geojson")
    with found.writing() as writer:
        for number, quote in enumerate(("Two rockets hit the depot.", HOSTILE)):
            told = report(article=f"a{number}", quote=quote, place=KHARKIV, type=("bombing", "arson")[number])
            writer.add(ArticleRecord(article(f"a{number}", text=quote, title=quote), "test", (told,)))
        writer.commit()
    return found


@pytest.fixture(scope="module")
def server(store: Store) -> Iterator[str]:
    with serving(store.path) as address:
        yield address


def test_an_analyst_moves_the_pin_by_a_click_and_decides_from_the_keyboard(visit: Open, store: Store) -> None:
    page = visit("/review")
    name = page.get_by_role("textbox", name="Your name")
    name.fill("Ann Y X N")  # the letters of the keys: typed, they decide nothing
    name.press("Enter")
    frame = the_map(page)
    expect(page.get_by_role("button", name="Confirm")).to_be_enabled()
    assert Journal(store.journal_path).entries() == []
    frame.locator("#map_div").click(position={"x": 120, "y": 90})
    expect(page.get_by_role("button", name="Save place")).to_be_enabled()
    page.get_by_role("button", name="Save place").click()
    expect(page.locator(".past").first).to_contain_text("Ann Y X N moved place: Kharkiv")
    moved = [event for event in store.events() if event.status == "corrected"]
    assert len(moved) == 1
    assert moved[0].place.lat > KHARKIV.lat
    assert moved[0].place.lon < KHARKIV.lon
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / "review.png")
    page.locator(".masthead").click()
    page.keyboard.press("n")
    expect(page.locator(".tally").first).to_contain_text("2 of 2")
    page.keyboard.press("x")
    expect(page.get_by_role("radio", name="Decided (2)")).to_be_visible()
    assert [entry.kind for entry in Journal(store.journal_path).entries()] == ["move", "reject"]
    assert "Ann" not in page.url
    assert {frame.evaluate("window.ran ?? null") for frame in page.frames} == {None}
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.screenshot(path=SHOTS / "review-phone.png")


@pytest.fixture
def desk(tmp_path: Path, browser: Browser) -> Iterator[Desk]:
    """Serve two events that may be one incident, and a third; give what opens the page under a name."""
    store = Store(tmp_path / "events.geojson")
    told = {
        "a": report(article="a", place=GREEN_ZONE, actors=(MILITIAS,)),
        "b": report(article="b", place=GREEN_ZONE, actors=(MILITIAS,), when=day("2023-12-09")),
        "c": report(article="c", place=KHARKIV, confidence=0.1),
    }
    with store.writing() as writer:
        for id, each in told.items():
            writer.add(ArticleRecord(article(id, text=each.quote), "test", (each,)))
        writer.commit()
    contexts = []

    def opened(name: str, scheme: str = "light") -> Page:
        context = browser.new_context(viewport={"width": 1440, "height": 1000}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{address}/review")
        the_map(page)
        tab_to(page, "Your name")
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Confirm")).to_be_enabled()
        return page

    with serving(store.path) as address:
        yield Desk(store, opened)
        for context in contexts:
            context.close()


class Desk(NamedTuple):
    store: Store
    opened: Callable[..., Page]

    def kinds(self) -> list[str]:
        return [entry.kind for entry in Journal(self.store.journal_path).entries()]


CALLED = """() => {
  const at = document.activeElement
  const labels = [...(at.labels ?? [])].map(label => label.innerText)
  const said = at.matches('button, [role=radio], [role=tab]') ? at.innerText : ''
  return at.getAttribute('aria-label') || labels.join(' ') || said.replace(/^\\w+\\n/, '')
}"""


def tab_to(page: Page, name: str) -> None:
    """Go to a field or a button with the Tab key alone."""
    expect(page.get_by_text(name, exact=False).first).to_be_visible()
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(CALLED).strip().startswith(name):
            return
    raise AssertionError(f"the Tab key never comes to {name}")


def drawn(page: Page) -> None:
    """Wait until nothing of the last answer is still to come."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def test_all_of_a_review_can_be_done_from_the_keyboard(desk: Desk) -> None:
    page = desk.opened("Ann", scheme="dark")
    tally, title = page.locator(".tally").first, page.locator(".review-title")
    expect(title).to_contain_text("Kharkiv")
    tab_to(page, "Find a place by name")
    page.keyboard.type("Izium")
    page.keyboard.press("Enter")
    tab_to(page, "Izyum")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The place as it is here is not saved yet.")).to_be_visible()
    tab_to(page, "Save place")
    page.keyboard.press("Enter")
    expect(page.locator(".past").first).to_contain_text("Ann moved place: Kharkiv")
    tab_to(page, "Suspected actor")
    page.keyboard.type("Wagner")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Save actor")).to_be_enabled()
    tab_to(page, "Save actor")
    page.keyboard.press("Enter")
    expect(page.locator(".past").first).to_contain_text("Ann corrected suspect")
    page.keyboard.press("n")
    expect(tally).to_contain_text("2 of 3")
    page.keyboard.press("y")
    expect(tally).to_contain_text("3 of 3")
    page.keyboard.press("u")
    expect(tally).to_contain_text("2 of 3")
    expect(page.locator(".past").nth(1)).to_contain_text("undid: confirmed")
    drawn(page)  # until then the field is that of the event before
    tab_to(page, "Note")
    page.keyboard.type("y x n u: ask the hospital")
    page.keyboard.press("Enter")
    tab_to(page, "Keep note")
    page.keyboard.press("Enter")
    expect(page.locator(".past").nth(1)).to_contain_text("ask the hospital")
    assert desk.kinds() == ["move", "correct", "confirm", "undo", "note"]
    moved = next(event for event in desk.store.events() if event.status == "corrected")
    assert (moved.place.name, moved.place.country) == ("Izyum", "UA")


def test_pairs_are_answered_and_an_answer_is_taken_back_from_the_keyboard(desk: Desk) -> None:
    page = desk.opened("Ann", scheme="dark")
    tab_to(page, "To review")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    question = page.get_by_text("Is this one incident, told twice?")
    expect(question).to_be_visible()
    expect(page.get_by_role("button", name="Yes, one")).to_be_enabled()
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / "review-pairs-dark.png")
    page.keyboard.press("y")
    expect(page.get_by_text("No two events look like one incident.")).to_be_visible()
    assert len(desk.store.events()) == 2
    page.keyboard.press("u")
    expect(question).to_be_visible()
    assert len(desk.store.events()) == 3
    page.keyboard.press("x")
    expect(page.get_by_text("No two events look like one incident.")).to_be_visible()
    assert desk.kinds() == ["merge", "undo", "different"]


def test_the_second_of_two_analysts_sees_that_the_event_changed(desk: Desk) -> None:
    ann, ben = desk.opened("Ann"), desk.opened("Ben")
    ann.keyboard.press("x")
    expect(ann.locator(".tally").first).to_contain_text("2 of 3")
    ben.keyboard.press("y")
    expect(ben.get_by_text("Not saved: Ann decided on")).to_be_visible()
    expect(ben.locator(".tally").first).to_contain_text("rejected by an analyst")
    assert desk.kinds() == ["reject"]
    ben.keyboard.press("y")
    expect(ben.locator(".tally").first).not_to_contain_text("rejected by an analyst")
    assert desk.kinds() == ["reject", "confirm"]
