"""A trigger's arguments -> what and whom it hit, people apart from things.

Alone knows that a window stands for its house, that whoever is killed is a person whatever the noun, and
that a murder at a factory hits no factory.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from spacy.tokens import Span, Token

from geo.extract import lexicon, things
from geo.extract.actors import is_pronoun
from geo.extract.factuality import governors
from geo.extract.lexicon import verbs, words
from geo.extract.phrases import conjuncts, modifiers, noun_phrase, referent
from geo.extract.roles import Argument
from geo.extract.senses import is_event_noun
from geo.extract.spots import Map
from geo.extract.things import Thing
from geo.extract.triggers import Trigger
from geo.model import TargetKind

_SUFFERING = ("patient", "goal", "of", "victim", "effect", "to", "head", "owner", "place", "beside")
_TAKES_PEOPLE = frozenset({"assassination", "kidnapping", "stabbing", "hijacking"})
_UPON_MINES = frozenset({"run over", "drive over", "step on", "hit mine", "strike mine"})
_DYING = frozenset({"die", "perish"})
_TIMES = frozenset({"DATE", "TIME"})
_LIKE_PLACES = frozenset({"GPE", "LOC"})
_ORGANISED = frozenset({"ORG", "FAC"})
_BURST_AT = frozenset({"bombing", "suicide_bombing"})
_GROUNDS = words("suffering grounds")
_CROWDS = words("suffering crowds")
_PARTS = words("suffering parts")
_ANIMALS = words("suffering animals")
_NO_VICTIMS = words("suffering no victims")
_VAGUE = words("suffering vague")
_OWNED = frozenset(
    {"police", "military", "government", "diplomatic", "religious", "medical", "aid", "media", "school"}
)


def suffering(
    trigger: Trigger, *, acting: Collection[int], doing: Callable[[Token], bool], places: Map
) -> Iterator[tuple[Thing, bool]]:
    """Yield what a trigger hit, and whether it is a person; `acting` are the tokens of those who did it,
    `doing` tells whether a noun names one who does such things.
    """
    seen: set[int] = set()
    hit = [a for a in trigger.arguments if a.token.i not in acting and _may_suffer(trigger, a, doing)]
    for argument in hit:
        for behind in _behind(argument.token):
            for token, called in things.people_named(behind):
                thing = _thing(trigger, token, argument.rule, places)
                if thing is not None and token.i not in seen:
                    seen.add(token.i)
                    yield replace(thing[0], also=called), thing[1]


def suffers(trigger: Trigger, role: str, token: Token, *, doing: Callable[[Token], bool]) -> bool:
    """Return whether a noun's modifier, a participle's head or a headline's subject is the victim ("the
    bishop's murder", "Four soldiers killed near Torsk").
    """
    if role == "agent":
        return _is_headline_passive(trigger, token) or _meets_a_mine(trigger, token)
    if role == "head":
        return trigger.token.tag_ != "VBG"
    if role in ("owner", "modifier") and trigger.type in _TAKES_PEOPLE:
        return not doing(token)
    return False


def _is_headline_passive(trigger: Trigger, subject: Token) -> bool:
    """Return whether a verb that always has an object in the active has none here."""
    verb = trigger.token
    bare = not any(c.dep_ in ("dobj", "aux", "auxpass") for c in verb.children)
    transitive = verb.lemma_.lower() in verbs("transitive") or trigger.phrase == "shoot dead"
    first = subject.head if subject.dep_ == "conj" else subject
    own = first.dep_ == "nsubj" and first.head == verb
    return own and bare and transitive and verb.tag_ in ("VBD", "VBN")


def _meets_a_mine(trigger: Trigger, subject: Token) -> bool:
    """Return whether a subject came upon what burst ('a bus ran over a mine')."""
    return trigger.type == "bombing" and trigger.phrase in _UPON_MINES and subject.dep_ in ("nsubj", "conj")


def is_downing(trigger: Trigger) -> bool:
    """Return whether a trigger tells that something was shot down."""
    return trigger.phrase.startswith(("shoot down", "down", "bring down", "intercept"))


def _may_suffer(trigger: Trigger, argument: Argument, doing: Callable[[Token], bool]) -> bool:
    role, token = argument.role, argument.token
    if role == "agent":
        dying = token.dep_ == "nsubj" and trigger.token.lemma_.lower() in _DYING
        return dying or suffers(trigger, role, token, doing=doing)
    if role not in _SUFFERING:
        return False
    if role in ("head", "owner") and not suffers(trigger, role, token, doing=doing):
        return False
    if role == "head" and not _is_object_of_clause(trigger.token):
        return False
    if role == "patient" and token.dep_ == "nsubj" and trigger.pos == "verb":
        return False
    return _is_hit(trigger, argument)


def _is_object_of_clause(verb: Token) -> bool:
    """Return whether a clause is told of what it hit ('a post attacked by rebels', 'the man they killed')."""
    if any(c.dep_ == "dobj" for c in verb.children):
        return False
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    if verb.dep_ == "relcl":
        adverbs = any(c.lower_ in ("where", "when") for c in verb.children)
        return bool(subjects) and not adverbs and all(c.tag_ not in ("WP", "WDT") for c in subjects)
    return not subjects


def _is_hit(trigger: Trigger, argument: Argument) -> bool:
    """Return whether what stands at a place was hit: by a bomb that went off there, not by a murder ('killed
    at the factory').
    """
    if argument.role in ("place", "beside"):
        return trigger.type in _BURST_AT and not _is_ground(argument.token)
    if argument.role == "goal" and argument.token.head.lower_ in ("at", "on"):
        if trigger.type in _BURST_AT:
            return not _is_ground(argument.token)
        return trigger.pos == "noun" or not (_harms(trigger) or trigger.type in _TAKES_PEOPLE)
    return True


def _is_ground(token: Token) -> bool:
    """Return whether a noun is where people and things are, not a thing that is hit: "street", "suburb"."""
    if token.lemma_.lower() in _PARTS and list(_wholes(token)):
        return False
    return any(form in _GROUNDS for form in lexicon.forms(token)) or lexicon.target(token) is None


def _behind(token: Token) -> Iterator[Token]:
    """Yield what a pronoun, a number of people or a part of a building stands for."""
    if token.lower_ in ("it", "they", "them", "which") and token.i:
        yield from _antecedent(token)
    elif token.lower_ in _PARTS or token.lemma_.lower() in _PARTS:
        yield from _wholes(token)
    else:
        behind = _of(token)
        if behind and (token.like_num or token.lemma_.lower() in _CROWDS):
            yield from (t for b in behind for t in conjuncts(b))
        else:
            yield token


def _antecedent(pronoun: Token) -> Iterator[Token]:
    for verb in governors(pronoun):
        subject = next((c for c in verb.children if c.dep_ == "nsubj" and c != pronoun), None)
        if subject is not None and not is_pronoun(subject):
            yield subject
            return


def _of(token: Token) -> list[Token]:
    return [
        t
        for p in token.children
        if p.dep_ == "prep" and p.lower_ in ("of", "in", "to")
        if p.lower_ == "of" or token.lemma_.lower() in _PARTS
        for t in p.children
        if t.dep_ == "pobj"
    ]


def _wholes(part: Token) -> Iterator[Token]:
    """Yield the buildings and vehicles of which something is a part ("the windows of two shops"); a gate
    alone stands for itself.
    """
    owners = [t for t in modifiers(part) if t.dep_ in ("poss", "compound", "nmod")]
    found = [t for o in [*_of(part), *owners] for t in conjuncts(o)]
    wholes = [t for t in found if lexicon.target(t) or t.ent_type_ in _ORGANISED]
    wholes = [w for t in wholes for w in (_wholes(t) if t.lemma_.lower() in _PARTS and t != part else [t])]
    yield from wholes or ([part] if lexicon.target(part) else [])


def _thing(trigger: Trigger, token: Token, rule: str, places: Map) -> tuple[Thing, bool] | None:
    token = referent(token)
    site, people = lexicon.target(token), lexicon.person(token)
    if token.ent_type_ in _TIMES or token.pos_ in ("PRON", "DET", "ADV"):
        return None
    if places.at(token) is not None and not site:
        return None
    downed = is_downing(trigger)
    if lexicon.weapon(token) is not None and not site and not downed:
        return None
    if site is not None and people is not None and not _harms(trigger):
        people = None  # a garrison that is attacked is a place, one that is killed is people
    if _is_person(trigger, token, known=people is not None, site=site is not None):
        return Thing(person_span(token), people["kind"] if people else "civilian", rule), True
    if site is None and token.ent_type_ in _LIKE_PLACES:
        return None
    named = token.pos_ == "PROPN" and token.ent_type_ in _ORGANISED and not lexicon.abstract(token)
    wrecked = _wrecks(trigger) and _is_common_thing(token)
    if (site is None and not named and not downed and not wrecked) or token.lower_ in _VAGUE:
        return None
    kind = site["kind"] if site else "civilian" if wrecked else "unknown"
    return Thing(noun_phrase(token), _kind(token, kind), rule), False


def _is_person(trigger: Trigger, token: Token, *, known: bool, site: bool) -> bool:
    if known or token.ent_type_ in ("PERSON", "NORP") or _is_named_person(trigger, token):
        return True
    return not site and _harms(trigger) and _is_common_thing(token)


def _is_common_thing(token: Token) -> bool:
    """Return whether a noun is of no known kind, and of none that is neither person nor thing."""
    lemma = token.lemma_.lower()
    return (
        token.pos_ == "NOUN"
        and token.ent_type_ == ""
        and not lexicon.abstract(token)
        and not is_event_noun(lemma)
        and lemma not in _ANIMALS | _NO_VICTIMS | _PARTS
    )


def _harms(trigger: Trigger) -> bool:
    """Return whether only people suffer what a trigger tells: they are killed, hurt, murdered or taken."""
    return trigger.token.lemma_.lower() in verbs("harm") or trigger.type in ("assassination", "kidnapping")


def _wrecks(trigger: Trigger) -> bool:
    return trigger.pos == "verb" and trigger.token.lemma_.lower() in verbs("wreck")


def _is_named_person(trigger: Trigger, token: Token) -> bool:
    """Return whether a name is a person's that the tagger did not know: one who was murdered or taken, or
    whose title stands before it.
    """
    if token.pos_ != "PROPN" or lexicon.target(token) or len(token.text) < 4 or token.text.isupper():
        return False
    titled = any(lexicon.person(word) for word in token.lefts if word.dep_ in ("compound", "nmod"))
    return titled or trigger.type in _TAKES_PEOPLE


def person_span(token: Token) -> Span:
    """Return the words that name a person: the whole name, or the noun with what stands before it."""
    if token.ent_type_ == "PERSON":
        start = end = token.i
        while start > token.sent.start and token.doc[start].ent_iob_ == "I":
            start -= 1
        while end + 1 < token.sent.end and token.doc[end + 1].ent_iob_ == "I":
            end += 1
        while end > start and token.doc[end].dep_ == "case":
            end -= 1
        return token.doc[start : end + 1]
    return noun_phrase(token, of=False)


def _kind(token: Token, kind: str) -> TargetKind:
    """Sharpen a building or vehicle by the word before it ('police bus', 'army base', 'aid convoy')."""
    if kind not in ("civilian", "infrastructure", "military", "government", "unknown"):
        return kind  # type: ignore[return-value]
    for word in modifiers(token):
        row = lexicon.person(word) or lexicon.target(word)
        if row is not None and row["kind"] in _OWNED:
            return row["kind"]  # type: ignore[return-value]
    return kind  # type: ignore[return-value]
