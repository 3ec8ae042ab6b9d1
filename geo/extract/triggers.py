"""A parse -> the words that name an attack, each with its type, its arguments and whether it happened.

`tables/triggers.csv` holds the words with their senses: `strength` is `strong` (names an attack by itself),
`weak` (only where `needs` holds; an empty `needs` always does) or `effect` (what an attack does: an event of
its own where `needs` holds, else evidence for another).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Doc, Token

from geo.extract import lexicon
from geo.extract.actors import Parties
from geo.extract.factuality import Factuality, factuality
from geo.extract.lexicon import Lexicon, Row, forms
from geo.extract.roles import Argument, arguments
from geo.extract.scan import mentions_attack
from geo.extract.senses import Setting

__all__ = ["Trigger", "find", "judgement", "mentions_attack"]

_NEAR, _FAR = 4, 14  # words behind a verb among which its particle stands ('set two shops and a bus on fire')
_AFLAME = frozenset({"ablaze", "alight", "fire", "afire"})
_TOO_COMMON = lexicon.words("scan too common")
_VIOLENT = "near:@armed|near:@arms"
_HARMLESS = "near:@accident|near:@nature|near:@illness"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an attack. `first` is its first token's index, `rule` the row that accepted it,
    `violent` says that its sentence tells of arms or armed people, and of no accident.
    """

    token: Token
    first: int
    type: str
    strength: str
    pos: str
    rule: str
    arguments: tuple[Argument, ...]
    factuality: Factuality
    violent: bool = False

    @property
    def start(self) -> int:
        """Return the first code point of the trigger."""
        return int(self.token.doc[self.first].idx)

    @property
    def end(self) -> int:
        """Return the code point after the trigger."""
        return int(self.token.idx + len(self.token))

    @property
    def phrase(self) -> str:
        """Return the words of the row that accepted it ("shoot down")."""
        return self.rule.split(": ", 1)[1].rsplit(",", 1)[0]

    def role(self, *roles: str) -> list[Token]:
        """Return the arguments in these roles."""
        return [argument.token for argument in self.arguments if argument.role in roles]


def find(doc: Doc, parties: Parties) -> list[Trigger]:
    """Return the triggers of a parse in order, those that tell of nothing that happened included."""
    seen: dict[tuple[int, str], bool] = {}
    found: list[Trigger] = []
    refused: set[str] = set()
    for token in doc:
        trigger = _read(token, parties, seen, refused)
        if trigger is not None and (found or not _takes_up(trigger.token, refused)):
            found.append(trigger)
    return found


def _takes_up(noun: Token, refused: Collection[str]) -> bool:
    """Return whether a bare noun goes on with a word that stood in another sense ('a heart attack ... the
    attack'); only where no attack has been told yet.
    """
    bare = all(c.dep_ in ("det", "punct") for c in noun.children)
    return bare and noun.pos_ == "NOUN" and noun.lemma_.lower() in refused


def refused(token: Token, parties: Parties) -> bool:
    """Return whether a word of the table stands in another sense, or for what did not happen."""
    for _, row in _candidates(token):
        setting = Setting(token, tuple(arguments(token, pos=row["pos"])), parties, {})
        if setting.holds(row["forbids"]) or factuality(token, pos=row["pos"]) != "actual":
            return True
    return False


Judgement = Literal["sense", "bare", "negated", "unreal", "general", "joined"]


def judgement(token: Token, parties: Parties) -> Judgement | None:
    """Return why a word of the table is no trigger, `joined` where it is one, None for other words.

    `sense`: it stands in another sense; `bare`: nothing beside it says that it is an attack (of a word that
    any text has, that is no news); else its factuality.
    """
    for _, row in _candidates(token):
        setting = Setting(token, tuple(arguments(token, pos=row["pos"])), parties, {})
        if setting.holds(row["forbids"]):
            return "sense"
        if row["strength"] == "weak" and row["needs"] and not setting.holds(row["needs"]):
            return None if token.lemma_.lower() in _TOO_COMMON else "bare"
        told = factuality(token, pos=row["pos"])
        return "joined" if told == "actual" else told
    return None


def _read(
    token: Token, parties: Parties, seen: dict[tuple[int, str], bool], other: set[str]
) -> Trigger | None:
    """Return the trigger that a token is; the lemma of one in another sense goes into `other`."""
    for first, row in _candidates(token):
        found = tuple(arguments(token, pos=row["pos"]))
        setting = Setting(token, found, parties, seen)
        if setting.holds(row["forbids"]):
            other.add(token.lemma_.lower())
            continue
        needed = not row["needs"] or setting.holds(row["needs"])
        if row["strength"] == "weak" and not needed:
            continue
        strength = row["strength"] if row["strength"] != "effect" else ("weak" if needed else "effect")
        rule = f"triggers.csv: {row['lemma']}, {row['pos']}"
        violent = setting.holds(_VIOLENT) and not setting.holds(_HARMLESS)
        told = factuality(token, pos=row["pos"])
        return Trigger(token, first, row["type"], strength, row["pos"], rule, found, told, violent)
    return None


def _candidates(token: Token) -> Iterator[tuple[int, Row]]:
    noun = _nouns().ending(token) if _disagrees(token) else None
    if noun:
        yield noun
        return
    if token.pos_ in ("VERB", "AUX") and (token.dep_ not in ("amod", "compound") or _acts(token)):
        yield from _verbal(token)
    if token.lower_ == "dead" and _follows_noun_shot(token):
        yield from ((token.i - 1, row) for words, row in _verbs()["shoot"] if words[1:] == ("dead",))
    if (token.pos_ in ("NOUN", "PROPN") and token.dep_ != "compound") or (
        token.tag_ == "VBG" and token.dep_ in ("pobj", "nsubj", "dobj", "nsubjpass", "conj")
    ):
        hit = _nouns().ending(token)
        if hit:
            yield hit


def _follows_noun_shot(dead: Token) -> bool:
    """Return whether the parser took the verb for a noun: 'a man on a motorcycle shot dead two guards'."""
    return dead.i > 0 and dead.nbor(-1).lower_ == "shot" and dead.nbor(-1).pos_ != "VERB"


def _acts(token: Token) -> bool:
    """Return whether a participle taken for an attribute is the verb of its sentence: 'a jet bombed army
    posts', the noun before it and no article between.
    """
    if token.tag_ not in ("VBN", "VBD") or not token.i:
        return False
    before = token.nbor(-1)
    return (
        before.pos_ in ("NOUN", "PROPN") and before.dep_ in ("nmod", "compound") and before.head == token.head
    )


def _disagrees(token: Token) -> bool:
    """Return whether a word taken for a verb cannot be one: 'Velland massacre', one name and no -s."""
    if token.tag_ != "VBP" or not token.i:
        return False
    before = token.nbor(-1)
    return before.dep_ == "nsubj" and before.tag_ == "NNP" and before.head == token


def _verbal(token: Token) -> Iterator[tuple[int, Row]]:
    for form in forms(token):
        for words, row in _verbs().get(form, ()):
            if all(_follows(token, word) for word in words[1:]):
                yield token.i, row


def _follows(verb: Token, word: str) -> bool:
    near = verb.doc[verb.i + 1 : verb.i + (_FAR if word in _AFLAME else _NEAR)]
    deep = [t for right in verb.rights if right.dep_ == "prep" for t in right.rights]
    return any(word in (t.lower_, t.lemma_.lower()) for t in [*verb.rights, *near, *deep])


@cache
def _nouns() -> Lexicon:
    return Lexicon.of((row for row in lexicon.rows("triggers") if row["pos"] == "noun"), column="lemma")


@cache
def _verbs() -> Mapping[str, tuple[tuple[tuple[str, ...], Row], ...]]:
    index: dict[str, list[tuple[tuple[str, ...], Row]]] = {}
    for row in lexicon.rows("triggers"):
        if row["pos"] == "verb":
            words = tuple(row["lemma"].split())
            index.setdefault(words[0], []).append((words, row))
    return {first: tuple(sorted(found, key=lambda e: -len(e[0]))) for first, found in index.items()}
