"""Who may import whom: data flows to the right, imports point to the left. docs/architecture.md says why."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

GEO = Path(__file__).parent.parent / "geo"
NOUNS = {"model", "errors", "settings"}
READING = NOUNS | {"corpus", "extract", "places"}
MAY_IMPORT = {
    "model": set(),
    "errors": set(),
    "settings": set(),
    "language": set(),
    "roles": {"errors"},
    "disk": {"errors"},
    "corpus": {"model", "errors"},
    "extract": {"model", "errors", "corpus"},
    "places": NOUNS,
    "merge": {"model"},
    "pipeline": READING,
    "learn": {"model", "extract", "merge"},
    "journal": {"model", "errors", "disk", "merge"},
    "store": {"model", "errors", "disk", "journal", "merge"},
    "build": {"model", "errors", "store"},
    "adding": {"model", "errors", "build", "cache", "store"},
    "query": {"model", "errors", "language", "extract", "places"},
    "trends": {"language", "query"},
    "cache": {"model", "errors", "store", "query"},
    "review": {"model", "errors", "merge", "places", "journal", "store", "query", "cache"},
    "seal": {"model", "errors", "store", "query"},
    "view": {
        "model",
        "language",
        "extract",
        "places",
        "merge",
        "journal",
        "store",
        "query",
        "trends",
        "seal",
    },
    "snapshot": {"errors", "language", "places", "query", "cache", "seal", "view"},
    "exchange": {"model", "errors", "language", "store", "query", "seal", "view", "snapshot"},
    "serve": {"model", "language", "places", "query", "view"},
    "ui": NOUNS
    | {
        "language",
        "roles",
        "places",
        "journal",
        "store",
        "query",
        "trends",
        "cache",
        "view",
        "snapshot",
        "exchange",
    },
    "reviewing": READING
    | {"language", "merge", "journal", "store", "query", "cache", "review", "view", "ui"},
    "cli": READING
    | {
        "disk",
        "language",
        "merge",
        "pipeline",
        "learn",
        "build",
        "journal",
        "store",
        "review",
        "query",
        "cache",
        "seal",
        "view",
        "snapshot",
        "exchange",
    },
    "__main__": {"cli"},
}
WIDGETS = {"ui", "reviewing"}
FILES = [file for file in sorted(GEO.rglob("*.py")) if file != GEO / "__init__.py"]


def part_of(file: Path) -> str:
    return file.relative_to(GEO).parts[0].removesuffix(".py")


def imported_names(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(GEO)))
def test_a_part_imports_only_what_lies_left_of_it(file):
    paths = [name.split(".") for name in imported_names(file)]
    parts = {path[1] for path in paths if len(path) > 1 and path[0] == "geo"}
    own = part_of(file)
    assert parts - {own, "__version__"} <= MAY_IMPORT[own]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(GEO)))
def test_only_the_widgets_import_streamlit(file):
    uses = {name for name in imported_names(file) if name.split(".")[0] in ("streamlit", "streamlit_folium")}
    assert not uses or part_of(file) in WIDGETS


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(GEO)))
def test_only_the_online_geocoders_reach_the_network(file):
    network = {"geopy.geocoders", "requests", "httpx", "urllib.request", "http.client", "socket"}
    uses = {n for n in imported_names(file) if any(n == m or n.startswith(f"{m}.") for m in network)}
    assert not uses or file.relative_to(GEO).as_posix() == "places/online.py"


def test_every_part_of_the_code_stands_in_the_table():
    assert {part_of(file) for file in FILES} <= set(MAY_IMPORT)
