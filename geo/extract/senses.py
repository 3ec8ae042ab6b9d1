"""A candidate trigger and its arguments -> whether the conditions of its row in `tables/triggers.csv` hold.

A condition is `relation:class`. Relations are the roles of `roles.py`, `with` (instrument or opponent),
`near` (anywhere in the sentence), `before` and `after` (the neighbouring word or modifier). A class is
`@name`, one of `_CLASSES`, or a lemma. `needs` holds where any of its conditions does, `forbids` where any
does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise

from spacy.tokens import Doc, Token

from geo.extract import lexicon
from geo.extract.actors import Parties
from geo.extract.lexicon import forms, of_domain, words
from geo.extract.phrases import modifiers, sentence_of
from geo.extract.roles import Argument, arguments

_VEHICLES = words("senses vehicles")
_ANIMALS = words("senses animals")
_PEACEFUL = words("senses peaceful")
_CROWDS = words("senses crowds")
_CABLES = words("senses cables")
_CONTRABAND = words("senses contraband")
_ARMED_LOOKS = words("senses armed looks")
_COUNTING = words("suffering crowds") | words("things measures")
_PERSONS = frozenset({"he", "she", "him", "her", "them", "himself", "herself"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_NAMES = frozenset({"PERSON", "ORG", "NORP", *_PLACES})

Test = Callable[[Token, Parties], bool]


def human(token: Token, parties: Parties) -> bool:
    """Return whether a noun names people ('five', 'a teacher', 'John Smith')."""
    if lexicon.person(token) is not None or token.ent_type_ in ("PERSON", "NORP"):
        return True
    counted = token.like_num and token.dep_ not in ("nummod", "npadvmod")
    return counted or token.lower_ in _PERSONS


def _stance(*wanted: str) -> Test:
    def test(token: Token, parties: Parties) -> bool:
        row = lexicon.person(token)
        if row is not None and row["stance"] in wanted:
            return True
        if row is not None and row["stance"] == "neutral" and "armed" in wanted:
            looks = (t.lower_ for t in token.lefts)
            worn = (t.lemma_.lower() for c in token.rights if c.lower_ == "in" for t in c.children)
            return any(look in _ARMED_LOOKS for look in (*looks, *worn))
        return False

    return test


def _known(token: Token, parties: Parties) -> bool:
    name = parties.name_at(token)
    return name is not None


def _weapon_class(*wanted: str) -> Test:
    def test(token: Token, parties: Parties) -> bool:
        row = lexicon.weapon(token)
        return row is not None and row["class"] in wanted

    return test


def _place(token: Token, parties: Parties) -> bool:
    return token.ent_type_ in _PLACES


def _concrete(token: Token, parties: Parties) -> bool:
    if lexicon.abstract(token) and not lexicon.person(token):
        return False
    return bool(
        lexicon.target(token)
        or lexicon.weapon(token)
        or human(token, parties)
        or token.pos_ == "PROPN"
        or token.ent_type_ in _NAMES
    )


def _contraband(token: Token, parties: Parties) -> bool:
    """Return whether a noun is of goods that the law destroys, measured ones too ('300 kg of cocaine')."""
    measured = [t for of in token.children if of.lower_ == "of" for t in of.children if t.dep_ == "pobj"]
    return any(set(forms(word)) & _CONTRABAND for word in (token, *modifiers(token), *measured))


def _in_domain(name: str) -> Test:
    test = of_domain(name)
    return lambda token, parties: any(test(word) for word in (token, *modifiers(token)))


_OFFICIAL = frozenset({"government", "military", "police", "diplomatic", "religious", "media"})


@cache
def _event_nouns(lemma: str) -> tuple[lexicon.Row, ...]:
    return tuple(r for r in lexicon.rows("triggers") if r["pos"] == "noun" and r["lemma"] == lemma)


def is_event_noun(lemma: str) -> bool:
    """Return whether a noun's lemma is a trigger's."""
    return bool(_event_nouns(lemma))


def _event(token: Token, parties: Parties) -> bool:
    """Return whether a noun names an attack, and not what else it may (a strike over pay)."""
    rows = _event_nouns(token.lemma_.lower())
    return bool(rows) and not any(
        Setting(token, tuple(arguments(token, pos="noun")), parties).holds(row["forbids"]) for row in rows
    )


def _animal(token: Token, parties: Parties) -> bool:
    """Return whether a noun is of an animal, or `it` may be the one named before in the sentence."""
    if token.lower_ != "it":
        return token.lemma_.lower() in _ANIMALS
    return any(t.lemma_.lower() in _ANIMALS for t in token.doc[token.sent.start : token.i])


def _official(token: Token, parties: Parties) -> bool:
    row = lexicon.person(token)
    return row is not None and row["stance"] == "civil" and row["kind"] in _OFFICIAL


def _civil(token: Token, parties: Parties) -> bool:
    row = lexicon.person(token)
    return row is not None and row["stance"] == "civil"


def _infrastructure(token: Token) -> bool:
    row = lexicon.target(token)
    return token.lemma_.lower() in _CABLES or (row is not None and row["kind"] == "infrastructure")


def _storm(token: Token, parties: Parties) -> bool:
    """Return whether a noun is of nature, or a name that the text gives to something of nature ('cyclone
    Idris').
    """
    if _in_domain("nature")(token, parties):
        return True
    return token.pos_ == "PROPN" and token.text in _storms(token.doc)


@lru_cache(maxsize=1)
def _storms(doc: Doc) -> frozenset[str]:
    """Return the words that stand right after something of nature."""
    nature = of_domain("nature")
    return frozenset(after.text for word, after in pairwise(doc) if nature(word))


_RELATIONS = {
    "with": ("instrument", "with"),
    "agent": ("agent", "owner", "modifier", "head"),
    "goal": ("goal", "to"),
    "patient": ("patient", "effect", "head"),
}

_CLASSES: Mapping[str, Test] = {
    "@weapon": lambda token, parties: lexicon.weapon(token) is not None,
    "@unarmed": lambda token, parties: not (lexicon.weapon(token) or human(token, parties)),
    "@projectile": _weapon_class(*words("senses projectiles")),
    "@drone": _weapon_class("drone", "missile", "aircraft"),
    "@unmanned": _weapon_class("drone", "missile", "rocket"),
    "@aircraft": _weapon_class("aircraft", "drone", "missile"),
    "@blade": _weapon_class("blade"),
    "@vehicle": lambda token, parties: token.lemma_.lower() in _VEHICLES,
    "@human": human,
    "@person-only": lambda token, parties: human(token, parties) and not lexicon.weapon(token),
    "@official": _official,
    "@proper": lambda token, parties: token.pos_ == "PROPN",
    "@name": lambda token, parties: token.ent_type_ == "PERSON",
    "@armed": lambda token, parties: _stance("armed")(token, parties) or _known_group(token, parties),
    "@force": _stance("force"),
    "@unruly": _stance("unruly"),
    "@police": lambda token, parties: bool((row := lexicon.person(token)) and row["kind"] == "police"),
    "@actor": _known,
    "@state": _known,
    "@target": lambda token, parties: lexicon.target(token) is not None and token.ent_type_ != "PERSON",
    "@place": _place,
    "@concrete": _concrete,
    "@contraband": _contraband,
    "@event": _event,
    "@abstract": lambda token, parties: lexicon.abstract(token) is not None and lexicon.weapon(token) is None,
    "@animal": _animal,
    "@civil": _civil,
    "@peaceful": lambda token, parties: token.lemma_.lower() in _PEACEFUL,
    "@crowd": lambda token, parties: token.lemma_.lower() in _CROWDS or human(token, parties),
    "@thing": lambda token, parties: token.pos_ in ("NOUN", "PROPN") and not lexicon.abstract(token),
    "@infrastructure": lambda token, parties: _infrastructure(token),
    "@nature": _storm,
    "@accident": _in_domain("accident"),
    "@illness": _in_domain("health"),
    "@arms": _weapon_class(*words("senses arms")),
}  # fmt: skip


def _with_members(token: Token) -> list[Token]:
    """Return a noun and, where it only counts or gathers, what it counts ('a group of rebels', 'sticks of
    dynamite').
    """
    if token.lemma_.lower() not in _COUNTING and not token.like_num:
        return [token]
    return [token, *(t for p in token.children if p.lower_ == "of" for t in p.children if t.dep_ == "pobj")]


def _known_group(token: Token, parties: Parties) -> bool:
    party = parties.of(token, acting=False)
    return party is not None and party.kind in ("organization", "group")


@dataclass(slots=True)
class Setting:
    """A candidate with what surrounds it; the sentence's words and classes are worked out once."""

    token: Token
    arguments: Sequence[Argument]
    parties: Parties
    seen: dict[tuple[int, str], bool] = field(default_factory=dict)

    def holds(self, conditions: str) -> bool:
        """Return whether any of the conditions, joined by `|`, holds."""
        return any(self._one(*condition.split(":", 1)) for condition in conditions.split("|") if condition)

    def _one(self, relation: str, wanted: str) -> bool:
        if relation == "near":
            return self._near(wanted)
        return any(self._is(token, wanted) for token in self._related(relation))

    def _near(self, wanted: str) -> bool:
        sentence = sentence_of(self.token)
        key = (sentence.start, wanted)
        if key not in self.seen:
            self.seen[key] = any(
                self._is(token, wanted) for token in sentence if token != self.token and not token.is_punct
            )
        return self.seen[key]

    def _related(self, relation: str) -> list[Token]:
        if relation == "before":
            before = [t for t in self.token.lefts if t.dep_ in ("amod", "compound", "nmod")]
            return before + ([self.token.nbor(-1)] if self.token.i else [])
        if relation == "after":
            return [self.token.nbor(1)] if self.token.i + 1 < len(self.token.doc) else []
        wanted = _RELATIONS.get(relation, (relation,))
        return [word for a in self.arguments if a.role in wanted for word in _with_members(a.token)]

    def _is(self, token: Token, wanted: str) -> bool:
        if wanted.startswith("@"):
            return _CLASSES[wanted](token, self.parties)
        return wanted in forms(token)
