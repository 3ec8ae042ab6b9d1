"""The short form of `make soak`."""

from __future__ import annotations

from random import Random

from tests.soak.killing import Survivor
from tests.soak.reviewing import notes_killed, reviews_killed

MOMENTS = 10


def test_a_build_killed_at_random_moments_loses_and_doubles_nothing(tmp_path):
    survivor = Survivor(tmp_path, seed=2)
    for _ in range(MOMENTS):
        survivor.kill_once()
    assert len(survivor.store.events()) >= MOMENTS


def test_a_review_killed_at_random_moments_loses_and_doubles_no_decision(tmp_path):
    assert reviews_killed(tmp_path, MOMENTS, Random(2)) >= MOMENTS


def test_who_appends_to_a_journal_and_is_killed_at_random_moments_loses_no_entry_told_of(tmp_path):
    assert notes_killed(tmp_path, 2 * MOMENTS, Random(2)) >= 2 * MOMENTS
