"""Timeline, Events, Add articles and About in a browser: what a chart, a row and an upload do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.conftest import SHOTS, WAIT_MS, Open, serving, the_map, until

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)

TEXT = (
    "BAGHDAD, 8 December 2023 - Two rockets hit the U.S. Embassy compound in the Green Zone of Baghdad on "
    "Friday. Nobody was hurt, a spokesman said. " + factories.HOSTILE
)


def shot(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def finding(page: Page, kicker: str):
    return page.locator(f'.kicker:text-is("{kicker}") + .finding')


def drag(page: Page, chart, start: float, end: float) -> None:
    """Draw a brush over a chart from one share of its width to another."""
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    assert box is not None
    y = box["y"] + 60
    page.mouse.move(box["x"] + box["width"] * start, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * (start + end) / 2, y, steps=4)
    page.mouse.move(box["x"] + box["width"] * end, y, steps=4)
    page.mouse.up()


def test_a_brush_over_the_bars_filters_page_address_and_map(visit: Open) -> None:
    page = visit("/trends")
    expect(finding(page, "Over time")).to_contain_text("7 attacks")
    expect(finding(page, "Hot spots")).to_be_visible()
    shot(page, "trends")
    drag(page, page.locator('.st-key-over-time-0 [data-testid="stVegaLiteChart"]'), 0.55, 0.99)
    page.wait_for_url("**/trends?from=20*")
    expect(page.locator(".said")).not_to_have_text("All attacks, background events left out")
    address = page.url.partition("?")[2]
    page.get_by_role("button", name="Show on the map").click()
    the_map(page)
    assert page.url.partition("?")[2] == address


def test_a_row_of_the_table_filters_by_its_actor(visit: Open) -> None:
    page = visit("/trends")
    table = page.locator(".st-key-norm-actors-0")

    def choose() -> None:
        table.scroll_into_view_if_needed()
        box = table.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + 18, box["y"] + 38 + 17)

    until(choose, lambda: page.wait_for_url("**/trends?*actor=*", timeout=6000))


def test_a_cell_of_the_grid_filters_by_actor_and_region(visit: Open) -> None:
    page = visit("/trends?type=air_strike")
    chart = page.locator('.st-key-crossed-region-0 [data-testid="stVegaLiteChart"]')

    def choose() -> None:
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] - 40, box["y"] + box["height"] - 34)

    until(choose, lambda: page.wait_for_url("**/trends?*actor=russia*", timeout=6000))
    assert "country=UA" in page.url
    assert "province=UA-63" in page.url


@pytest.mark.parametrize(
    ("path", "name"),
    [("trends", "Timeline"), ("events", "Events"), ("add", "Add articles"), ("about", "About")],
)
@pytest.mark.parametrize(("width", "scheme"), [(1024, "light"), (390, "dark")])
def test_each_page_fits_its_width_and_shows_no_error(
    visit: Open, path: str, name: str, width: int, scheme: str
) -> None:
    page = visit(f"/{path}", width=width, height=900, scheme=scheme)
    expect(page.locator(".masthead h1")).to_have_text(name)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shot(page, f"{path}-{width}-{scheme}")


def test_a_chosen_row_opens_its_card_and_offers_itself_alone(visit: Open) -> None:
    page = visit("/events?country=UA&actor=russia")
    table = page.get_by_test_id("stDataFrame")
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 18, box["y"] + 38 + 17)
    expect(page.locator(".card")).to_have_attribute("data-event", "e5")
    page.get_by_role("button", name="Export the 1 chosen event").click()
    expect(page.get_by_text("1 event, each with its sources.")).to_be_visible()


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[str]:
    """Serve a store of the test's own: it will be written."""
    with serving(tmp_path / "events.geojson") as address:
        yield address


def test_a_hostile_text_that_is_pasted_becomes_an_event_and_runs_nothing(
    visit: Open, own_server: str
) -> None:
    page = visit("/about")
    page.goto(f"{own_server}/add")
    page.get_by_role("tab", name="Paste a text").click()
    page.get_by_label("Text of the article").fill(TEXT)
    page.get_by_label("Title").fill(factories.HOSTILE)
    page.get_by_role("button", name="Read the text").click()
    expect(page.get_by_text("Done: 1 article read")).to_be_visible(timeout=3 * WAIT_MS)
    shot(page, "add-done")
    page.get_by_role("tab", name="Upload files").click()
    page.locator('input[type="file"]').first.set_input_files(
        [
            {"name": "good.txt", "mimeType": "text/plain", "buffer": TEXT.encode()},
            {"name": "<img src=x onerror=window.ran=1>.txt", "mimeType": "text/plain", "buffer": b" "},
        ]
    )
    page.get_by_role("button", name="Read the files").click()
    expect(page.get_by_text("1 seen before, 1 not readable")).to_be_visible(timeout=3 * WAIT_MS)
    page.get_by_role("button", name="Read it with its evidence").click()
    expect(page.locator(".article-text")).to_contain_text("<script>window.ran = 1</script>")
    page.get_by_role("button", name="Show on the map").first.click()
    expect(page.locator(".card")).to_contain_text("Green Zone")
    assert {frame.evaluate("window.ran ?? null") for frame in page.frames} == {None}
