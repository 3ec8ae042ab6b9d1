"""A parse -> its statements about responsibility: claims, accusations, denials, and who makes them.

"No group has claimed responsibility" is none. Which event one is about is decided where events are known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from geo.extract.actors import Parties, Party, is_pronoun
from geo.extract.factuality import governors
from geo.extract.lexicon import verbs, words
from geo.extract.phrases import conjuncts, noun_phrase, referent
from geo.extract.senses import is_event_noun
from geo.model import Attribution

_NOBODY = frozenset({"no", "none", "nobody", "neither", "nor"})
_DUTY = frozenset({"responsibility", "credit", "authorship"})
_DENIABLE = words("statements deniable")


@dataclass(frozen=True, slots=True)
class Statement:
    """One party named as the doer with a force, by whom, in the words from token `start` to `end`."""

    party: Party
    force: Attribution
    by: str | None
    sentence: int
    about: frozenset[int]
    rule: str
    token: Token


def statements(doc: Doc, parties: Parties) -> list[Statement]:
    """Return the sentences about responsibility, in order."""
    found: list[Statement] = []
    for number, sentence in enumerate(doc.sents):
        about = frozenset(t.i for t in sentence)
        for token in sentence:
            for party_token, force, by, rule in _read(token, parties):
                party = resolve(party_token, parties)
                if party is not None and not _nobody(party_token):
                    found.append(
                        Statement(party, force, by, number, about, f"attribution: {rule}", party_token)
                    )
    return found


def _read(token: Token, parties: Parties) -> Iterator[tuple[Token, Attribution, str | None, str]]:
    lemma = token.lemma_.lower()
    if token.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
        if lemma in verbs("claim"):
            yield from _claims(token)
        if lemma in verbs("accuse"):
            yield from _accusations(token)
        if lemma in verbs("deny"):
            yield from _denials(token)
        if lemma in ("point", "attribute"):
            yield from _pointing(token)
        if (
            lemma == "do"
            and token.pos_ == "VERB"
            and any(c.dep_ == "dobj" and c.lower_ in ("it", "this", "that") for c in token.children)
        ):
            yield from (
                (t, "claimed", None, "did it") for t in _subjects(token) if speaking(token) is not None
            )
        if lemma in ("be", "responsible", "say", "believe"):
            yield from _behind(token, parties)
        if lemma == "claim" and token.pos_ == "NOUN":
            yield from ((t, "claimed", None, "claim by") for t in _objects(token, "by"))


def _claims(verb: Token) -> Iterator[tuple[Token, Attribution, str | None, str]]:
    if verb.pos_ == "NOUN" or any(c.dep_ == "neg" for c in verb.children):
        return
    objects = [c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")]
    about = [
        o
        for o in objects
        if o.lemma_.lower() in _DUTY or (verb.lemma_.lower() in ("claim", "admit") and _names_event(o))
    ]
    if not about:
        return
    if any(o.dep_ == "nsubjpass" for o in about) or (verb.tag_ == "VBN" and not _subjects(verb)):
        yield from ((t, "claimed", None, "responsibility claimed by") for t in _agents(verb))
        return
    yield from ((_unfold(t), "claimed", None, "claims responsibility") for t in _subjects(verb))


def _accusations(verb: Token) -> Iterator[tuple[Token, Attribution, str | None, str]]:
    lemma = verb.lemma_.lower()
    if verb.pos_ not in ("VERB", "AUX") or any(c.dep_ == "neg" for c in verb.children):
        return
    if lemma in ("hold", "pin", "fault", "charge") and not any(
        t.lower_ in ("responsible", "accountable", "blame") for t in verb.subtree
    ):
        return
    passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
    by = _speaker_text(_agents(verb)) if passive else _speaker_text(_subjects(verb)) or speaker(verb)
    onto = (
        [*_objects(verb, "on"), *_objects(verb, "to")]
        if lemma in ("blame", "attribute", "ascribe", "pin")
        else []
    )
    accused = onto or passive or [c for c in verb.children if c.dep_ == "dobj"]
    if lemma == "hold" and not accused:
        accused = [t for c in verb.children if c.dep_ == "ccomp" for t in c.children if t.dep_ == "nsubj"]
    yield from ((t, "suspected", by, lemma) for a in accused for t in conjuncts(a))


def _pointing(verb: Token) -> Iterator[tuple[Token, Attribution, str | None, str]]:
    if verb.pos_ == "VERB" and verb.lemma_ == "point":
        by = _speaker_text(_subjects(verb))
        yield from ((t, "suspected", by, "points to") for t in [*_objects(verb, "to"), *_objects(verb, "at")])


def _denials(verb: Token) -> Iterator[tuple[Token, Attribution, str | None, str]]:
    if verb.pos_ != "VERB" or any(c.dep_ == "neg" for c in verb.children):
        return
    objects = [c for c in verb.children if c.dep_ in ("dobj", "ccomp", "xcomp")]
    deniable = [
        o for o in objects if o.lemma_.lower() in _DENIABLE or (o.dep_ != "dobj" and verb.lemma_ == "deny")
    ]
    if deniable or (verb.lemma_ == "deny" and not objects):
        yield from ((t, "denied", None, verb.lemma_) for t in _subjects(verb))


def _behind(verb: Token, parties: Parties) -> Iterator[tuple[Token, Attribution, str | None, str]]:
    """Read 'X was behind the bombing', 'X is responsible for it', 'it was the work of X'."""
    if any(c.dep_ == "neg" for c in verb.children):
        return
    behind = any(c.dep_ == "prep" and c.lower_ == "behind" for c in verb.children)
    responsible = any(c.dep_ in ("acomp", "oprd") and c.lower_ == "responsible" for c in verb.children)
    if behind or responsible:
        for subject in map(_unfold, _subjects(verb)):
            teller = speaking(verb)
            if is_pronoun(subject) and teller is not None:
                yield teller, "claimed", None, "says it was behind"
            else:
                yield subject, "suspected", speaker(verb), "was behind"
    for attribute in (
        c for c in verb.children if c.dep_ == "attr" and c.lemma_.lower() in ("work", "handiwork", "deed")
    ):
        yield from ((t, "suspected", speaker(verb), "the work of") for t in _objects(attribute, "of"))


def _unfold(subject: Token) -> Token:
    """Return whom 'one of its factions, X' names: the apposition, else what 'of' counts."""
    if subject.like_num or subject.lower_ in ("one", "some", "some of"):
        counted = _objects(subject, "of")
        if counted:
            return next(
                (c for c in [*subject.children, *counted[0].children] if c.dep_ == "appos"), counted[0]
            )
    if subject.pos_ == "NOUN":
        return next((c for c in subject.children if c.dep_ == "appos" and c.pos_ == "PROPN"), subject)
    return subject


def _names_event(token: Token) -> bool:
    return token.lower_ in ("it", "them") or is_event_noun(token.lemma_.lower())


def _subjects(verb: Token) -> list[Token]:
    found = [c for c in verb.children if c.dep_ == "nsubj"]
    if not found and verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ in ("VERB", "AUX"):
        return [referent(t) for t in _subjects(verb.head)]
    if not found and verb.dep_ in ("relcl", "acl") and verb.tag_ != "VBN":
        return [verb.head]
    return [referent(t) for f in found for t in conjuncts(f)]


def _agents(verb: Token) -> list[Token]:
    found = [
        t
        for c in verb.children
        if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")
        for t in c.children
        if t.dep_ == "pobj"
    ]
    return [t for f in found for t in conjuncts(f)]


def _objects(token: Token, preposition: str) -> list[Token]:
    return [
        t
        for c in token.children
        if c.dep_ in ("prep", "agent") and c.lower_ == preposition
        for t in c.children
        if t.dep_ == "pobj"
    ]


def _nobody(token: Token) -> bool:
    return token.lower_ in _NOBODY or any(c.lower_ in _NOBODY for c in token.children)


def resolve(token: Token, parties: Parties) -> Party | None:
    """Return the party a noun names; 'the group' and 'it' are the organisation named last."""
    party = parties.of(token) if token.lower_ not in ("it", "they", "he", "she", "we") else None
    if party is not None and not (is_pronoun(token) and party.id is None):
        return party
    if not is_pronoun(token):
        return None
    for verb in governors(token):
        subject = next(
            (c for c in verb.children if c.dep_ == "nsubj" and c.i < token.i and not is_pronoun(c)), None
        )
        if subject is not None and (found := parties.of(subject, acting=False)):
            return found
    before = [n for n in parties.names if n.end <= token.i and not n.adjective and token.i - n.end < 80]
    organisations = [
        p
        for p in (parties.of(parties.doc[n.end - 1], acting=False) for n in reversed(before))
        if p and p.kind == "organization"
    ]
    return organisations[0] if organisations else None


def speaking(token: Token) -> Token | None:
    """Return the subject of the verb of saying that a clause hangs on."""
    said = False
    for verb in governors(token):
        said = said or verb.lemma_.lower() in verbs("speech") | verbs("accuse")
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        if said and subject is not None:
            return referent(subject)
    return None


def speaker(token: Token) -> str | None:
    """Return the words for who tells a clause, None where the article itself does."""
    subject = speaking(token)
    if subject is not None and subject.lower_ not in (
        "it",
        "he",
        "she",
        "they",
        "who",
        "which",
        "that",
        "we",
        "i",
    ):
        return _text(subject)
    if _in_quotation(token):
        said = [v for v in token.sent if v.lemma_.lower() in verbs("speech") and v.i < token.i]
        subjects = [s for v in said for s in _subjects(v) if s.pos_ not in ("PRON", "DET")]
        if subjects:
            return _text(subjects[0])
    for word in token.sent:
        if word.lower_ == "according" and (
            named := [t for c in word.children if c.lower_ == "to" for t in c.children if t.dep_ == "pobj"]
        ):
            return _text(named[0])
    return None


def _in_quotation(token: Token) -> bool:
    before = token.sent.text[: token.idx - token.sent.start_char]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _speaker_text(tokens: Sequence[Token]) -> str | None:
    named = [t for t in tokens if t.pos_ not in ("PRON", "DET")]
    return _text(named[0]) if named else None


def _text(token: Token) -> str:
    return " ".join(noun_phrase(token).text.split())
