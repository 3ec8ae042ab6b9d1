"""A parsed text and the names in it -> which name is said to lie in which ("Tripoli, Lebanon", "at Bamba, in
the Gao region", "the Syrian town of X", "Baghdad's Green Zone"). Alone knows the words of containment.

A link is `stated` where the words leave no other reading, so that a place elsewhere that bears the inner name
cannot be meant; the others only make a place more likely.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc

from geo.places import cues
from geo.places.mention import Mention

_WORDS = r"(?:[a-z][a-z'’-]*\s+)"
_PART = (
    r"(?:(?:the|central|far|north|south|east|west|northern|southern|eastern|western|rural|restive|troubled|"
    r"neighbou?ring|nearby|northwest|northeast|southwest|southeast|northwestern|northeastern|southwestern|"
    r"southeastern|north-western|north-eastern|south-western|south-eastern|border|coastal|part|parts|corner|"
    r"state|province|region|district|county|department|governorate|countryside|outskirts|of)\s+)"
)
_SETTLED = (
    r"(?:towns?|villages?|hamlets?|cit(?:y|ies)|communes?|quarters?|neighbou?rhoods?|suburbs?|districts?|"
    r"localit(?:y|ies)|settlements?|municipalit(?:y|ies)|communit(?:y|ies)|camps?|ports?|areas?|outposts?|"
    r"bases?|islands?|capitals?|wards?|count(?:y|ies)|slums?|jurisdictions?|sectors?|precincts?|zones?|colon(?:y|ia))"
)
_UNIT = rf"(?:{_SETTLED}|provinces?|states?|regions?|departments?|governorates?|prefectures?|parish|canton)"
_SITE = rf"(?:{'|'.join(sorted(cues.site_words(), key=len, reverse=True))})"
_ASIDE = (
    r"(?:(?:further|farther|down|up|along|just|deep|also|away|near|beside|on|by|across|downstream|upstream|"
    r"inland|the|river|coast|road|valley|border|lake|shore|frontier|main|highway|a|few|north|south|east|west|"
    r"km|miles?|kilomet(?:er|re)s?|\d+)\s+){1,7}"
)
_IN = r"(?:in|inside|within|of|en|de|em|dans)\s+"
_NEXT = (  # what stands between a name and the next one that contains it: trust, whether it is stated
    (re.compile(r"\s*,\s*"), 1.0, True),
    (re.compile(r"\s*\(\s*"), 0.8, True),
    (re.compile(rf",?\s+{_IN}{_PART}{{0,4}}"), 0.8, True),
    (re.compile(rf",?\s+{_SETTLED},?\s+(?:also\s+)?{_IN}{_PART}{{0,4}}"), 0.8, True),
    (re.compile(rf"\s+{_UNIT},\s+{_PART}{{0,3}}"), 1.0, True),
    (re.compile(rf"\s+{_SITE},?\s+(?:{_IN})?{_PART}{{0,4}}"), 0.8, True),
    (re.compile(rf",\s+(?!the\s+\Z){_PART}{{1,3}}"), 0.8, True),
    (re.compile(rf",\s+(?:an?|the)\s+[^.,;:()]{{0,50}}?\b{_SETTLED}\s+(?:{_WORDS}{{0,6}}?){_IN}{_PART}{{0,4}}"),
     0.8, True),
    (re.compile(rf",\s+{_ASIDE}{_IN}{_PART}{{0,4}}"), 0.8, True),
    (re.compile(rf",?\s+{_WORDS}{{0,2}}(?:in|of|en|de|em|dans)\s+{_WORDS}{{0,4}}"), 0.7, False),
)  # fmt: skip
_PREVIOUS = re.compile(rf"(?:['’]s?)\s+{_WORDS}{{0,4}}")
_SETTLEMENT_OF = re.compile(rf"(?:['’]s?)?\s+{_WORDS}{{0,3}}{_SETTLED}\s+of\s+(?:the\s+)?")
_AFTER_DEMONYM = re.compile(rf"\s+{_WORDS}{{0,4}}")
_IN_THE = re.compile(rf",?\s+{_IN}(?:the\s+)?{_WORDS}{{0,2}}")
_LISTED = re.compile(r"\s*,?\s*(?:and|or|&)\s+(?:the\s+|in\s+)?")
_COMMA = re.compile(r"\s*,\s*")


@dataclass(frozen=True, slots=True)
class Link:
    """The text says that the mention at `inner` lies in the one at `outer`; `trust` 0 to 1. `stated`: no
    other reading is left.
    """

    inner: int
    outer: int
    trust: float
    stated: bool = False


def links(doc: Doc, mentions: Sequence[Mention]) -> Iterator[Link]:
    """Yield who is said to contain whom, from the words between neighbours, and chains of commas as a
    whole.
    """
    outer = [i for i, m in enumerate(mentions) if m.kind != "nested"]
    between = {pair: _between(doc, mentions[pair[0]], mentions[pair[1]]) for pair in pairwise(outer)}
    listed = _listed(between, mentions)
    comma_before: dict[int, int] = {}
    for first, second in pairwise(outer):
        words = between[first, second]
        if mentions[first].kind == "demonym":
            yield from _after_demonym(first, second, words)
        elif mentions[second].kind != "demonym":
            stated = second not in listed and not _acts(doc, mentions[second])
            yield from _of_neighbours(first, second, words, stated=stated)
            if _COMMA.fullmatch(words):
                comma_before[second] = first
                if first in comma_before:
                    yield Link(comma_before[first], second, 1.0, stated)
    yield from _over_demonyms(doc, mentions, outer)
    yield from _of_nested(mentions, outer)


def _over_demonyms(doc: Doc, mentions: Sequence[Mention], outer: Sequence[int]) -> Iterator[Link]:
    """Yield a name and its town across a nationality ("Bo market in the Velorian city of Ket")."""
    for first, people, town in zip(outer, outer[1:], outer[2:], strict=False):
        if (
            mentions[people].kind == "demonym"
            and mentions[first].kind == mentions[town].kind == "place"
            and _IN_THE.fullmatch(_between(doc, mentions[first], mentions[people]))
            and _SETTLEMENT_OF.fullmatch(_between(doc, mentions[people], mentions[town]))
        ):
            yield Link(first, town, 0.8, True)


def _acts(doc: Doc, mention: Mention) -> bool:
    """Return whether a name behind a comma opens a clause of its own ("After the blast in Madrid, Ukraine
    closed its embassies", "... in Madrid, Ukraine's minister said").
    """
    if mention.end < len(doc) and doc[mention.end].tag_ == "POS":
        return True
    root = doc[mention.start : mention.end].root
    return root.dep_ in ("nsubj", "nsubjpass") and root.head.i >= mention.end


def _between(doc: Doc, a: Mention, b: Mention) -> str:
    words = doc[a.end : b.start].text_with_ws if a.end < b.start else ""
    return str(doc[a.end - 1].whitespace_ + words)


def _listed(between: dict[tuple[int, int], str], mentions: Sequence[Mention]) -> frozenset[int]:
    """Return the mentions that stand in a list of equals ("in Mosul, Syria and Lebanon")."""
    found: set[int] = set()
    for (first, second), words in between.items():
        if _LISTED.fullmatch(words) and not (mentions[first].wanted or mentions[second].wanted):
            found |= {first, second}
    return frozenset(found)


def _after_demonym(first: int, second: int, words: str) -> Iterator[Link]:
    if _SETTLEMENT_OF.fullmatch(words):
        yield Link(second, first, 0.9, True)
    elif _AFTER_DEMONYM.fullmatch(words):
        yield Link(second, first, 0.7)


def _of_neighbours(first: int, second: int, words: str, *, stated: bool) -> Iterator[Link]:
    for pattern, trust, certain in _NEXT:
        if pattern.fullmatch(words):
            yield Link(first, second, trust, certain and stated)
            break
    if _SETTLEMENT_OF.fullmatch(words):
        yield Link(second, first, 0.9, stated and words[0] in "'’")
    elif _PREVIOUS.fullmatch(words):
        yield Link(second, first, 0.8)


def _of_nested(mentions: Sequence[Mention], outer: Sequence[int]) -> Iterator[Link]:
    for i, m in enumerate(mentions):
        if m.kind == "nested":
            holders = [j for j in outer if mentions[j].start <= m.start and m.end <= mentions[j].end]
            yield from (Link(j, i, 1.0) for j in holders if not (mentions[j].known or mentions[j].honours))
