"""Actors of events -> who is who over the whole store: one key and one name for each.

"Israeli army" and "Israel" have one canonical id and so one key. Those whom articles only describe ("gunmen",
"a gang", "armed men") are one class, `UNNAMED`: what one article calls gunmen another calls men, and no two
of them are known to be the same. The article's own words stay in the event.
"""

from __future__ import annotations

import csv
from collections import ChainMap, Counter
from collections.abc import Mapping, MutableMapping
from functools import cache
from pathlib import Path
from typing import cast

import geopandas as gpd

from geo.extract import lexicon
from geo.extract.names import canonical_name, table
from geo.language import Words, mark
from geo.model import Actor
from geo.query.suspects import NOT_NAMED, suspects

UNNAMED = "unnamed"  # key of actors who are described and have no name
CALLED: Mapping[str, str] = Words({NOT_NAMED: mark("Nobody named"), UNNAMED: mark("Unnamed attackers")})
DESCRIBING = Path(__file__).parent / "describing.csv"


def actor_key(actor: Actor | None) -> str:
    """Return what identifies an actor over all events: the canonical id, else the casefolded name, else one
    of `NOT_NAMED` and `UNNAMED`.
    """
    if actor is None:
        return NOT_NAMED
    return actor.id or (UNNAMED if is_described(actor.name) else actor.name.casefold())


def is_described(name: str) -> bool:
    """Return whether the words describe somebody and hold no name: "gunmen", "Armed men".

    A capital tells a name, but for the first word's, which a sentence may have given it.
    """
    first, *rest = name.split() or [""]
    if any(any(c.isupper() for c in word) for word in rest) or not first.isascii():
        return False
    return first == first.lower() or (first[1:] == first[1:].lower() and _is_common(first.lower()))


def _is_common(word: str) -> bool:
    singular = f"{word[:-3]}man" if word.endswith("men") else word.removesuffix("s")
    return not {word, singular}.isdisjoint(_common())


@cache
def _common() -> frozenset[str]:
    """Return nouns for people, and the words of `describing.csv` with which a description may begin."""
    with DESCRIBING.open(encoding="utf-8", newline="") as file:
        beginning = {row["word"] for row in csv.DictReader(file)}
    return frozenset(beginning | {row["word"].split()[0] for row in lexicon.rows("people")})


def actor_names(events: gpd.GeoDataFrame) -> Mapping[str, str]:
    """Return what each actor key of the table is called, `NOT_NAMED` and `UNNAMED` among them.

    The canonical name, else the name most often used, the first in alphabet among equals. May be kept for
    readers of several languages: words of ours are looked up when they are asked for.
    """
    used: dict[str, Counter[str]] = {}
    found = suspects(events).value_counts(["key", "name"]).reset_index(name="number")
    for key, name, number in zip(found["key"], found["name"], found["number"], strict=True):
        used.setdefault(key, Counter())[name] = number
    called = {key: _called(key, names) for key, names in used.items()}
    return ChainMap(cast("MutableMapping[str, str]", CALLED), called)


def voice_names(events: gpd.GeoDataFrame) -> dict[str, str]:
    """Return what each of those who attribute (`voice_key`) is most often called."""
    every = suspects(events)[["voice", "says"]].dropna()
    found = every.value_counts().reset_index(name="number").sort_values(["number", "says"])
    return dict(zip(found["voice"], found["says"], strict=True))


def _called(key: str, names: Counter[str]) -> str:
    return canonical_name(key) if key in table() else min(names, key=lambda name: (-names[name], name))
