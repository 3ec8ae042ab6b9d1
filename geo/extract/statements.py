"""A parse -> its statements about responsibility: claims, accusations, denials, and who makes them.

"No group has claimed responsibility" is none. Which event one is about is decided where events are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from geo.extract.actors import Parties, Party
from geo.extract.factuality import governors
from geo.extract.lexicon import person, verbs, weapon, words
from geo.extract.phrases import conjuncts
from geo.extract.senses import is_event_noun
from geo.extract.speakers import (
    accuser,
    agents,
    in_quotation,
    naming,
    objects,
    resolve,
    speaker,
    speaking,
    spoken_for,
    subjects,
)
from geo.model import Attribution

_UNSURE = words("statements unsure")
_NOBODY = frozenset({"no", "none", "nobody", "neither", "nor"})
_DUTY = frozenset({"responsibility", "credit", "authorship"})
_DENIABLE = words("statements deniable")
_IDENTITIES = words("statements identities")
_UNTRUE = words("statements untrue")
_NO_PART = words("statements no part")
_MEMBERS = words("actors members")
_MODALS = words("factuality modals")
_OTHER_GUILT = frozenset({"target", "aim", "intend", "deliberately", "intentionally", "wrongdoing"})

_PLANS = words("statements plans")
_PLACES_ARMS = words("statements places arms")
_ISSUES = words("statements issues")
_LINKS = words("statements links")

Found = tuple[Token, Attribution, str | None, str]


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
            for party_token, force, by, rule in (*_read(token, parties), *_identified(token, parties)):
                party = _party(party_token, force, parties)
                if party is not None and not _nobody(party_token):
                    found.append(
                        Statement(party, force, by, number, about, f"attribution: {rule}", party_token)
                    )
    return found


def _party(token: Token, force: Attribution, parties: Parties) -> Party | None:
    """Return whom a statement names; a spokesman claims and denies for those he speaks for."""
    row = person(token)
    if row is not None and row["stance"] == "force" and (own := parties.of(token, acting=False)):
        return own
    if force in ("claimed", "denied") or any(t.lower_ in _UNSURE for t in token.lefts):
        return spoken_for(token, parties) or parties.capital(token) or resolve(token, parties)
    return parties.capital(token) or resolve(token, parties)


def _read(token: Token, parties: Parties) -> Iterator[Found]:
    lemma = token.lemma_.lower()
    if token.pos_ not in ("VERB", "AUX", "NOUN", "ADJ"):
        return
    if lemma in verbs("claim"):
        yield from _claims(token)
    if lemma in verbs("accuse"):
        yield from _accusations(token)
    if lemma in verbs("deny") or lemma in ("call", "brand", "describe"):
        yield from _denials(token)
    if lemma in ("point", "fall", "bear"):
        yield from _pointing(token)
    if lemma in ("do", "have", "play", "carry", "plant", "stage", "order"):
        yield from _doings(token)
    if lemma in _PLANS or lemma in _PLACES_ARMS:
        yield from _plots(token)
    if lemma in ("be", "responsible", "say", "believe"):
        yield from _behind(token)
    if lemma in ("be", "belong"):
        yield from _belonging(token)
    if lemma == "claim" and token.pos_ == "NOUN":
        yield from ((t, "claimed", naming(t), "claim by") for t in objects(token, "by"))
        if token.dep_ == "dobj" and token.head.lemma_.lower() in _ISSUES and not _negated(token.head):
            yield from (
                (_unfold(t), _worth(t), naming(_unfold(t)), "issued a claim") for t in subjects(token.head)
            )


def _claims(verb: Token) -> Iterator[Found]:
    if verb.pos_ == "NOUN" or _negated(verb):
        return
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    about = [
        o
        for o in verb.children
        if (o.dep_ in ("dobj", "nsubjpass") or (passive and o.dep_ == "nsubj"))
        and (o.lemma_.lower() in _DUTY or (verb.lemma_.lower() in ("claim", "admit") and _names_event(o)))
    ]
    if not about and passive and not subjects(verb):  # its subject went to a clause between them
        before = verb.doc[verb.sent.start : verb.i]
        about = [t for t in before if t.dep_ == "nsubj" and is_event_noun(t.lemma_.lower())]
    if not about:
        return
    if any(o.dep_ != "dobj" for o in about) or (verb.tag_ == "VBN" and not subjects(verb)):
        yield from ((t, _worth(t), naming(t), "responsibility claimed by") for t in agents(verb))
        return
    yield from ((_unfold(t), _worth(t), naming(t), "claims responsibility") for t in subjects(verb))


def _worth(claimant: Token) -> Attribution:
    """Return what a claim is worth: one by an alleged spokesman or an anonymous caller proves nothing."""
    return "suspected" if any(t.lower_ in _UNSURE for t in claimant.lefts) else "claimed"


def _accusations(verb: Token) -> Iterator[Found]:
    lemma = verb.lemma_.lower()
    if verb.pos_ not in ("VERB", "AUX") or _negated(verb):
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
            for place in (verb, *(c for c in verb.children if c.dep_ == "dobj" and _names_event(c)))
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
    yield from (
        (_unfold(t), "suspected", by, lemma) for a in accused for t in conjuncts(a) if naming(t) != by
    )


def _pointing(verb: Token) -> Iterator[Found]:
    """Read 'X points to Y', 'suspicion fell on Y', 'it bore the hallmarks of Y'."""
    lemma = verb.lemma_.lower()
    if verb.pos_ != "VERB" or _negated(verb):
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


def _denials(verb: Token) -> Iterator[Found]:
    """Read 'X denied it', 'X rejected the accusation', 'X called the claim a lie'."""
    lemma = verb.lemma_.lower()
    if verb.pos_ != "VERB" or _negated(verb) or any(t.lemma_.lower() in _OTHER_GUILT for t in verb.subtree):
        return
    things = [c for c in verb.children if c.dep_ in ("dobj", "ccomp", "xcomp")]
    if lemma not in verbs("deny"):
        untrue = any(t.lower_ in _UNTRUE for t in verb.subtree)
        about = any(t.lemma_.lower() in ("accusation", "allegation", "claim", "charge") for t in verb.subtree)
        if untrue and about:
            yield from ((t, "denied", None, f"{lemma} untrue") for t in subjects(verb))
        return
    deniable = [o for o in things if o.lemma_.lower() in _DENIABLE or (o.dep_ != "dobj" and lemma == "deny")]
    if deniable or (lemma == "deny" and not things):
        yield from ((t, "denied", None, lemma) for t in subjects(verb))


def _doings(verb: Token) -> Iterator[Found]:
    """Read 'we did it', 'they did not do it', 'it played no part', 'had nothing to do with it'."""
    lemma = verb.lemma_.lower()
    if verb.pos_ not in ("VERB", "AUX"):
        return
    pointing = any(c.dep_ == "dobj" and c.lower_ in ("it", "this", "that") for c in verb.children)
    who = speaking(verb)
    for subject in subjects(verb):
        own = _is_own(subject, who)
        if lemma == "do" and pointing and who is not None and not _negated(verb):
            theirs = any(c.dep_ == "poss" and c.pos_ == "PRON" for c in subject.lefts)
            if own or theirs:
                yield who if own else subject, "claimed", naming(who), "did it"
            elif subject.pos_ in ("NOUN", "PROPN") and not _doubtful(verb):
                yield subject, "suspected", naming(who), "did it"
        elif lemma == "do" and pointing and own and who is not None:
            yield who, "denied", None, "did not do it"
        elif _takes_no_part(verb) and (own or subject.pos_ in ("NOUN", "PROPN")):
            yield (who if own and who is not None else subject), "denied", None, "had no part in it"


def _plots(verb: Token) -> Iterator[Found]:
    """Read 'X ordered the attack', 'X masterminded it', 'X planted the bomb', also said by X itself."""
    denied = any(v.lemma_.lower() in verbs("deny") for v in governors(verb))
    if verb.pos_ != "VERB" or denied or _negated(verb) or _doubtful(verb):
        return
    things = [c for c in verb.children if c.dep_ == "dobj"]
    plotted = verb.lemma_.lower() in _PLANS and any(
        is_event_noun(c.lemma_.lower()) or c.lower_ == "act" for c in things
    )
    placed = verb.lemma_.lower() in _PLACES_ARMS and any(_is_charge(c) for c in things)
    if not (plotted or placed):
        return
    teller, by = speaking(verb), speaker(verb)
    for subject in subjects(verb):
        if teller is not None and _is_own(subject, teller):
            yield teller, _worth(teller), naming(teller), "says it ordered it"
        elif subject.pos_ in ("NOUN", "PROPN"):
            yield _unfold(subject), "suspected" if by or _told(verb) else "confirmed", by, "ordered it"


def _is_charge(token: Token) -> bool:
    return weapon(token) is not None or token.lemma_.lower() == "device"


def _told(verb: Token) -> bool:
    """Return whether a clause hangs on what somebody says or thinks, even if nobody is named for it."""
    return any(v.lemma_.lower() in verbs("speech") | verbs("believe") for v in governors(verb))


def _doubtful(verb: Token) -> bool:
    """Return whether a clause hangs on what is not said ('it would be rash to say that X did it')."""
    return any(c.dep_ == "aux" and c.lower_ in _MODALS for v in governors(verb) for c in v.children)


def _takes_no_part(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    if lemma not in ("have", "play"):
        said = any(_names_event(c) for c in verb.children if c.dep_ == "dobj")
        return lemma != "do" and said and any(c.dep_ == "neg" for c in verb.children)
    for child in verb.children:
        if child.dep_ == "dobj" and child.lower_ == "nothing" and any(t.lower_ == "do" for t in verb.subtree):
            return True
        if child.dep_ == "dobj" and child.lemma_.lower() in _NO_PART:
            return _negated(verb) or any(t.lower_ in ("no", "any") for t in child.lefts)
    return False


def _is_own(subject: Token, teller: Token | None) -> bool:
    """Return whether the pronoun of a told clause is the teller itself ('X said they did it'), not those of
    whom somebody speaks in quotation marks ('"They did it", he wrote').
    """
    if teller is None or subject.lower_ not in ("it", "they", "we", "i", "he", "she"):
        return False
    return subject.lower_ in ("we", "i") or not in_quotation(subject)


def _behind(verb: Token) -> Iterator[Found]:
    """Read 'X was behind the bombing', 'X is responsible for it', 'it was the work of X', and denials."""
    where = any(c.dep_ == "prep" and c.lower_ == "behind" for c in verb.children)
    what = {c.lower_ for c in verb.children if c.dep_ in ("acomp", "oprd", "attr")}
    part = bool(what & {"responsible", "involved"}) or (verb.lemma_ == "be" and _involved(verb))
    if (where or part) and not _unsaid(verb):
        for subject in map(_unfold, subjects(verb)):
            teller = speaking(verb)
            own = _is_own(subject, teller)
            if any(c.dep_ == "neg" for c in verb.children):
                if own and teller is not None:
                    yield teller, "denied", None, "says it was not behind"
            elif own and teller is not None:
                yield teller, "claimed", naming(teller), "says it was behind"
            elif not (what & {"involved"}):
                yield subject, "suspected", speaker(verb), "was behind"
    if _negated(verb):
        return
    for attribute in (
        c for c in verb.children if c.dep_ == "attr" and c.lemma_.lower() in ("work", "handiwork", "deed")
    ):
        yield from ((t, "suspected", speaker(verb), "the work of") for t in objects(attribute, "of"))


def _unsaid(verb: Token) -> bool:
    """Return whether a clause is what somebody did not say ('praised it, but did not say they were behind
    it').
    """
    return any(v.lemma_.lower() in verbs("speech") and _negated(v) for v in governors(verb))


def _involved(verb: Token) -> bool:
    return any(c.lower_ == "involved" for c in verb.children)


def _belonging(verb: Token) -> Iterator[Found]:
    """Read 'the attackers belonged to X', 'the assailants were members of X', 'the gunmen were from X'."""
    if _negated(verb) or not any(s.lemma_.lower() in _IDENTITIES for s in subjects(verb)):
        return
    by = speaker(verb)
    force: Attribution = "suspected" if by else "confirmed"
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


def _unfold(subject: Token) -> Token:
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


def _names_event(token: Token) -> bool:
    return token.lower_ in ("it", "them") or is_event_noun(token.lemma_.lower())


def _negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def _nobody(token: Token) -> bool:
    return token.lower_ in _NOBODY or any(c.lower_ in _NOBODY for c in token.children)
