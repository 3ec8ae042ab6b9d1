"""Datelines: "MOSUL, Dec 9 (Agency) -" opens a report with where and when it was written, not what happened."""

from __future__ import annotations

import re

_HEAD = 1200  # code points: a dateline stands before or in the first paragraph
_OPENING = re.compile(
    r"^[^\S\n]*(?:[^\n]{2,90}?\s(?:--?|[—–])\s|[^\n(]{2,60}\([^)\n]{2,40}\)\s*[-—–]+\s?)",
    re.M,
)


def spans(text: str) -> list[tuple[int, int]]:
    """Return start and end (code points, dash included) of the text's datelines, at most two."""
    return [found.span() for found in _OPENING.finditer(text[:_HEAD]) if _is_seat(found[0])][:2]


def _is_seat(words: str) -> bool:
    """Return whether the words before a dash read like a dateline: a place in capitals, or a capitalised one
    with a date or an agency in brackets after it.
    """
    first = re.match(r"\W*([^\W\d_]+)", words)
    if first is None:
        return False
    in_capitals = first[1].isupper() and len(first[1]) > 1
    return in_capitals or (first[1][0].isupper() and bool(re.search(r"\d|\(", words)))
