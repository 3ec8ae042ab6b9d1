"""Names in a text -> the places they mean, chosen from a gazetteer's candidates by the article's own
context.

What the text says of containment (`containment.py`: "Tripoli, Lebanon", "Baghdad's Green Zone", "the Syrian
town of X") is weighed by `scoring.py` together with population, levels and company, in rounds. A name stands
for one place throughout a text. No candidate, or none where the text says it lies: the finest named unit that
holds it, with that unit's level and radius and its own name, else None; never a guess.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from spacy.tokens import Doc

from geo.model import Level, Place
from geo.places import cues
from geo.places.containment import Link, links
from geo.places.distance import distance_km
from geo.places.gazetteer import Candidate, Gazetteer
from geo.places.mention import Mention
from geo.places.names import normalise
from geo.places.scoring import LEVELS, MARGIN_KM, Sense, contains, scores_alone, settle, softmax

ROUNDS = 3
DECIMALS: Mapping[Level, int] = {
    "site": 4, "neighbourhood": 3, "city": 3, "district": 2, "province": 2, "country": 1,
}  # fmt: skip  # 3 decimals are 110 m, below the radius of any town
BELOW_TOWN = frozenset({"site", "neighbourhood", "district"})
SURE_SPELLING = 0.92
UNITS = frozenset({"district", "province", "country"})
DISTRICT_KM = 25.0
CHAIN = 3  # "the hamlet of A, in B commune, in the C region"
_DISPUTES = (("XK", "RS"), ("PS", "IL"), ("EH", "MA"), ("TW", "CN"), ("HK", "CN"), ("UA", "RU"), ("GE", "RU"))
DISPUTED = frozenset(frozenset(pair) for pair in _DISPUTES)  # either country is named for their places
WORLD_CITY = 1_000_000  # people
SETTING = 2  # places that show where a text is set
KNOWN_TO_ALL = 100_000  # people; a smaller town is not named without its country where the setting is clear
KNOWN_ABROAD = 20_000  # people; a smaller town is not named without its country in news of another


def resolve(
    doc: Doc, mentions: Sequence[Mention], *, gazetteer: Gazetteer, country_hint: str | None = None
) -> list[Place | None]:
    """Return the place of each mention, None where nothing known bears its name."""
    senses, stated = settled(doc, mentions, gazetteer=gazetteer, country_hint=country_hint)
    chosen: list[Candidate | None] = [None] * len(mentions)
    for sense in senses:
        best = _fitting(sense, senses, stated, within_town=_is_below_town(sense, mentions))
        for index in sense.mentions:
            chosen[index] = _credible(best, senses, sense, mentions)
    known = list(chosen)
    _fall_back(mentions, stated, chosen, gazetteer)
    _repeat(mentions, senses, chosen)
    return [
        None
        if c is None
        else place_of(c, gazetteer)
        if c is own or m.asked.startswith(c.name)
        else inside(c, m.asked, gazetteer)
        for m, own, c in zip(mentions, known, chosen, strict=True)
    ]


def settled(
    doc: Doc, mentions: Sequence[Mention], *, gazetteer: Gazetteer, country_hint: str | None = None
) -> tuple[list[Sense], list[Link]]:
    """Return the names with how likely each of their candidates is, and which lie in which by the text."""
    senses = _senses(mentions, gazetteer)
    said = list(links(doc, mentions))
    misread = _misread(mentions, said, senses)
    senses = [sense for sense in senses if not misread.intersection(sense.mentions)]
    stated = [link for link in said if link.outer not in misread]
    for _ in range(ROUNDS):
        settle(senses, stated, country_hint)
    return senses, stated


def _misread(mentions: Sequence[Mention], said: Iterable[Link], senses: Sequence[Sense]) -> frozenset[int]:
    """Return the short forms that do not stand for the unit we know by them: no town there bears the name
    before ("Uruapan, Mich." is in Michoacán).
    """
    of_mention = {i: sense for sense in senses for i in sense.mentions}
    return frozenset(
        link.outer
        for link in said
        if link.stated and mentions[link.outer].asked.endswith(".")
        if (towns := of_mention[link.inner].candidates)
        and not any(contains(unit, town) for unit in of_mention[link.outer].candidates for town in towns)
    )


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


def inside(holder: Candidate, name: str, gazetteer: Gazetteer) -> Place:
    """Return the place that is only known to lie in `holder`: with its own name, and the level and radius of
    what holds it.
    """
    place = place_of(holder, gazetteer)
    return replace(place, name=name, gazetteer_id=None, within=(place.name, *place.within))


@cache
def _geonames_ids() -> Mapping[str, str]:
    """Return the GeoNames ids of countries, provinces and continents by their id in the index."""
    return {row["place_id"]: row["gazetteer_id"] for row in cues.rows("recognition_geonames.csv")}


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
    if mention.wanted == "district":
        found = gazetteer.candidates(mention.asked) if mention.known else gazetteer.exact(mention.asked)
        units = gazetteer.districts(mention.asked)
        listed = {unit.country for unit in units}
        return units + tuple(_as_district(c) for c in found if c.country not in listed)
    if mention.wanted in ("site", "neighbourhood", "natural") and not mention.known:
        return tuple(c for c in gazetteer.exact(mention.asked) if c.level in ("site", "neighbourhood"))
    return gazetteer.candidates(mention.asked) if mention.known else gazetteer.exact(mention.asked)


def _town_of(district: Mention, holder: Candidate, gazetteer: Gazetteer) -> Candidate | None:
    """Return the district around the town in `holder` whose name it bears ("Gwoza Local Government Area");
    counties are called after towns elsewhere.
    """
    words = district.asked.lower()
    kind = max((k for k in cues.kinds() if words.endswith(f" {k}")), key=len, default="county")
    if district.wanted != "district" or kind == "county":
        return None
    towns = (c for c in gazetteer.exact(district.asked[: -len(kind)]) if contains(holder, c))
    return next((_as_district(c) for c in towns if c.level == "city"), None)


def _as_district(candidate: Candidate) -> Candidate:
    """Return a town as the district around it."""
    if candidate.level != "city":
        return candidate
    return replace(candidate, level="district", radius_km=max(candidate.radius_km, DISTRICT_KM))


def _credible(
    candidate: Candidate | None, senses: Sequence[Sense], own: Sense, mentions: Sequence[Mention]
) -> Candidate | None:
    """Drop what nothing else in the text supports: variant spellings, and hamlets of a country it never
    mentions.
    """
    if candidate is None or candidate.level not in ("city", "district"):
        return candidate
    company = [
        (s, c)
        for s in senses
        if s is not own and (c := s.best()) is not None and not all(mentions[i].of_arms for i in s.mentions)
    ]
    others = {c.country for _, c in company}
    if candidate.country in others:
        return candidate
    if candidate.similarity < 1.0:
        return candidate if not others and candidate in surely(own.candidates) else None
    places = sum(mentions[s.mentions[0]].kind == "place" for s, _ in company)
    known = KNOWN_TO_ALL if places >= SETTING else KNOWN_ABROAD
    return None if others and candidate.population < known else candidate


def surely(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Leave out spellings that are only somewhat alike, and all where they are towns of several countries: a
    name by itself has nothing that speaks for one of them.
    """
    alike = tuple(c for c in candidates if c.similarity >= SURE_SPELLING)
    guessed = all(c.similarity < 1.0 for c in alike) and len({c.country for c in alike}) > 1
    return () if guessed else alike


def _is_below_town(sense: Sense, mentions: Sequence[Mention]) -> bool:
    return mentions[sense.mentions[0]].wanted in ("site", "neighbourhood")


def _fitting(
    sense: Sense, senses: Sequence[Sense], said: Sequence[Link], *, within_town: bool
) -> Candidate | None:
    """Return the likeliest candidate that lies where the text says that the name lies; None where none
    does. A city that everybody knows stands beside another country's name in lists ("Madrid, Ukraine,
    Police"), where its own country is named too. `within_town`: a quarter's name, whose town tells it.
    """
    of_mention = {i: other for other in senses for i in other.mentions}
    around = [of_mention[link.outer].best() for link in said if link.stated and link.inner in sense.mentions]
    ranked = sorted(zip(sense.shares, sense.candidates, strict=True), key=lambda pair: -pair[0])
    named = {best.country for other in senses if other is not sense and (best := other.best())}
    return next(
        (
            c
            for _, c in ranked
            if (c.population >= WORLD_CITY and c.country in named)
            or not any(o and _contradicts(c, o, within_town=within_town) for o in around)
        ),
        None,
    )


def _contradicts(candidate: Candidate, outer: Candidate, *, within_town: bool) -> bool:
    """Tell whether `candidate` lies elsewhere than in `outer`, the unit that the text says it lies in."""
    unit = outer.level in UNITS or (within_town and outer.level == "city")
    if candidate.level == "country" or not unit or candidate.id == outer.id:
        return False
    if contains(outer, candidate):
        return False
    if outer.kind == "country":
        return frozenset((outer.country, candidate.country)) not in DISPUTED
    apart = distance_km(outer.lat, outer.lon, candidate.lat, candidate.lon)
    own = candidate.radius_km if LEVELS[candidate.level] >= LEVELS[outer.level] else 0.0
    return apart > outer.radius_km + own + MARGIN_KM


def _fall_back(
    mentions: Sequence[Mention], said: Sequence[Link], chosen: list[Candidate | None], gazetteer: Gazetteer
) -> None:
    """Give a name that nothing known bears the finest known unit that it is said to lie in, as that unit."""
    named = {c.country for c, m in zip(chosen, mentions, strict=True) if c is not None and m.kind != "nested"}
    for _ in range(CHAIN):
        for link in sorted(said, key=lambda link: (not link.stated, -link.trust)):
            outer = chosen[link.outer]
            if chosen[link.inner] is not None or outer is None or not _holds(link, mentions, outer):
                continue
            if mentions[link.outer].kind != "nested" or not named or outer.country in named:
                town = _town_of(mentions[link.inner], outer, gazetteer) if link.stated else None
                chosen[link.inner] = town or outer  # but no mosque named after a town of another country


def _repeat(mentions: Sequence[Mention], senses: Sequence[Sense], chosen: list[Candidate | None]) -> None:
    """Give a name that was found to lie in a unit that unit wherever the text has it again."""
    for sense in senses:
        held = next((chosen[i] for i in sense.mentions if chosen[i] is not None), None)
        for i in sense.mentions:
            if chosen[i] is None and mentions[i].kind == "place":
                chosen[i] = held


def _holds(link: Link, mentions: Sequence[Mention], outer: Candidate) -> bool:
    if mentions[link.inner].kind != "place" or outer.level in ("country", "site"):
        return False
    if mentions[link.inner].wanted in BELOW_TOWN:
        return outer.level in ("city", "neighbourhood", "district") or link.stated
    return link.stated and outer.level in UNITS
