"""A noun of a parsed text -> the people it names and how many: "at least 12 villagers", "a policeman", "five
of them".

Alone knows whom a noun counts. One person without a number is known by `tables/people.csv`.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.tokens import Doc, Token

from geo.extract import numbers
from geo.extract.casualty_words import WORDS, children, end_of
from geo.extract.numbers import Quantity
from geo.extract.phrases import text_of


@dataclass(frozen=True, slots=True)
class Group:
    """People named together: from code point `start` to `end`, who they are from `who` on."""

    start: int
    end: int
    who: int | None
    quantity: Quantity


def _people() -> frozenset[str]:
    with (Path(__file__).parent / "tables" / "people.csv").open(encoding="utf-8", newline="") as lines:
        words = {row["word"].split()[-1] for row in csv.DictReader(lines)}
    return frozenset(words | WORDS["single"]) - WORDS["collectives"]


_PERSONS = _people()


_DOER = re.compile(r"[a-z]{3}(?:er|or|ist|ian|eer|man|woman)$")


def _is_person(noun: Token) -> bool:
    """Tell a person by the tables, or by the ending of who does something ("producer", "chemist")."""
    word = noun.lemma_.lower()
    doer = _DOER.search(word) and word not in WORDS["things"] | WORDS["not_doers"]
    return word in _PERSONS or bool(doer and noun.pos_ == "NOUN")


_LIKE_PERSONS = frozenset({"PERSON", "", "PRODUCT", "WORK_OF_ART"})  # a victim's name the tagger knows not


class Counts:
    """The numbers of one text by the tokens they cover."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.all = numbers.find(self.text)
        self._by_token: dict[int, Quantity] = {}
        for quantity in self.all:
            span = doc.char_span(quantity.start, quantity.end, alignment_mode="contract")
            for token in span if span is not None else ():
                self._by_token[token.i] = quantity

    def of(self, token: Token) -> Quantity | None:
        """Return the number a token is part of."""
        quantity = self._by_token.get(token.i)
        return (
            None
            if token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT") and token.pos_ == "NUM"
            else quantity
        )

    def group(self, head: Token) -> Group | None:
        """Return the people whose noun or number `head` is, None where they are things or uncounted."""
        own = self.of(head)
        if own is not None:
            return self._counted_by_number(head, own)
        if head.lower_ == "another":
            return Group(head.idx, end_of(head), None, Quantity(head.idx, end_of(head), 1, 1))
        if head.lemma_.lower() in WORDS["things"] or head.ent_type_ in ("DATE", "TIME", "MONEY"):
            return None
        for child in head.lefts:
            quantity = self.of(child)
            if quantity is not None and child.dep_ in (
                "nummod",
                "det",
                "amod",
                "predet",
                "compound",
                "quantmod",
                "advmod",
            ):
                start = min(
                    quantity.start, head.left_edge.idx if head.left_edge.i >= child.i else quantity.start
                )
                who = None if head.lower_ in ("others", "other", "more") else quantity.end
                return Group(start, end_of(head), who, quantity)
        return self._counted_in_of(head) or self._single(head)

    def _counted_in_of(self, head: Token) -> Group | None:
        """Read "a total of 62 rebels", "a family of five"."""
        if head.lemma_.lower() not in WORDS["collectives"]:
            return None
        deep = [noun for prep in head.rights if prep.lower_ == "of" for noun in children(prep, "pobj")]
        group = self.group(deep[0]) if deep and self._is_counted(deep[0]) else None
        return replace(group, start=min(group.start, head.left_edge.idx)) if group else None

    def _is_counted(self, noun: Token) -> bool:
        return any(self.of(token) is not None for token in (noun, *noun.lefts))

    def _counted_by_number(self, head: Token, own: Quantity) -> Group | None:
        """Read "12", "dozens of people", "five of the passengers"."""
        of = [child for child in head.rights if child.dep_ == "prep" and child.lower_ == "of"]
        noun = next((deep for prep in of for deep in prep.children if deep.dep_ == "pobj"), None)
        if noun is None:
            return None if head.lower_ in ("many", "few") else Group(own.start, own.end, None, own)
        if noun.lemma_.lower() in WORDS["things"]:
            return None
        return Group(own.start, end_of(noun), noun.left_edge.idx, own)

    def _single(self, head: Token) -> Group | None:
        """Read one person without a number: "a policeman", "the governor", a name."""
        person = head.tag_ in ("NN", "NNP") and _is_person(head)
        apposed = any(child.dep_ == "appos" and _is_person(child) for child in head.rights)
        named = head.tag_ == "NNP" and (head.ent_type_ in _LIKE_PERSONS or apposed)
        several = any(child.lower_ in ("no", "any", "each", "every") for child in head.lefts)
        if several or not (named or person):
            return None
        start = head.left_edge.idx
        return Group(start, end_of(head), start, Quantity(start, end_of(head), 1, 1))

    def several(self, noun: Token) -> bool:
        """Tell whether a noun names people without a number: "the murder of priests" is two or more."""
        counted = any(self.of(t) is not None or t.lower_ in ("no", "any") for t in noun.lefts)
        return noun.tag_ == "NNS" and _is_person(noun) and not counted
