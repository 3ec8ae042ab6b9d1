"""Places: the gazetteer, the recognition and resolution of place names, regions, online geocoders."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from geo.model import Span, Toponym
from geo.places.gazetteer import Candidate, Gazetteer
from geo.places.locate import locate
from geo.places.recognise import recognise, spanned
from geo.places.resolve import resolve

__all__ = ["Candidate", "Gazetteer", "geoparse", "locate"]


def geoparse(
    doc: Doc, *, gazetteer: Gazetteer, country_hint: str | None = None, spans: Sequence[Span] | None = None
) -> list[Toponym]:
    """Return the place names of a parsed text in its order, each with its place or None.

    With `spans` (code points) only these are taken for names. `country_hint` is the ISO 3166-1 alpha-2 code of the
    country the text is known to be about.
    """
    found = recognise(doc, gazetteer)
    if spans is not None:
        found = spanned(doc, spans, found)
    places = resolve(doc, found, gazetteer=gazetteer, country_hint=country_hint)
    return [m.toponym(doc, place) for m, place in zip(found, places, strict=True)]
