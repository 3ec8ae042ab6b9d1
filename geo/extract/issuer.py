"""The head of a text -> the public body that issues it: a communiqué, a press release, a statement.

News reports have no issuer. What such a text tells without naming a source, its issuer says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from geo.extract.lexicon import words

_HEAD_LINES = 8
_LONGEST = 110  # characters: longer lines are the text itself
_KINDS = "|".join(sorted(map(re.escape, words("issuer kinds")), key=len, reverse=True))
_BODIES = "|".join(sorted(map(re.escape, words("issuer bodies")), key=len, reverse=True))
_NAMED = (
    rf"(?P<body>(?:[A-Z][\w.&'’-]*\s+){{0,4}}(?i:{_BODIES})\b"
    r"(?:\s+(?i:of|for)(?:\s+(?i:the))?(?:\s+(?i:and|of))?(?:\s+[A-Z][\w&'’-]*)+)*)"
)
_IS_ISSUED = re.compile(rf"\b(?:{_KINDS})\b", re.I)
_OF_BODY = re.compile(rf"\b(?i:{_KINDS})\s+(?:of|by|from|issued by)\s+(?:the\s+)?{_NAMED}")
_BODY = re.compile(rf"^(?:[Tt]he\s+|THE\s+)?{_NAMED}")
_INFORMS = re.compile(rf"^[Tt]he\s+{_NAMED}\s+(?:hereby\s+)?(?:informs?|announces?|communicates?|regrets?)\b")


def issuer(text: str) -> str | None:
    """Return the words for the body that issues a text, None where it is a report of the press."""
    lines = [line.strip(" *#|\t") for line in text.splitlines() if line.strip()][:_HEAD_LINES]
    for line in lines:
        if found := _INFORMS.match(line):
            return _tidy(found["body"])
    head = [line for line in lines if len(line) <= _LONGEST]
    if not any(_IS_ISSUED.search(line) for line in head):
        return None
    return next(_bodies(head), None)


def _bodies(head: list[str]) -> Iterator[str]:
    for line in head:
        if found := _OF_BODY.search(line):
            yield _tidy(found["body"])
    for line in head:
        if (found := _BODY.match(line)) and not _IS_ISSUED.match(line):
            yield _tidy(found["body"])


def _tidy(words: str) -> str:
    return " ".join(words.split())
