"""Names in a text -> the places they mean. Chooses among a gazetteer's candidates by the article's own context.

Every candidate has a score, a sum of weighted features (`tables/recognition_weights.toml`, section `resolution`):
how many people live there, whether the name is its usual one, its level against the word beside the name ("Baghdad
province"), whether a place named with it contains it ("Tripoli, Lebanon"), how much of the text is about its country
and province, how near the other places of the text are. Names influence one another, so the choice is made in
rounds, from the names alone to the names in their company. A name stands for one place throughout a text.
No candidate: None, never a guess.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from geo.model import Level, Place
from geo.places import cues
from geo.places.distance import distance_km
from geo.places.evidence import Text, is_dateline
from geo.places.gazetteer import Candidate, Gazetteer
from geo.places.names import normalise
from geo.places.recognise import Mention

ROUNDS = 3
DECIMALS: Mapping[Level, int] = {
    "site": 4, "neighbourhood": 3, "city": 3, "district": 2, "province": 2, "country": 1,
}  # fmt: skip  # 3 decimals are 110 m, below the radius of any town
NEAR_KM = 150.0
MARGIN_KM = 25.0  # a suburb lies this far beyond its city's radius at most
BELOW_TOWN = frozenset({"site", "neighbourhood", "district"})
SURE_SPELLING = 0.9
LEVELS: Mapping[Level, int] = {
    "site": 0,
    "neighbourhood": 1,
    "city": 2,
    "district": 3,
    "province": 4,
    "country": 5,
}

_WORDS = r"(?:[a-z][a-z'’-]*\s+)"
INSIDE_NEXT = (  # what stands between a name and the next one that contains it; trust
    (re.compile(r"\s*,\s*"), 1.0),
    (re.compile(r"\s*\(\s*"), 0.8),
    (re.compile(rf",?\s+{_WORDS}{{0,2}}(?:in|of|en|de|em|dans)\s+{_WORDS}{{0,4}}"), 0.7),
)
INSIDE_PREVIOUS = ((re.compile(rf"(?:['’]s?)\s+{_WORDS}{{0,4}}"), 0.8),)
AFTER_DEMONYM = (re.compile(rf"\s+{_WORDS}{{0,4}}"), 0.7)


@dataclass(frozen=True, slots=True)
class Link:
    """The text says that the mention at `inner` lies in the one at `outer`; `trust` 0 to 1."""

    inner: int
    outer: int
    trust: float


@dataclass(slots=True)
class Sense:
    """One name of the text with its candidates, their scores without and their shares with company."""

    mentions: list[int]
    candidates: tuple[Candidate, ...]
    alone: list[float]
    weight: float
    shares: list[float] = field(default_factory=list)

    def best(self) -> Candidate | None:
        """Return the candidate with the largest share."""
        if not self.candidates:
            return None
        return self.candidates[max(range(len(self.shares)), key=self.shares.__getitem__)]


def resolve(
    doc: Doc, mentions: Sequence[Mention], *, gazetteer: Gazetteer, country_hint: str | None = None
) -> list[Place | None]:
    """Return the place of each mention, None where nothing known bears its name."""
    links = list(_links(doc, mentions))
    senses = _senses(doc, mentions, gazetteer)
    for _ in range(ROUNDS):
        _settle(senses, links, country_hint)
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
        gazetteer_id=candidate.id,
        within=gazetteer.within(candidate),
    )


def _links(doc: Doc, mentions: Sequence[Mention]) -> Iterator[Link]:
    """Yield who is said to contain whom, from the words between neighbours, and chains of commas as a whole."""
    outer = [i for i, m in enumerate(mentions) if m.kind != "nested"]
    comma_before: dict[int, int] = {}
    for first, second in zip(outer, outer[1:], strict=False):
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


def _senses(doc: Doc, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Sense]:
    """Group the mentions of one name and look it up."""
    text = Text(doc)
    groups: defaultdict[tuple[str, str | None, str | None], list[int]] = defaultdict(list)
    for index, m in enumerate(mentions):
        groups[normalise(m.asked), m.wanted, m.place_id].append(index)
    senses = []
    for (_, wanted, place_id), indices in groups.items():
        first = mentions[indices[0]]
        candidates = _candidates(first, gazetteer)
        alone = [_alone(c, wanted) for c in candidates]
        dateline = any(is_dateline(text, mentions[i].start, mentions[i].end) for i in indices)
        weight = math.sqrt(len(indices)) * (2.0 if dateline else 0.5 if first.kind == "demonym" else 1.0)
        sense = Sense(indices, candidates, alone, weight)
        sense.shares = _softmax(alone)
        senses.append(sense)
    return senses


def _candidates(mention: Mention, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    if mention.place_id is not None:
        fixed = gazetteer.place(mention.place_id)
        return (fixed,) if fixed else ()
    if mention.wanted in ("site", "neighbourhood", "natural") and not mention.known:
        return tuple(c for c in gazetteer.exact(mention.asked) if c.level in ("site", "neighbourhood"))
    return gazetteer.candidates(mention.asked)


def _alone(candidate: Candidate, wanted: str | None) -> float:
    """Score a candidate by itself."""
    weights = cues.weights("resolution")
    score = weights[candidate.level] if candidate.level in weights else 0.0
    if candidate.level == "city":
        score += weights["population"] * math.log10(candidate.population + 10)
    score += weights["preferred"] * candidate.preferred
    score += weights["spelling"] * (1.0 - candidate.similarity)
    if wanted is not None:
        score += weights["wanted_level"] * (candidate.level == wanted)
    return score


def _softmax(scores: Sequence[float]) -> list[float]:
    if not scores:
        return []
    top = max(scores)
    powers = [math.exp(s - top) for s in scores]
    return [p / sum(powers) for p in powers]


def _settle(senses: Sequence[Sense], links: Sequence[Link], hint: str | None) -> None:
    """Let each name weigh its candidates by what the others are taken for."""
    weights = cues.weights("resolution")
    of_mention = {i: sense for sense in senses for i in sense.mentions}
    countries, provinces = _masses(senses, hint)
    updated = []
    for sense in senses:
        own_countries, own_provinces = _mass_of(sense)
        scores = []
        for candidate, alone in zip(sense.candidates, sense.alone, strict=True):
            score = alone
            score += weights["country_share"] * _share(candidate.country, countries, own_countries)
            if candidate.level != "country":
                score += weights["province_share"] * _share(candidate.admin1, provinces, own_provinces)
                score += weights["nearby"] * _nearness(candidate, sense, senses)
            score += weights["linked"] * _linked(candidate, sense, links, of_mention)
            scores.append(score)
        updated.append(_softmax(scores))
    for sense, shares in zip(senses, updated, strict=True):
        sense.shares = shares


def _mass_of(sense: Sense) -> tuple[Counter[str], Counter[str]]:
    countries: Counter[str] = Counter()
    provinces: Counter[str] = Counter()
    for candidate, share in zip(sense.candidates, sense.shares, strict=True):
        if candidate.country:
            countries[candidate.country] += sense.weight * share
        if candidate.admin1:
            provinces[candidate.admin1] += sense.weight * share
    return countries, provinces


def _masses(senses: Sequence[Sense], hint: str | None) -> tuple[Counter[str], Counter[str]]:
    countries: Counter[str] = Counter({hint: 2.0} if hint else {})
    provinces: Counter[str] = Counter()
    for sense in senses:
        own_countries, own_provinces = _mass_of(sense)
        countries.update(own_countries)
        provinces.update(own_provinces)
    return countries, provinces


def _share(code: str | None, masses: Counter[str], own: Counter[str]) -> float:
    """Return how much of the rest of the text is about `code`, 0 to 1; little text proves little."""
    if code is None:
        return 0.0
    rest = sum(masses.values()) - sum(own.values())
    return max(0.0, masses[code] - own[code]) / (rest + 1.0)


def _nearness(candidate: Candidate, sense: Sense, senses: Sequence[Sense]) -> float:
    """Return how near the nearest other town or province of the text lies, 1 at the same point, 0 far away."""
    best = 0.0
    for other in senses:
        place = other.best() if other is not sense else None
        if place is None or place.level == "country" or place.id == candidate.id:
            continue
        km = distance_km(candidate.lat, candidate.lon, place.lat, place.lon)
        best = max(best, max(other.shares) * math.exp(-km / NEAR_KM))
    return best


def _linked(
    candidate: Candidate, sense: Sense, links: Sequence[Link], of_mention: Mapping[int, Sense]
) -> float:
    """Return how well `candidate` fits the places said to contain it and those said to lie in it, 0 to 1."""
    best = 0.0
    for link in links:
        if of_mention[link.inner] is sense:
            other = of_mention[link.outer]
            fit = sum(
                s for c, s in zip(other.candidates, other.shares, strict=True) if contains(c, candidate)
            )
        elif of_mention[link.outer] is sense:
            other = of_mention[link.inner]
            fit = sum(
                s for c, s in zip(other.candidates, other.shares, strict=True) if contains(candidate, c)
            )
        else:
            continue
        best = max(best, link.trust * fit)
    return best


def contains(outer: Candidate, inner: Candidate) -> bool:
    """Tell whether `inner` lies in `outer`."""
    if outer.id == inner.id or LEVELS[inner.level] >= LEVELS[outer.level]:
        return False
    if outer.level == "country" and outer.country:
        return inner.country == outer.country
    if outer.level == "province" and outer.admin1:
        return inner.admin1 == outer.admin1
    return distance_km(outer.lat, outer.lon, inner.lat, inner.lon) <= outer.radius_km + MARGIN_KM


def _credible(candidate: Candidate | None, senses: Sequence[Sense], own: Sense) -> Candidate | None:
    """Drop a variant spelling that nothing else in the text supports."""
    if candidate is None or candidate.similarity == 1.0:
        return candidate
    others = {c.country for s in senses if s is not own and (c := s.best()) is not None}
    return candidate if candidate.country in others or candidate.similarity >= SURE_SPELLING else None


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
