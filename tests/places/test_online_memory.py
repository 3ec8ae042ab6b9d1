"""The pause between two questions to one server, which all processes share."""

from __future__ import annotations

import pytest

from geo.places.online_memory import paced, remembered


@pytest.fixture
def watch(tmp_path):
    """Return a clock, what was slept, and a maker of paced functions that share a file."""
    now, slept = [100.0], []

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    def made(host="public"):
        return paced(
            lambda name: (), path=tmp_path / "turns.sqlite", host=host, pause=1.0, clock=lambda: now[0],
            sleep=sleep,
        )  # fmt: skip

    return now, slept, made


def test_questions_are_a_second_apart(watch):
    now, slept, made = watch
    ask = made()
    ask("a")
    now[0] += 0.25
    ask("b")
    now[0] += 5.0
    ask("c")
    assert slept == [0.75]


def test_two_processes_share_the_second(watch):
    _, slept, made = watch
    one, other = made(), made()
    one("a")
    other("b")
    made("another host")("c")
    assert slept == [1.0]


def test_a_clock_that_was_set_back_stops_nobody(watch):
    now, slept, made = watch
    made()("a")
    now[0] -= 3600
    made()("b")
    assert slept == []


def test_a_kept_answer_costs_no_pause(watch, tmp_path):
    _, slept, made = watch
    kept = remembered(made(), path=tmp_path / "answers.sqlite", service="test")
    for _ in range(3):
        assert kept("Nowhere") == ()
    assert slept == []
