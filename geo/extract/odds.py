"""Signs at levels and a table of weights -> log odds: what all judging by learned weights shares.

A sign ("near") comes out at one level ("same sentence"); `tables/<name>.csv` has a weight for each pair and a
`bias` for every case.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import exp

from geo.extract import lexicon

Levels = Mapping[str, str]  # sign -> level


@cache
def weights(table: str) -> Mapping[tuple[str, str], float]:
    """Return the weights of `tables/<table>.csv` by sign and level."""
    return {(row["sign"], row["level"]): float(row["weight"]) for row in lexicon.rows(table)}


def odds(levels: Levels, table: str) -> float:
    """Return the log odds of a case with these signs; a level that the table lacks says nothing."""
    known = weights(table)
    return known["bias", ""] + sum(known.get(pair, 0.0) for pair in levels.items())


def chance(levels: Levels, table: str) -> float:
    """Return the probability of a case with these signs, 0 to 1."""
    return 1 / (1 + exp(-odds(levels, table)))


def step(number: float, *steps: float) -> str:
    """Return the level of a number: the first step that holds it."""
    return next((f"to {step}" for step in steps if number <= step), f"over {steps[-1]}")


def yes(value: bool) -> str:
    """Return the level of what is or is not so."""
    return "yes" if value else "no"
