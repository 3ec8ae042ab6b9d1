"""Who was killed, hurt or taken, told apart from the attack: "The dead were identified as ...", and those
whom an event's tolls count.

In: a parse, or the tolls of an event. Out: things of people, each with its words. Alone knows the sentences
that give the victims' names afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from geo.extract import lexicon
from geo.extract.casualty_words import TABLE, Toll
from geo.extract.lexicon import words
from geo.extract.listing import listed
from geo.extract.phrases import conjuncts, sentences_of
from geo.extract.suffering import person_span
from geo.extract.things import Thing, people_named

_ATTACKERS = words("reference attackers")
_TABLE = TABLE["named"]
_OPENINGS = [
    opening.replace("{harmed}", _TABLE["harmed"]).replace("{known}", _TABLE["known"])
    for opening in _TABLE["openings"]
]
_OPENS = re.compile("|".join(f"(?:{opening})" for opening in _OPENINGS))
_ANYBODY = words("hurt anybody")
_NOBODY = words("suffering no victims")  # "claimed 12 lives", "14 sustained injuries"


def named(doc: Doc) -> Iterator[Thing]:
    """Yield the people whom a sentence names as victims of what was told before."""
    for sentence in sentences_of(doc):
        text = sentence.text
        for opening in _OPENS.finditer(text):
            start = doc.char_span(
                sentence.start_char + opening.end(), sentence.end_char, alignment_mode="contract"
            )
            if start is not None and len(start):
                yield from (_person(t, "named as victim") for t in listed(start[0]) if not _is_anybody(t))


def counted(tolls: Iterable[Toll], doc: Doc) -> Iterator[Thing]:
    """Yield the people whom the tolls of an event count ("a guard and two nurses were hurt")."""
    for toll in tolls:
        if toll.victims is not None and (toll.min or toll.max):
            span = doc.char_span(*toll.victims, alignment_mode="contract")
            if span is not None and len(span):
                yield from _of_span(span)


def _of_span(span: Span) -> Iterator[Thing]:
    for head in conjuncts(span.root):
        for token, called in people_named(head):
            if token.pos_ in ("NOUN", "PROPN") and not _is_thing(token):
                yield replace(_person(token, "casualties"), also=called)


def _person(token: Token, rule: str) -> Thing:
    row = lexicon.person(token)
    return Thing(person_span(token), row["kind"] if row else "civilian", rule)


def _is_thing(token: Token) -> bool:
    if token.lemma_.lower() in _NOBODY:
        return True
    if lexicon.person(token) is not None:
        return token.lemma_.lower() in _ATTACKERS
    return bool(lexicon.target(token) or lexicon.weapon(token)) or token.ent_type_ in ("DATE", "TIME", "GPE")


def _is_anybody(token: Token) -> bool:
    return token.lemma_.lower() in _ANYBODY
