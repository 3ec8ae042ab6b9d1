"""A verb or noun of accusing -> whom it names: blamed, charged, identified, known as one of a group.

What comes out is the word that names the suspect, the force, who says so, and the rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from geo.extract.actors import Parties
from geo.extract.clauses import agents, names_event, negated, objects, subjects, unfold
from geo.extract.factuality import governors
from geo.extract.lexicon import person, verbs, words
from geo.extract.phrases import conjuncts
from geo.extract.senses import is_event_noun
from geo.extract.speakers import accuser, naming, speaker
from geo.model import Attribution

_IDENTITIES = words("accusations identities")
_LINKS = words("accusations links")
_LAW = words("accusations law")
_CRIMES = words("accusations crimes")
_MEMBERS = words("actors members")
_PAPERS = words("accusations papers")
_SIGNATURES = frozenset({"name", "initial", "signature", "acronym", "emblem", "flag", "seal"})
_HIM = frozenset({"him", "her", "them", "he", "she", "they"})
_NAMED_LAST = 40  # tokens: the sentence before

Found = tuple[Token, Attribution, str | None, str]  # who, with which force, by whose word, the rule


def accused(token: Token, parties: Parties) -> Iterator[Found]:
    """Yield whom a word accuses."""
    lemma = token.lemma_.lower()
    if token.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
        if lemma in verbs("accuse"):
            yield from _accusations(token)
        if lemma in _LAW:
            yield from _before_the_law(token)
        if lemma in ("identify", "name"):
            yield from _identifications(token)
        if lemma in ("point", "fall", "bear"):
            yield from _pointing(token)
        if lemma in ("be", "belong"):
            yield from _belonging(token)
        if lemma in ("sign", "bear", "carry"):
            yield from _signed(token)
    yield from _identified(token, parties)


def _accusations(verb: Token) -> Iterator[Found]:
    lemma = verb.lemma_.lower()
    if verb.pos_ not in ("VERB", "AUX") or negated(verb):
        return
    if lemma in ("hold", "pin", "fault", "charge") and not any(
        t.lower_ in ("responsible", "accountable", "blame") for t in verb.subtree
    ):
        return
    passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
    tellers = agents(verb) if passive else subjects(verb)
    by = accuser(verb, tellers)
    onto = (
        [
            t
            for place in (verb, *(c for c in verb.children if c.dep_ == "dobj" and names_event(c)))
            for to in ("on", "to")
            for t in objects(place, to)
        ]
        if lemma in ("blame", "attribute", "ascribe", "pin")
        else []
    )
    if lemma in _LINKS:
        linked = [
            c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and is_event_noun(c.lemma_.lower())
        ]
        onto = [t for place in (verb, *linked) for t in objects(place, "to")]
        if not (linked and onto):
            return
    accused = onto or passive or [c for c in verb.children if c.dep_ == "dobj"]
    if lemma == "hold" and not accused:
        accused = [t for c in verb.children if c.dep_ == "ccomp" for t in c.children if t.dep_ == "nsubj"]
    yield from ((unfold(t), "suspected", by, lemma) for a in accused for t in conjuncts(a) if naming(t) != by)


def _pointing(verb: Token) -> Iterator[Found]:
    """Read 'X points to Y', 'suspicion fell on Y', 'it bore the hallmarks of Y'."""
    lemma = verb.lemma_.lower()
    if verb.pos_ != "VERB" or negated(verb):
        return
    if lemma == "point":
        by = accuser(verb, subjects(verb))
        yield from ((t, "suspected", by, "points to") for t in [*objects(verb, "to"), *objects(verb, "at")])
    elif lemma == "fall" and any(s.lemma_.lower() in ("suspicion", "blame") for s in subjects(verb)):
        yield from ((t, "suspected", speaker(verb), "suspicion fell on") for t in objects(verb, "on"))
    elif lemma == "bear":
        marks = [c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in ("hallmark", "mark")]
        yield from (
            (t, "suspected", speaker(verb), "bears the hallmarks of") for m in marks for t in objects(m, "of")
        )


def _signed(verb: Token) -> Iterator[Found]:
    """Read 'leaflets signed by X', 'a note that bore the name of X'."""
    papers = subjects(verb) or [c for c in verb.children if c.dep_ == "nsubjpass"]
    papers += [verb.head] if verb.dep_ in ("acl", "relcl") else []
    if verb.pos_ != "VERB" or negated(verb) or not any(p.lemma_.lower() in _PAPERS for p in papers):
        return
    names = [c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in _SIGNATURES]
    signers = agents(verb) if verb.lemma_.lower() == "sign" else []
    signers += [t for name in names for t in objects(name, "of")]
    yield from ((t, "suspected", speaker(verb), "signed by") for t in signers)


def _belonging(verb: Token) -> Iterator[Found]:
    """Read 'the attackers belonged to X', 'the assailants were members of X', 'the gunmen were from X'."""
    if negated(verb) or not any(s.lemma_.lower() in _IDENTITIES for s in subjects(verb)):
        return
    by = speaker(verb)
    thought = any(v.lemma_.lower() in verbs("believe") for v in governors(verb))
    force: Attribution = "suspected" if by or thought else "confirmed"
    if verb.lemma_ != "be":
        yield from ((t, force, by, "attackers belong to") for t in objects(verb, "to"))
        return
    yield from ((t, force, by, "attackers from") for t in objects(verb, "from"))
    for child in verb.children:
        row = person(child)
        if child.dep_ == "attr" and (
            child.lemma_.lower() in _MEMBERS or (row is not None and row["stance"] == "armed")
        ):
            yield child, force, by, "attackers were"


def _identified(token: Token, parties: Parties) -> Iterator[Found]:
    """Read 'the assailants, from X, ...' and 'the attackers, believed to be X members'."""
    if token.lemma_.lower() in _IDENTITIES and any(c.lower_ == "the" for c in token.lefts):
        party = parties.of(token, acting=False)
        if party is not None and party.kind == "organization" and party.start > token.i:
            by = speaker(token)
            yield token, "suspected" if party.hedged or by else "confirmed", by, "attackers from"


def _before_the_law(verb: Token) -> Iterator[Found]:
    """Read 'X was charged with the murder', 'police arrested X for it', 'X, convicted of killing'."""
    if verb.pos_ != "VERB" or negated(verb) or not any(_is_crime(p) for p in _grounds(verb)):
        return
    passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
    held = passive or [c for c in verb.children if c.dep_ == "dobj"]
    if not held and verb.dep_ in ("acl", "relcl"):
        held = [verb.head]
    tellers = agents(verb) if passive else [s for s in subjects(verb) if s not in held]
    by = accuser(verb, tellers)
    for token in (t for h in held for t in conjuncts(h)):
        yield _named_last(token), "suspected", by, f"{verb.lemma_.lower()} before the law"


def _grounds(verb: Token) -> Iterator[Token]:
    """Yield the words for what somebody is held: 'with the murder', 'in connection with killing'."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("with", "of", "for", "in", "over", "on"):
            yield from (t for t in child.subtree if t.dep_ in ("pobj", "pcomp"))


def _is_crime(token: Token) -> bool:
    lemma = token.lemma_.lower()
    return lemma in _CRIMES or is_event_noun(lemma) or (token.dep_ == "pcomp" and lemma in verbs("harm"))


def _named_last(token: Token) -> Token:
    """Return the person for whom a pronoun stands: the one named last."""
    if token.lower_ not in _HIM:
        return token
    before = token.doc[max(0, token.i - _NAMED_LAST) : token.i]
    return next((t for t in reversed(before) if t.ent_type_ == "PERSON" and t.dep_ != "compound"), token)


def _identifications(verb: Token) -> Iterator[Found]:
    """Read 'police identified the gunman as X', 'X was named as the killer'."""
    if verb.pos_ != "VERB" or negated(verb):
        return
    passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
    first = passive or [c for c in verb.children if c.dep_ == "dobj"]
    second = objects(verb, "as") or [c for c in verb.children if c.dep_ == "oprd"]
    by = accuser(verb, agents(verb) if passive else subjects(verb))
    for one, other in zip(first, second, strict=False):
        for role, who in ((one, other), (other, one)):
            if role.lemma_.lower() in _IDENTITIES and who.ent_type_ in ("PERSON", "ORG"):
                yield who, "suspected", by, "identified as"
