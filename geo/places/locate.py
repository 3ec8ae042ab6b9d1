"""One name as a person types it -> its place, offline: "Green Zone, Baghdad", "40 km south of Kirkuk",
"eastern Syria".

Parts after commas (or after "in") must contain what stands before them; where they do not, there is no
place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product

from geo.model import Place
from geo.places import cues
from geo.places.containment import Link
from geo.places.distance import TOWN_OF, distance_km, midway, offset_before, shifted
from geo.places.gazetteer import Gazetteer
from geo.places.names import normalise
from geo.places.resolve import ROUNDS, place_of, surely
from geo.places.scoring import Sense, contains, scores_alone, settle, softmax

COMMA = re.compile(r"\s*[,;،、，]\s*")  # Arabic and Chinese have their own
BETWEEN = re.compile(
    r"^(?:.*\bbetween|between)\s+(?P<one>[^,]+?)\s+and\s+(?P<other>[^,]+)(?P<around>.*)$", re.I
)
UNITS = frozenset({"country", "province"})
MOST = 5  # of the meanings of each end of a way that are looked at
IN = re.compile(r"\s+in\s+(?:the\s+)?")
WATERS = frozenset(
    {"river", "lake", "sea", "ocean", "gulf", "bay", "strait", "creek", "canal", "falls", "reservoir"}
)
THE = re.compile(r"^the\s+", re.IGNORECASE)
POSSESSIVE = re.compile(r"^(?P<outer>[^,]+?)['’]s?\s+(?P<inner>[^,]+)$")
PHRASE = re.compile(rf"^(?:.*\b(?:of|from|near|outside|around|to))\s+{TOWN_OF}(?=\S)", re.IGNORECASE)


def locate(name: str, *, gazetteer: Gazetteer) -> Place | None:
    """Return the place of `name` or None where nothing known bears it, or nothing inside what it names as
    around it.

    A distance or direction moves the point or widens the radius of a town; of a country or province it
    leaves both.
    """
    return next((place for place, _ in ranked(name, gazetteer=gazetteer)), None)


def ranked(name: str, *, gazetteer: Gazetteer) -> Iterator[tuple[Place, float]]:
    """Yield the places that `name` may mean, the likeliest first, each with its share of the likelihood."""
    if ends := BETWEEN.match(name.strip()):
        yield from _between(ends["one"] + ends["around"], ends["other"] + ends["around"], gazetteer)
        return
    parts = [
        part
        for told in COMMA.split(name.strip())
        for part in (
            [told] if gazetteer.has_name(normalise(told)) else IN.split(told)
        )  # "US embassy in Kabul"
        if part
    ]
    if not parts:
        return
    possessive = POSSESSIVE.match(parts[0])
    if possessive and not gazetteer.has_name(normalise(parts[0])):
        parts[:1] = [possessive["inner"], possessive["outer"]]
    phrase = PHRASE.match(parts[0])
    offset = offset_before(phrase[0], len(phrase[0])) if phrase else None
    if offset is not None and phrase is not None:
        parts[0] = parts[0][phrase.end() :]
    meant = _choose([_sense(part, index, gazetteer) for index, part in enumerate(parts)])
    whole = sum(meant.shares)
    for share, candidate in sorted(
        zip(meant.shares, meant.candidates, strict=True), key=lambda pair: -pair[0]
    ):
        place = place_of(candidate, gazetteer)
        yield (shifted(place, offset) if offset is not None else place), share / whole


def _between(one: str, other: str, gazetteer: Gazetteer) -> Iterator[tuple[Place, float]]:
    """Yield what lies between the two meanings of two names that are nearest to each other."""
    meanings = (
        [place for place, _ in islice(ranked(each, gazetteer=gazetteer), MOST) if place.level not in UNITS]
        for each in (one, other)
    )
    nearest = min(product(*meanings), key=_apart, default=None)
    place = midway(*nearest) if nearest else None
    if place is not None:
        yield place, 1.0


def _apart(ends: tuple[Place, ...]) -> float:
    one, other = ends
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def _sense(part: str, index: int, gazetteer: Gazetteer) -> Sense:
    if not gazetteer.has_name(normalise(part)):
        part = THE.sub("", part)
    asked, wanted = _without_kind(part, gazetteer)
    if wanted == "natural" and part.split()[-1].lower() in WATERS:
        return Sense([index], (), [], 1.0, [])  # the Kabul River is not Kabul
    fixed = [gazetteer.place(entry.place_id) for entry in cues.abbreviations().get(part, ())]
    candidates = tuple(c for c in fixed if c is not None) if index or len(part) > 3 else ()
    units = gazetteer.districts(asked) if wanted == "district" else ()
    candidates = candidates or units or surely(gazetteer.candidates(asked))
    alone = scores_alone(candidates, wanted)
    return Sense([index], candidates, alone, 1.0, softmax(alone))


def _without_kind(part: str, gazetteer: Gazetteer) -> tuple[str, str | None]:
    """Split "Anbar province" into name and level; a name known as a whole stays whole."""
    words = part.split()
    kind = cues.kinds().get(words[-1].lower()) if len(words) > 1 else None
    if kind is None or not kind.after:
        return part, None
    asked = " ".join(words[:-1])
    known = gazetteer.has_name(normalise(part))
    return (part, None) if known and kind.level not in ("province", "district") else (asked, kind.level)


def _choose(senses: list[Sense]) -> Sense:
    """Return the first part with those of its candidates that lie in candidates of all the others."""
    links = [Link(i, j, 1.0) for i in range(len(senses)) for j in range(i + 1, len(senses))]
    for _ in range(ROUNDS):
        settle(senses, links, None)
    for sense in reversed(senses[1:]):
        inner = senses[0]
        kept = [i for i, c in enumerate(inner.candidates) if any(contains(o, c) for o in sense.candidates)]
        senses[0] = replace(
            inner,
            candidates=tuple(inner.candidates[i] for i in kept),
            alone=[inner.alone[i] for i in kept],
            shares=[inner.shares[i] for i in kept],
        )
    return senses[0]
