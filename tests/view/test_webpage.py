"""The single HTML page, opened from disk in Chromium with every request recorded."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from playwright.sync_api import Page

from geo.model import Actor, Source, Target
from geo.query import Filter
from geo.view.webpage import webpage
from tests import factories

MADE = dt.date(2024, 3, 1)
ALL = Filter(background=True)
HOSTILE = (
    "<img src=x onerror=alert(1)></script><script>alert(2)</script>${alert(3)}`\\`<!-- {{made}} </textarea> "
    "\u202e"
)


def _page(events, **more):
    return webpage(events, **{"filter": ALL, "made": MADE, **more})


def _hostile():
    source = Source("a1", HOSTILE, HOSTILE, "javascript:alert(4)", dt.date(2023, 1, 1))
    return factories.event(
        HOSTILE,
        reports=(replace(factories.report(), quote=HOSTILE, source=source),),
        actors=(Actor(HOSTILE, "group", "claimed", HOSTILE),),
        place=replace(factories.GOMA, name=HOSTILE, within=(HOSTILE,)),
        targets=(Target(HOSTILE),),
        weapons=(HOSTILE,),
    )


def test_same_events_give_the_same_bytes():
    assert _page(factories.events()) == _page(factories.events())


def test_page_is_small_enough_to_send():
    assert len(_page(factories.events())) < 3_500_000


def test_page_forbids_every_request():
    text = _page(factories.events()).decode()
    assert "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:" in text
    assert "url(images" not in text


def test_page_says_filter_counts_and_day_without_a_script():
    text = _page(factories.events(), filter=Filter(countries=("IQ",)), title="Iraq & more").decode()
    for words in (
        '<h1 dir="auto">Iraq &#38; more</h1>',
        "Attacks in Iraq",
        "3 of 9 events shown",
        "Made on 1 March 2024",
    ):
        assert words in text
    assert "1 without a place may match too" in text


class Opened:
    """A page opened from disk, with all that it asked for, threw or popped up."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.faults: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: (self.faults.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda line: self.faults.append(line.text) if line.type == "error" else None)

    def data(self) -> dict[str, str]:
        return json.loads(self.page.evaluate("JSON.stringify(document.getElementById('map').dataset)"))


@pytest.fixture
def opened(browser, tmp_path):
    contexts = []

    def open_(content: bytes, **how) -> Opened:
        path = tmp_path / "map.html"
        path.write_bytes(content)
        context = browser.new_context(offline=True, **how)
        contexts.append(context)
        page = Opened(context.new_page())
        page.page.goto(path.as_uri())
        page.page.wait_for_selector("#map[data-ground=drawn]")
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_draws_ground_and_events_without_a_request(opened, scheme):
    shown = opened(_page(factories.events()), color_scheme=scheme)
    data = shown.data()
    assert (data["points"], data["areas"]) == ("5", "2")
    assert [url.partition(":")[0] for url in shown.requests] == ["file"]
    assert shown.faults == []


@pytest.mark.browser
def test_marks_and_list_are_the_filtered_events(opened):
    shown = opened(_page(factories.events(), filter=Filter(countries=("CD", "UA"))))
    ids = shown.page.eval_on_selector_all("#list button", "all => all.map(b => b.dataset.id)")
    assert sorted(ids) == ["e5", "e6", "e7"]
    assert shown.data()["points"] == "3"


@pytest.mark.browser
def test_choosing_in_the_list_opens_the_card_with_quote_and_source(opened):
    shown = opened(_page([factories.event()]))
    shown.page.click("#list button")
    card = shown.page.inner_text("#card")
    for words in (
        "Rocket attack, Green Zone",
        "Suspected: Iran-aligned militias",
        "Two rockets hit the compound.",
    ):
        assert words in card
    assert shown.page.get_attribute("#card blockquote a", "href") == "https://example.org/a1"


@pytest.mark.browser
def test_clicking_a_mark_opens_its_card(opened):
    shown = opened(_page([factories.event()]))
    shown.page.click("#map .dateline-glyph")
    assert "Two rockets hit the compound." in shown.page.inner_text("#card")
    assert shown.page.get_attribute("#list button", "aria-current") == "true"


@pytest.mark.browser
def test_keyboard_walks_list_and_closes_card(opened):
    shown = opened(_page(factories.events()))
    press, focused = shown.page.keyboard.press, "document.activeElement.dataset.id"
    shown.page.focus("#list li:nth-child(1) button")
    press("ArrowDown")
    second = shown.page.evaluate(focused)
    press("Enter")
    assert shown.page.is_visible("#card")
    press("Escape")
    assert not shown.page.is_visible("#card")
    assert shown.page.evaluate(focused) == second


@pytest.mark.browser
def test_hostile_text_in_every_field_is_shown_and_never_run(opened):
    shown = opened(_page([_hostile()], title=HOSTILE))
    shown.page.click("#list button")
    visible = HOSTILE.replace("\u202e", "").strip()
    assert shown.page.inner_text("h1") == visible
    assert visible in shown.page.inner_text("#card blockquote p")
    assert shown.page.locator("#card img, #card a, #list img, #card script").count() == 0
    shown.page.hover("#map .dateline-glyph")
    assert shown.page.locator(".dateline-tip img").count() == 0
    assert shown.faults == []
    assert len(shown.requests) == 1


@pytest.mark.browser
def test_no_event_is_said_in_words(opened):
    shown = opened(_page(factories.events(), filter=Filter(types=("arson",))))
    assert shown.page.inner_text("#none") == "No event matches this filter."


@pytest.mark.browser
def test_page_fits_a_telephone(opened):
    shown = opened(_page(factories.events()), viewport={"width": 390, "height": 800})
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= 390
