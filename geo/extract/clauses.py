"""A verb of a parse -> who does and suffers what it says, and whether it is denied."""

from __future__ import annotations

from spacy.tokens import Token

from geo.extract.phrases import conjuncts, referent
from geo.extract.senses import is_event_noun


def subjects(verb: Token) -> list[Token]:
    """Return who does what a verb says, also where it shares the subject of the verb above it."""
    found = [c for c in verb.children if c.dep_ == "nsubj"]
    if not found and verb.dep_ == "xcomp":  # 'X is believed to be behind it'
        found = [c for c in verb.head.children if c.dep_ == "nsubjpass"]
    if not found and verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ in ("VERB", "AUX"):
        return [referent(t) for t in subjects(verb.head)]
    if not found and verb.dep_ in ("relcl", "acl") and verb.tag_ != "VBN":
        return [verb.head]
    return [referent(t) for f in found for t in conjuncts(f)]


def agents(verb: Token) -> list[Token]:
    """Return who does what a passive verb says."""
    found = [
        t
        for c in verb.children
        if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")
        for t in c.children
        if t.dep_ == "pobj"
    ]
    return [t for f in found for t in conjuncts(f)]


def objects(token: Token, preposition: str) -> list[Token]:
    """Return the nouns that a preposition ties to a word."""
    return [
        t
        for c in token.children
        if c.dep_ in ("prep", "agent") and c.lower_ == preposition
        for t in c.children
        if t.dep_ == "pobj"
    ]


def unfold(subject: Token) -> Token:
    """Return whom 'one of its factions, X' names: the apposition, else what 'of' counts."""
    if subject.like_num or subject.lower_ in ("one", "some", "some of"):
        counted = objects(subject, "of")
        if counted:
            return next(
                (c for c in [*subject.children, *counted[0].children] if c.dep_ == "appos"), counted[0]
            )
    if subject.pos_ == "NOUN":
        return next((c for c in subject.children if c.dep_ == "appos" and c.pos_ == "PROPN"), subject)
    return subject


def names_event(token: Token) -> bool:
    """Return whether a noun is an event or a pronoun for one."""
    return token.lower_ in ("it", "them") or is_event_noun(token.lemma_.lower())


def negated(verb: Token) -> bool:
    """Return whether a verb stands with 'not' or 'never'."""
    return any(c.dep_ == "neg" for c in verb.children)
