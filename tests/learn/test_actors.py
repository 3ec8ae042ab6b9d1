"""Weights of suspicion are learned from articles whose suspects are known."""

from __future__ import annotations

import csv
import json

from geo.extract import contests, language
from geo.extract.suspicion import ADDED
from geo.learn.actors import figures, train
from geo.model import Article
from tests.extract.reading import PUBLISHED, model, toponyms

TEXT = (
    "The ELN attacked a barracks near Torsk on Wednesday, killing two soldiers. "
    "Police said the army would search the hills."
)
EVENT = {
    "types": ["attack"],
    "dates": [["2024-05-15", "2024-05-15"]],
    "locations": [{"levels": [[{"name": "TORSK"}]]}],
    "organizations": [{"names": ["ELN"]}],
    "individuals": [],
    "targets": [],
    "victims": [],
}


def test_weights_are_learned_from_whom_the_gold_suspects(tmp_path) -> None:
    articles = [Article(str(n), TEXT, published=PUBLISHED, published_basis="record") for n in range(20)]
    gold, table = tmp_path / "gold.jsonl", tmp_path / "suspicion.csv"
    gold.write_text("".join(f"{json.dumps({'doc_id': a.id, 'events': [EVENT]})}\n" for a in articles))
    doc = language.parse(model(), articles[0])

    first, *_ = train(articles, gold, read=lambda a: contests(a, doc, toponyms=toponyms(TEXT)), table=table)
    assert first.endswith("20 of them suspects in the gold")
    with table.open(encoding="utf-8", newline="") as file:
        learned = {(row["sign"], row["level"]): float(row["weight"]) for row in csv.DictReader(file)}
    assert learned["rule", "fact, first"] > 0 > learned["rule", "none"]


def test_figures_count_those_whom_no_rule_suspects() -> None:
    assert list(figures([0.9, 0.2, 0.7, 0.1], [True, False, True, False], [True, True, False, False])) == [
        f"likely at {ADDED}: 1 of 1 right, 0 of 1 wrong (out of fold)",
        "calibration error 0.175 (out of fold)",
    ]
