"""Pairs of events that an analyst may want to join."""

from __future__ import annotations

import random
from dataclasses import replace

from geo.merge import merge, suggestions
from geo.model import Count
from tests.factories import BAGHDAD, GREEN_ZONE, KHARKIV, MILITIAS, day, report


def told_by(article: str, **more: object):
    return report(article=article, **{"place": GREEN_ZONE, "actors": (MILITIAS,), **more})


NEXT_DAY = {"when": day("2023-12-09")}


def test_two_likely_events_that_stay_apart_are_suggested_with_their_probability():
    events = merge([told_by("a"), told_by("b", **NEXT_DAY)])
    [(one, other, probability)] = suggestions(events)
    assert {one, other} == {event.id for event in events}
    assert 0.2 <= probability < 0.5


def test_what_contradicts_or_is_unlikely_is_not_suggested():
    events = merge([told_by("a"), told_by("b", place=KHARKIV), told_by("a", trigger_start=9)])
    unlike = told_by("c", type="kidnapping", killed=Count(0, 0), when=day("2023-12-09"))
    assert len(events) == 3
    assert suggestions([*events, *merge([unlike])]) == []


def test_one_contradicting_pair_of_reports_is_enough_to_suggest_nothing():
    one, other = merge([told_by("a"), told_by("b"), told_by("c", **NEXT_DAY)])
    mixed = replace(other, reports=(*other.reports, told_by("d", place=KHARKIV, **NEXT_DAY)))
    assert suggestions([one, other])
    assert suggestions([one, mixed]) == []


def test_of_equally_likely_pairs_the_deadliest_comes_first_whatever_the_order_of_events():
    few = [told_by("a", killed=Count(3, 3)), told_by("b", **NEXT_DAY)]
    many = [told_by(x, place=BAGHDAD, when=day(d)) for x, d in (("c", "2024-05-08"), ("d", "2024-05-09"))]
    events = merge([*few, replace(many[0], killed=Count(90, 90)), many[1]])
    found = suggestions(events)
    assert [pair[0][:4] for pair in found] == ["2024", "2023"]
    random.Random(1).shuffle(events)
    assert suggestions(events) == found


def test_no_event_gives_no_suggestion():
    assert suggestions([]) == []
