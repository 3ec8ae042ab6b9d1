"""A trigger in a parse -> whether it tells of something that happened.

`actual`, or why not: `negated` ("no attack"), `unreal` (planned, threatened, feared, rehearsed, foiled),
`general` (a right, a rule, a kind of thing, a count). Also who tells it, and with what reserve.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from spacy.tokens import Token

from geo.extract.lexicon import person, verbs, words
from geo.extract.phrases import sentence_of
from geo.extract.tallies import is_tallied

Factuality = Literal["actual", "negated", "unreal", "general"]

_UNREAL_NOUNS = words("factuality unreal nouns")
_UNREAL_ADJECTIVES = words("factuality unreal adjectives")
_HABITS = frozenset({"only", "always", "usually", "typically", "generally", "never", "mostly"})
_REALISING = verbs("attempt") | verbs("believe")
_MODALS = words("factuality modals")
_NO = frozenset({"no", "neither", "nobody", "none", "nor", "without", "never"})
_WARFARE = frozenset({"fight", "battle"})
_PREVENT = verbs("prevent")
_UNREAL = verbs("unreal")
_CLAUSAL = words("factuality clausal")
_GROWING = verbs("growing")
_FANCY = frozenset({"think", "imagine", "swear", "guess", "suppose"})
_SHARES = frozenset({"part", "series", "wave", "spate", "number", "kind", "join", "participate"})
_ASKING = frozenset({"WP", "WRB", "WDT", "WP$"})


def factuality(trigger: Token, *, pos: str) -> Factuality:
    """Return whether what the trigger names happened, as far as its sentence says."""
    if _is_figure(trigger) or is_tallied(trigger, pos=pos):
        return "general"
    verdict = _verb(trigger) if pos == "verb" else _noun(trigger)
    return verdict if verdict != "actual" else _governed(trigger, pos)


def _is_figure(token: Token) -> bool:
    """Return whether the word stands alone in quotation marks or in a comparison ('it sounded like an
    explosion').
    """
    doc = token.doc
    quoted = 0 < token.i < len(doc) - 1 and doc[token.i - 1].is_quote and doc[token.i + 1].is_quote
    return quoted or (token.dep_ == "pobj" and token.head.lower_ in ("like", "than", "unlike"))


def _verb(token: Token) -> Factuality:
    if any(c.dep_ == "neg" for c in token.children) or _no_subject(token):
        return "negated"
    if token.lemma_.lower() in _WARFARE and token.tag_ == "VBG" and token.dep_ in ("acl", "advcl", "pcomp"):
        return "general"  # 'a coalition fighting the rebels' names no fight
    auxiliaries = [c for c in token.children if c.dep_ in ("aux", "auxpass")]
    shared = token.dep_ == "conj" and not any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
    if shared and not auxiliaries and token.head.pos_ in ("VERB", "AUX"):
        auxiliaries = [c for c in token.head.children if c.dep_ == "aux"]
    if token.tag_ in ("VBZ", "VBP") and any(
        c.lower_ in _HABITS and _qualifies(c, token) for c in token.subtree
    ):
        return "general"
    words = {c.lower_ for c in auxiliaries}
    if words & _MODALS and not (words & {"may", "might", "could", "must"} and "have" in words):
        return "unreal"
    if "to" in words and "have" not in words and token.head.lemma_.lower() not in _REALISING:
        return "unreal"
    marks = {c.lower_ for c in token.children if c.dep_ == "mark"}
    return "unreal" if marks & {"if", "unless", "lest"} or _is_asked(token) else "actual"


def _qualifies(adverb: Token, verb: Token) -> bool:
    """Return whether an adverb is the verb's own, not a clause's in it ("a camp that is mostly held")."""
    here = adverb
    while here != verb and here.dep_ not in ("relcl", "ccomp", "advcl"):
        here = here.head
    return adverb.pos_ == "ADV" and here == verb


def _is_asked(verb: Token) -> bool:
    """Return whether a question asks if it happened ('Is the army killing civilians?', not 'Who killed?')."""
    auxiliary = next((c.i for c in verb.children if c.dep_ in ("aux", "auxpass")), None)
    subject = next((c.i for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if auxiliary is None or subject is None or subject < auxiliary:
        return False
    return sentence_of(verb).text.rstrip().endswith("?") and all(c.tag_ not in _ASKING for c in verb.children)


def _no_subject(token: Token) -> bool:
    return any(
        c.dep_ in ("nsubj", "nsubjpass", "dobj")
        and any(t.lower_ in _NO and not _numbers(t) for t in (c, *(d for d in c.lefts if d.lower_ == "no")))
        for c in token.children
    )


def _numbers(token: Token) -> bool:
    """Return whether "No." stands before a number ("School No. 6 destroyed")."""
    behind = token.doc[token.i + 1 : token.i + 3]
    return token.lower_.startswith("no") and any(t.text[0].isdigit() for t in behind) and token.text[0] == "N"


def _noun(token: Token) -> Factuality:
    left = {t.lower_ for t in token.lefts} | {t.lower_ for c in token.lefts for t in c.lefts}
    if left & _NO or (token.dep_ == "pobj" and token.head.lower_ == "without"):
        return "negated"
    if "any" in left or (left & _UNREAL_ADJECTIVES and "the" not in left):
        return "unreal"
    return "actual"


def _governed(token: Token, pos: str) -> Factuality:
    """Look up the tree for what the clause hangs on ('threatened to', 'the risk of', 'thwarted')."""
    here = token
    for _ in range(6):
        above = here.head
        if above == here or here.dep_ not in _CLAUSAL:
            return "actual"
        verdict = _by(above, here, first=here == token, pos=pos)
        if verdict:
            return verdict
        if here.dep_ in ("nsubj", "nsubjpass", "relcl") or (here.dep_ in ("advcl", "conj") and here != token):
            return "actual"
        if _ends_at(above, token):
            return "actual"
        here = above
    return "actual"


def _ends_at(above: Token, token: Token) -> bool:
    """Return whether what governs a known event only speaks of it: verbs further up say nothing of it ('want
    to clear up the murder of two nuns'), as they do where it is carried out or shared in ('want to lead the
    attack on the fort').
    """
    if not _is_known(token) or above.pos_ not in ("VERB", "NOUN"):
        return False
    lemma = above.lemma_.lower()
    return lemma not in verbs("light") and lemma not in _SHARES


def _is_known(noun: Token) -> bool:
    """Return whether a noun tells of an event as known to the reader ('the murder of two nuns', 'last
    Thursday's attack').
    """
    if noun.pos_ not in ("NOUN", "PROPN"):
        return False
    owner = any(t.dep_ == "poss" for t in noun.lefts)
    told = any(t.dep_ in ("prep", "acl", "relcl") for t in noun.rights)
    return owner or (told and any(t.lower_ in ("the", "this", "that", "these", "those") for t in noun.lefts))


def _by(above: Token, here: Token, *, first: bool, pos: str) -> Factuality | None:
    lemma = above.lemma_.lower()
    complement = here.dep_ in ("xcomp", "ccomp", "pcomp", "dobj", "pobj", "prep", "advcl", "acl", "nsubjpass")
    if above.pos_ in ("VERB", "AUX"):
        return _by_verb(above, here, lemma, complement=complement)
    of_noun = here.dep_ in ("prep", "acl", "ccomp", "compound", "amod", "nmod")
    if above.pos_ in ("NOUN", "PROPN") and of_noun and lemma in _UNREAL_NOUNS:
        return "unreal"
    if above.pos_ == "ADJ" and lemma in (
        "ready",
        "able",
        "likely",
        "prepared",
        "capable",
        "afraid",
        "willing",
        "due",
    ):
        return "unreal"
    return None


def _by_verb(above: Token, here: Token, lemma: str, *, complement: bool) -> Factuality | None:
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in here.children)
    if lemma in _GROWING and here.dep_ == "dobj" and _is_habit(above, here):
        return "general"
    negated = any(c.dep_ == "neg" for c in above.children)
    if complement and lemma in _PREVENT and here.dep_ in ("dobj", "nsubjpass", "pobj", "pcomp"):
        return "unreal"
    if (
        complement
        and lemma in _UNREAL
        and (infinitive or here.dep_ in ("dobj", "pcomp", "ccomp", "prep", "pobj", "nsubjpass"))
    ):
        if lemma in ("reject", "oppose", "claim", "condemn") and here.dep_ == "dobj":
            return None
        if (
            here.dep_ == "ccomp"
            and not infinitive
            and lemma in ("expect", "decide", "mean", "fear", "warn")
            and here.tag_ == "VBD"
        ):
            return None
        return (
            "unreal"
            if not (
                here.dep_ == "prep"
                and here.lower_
                in ("in", "on", "at", "after", "during", "since", "over", "with", "by", "near")
            )
            else None
        )
    if here.dep_ in ("dobj", "nsubjpass", "attr") and negated:
        return "negated"
    modals = {c.lower_ for c in above.children if c.dep_ == "aux"}
    if lemma in _FANCY and ("would" in modals or _took_it_so(above)):  # 'I thought a bomb had fallen'
        return "unreal"
    if (
        here.dep_ in ("dobj", "nsubjpass", "xcomp", "ccomp")
        and modals & _MODALS
        and "have" not in modals
        and lemma not in verbs("speech")
    ):
        return "unreal"
    marks = {c.lower_ for c in above.children if c.dep_ == "mark"}
    if marks & {"if", "unless", "lest", "whether"}:
        return "unreal"
    return None


def _is_habit(verb: Token, events: Token) -> bool:
    """Return whether a verb tells that events of a kind become more ('has stepped up attacks'), not of some
    that were ('stepped up its attacks on Monday').
    """
    lasting = verb.tag_ in ("VBZ", "VBP", "VBG") or any(c.lemma_ == "have" for c in verb.children)
    return lasting and events.tag_ == "NNS" and not any(c.dep_ == "nummod" for c in events.lefts)


def _took_it_so(verb: Token) -> bool:
    """Return whether somebody believed something in the past, which may have been otherwise."""
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return verb.tag_ == "VBD" and who is not None and (who.pos_ == "PRON" or person(who) is not None)


def governors(token: Token) -> Iterator[Token]:
    """Yield the verbs whose statement a trigger stands in, from the inside out ('said' of 'said that he
    had').
    """
    here = token
    for _ in range(10):
        if here.head == here:
            return
        child, here = here, here.head
        if child.dep_ == "conj":  # what is coordinated shares the governor, it does not govern
            continue
        if here.pos_ in ("VERB", "AUX") and child.dep_ in (
            "ccomp",
            "xcomp",
            "parataxis",
            "advcl",
            "pcomp",
            "prep",
            "dobj",
            "nsubj",
            "nsubjpass",
            "agent",
            "pobj",
            "attr",
            "relcl",
            "acl",
        ):
            yield here
