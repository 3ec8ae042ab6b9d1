"""Each page as axe-core sees it, in both schemes and both widths: no fault that is serious or worse."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Open, the_map

PAGES = {
    "map": "/",
    "an open event": "/?event=e1",
    "timeline": "/trends",
    "events": "/events",
    "add articles": "/add",
    "review": "/review",
    "articles": "/articles",
    "places": "/places?place=Baghdad",
    "about": "/about",
    "a filter that nothing matches": "/?text=zzzz",
}
GRAVE = {"serious", "critical"}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page: Page) -> list[str]:
    """Return a line for each grave fault, in the page and in the frames within it."""
    axe = Axe()
    for frame in page.frames[1:]:
        frame.evaluate(axe.axe_script)
    found = axe.run(page, options={"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}})
    return [
        f"{fault['id']} ({fault['impact']}): {fault['help']}: {node['target']} {node['html'][:160]}"
        for fault in found.response["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]


LOOKS = [(1440, "light"), (390, "dark"), (390, "light"), (1440, "dark")]


@pytest.mark.parametrize(
    ("path", "width", "scheme"),
    [(path, *LOOKS[number % len(LOOKS)]) for number, path in enumerate(PAGES.values())],
    ids=PAGES,
)
def test_no_page_has_a_grave_fault(visit: Open, path: str, width: int, scheme: str) -> None:
    page = visit(path, width=width, scheme=scheme)
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_timeout(3000)
    assert faults(page) == []


@pytest.mark.parametrize(("width", "scheme"), [(1440, "dark"), (390, "light")])
def test_open_filters_have_no_grave_fault(visit: Open, width: int, scheme: str) -> None:
    page = visit("/", width=width, scheme=scheme)
    the_map(page)
    if width < 768:
        page.get_by_test_id("stExpandSidebarButton").click()
    groups = page.get_by_test_id("stSidebar").locator("summary")
    for number in range(groups.count()):
        groups.nth(number).click()
    page.get_by_text("Draw one on the map, or give a file.").wait_for()
    assert faults(page) == []


@pytest.mark.parametrize(
    ("kind", "scheme"), [("Heat", "light"), ("Hexagons", "dark"), ("Provinces", "light")]
)
def test_a_drawn_layer_has_no_grave_fault(visit: Open, kind: str, scheme: str) -> None:
    page = visit("/", scheme=scheme)
    the_map(page)
    page.get_by_role("combobox", name="Show as").click()
    page.get_by_role("option", name=kind).click()
    page.frame_locator('iframe[title^="streamlit_folium"]').locator(
        f'#map_div[data-kind="{kind.lower()}"]'
    ).wait_for()
    page.wait_for_timeout(1500)
    assert faults(page) == []


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_the_open_export_has_no_grave_fault(visit: Open, width: int, scheme: str) -> None:
    page = visit("/", width=width, scheme=scheme)
    the_map(page)
    page.get_by_role("button", name="Export").click()
    page.get_by_text("Title", exact=True).first.wait_for()
    assert faults(page) == []


def test_a_fault_put_into_a_page_is_found(visit: Open) -> None:
    page = visit("/about")
    page.get_by_role("heading", level=1).wait_for()
    page.evaluate("document.querySelector('h1').insertAdjacentHTML('afterend', '<button></button>')")
    assert any(fault.startswith("button-name") for fault in faults(page))


def test_a_fault_put_into_the_map_is_found(visit: Open) -> None:
    page = visit("/")
    the_map(page)
    page.frames[1].evaluate("document.body.insertAdjacentHTML('beforeend', '<button></button>')")
    assert any(fault.startswith("button-name") for fault in faults(page))
