"""A parse -> its statements about responsibility: claims, accusations, denials, and who makes them.

"No group has claimed responsibility" is none. Which event one is about is decided where events are known.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from geo.extract.accusations import accused
from geo.extract.actors import Parties, Party
from geo.extract.avowals import avowed
from geo.extract.lexicon import person, words
from geo.extract.phrases import sentences_of
from geo.extract.speakers import resolve, spoken_for
from geo.model import Attribution

_UNSURE = words("statements unsure")
_NOBODY = frozenset({"no", "none", "nobody", "neither", "nor"})


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
    for number, sentence in enumerate(sentences_of(doc)):
        about = frozenset(t.i for t in sentence)
        for token in sentence:
            for party_token, force, by, rule in (*avowed(token), *accused(token, parties)):
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


def _nobody(token: Token) -> bool:
    return token.lower_ in _NOBODY or any(c.lower_ in _NOBODY for c in token.children)
