"""A trigger in a parse -> whether it only counts attacks or ranks one: "the number of shootings rose",
"twelve teachers have been murdered since May", "it was the third bombing of the week".

What a count sums up happened, but the words tell of no event in particular; the rank is one of the event just
told. The words are in `tables/words.csv`, classes `tallies ...`.
"""

from __future__ import annotations

from spacy.tokens import Token

from geo.extract.lexicon import words

_MEASURES = words("tallies measures")
_CHANGES = words("tallies changes")
_ORDINALS = words("tallies ordinals")
_MANY = words("tallies many")
_STRETCHES = words("tallies stretches")
_PLURAL = ("NNS", "NNPS")


def is_tallied(trigger: Token, *, pos: str) -> bool:
    """Return whether a word counts or ranks attacks, and tells of none by itself."""
    if pos == "verb":
        return _counts_a_stretch(trigger)
    return _is_measured(trigger) or _is_ranked(trigger)


def _is_measured(noun: Token) -> bool:
    """Return whether attacks are but the measure of a statistic ('the number of attacks', 'a rise in
    killings', 'shootings fell by half').
    """
    if noun.tag_ not in _PLURAL:
        return False
    over = noun.head
    bare = not any(t.dep_ in ("det", "nummod", "poss") for t in noun.lefts)
    if noun.dep_ == "pobj" and over.lower_ in ("of", "in"):
        lemma = over.head.lemma_.lower()
        counted = over.lower_ == "of" and lemma in _MEASURES and _has(over.head, "the")
        return counted or (bare and over.lower_ == "in" and lemma in _CHANGES)
    return bare and noun.dep_ == "nsubj" and over.lemma_.lower() in _CHANGES


def _is_ranked(noun: Token) -> bool:
    """Return whether a noun gives what was just told its rank ('the second bombing in a week')."""
    if not any(t.lower_ in _ORDINALS for t in noun.lefts):
        return False
    if noun.dep_ == "appos":
        return True
    subject = next((c for c in noun.head.children if c.dep_ == "nsubj"), None)
    return noun.dep_ == "attr" and subject is not None and subject.lower_ in ("it", "this", "that")


def _counts_a_stretch(verb: Token) -> bool:
    """Return whether a perfect counts those hit over a stretch of time ('six have been shot since May')."""
    if not any(c.dep_ == "aux" and c.lower_ in ("has", "have", "had") for c in verb.children):
        return False
    hit = next((c for c in verb.children if c.dep_ in ("nsubjpass", "dobj")), None)
    if hit is None or not _is_counted(hit):
        return False
    when = [c for c in verb.children if c.dep_ in ("prep", "npadvmod")]
    return any(_spans(c) for c in when)


def _spans(adjunct: Token) -> bool:
    """Return whether words beside a verb name a stretch of time ('since May', 'over ten years', 'this
    year').
    """
    if adjunct.dep_ == "npadvmod":
        return adjunct.lower_ in _STRETCHES and _has(adjunct, "this")
    nouns = [t for t in adjunct.children if t.dep_ == "pobj"]
    if adjunct.lower_ == "since":
        return any(t.ent_type_ == "DATE" or t.like_num for t in nouns)
    return adjunct.lower_ in ("in", "over", "during") and any(t.lemma_.lower() in _STRETCHES for t in nouns)


def _is_counted(noun: Token) -> bool:
    before = (noun, *noun.lefts)
    return any(t.like_num or t.lower_ in _MANY for t in before)


def _has(noun: Token, determiner: str) -> bool:
    return any(t.lower_ == determiner for t in noun.lefts)
