"""What every test of a page begins with."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests import factories


@pytest.fixture(autouse=True)
def _main_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put back `__main__`, which running a page replaces: processes that later tests spawn would run it."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = factories.store(tmp_path / "events.geojson", [*factories.events(), factories.hostile_event()])
    monkeypatch.setenv("DATELINE_STORE", str(path))
    return path
