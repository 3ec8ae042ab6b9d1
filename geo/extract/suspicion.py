"""The rivals for the suspect of an event -> who is suspected, where rules run out.

Reports of the same war name the organisation once and tell the attacks below it, or tell of 'the group' three
sentences on. Each rival's signs (`rivals.py`) are weighed by `tables/suspicion.csv`, written by
`geo train actors`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Token

from geo.extract import odds
from geo.extract.attribution import Suspect
from geo.extract.lexicon import verbs
from geo.extract.rivals import Rival
from geo.extract.senses import is_event_noun

_UNCLAIMED = re.compile(
    r"\b(?:no|neither|nobody|none)\b[^.;\n]{0,50}\b(?:claim\w*|taken|took|assumed)\b[^.;\n]{0,20}\bresponsib"
    r"|\bno (?:group|one|organi[sz]ation|party)\b[^.;\n]{0,40}\bclaimed\b|\bclaimed by no\b",
    re.I,
)
ADDED = (
    0.65  # from 0.45 half of those added are wrong (out of fold on MUC): a wrong suspect is worse than none
)


def chosen(contest: Sequence[Rival], *, unclaimed: bool = False) -> tuple[Suspect, ...]:
    """Return an event's suspects: those of the rules, then the organisation that is likely without a rule,
    but where the text says that nobody has claimed an attack (`unclaimed`).
    """
    ruled = tuple(r.suspect for r in contest if not r.added)
    if unclaimed:
        return ruled
    free = [r for r in contest if r.added and _may_be_added(r)]
    best = max(free, key=_chance, default=None)
    return (*ruled, best.suspect) if best and _chance(best) >= ADDED else ruled


def is_unclaimed(text: str) -> bool:
    """Return whether a text says that nobody has claimed an attack ("No group claimed responsibility")."""
    return bool(_UNCLAIMED.search(text))


def _may_be_added(rival: Rival) -> bool:
    """Return whether a party is an armed organisation that the event did not hit and that does not speak for
    itself: who comments on an attack without claiming it is no suspect. States and the nameless are suspected
    by rules only.
    """
    silent = all(rival.signs.get(sign) != "yes" for sign in ("hit here", "speaks", "owns up"))
    return rival.suspect.party.kind == "organization" and silent and not _comments(rival.suspect.token)


def _comments(token: Token) -> bool:
    """Return whether a subject only says something of an event ('praised the attack')."""
    verb = token.head
    if token.dep_ != "nsubj" or verb.lemma_.lower() in verbs("light"):
        return False
    return any(c.dep_ == "dobj" and is_event_noun(c.lemma_.lower()) for c in verb.children)


def _chance(rival: Rival) -> float:
    return odds.chance(rival.signs, "suspicion")
