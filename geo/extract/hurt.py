"""The people whom an event's sentences name as hurt -> its victims, each once.

Alone knows that "the minister" is the minister named before, that "two engineers" are the two named next,
and that those who attacked are no victims of their attack.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Token

from geo.extract import lexicon, numbers
from geo.extract.lexicon import words
from geo.extract.things import Thing, merged, without

_ANYBODY = words("hurt anybody")
_ATTACKERS = words("hurt attackers")
_BESIDE = words("hurt beside")
_DEFINITE = frozenset({"the", "this", "that", "their", "its", "our"})
_PLURAL = frozenset({"NNS", "NNPS"})


def victims(things: Iterable[Thing], *, armed: bool) -> list[Thing]:
    """Return the people hurt in an event, each once; "people" only where nobody is told more exactly.

    `armed` says that an armed group attacked: its own dead are not among the victims.
    """
    told = sorted((t for t in things if not _is_attacker(t, armed=armed)), key=lambda t: t.span.start)
    known = _described(merged(told))
    counted = [thing for thing in known if not _are_named_next(thing, known)]
    return without(counted, lambda thing: thing.head in _ANYBODY)


def _is_attacker(thing: Thing, *, armed: bool) -> bool:
    head = thing.span[-1]
    if head.lemma_.lower() in _ATTACKERS:
        return True
    row = lexicon.person(head)
    return armed and row is not None and row["stance"] == "armed" and head.pos_ == "NOUN"


def _described(things: Sequence[Thing]) -> list[Thing]:
    """Give what describes one named before to that one: "the minister", "their leader"."""
    kept: list[Thing] = []
    for thing in things:
        at = next((i for i in range(len(kept) - 1, -1, -1) if _describes(thing, kept[i])), None)
        if at is None:
            kept.append(thing)
        else:
            kept[at] = replace(kept[at], also=(*kept[at].also, thing.text))
    return kept


def _describes(thing: Thing, named: Thing) -> bool:
    head, name = thing.span[-1], named.span[-1]
    single = head.tag_ == "NN" and name.pos_ == "PROPN" and name.tag_ != "NNPS"
    definite = _before(thing) is not None and _before(thing).lower_ in _DEFINITE  # type: ignore[union-attr]
    alike = thing.kind == named.kind or "civilian" in (thing.kind, named.kind)
    return single and definite and alike and head.lemma_.lower() not in _BESIDE


def _before(thing: Thing) -> Token | None:
    at = thing.span.start
    return thing.span.doc[at - 1] if at else None


def _are_named_next(thing: Thing, others: Sequence[Thing]) -> bool:
    """Return whether as many names follow as a noun counts ("took two engineers. Orwe and Brennik ...")."""
    if thing.span[-1].tag_ not in _PLURAL or thing.span[-1].pos_ != "NOUN":
        return False
    before = _before(thing)
    counted = numbers.find(before.text) if before is not None else []
    names = [t for t in others if t.span.start > thing.span.end and t.span[-1].pos_ == "PROPN"]
    return any(q.min == q.max == len(names) for q in counted)
