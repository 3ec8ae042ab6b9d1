"""When two reports are one event, and what they say together."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.merge import ids_of, merge
from geo.model import Actor, Count, Place, Source
from tests.factories import ANBAR, BAGHDAD, GREEN_ZONE, IRAQ, KHARKIV, M23, MILITIAS, RUSSIA, day, report


def told_by(article: str, published: str = "2023-12-08", **more: object):
    source = Source(
        article, title=article, published=dt.date.fromisoformat(published), published_basis="record"
    )
    return report(source=source, **{"place": GREEN_ZONE, "actors": (MILITIAS,), **more})


def test_two_articles_of_one_day_place_and_type_tell_one_event():
    [event] = merge([told_by("a"), told_by("b")])
    assert [r.source.article_id for r in event.reports] == ["a", "b"]


@pytest.mark.parametrize(
    "other",
    [
        told_by("b", when=day("2023-12-09")),
        told_by("b", place=KHARKIV),
        told_by("b", type="kidnapping"),
        told_by("b", place=None),
        told_by("b", when=day(None)),
    ],
    ids=["another day", "another place", "another type", "no place", "no day"],
)
def test_reports_that_differ_in_time_place_or_type_stay_apart(other):
    assert len(merge([told_by("a"), other])) == 2


def test_one_article_tells_two_incidents_of_one_day_as_two_events():
    assert len(merge([told_by("a"), told_by("a", trigger_start=50)])) == 2


def test_a_quarter_and_its_city_are_one_place_and_the_quarter_stays():
    [event] = merge([told_by("a", place=BAGHDAD), told_by("b", place=GREEN_ZONE)])
    assert event.place == GREEN_ZONE


@pytest.mark.parametrize("place", [IRAQ, ANBAR], ids=["country", "province"])
def test_somewhere_in_a_large_unit_is_not_the_place_of_a_city(place):
    assert len(merge([told_by("a", place=place), told_by("b", place=BAGHDAD)])) == 2


def test_somewhere_in_one_country_is_not_one_place():
    assert len(merge([told_by("a", place=IRAQ), told_by("b", place=IRAQ)])) == 2


def test_a_third_report_never_chains_two_clearly_different_places_together():
    west = Place("West", 33.3, 44.00, "city", 1, "IQ")
    middle = Place("Middle", 33.3, 44.20, "city", 25, "IQ")
    east = Place("East", 33.3, 44.40, "city", 1, "IQ")
    events = merge([told_by("a", place=west), told_by("b", place=middle), told_by("c", place=east)])
    assert sorted(len(event.reports) for event in events) == [1, 2]


RANGES = [
    ([Count(3, 3), Count(5, 5), Count()], Count(3, 5)),
    ([Count(14, None)], Count(14, None)),
    ([Count(14, None), Count(16, 16)], Count(14, 16)),
    ([Count(14, None), Count(14, 14)], Count(14, 14)),
    ([Count(3, 3), Count(5, None)], Count(3, None)),
    ([Count(None, 5)], Count(None, 5)),
    ([Count(None, 20), Count(12, 12)], Count(12, 20)),
    ([Count(0, 0), Count()], Count(0, 0)),
    ([Count(), Count()], Count()),
]


@pytest.mark.parametrize(("told", "together"), RANGES)
def test_differing_numbers_become_a_range_that_is_as_open_as_the_reports(told, together):
    [event] = merge([told_by(f"a{at}", killed=count) for at, count in enumerate(told)])
    assert (event.killed, event.injured) == (together, Count())


def test_the_strongest_attribution_wins_and_the_other_actor_is_kept():
    claimed = replace(MILITIAS, attribution="claimed", attributed_by="the group", name="the militias")
    [event] = merge([told_by("a", actors=(MILITIAS,)), told_by("b", actors=(RUSSIA, claimed))])
    assert event.actors == (replace(claimed, aliases=("Iran-aligned militias",)), RUSSIA)


def test_a_named_suspect_stands_before_a_described_one_and_who_only_denies_last():
    gunmen = replace(MILITIAS, id=None, name="gunmen", kind="group", attribution="confirmed")
    denies = replace(RUSSIA, attribution="denied", attributed_by=None)
    named = replace(MILITIAS, attribution="suspected")
    [event] = merge([told_by("a", actors=(gunmen, denies)), told_by("b", actors=(named,))])
    assert event.actors == (named, gunmen, denies)


@pytest.mark.parametrize(
    ("said", "together"),
    [
        ((("confirmed", None), ("denied", "the ministry")), ("denied", "the ministry")),
        ((("denied", None), ("suspected", "the mayor"), ("confirmed", None)), ("denied", "the mayor")),
        ((("denied", "the army"), ("claimed", "Russia")), ("claimed", "Russia")),
        ((("suspected", "the mayor"), ("confirmed", None)), ("confirmed", None)),
        ((("suspected", None), ("suspected", "the mayor")), ("suspected", "the mayor")),
    ],
)
def test_a_dispute_in_one_report_is_not_confirmed_by_another(said, together):
    reports = [
        told_by(f"report {n}", actors=(replace(RUSSIA, attribution=attribution, attributed_by=by),))
        for n, (attribution, by) in enumerate(said)
    ]
    [event] = merge(reports)
    assert [(a.attribution, a.attributed_by) for a in event.actors] == [together]


def test_a_finer_type_replaces_attack():
    [event] = merge([told_by("a", type="attack"), told_by("b", type="shelling"), told_by("c", type="attack")])
    assert event.type == "shelling"


def test_the_time_of_day_is_taken_from_whoever_tells_it():
    [event] = merge([told_by("a"), told_by("b", when=day("2023-12-08", time="04:15"))])
    assert event.when == day("2023-12-08", time="04:15")


LATE = Place("Late", 33.50, 44.40, "site", 1.0, "IQ", "IQ-BG")


def test_the_most_exact_place_wins_only_where_the_others_contain_it():
    city = [told_by(name, place=BAGHDAD) for name in "ab"]
    [event] = merge([*city, told_by("c", place=LATE)])
    assert event.place == BAGHDAD
    [event] = merge([*city, told_by("c", place=GREEN_ZONE)])
    assert event.place == GREEN_ZONE


def test_of_two_places_apart_the_one_that_is_surer_wins():
    sure, unsure = told_by("a", place=LATE, confidence_place=0.4), told_by("b", confidence_place=0.9)
    [event] = merge([sure, unsure])
    assert event.place == GREEN_ZONE


def test_a_later_report_changes_the_event_but_not_its_id():
    first = told_by("a", killed=Count(1, 1))
    later = told_by("b", "2023-12-09", killed=Count(4, 4), actors=(M23,), type="missile_strike")
    assert [e.id for e in merge([first, later])] == [e.id for e in merge([first])]


def test_two_incidents_alike_in_all_facts_have_two_ids():
    events = merge([told_by("a"), told_by("a", trigger_start=50)])
    assert len({event.id for event in events}) == 2


def test_background_in_one_article_and_news_in_another_is_news():
    [event] = merge([told_by("a", main=False), told_by("b")])
    assert event.main


PLACES = (BAGHDAD, GREEN_ZONE, KHARKIV, IRAQ, None)
ACTORS = ((), (MILITIAS,), (RUSSIA,), (Actor("gunmen", "group", "confirmed"),))
reports = st.lists(
    st.builds(
        lambda number, place, date, actors, type: told_by(
            f"a{number % 6}",
            trigger_start=number,
            end=number + 5,
            place=place,
            when=day(date),
            actors=actors,
            type=type,
        ),
        number=st.integers(0, 40),
        place=st.sampled_from(PLACES),
        date=st.sampled_from(["2023-12-08", "2023-12-09", None]),
        actors=st.sampled_from(ACTORS),
        type=st.sampled_from(["shelling", "rocket_attack", "attack", "shooting"]),
    ),
    max_size=12,
    unique_by=lambda r: (r.source.article_id, r.trigger_start),
)


@settings(deadline=None)  # a shared machine pauses at times
@given(reports)
def test_merging_what_was_merged_changes_nothing(told):
    events = merge(told)
    again = [report for event in events for report in event.reports]
    assert merge(again) == events
    assert merge(again, known=ids_of(events)) == events


@settings(deadline=None)  # a shared machine pauses at times
@given(reports, st.data())
def test_an_id_stays_while_a_report_that_had_it_stays(told, data):
    before = merge(told[: data.draw(st.integers(0, len(told)))])
    known = ids_of(before)
    after = merge(told, known=known)
    kept = {event.id for event in after}
    groups = [{known[key] for key in ids_of([event]) if key in known} for event in after]
    assert len(kept) == len(after)
    for event, had in zip(after, groups, strict=True):
        assert event.id in had or not had or had <= kept
    assert merge(told[::-1], known=known) == after


@settings(deadline=None)  # a shared machine pauses at times
@given(reports, st.randoms())
def test_merging_does_not_depend_on_order_and_loses_no_report(told, random):
    shuffled = list(told)
    random.shuffle(shuffled)
    events = merge(told)
    assert merge(shuffled) == events
    assert sorted(map(repr, told)) == sorted(repr(r) for event in events for r in event.reports)
    assert len({event.id for event in events}) == len(events)
