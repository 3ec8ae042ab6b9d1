"""A parsed text, one of its verbs and its place names -> the name of the place where what the verb tells
happened.

The same grammar that places events (`hanging.py`), asked of any verb and of names that nobody knows as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from geo.extract import dateline
from geo.extract.hanging import weigh
from geo.extract.nesting import fineness
from geo.extract.roles import arguments
from geo.extract.triggers import Trigger
from geo.model import Span, Toponym

_ATTACHED = 2  # weights of `hanging.py`: on the verb or its target 3, on its clause 2
_UNKNOWN = 2.0  # fineness of a name that nobody knows: most are towns


def of_verb(doc: Doc, verb: Span, *, toponyms: Sequence[Toponym]) -> Span | None:
    """Return where the name of the place stands whose event the words at `verb` name, or None where none is
    told. A name is capitalised: of "northern Velland" and "9 km off Ket" it is the last word.

    Raise ValueError where no word stands there.
    """
    words = doc.char_span(verb.start, verb.end, alignment_mode="expand")
    if words is None or not len(words):
        raise ValueError(f"{verb} holds no words")
    trigger = _trigger(words.root)
    others = frozenset(t.i for t in words.root.sent if t.pos_ == "VERB" and t != words.root)
    heads = dateline.heads(doc.text)
    told = [
        (weight, toponym)
        for toponym in toponyms
        if toponym.kind != "demonym" and not any(a <= toponym.start < b for a, b in heads)
        if (weight := _weight(doc, toponym, trigger, others)) >= _ATTACHED
    ]
    best = min(told, key=lambda hit: (-hit[0], _fineness(hit[1]), _apart(hit[1], verb)), default=None)
    return _name(doc, best[1]) if best is not None else None


def _name(doc: Doc, toponym: Toponym) -> Span:
    words = doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
    capital = next((t.idx for t in words or () if t.text[0].isupper()), toponym.start)
    return Span(max(toponym.start, capital), toponym.end)


def _weight(doc: Doc, toponym: Toponym, trigger: Trigger, others: frozenset[int]) -> int:
    name = doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
    if name is None or name.root.sent != trigger.token.sent:
        return -1
    roles = {a.token.i: a.role for a in trigger.arguments}
    return weigh(name.root, toponym, trigger, roles, others)[0]


def _trigger(token: Token) -> Trigger:
    pos = "noun" if token.pos_ in ("NOUN", "PROPN") else "verb"
    return Trigger(token, token.i, "attack", "weak", pos, "link", tuple(arguments(token, pos=pos)), "actual")


def _fineness(toponym: Toponym) -> float:
    return fineness(toponym.place) if toponym.place is not None else _UNKNOWN


def _apart(toponym: Toponym, verb: Span) -> int:
    return max(toponym.start - verb.end, verb.start - toponym.end)
