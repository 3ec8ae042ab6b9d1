"""A word that is not known -> the known ones that are spelled most like it, for a line that says so."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process, utils

MOST = 3
LEAST_LIKE = 65  # of 100: "banana" is like no type of attack, "rocket-atack" like one


def nearest(asked: str, known: Iterable[str]) -> str:
    """Return "; did you mean 'A' or 'B'?", or "" where nothing is spelled like it."""
    found = process.extract(
        asked, list(dict.fromkeys(known)), scorer=fuzz.ratio, processor=utils.default_process, limit=MOST,
        score_cutoff=LEAST_LIKE,
    )  # fmt: skip
    return f"; did you mean {' or '.join(repr(word) for word, _, _ in found)}?" if found else ""
