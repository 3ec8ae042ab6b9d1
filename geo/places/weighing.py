"""A parsed text -> its place names, each with what it was taken for and what else it might mean: for people
who want to see why. The choice is `resolve`'s; here it is only shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc

from geo.model import Place, Toponym
from geo.places import geoparse
from geo.places.gazetteer import Gazetteer
from geo.places.recognise import recognise
from geo.places.resolve import place_of, settled


@dataclass(frozen=True, slots=True)
class Weighed:
    """A name, the place chosen for it, and the places that bear it with their shares of the likelihood, the
    likeliest first. The choice may be none of them: a unit that holds the place, a point some way off it.
    """

    toponym: Toponym
    rivals: tuple[tuple[Place, float], ...]

    def called(self, name: str) -> Weighed:
        """Return the same with the name as it is written."""
        return replace(self, toponym=replace(self.toponym, name=name))


def weighed(doc: Doc, *, gazetteer: Gazetteer) -> list[Weighed]:
    """Return the names of places in a text in its order; demonyms and names inside names are left out."""
    mentions = recognise(doc, gazetteer)
    senses, _ = settled(doc, mentions, gazetteer=gazetteer)
    ends = {
        doc[mentions[i].end - 1].idx + len(doc[mentions[i].end - 1]): s for s in senses for i in s.mentions
    }
    found = []
    for toponym in geoparse(doc, gazetteer=gazetteer):
        if toponym.kind != "place":
            continue
        sense = ends.get(toponym.end)
        pairs = zip(sense.candidates, sense.shares, strict=True) if sense else ()
        ranked = sorted(pairs, key=lambda pair: -pair[1])
        found.append(Weighed(toponym, tuple((place_of(c, gazetteer), share) for c, share in ranked)))
    return found
