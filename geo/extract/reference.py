"""A trigger -> how it refers: to an event told before, to another, to several, to the answer to an attack."""

from __future__ import annotations

import re

from spacy.tokens import Token

from geo.extract.lexicon import person, words
from geo.extract.senses import is_event_noun
from geo.extract.triggers import Trigger

_TIMES = frozenset({"DATE", "TIME"})
_DEFINITE = words("reference definite")
_APART = words("reference apart")
_ELSEWHERE = re.compile(
    r"^\W*(?:separately|elsewhere|in (?:a |an)?(?:separate|another|other|different)|also|meanwhile"
    r"|in a (?:second|third))\b",
    re.I,
)
_TURNS = words("reference turns")
_ATTACKERS = words("reference attackers")
_COUNTS = words("reference counts")


def definite(trigger: Trigger) -> bool:
    """Return whether a noun points back to what was told ('the blast', "Friday's attack")."""
    if trigger.pos == "verb":
        return False
    if any(t.lower_ in _DEFINITE for t in trigger.token.lefts):
        return True
    owners = [t for t in trigger.token.lefts if t.dep_ == "poss" and t.ent_type_ in _TIMES]
    return bool(owners)


def answers(trigger: Trigger) -> bool:
    """Return whether those who attacked are hit in their turn ('police shot the attackers')."""
    hit = [t for t in trigger.role("patient", "of", "victim") if t.dep_ != "nsubj"]
    hit += [c for t in hit for p in t.children if p.lower_ == "of" for c in p.children]
    return any(t.lemma_.lower() in _ATTACKERS or _his_men(t) for t in hit)


def _his_men(token: Token) -> bool:
    """Return whether a noun names somebody's fighters ('his men', 'its soldiers')."""
    row = person(token)
    owned = any(c.dep_ == "poss" and c.lower_ in ("his", "its", "their") for c in token.lefts)
    return (
        owned and row is not None and row["word"] in ("man", "men", "fighter", "gunman", "soldier", "member")
    )


def several(trigger: Trigger) -> bool:
    """Return whether a noun counts attacks in the plural ('two attacks', 'both')."""
    return trigger.token.tag_ in ("NNS", "NNPS") and any(t.lower_ in _COUNTS for t in trigger.token.lefts)


def apart(trigger: Trigger) -> bool:
    """Return whether the words say that this is another event ('in a separate attack', 'elsewhere', 'the raid
    followed the killing of ...').
    """
    if trigger.pos == "noun" and any(t.lower_ in _APART for t in trigger.token.lefts):
        return not several(trigger)
    return _comes_before(trigger.token) or bool(_ELSEWHERE.match(trigger.token.sent.text))


def _comes_before(token: Token) -> bool:
    """Return whether a verb says that another attack came after this one."""
    verb = token.head
    if token.dep_ != "dobj" or verb.lemma_.lower() not in _TURNS:
        return False
    return any(c.dep_ == "nsubj" and is_event_noun(c.lemma_.lower()) for c in verb.children)
