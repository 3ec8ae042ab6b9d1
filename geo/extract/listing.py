"""Names and people told in a row -> their words: "Ana Orwe, 42; Lis Brennik, a teacher; and two guards".

Reads tokens, not the parse, which loses its way in long rows. Alone knows where a row ends and which of its
words only say more of the name before.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from geo.extract import lexicon
from geo.extract.lexicon import words

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PARTICLES = words("listing particles")
_NO_NAMES = frozenset({"DATE", "TIME", "NORP", "CARDINAL", "QUANTITY"})


def listed(first: Token) -> Iterator[Token]:
    """Yield the last word of each name and each noun of a person in the row that opens at `first`."""
    for segment in _segments(first):
        yield from _items(segment)


def _segments(first: Token) -> Iterator[list[Token]]:
    """Yield what stands between semicolons, each up to the verb that ends it."""
    segment: list[Token] = []
    ended = False
    for token in first.doc[first.i : first.sent.end]:
        if token.text == ";":
            yield segment
            segment, ended = [], False
        elif _ends(token):
            if segment and not ended and token.pos_ in ("VERB", "AUX"):
                segment = _without_subject(segment)
            ended = True
        elif not ended:
            segment.append(token)
    yield segment


def _ends(token: Token) -> bool:
    verb = token.pos_ in ("VERB", "AUX") and token.tag_ in _FINITE
    return verb or token.lower_ in ("who", "which", "when", "while", "after", "before", "that", "where")


def _without_subject(segment: list[Token]) -> list[Token]:
    """Leave out the last item of a row where a verb follows at once: "killed Ana Orwe, Tom Brel said"."""
    last = len(segment)
    while last and segment[last - 1].text not in (",", ";", "and"):
        last -= 1
    return segment[: max(last - 1, 0)]


def _items(segment: list[Token]) -> Iterator[Token]:
    at, named = 0, False
    while at < len(segment):
        end = _name_end(segment, at)
        if end > at:
            before = segment[at - 1] if at else None
            if _is_name(segment[at:end]) and not _governed(before):
                yield segment[end - 1]
                named = True
            at = end
            continue
        token = segment[at]
        if _is_person(token, segment, at) and not (named and not _joined(segment, at)):
            yield token
        at += 1


def _name_end(segment: list[Token], at: int) -> int:
    end = at
    while end < len(segment):
        token = segment[end]
        capital = token.text[:1].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ", "X")
        particle = end > at and token.lower_ in _PARTICLES and end + 1 < len(segment)
        if not capital and not (particle and segment[end + 1].text[:1].isupper()):
            break
        end += 1
    return end


def _is_name(run: list[Token]) -> bool:
    last = run[-1]
    if lexicon.target(last) or last.ent_type_ in _NO_NAMES:
        return False
    titled = all(lexicon.person(t) for t in run)
    person = any(t.ent_type_ == "PERSON" for t in run)
    return not titled and (len(run) > 1 or person)


def _governed(before: Token | None) -> bool:
    """Return whether a name hangs on a preposition ("the wife of Ana Orwe", "in San Pedro")."""
    while before is not None and (before.pos_ in ("DET", "NOUN", "ADJ", "NUM") or before.text == "-"):
        before = before.doc[before.i - 1] if before.i else None
    return before is not None and before.pos_ == "ADP" and before.lower_ not in ("as", "including")


def _is_person(token: Token, segment: list[Token], at: int) -> bool:
    behind = segment[at + 1] if at + 1 < len(segment) else None
    heads = behind is None or behind.pos_ not in ("NOUN", "PROPN")
    return token.pos_ == "NOUN" and heads and lexicon.person(token) is not None and not _governed(token)


def _joined(segment: list[Token], at: int) -> bool:
    """Return whether a noun opens an item of its own: behind "and", or at the head of the row."""
    while (
        at and segment[at - 1].pos_ in ("DET", "ADJ", "NUM", "NOUN", "PROPN") and segment[at - 1].text != ","
    ):
        at -= 1
    return at == 0 or segment[at - 1].lower_ == "and"
