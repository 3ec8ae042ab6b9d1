"""The words around and inside place names: what speaks for a place and what against. Knows the tables
`recognition_*`.

All look-ups take lower-case words; phrases have single spaces.
"""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from geo.model import Level

TABLES = Path(__file__).parent / "tables"
Where = Literal["anywhere", "after_comma"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A word for a kind of place: the level it speaks of (`natural` for rivers, seas, mountains), whether it
    stands after a name ("Karrada district") and before one ("city of Karrada").
    """

    level: Level | Literal["natural"]
    after: bool
    before: bool


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form of a country or state, and whether it is one only after a comma ("Long Beach, CA")."""

    place_id: str
    after_comma: bool


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of this part."""
    with (TABLES / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@cache
def _cues() -> Mapping[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows("recognition_cues.csv"):
        found[row["cue"]].add(row["words"])
    return {cue: frozenset(words) for cue, words in found.items()}


def is_cue(words: str, cue: str) -> bool:
    """Tell whether `words` are listed as `cue`: locative, directional, title, organisation, speech, ..."""
    return words in _cues()[cue]


@cache
def kinds() -> Mapping[str, Kind]:
    """Return the words for kinds of places ("province", "refugee camp")."""
    return {
        row["words"]: Kind(cast(Level, row["level"]), row["after"] == "yes", row["before"] == "of")
        for row in rows("recognition_kinds.csv")
    }


def site_words() -> list[str]:
    """Return the words for sites that stand after a name ("park", "railway station")."""
    return [words for words, kind in kinds().items() if kind.level == "site" and kind.after]


@cache
def abbreviations() -> Mapping[str, tuple[Abbreviation, ...]]:
    """Return the places of a short form as it is written, case and dots included."""
    found: defaultdict[str, list[Abbreviation]] = defaultdict(list)
    for row in rows("recognition_abbreviations.csv"):
        found[row["written"]].append(Abbreviation(row["place_id"], row["where"] == "after_comma"))
    return {written: tuple(entries) for written, entries in found.items()}


@cache
def _common() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("recognition_common.csv"))


@cache
def is_common(word: str) -> bool:
    """Tell whether `word`, or what its ending was added to, is an ordinary English word."""
    stems = [word]
    for ending, instead in (
        ("s", ""),
        ("es", ""),
        ("ies", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
    ):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            stems.append(word.removesuffix(ending) + instead)
    return any(stem in _common() for stem in stems) or is_cue(word, "never")


@cache
def _given_names() -> frozenset[str]:
    return frozenset(row["name"] for row in rows("recognition_given_names.csv"))


def is_given_name(word: str) -> bool:
    """Tell whether `word` is a usual given name."""
    return word in _given_names()


@cache
def weights(name: str) -> Mapping[str, float]:
    """Return a table of weights: `recognition` or `resolution`."""
    with (TABLES / "recognition_weights.toml").open("rb") as table:
        return {feature: float(weight) for feature, weight in tomllib.load(table)[name].items()}


@cache
def demonyms() -> Mapping[str, str]:
    """Return the place a nationality word speaks of: "iraqi" -> "country:IQ"; words for people ("Iraqis")
    are left out: they say who, not where.
    """
    listed = [*rows("demonyms.csv"), *rows("recognition_adjectives.csv")]
    table = {row["demonym"].casefold(): row["place_id"] for row in listed}
    return {
        word: place for word, place in table.items() if word.removesuffix("s") not in table or word[-1] != "s"
    }
