"""A parsed article -> the numbers of people killed and injured that it tells, each with its words.

Grammar is asked first (`casualty_grammar`), then the neighbours of each number (`casualty_phrases`). This
module knows which counts belong to no event: the running totals of a war or a year. What a number honestly
says ("dozens", "up to 20") is in `numbers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Token

from geo.extract import dateline
from geo.extract.casualty_counts import Counts
from geo.extract.casualty_grammar import of_word, subject
from geo.extract.casualty_phrases import none_reported, of_number
from geo.extract.casualty_words import KINDS, TABLE, Toll, TollKind, end_of
from geo.extract.phrases import sentences_of, text_of

__all__ = ["Toll", "TollKind", "tolls"]

_SPEAKS = re.compile(
    r"kill|dead|dea[dt]h|die|dying|slay|slai|murder|massacr|behead|execut|assassin|slaughter|perish|drown|martyr|fatal|toll"
    r"|injur|wound|hurt|treat(?:ed|ment)|maim|hospital|casualt|li[fv]es?\b|lifeless|admission|burns?\b|decapit|lynch|gunn|mow|fatal|electroc|succumb|corpse",
    re.IGNORECASE,
)


def tolls(doc: Doc) -> list[Toll]:
    """Return the tolls of a parsed text in order; the same casualty word is never counted twice for one
    kind.
    """
    if not doc.has_annotation("DEP"):
        return none_reported(text_of(doc))
    counts = Counts(doc)
    found: dict[tuple[TollKind, int], Toll] = {}
    for sentence in sentences_of(doc):
        if _SPEAKS.search(sentence.text):
            for toll in _of_sentence(list(sentence), counts):
                if not any(_same_word(toll, other) for other in found.values()):
                    found[toll.kind, toll.word_start] = toll
    none = none_reported(counts.text)
    said = [toll for toll in found.values() if toll.min is not None or toll.max is not None]
    counted = [toll for toll in said if not any(z.start <= toll.word_start < z.end for z in none)]
    marked = _standing([replace(toll, total=_is_total(doc, toll)) for toll in counted], counts.text)
    return sorted([*none, *marked], key=lambda toll: (toll.start, toll.kind))


def _same_word(one: Toll, other: Toll) -> bool:
    apart = one.word_end <= other.word_start or other.word_end <= one.word_start
    return one.kind == other.kind and not apart


def _of_sentence(tokens: list[Token], counts: Counts) -> Iterator[Toll]:
    for kind in KINDS:
        for token in tokens:
            yield from of_word(token, kind, counts)
    first, last = tokens[0].idx, end_of(tokens[-1])
    for quantity in counts.all:
        if first <= quantity.start < last:
            yield from of_number(quantity, counts.text, last)


_REPLACED = TABLE["replaced"]
_ROSE_FROM = [re.compile(pattern, re.I) for pattern in _REPLACED["from"]]
_BEFORE = [re.compile(pattern, re.I) for pattern in _REPLACED["before"]]
_AFTER = re.compile(_REPLACED["after"], re.I)
_NEARLY = re.compile(_REPLACED["rounded"], re.I)
_KEEPS = re.compile(_REPLACED["keeps"], re.I)


def _standing(found: list[Toll], text: str) -> list[Toll]:
    """Leave out the counts that the text replaces ("rose to 100 from 59") where it gives another of that
    kind.
    """
    own = [toll for toll in found if not toll.total]
    old = [toll for toll in own if _is_replaced(toll, text) or _is_rounded_up(toll, own, text)]
    kinds = {toll.kind for toll in found if not toll.total and toll not in old}
    return [toll for toll in found if toll not in old or toll.kind not in kinds]


def _is_rounded_up(toll: Toll, others: list[Toll], text: str) -> bool:
    """Tell whether "nearly 100" only rounds what another count gives as 96."""
    number = toll.max
    if number is None or not _NEARLY.match(text, toll.start):
        return False
    return any(
        o.kind == toll.kind and o.min == o.max and o.max is not None and 0.9 * number <= o.max < number
        for o in others
    )


def _is_replaced(toll: Toll, text: str) -> bool:
    before = text[max(0, toll.start - 160) : toll.start]
    before = before[dateline.breaks(before)[-1] :]
    rose = any(pattern.search(before) for pattern in _ROSE_FROM)
    if rose or _AFTER.match(text[toll.end : toll.end + 80]):
        return True
    said = [match for pattern in _BEFORE if (match := pattern.search(before))]
    return any(not _KEEPS.search(match[0]) for match in said)


_MARKERS = re.compile("|".join(TABLE["total"]["markers"]), re.I)
_IN_YEAR = re.compile(r"\b(?:in|during) (?:19|20)\d\d\b")
_APART = frozenset({"relcl", "advcl", "ccomp", "parataxis"})


def _is_total(doc: Doc, toll: Toll) -> bool:
    number = toll.min if toll.min is not None else toll.max or 0
    if number >= TABLE["total"]["always_from"]:
        return True
    span = doc.char_span(toll.word_start, toll.word_end, alignment_mode="expand")
    if span is None:
        return False
    clause = _clause(span.root)
    words = " ".join(token.text for token in clause)
    perfect = any(token.lemma_ == "have" and token.dep_ == "aux" for token in clause)
    if number >= TABLE["total"]["running_from"] and (perfect or _IN_YEAR.search(words)):
        return True
    return bool(_MARKERS.search(words))


def _clause(word: Token) -> list[Token]:
    """Return the words of the clause a casualty word stands in, with the noun it tells of ("the war that
    killed ...").
    """
    root = word
    while root.pos_ not in ("VERB", "AUX") and root.head.i != root.i:
        root = root.head
    while root.dep_ == "conj" and root.head.pos_ == "VERB" and not subject(root):
        root = root.head
    outer = [root.head] if root.dep_ == "relcl" else []
    return sorted({*_within(root), *(t for o in outer for t in (*o.lefts, o))}, key=lambda token: token.i)


def _within(root: Token) -> Iterator[Token]:
    yield root
    for child in root.children:
        since = any(mark.lower_ == "since" for mark in child.lefts)
        apart = (child.dep_ in _APART and not since) or (
            child.dep_ == "conj" and child.pos_ == "VERB" and subject(child)
        )
        if not apart:
            yield from _within(child)
