"""A wire's report, as many print it: with another opening, another spelling, a newer toll."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from geo.merge import merge
from geo.model import Count, Report, Source
from tests.factories import GREEN_ZONE, KHARKIV, day, report

LEAD = (
    "Gunmen on motorcycles stormed the village of Tengou before dawn on Friday, killing at least 14 people "
    "and setting dozens of granaries alight, the mayor said."
)
TRIGGER = "stormed"
CHANGES = {
    "word for word": lambda lead: lead,
    "another agency's prefix": lambda lead: f"TENGOU, Dec 8 (Example Press) - {lead}",
    "a newer toll": lambda lead: lead.replace("14", "19"),
    "another spelling": lambda lead: lead.replace("Tengou", "Tingu"),
    "broken lines": lambda lead: lead.replace(" ", "\n", 9),
    "an added source": lambda lead: lead.replace("the mayor said", "the mayor told a local radio station"),
}


def told(
    article: str, lead: str, *, printed: str = "2023-12-08", word: str = TRIGGER, **more: object
) -> Report:
    source = Source(article, published=dt.date.fromisoformat(printed), published_basis="record")
    at = 100 + lead.index(word)
    plain = {"place": GREEN_ZONE, "type": "raid", "killed": Count(14, None)}
    trigger = {"trigger_start": at, "trigger_end": at + len(word)}
    return report(source=source, quote=lead, start=100, end=100 + len(lead), **(plain | trigger | more))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize(
    "lost",
    [{"place": None}, {"when": day(None)}, {"when": day("2023-12-09"), "type": "shooting"}],
    ids=["no place", "no day", "the next day and another type"],
)
def test_a_copy_is_the_same_event_even_where_less_was_read_from_it(change, lost):
    original, copy = told("a", LEAD), told("b", change(LEAD), printed="2023-12-09", **lost)
    assert len(merge([original, copy])) == 1
    assert len(merge([original, copy, told("c", change(LEAD))])) == 1


@pytest.mark.parametrize(
    "other",
    [
        told("b", LEAD, place=KHARKIV),
        told("b", LEAD, when=day("2023-12-20")),
        told("b", LEAD, place=None, printed="2023-12-30"),
        told("b", LEAD, place=None, word="killing"),
        told("b", "Gunmen on motorcycles stormed another place and killed people, it said.", place=None),
    ],
    ids=[
        "another place",
        "another week",
        "printed weeks later",
        "another act of the sentence",
        "other words",
    ],
)
def test_the_same_words_do_not_join_what_is_told_of_another_time_place_or_act(other):
    assert len(merge([told("a", LEAD), other])) == 2


def digest(article: str, **more: object) -> list[Report]:
    """Return two items of a digest in nearly the same words."""
    first = told(article, LEAD, **more)
    second = told(article, LEAD.replace("Tengou", "Bandio"), **more)
    start, end = (at + 400 for at in (second.trigger_start, second.trigger_end))
    return [first, replace(second, trigger_start=start, trigger_end=end, start=500)]


def test_two_events_of_one_digest_stay_two_also_where_it_is_copied():
    events = merge([*digest("a"), *digest("b", printed="2023-12-09")])
    assert len(events) == 2
    assert all(len({r.source.article_id for r in event.reports}) == len(event.reports) for event in events)


def test_a_lost_place_is_not_guessed_where_a_digest_tells_two_events_in_the_same_words():
    events = merge([*digest("a"), told("b", LEAD.replace("14", "19"), place=None)])
    assert len(events) == 3


def test_near_copies_of_many_incidents_are_joined_as_they_belong():
    """Twelve incidents in six variants each, two in every village, four days apart."""
    wanted: dict[str, set[str]] = {}
    reports = []
    for n in range(12):
        place = replace(GREEN_ZONE, name=f"Village {n}", lat=33.0 + n // 2, gazetteer_id=f"village:{n // 2}")
        when = day(f"2023-12-{8 + n % 2 * 4:02}")
        lead = LEAD.replace("Tengou", f"Tengou{n}").replace("mayor", ("mayor", "prefect", "imam")[n % 3])
        for m, change in enumerate(CHANGES.values()):
            article = f"{n}-{m}"
            wanted.setdefault(str(n), set()).add(article)
            kept = {} if m % 2 else {"killed": Count(14 + m, None)}
            reports.append(
                told(article, change(lead), printed=when.date.isoformat(), place=place, when=when, **kept)
            )
    found = [{r.source.article_id for r in event.reports} for event in merge(reports)]
    assert sorted(map(sorted, found)) == sorted(map(sorted, wanted.values()))
