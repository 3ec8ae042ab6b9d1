"""A verb or noun of claiming or denying -> who owns up to an attack or disowns it, who ordered or did it.

What comes out is the word that names the party, the force, who says so, and the rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from geo.extract.clauses import agents, names_event, negated, objects, subjects, unfold
from geo.extract.factuality import governors
from geo.extract.lexicon import verbs, weapon, words
from geo.extract.senses import is_event_noun
from geo.extract.speakers import in_quotation, naming, speaker, speaking
from geo.model import Attribution

_UNSURE = words("statements unsure")
_DUTY = frozenset({"responsibility", "credit", "authorship"})
_DENIABLE = words("avowals deniable")
_UNTRUE = words("avowals untrue")
_NO_PART = words("avowals no part")
_MODALS = words("factuality modals")
_OTHER_GUILT = frozenset({"target", "aim", "intend", "deliberately", "intentionally", "wrongdoing"})
_PLANS = words("avowals plans")
_PLACES_ARMS = words("avowals places arms")
_ISSUES = words("avowals issues")

Found = tuple[Token, Attribution, str | None, str]  # who, with which force, by whose word, the rule


def avowed(token: Token) -> Iterator[Found]:
    """Yield who claims, denies or is told to be behind an attack."""
    lemma = token.lemma_.lower()
    if token.pos_ not in ("VERB", "AUX", "NOUN", "ADJ"):
        return
    if lemma in verbs("claim"):
        yield from _claims(token)
    if lemma in verbs("deny") or lemma in ("call", "brand", "describe"):
        yield from _denials(token)
    if lemma in ("do", "have", "play", "carry", "plant", "stage", "order"):
        yield from _doings(token)
    if lemma in _PLANS or lemma in _PLACES_ARMS:
        yield from _plots(token)
    if lemma in ("be", "responsible", "say", "believe"):
        yield from _behind(token)
    if lemma == "claim" and token.pos_ == "NOUN":
        yield from _claim_as_noun(token)


def _claim_as_noun(noun: Token) -> Iterator[Found]:
    yield from ((t, "claimed", naming(t), "claim by") for t in objects(noun, "by"))
    if noun.dep_ == "dobj" and noun.head.lemma_.lower() in _ISSUES and not negated(noun.head):
        issuers = [unfold(t) for t in subjects(noun.head)]
        yield from ((t, _worth(t), naming(t), "issued a claim") for t in issuers)


def _claims(verb: Token) -> Iterator[Found]:
    if verb.pos_ == "NOUN" or negated(verb):
        return
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    about = [
        o
        for o in verb.children
        if (o.dep_ in ("dobj", "nsubjpass") or (passive and o.dep_ == "nsubj"))
        and (o.lemma_.lower() in _DUTY or (verb.lemma_.lower() in ("claim", "admit") and names_event(o)))
    ]
    if not about and passive and not subjects(verb):  # its subject went to a clause between them
        before = verb.doc[verb.sent.start : verb.i]
        about = [t for t in before if t.dep_ == "nsubj" and is_event_noun(t.lemma_.lower())]
    if not about:
        return
    if any(o.dep_ != "dobj" for o in about) or (verb.tag_ == "VBN" and not subjects(verb)):
        yield from ((t, _worth(t), naming(t), "responsibility claimed by") for t in agents(verb))
        return
    yield from ((unfold(t), _worth(t), naming(t), "claims responsibility") for t in subjects(verb))


def _worth(claimant: Token) -> Attribution:
    """Return what a claim is worth: one by an alleged spokesman or an anonymous caller proves nothing."""
    return "suspected" if any(t.lower_ in _UNSURE for t in claimant.lefts) else "claimed"


def _denials(verb: Token) -> Iterator[Found]:
    """Read 'X denied it', 'X rejected the accusation', 'X called the claim a lie'."""
    lemma = verb.lemma_.lower()
    if verb.pos_ != "VERB" or negated(verb) or any(t.lemma_.lower() in _OTHER_GUILT for t in verb.subtree):
        return
    things = [c for c in verb.children if c.dep_ in ("dobj", "ccomp", "xcomp")]
    if lemma not in verbs("deny"):
        untrue = any(t.lower_ in _UNTRUE for t in verb.subtree)
        about = any(t.lemma_.lower() in ("accusation", "allegation", "claim", "charge") for t in verb.subtree)
        if untrue and about:
            yield from ((t, "denied", None, f"{lemma} untrue") for t in subjects(verb))
        return
    deniable = [o for o in things if o.lemma_.lower() in _DENIABLE or (o.dep_ != "dobj" and lemma == "deny")]
    said = verb.dep_ == "relcl" and verb.head.lemma_.lower() in _DENIABLE  # 'a charge it denied'
    if deniable or said or (lemma == "deny" and not things):
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
        if lemma == "do" and pointing and who is not None and not negated(verb):
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
    if verb.pos_ != "VERB" or denied or negated(verb) or _doubtful(verb):
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
            yield unfold(subject), "suspected" if by or _told(verb) else "confirmed", by, "ordered it"


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
        said = any(names_event(c) for c in verb.children if c.dep_ == "dobj")
        return lemma != "do" and said and any(c.dep_ == "neg" for c in verb.children)
    for child in verb.children:
        if child.dep_ == "dobj" and child.lower_ == "nothing" and any(t.lower_ == "do" for t in verb.subtree):
            return True
        if child.dep_ == "dobj" and child.lemma_.lower() in _NO_PART:
            return negated(verb) or any(t.lower_ in ("no", "any") for t in child.lefts)
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
        for subject in map(unfold, subjects(verb)):
            teller = speaking(verb)
            own = _is_own(subject, teller)
            if any(c.dep_ == "neg" for c in verb.children):
                if own and teller is not None:
                    yield teller, "denied", None, "says it was not behind"
            elif own and teller is not None:
                yield teller, "claimed", naming(teller), "says it was behind"
            elif not (what & {"involved"}):
                yield subject, "suspected", speaker(verb), "was behind"
    if negated(verb):
        return
    for attribute in (
        c for c in verb.children if c.dep_ == "attr" and c.lemma_.lower() in ("work", "handiwork", "deed")
    ):
        yield from ((t, "suspected", speaker(verb), "the work of") for t in objects(attribute, "of"))


def _unsaid(verb: Token) -> bool:
    """Return whether a clause is what somebody did not say ('praised it, but did not say they were behind
    it').
    """
    return any(v.lemma_.lower() in verbs("speech") and negated(v) for v in governors(verb))


def _involved(verb: Token) -> bool:
    return any(c.lower_ == "involved" for c in verb.children)
