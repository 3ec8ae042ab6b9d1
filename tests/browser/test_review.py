from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from geo.journal import Journal
from geo.store import ArticleRecord, Store
from tests.browser.conftest import SHOTS, Open, serving, the_map
from tests.factories import GREEN_ZONE, HOSTILE, KHARKIV, MILITIAS, article, day, report

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)
TWICE_MS = 500  # what comes sooner is taken for the second half of a double press


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
    press(page, "n")
    expect(page.locator(".tally").first).to_contain_text("2 of 2")
    press(page, "x")
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

    def opened(name: str, scheme: str = "light", line: Line | None = None) -> Page:
        context = browser.new_context(viewport={"width": 1440, "height": 1000}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        if line:
            page.route_web_socket("**/_stcore/stream", line.through)
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


def press(page: Page, key: str) -> None:
    """Press a key that decides, as a person does who has seen what the last one brought."""
    drawn(page)
    page.wait_for_timeout(TWICE_MS)
    page.keyboard.press(key)


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
    press(page, "n")
    expect(tally).to_contain_text("2 of 3")
    press(page, "y")
    expect(tally).to_contain_text("3 of 3")
    press(page, "u")
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
    press(page, "y")
    expect(page.get_by_text("No two events look like one incident.")).to_be_visible()
    assert len(desk.store.events()) == 2
    press(page, "u")
    expect(question).to_be_visible()
    assert len(desk.store.events()) == 3
    press(page, "x")
    expect(page.get_by_text("No two events look like one incident.")).to_be_visible()
    assert desk.kinds() == ["merge", "undo", "different"]


def test_the_second_of_two_analysts_sees_that_the_event_changed(desk: Desk) -> None:
    ann, ben = desk.opened("Ann"), desk.opened("Ben")
    press(ann, "x")
    expect(ann.locator(".tally").first).to_contain_text("2 of 3")
    press(ben, "y")
    expect(ben.get_by_text("Not saved: Ann decided on")).to_be_visible()
    expect(ben.locator(".tally").first).to_contain_text("rejected by an analyst")
    assert desk.kinds() == ["reject"]
    press(ben, "y")
    expect(ben.locator(".tally").first).not_to_contain_text("rejected by an analyst")
    assert desk.kinds() == ["reject", "confirm"]


class Line:
    """The line between page and server, which can be held: what the server says comes when it is let go."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] = []
        self._held = False

    def through(self, page: WebSocketRoute) -> None:
        server = page.connect_to_server()
        server.on_message(lambda said: self._say(lambda: page.send(said)))

    def _say(self, say: Callable[[], None]) -> None:
        if self._held:
            self._waiting.append(say)
        else:
            say()

    def hold(self) -> None:
        self._held = True

    def let_go(self) -> None:
        self._held = False
        for say in self._waiting:
            say()
        self._waiting.clear()


def test_what_is_typed_into_a_field_that_goes_while_a_slow_page_is_drawn_decides_nothing(desk: Desk) -> None:
    line = Line()
    page = desk.opened("Ann", line=line)
    tally, note = page.locator(".tally").first, page.get_by_role("textbox", name="Note")
    drawn(page)
    line.hold()
    page.get_by_role("button", name="Next").click()
    page.wait_for_timeout(1_000)
    note.click()
    page.keyboard.type("ask ")
    line.let_go()
    expect(tally).to_contain_text("2 of 3")
    drawn(page)
    expect(note).to_have_value("")
    page.keyboard.type("any xenon, yn")
    expect(page.get_by_text("The field you typed into is gone.")).to_be_visible()
    page.wait_for_timeout(1_000)
    drawn(page)
    expect(tally).to_contain_text("2 of 3")
    assert desk.kinds() == []
    page.keyboard.press("Escape")
    expect(page.get_by_text("The field you typed into is gone.")).to_be_hidden()
    press(page, "x")
    expect(tally).to_contain_text("3 of 3")
    assert desk.kinds() == ["reject"]


def test_a_note_that_is_begun_while_an_answer_is_kept_is_not_lost(desk: Desk) -> None:
    line = Line()
    page = desk.opened("Ann", line=line)
    note = page.get_by_role("textbox", name="Note")
    page.get_by_role("spinbutton", name="Latitude").fill("49.5")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Save place")).to_be_enabled()
    drawn(page)
    line.hold()
    page.get_by_role("button", name="Save place").click()
    page.wait_for_timeout(1_000)
    note.click()
    page.keyboard.type("any ")
    line.let_go()
    expect(page.locator(".past").first).to_contain_text("Ann moved place")
    drawn(page)
    page.keyboard.type("xenon")
    expect(note).to_have_value("any xenon")
    assert desk.kinds() == ["move"]


def test_a_double_click_and_a_double_press_decide_once(desk: Desk) -> None:
    page = desk.opened("Ann")
    tally = page.locator(".tally").first
    drawn(page)
    page.get_by_role("button", name="Confirm").dblclick()
    expect(tally).to_contain_text("2 of 3")
    drawn(page)
    page.wait_for_timeout(1_000)
    assert desk.kinds() == ["confirm"]
    page.keyboard.press("x")
    page.keyboard.press("x")
    expect(tally).to_contain_text("3 of 3")
    drawn(page)
    page.wait_for_timeout(1_000)
    expect(tally).to_contain_text("3 of 3")
    assert desk.kinds() == ["confirm", "reject"]


def test_the_focus_stays_on_the_button_that_was_pressed(desk: Desk) -> None:
    page = desk.opened("Ann")
    drawn(page)
    page.get_by_role("button", name="Confirm").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".tally").first).to_contain_text("2 of 3")
    drawn(page)
    expect(page.get_by_role("button", name="Confirm")).to_be_focused()
    assert desk.kinds() == ["confirm"]
