"""Names inside names: "US" and "Kabul" in "US embassy in Kabul", "Mogadishu" in "Mogadishu airport"; which of
them are places of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geo.places import cues
from geo.places.evidence import Name, Text
from geo.places.gazetteer import Candidate, Gazetteer
from geo.places.mention import Mention, mention_at
from geo.places.names import normalise

KNOWN_ALONE = 100_000  # a city of so many needs no other word
KNOWN_BY_ANY = 1_000_000  # a city of so many is known by its other names as well
UNITS = frozenset({"country", "province"})


def nested(text: Text, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield the mentions, those inside others marked as nested; small towns inside longer names are left out
    but where the text also names them alone.
    """
    alone = {m.asked for m in mentions if not _is_inside(m, mentions)}
    unknown = [m for m in mentions if not m.known]
    honoured = [m for m in mentions if m.honours]
    for m in mentions:
        if _is_inside(m, honoured):
            continue
        if m.kind == "demonym" or not _is_inside(m, mentions):
            yield m
        elif any(_ends_unknown(text, m, outer) for outer in unknown):
            continue
        elif m.place_id is not None or m.asked in alone or is_large(gazetteer.exact(m.asked)):
            yield replace(m, kind="nested")


def _ends_unknown(text: Text, mention: Mention, outer: Mention) -> bool:
    """Tell whether a name is only the common last word of one that nobody knows ("the Velorian Coast")."""
    last = outer.start < mention.start and mention.end == outer.end == mention.start + 1
    return last and mention.place_id is None and cues.is_common(text.lower[mention.start])


def _is_inside(mention: Mention, mentions: Sequence[Mention]) -> bool:
    size = mention.end - mention.start
    return any(o.start <= mention.start and mention.end <= o.end and o.end - o.start > size for o in mentions)


def is_large(candidates: Sequence[Candidate]) -> bool:
    """Tell whether a country, province or great city is among `candidates`, by its usual name or so great
    that each of its names is known.
    """
    return any(
        (c.level in UNITS or c.population >= KNOWN_ALONE) and (c.preferred or c.population >= KNOWN_BY_ANY)
        for c in candidates
    )


def is_word_of_area(mention: Mention, names: Sequence[Name]) -> bool:
    """Tell whether a short form or nationality is only a word of an area's name ("North America", "British
    Columbia"); of a site it says whose it is.
    """
    return any(
        n.start <= mention.start and mention.end <= n.end and not any(c.level == "site" for c in n.candidates)
        for n in names
    )


def towns_in(text: Text, name: Name, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield the town that a site's own name says it lies in ("US embassy in Kabul")."""
    for at in range(name.start + 1, name.end - 1):
        if text.lower[at] == "in" and gazetteer.has_name(normalise(text.doc[at + 1 : name.end].text)):
            yield mention_at(text, at + 1, name.end)
