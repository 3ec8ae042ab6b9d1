"""A text of one line, a headline or an analyst's caption, -> the word in it that names an attack, where no
finished sentence does ("Damage to a school, Velorne", "Aftermath of a strike on Velorne", "Shelling of
Velorne").

In a caption a word for damage or its cause is the whole predicate. `tables/captions.csv` lists such words
with the type of event they tell, and what must stand beside them: `arms` (a weapon, an armed force, or a word
that tells of arms by itself), `target` (something that is hit, or arms), `hit` (something that is hit, or a
weapon), `war` (an armed force, or civilians), `upon` (as `target`, or "on" with what is no day). A word that
tells harm and one that tells its cause need no more ("Damage after a strike"). A place must be named, and no
word of another domain: a flood damages schools too.
"""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc, Token

from geo.extract import lexicon
from geo.extract.actors import Parties
from geo.extract.lexicon import Lexicon, Row, domain, forms, words
from geo.extract.roles import arguments
from geo.extract.triggers import Trigger, refused

LONGEST = 300  # code points; a caption of our own is under 200
_OTHER = {
    "nature": 1,
    "accident": 1,
    "bursts by itself": 1,
    "drill": 1,
    "cyber": 1,
    "health": 2,
    "sport": 2,
    "culture": 2,
    "business": 2,
}  # words of a domain that take a caption out of war
_WRECK = frozenset({"destroy", "damage", "burn", "ruin"})
_STRUCK = frozenset({"hit", "strike", "attack"})
_FIGHTS = frozenset({"clash", "battle", "fight"})
_FINITE = frozenset({"VBZ", "VBP", "VBD", "VB"})
_SHOWS = frozenset({"museum", "exhibition"})
_IMAGES = words("captions images")
_DAYS = frozenset({"DATE", "TIME"})
_CIVILIANS = frozenset({"civilian", "civilians"})
_UNTOLD = words("captions untold")
_SENTENCES = re.compile(r"[.!?]\s")
_COURTS = words("captions of courts")
_CONTRABAND = words("senses contraband")


def is_caption(text: str) -> bool:
    """Return whether a text is one short line."""
    line = text.strip()
    return 0 < len(line) <= LONGEST and "\n" not in line


def is_of_courts(text: str) -> bool:
    """Return whether a text is one sentence about a trial or a day of memory, which recalls its attack."""
    return (
        is_caption(text)
        and not _SENTENCES.search(text.strip())
        and any(word in _COURTS for word in re.findall(r"\w+", text.lower()))
    )


def may_tell(text: str) -> bool:
    """Return whether a text is a caption with a word that may name an attack."""
    return is_caption(text) and bool(_expression().search(text))


def is_of_other_things(doc: Doc) -> bool:
    """Return whether a caption has words of another domain, or tells of no act of war: of repairs, drugs."""
    if any(_said_of(other, doc) >= n for other, n in _OTHER.items()):
        return True
    return any((t.lower_ in _UNTOLD and not _claims_lives(t)) or _CONTRABAND & set(forms(t)) for t in doc)


def _said_of(other: str, doc: Doc) -> int:
    """Return how many words of a domain a caption has, those of buildings left out ("the opera theatre")."""
    return sum(not _names_a_building(doc[last]) for _, last, _ in domain(other).find(doc))


def _names_a_building(token: Token) -> bool:
    noun = token
    while noun.dep_ in ("compound", "conj", "nmod", "amod") and noun.head != noun:
        noun = noun.head
    return any(_is_hit(lexicon.target(t)) for t in (token, noun))


def _claims_lives(token: Token) -> bool:
    """Return whether "claims" goes on with lives ("blast claims 5 lives")."""
    return token.lower_ == "claims" and any(t.lower_ in ("life", "lives") for t in token.doc[token.i :][:6])


def triggers(doc: Doc, parties: Parties) -> list[Trigger]:
    """Return the word of a caption that names its attack, the one that tells its kind first; [] where none
    does.
    """
    found = [(t, row) for t in doc if (row := _lexicon().at(t)) is not None and not refused(t, parties)]
    told = [
        (t, row) for t, row in found if _holds(row["needs"], doc, parties, found) and _is_done(t, parties)
    ]
    best = min(told, key=lambda hit: (hit[1]["type"] == "attack", hit[0].i), default=None)
    return [_trigger(*best)] if best is not None else []


def _trigger(token: Token, row: Row) -> Trigger:
    pos = "verb" if token.pos_ == "VERB" else "noun"
    rule = f"captions.csv: {row['word']}"
    return Trigger(
        token, token.i, row["type"], "weak", pos, rule, tuple(arguments(token, pos=pos)), "actual", True
    )


def _holds(needs: str, doc: Doc, parties: Parties, found: list[tuple[Token, Row]]) -> bool:
    if not needs:
        return True
    if needs == "hit":
        return any(lexicon.weapon(t) is not None or _is_hit(lexicon.target(t)) for t in doc)
    if {"harm", "cause"} <= {row["tells"] for _, row in found}:
        return True
    if needs == "upon" and any(_falls_upon(t) for t, _ in found):
        return True
    if needs == "war":
        return any(t.lower_ in _CIVILIANS or _is_force(t) for t in doc)
    if any(row["arms"] == "yes" for _, row in found) or any(_is_armed(t, parties) for t in doc):
        return True
    return needs in ("target", "upon") and any(lexicon.target(t) is not None for t in doc)


def _falls_upon(token: Token) -> bool:
    """Return whether a noun goes on with what it fell on ("strike on Velorne", not "strike on Monday")."""
    on = [c for c in token.children if c.dep_ == "prep" and c.lower_ in ("on", "against")]
    return any(t.dep_ == "pobj" and t.ent_type_ not in _DAYS for c in on for t in c.children)


def _is_done(token: Token, parties: Parties) -> bool:
    """Return whether a word tells of an act of arms by its grammar: no fire or wrecker "destroys" what is a
    target here, no army a crop, no car "hits" a pedestrian, and nobody clashes "over a budget".
    """
    lemma = token.lemma_.lower()
    if any(c.dep_ == "prep" and c.lower_ == "over" and not _names_arms(token, c) for c in token.children):
        return False
    if token.dep_ == "compound" and token.head.lemma_.lower() in _SHOWS:
        return False  # "missile museum"
    if token.tag_ in _FINITE and lemma in _FIGHTS:
        return any(_is_armed(t, parties) for t in token.sent)
    return _wrecks(token, parties) if token.pos_ == "VERB" and lemma in _WRECK | _STRUCK else True


def _of_phrase(noun: Token) -> list[Token]:
    """Return a noun with those before it and those behind its "of" ("roof of a train station")."""
    behind = [t for of in noun.rights if of.lower_ == "of" for t in of.children if t.dep_ == "pobj"]
    return [noun, *noun.lefts, *behind]


def _names_arms(token: Token, over: Token) -> bool:
    """Return whether arms are told to be over a place ("shells over Velorne")."""
    return lexicon.weapon(token) is not None and any(t.pos_ == "PROPN" for t in over.subtree)


def _wrecks(verb: Token, parties: Parties) -> bool:
    """Return whether a verb of wrecking or hitting has arms for its subject, or a target for what it befell
    ("School destroyed in Velorne", "destroyed homes").
    """
    if verb.dep_ == "amod":
        return verb.head.pos_ == "PROPN" or any(_is_hit(lexicon.target(t)) for t in _of_phrase(verb.head))
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is None:
        return True
    objects = [c for c in verb.children if c.dep_ == "dobj" and c.lower_ != "times"]
    if not objects and verb.tag_ in ("VBD", "VBN"):  # a headline's passive
        return lexicon.target(subject) is not None
    return _is_armed(subject, parties) and any(_is_hit(lexicon.target(o)) for o in objects)


def _is_hit(target: Row | None) -> bool:
    """Return whether a noun is a thing that is hit, and not the word `target` itself."""
    return target is not None and target["word"] != "target"


def _is_armed(token: Token, parties: Parties) -> bool:
    if _is_force(token):
        return True
    if token.i + 1 < len(token.doc) and token.nbor().lower_ in _IMAGES:
        return False  # "drone footage"
    party = parties.of(token, acting=False)
    return lexicon.weapon(token) is not None or (
        party is not None and party.id is not None and party.kind != "state"
    )


def _is_force(token: Token) -> bool:
    person = lexicon.person(token)
    return person is not None and person["stance"] in ("armed", "force")


@cache
def _lexicon() -> Lexicon:
    return Lexicon.of(lexicon.rows("captions"))


@cache
def _expression() -> re.Pattern[str]:
    last = (row["word"].split()[-1] for row in lexicon.rows("captions"))
    stems = {re.escape(word.removesuffix("y")) for word in last}  # "casualties"
    return re.compile(rf"\b(?:{'|'.join(sorted(stems))})", re.IGNORECASE)
