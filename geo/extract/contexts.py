"""A parse -> whether the article is about something else: a match, a film, a pay dispute, an epidemic, a
burst gas pipe.

`tables/contexts.csv` lists the words of each domain. Sport and trade borrow the words of war, so an article
that opens with such words and goes on with them tells of no attack, whatever its verbs say.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from geo.extract.lexicon import domain, forms, words

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
_SHORT = 200  # tokens: so short a text has room for fewer
_ENOUGH_IN_SHORT = 3
_TO_A_WORD = 200  # tokens of a long text: a survey of a country touches on trade as well


def is_about_other_things(doc: Doc) -> bool:
    """Return whether enough words of one other domain stand in the text, one of them near the top."""
    said = {form for token in doc for form in forms(token)}
    likely = [kind for kind in _ENOUGH if domain(kind).may_find(said, least=_least(doc, kind))]
    return any(_fills(doc, kind) for kind in likely)


def _fills(doc: Doc, kind: str) -> bool:
    found = domain(kind).find(doc)
    different = {row["word"] for _, _, row in found}
    lead = _SCENE if kind == "drill" else _LEAD
    opening = {row["word"] for first, _, row in found if first < lead}
    return len(different) >= _least(doc, kind) and bool(opening)


def _least(doc: Doc, kind: str) -> int:
    """Return how many different words of a domain make it the subject of a text of this length."""
    if len(doc) < _SHORT:
        return min(_ENOUGH[kind], _ENOUGH_IN_SHORT)
    return max(_ENOUGH[kind], len(doc) // _TO_A_WORD)


def tells_of_old_bombs(doc: Doc) -> bool:
    """Return whether a text opens with a bomb left from a war of old, and tells that it is made safe."""
    opens = any(first < _LEAD for first, _, _ in domain("wars of old").find(doc))
    return opens and bool(domain("made safe").find(doc))


def tells_of_accident(doc: Doc) -> bool:
    """Return whether the text puts what burst down to gas, a boiler or a wire, or opens with a storm or
    another disaster, and names no bomb.
    """
    itself = bool(domain("bursts by itself").find(doc))
    return (itself or _opens_with_disaster(doc)) and not any(
        token.lemma_.lower() in _BOMBS and not _is_imagined(token) for token in doc
    )


def _opens_with_disaster(doc: Doc) -> bool:
    found = domain("disaster").find(doc)
    different = {row["word"] for _, _, row in found}
    return len(different) >= _DISASTROUS and any(first < _LEAD for first, _, _ in found)


def _is_imagined(token: Token) -> bool:
    """Return whether a word is only what somebody took it for ('it was like a bomb', 'I thought a bomb had
    fallen').
    """
    return any(
        above.lemma_.lower() in _SEEMING or (above.lower_ == "like" and above.dep_ == "prep")
        for above in token.ancestors
    )


_DISASTROUS = 2  # words of it
_SEEMING = words("contexts seeming")
_BOMBS = frozenset({"bomb", "bomber", "bombing", "attack", "missile", "drone", "grenade", "mine", "sabotage"})
