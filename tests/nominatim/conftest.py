"""One real Nominatim for all tests here, and Dateline set to ask it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.settings import Settings
from tests.nominatim.server import Nominatim, running


@pytest.fixture(scope="session")
def nominatim() -> Iterator[Nominatim]:
    with running() as nominatim:
        yield nominatim


@pytest.fixture
def settings(nominatim: Nominatim, tmp_path: Path) -> Settings:
    return Settings(
        geocoder_cache=tmp_path / "answers.sqlite",
        geocoders=tmp_path / "geocoders.toml",
        nominatim_domain=nominatim.domain,
        nominatim_scheme="http",
        user_agent="dateline-tests",
    )
