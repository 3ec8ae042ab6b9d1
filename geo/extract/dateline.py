"""Datelines: "MOSUL, Dec 9 (Agency) -" opens a report with where and when it was written.

Such words say nothing of what happened, and a parser takes them for a part of the sentence that follows.
"""

from __future__ import annotations

import re

BULLETS = "•·▪◦*–-"

_HEAD = 1200  # code points: a dateline stands before or in the first paragraph
_OPENING = re.compile(
    r"""^[^\S\n]*(?:
        [^\n]{2,90}?\s(?:--?|[—–])\s               # BAGHDAD, Dec 8 -
      | [^\n(]{2,60}\([^)\n]{2,40}\)\s*[-—–]+\s?   # Baghdad (Agency) -
      | [^\n]{2,90}?\S[^\S\n]{3,}(?=\S)            # BAGHDAD, Dec 8, then the blanks of an agency
    )""",
    re.M | re.X,
)
_NAME = r"[^\W\d_a-z][\w'’-]*(?:\s(?:(?:of|the|and|al|de|el|la)\s)?[^\W\d_a-z][\w'’-]*){0,3}"
_NAMES = rf"{_NAME}(?:[,/]\s{_NAME}){{0,3}}(?:\s\([^)\n]{{1,30}}\))?"
# Of a digest: "NIGERIA - Armed men", "• Goma, North Kivu (high). Shells", "- Kano: Gunmen".
_LABEL = re.compile(
    rf"""(?:(?<=\n\n)|^)[A-Z][A-Z .]{{2,28}}[A-Z](?:[.:]|\s(?:--?|[—–]))\s
      | ^[{BULLETS}][^\S\n]+{_NAMES}(?:[.:]|\s(?:--?|[—–]))\s
      | ^{_NAMES}(?::|\s[—–])\s(?=\S[^\n]{{40}})
    """,
    re.M | re.X,
)
_BREAK = re.compile(rf"\n[^\S\n]*\n|\n(?=[{BULLETS}]\s)")
_DATED_LINE = re.compile(r"^[^\n.]{0,70}\b(?:19|20)\d{2}\b[^\n.]{0,25}$", re.M)


def spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of the text's datelines and of the labels of a digest."""
    return _seats(text) + labels(text)


def labels(text: str) -> list[tuple[int, int]]:
    """Return start and end of the words that head the paragraphs and bullets of a digest."""
    top = _seats(text)
    return [found.span() for found in _LABEL.finditer(text) if all(found.start() >= end for _, end in top)]


def breaks(text: str) -> list[int]:
    """Return where paragraphs begin: the first one, those behind an empty line, and bullets."""
    return [0, *(found.start() for found in _BREAK.finditer(text))]


def _seats(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _OPENING.finditer(text[:_HEAD]) if _is_seat(found[0])][:2]


def heads(text: str) -> list[tuple[int, int]]:
    """Return the spans that say where and when was written: datelines, and lines that are a date."""
    return spans(text) + [found.span() for found in _DATED_LINE.finditer(text[:_HEAD])][:2]


def _is_seat(words: str) -> bool:
    """Return whether the words before a dash read like a dateline: a place in capitals, or a capitalised one
    with a date or an agency in brackets after it.
    """
    first = re.match(r"\W*([^\W\d_]+)", words)
    if first is None:
        return False
    in_capitals = first[1].isupper() and len(first[1]) > 1
    return in_capitals or (first[1][0].isupper() and bool(re.search(r"\d|\(", words)))
