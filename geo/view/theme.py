"""The colours of the ground: map and page, light and dark. Alone knows them, beside `.streamlit/config.toml`,
which must repeat those of the page (`tests/view/test_palette.py` compares).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ground:
    """`#rrggbb` of what lies under the events, and of the page around the map."""

    page: str
    panel: str
    line: str
    ink: str
    muted: str
    accent: str
    sea: str
    land: str
    border: str
    province: str
    label: str
    halo: str


LIGHT = Ground(
    page="#fbfaf7",
    panel="#f3f0e9",
    line="#ddd7ca",
    ink="#1a2430",
    muted="#5b6672",
    accent="#1f4e79",
    sea="#d9e3e8",
    land="#f6f3ec",
    border="#a9a294",
    province="#dcd6c9",
    label="#5b5648",
    halo="#f6f3ec",
)
DARK = Ground(
    page="#11171d",
    panel="#19212a",
    line="#2d3944",
    ink="#e7eaec",
    muted="#9aa7b2",
    accent="#8fbde8",
    sea="#0e151b",
    land="#1b242d",
    border="#4a5866",
    province="#28333e",
    label="#a3afba",
    halo="#1b242d",
)
