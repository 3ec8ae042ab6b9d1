"""The signs of a telling -> how likely it is that the text tells it as one event that happened.

Where rules run out: a war told in sums, a speech's examples, a murder of long ago in an aside look like
events to them. Each sign (`signs.py`) comes out at one of a few levels and each level has a weight, summed to
log odds (`tables/credence.csv`, written by `geo train events`).
"""

from __future__ import annotations

from dataclasses import replace

from geo.extract import odds
from geo.extract.signs import Signs
from geo.model import Reason, Report

_TABLE = "credence"
LEAST = 0.3  # swept 0 to 0.45 out of fold: MUC-4 gains to 0.4, modern articles lose events from 0.35
LEAST_TOLD, MOST_TOLD = 0.1, 10  # of the signs' weights: what a reader is told of some fifty signs
LEAST_ALONE = 0.15  # headlines have few of the signs that the rest of an article gives
LEAST_RECALLED = 0.15  # what is only recalled is told in few words and shown apart


def credible(report: Report, *, alone: bool = False) -> bool:
    """Return whether a report is sure enough to be shown; `alone`: its text is one line, which tells it."""
    least = LEAST_ALONE if alone else LEAST if report.main else LEAST_RECALLED
    return report.confidence >= least


def weighed(report: Report, signs: Signs) -> Report:
    """Return a report with its confidence and the signs that it comes from."""
    return replace(report, confidence=chance(signs), reasons=(*report.reasons, *reasons(signs)))


def chance(signs: Signs) -> float:
    """Return how likely a telling with these signs is one event that happened, 0 to 1."""
    return round(odds.chance(signs, _TABLE), 3)


def reasons(signs: Signs) -> tuple[Reason, ...]:
    """Return the signs that weighed most, the weightiest first."""
    weights = odds.weights(_TABLE)
    weighed = [(sign, level, weights.get((sign, level), 0.0)) for sign, level in signs.items()]
    told = [entry for entry in weighed if abs(entry[2]) >= LEAST_TOLD]
    told.sort(key=lambda entry: -abs(entry[2]))
    return tuple(Reason("confidence", f"{sign}: {level}", weight) for sign, level, weight in told[:MOST_TOLD])
