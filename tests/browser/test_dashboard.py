from __future__ import annotations

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.conftest import SHOTS, Open, the_map

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)


def drawn(frame: FrameLocator, number: int) -> None:
    expect(frame.locator("#map_div")).to_have_attribute("data-events", str(number))


def tally(page: Page, said: str) -> None:
    expect(page.locator(".tally")).to_contain_text(said)


def pick(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option).click()
    page.keyboard.press("Escape")


def mark_of(frame: FrameLocator, id: str):
    return frame.locator(f'.dateline-glyph[data-ids="{id}"]')


def ran(page: Page) -> list[object]:
    return [frame.evaluate("window.ran ?? null") for frame in page.frames]


def shot(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def test_the_map_draws_every_placed_event_and_counts_the_rest(visit: Open) -> None:
    page = visit()
    frame = the_map(page)
    drawn(frame, 7)
    tally(page, "8 of 10 events shown")
    expect(page.locator(".st-key-tally button")).to_have_text(
        ["1 known only by province or country", "1 without a place", "1 more recalled as background"]
    )
    expect(frame.locator("#map_div")).to_have_attribute("data-areas", "1")
    expect(frame.locator(".leaflet-control-scale-line").first).to_be_visible()
    expect(frame.locator(".leaflet-control-attribution")).to_contain_text("Natural Earth")
    ids = frame.locator(".dateline-glyph").evaluate_all("nodes => nodes.map(n => n.dataset.ids).join(' ')")
    assert sorted(ids.split()) == ["e1", "e2", "e5", "e6", "e7", "hostile"]
    shot(page, "map-light")


def test_the_actor_filter_changes_number_marks_and_address(visit: Open) -> None:
    page = visit()
    frame = the_map(page)
    drawn(frame, 7)
    pick(page, "Suspected actor", "Russia")
    tally(page, "2 of 10 events shown")
    drawn(frame, 2)
    expect(page.locator(".said")).to_have_text("Attacks, suspected actor Russia")
    page.wait_for_url("**/?actor=russia")


def test_the_region_filter_narrows_to_country_then_province(visit: Open) -> None:
    page = visit()
    frame = the_map(page)
    pick(page, "Country", "Iraq")
    tally(page, "3 of 10 events shown")
    drawn(frame, 3)
    pick(page, "Province", "Baghdad")
    tally(page, "2 of 10 events shown")
    drawn(frame, 2)


def test_the_date_filter_changes_number_and_marks(visit: Open) -> None:
    page = visit("/?from=2024-01-01")
    frame = the_map(page)
    tally(page, "5 of 10 events shown")
    drawn(frame, 4)
    page.get_by_role("button", name="From 1 January 2024").click()
    tally(page, "8 of 10 events shown")
    drawn(frame, 7)


def test_a_filter_keeps_the_frame_and_the_readers_view(visit: Open) -> None:
    page = visit()
    frame = the_map(page)
    drawn(frame, 7)
    frame.locator("#map_div").evaluate("() => { window.mine = true; window.map.setView([10, 20], 5); }")
    pick(page, "Suspected actor", "M23")
    drawn(frame, 1)
    assert frame.locator("#map_div").evaluate("() => [window.mine, window.map.getZoom()]") == [True, 5]


def test_a_click_on_a_mark_shows_who_says_so_and_the_quote(visit: Open) -> None:
    page = visit("/?country=UA&actor=russia")
    mark_of(the_map(page), "e5").click()
    card = page.locator(".card")
    expect(card).to_contain_text("Suspected: Russia, according to the regional governor")
    expect(card.locator("blockquote")).to_have_text("Two rockets hit the compound.")
    expect(card.get_by_role("link", name="Rockets hit a compound")).to_have_attribute(
        "href", "https://example.org/a1"
    )
    page.wait_for_url("**event=e5**")
    shot(page, "card-light")


def test_events_at_one_point_can_all_be_read(visit: Open) -> None:
    page = visit()
    mark_of(the_map(page), "e6 e7").click()
    expect(page.locator(".card")).to_have_attribute("data-event", "e6")
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".card")).to_have_attribute("data-event", "e7")
    expect(page.get_by_text("2 of 2")).to_be_visible()


def test_a_mark_opens_from_the_keyboard(visit: Open) -> None:
    page = visit("/?country=UA&actor=russia")
    mark = mark_of(the_map(page), "e5")
    assert mark.get_attribute("aria-label") == "Air strike, Kharkiv, 1 February 2024"
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_have_attribute("data-event", "e5")


def test_the_marks_are_one_stop_and_arrow_keys_go_from_one_to_the_next(visit: Open) -> None:
    page = visit()
    frame = the_map(page)
    stops = '#map_div .leaflet-marker-icon[tabindex="0"]'
    expect(frame.locator(stops)).to_have_count(1)
    mark_of(frame, "e6 e7").focus()
    page.keyboard.press("ArrowUp")
    expect(frame.locator(stops)).to_be_focused()
    assert frame.locator(stops).get_attribute("data-ids") != "e6 e7"


def test_escape_closes_the_card_on_the_page_and_on_the_map(visit: Open) -> None:
    page = visit("/?country=UA&actor=russia&event=e5")
    frame = the_map(page)
    expect(page.locator(".card")).to_be_visible()
    page.locator(".masthead").click()
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_have_count(0)
    mark_of(frame, "e5").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_be_visible()
    expect(mark_of(frame, "e5")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_have_count(0)


def test_a_link_to_an_event_opens_the_map_on_it(visit: Open) -> None:
    frame = the_map(visit("/?event=e6"))
    centre = frame.locator("#map_div").evaluate(
        "() => [window.map.getCenter().lat, window.map.getCenter().lng, window.map.getZoom()]"
    )
    assert centre[:2] == pytest.approx([-1.67, 29.22], abs=0.1)
    assert centre[2] >= 6


def test_all_events_are_in_view_at_first(visit: Open) -> None:
    for width in (1280, 390):
        frame = the_map(visit(width=width, height=844))
        outside = frame.locator("#map_div").evaluate(
            "node => [...node.querySelectorAll('.leaflet-marker-icon')].filter(mark => {"
            " const { left, top, right, bottom } = mark.getBoundingClientRect();"
            " return left < 0 || top < 0 || right > innerWidth || bottom > innerHeight; }).length"
        )
        assert outside == 0


def test_no_match_is_said_with_a_way_back(visit: Open) -> None:
    page = visit("/?text=nothing-of-the-kind")
    tally(page, "0 of 10 events shown")
    page.get_by_role("button", name="Clear all filters").click()
    tally(page, "8 of 10 events shown")


def test_a_part_of_the_honest_line_leads_to_its_rows(visit: Open) -> None:
    page = visit()
    the_map(page)
    page.get_by_role("button", name="1 without a place").click()
    expect(page.get_by_role("radio", name="Without a place (1)")).to_be_checked()
    expect(page.locator(".st-key-list")).to_be_in_viewport()


def test_a_province_is_hatched_and_labelled_and_has_no_pin(visit: Open) -> None:
    page = visit("/?province=IQ-AN&country=IQ")
    frame = the_map(page)
    expect(frame.locator("path.area.province")).to_have_count(1)
    expect(frame.locator(".dateline-glyph")).to_have_count(0)
    frame.locator(".chip").click()
    expect(page.locator(".card")).to_contain_text("known only by province")


def test_hostile_text_is_shown_and_runs_nowhere(visit: Open) -> None:
    page = visit("/?event=hostile&text=hyperlink")
    frame = the_map(page)
    expect(page.locator(".card")).to_contain_text("<script>window.ran = 1</script>")
    mark_of(frame, "hostile").hover()
    expect(frame.locator(".dateline-tip")).to_contain_text("${window.ran = 1}")
    mark_of(frame, "hostile").click()
    expect(page.get_by_role("link", name="click")).to_have_count(0)
    page.goto(page.url.split("?")[0] + "articles?article=a2")
    expect(page.locator(".article-text")).to_contain_text("{{ 7 * 7 }}")
    expect(page.locator(".article-text a, .article-text img")).to_have_count(0)
    assert set(ran(page)) == {None}


def test_a_row_of_the_table_opens_its_card(visit: Open) -> None:
    page = visit("/?country=UA&actor=russia")
    the_map(page)
    table = page.get_by_test_id("stDataFrame")
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 18, box["y"] + 38 + 17)
    expect(page.locator(".card")).to_have_attribute("data-event", "e5")


def test_the_dark_scheme_reaches_page_and_map(visit: Open) -> None:
    page = visit("/?event=e2", scheme="dark")
    frame = the_map(page)
    expect(frame.locator("#map_div.dark")).to_be_visible()
    background = page.locator(".stApp").evaluate("node => getComputedStyle(node).backgroundColor")
    assert background == "rgb(17, 23, 29)"
    shot(page, "map-dark")


def test_a_phone_needs_no_sideways_scrolling(visit: Open) -> None:
    page = visit("/?event=e2", width=390, height=844)
    the_map(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    shot(page, "map-phone")


def test_a_place_is_asked_for_from_the_keyboard_and_drawn_with_its_radius(visit: Open) -> None:
    page = visit("/places")
    page.get_by_role("textbox", name="A place, or a text that names places").fill("Green Zone, Baghdad")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    frame = the_map(page)
    expect(page.locator(".card h2")).to_have_text("Green Zone, Baghdad, Iraq")
    page.wait_for_url("**/places?place=Green+Zone%2C+Baghdad")
    expect(frame.locator("path.radius.is-chosen")).to_have_count(1)
    assert frame.locator("path.radius").bounding_box()["width"] > 20
    assert frame.locator("#map_div").get_attribute("aria-label").startswith("Map of places.")
    shot(page, "places")
    text = "Mortars hit Karrada in Baghdad.\nTrucks left Tripoli, Lebanon."
    page.get_by_role("textbox", name="A place, or a text that names places").fill(text)
    page.get_by_role("button", name="Find").click()
    expect(page.locator(".tally")).to_have_text("Read as a text: 4 places named")
    drawn(frame, 4)
    mark = frame.get_by_role("button", name="Tripoli, North, Lebanon")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".card h2")).to_have_text("Tripoli, North, Lebanon")
    expect(frame.locator("#map_div")).to_have_attribute("data-points", "6")  # with the other Tripolis
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    the_map(page)
    expect(page.locator(".tally")).to_have_text("Read as a text: 4 places named")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    shot(page, "places-phone")


@pytest.mark.parametrize("name", ["articles", "places", "about"])
def test_the_other_pages_are_reached_from_the_top(visit: Open, name: str) -> None:
    page = visit()
    page.get_by_role("link", name=name.capitalize(), exact=True).click()
    expect(page.locator(".masthead h1")).to_have_text(name.capitalize())
    expect(page.get_by_test_id("stException")).to_have_count(0)
    page.wait_for_load_state("networkidle")
    shot(page, name)
