"""Examples described by levels of signs -> a weight for each level, tried out of fold, kept as a table.

What every model here shares: logistic regression over one column a level, folds that keep what belongs
together together, the calibration error, JSON lines in and CSV out. Needs scikit-learn. What is written are
sums over signs; no text can be recovered from them.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

_BINS = 10

Levels = Mapping[str, str]  # sign -> level, such as {"place": "city"}


@dataclass(frozen=True, slots=True)
class Examples:
    """What is learned from, row by row. Examples of one group never stand in two folds; `counts` says how
    often each counts, once where it is empty.
    """

    levels: Sequence[Levels]
    labels: Sequence[bool]
    groups: Sequence[Hashable]
    counts: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Weights:
    """Log odds: `bias` for every example, `of` for each (sign, level)."""

    bias: float
    of: Mapping[tuple[str, str], float]


def fit(examples: Examples, *, inverse_penalty: float) -> Weights:
    """Return the weights that explain the labels best; `inverse_penalty` is scikit-learn's `C`."""
    columns, matrix = _matrix(examples)
    model = _model(inverse_penalty).fit(matrix, np.array(examples.labels), sample_weight=_counts(examples))
    pairs = (name.split("=", 1) for name in columns.get_feature_names_out())
    learned = {(sign, level): float(w) for (sign, level), w in zip(pairs, model.coef_[0], strict=True)}
    return Weights(float(model.intercept_[0]), learned)


def out_of_fold(examples: Examples, *, folds: int, inverse_penalty: float) -> list[float]:
    """Return each example's log odds by weights that were learned without its fold."""
    matrix, labels, counts = _matrix(examples)[1], np.array(examples.labels), _counts(examples)
    number = {group: n for n, group in enumerate(dict.fromkeys(examples.groups))}
    groups = np.array([number[group] for group in examples.groups])
    odds = np.zeros(len(labels))
    for learn, test in GroupKFold(min(folds, len(number))).split(matrix, labels, groups):
        model = _model(inverse_penalty).fit(matrix[learn], labels[learn], sample_weight=counts[learn])
        odds[test] = model.decision_function(matrix[test])
    return [float(o) for o in odds]


def chance(odds: float) -> float:
    """Return the probability, 0 to 1, of log odds."""
    return 1 / (1 + exp(-odds))


def calibration_error(chances: Sequence[float], right: Sequence[bool]) -> float:
    """Return the expected calibration error in ten equal bins (Naeini and others 2015), 0 to 1."""
    gap = [0.0] * _BINS
    for c, ok in zip(chances, right, strict=True):
        gap[min(int(c * _BINS), _BINS - 1)] += c - ok
    return sum(map(abs, gap)) / len(right)


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def write(weights: Weights, path: Path, *, names: tuple[str, str], source: str) -> None:
    """Write the weights under the column `names` of sign and level; rows of any other source stay as they
    are.
    """
    kept = [row for row in _rows(path) if row["source"] != source]
    by_hand = {(row[names[0]], row[names[1]]) for row in kept}
    header = (*names, "weight", "source")
    rows = [("bias", "", weights.bias)]
    rows += [(*pair, weight) for pair, weight in sorted(weights.of.items()) if pair not in by_hand]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, header, lineterminator="\n")
        table.writeheader()
        for sign, level, weight in rows:
            table.writerow(dict(zip(header, (sign, level, f"{weight:.2f}", source), strict=True)))
        table.writerows(kept)


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _matrix(examples: Examples) -> tuple[Any, Any]:
    columns = DictVectorizer(sparse=False)
    return columns, columns.fit_transform(examples.levels)


def _counts(examples: Examples) -> Any:
    return np.array(examples.counts) if examples.counts else np.ones(len(examples.labels))


def _model(inverse_penalty: float) -> LogisticRegression:
    return LogisticRegression(C=inverse_penalty, max_iter=3000)
