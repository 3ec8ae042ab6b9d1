"""A parse -> whether the article is about something else: a match, a film, a pay dispute, an epidemic, a
burst gas pipe.

`tables/contexts.csv` lists the words of each domain. Sport and trade borrow the words of war, so an article
that opens with such words and goes on with them tells of no attack, whatever its verbs say.
"""

from __future__ import annotations

from spacy.tokens import Doc

from geo.extract.lexicon import domain, forms

_LEAD = 90  # tokens: title and first sentences
_SCENE = 150  # tokens: a report of a drill may open as if it were true
_ENOUGH = {
    "sport": 4,
    "culture": 4,
    "business": 5,
    "cyber": 3,
    "drill": 3,
    "health": 4,
    "disaster": 4,
}  # no article of violence in our corpus has over 2


def is_about_other_things(doc: Doc) -> bool:
    """Return whether enough words of one other domain stand in the text, one of them near the top."""
    words = {form for token in doc for form in forms(token)}
    likely = [kind for kind, least in _ENOUGH.items() if domain(kind).may_find(words, least=least)]
    return any(_fills(doc, kind) for kind in likely)


def _fills(doc: Doc, kind: str) -> bool:
    found = domain(kind).find(doc)
    different = {row["word"] for _, _, row in found}
    lead = _SCENE if kind == "drill" else _LEAD
    opening = {row["word"] for first, _, row in found if first < lead}
    return len(different) >= _ENOUGH[kind] and bool(opening)


def tells_of_accident(doc: Doc) -> bool:
    """Return whether the text puts what burst down to gas, a boiler or a wire, and names no bomb."""
    return bool(domain("bursts by itself").find(doc)) and not any(
        token.lemma_.lower() in _BOMBS for token in doc
    )


_BOMBS = frozenset({"bomb", "bomber", "bombing", "attack", "missile", "drone", "grenade", "mine", "sabotage"})
