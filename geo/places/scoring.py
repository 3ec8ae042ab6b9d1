"""Candidates of names that stand together -> how likely each is. The arithmetic of resolution; knows the
weights.

A candidate's score is a sum of weighted features (`tables/recognition_weights.toml`, section `resolution`):
how many people live there, whether the name is its usual one, its level against the word beside the name,
whether a place named with it contains it, how much of the text is about its country and province, how near
the other places lie. Scores become shares (softmax); names influence one another, so `settle` is called in
rounds.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from geo.model import Level
from geo.places import cues
from geo.places.containment import Link
from geo.places.distance import distance_km
from geo.places.gazetteer import Candidate

Mass = defaultdict[str, float]
HINT_WEIGHT = 2.0  # a hint weighs as much as a dateline
UNCOUNTED = 3_000  # people of a town whose number is not known: GeoNames has 0 there
NEAR_KM = 150.0
SEAT_SHARE = 0.1  # of a province's people; smaller seats are less than the province to the news
MARGIN_KM = 25.0  # a suburb lies this far beyond its city's radius at most
LEVELS: Mapping[Level, int] = {
    "site": 0,
    "neighbourhood": 1,
    "city": 2,
    "district": 3,
    "province": 4,
    "country": 5,
}


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


def scores_alone(candidates: Sequence[Candidate], wanted: str | None) -> list[float]:
    """Score the candidates of a name by themselves; `wanted` is the level that a word beside the name
    speaks of.

    A town that gives its name to the province around it is what the bare name means: "in Kherson".
    """
    provinces = {c.admin1: c for c in candidates if c.level == "province"}
    scores = []
    for candidate in candidates:
        score = _score_alone(candidate, wanted)
        around = provinces.get(candidate.admin1) if candidate.level == "city" and wanted is None else None
        if around is not None:
            share = candidate.population / max(around.population, candidate.population, 1)
            score += cues.weights("resolution")["seat"] * min(1.0, share / SEAT_SHARE)
        scores.append(score)
    return scores


def _score_alone(candidate: Candidate, wanted: str | None) -> float:
    weights = cues.weights("resolution")
    score = weights.get(candidate.level, 0.0)
    if candidate.level == "city":
        score += weights["population"] * math.log10((candidate.population or UNCOUNTED) + 10)
    score += weights["preferred"] * candidate.preferred
    score += weights["spelling"] * (1.0 - candidate.similarity)
    return score + weights["wanted_level"] * (candidate.level == wanted)


def softmax(scores: Sequence[float]) -> list[float]:
    """Return shares that add up to 1, exponential in the scores."""
    if not scores:
        return []
    top = max(scores)
    powers = [math.exp(s - top) for s in scores]
    return [p / sum(powers) for p in powers]


def settle(senses: Sequence[Sense], links: Sequence[Link], hint: str | None) -> None:
    """Let each name weigh its candidates by what the others are taken for."""
    weights = cues.weights("resolution")
    of_mention = {i: sense for sense in senses for i in sense.mentions}
    countries, provinces = _masses(senses, hint)
    updated: list[list[float]] = []
    for sense in senses:
        own_countries, own_provinces = _mass_of(sense)
        scores: list[float] = []
        for candidate, alone in zip(sense.candidates, sense.alone, strict=True):
            score = alone
            score += weights["country_share"] * _share(candidate.country, countries, own_countries)
            if candidate.level != "country":
                score += weights["province_share"] * _share(candidate.admin1, provinces, own_provinces)
                score += weights["nearby"] * _nearness(candidate, sense, senses)
            score += weights["linked"] * _linked(candidate, sense, links, of_mention)
            scores.append(score)
        updated.append(softmax(scores))
    for sense, shares in zip(senses, updated, strict=True):
        sense.shares = shares


def _mass_of(sense: Sense) -> tuple[Mass, Mass]:
    """Return how much a name speaks of each country and of each province."""
    countries, provinces = Mass(float), Mass(float)
    for candidate, share in zip(sense.candidates, sense.shares, strict=True):
        if candidate.country:
            countries[candidate.country] += sense.weight * share
        if candidate.admin1:
            provinces[candidate.admin1] += sense.weight * share
    return countries, provinces


def _masses(senses: Sequence[Sense], hint: str | None) -> tuple[Mass, Mass]:
    countries, provinces = Mass(float), Mass(float)
    if hint:
        countries[hint] = HINT_WEIGHT
    for sense in senses:
        for total, own in zip((countries, provinces), _mass_of(sense), strict=True):
            for code, mass in own.items():
                total[code] += mass
    return countries, provinces


def _share(code: str | None, masses: Mass, own: Mass) -> float:
    """Return how much of the rest of the text is about `code`, 0 to 1; little text proves little."""
    if code is None:
        return 0.0
    rest = sum(masses.values()) - sum(own.values())
    return max(0.0, masses.get(code, 0.0) - own.get(code, 0.0)) / (rest + 1.0)


def _nearness(candidate: Candidate, sense: Sense, senses: Sequence[Sense]) -> float:
    """Return how near the nearest other town or province lies: 1 at the same point, 0 far off."""
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
        inner, outer = of_mention[link.inner], of_mention[link.outer]
        if inner is sense:
            other, inside = outer, [contains(c, candidate) for c in outer.candidates]
        elif outer is sense:
            other, inside = inner, [contains(candidate, c) for c in inner.candidates]
        else:
            continue
        fit = sum(share for share, fits in zip(other.shares, inside, strict=True) if fits)
        best = max(best, link.trust * fit)
    return best


def contains(outer: Candidate, inner: Candidate) -> bool:
    """Tell whether `inner` lies in `outer`."""
    if outer.id == inner.id or LEVELS[inner.level] >= LEVELS[outer.level]:
        return False
    if outer.kind == "country":
        return inner.country == outer.country
    if outer.kind == "province":
        return inner.admin1 == outer.admin1
    return distance_km(outer.lat, outer.lon, inner.lat, inner.lon) <= outer.radius_km + MARGIN_KM
