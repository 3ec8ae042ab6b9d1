"""Names in a text -> the places they mean, chosen from a gazetteer's candidates by the article's own
context.

What the text says of containment is read here ("Tripoli, Lebanon", "Baghdad's Green Zone", "the Syrian town
of X"); `scoring.py` weighs it together with population, levels and company, in rounds. A name stands for
one place throughout a text. No candidate: None, never a guess. A site or quarter that no gazetteer knows is
located as the town it is said to lie in, with that town's name, level and radius.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc

from geo.model import Level, Place
from geo.places import cues
from geo.places.gazetteer import Candidate, Gazetteer
from geo.places.mention import Mention
from geo.places.names import normalise
from geo.places.scoring import Link, Sense, scores_alone, settle, softmax

ROUNDS = 3
DECIMALS: Mapping[Level, int] = {
    "site": 4, "neighbourhood": 3, "city": 3, "district": 2, "province": 2, "country": 1,
}  # fmt: skip  # 3 decimals are 110 m, below the radius of any town
BELOW_TOWN = frozenset({"site", "neighbourhood", "district"})
SURE_SPELLING = 0.92
KNOWN_ABROAD = 20_000  # people; a smaller town is not named without its country in news of another


_WORDS = r"(?:[a-z][a-z'’-]*\s+)"
INSIDE_NEXT = (  # what stands between a name and the next one that contains it; trust
    (re.compile(r"\s*,\s*"), 1.0),
    (re.compile(r"\s*\(\s*"), 0.8),
    (re.compile(rf",?\s+{_WORDS}{{0,2}}(?:in|of|en|de|em|dans)\s+{_WORDS}{{0,4}}"), 0.7),
)
INSIDE_PREVIOUS = ((re.compile(rf"(?:['’]s?)\s+{_WORDS}{{0,4}}"), 0.8),)
AFTER_DEMONYM = (re.compile(rf"\s+{_WORDS}{{0,4}}"), 0.7)


def resolve(
    doc: Doc, mentions: Sequence[Mention], *, gazetteer: Gazetteer, country_hint: str | None = None
) -> list[Place | None]:
    """Return the place of each mention, None where nothing known bears its name."""
    links = list(_links(doc, mentions))
    senses = _senses(mentions, gazetteer)
    for _ in range(ROUNDS):
        settle(senses, links, country_hint)
    chosen: list[Candidate | None] = [None] * len(mentions)
    for sense in senses:
        for index in sense.mentions:
            chosen[index] = _credible(sense.best(), senses, sense)
    _fall_back(mentions, links, chosen)
    return [None if c is None else place_of(c, gazetteer) for c in chosen]


def place_of(candidate: Candidate, gazetteer: Gazetteer) -> Place:
    """Return `candidate` as a place, its coordinates rounded to what its level can know."""
    digits = DECIMALS[candidate.level]
    return Place(
        name=candidate.name,
        lat=round(candidate.lat, digits),
        lon=round(candidate.lon, digits),
        level=candidate.level,
        uncertainty_km=candidate.radius_km,
        country=candidate.country,
        admin1=candidate.admin1,
        gazetteer_id=_geonames_ids().get(candidate.id, candidate.id),
        within=gazetteer.within(candidate),
    )


@cache
def _geonames_ids() -> Mapping[str, str]:
    """Return the GeoNames ids of countries, provinces and continents by their id in the index."""
    return {row["place_id"]: row["gazetteer_id"] for row in cues.rows("recognition_geonames.csv")}


def _links(doc: Doc, mentions: Sequence[Mention]) -> Iterator[Link]:
    """Yield who is said to contain whom, from the words between neighbours, and chains of commas as a
    whole.
    """
    outer = [i for i, m in enumerate(mentions) if m.kind != "nested"]
    comma_before: dict[int, int] = {}
    for first, second in pairwise(outer):
        a, b = mentions[first], mentions[second]
        between = doc[a.end : b.start].text_with_ws if a.end < b.start else ""
        between = doc[a.end - 1].whitespace_ + between
        if a.kind == "demonym":
            if AFTER_DEMONYM[0].fullmatch(between):
                yield Link(second, first, AFTER_DEMONYM[1])
            continue
        if b.kind == "demonym":
            continue
        for pattern, trust in INSIDE_NEXT:
            if pattern.fullmatch(between):
                yield Link(first, second, trust)
                if "," in between:
                    comma_before[second] = first
                    if first in comma_before:
                        yield Link(comma_before[first], second, trust)
                break
        for pattern, trust in INSIDE_PREVIOUS:
            if pattern.fullmatch(between):
                yield Link(second, first, trust)
    for i, m in enumerate(mentions):
        if m.kind == "nested":
            holders = [j for j in outer if mentions[j].start <= m.start and m.end <= mentions[j].end]
            yield from (Link(j, i, 1.0) for j in holders if not mentions[j].known)


def _senses(mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Sense]:
    """Group the mentions of one name and look it up."""
    groups: defaultdict[tuple[str, str | None, str | None], list[int]] = defaultdict(list)
    for index, m in enumerate(mentions):
        groups[normalise(m.asked), m.wanted, m.place_id].append(index)
    senses = []
    for (_, wanted, _), indices in groups.items():
        first = mentions[indices[0]]
        candidates = _candidates(first, gazetteer)
        alone = scores_alone(candidates, wanted)
        dateline = any(mentions[i].dateline for i in indices)
        weight = math.sqrt(len(indices)) * (2.0 if dateline else 0.5 if first.kind == "demonym" else 1.0)
        sense = Sense(indices, candidates, alone, weight)
        sense.shares = softmax(alone)
        senses.append(sense)
    return senses


def _candidates(mention: Mention, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    if mention.place_id is not None:
        fixed = gazetteer.place(mention.place_id)
        return (fixed,) if fixed else ()
    if mention.wanted in ("site", "neighbourhood", "natural") and not mention.known:
        return tuple(c for c in gazetteer.exact(mention.asked) if c.level in ("site", "neighbourhood"))
    return gazetteer.candidates(mention.asked) if mention.known else gazetteer.exact(mention.asked)


def _credible(candidate: Candidate | None, senses: Sequence[Sense], own: Sense) -> Candidate | None:
    """Drop what nothing else in the text supports: variant spellings, and hamlets of a country it never
    mentions.
    """
    if candidate is None or candidate.level != "city":
        return candidate
    others = {c.country for s in senses if s is not own and (c := s.best()) is not None}
    if candidate.country in others:
        return candidate
    if candidate.similarity < 1.0:
        return candidate if not others and candidate.similarity >= SURE_SPELLING else None
    return None if others and candidate.population < KNOWN_ABROAD else candidate


def _fall_back(mentions: Sequence[Mention], links: Sequence[Link], chosen: list[Candidate | None]) -> None:
    """Give unknown sites and quarters the known town they are said to lie in, as that town."""
    for link in links:
        town = chosen[link.outer]
        if (
            chosen[link.inner] is None
            and mentions[link.inner].wanted in BELOW_TOWN
            and town is not None
            and town.level in ("city", "neighbourhood", "district")
        ):
            chosen[link.inner] = town
