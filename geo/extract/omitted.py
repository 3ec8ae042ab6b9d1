"""A parse and what was read from it -> the words that may name an attack and gave no event, each with why.

For people who check what was left out; nothing is read by it. The reasons are the tests of `triggers` and
`factuality`, in the order in which these ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from geo.extract.actors import Parties
from geo.extract.contexts import is_about_other_things
from geo.extract.triggers import judgement
from geo.model import Report

Why = Literal["other things", "sense", "bare", "negated", "unreal", "general", "joined"]


@dataclass(frozen=True, slots=True)
class Omission:
    """A word, code points `start` to `end` of the article's text, and why it gave no event."""

    start: int
    end: int
    why: Why


def omitted(doc: Doc, *, told: Sequence[Report]) -> list[Omission]:
    """Return in order the words of an attack that belong to no sentence of the reports.

    `told` are all reports that were read, those thrown away included: they speak for themselves.
    """
    if not doc.has_annotation("DEP"):
        return []
    parties, elsewhere = Parties(doc), is_about_other_things(doc)
    found = []
    for token in doc:
        why = judgement(token, parties)
        if why is not None and not _is_told(token, told):
            found.append(Omission(token.idx, token.idx + len(token), "other things" if elsewhere else why))
    return found


def _is_told(token: Token, told: Sequence[Report]) -> bool:
    spans = [(r.start, r.end) for r in told] + [(e.start, e.end) for r in told for e in r.evidence]
    return any(start <= token.idx < end for start, end in spans)
