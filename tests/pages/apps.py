"""A page as `AppTest` runs it, with what it shows as plain text."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

PAGES = Path(__file__).parents[2] / "pages"
WAIT_S = 60


def run(page: str, **address: str | list[str]) -> AppTest:
    """Return the page after its first run, which must raise nothing."""
    app = AppTest.from_file(str(PAGES / f"{page}.py"), default_timeout=WAIT_S)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def texts(app: AppTest) -> str:
    """Return all HTML of the page."""
    return " ".join(str(part.proto.body) for part in app.get("html"))
