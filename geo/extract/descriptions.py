"""A noun that names nobody -> the party it describes: gunmen, an army, men on a motorcycle, a person by name.

Kinds of people are those of `tables/people.csv`; the words are the article's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from geo.extract import lexicon
from geo.extract.lexicon import Row, words
from geo.extract.names import ALIGNED
from geo.extract.phrases import entity, modifiers, noun_phrase, plain, worded
from geo.model import ActorKind

_IRREGULAR = re.compile(
    rf"\b(?:pro|anti)[-–\s]|[-–]{ALIGNED.pattern.rstrip('$')}\b|\b(?:rebel|opposition|separatist|paramilitary|guerrilla|insurgent|tribal"
    r"|militia|proxy|breakaway|jihadist|islamist|local defen[cs]e|allied|kurdish|enemy)\b",
    re.I,
)
HEDGES = words("actors hedges")
UNKNOWN = frozenset({"unidentified", "unknown", "unnamed", "mysterious", "unrecognized", "unidentify"})
_ARMED = frozenset({"armed", "masked", "hooded", "camouflage", "camouflaged", "motorized"})
_ONE_OF_FORCE = words("actors one of a force")
_ORGANISED = words("actors organised")
_UNITS = words("actors units")


@dataclass(frozen=True, slots=True)
class Party:
    """Someone who acts: the words that name them at tokens `start` to `end`, and what is known of them.

    `hedged` is true for "suspected" and its like, `unknown` for "unidentified", `bare_force` where a state's
    force is named without the state ("the army"); `wording` is all that describes the nameless ("men on a
    motorcycle").
    """

    start: int
    end: int
    name: str
    kind: ActorKind
    id: str | None = None
    hedged: bool = False
    unknown: bool = False
    bare_force: bool = False
    wording: str = ""

    @property
    def named(self) -> bool:
        """Return whether the words are a name rather than a description."""
        return self.id is not None or (self.kind in ("organization", "state") and not self.bare_force)


def described(token: Token, *, acting: bool) -> Party | None:
    """Return the party that a noun phrase describes; with `acting` plain people and names are parties too."""
    phrase = noun_phrase(token, of=False)
    row = lexicon.person(token) or (_force_of(token) if acting else None)
    words = {form for t in phrase for form in (t.lower_, t.lemma_.lower())}
    if row and row["stance"] in ("armed", "force", "unruly"):
        return _unnamed(token, phrase, row)
    if row and row["stance"] == "neutral" and (acting or words & (_ARMED | UNKNOWN | HEDGES)):
        kind: ActorKind = (
            "group"
            if is_plural(token) or row["word"] in ("group", "party", "squad", "team", "band")
            else "individual"
        )
        return _as_worded(Party(phrase.start, phrase.end, phrase.text, kind), token)
    if token.ent_type_ == "PERSON" and acting:
        return Party(*bounds(span := entity(token)), plain(span), "individual")
    if token.ent_type_ == "ORG" and token.pos_ == "PROPN" and acting:
        return Party(*bounds(span := entity(token)), plain(span), "organization")
    return None


def _force_of(unit: Token) -> Row | None:
    """Return the row of the force whose unit acts ('an army patrol')."""
    if unit.lemma_.lower() not in _UNITS:
        return None
    rows = (lexicon.person(word) for word in modifiers(unit))
    return next((row for row in rows if row and row["stance"] == "force"), None)


def _unnamed(token: Token, phrase: Span, row: Row) -> Party:
    if row["word"] in ("coalition", "alliance"):
        return Party(phrase.start, phrase.end, phrase.text, "group")
    if row["word"].split()[-1] in _ONE_OF_FORCE and not is_plural(token):
        return Party(phrase.start, phrase.end, phrase.text, "individual")
    if row["stance"] == "force" and not (_IRREGULAR.search(phrase.text) or _follows(token)):
        return Party(phrase.start, phrase.end, phrase.text, "state", bare_force=True)
    single = (
        not is_plural(token)
        and row["stance"] != "force"
        and row["word"].split()[-1] not in _ORGANISED
        and not row["word"].endswith("group")
    )
    named = Party(phrase.start, phrase.end, phrase.text, "individual" if single else "group")
    return _as_worded(named, token)


def _follows(token: Token) -> bool:
    """Return whether a force is somebody's own ('forces loyal to a warlord')."""
    return any(
        c.dep_ in ("acl", "amod", "relcl") and c.lemma_.lower() in ("loyal", "ally", "allied")
        for c in token.rights
    )


def _as_worded(party: Party, token: Token) -> Party:
    """Return the nameless with all that describes them; it is their name where the noun alone says nothing
    ('men', 'individuals').
    """
    wording = plain(worded(token))
    if wording == party.name:
        return party
    row = lexicon.person(token)
    bare = row is not None and row["stance"] == "neutral" and party.end - party.start == 1
    return replace(party, name=wording if bare else party.name, wording=wording)


def is_plural(token: Token) -> bool:
    """Return whether a noun names several people."""
    if token.tag_ in ("NNS", "NNPS"):
        return True
    row = lexicon.person(token)  # a capital at the start of a sentence makes a name of 'Guerrillas'
    singular = row["word"].split()[-1] if row else token.lemma_.lower()
    return token.lower_ != singular and token.lower_.endswith("s")


def bounds(span: Span) -> tuple[int, int]:
    """Return the tokens between which a phrase stands."""
    return span.start, span.end
