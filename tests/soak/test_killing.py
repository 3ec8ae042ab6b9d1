"""The short form of `make soak`."""

from __future__ import annotations

from tests.soak.killing import Survivor

MOMENTS = 10


def test_a_build_killed_at_random_moments_loses_and_doubles_nothing(tmp_path):
    survivor = Survivor(tmp_path, seed=2)
    for _ in range(MOMENTS):
        survivor.kill_once()
    assert len(survivor.store.events()) >= MOMENTS
