"""What speaks for and against two reports telling one incident."""

from __future__ import annotations

import csv
import datetime as dt

import numpy as np
import pytest

from geo.merge.columns import Columns
from geo.merge.likeness import LEVELS, TABLE, compare, names, odds, weights
from geo.model import Actor, Count, Place, Report, Source, Target
from tests.factories import ANBAR, BAGHDAD, GREEN_ZONE, IRAQ, MILITIAS, RUSSIA, day, report


def levels(one: Report, other: Report) -> dict[str, str] | None:
    """Return what the comparisons of two reports come out at; None where they contradict each other."""
    _, found = compare(Columns.of([one, other]), np.array([0]), np.array([1]))
    return names(found)[0] if len(found["when"]) else None


def likeness(one: Report, other: Report) -> float | None:
    """Return the log odds of two reports."""
    _, found = compare(Columns.of([one, other]), np.array([0]), np.array([1]))
    return float(odds(found, weights())[0]) / 100 if len(found["when"]) else None


def pair(here: dict[str, object], there: dict[str, object]):
    plain = {"place": BAGHDAD}
    return report(**({"article": "a"} | plain | here)), report(**({"article": "b"} | plain | there))


def printed(article: str, day: str | None) -> Source:
    return Source(article, published=dt.date.fromisoformat(day) if day else None)


HIT = Place("Hit", 33.64, 42.83, "city", 5.0, "IQ", "IQ-AN")


@pytest.mark.parametrize(
    ("comparison", "here", "there", "level"),
    [
        ("when", {}, {"when": day("2023-12-09")}, "next day"),
        ("when", {}, {"when": day("2023-12-10")}, "two days apart"),
        ("where", {}, {"place": GREEN_ZONE}, "within its radius"),
        ("where", {}, {"place": Place("Taji", 33.51, 44.26, "city", 6.0, "IQ")}, "beside"),
        ("where", {}, {"place": IRAQ}, "only the country"),
        ("where", {"place": ANBAR}, {"place": ANBAR}, "only the province"),
        ("type", {"type": "suicide_bombing"}, {"type": "shooting"}, "kin"),
        ("type", {"type": "bombing"}, {"type": "kidnapping"}, "different"),
        ("killed", {"killed": Count(7, 7)}, {"killed": Count(7, 7)}, "equal"),
        ("killed", {"killed": Count(2, 2)}, {"killed": Count(2, 2)}, "equal but few"),
        ("killed", {"killed": Count(60, None)}, {"killed": Count(137, 137)}, "near and many"),
        ("killed", {"killed": Count(3, 3)}, {"killed": Count(4, 4)}, "near"),
        ("killed", {"killed": Count(3, 3)}, {"killed": Count(40, 40)}, "far"),
        ("killed", {"killed": Count(0, 0)}, {"killed": Count(4, 4)}, "none against some"),
        ("killed", {"killed": Count()}, {"killed": Count(4, 4)}, "unknown"),
        ("actors", {"actors": (MILITIAS,)}, {"actors": (RUSSIA,)}, "different"),
        ("actors", {"actors": (Actor("gunmen", "group", "confirmed"),)}, {"actors": (RUSSIA,)}, "unknown"),
        ("where", {"place": ANBAR, "quote": "A blast hit Hit, in Anbar."}, {"place": HIT}, "named"),
        ("standing", {"main": False}, {}, "news and background"),
        (
            "published",
            {"source": printed("a", "2023-12-08")},
            {"source": printed("b", "2023-12-10")},
            "within days",
        ),
        ("published", {"source": printed("a", None)}, {"source": printed("b", "2023-12-10")}, "unknown"),
        (
            "targets",
            {"targets": (Target("a lorry"),)},
            {"targets": (Target("two school buses"),)},
            "different",
        ),
        ("targets", {"targets": (Target("the mosque"),)}, {"targets": (Target("mosques"),)}, "shared"),
    ],
)
def test_each_comparison_finds_its_level(comparison, here, there, level):
    assert levels(*pair(here, there))[comparison] == level
    assert levels(*reversed(pair(here, there)))[comparison] == level


@pytest.mark.parametrize(
    "there",
    [
        {"when": day("2023-12-20")},
        {"when": day(None)},
        {"place": None},
        {"place": Place("Mosul", 36.34, 43.13, "city", 12.0, "IQ", "IQ-NI")},
        {"place": Place("Erbil", 36.19, 44.01, "province", 60.0, "IQ", "IQ-AR")},
        {"place": Place("Baghdad", 33.34, 44.4, "city", 12.0, "SY")},
    ],
    ids=["days apart", "no day", "no place", "another town", "another province", "another country"],
)
def test_what_contradicts_has_no_likeness(there):
    assert likeness(*pair({}, there)) is None


def test_the_same_toll_speaks_for_one_incident_of_a_whole_country_where_the_day_alone_does_not():
    whole = {"place": IRAQ, "actors": (MILITIAS,)}
    assert likeness(*pair(whole, whole)) < 0
    assert likeness(*pair(whole | {"killed": Count(37, 37)}, whole | {"killed": Count(37, 37)})) > 0


def test_a_long_sentence_told_word_for_word_is_a_copy():
    quote = "Two rockets hit the compound of the provincial government late in the evening, a guard said."
    copied, own = pair({"quote": quote}, {"quote": quote.replace(" ", "\n ", 1)})
    assert levels(copied, own)["text"] == "copied"


def test_every_level_that_can_come_out_has_a_weight_with_its_source():
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["source"] for row in rows)
    assert len({(row["comparison"], row["level"]) for row in rows}) == len(rows) == len(weights())
    assert {(name, level) for name, levels in LEVELS.items() for level in levels} <= weights().keys()
