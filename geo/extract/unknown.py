"""A name that no gazetteer holds -> whether it is a place's, and the place that holds it.

"Shells hit Velorne Hospital in Ket": nobody knows the hospital, but it lies in Ket. Such a place bears its
own name and the point, level and radius of what holds it.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Span

from geo.extract import lexicon
from geo.extract.lexicon import words
from geo.extract.nesting import plain
from geo.model import Place

_WHERE = frozenset({"in", "at", "near", "outside", "around", "between", "beside"})
_SETTLED = words("where settled")
_PARTS = words("where parts of towns")
_PROVINCE_KM = 60.0  # the median radius of provinces
_BODIES = frozenset({"diplomatic", "government", "media"})
_NUMBERED = frozenset({"camp", "fort", "tower", "checkpoint", "outpost"})


def is_where(name: Span) -> bool:
    """Return whether a name that nobody knows stands where a place is named ('in X', 'the village of X', 'X
    district'), or is a site by its own last word ('X Hospital'), and not where a paper, a party or a person
    may be.
    """
    root = name.root
    if is_office(name):
        return False
    if len(name) > 1 and (lexicon.target(name[-1]) is not None or name[0].lower_ in _NUMBERED):
        return True
    if root.lower_ in _SETTLED or root.head.lower_ in _SETTLED:
        return True
    if root.dep_ == "appos" and root.head.pos_ in ("PROPN", "NOUN"):
        return root.head.lower_ in _SETTLED
    if root.dep_ != "pobj":
        return False
    above = root.head
    if above.lower_ == "of" and above.head.lemma_.lower() in _SETTLED:
        return True
    if above.lower_ in ("of", "on"):
        return root.ent_type_ in ("GPE", "LOC")
    return above.lower_ in _WHERE and root.ent_type_ in ("GPE", "LOC", "FAC", "")


def is_office(name: Span) -> bool:
    """Return whether a name is a body's as much as its seat's ("the Velorian Embassy"): hit, not where."""
    site = lexicon.target(name[-1])
    return site is not None and site["kind"] in _BODIES


def is_part_of_town(name: Span) -> bool:
    """Return whether a name is a quarter's or a street's by its last word or the word behind it."""
    behind = name.doc[name.end].lower_ if name.end < len(name.doc) else ""
    return behind in _PARTS or name[-1].lower_ in _PARTS


def under(holder: Place, name: str, *, in_town: bool) -> Place:
    """Return the place called `name` that is only known to lie in `holder`; `in_town`: it is a quarter or a
    street. A town may stand for the province called after it, where a hospital or a village is meant.
    """
    namesake = not in_town and plain(holder.name) in map(plain, holder.within[:-1])
    km = max(holder.uncertainty_km, _PROVINCE_KM) if namesake else holder.uncertainty_km
    return replace(
        holder, name=name, gazetteer_id=None, uncertainty_km=km, within=(holder.name, *holder.within)
    )
