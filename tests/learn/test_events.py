"""Weights of credence are learned from articles whose events are known."""

from __future__ import annotations

import csv
import datetime as dt
import json

import pytest

from geo.learn.events import figures, shares, told, train
from geo.model import Actor, Article, Place, Report, Source, Target, When


def report(**known) -> Report:
    blank = {"type": "bombing", "when": When(), "main": True, "quote": "", "start": 0, "end": 0}
    return Report(Source("a"), **{**blank, "trigger_start": 0, "trigger_end": 0, **known})


EVENT = {
    "types": ["bombing"],
    "dates": [["2024-05-01", "2024-05-02"]],
    "locations": [{"levels": [[{"name": "TORSK"}]]}],
    "organizations": [{"names": ["RED DAWN FRONT"]}],
    "targets": [{"names": ["THE OLD MILL"]}],
}


@pytest.mark.parametrize(
    ("known", "same"),
    [
        ({"targets": (Target("old mill"),)}, True),
        ({"actors": (Actor("the Red Dawn Front", "organization", "claimed"),)}, True),
        ({"place_name": "Torsk", "when": When(dt.date(2024, 5, 2))}, True),
        ({"place_name": "Torsk", "when": When(dt.date(2024, 5, 3))}, False),
        ({"targets": (Target("old mill"),), "type": "kidnapping"}, False),
        ({}, False),
    ],
)
def test_report_tells_a_gold_event_by_name_or_by_place_and_day(known, same):
    assert bool(shares(report(**known), EVENT)) is same


def test_an_event_told_twice_is_told_once_by_the_fuller_report():
    mill = report(targets=(Target("old mill"),))
    fuller = report(targets=(Target("old mill"),), place_name="Torsk", when=When(dt.date(2024, 5, 1)))
    assert told([mill, fuller, report()], [EVENT]) == {1}


def test_weights_are_learned_from_what_the_gold_holds(tmp_path):
    articles = [Article(str(n), "text") for n in range(40)]
    gold, table = tmp_path / "gold.jsonl", tmp_path / "credence.csv"
    gold.write_text("".join(f"{json.dumps({'doc_id': a.id, 'events': [EVENT]})}\n" for a in articles))

    def reads(article):
        good = report(targets=(Target("old mill"),))
        return [({"finite": "yes"}, good), ({"finite": "no"}, report())]

    first, *_ = train([(articles, gold)], read=reads, table=table)
    assert first == "80 events read, 40 of them in the gold"
    with table.open(encoding="utf-8", newline="") as file:
        learned = {(row["sign"], row["level"]): float(row["weight"]) for row in csv.DictReader(file)}
    assert learned["finite", "yes"] > 0 > learned["finite", "no"]


def test_gold_of_the_sample_is_read_too_and_counts_more(tmp_path):
    articles = [Article(str(n), "text") for n in range(40)]
    gold, table = tmp_path / "gold.jsonl", tmp_path / "credence.csv"
    event = {"types": ["bombing"], "date": "2024-05-01", "date_end": None, "place": "Torsk", "targets": []}
    gold.write_text("".join(f"{json.dumps({'id': a.id, 'events': [event]})}\n" for a in articles))

    def reads(article):
        good = report(place_name="Torsk", when=When(dt.date(2024, 5, 1)))
        late = report(place_name="Torsk", when=When(dt.date(2024, 6, 1)))
        return [({"late": "no"}, good), ({"late": "yes"}, late)]

    first, *_ = train([(articles, gold)], read=reads, table=table)
    assert first == "80 events read, 40 of them in the gold"
    with table.open(encoding="utf-8", newline="") as file:
        learned = {(row["sign"], row["level"]): float(row["weight"]) for row in csv.DictReader(file)}
    assert learned["late", "no"] > 0 > learned["late", "yes"]


def test_figures_of_four_events():
    assert list(figures([0.9, 0.7, 0.1, 0.3], [True, True, False, False])) == [
        "kept at 0.3: 2 of 2 right, 1 of 2 wrong (out of fold)",
        "calibration error 0.200 (out of fold)",
    ]


def test_a_place_alone_is_no_day():
    quarry = Place("Torsk", 1.0, 1.0, "city", 5.0)
    assert not shares(report(place=quarry, place_name="Torsk"), EVENT)
