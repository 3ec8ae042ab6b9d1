"""Articles whose events are known -> the weights of `credence`, by logistic regression.

Reads gold as JSON lines in the layout of MUC-4: `doc_id` and `events` with `types`, `dates`, `locations`,
`organizations`, `individuals`, `targets`, `victims`. Needs scikit-learn, which reading articles does not.
What is written are sums over signs of grammar; no text can be recovered from them.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from geo.extract.credence import LEAST, Signs
from geo.extract.lexicon import TABLES
from geo.extract.types import EVENT_TYPES
from geo.model import Article, Report

TABLE = TABLES / "credence.csv"
LEARNED = "learned from MUC-4 by geo train events"
FOLDS = 10
NEIGHBOURS = 5  # articles in a row that stay in one fold: they often tell the same
RULED_OUT = frozenset({"protest", "riot", "armed_clash"})  # MUC-4 has no templates of them
_BINS = 10

Gold = Mapping[str, Any]
Reader = Callable[[Article], list[tuple[Signs, Report]]]


def train(
    articles: Iterable[Article], gold_file: Path, *, read: Reader, table: Path = TABLE
) -> Iterator[str]:
    """Write the learned weights into the table; yield lines with the figures out of fold."""
    gold = {row["doc_id"]: row["events"] for row in _lines(gold_file)}
    signs: list[Signs] = []
    right: list[bool] = []
    fold: list[int] = []
    for number, article in enumerate(articles):
        for levels, report in read(article):
            if report.type not in RULED_OUT:
                signs.append(levels)
                right.append(any(tells(report, event) for event in gold[article.id]))
                fold.append(number // NEIGHBOURS)
    columns = DictVectorizer(sparse=False)
    matrix, labels = columns.fit_transform(signs), np.array(right)
    yield f"{len(labels)} events read, {int(labels.sum())} of them in the gold"
    yield from figures(_out_of_fold(matrix, labels, np.array(fold)).tolist(), right)
    model = _model().fit(matrix, labels)
    learned = dict(zip(columns.get_feature_names_out(), model.coef_[0], strict=True))
    _write({tuple(name.split("=", 1)): w for name, w in learned.items()}, float(model.intercept_[0]), table)


def _model() -> LogisticRegression:
    return LogisticRegression(C=0.1, max_iter=3000)


def _out_of_fold(matrix: Any, labels: Any, fold: Any) -> Any:
    found = np.zeros(len(labels))
    for learn, test in GroupKFold(min(FOLDS, len(set(fold.tolist())))).split(matrix, labels, fold):
        found[test] = _model().fit(matrix[learn], labels[learn]).predict_proba(matrix[test])[:, 1]
    return found


def figures(chances: Sequence[float], right: Sequence[bool]) -> Iterator[str]:
    """Yield what is kept at the threshold, and the expected calibration error in ten equal bins."""
    kept = [ok for chance, ok in zip(chances, right, strict=True) if chance >= LEAST]
    yield f"kept at {LEAST}: {sum(kept)} of {sum(right)} right, {len(kept) - sum(kept)} of " + (
        f"{len(right) - sum(right)} wrong (out of fold)"
    )
    error = 0.0
    for low in range(_BINS):
        inside = [(c, ok) for c, ok in zip(chances, right, strict=True) if min(int(c * _BINS), 9) == low]
        error += abs(sum(c - ok for c, ok in inside))
    yield f"calibration error {error / len(right):.3f} (out of fold)"


def tells(report: Report, event: Gold) -> bool:
    """Return whether a report may tell a gold event: a type that fits, and a name or place and day shared."""
    muc = EVENT_TYPES[report.type].muc
    if muc not in event["types"] and "attack" not in (muc, *event["types"]):
        return False
    return _shares_name(report, event) or (_shares_place(report, event) and _shares_day(report, event))


def _shares_name(report: Report, event: Gold) -> bool:
    told = [
        *(name for actor in report.actors for name in (actor.name, *actor.aliases)),
        *(target.name for target in report.targets),
        *(victim.name for victim in report.victims),
    ]
    roles = ("organizations", "individuals", "targets", "victims")
    known = [name for role in roles for entry in event.get(role, ()) for name in entry["names"]]
    return any(_same(one, other) for one in told for other in known)


def _same(one: str, other: str) -> bool:
    """Two names agree where the words of the shorter, without numbers and articles, stand in the longer."""
    words = [set(re.findall(r"[a-z]{3,}", name.casefold())) - {"the", "and"} for name in (one, other)]
    return all(words) and (words[0] <= words[1] or words[1] <= words[0])


def _shares_place(report: Report, event: Gold) -> bool:
    named = [
        place["name"] for where in event.get("locations", ()) for level in where["levels"] for place in level
    ]
    return bool(report.place_name) and any(_same(name, report.place_name or "") for name in named)


def _shares_day(report: Report, event: Gold) -> bool:
    first, last = report.when.date, report.when.end or report.when.date
    if first is None or last is None:
        return False
    spans = [(low or "", high or "9999") for low, high in event.get("dates", ())]
    return not spans or any(low <= last.isoformat() and first.isoformat() <= high for low, high in spans)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def _write(learned: Mapping[tuple[str, ...], float], bias: float, path: Path) -> None:
    rows = [("bias", "", f"{bias:.2f}", LEARNED)]
    rows += [(sign, level, f"{weight:.2f}", LEARNED) for (sign, level), weight in sorted(learned.items())]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("sign", "level", "weight", "source"))
        table.writerows(rows)
