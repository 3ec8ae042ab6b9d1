"""The map as a reader waits for it: seconds from opening a page to its drawn map, and from a filter to its
events.

In a Chromium that has nothing of the page yet, before a running server: the first reader, for whom it reads
the store, and the middle of the next five. Alone: `python -m tests.bench.pages [EVENTS ...]`.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page

from geo.disk import replace
from geo.store import Store, features
from tests import chromium
from tests.bench import million
from tests.browser.conftest import serving

COUNTS = (1_000, 10_000, 100_000)
TIMES = 5
DRAWN = '#map_div[data-ground="drawn"][data-events]'
RESTING = '.stApp[data-test-script-state="notRunning"]'
WAIT_MS = 60_000


def main(counts: tuple[int, ...] = COUNTS) -> None:
    """Print a line for each number of events."""
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder, chromium.running() as browser:
        sample = Store(Path(folder) / "sample.geojson")
        million.read_sample(sample)
        for count in counts:
            store = Store(Path(folder) / f"{count}" / "events.geojson")
            store.path.parent.mkdir()
            replace(store.path, features.lines(million.copies(sample.events(), count)))
            with serving(store.path) as address:
                begun, _ = waits(browser, address)
                first, filtered = zip(*(waits(browser, address) for _ in range(TIMES)), strict=True)
                middle = f"map {statistics.median(first):.2f} s   filter {statistics.median(filtered):.2f} s"
                print(f"{count:>9,} events   {middle}   map of the first reader {begun:.2f} s", flush=True)


def waits(browser: Browser, address: str) -> tuple[float, float]:
    """Return the seconds until a new reader has the map, and until its events are those of a filter."""
    context = browser.new_context(viewport={"width": 1440, "height": 1400})
    page = context.new_page()
    begun = time.perf_counter()
    page.goto(address)
    page.frame_locator('iframe[title^="streamlit_folium"]').locator(DRAWN).wait_for(timeout=WAIT_MS)
    first = time.perf_counter() - begun
    page.wait_for_timeout(1500)  # a reader looks before choosing
    page.locator(RESTING).wait_for(timeout=WAIT_MS)
    filtered = chosen(page)
    context.close()
    return first, filtered


def chosen(page: Page) -> float:
    """Return the seconds from choosing a kind of attack to the tally and the map of it."""
    drawn = page.frame_locator('iframe[title^="streamlit_folium"]').locator("#map_div")
    before = page.locator(".tally").inner_text(), drawn.get_attribute("data-events")
    page.get_by_role("combobox", name="Type of attack").click()
    begun = time.perf_counter()
    page.get_by_role("option", name="Shooting").click()
    while before[0] == page.locator(".tally").inner_text() or before[1] == drawn.get_attribute("data-events"):
        page.wait_for_timeout(10)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or COUNTS)
