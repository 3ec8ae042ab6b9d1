"""Places: the gazetteer, the recognition and resolution of place names, regions, online geocoders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc

from geo.model import Place, Span, Toponym
from geo.places import cues
from geo.places.distance import around, between_before, is_countryside, joins, midway, offset_before, shifted
from geo.places.gazetteer import Candidate, Gazetteer
from geo.places.locate import locate
from geo.places.mention import Mention
from geo.places.recognise import recognise, spanned
from geo.places.resolve import place_of, resolve

__all__ = ["Candidate", "Gazetteer", "capital", "country", "geoparse", "locate"]


def capital(code: str, *, gazetteer: Gazetteer) -> Place | None:
    """Return the capital of a country by the country's ISO 3166-1 alpha-2 code, or None."""
    found = gazetteer.place(_capitals().get(code, ""))
    return place_of(found, gazetteer) if found else None


@cache
def _capitals() -> Mapping[str, str]:
    return {row["code"]: row["place_id"] for row in cues.rows("capitals.csv")}


def country(code: str, *, gazetteer: Gazetteer) -> Place | None:
    """Return the place of a country by its ISO 3166-1 alpha-2 code, or None."""
    found = gazetteer.place(f"country:{code}")
    return place_of(found, gazetteer) if found else None


def geoparse(
    doc: Doc, *, gazetteer: Gazetteer, country_hint: str | None = None, spans: Sequence[Span] | None = None
) -> list[Toponym]:
    """Return the place names of a parsed text in its order, each with its place or None.

    With `spans` (code points) only these are taken for names. `country_hint` is the ISO 3166-1 alpha-2 code
    of the country the text is known to be about.
    """
    found = recognise(doc, gazetteer)
    if spans is not None:
        return _of_spans(doc, spans, found, gazetteer=gazetteer, country_hint=country_hint)
    places = resolve(doc, found, gazetteer=gazetteer, country_hint=country_hint)
    toponyms = [m.toponym(doc, place) for m, place in zip(found, places, strict=True)]
    return list(_with_distances(doc.text, toponyms))


def _of_spans(
    doc: Doc,
    spans: Sequence[Span],
    found: Sequence[Mention],
    *,
    gazetteer: Gazetteer,
    country_hint: str | None,
) -> list[Toponym]:
    """Return one toponym for each span; the names found inside them help ("Torsk University")."""
    asked = spanned(doc, spans, found)
    inside = [m for m in found if m.kind == "nested" and any(a.start <= m.start < a.end for a in asked)]
    places = resolve(doc, [*asked, *inside], gazetteer=gazetteer, country_hint=country_hint)
    return [m.toponym(doc, place) for m, place in zip(asked, places, strict=False)]


def _with_distances(text: str, toponyms: Sequence[Toponym]) -> Iterator[Toponym]:
    """Yield the toponyms; "40 km south of Kirkuk" as a place of its own that holds Kirkuk, the road "between
    Kirkuk and Mosul" as one that holds both, "near Kirkuk" widened.
    """
    ends = _ends(text, toponyms)
    for toponym in toponyms:
        if toponym in ends:
            yield from ends[toponym]
            continue
        offset = offset_before(text, toponym.start) if toponym.kind == "place" and toponym.place else None
        if toponym.place is not None and is_countryside(text, toponym.start, toponym.end):
            yield replace(toponym, place=around(toponym.place))
        elif offset is None or toponym.place is None:
            yield toponym
        elif offset.km is None or offset.bearing is None:
            yield replace(toponym, place=shifted(toponym.place, offset))
        else:
            words = text[offset.start : toponym.end]
            yield Toponym(offset.start, toponym.end, words, "place", shifted(toponym.place, offset))
            yield replace(toponym, kind="nested")


def _ends(text: str, toponyms: Sequence[Toponym]) -> Mapping[Toponym, list[Toponym]]:
    """Return for each name that is an end of a way between two places what stands in its stead."""
    outer = [toponym for toponym in toponyms if toponym.kind == "place"]
    found: dict[Toponym, list[Toponym]] = {}
    for one, other in pairwise(outer):
        if one.place is None or other.place is None or not joins(text[one.end : other.start]):
            continue
        start, place = between_before(text, one.start), midway(one.place, other.place)
        if start is not None and place is not None:
            way = Toponym(start, other.end, text[start : other.end], "place", place)
            found |= {one: [way, replace(one, kind="nested")], other: [replace(other, kind="nested")]}
    return found
