"""What a person notices when it breaks: nothing hidden or cut off, no scrolling sideways, a way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from geo.model import Place
from geo.seal import verdict
from tests import factories
from tests.browser.conftest import Open, serving, the_map
from tests.browser.test_export import choose

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)

PAGES = ["", "trends", "events", "articles", "review", "add", "places?place=Tripoli", "about"]
WIDTHS = [(1440, 900), (1024, 768), (390, 844)]
BAGHDAD = {"name": "Baghdad", "lat": 33.3, "lon": 44.4}


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve six events in one town and one that is known only by the country around it."""
    town = Place(level="city", uncertainty_km=10, country="IQ", **BAGHDAD)
    land = Place(level="country", uncertainty_km=400, country="IQ", **BAGHDAD)
    happened = [factories.event(f"t{n}", place=town) for n in range(6)] + [factories.event("c", place=land)]
    folder = tmp_path_factory.mktemp("crowded")
    with serving(factories.store(folder / "events.geojson", happened)) as address:
        yield address


@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_no_page_scrolls_sideways(visit: Open, width: int, height: int) -> None:
    page = visit("/", width=width, height=height)
    for path in PAGES:
        page.goto(f"{page.url.split('/', 3)[0]}//{page.url.split('/')[2]}/{path}")
        expect(page.locator(".masthead h1")).to_be_visible()
        settled(page)
        beyond = page.get_by_test_id("stMain").evaluate("node => node.scrollWidth - node.clientWidth")
        assert (path, beyond, page.evaluate("document.documentElement.scrollWidth")) == (path, 0, width)


@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_a_chip_of_an_area_hides_no_ring_and_none_hides_it(
    crowded: str, browser: Browser, width: int, height: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(crowded)
    frame = the_map(page)
    chip, ring = frame.locator(".chip"), frame.locator(".dateline-glyph svg")
    expect(ring).to_have_count(1)
    expect(chip.locator(".leader")).to_have_count(1)
    assert apart(chip, ring)
    context.close()


def test_on_a_phone_words_have_the_whole_width_and_the_buttons_of_a_table_a_line_of_their_own(
    server: str, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{server}/?country=IQ&from=2023-12-01&event=e2")
    the_map(page)
    settled(page)
    card = page.locator(".st-key-card")
    assert card.evaluate("node => node.scrollHeight <= node.clientHeight")  # no scrolling within scrolling
    assert apart(page.locator(".said"), page.get_by_role("button", name="Export"))
    assert page.locator(".st-key-head").locator("> *").first.bounding_box()["width"] > 340
    bar = page.get_by_test_id("stElementToolbar").last
    assert apart(bar, page.locator(".st-key-list [role=radiogroup]"))
    context.close()


def test_a_table_offers_no_file_but_those_of_the_export(visit: Open) -> None:
    page = visit("/events")
    page.get_by_test_id("stDataFrame").hover()
    bar = page.get_by_test_id("stElementToolbar").last
    expect(bar.get_by_role("button", name="Search")).to_be_visible()
    expect(bar.get_by_role("button", name="Download as CSV")).to_be_hidden()


def test_the_bars_over_time_have_the_height_of_their_chart(visit: Open) -> None:
    page = visit("/trends", width=390, height=844)
    bars = page.locator('.st-key-over-time-0 [data-testid="stVegaLiteChart"] svg .root .background').first
    expect(bars).to_be_visible()
    assert bars.bounding_box()["height"] > 150
    assert apart(page.locator("ul.strip"), page.locator(".st-key-over-time-0"))


def test_back_and_forward_of_the_browser_undo_and_redo_a_filter(visit: Open) -> None:
    page = visit("/?type=air_strike")
    the_map(page)
    whole = page.locator(".tally").inner_text()
    page.get_by_role("button", name="Last week").click()
    page.wait_for_url("**from=**")
    settled(page)
    expect(page.locator(".said")).to_contain_text("from")
    page.go_back()
    expect(page.locator(".said")).to_have_text("Attacks of type air strike")
    expect(page.locator(".tally")).to_have_text(whole)
    settled(page)
    assert "from=" not in page.url
    page.go_forward()
    expect(page.locator(".said")).to_contain_text("from")


def test_an_event_of_an_article_is_shown_on_the_map_although_the_filter_would_hide_it(visit: Open) -> None:
    page = visit("/?type=air_strike")
    the_map(page)
    page.get_by_role("link", name="Articles", exact=True).click()
    page.get_by_role("button", name="Show on the map").first.click()
    the_map(page)
    expect(page.locator("article.card")).to_be_visible()
    expect(page.locator(".st-key-chips").get_by_role("button", name="Air strike")).to_have_count(0)


def test_chosen_rows_alone_are_exported_with_a_seal_that_holds(visit: Open) -> None:
    page = visit("/events?country=IQ")
    table = page.get_by_test_id("stDataFrame")
    box = table.bounding_box()
    assert box is not None
    for row in (0, 1):
        page.mouse.click(box["x"] + 18, box["y"] + 38 + 17 + 35 * row)
        settled(page)
    page.get_by_role("button", name="Export the 2 chosen events").click()
    happened = {event.id: event for event in factories.events()}
    for kind, suffix in (("Picture (PNG)", "png"), ("Data (GeoJSON)", "geojson"), ("GeoParquet", "parquet")):
        choose(page, "Format", kind)
        with page.expect_download() as waiting:
            page.get_by_role("button", name=f"Download {suffix.upper()}", exact=True).click()
        content = Path(waiting.value.path()).read_bytes()
        found = verdict(
            content, name=f"x.{suffix}", matching=lambda filter: [happened[id] for id in sorted(filter.ids)]
        )
        assert (found.same, len(found.seal.filter.ids)) == (True, 2)


def settled(page: Page) -> None:
    """Wait until the page has been drawn, and drawn again where it asked for it."""
    for _ in range(2):
        page.wait_for_timeout(500)
        page.locator('.stApp[data-test-script-state="notRunning"]').wait_for()


def apart(one: Locator, other: Locator) -> bool:
    a, b = one.bounding_box(), other.bounding_box()
    assert a is not None
    assert b is not None
    return (
        a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
        or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"]
    )  # fmt: skip
