from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from geo.journal import Journal
from geo.store import ArticleRecord, Store
from tests.browser.conftest import SHOTS, Open, serving, the_map
from tests.factories import HOSTILE, KHARKIV, article, report

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
