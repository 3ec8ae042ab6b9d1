"""What was hit, who was hurt and with what, as the words of a text name them; and which words name the same.

In: the things that one trigger, or the mentions of one event, name. Out: each once, in its fullest wording.
Alone knows that "the device" is the bomb told before, that "Ortiz" is the judge Ana Ortiz, and that "people"
are those whom the next sentence names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from geo.extract import lexicon
from geo.extract.lexicon import Row, words
from geo.extract.phrases import conjuncts, modifiers, noun_phrase
from geo.extract.roles import Argument

_ANYTHING = words("things anything")
_ANY_BOMB = words("things any bomb")
_MEASURES = words("things measures")
_ROUNDS = words("things rounds")
_LADEN = words("things laden")
_UNARMED = frozenset({"aircraft", "unspecific", "vehicle"})
_NO_NAMES = frozenset({"GPE", "LOC", "ORG", "FAC", "DATE", "TIME", "NORP"})
_ON_PLACES = frozenset({"attack", "raid", "storm", "assault", "overrun", "target"})
_FAR = 12  # tokens behind a noun in which what stands beside it is its name, not the next of a list
_BOMBS = frozenset({"bomb", "vehicle bomb", "suicide", "mine"})


@dataclass(frozen=True, slots=True)
class Thing:
    """A weapon, target or victim: the words of its phrase, its kind or class, and `also` what else it is
    called.
    """

    span: Span
    kind: str
    rule: str
    also: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the article's words on one line."""
        return " ".join(self.span.text.split())

    @property
    def head(self) -> str:
        """Return the last word's lemma, by which two wordings are one thing."""
        return self.span[-1].lemma_.lower() if len(self.span) else self.text.lower()


def arms(trigger: Token, arguments: Sequence[Argument], *, downing: bool) -> Iterator[Thing]:
    """Yield the weapons among a trigger's arguments and in its own phrase; of what was shot down (`downing`)
    only what it was shot down with.
    """
    seen: set[int] = set()
    named = [] if lexicon.lexicon("weapons").ending(trigger) else modifiers(trigger)
    for argument in arguments:
        pit = trigger.lemma_.lower() in _ON_PLACES and _class(argument.token) == "mine"
        if not pit and (not downing or argument.role in ("instrument", "with", "agent")):
            named += _bearers(argument)
    for token in named:
        load = _load(token)
        row = lexicon.weapon(load or token)
        if row is None or token.i in seen:
            continue
        span = _without_fire(noun_phrase(token, of=False))
        if load is not None:
            span = token.doc[span.start : load.i + 1]
        seen |= {token.i, *(t.i for t in span)}
        yield Thing(span, row["type"] or "", f"weapons.csv: {row['word']}")


def _bearers(argument: Argument) -> list[Token]:
    """Return the words of an argument that may be a weapon: itself, what it measures, its modifiers."""
    token = argument.token
    if lexicon.person(token):
        return []
    measured = [t for p in token.rights if p.lower_ == "of" for t in p.rights if t.dep_ == "pobj"]
    if measured and token.lemma_.lower() in _MEASURES:
        return measured
    if _load(token) is not None:
        return [token]
    if argument.role in ("goal", "place", "source", "beside"):
        return [token] if _class(token) == "vehicle bomb" else []
    return [token] if lexicon.target(token) and not lexicon.weapon(token) else [token, *modifiers(token)]


def _without_fire(span: Span) -> Span:
    """Return the weapon of its fire: "rifle fire" is a rifle."""
    named = span[-1].lower_ == "fire" and len(span) > 1 and lexicon.weapon(span[-2]) is not None
    return span[:-1] if named else span


def _class(token: Token) -> str:
    row = lexicon.weapon(token)
    return row["class"] if row else ""


def _load(token: Token) -> Token | None:
    """Return the explosives that a vehicle is filled with: "a lorry packed with dynamite"."""
    if lexicon.weapon(token) is not None:  # a drone with explosives is a drone
        return None
    for child in token.rights:
        if child.dep_ in ("acl", "relcl", "amod") and child.lemma_.lower() in _LADEN:
            below = [t for t in child.subtree if t.i > child.i]
            return next((t for t in below if _class(t) in _BOMBS), None)
    return None


def weapons(things: Iterable[Thing]) -> list[Thing]:
    """Return the weapons of an event, each once; aircraft and "weapons" only where nothing else is named."""
    kept = merged(things)
    armed = [t for t in kept if _row(t)["class"] not in _UNARMED]
    guns = [t for t in armed if t.head not in _ROUNDS]
    kept = guns or armed or kept
    exact = [t for t in kept if not _is_any_bomb(t) and _row(t)["class"] in _BOMBS]
    return [t for t in kept if not (exact and _is_any_bomb(t))]


def _is_any_bomb(thing: Thing) -> bool:
    """Return whether a word tells no kind of bomb; 'dynamite charge' says more than 'charge'."""
    return _row(thing).get("word", thing.head) in _ANY_BOMB


def _row(thing: Thing) -> Row:
    return lexicon.weapon(thing.span[-1]) or {"class": ""}


def people_named(token: Token) -> Iterator[tuple[Token, tuple[str, ...]]]:
    """Yield whom a noun and what stands beside it name, each with what else they are called: "the engineer
    Tobal Iskren", "two nurses, Ana Orwe and Lis Brennik", "five people, including a priest".
    """
    beside = [t for t in token.rights if t.dep_ == "appos" and t.i - token.i < _FAR]
    names = [t for one in beside for t in conjuncts(one) if _may_name(t)] or listed_names(token)
    several = token.tag_ in ("NNS", "NNPS")
    if names and token.pos_ == "NOUN":
        called = () if several else (noun_phrase(token, of=False).text,)
        yield from ((name, called) for name in names)
    else:
        roles = [one for one in beside if one.pos_ == "NOUN" and lexicon.person(one)]
        yield token, tuple(noun_phrase(one, of=False).text for one in roles)
    if several:
        yield from ((t, ()) for t in _among(token))


def listed_names(noun: Token) -> list[Token]:
    """Return the names that follow a plural at once: "two teachers, Ana Orwe and Lis Brennik", whom the
    parser takes for others.
    """
    first = next((t for t in noun.rights if t.dep_ == "conj" and t.ent_type_ == "PERSON"), None)
    if first is None or noun.tag_ != "NNS" or first.left_edge.i != noun.i + 2 or noun.nbor().text != ",":
        return []
    return [t for t in conjuncts(first) if _may_name(t)]


def _may_name(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.ent_type_ not in _NO_NAMES and lexicon.target(token) is None


def _among(token: Token) -> Iterator[Token]:
    """Yield whom "including" or "among them" names after a noun."""
    for prep in token.rights:
        if prep.dep_ == "prep" and prep.lower_ in ("including", "among"):
            for one in prep.rights:
                if one.dep_ == "pobj" and one.pos_ in ("NOUN", "PROPN"):
                    yield from conjuncts(one)


def targets(things: Iterable[Thing]) -> list[Thing]:
    """Return what was hit in an event, each once; an owner's name only where no building of it is told."""
    kept = merged(things)
    return without(kept, lambda thing: thing.kind == "unknown" or thing.head in _ANYTHING)


def without(things: list[Thing], vague: Callable[[Thing], bool]) -> list[Thing]:
    """Return the things that are not vague, or all where all are."""
    exact = [thing for thing in things if not vague(thing)]
    return exact or things


def merged(things: Iterable[Thing]) -> list[Thing]:
    """Return things with different head words, the fullest wording of each, in the order they are told."""
    kept: list[Thing] = []
    for thing in things:
        at = next((at for at, other in enumerate(kept) if _is_same(thing, other)), None)
        if at is None:
            kept.append(thing)
        else:
            kept[at] = _both(kept[at], thing)
    return kept


def _both(one: Thing, other: Thing) -> Thing:
    """Return the fuller of two wordings of one thing, with what the other adds."""
    full, short = (other, one) if len(other.text) > len(one.text) else (one, other)
    names = dict.fromkeys([*one.also, *other.also, short.text])
    return replace(full, also=tuple(name for name in names if name.lower() not in full.text.lower()))


def _is_same(one: Thing, other: Thing) -> bool:
    """Return whether two wordings name one: the same head, or all words of the shorter in the longer."""
    if one.head == other.head:
        return True
    short, long = sorted(({lexicon.forms(t)[-1] for t in thing.span} for thing in (one, other)), key=len)
    return bool(short) and short <= long
