"""A parsed text and its place names -> the capitals it names as such ("Haiti's capital", "the Velorian
capital", "the capital"), with their places. Alone knows those words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from geo.extract.country import Countries, Known
from geo.extract.phrases import text_of
from geo.model import Toponym


def capitals(doc: Doc, toponyms: Sequence[Toponym], *, country: Countries, capital: Known) -> list[Toponym]:
    """Return the names of capitals as toponyms; none where the town's own name stands beside the word."""
    return list(_found(doc, toponyms, country, capital))


def _found(doc: Doc, toponyms: Sequence[Toponym], country: Countries, capital: Known) -> Iterator[Toponym]:
    at = {t.start: t for t in toponyms}
    for token in doc:
        if token.lower_ == "capital" and token.pos_ == "NOUN" and not _is_named(token, toponyms):
            start, code = _whose(token, at, country)
            place = capital(code) if code else None
            if place is not None:
                yield Toponym(
                    start,
                    token.idx + len(token),
                    text_of(doc)[start : token.idx + len(token)],
                    "place",
                    place,
                )


def _is_named(token: Token, toponyms: Sequence[Toponym]) -> bool:
    """Return whether a town's name stands beside the word, or it is not a town at all ("capital of 9m")."""
    end = token.idx + len(token)
    beside = any(t.kind == "place" and 0 <= t.start - end <= 2 for t in toponyms)
    before = any(
        t.kind == "place" and 0 <= token.idx - t.end <= 6 and "," in text_of(token.doc)[t.end : token.idx]
        for t in toponyms
    )
    return beside or before or token.dep_ in ("compound", "appos", "attr")


def _whose(token: Token, at: dict[int, Toponym], country: Countries) -> tuple[int, str | None]:
    """Return where the words begin, and the code of the country whose capital is meant."""
    owners = [t for t in token.lefts if t.dep_ in ("poss", "amod", "compound", "nmod")]
    owners += [c for p in token.rights if p.lower_ == "of" for c in p.children if c.dep_ == "pobj"]
    for owner in owners:
        named = at.get(owner.idx)
        if named is not None and named.place is not None and named.place.level == "country":
            return min(named.start, token.idx), named.place.country
    if owners or not any(t.lower_ in ("the", "this") for t in token.lefts):
        return token.idx, None
    passage = country.of_passage(token.idx)
    return token.idx, passage.place.country if passage is not None and passage.place else None
