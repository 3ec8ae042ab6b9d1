"""A real server on loopback with made-up events, and Chromium before it. No request may leave the machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, FrameLocator, Page
from playwright.sync_api import Error as PlaywrightError

from tests import factories

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "build" / "screenshots"
START_S = 60
WAIT_MS = 40_000

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start the dashboard on made-up events and give its address."""
    folder = tmp_path_factory.mktemp("store")
    store = factories.store(folder / "events.geojson", [*factories.events(), factories.hostile_event()])
    with serving(store) as address:
        yield address


@contextmanager
def serving(
    store: Path, *options: str, port: int | None = None, env: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Run the dashboard on a store, as a user does; give its address."""
    port = port or free_port()
    log = (store.parent / "log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}", *options],
        cwd=ROOT,
        env=os.environ | {"DATELINE_STORE": str(store)} | dict(env or {}),
        stdout=log,
        stderr=log,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process, store.parent / "log")
        yield address
    finally:
        process.terminate()
        process.wait(10)
        log.close()


def free_port() -> int:
    """Return a port of loopback on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the dashboard did not start:\n{log.read_text(errors='replace')}")


@pytest.fixture
def visit(server: str, browser: Browser) -> Iterator[Open]:
    """Give a function that opens a page; no request may go to a foreign host and no script may fail."""
    contexts, foreign, errors = [], [], []

    def opened(path: str = "/", *, width: int = 1440, height: int = 1000, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, accept_downloads=True
        )
        contexts.append(context)
        context.on("request", lambda request: _is_foreign(request.url) and foreign.append(request.url))
        page = context.new_page()
        page.set_default_timeout(WAIT_MS)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: errors.append(f"dialog: {dialog.message}"))
        page.goto(server + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert foreign == []
    assert errors == []


def _is_foreign(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1"


def the_map(page: Page) -> FrameLocator:
    """Return the map's frame once its ground and its events are drawn."""
    frame = page.frame_locator('iframe[title^="streamlit_folium"]')
    frame.locator('#map_div[data-ground="drawn"][data-events]').wait_for()
    return frame


def until(act: Callable[[], object], done: Callable[[], object], *, times: int = 6) -> None:
    """Act as a person does who sees that nothing happened: again, until `done` raises no time-out.

    What is clicked or pressed while a page is drawn anew may be lost.
    """
    for time_left in reversed(range(times)):
        act()
        try:
            done()
        except (AssertionError, PlaywrightError):
            if not time_left:
                raise
        else:
            return
