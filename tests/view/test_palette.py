from __future__ import annotations

import itertools
import tomllib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from geo.query import NOT_NAMED, Filter, select, table
from geo.view import palette
from geo.view.palette import DESCRIBED, MARKS, NOBODY, OTHER, assign, marks
from geo.view.theme import DARK, LIGHT, Ground
from tests import factories

# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB
SIGHT = {
    "normal": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.3039],
    ],
}
TO_XYZ = [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.072175],
    [0.0193339, 0.119192, 0.9503041],
]


def linear(colour: str) -> np.ndarray:
    values = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    relative = np.array(TO_XYZ) @ np.clip(rgb, 0, 1) / np.array([0.95047, 1, 1.08883])
    f = np.where(relative > 0.008856, np.cbrt(relative), 7.787 * relative + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(one: str, other: str) -> float:
    low, high = sorted(float(np.array(TO_XYZ[1]) @ linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
def test_any_two_marks_stay_apart_under_colour_blindness(scheme: str, sight: str) -> None:
    seen = [lab(np.array(SIGHT[sight]) @ linear(getattr(mark, scheme))) for mark in MARKS]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) > 15


@pytest.mark.parametrize(("scheme", "ground"), [("light", LIGHT), ("dark", DARK)])
def test_every_mark_stands_out_from_the_land(scheme: str, ground: Ground) -> None:
    every = (*MARKS, OTHER)
    assert min(contrast(getattr(mark, scheme), ground.land) for mark in every) >= 2.99


@pytest.mark.parametrize("ground", [LIGHT, DARK])
def test_text_of_the_page_is_readable(ground: Ground) -> None:
    for text, on in ((ground.ink, ground.page), (ground.muted, ground.page), (ground.muted, ground.panel)):
        assert contrast(text, on) >= 4.5
    assert contrast(ground.label, ground.land) >= 4.5


def test_no_two_marks_share_a_shape() -> None:
    assert len({mark.shape for mark in MARKS}) == len(MARKS)
    assert all(palette.path(mark.shape).endswith("z") for mark in (*MARKS, OTHER, NOBODY, DESCRIBED))


def test_a_filter_changes_no_colour() -> None:
    rows = table(factories.events())
    whole = marks(rows, "actor")
    assert set(select(rows, Filter(actors=("m23",)))["actor_key"]) <= set(whole)
    assert whole[NOT_NAMED] == NOBODY
    assert len({whole[key] for key in ("iran-aligned-militias", "russia", "m23")}) == 3


def test_more_values_than_marks_share_the_colour_of_others() -> None:
    given = assign(f"actor-{n}" for n in range(12))
    assert len(set(given.values()) - {OTHER}) == len(MARKS)
    assert list(given.values())[8:] == [OTHER] * 4


def test_one_more_event_keeps_the_colours_of_the_others() -> None:
    events = factories.events()
    more = [*events, replace(events[4], id="e10")]
    assert marks(table(events), "actor") == marks(table(more), "actor")


def test_attribution_and_type_have_marks_too() -> None:
    rows = table(factories.events())
    assert set(marks(rows, "attribution")) == {"confirmed", "claimed", "suspected", "denied", "unknown"}
    assert set(marks(rows, "type")) == set(rows["type"])


@pytest.mark.parametrize(("scheme", "ground"), [("light", LIGHT), ("dark", DARK)])
def test_the_pages_have_the_colours_of_the_theme(scheme: str, ground: Ground) -> None:
    config = tomllib.loads((Path(__file__).parents[2] / ".streamlit/config.toml").read_text())
    pages = config["theme"][scheme]
    assert (pages["primaryColor"], pages["backgroundColor"]) == (ground.accent, ground.page)
    assert (pages["secondaryBackgroundColor"], pages["textColor"]) == (ground.panel, ground.ink)
