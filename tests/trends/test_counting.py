"""What happens when: bars over time, periods, who and what is new, and who is told of where."""

from __future__ import annotations

import datetime as dt

from geo.model import Count, When
from geo.query import table
from geo.trends import (
    Period,
    covered,
    crossing,
    length_for,
    newcomers,
    over_time,
    straddling,
    unit_for,
    within,
)
from tests.factories import GOMA, GREEN_ZONE, IRAQ, KHARKIV, M23, RUSSIA, event

MARCH = When(dt.date(2024, 3, 1), dt.date(2024, 3, 31), "month", "stated")
WEEK = Period(dt.date(2024, 3, 4), dt.date(2024, 3, 10))


def bars(series) -> list[tuple[str, str, int]]:
    return [(f"{row.start:%Y-%m-%d}", row.key, row.number) for row in series.table.itertuples()]


def test_events_are_counted_by_day_and_type() -> None:
    rows = table(
        [event("a", date="2024-03-04"), event("b", date="2024-03-04"), event("c", date="2024-03-06")]
    )
    assert bars(over_time(rows, by="type")) == [
        ("2024-03-04", "rocket_attack", 2),
        ("2024-03-06", "rocket_attack", 1),
    ]


def test_an_event_known_by_its_month_is_in_no_days_bar_and_in_the_months() -> None:
    rows = table([event("a", date="2024-03-04"), event("b", when=MARCH), event("c", date=None)])
    by_day, by_month = over_time(rows, by="type", unit="day"), over_time(rows, by="type", unit="month")
    assert (by_day.apart, by_day.undated, len(by_day.table)) == (1, 1, 1)
    assert (by_month.apart, bars(by_month)) == (0, [("2024-03-01", "rocket_attack", 2)])


def test_people_killed_are_the_least_reported_and_what_is_not_said_is_counted() -> None:
    rows = table([event("a", killed=Count(3, 5)), event("b", killed=Count()), event("c", killed=Count(0, 0))])
    found = over_time(rows, by="type", measure="killed")
    assert [n for _, _, n in bars(found)] == [3]
    assert found.unsaid == 1


def test_no_dated_event_gives_no_bar() -> None:
    assert over_time(table([event("a", date=None)]), by="type").table.empty
    assert over_time(table([]), by="type").table.empty


def test_bars_widen_with_the_time_they_span() -> None:
    start = dt.date(2020, 1, 1)
    spans = {unit_for(start, start + dt.timedelta(days=days)) for days in (20, 200, 1000, 9000)}
    assert spans == {"day", "week", "month", "year"}


def test_a_period_holds_what_surely_lies_in_it() -> None:
    rows = table([event("a", date="2024-03-10"), event("b", when=MARCH), event("c", date="2024-03-11")])
    assert within(rows, WEEK)["id"].tolist() == ["a"]
    assert straddling(rows, WEEK) == 1


def test_earlier_periods_follow_each_other_without_a_gap() -> None:
    assert WEEK.earlier().last + dt.timedelta(days=1) == WEEK.first
    assert Period.ending(dt.date(2024, 3, 10), days=7) == WEEK
    assert WEEK.earlier(3).days == 7


def test_a_period_of_which_no_article_tells_is_not_covered() -> None:
    rows = table([event("a", date="2024-03-01"), event("b", date="2024-02-20")])
    assert covered(rows, [WEEK.earlier(), WEEK.earlier(2), WEEK.earlier(3)]) == [
        WEEK.earlier(),
        WEEK.earlier(2),
    ]


def test_the_proposed_period_fits_several_times() -> None:
    start = dt.date(2024, 1, 1)
    assert [length_for(start, start + dt.timedelta(days=days)) for days in (10, 60, 300, 3000)] == [
        7,
        7,
        28,
        364,
    ]


def before(number: int) -> list:
    return [event(f"old{n}", date="2024-02-01", place=GREEN_ZONE) for n in range(number)]


def test_an_actor_first_told_of_in_the_period_is_new_and_one_recalled_before_is_not() -> None:
    now = [event("x", date="2024-03-05", actors=(M23,)), event("y", date="2024-03-06", actors=(RUSSIA,))]
    recalled = event("z", date="2019-01-01", actors=(RUSSIA,), main=False)
    found = newcomers(table([*before(20), recalled, *now]), WEEK, of="actor")
    assert [(each.key, each.events, each.first) for each in found or ()] == [("m23", 1, dt.date(2024, 3, 5))]


def test_an_actor_of_an_undated_event_may_have_been_there_before() -> None:
    rows = table(
        [*before(20), event("u", date=None, actors=(M23,)), event("x", date="2024-03-05", actors=(M23,))]
    )
    assert newcomers(rows, WEEK, of="actor") == []


def test_a_new_place_is_known_with_its_country_and_a_whole_country_is_none() -> None:
    now = [event("x", date="2024-03-05", place=GOMA), event("y", date="2024-03-05", place=IRAQ)]
    found = newcomers(table([*before(20), *now]), WEEK, of="place")
    assert [(each.key, each.admin1, each.country) for each in found or ()] == [("Goma", "CD-NK", "CD")]


def test_with_little_told_of_before_nothing_is_called_new() -> None:
    assert newcomers(table([*before(19), event("x", date="2024-03-05")]), WEEK, of="actor") is None


def test_an_event_counts_for_each_of_its_actors_and_values_once() -> None:
    rows = table([event("a", actors=(M23, RUSSIA)), event("b", actors=(RUSSIA, RUSSIA), place=KHARKIV)])
    found = crossing(rows, {"a": ["police", "police"], "b": ["police", "school"]})
    assert {(r.actor, r.value): r.events for r in found.table.itertuples()} == {
        ("m23", "police"): 1,
        ("russia", "police"): 2,
        ("russia", "school"): 1,
    }


def test_only_the_most_frequent_are_shown_and_the_rest_counted() -> None:
    rows = table([event(f"e{n}", actors=(RUSSIA if n < 3 else M23,)) for n in range(4)])
    found = crossing(rows, {f"e{n}": [f"v{n % 2}"] for n in range(4)}, most=1)
    assert (found.actors, found.more_actors) == (("russia",), 1)
    assert (found.values, found.more_values) == (("v0",), 1)


def test_an_actor_who_meets_none_of_the_values_shown_is_counted_and_not_shown() -> None:
    rows = table([event("a"), event("b"), event("c", actors=(M23,))])
    found = crossing(rows, {"a": ["x"], "b": ["x"], "c": ["y"]}, most=1)
    assert crossing(rows, {"a": ["x"], "b": ["x"], "c": ["y"]}).actors == ("iran-aligned-militias", "m23")
    assert (found.actors, found.values) == (("iran-aligned-militias",), ("x",))
    assert (found.more_actors, found.more_values) == (1, 1)
