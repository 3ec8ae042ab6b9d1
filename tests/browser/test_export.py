"""The Export popover of the real page: each format, what is chosen for it, and what is downloaded."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from geo.seal import verdict
from tests import factories
from tests.browser.conftest import SHOTS, Open, the_map

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)


@pytest.mark.parametrize(
    ("kind", "suffix", "begins"),
    [
        ("Picture (PNG)", ".png", b"\x89PNG"),
        ("Drawing (SVG)", ".svg", b"<?xml"),
        ("Page (PDF)", ".pdf", b"%PDF"),
        ("Atlas (PDF)", ".pdf", b"%PDF"),
        ("Playback (GIF)", ".gif", b"GIF89a"),
        ("Map with evidence (HTML)", ".html", b"<!doctype html"),
        ("Everything, with check sums (ZIP)", ".zip", b"PK"),
        ("Data (GeoJSON)", ".geojson", b'{"type": "FeatureCollection"'),
        ("Table (CSV)", ".csv", b""),
        ("Google Earth (KML)", ".kml", b"<?xml"),
        ("GeoPackage (GPKG)", ".gpkg", b"SQLite format 3"),
        ("GeoParquet", ".parquet", b"PAR1"),
    ],
)
def test_an_export_downloads_and_is_what_it_says(
    visit: Open, tmp_path: Path, kind: str, suffix: str, begins: bytes
) -> None:
    page = visit("/?country=IQ")
    expect(page.locator(".tally")).to_contain_text("3 of 10 events shown")
    content = exported(page, kind, suffix)
    assert content.lower().startswith(begins.lower())
    if suffix != ".csv":
        happened = [event for event in factories.events() if event.id in ("e1", "e2", "e3")]
        found = verdict(content, name=f"x{suffix}", matching=lambda filter: happened)
        assert (found.same, found.seal.filter.countries) == (True, ("IQ",))
    if suffix == ".csv":
        assert len(content.decode("utf-8-sig").strip().splitlines()) == 4
    if suffix == ".html":
        (tmp_path / "page.html").write_bytes(content)
        saved = page.context.new_page()
        saved.goto((tmp_path / "page.html").as_uri())
        saved.get_by_text("Rocket attack, Green Zone").click()
        expect(saved.locator("body")).to_contain_text("Two rockets hit the compound.")


def exported(page: Page, kind: str, suffix: str) -> bytes:
    """Choose a kind of file in the Export popover and return what is downloaded."""
    page.get_by_role("button", name="Export").click()
    choose(page, "Format", kind)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Download {suffix[1:].upper()}", exact=True).click()
    assert waiting.value.suggested_filename.endswith(suffix)
    return Path(waiting.value.path()).read_bytes()


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a select box, and wait until the page shows it."""
    box = page.get_by_label(label, exact=True)
    box.click()
    page.get_by_role("option", name=option, exact=True).click()
    expect(box).to_have_value(option)


def test_a_picture_is_exported_in_the_size_that_is_asked_for_and_the_map_stays(visit: Open) -> None:
    page = visit("/?country=IQ")
    the_map(page)
    page.get_by_role("button", name="Export").click()
    choose(page, "Size", "A4, upright")
    choose(page, "Map holds", "The region filtered")
    page.get_by_label("Title", exact=True).fill("Winter <b>1</b> ${x}")
    page.keyboard.press("Enter")
    page.wait_for_timeout(1500)  # the page begins to answer; a press while it does would be lost
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / "export.png")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download PNG", exact=True).click()
    picture = Image.open(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    assert picture.size == (1240, 1754)
    assert picture.info["Title"] == "Winter <b>1</b> ${x}"
    the_map(page)


def test_a_view_that_is_none_is_said_and_makes_no_file(visit: Open) -> None:
    page = visit("/?country=IQ", width=390, height=844)
    page.get_by_role("button", name="Export").click()
    choose(page, "Map holds", "A view of your own")
    page.get_by_label("West, south, east, north in degrees").fill("38, 29")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Four numbers with commas between them")).to_be_visible()
    expect(page.get_by_role("button", name="Download PNG", exact=True)).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
