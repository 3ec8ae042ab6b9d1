"""Every filter alone and some together, as a person meets them: on the page, on the map, in the address."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from geo.model import Place
from tests import factories
from tests.browser.conftest import Open, serving, the_map, until

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)
WIDTHS = [(1440, 1000), (390, 844)]


def drawn(frame: FrameLocator, number: int) -> None:
    expect(frame.locator("#map_div")).to_have_attribute("data-events", str(number))


def tally(page: Page, said: str) -> None:
    expect(page.locator(".tally")).to_contain_text(said)


def view_of(frame: FrameLocator) -> list[object]:
    return frame.locator("#map_div").evaluate(
        "() => [window.mine, window.map.getZoom(), window.map.getCenter().lat, window.map.getCenter().lng]"
    )


def look_at(frame: FrameLocator, lat: float, lon: float, zoom: float) -> None:
    frame.locator("#map_div").evaluate(
        "(node, [lat, lon, zoom]) => { window.mine = true; window.map.setView([lat, lon], zoom); }",
        [lat, lon, zoom],
    )


@pytest.mark.parametrize(("width", "height"), WIDTHS)
@pytest.mark.parametrize(
    ("address", "shown", "chip"),
    [
        ("attributed-by=regional+governor", 2, "Says the regional governor"),
        ("min-killed=1", 1, "At least 1 killed"),
        ("min-harmed=5", 1, "At least 5 killed or injured"),
        ("min-confidence=0.9", 1, "Confidence 90% or more"),
        ("status=rejected", 1, "Rejected"),
        ("bbox=43,32,46,35", 2, "Only what was in view"),
        ("polygon=28,-3,31,-3,31,0,28,0", 2, "Inside the drawn area"),
        ("region=middle-east&min-killed=1&attribution=suspected", 1, "At least 1 killed"),
        ("attributed-by=m23&bbox=28,-3,31,0", 1, "Says M23"),
    ],
)
def test_a_link_filters_draws_and_has_a_chip_that_takes_it_away(
    visit: Open, width: int, height: int, address: str, shown: int, chip: str
) -> None:
    page = visit(f"/?{address}", width=width, height=height)
    tally(page, f"{shown} of 10 events shown")
    drawn(the_map(page), shown)
    chips = page.locator(".st-key-chips").get_by_role("button", name=chip)
    chips.click()
    expect(chips).to_have_count(0)


def test_each_number_beside_a_value_follows_the_other_filters(visit: Open) -> None:
    page = visit("/?country=IQ&min-harmed=5")
    the_map(page)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    killed, one = page.get_by_role("combobox", name="Killed", exact=True), "At least 1 killed (1)"
    until(
        lambda: killed.press("ArrowDown"), lambda: page.get_by_role("option", name=one).wait_for(timeout=5000)
    )
    page.get_by_role("option", name="At least 2 killed (0)").click()
    tally(page, "0 of 10 events shown")
    page.wait_for_url("**min-killed=2**")


def test_only_what_is_in_view_filters_and_moves_nothing(visit: Open) -> None:
    page = visit()
    frame = the_map(page)
    look_at(frame, -1.67, 29.22, 6)
    frame.get_by_role("button", name="Only what is in view").click()
    tally(page, "2 of 10 events shown")
    drawn(frame, 2)
    assert view_of(frame)[:2] == [True, 6]
    page.wait_for_url("**/?bbox=**")
    expect(page.locator(".said")).to_contain_text("within")


def test_a_picture_of_what_the_map_shows_is_offered_with_its_bounds(visit: Open) -> None:
    page = visit()
    frame = the_map(page)
    look_at(frame, -1.67, 29.22, 6)
    frame.get_by_role("button", name="Make a picture of this view").click()
    bounds = page.get_by_role("textbox", name="West, south, east, north in degrees")
    expect(bounds).to_be_visible()
    west, south, east, north = map(float, bounds.input_value().split(","))
    assert west < 29.22 < east
    assert south < -1.67 < north
    assert east - west < 40
    assert view_of(frame)[:2] == [True, 6]


def test_a_rectangle_drawn_on_the_map_becomes_the_filter(visit: Open) -> None:
    page = visit()
    frame = the_map(page)
    look_at(frame, 49.98, 36.25, 6)
    frame.get_by_role("button", name="Draw a rectangle to look inside").click()
    box = page.locator('iframe[title^="streamlit_folium"]').bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(middle[0] - 60, middle[1] - 60)
    page.mouse.down()
    page.mouse.move(middle[0] + 60, middle[1] + 60, steps=5)
    page.mouse.up()
    tally(page, "1 of 10 events shown")
    drawn(frame, 1)
    expect(frame.locator("path.asked")).to_have_count(1)
    page.wait_for_url("**/?polygon=**")
    address = page.url
    page.goto(address)
    tally(page, "1 of 10 events shown")


def test_the_map_goes_to_a_region_and_keeps_the_view_over_every_other_change(visit: Open) -> None:
    page = visit()
    frame = the_map(page)
    drawn(frame, 7)
    frame.locator("#map_div").evaluate("() => { window.mine = true; }")
    page.get_by_role("combobox", name="Country").click()
    page.get_by_role("option", name="Ukraine").click()
    page.keyboard.press("Escape")
    drawn(frame, 2)
    mine, zoom, lat, lon = view_of(frame)
    assert mine
    assert zoom >= 5
    assert (lat, lon) == (pytest.approx(48.5, abs=2), pytest.approx(31.5, abs=3))
    look_at(frame, 10, 20, 4)
    page.get_by_test_id("stSidebar").get_by_role("button", name="Suspected").click()
    tally(page, "2 of 10 events shown")
    page.locator(".st-key-chips").get_by_role("button", name="Ukraine").click()
    drawn(frame, 6)
    assert view_of(frame) == [True, 4, pytest.approx(10, abs=0.1), pytest.approx(20, abs=0.1)]


def test_a_span_drawn_across_the_histogram_becomes_the_filter(visit: Open) -> None:
    page = visit()
    the_map(page)
    chart = page.get_by_test_id("stVegaLiteChart").first
    box = chart.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.55, box["y"] + 25)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.97, box["y"] + 25, steps=6)
    page.mouse.up()
    page.wait_for_url("**/?from=**to=**")
    page.get_by_role("button", name="All", exact=True).click()
    tally(page, "8 of 10 events shown")
    page.get_by_role("button", name="Last week").click()
    page.wait_for_url("**/?from=2024-02-24&to=2024-03-01")
    tally(page, "1 of 10 events shown")


def test_events_play_over_time_and_the_view_comes_back(visit: Open) -> None:
    page = visit("/?background=1")
    frame = the_map(page)
    frame.get_by_role("button", name="Play over time").click()
    frame.get_by_role("button", name="Pause").click()
    frame.get_by_role("combobox", name="Step").select_option("month")
    slider = frame.get_by_role("slider", name="Moment")
    slider.fill("1")
    expect(frame.locator(".dateline-player output")).to_have_text("December 2023: 2 events")
    expect(frame.locator("#map_div")).to_have_attribute("data-playing", "2023-12-01/2023-12-31")
    frame.get_by_role("combobox", name="Show").select_option("cumulative")
    expect(frame.locator(".dateline-player output")).to_have_text("up to 31 Dec 2023: 3 events")
    slider.press("Escape")
    expect(frame.locator(".dateline-player")).to_be_hidden()
    expect(frame.get_by_role("button", name="Play over time")).to_be_focused()
    drawn(frame, 8)


def test_less_motion_means_that_nothing_plays_by_itself(visit: Open) -> None:
    page = visit()
    page.emulate_media(reduced_motion="reduce")
    page.reload()
    frame = the_map(page)
    frame.get_by_role("button", name="Play over time").click()
    expect(frame.get_by_role("slider", name="Moment")).to_be_focused()
    expect(frame.get_by_role("button", name="Pause")).to_have_count(0)


@pytest.mark.parametrize(
    ("name", "kind", "drawn_as"),
    [
        ("Heat", "heat", "canvas.leaflet-heatmap-layer"),
        ("Hexagons", "hexagons", "path.shade"),
        ("Provinces", "provinces", "path.shade"),
        ("Countries", "countries", "path.shade"),
    ],
)
def test_events_are_shown_in_other_ways_on_the_same_map(
    visit: Open, name: str, kind: str, drawn_as: str
) -> None:
    page = visit()
    frame = the_map(page)
    look_at(frame, 33, 44, 4)
    page.get_by_role("combobox", name="Show as").click()
    page.get_by_role("option", name=name, exact=True).click()
    expect(frame.locator("#map_div")).to_have_attribute("data-kind", kind)
    expect(frame.locator("#map_div")).to_have_attribute("data-fetching", "no")
    expect(frame.locator(drawn_as).first).to_be_attached()
    assert view_of(frame)[:2] == [True, 4]
    expect(frame.locator(".leaflet-marker-icon")).to_have_count(0)


def test_a_card_leads_to_what_happened_near_it(visit: Open) -> None:
    page = visit("/?event=e1")
    the_map(page)
    page.get_by_role("button", name="U.S. Embassy, 20 December 2023").click()
    expect(page.locator(".card").first).to_have_attribute("data-event", "e2")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve more events than a map is sent at once."""
    folder: Path = tmp_path_factory.mktemp("many")
    events = [
        factories.event(f"n{n}", place=Place(f"Place {n}", 30 + n % 60 / 10, 40 + n // 60 / 10, "city", 1.0))
        for n in range(3300)
    ]
    crowd = [factories.event(f"at-one-spot-{n}", place=factories.KHARKIV) for n in range(3)]
    anbar = factories.event("somewhere", place=factories.ANBAR)
    kharkiv = dataclasses.replace(factories.event("alone", place=factories.GOMA), actors=(factories.M23,))
    with serving(factories.store(folder / "events.geojson", [*events, *crowd, anbar, kharkiv])) as address:
        yield address


def test_of_thousands_the_map_fetches_what_is_in_view_and_stays_the_same_map(many: str, visit: Open) -> None:
    page = visit()
    page.goto(f"{many}/")
    frame = the_map(page)
    drawn(frame, 3305)
    expect(frame.locator("#map_div")).to_have_attribute("data-in-view", "3304")
    assert frame.locator(".dateline-glyph").count() < 300
    look_at(frame, -1.67, 29.22, 8)
    expect(frame.locator("#map_div")).to_have_attribute("data-in-view", "1")
    frame.locator('.dateline-glyph[data-ids="alone"]').click()
    expect(page.locator(".card").first).to_have_attribute("data-event", "alone")
    look_at(frame, 49.98, 36.25, 8)
    expect(frame.locator("#map_div")).to_have_attribute("data-in-view", "3")
    frame.get_by_role("button", name="3 events here").click()
    expect(page.get_by_text("1 of 3")).to_be_visible()
    page.get_by_role("combobox", name="Suspected actor").click()
    page.get_by_role("option", name="M23").click()
    drawn(frame, 1)
    assert view_of(frame)[:2] == [True, 8]


def test_a_link_to_one_of_thousands_opens_the_map_on_it(many: str, visit: Open) -> None:
    page = visit()
    page.goto(f"{many}/?event=alone")
    frame = the_map(page)
    expect(page.locator(".card").first).to_have_attribute("data-event", "alone")
    expect(frame.locator('.dateline-glyph[data-ids="alone"]')).to_be_visible()
