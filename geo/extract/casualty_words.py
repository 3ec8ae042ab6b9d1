"""The nouns of casualties and their word lists (`tables/casualty.toml`): what a toll is, and which words tell
one.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from spacy.tokens import Token

TABLE = tomllib.loads((Path(__file__).parent / "tables" / "casualty.toml").read_text("utf-8"))
WORDS = {name: frozenset(words) for name, words in TABLE["words"].items()}

TollKind = Literal["killed", "injured"]
KINDS: tuple[TollKind, TollKind] = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class Toll:
    """How many were killed or injured, in the words from code point `start` to `end` ("at least 12 people").

    `min` None: no least said ("up to 20"); `max` None: no most said ("dozens" is 24 or more); both 0:
    reported as none. `victims` bounds who they were, without the number. `word_start` to `word_end` is the
    word that says killed or injured. `total` marks a running count of a war or a stretch of time, which
    belongs to no event.
    """

    start: int
    end: int
    kind: TollKind
    min: int | None
    max: int | None
    word_start: int
    word_end: int
    victims: tuple[int, int] | None = None
    total: bool = False


def end_of(token: Token) -> int:
    """Return the code point after a token."""
    return int(token.idx + len(token))


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return a span without the blanks before it, None where nothing else is in it."""
    while start < end and text[start].isspace():
        start += 1
    return (start, end) if start < end else None


def children(token: Token, *dependencies: str) -> list[Token]:
    """Return the words that hang on a token in one of these ways."""
    return [child for child in token.children if child.dep_ in dependencies]
