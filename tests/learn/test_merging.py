"""Weights are learned from reports whose incidents are known."""

from __future__ import annotations

import csv
import json
import shutil

from geo.learn.merging import agreement, train
from geo.merge.likeness import TABLE, weights


def test_a_day_apart_weighs_less_than_the_same_day(tmp_path):
    reports, gold = tmp_path / "reports.jsonl", tmp_path / "gold.jsonl"
    told = [(f"{month:02}-{day:02}", copy) for month in range(1, 13) for day in (3, 4, 15) for copy in "ab"]
    reports.write_text("".join(f"{json.dumps(made_up(day, copy))}\n" for day, copy in told))
    gold.write_text("".join(f"{json.dumps({'id': day + copy, 'event': day})}\n" for day, copy in told))
    table = shutil.copy(TABLE, tmp_path / "weights.csv")
    said = list(train(reports, gold, table=table))
    assert "pairwise: precision 100.0, recall 100.0, F1 100.0 (out of fold)" in said
    assert "same day and place: pairwise: precision 100.0, recall 100.0, F1 100.0" in said
    with table.open(encoding="utf-8", newline="") as file:
        learned = {(row["comparison"], row["level"]): float(row["weight"]) for row in csv.DictReader(file)}
    assert learned["when", "same day"] > learned["when", "next day"]
    assert learned["text", "copied"] == weights()["text", "copied"]


def made_up(day: str, copy: str) -> dict[str, object]:
    return {
        "id": day + copy,
        "date_start": f"2019-{day}",
        "date_end": f"2019-{day}",
        "country": "Freedonia",
        "city": "Port",
        "latitude": 1.0,
        "longitude": 2.0,
        "geo_precision": 3.0,
        "deaths_low": 0,
        "deaths_high": 0,
        "source": f"Herald {copy}",
        "actors": ["Police"],
    }


def test_figures_of_two_pairs_of_which_one_is_right():
    assert list(map(str, agreement([[0, 1], [2, 3]], ["x", "x", "y", "z"]))) == [
        "B-cubed: precision 75.0, recall 100.0, F1 85.7",
        "pairwise: precision 50.0, recall 100.0, F1 66.7",
    ]
