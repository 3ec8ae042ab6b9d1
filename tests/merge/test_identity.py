"""An event keeps its id while what is known of it changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from geo.merge import ids_of, merge
from geo.model import Count, Source
from tests.factories import BAGHDAD, GREEN_ZONE, KHARKIV, MILITIAS, day, report


def told_by(article: str, printed: str = "2023-12-08", **more: object):
    source = Source(article, published=dt.date.fromisoformat(printed), published_basis="record")
    return report(source=source, **{"place": BAGHDAD, "actors": (MILITIAS,), **more})


TOLL = {"killed": Count(37, 37), "injured": Count(90, 90)}


def test_an_earlier_day_told_later_does_not_change_the_id():
    first = told_by("a", when=day("2023-12-08"), **TOLL)
    [before] = merge([first])
    earlier = told_by("b", when=day("2023-12-07"), **TOLL)
    [after] = merge([first, earlier], known=ids_of([before]))
    assert after.reports[0] == earlier
    assert after.id == before.id != merge([first, earlier])[0].id


def test_a_more_exact_place_of_the_first_report_does_not_change_the_id():
    [before] = merge([told_by("a")])
    [after] = merge([told_by("a", place=GREEN_ZONE)], known=ids_of([before]))
    assert (after.id, after.place) == (before.id, GREEN_ZONE)


def test_of_two_events_that_become_one_the_older_id_stays():
    west, east = told_by("w", **TOLL), told_by("e", when=day("2023-12-10"))
    older, younger = merge([east])[0], merge([west])[0]
    together = replace(east, when=west.when, **TOLL)
    [event] = merge([west, together], known=ids_of([older, younger]))
    assert event.id == older.id
    [event] = merge([west, together], known=ids_of([younger, older]))
    assert event.id == younger.id


def test_of_one_event_that_becomes_two_the_first_report_keeps_the_id():
    [before] = merge([told_by("a"), told_by("b")])
    stays, leaves = merge([told_by("a"), told_by("b", place=KHARKIV)], known=ids_of([before]))
    if stays.place == KHARKIV:
        stays, leaves = leaves, stays
    assert stays.id == before.id != leaves.id


def test_a_new_event_never_takes_an_id_that_another_one_holds():
    [before] = merge([told_by("a")])
    moved = told_by("a", when=day("2023-11-01"))
    events = merge([moved, told_by("b")], known=ids_of([before]))
    assert events[0].id == before.id
    assert len({event.id for event in events}) == 2
