"""A page in a language that runs from right to left, as a person sees it; its catalogue is made up here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.conftest import ROOT, SHOTS, Open, serving, the_map

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)
ARABIC = {"Country": "البلد", "Filter events": "تصفية الأحداث", "Articles": "المقالات", "Language": "اللغة"}
BEFORE = """
from pathlib import Path
from geo import language
language.FOLDER = Path({folder!r})
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the dashboard with an Arabic catalogue that has a few of its words."""
    folder = tmp_path_factory.mktemp("arabic")
    entries = (f'msgid "{english}"\nmsgstr "{arabic}"\n' for english, arabic in ARABIC.items())
    head = 'msgid ""\nmsgstr ""\n"Language: ar\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    (folder / "ar.po").write_text("\n".join([head, *entries]), encoding="utf-8")
    (folder / "sitecustomize.py").write_text(BEFORE.format(folder=str(folder)), encoding="utf-8")
    store = factories.store(folder / "events.geojson", factories.events())
    with serving(store, env={"PYTHONPATH": f"{folder}:{ROOT}"}) as address:
        yield address


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).first.bounding_box()
    assert found is not None
    return found


def shot(page: Page, name: str) -> None:
    Path(SHOTS).mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def test_an_arabic_page_runs_from_right_to_left_and_its_filters_work(visit: Open) -> None:
    page = visit("/?lang=ar")
    the_map(page)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.get_by_role("heading", name=ARABIC["Filter events"])).to_be_visible()
    filters, head = box(page, '[data-testid="stSidebar"]'), box(page, ".masthead")
    assert filters["x"] >= head["x"] + head["width"]
    page.get_by_role("combobox", name=ARABIC["Country"]).click()
    page.get_by_role("option", name="أوكرانيا").click()
    expect(page).to_have_url(re.compile("country=UA"))
    expect(page).to_have_url(re.compile("lang=ar"))
    expect(page.locator(".tally")).to_contain_text("1 of 9")
    shot(page, "map-arabic")


def test_the_language_is_kept_from_page_to_page(visit: Open) -> None:
    page = visit("/?lang=ar")
    page.get_by_role("link", name=ARABIC["Articles"]).click()
    expect(page.get_by_role("heading", name=ARABIC["Articles"], level=1)).to_be_visible()
    expect(page).to_have_url(re.compile("/articles.*lang=ar"))


def test_the_choice_in_the_sidebar_turns_the_page_round_and_back(visit: Open) -> None:
    page = visit("/about")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    page.get_by_role("combobox", name="Language").click()
    page.get_by_role("option", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.get_by_role("combobox", name=ARABIC["Language"]).click()
    page.get_by_role("option", name="English").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    assert "lang=" not in page.url


def test_on_a_phone_the_closed_filters_leave_the_arabic_page_free(visit: Open) -> None:
    page = visit("/?lang=ar", width=390, height=844)
    the_map(page)
    assert box(page, '[data-testid="stSidebar"]')["x"] >= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(page.get_by_role("heading", name=ARABIC["Filter events"])).to_be_in_viewport()
    shot(page, "map-arabic-phone")
