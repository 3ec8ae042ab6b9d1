"""One gazetteer index for all tests of a run: the project's own where it is current, else one built once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.places.index import build_index, is_current
from geo.settings import Settings


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ready = Settings().gazetteer
    if is_current(ready):
        return ready
    made = tmp_path_factory.mktemp("gazetteer") / "gazetteer.sqlite"
    build_index(made)
    return made


@pytest.fixture(scope="session")
def rows(index: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"{index.resolve().as_uri()}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    yield connection
    connection.close()
