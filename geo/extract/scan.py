"""A text -> whether any word in it could name an attack: one pass of two expressions, before anything is
parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from geo.extract.lexicon import rows, words

_IRREGULAR = {
    "shoot": "shoots shot shooting",
    "strike": "strikes struck striking",
    "hit": "hits hitting",
    "throw": "throws threw thrown throwing",
    "burn": "burns burned burnt burning",
    "blow": "blows blew blown blowing",
    "set": "sets setting",
    "take": "takes took taken taking",
    "fall": "falls fell fallen falling",
    "break": "breaks broke broken breaking",
    "overrun": "overruns overran overrunning",
    "bring": "brings brought bringing",
    "burst": "bursts bursting",
    "run": "runs ran running",
    "drive": "drives drove driven driving",
    "come": "comes came coming",
    "hold": "holds held holding",
    "go": "goes went gone going",
    "drop": "drops dropped dropping",
    "die": "dies died dying dead",
    "fight": "fights fought fighting",
    "lose": "loses lost losing",
    "tear": "tears tore torn tearing",
    "cut": "cuts cutting",
}
_ALONE = words("scan alone")
_TOO_COMMON = words("scan too common")


def mentions_attack(text: str) -> bool:
    """Return whether a text is worth parsing: it has a word of violence, and for words that sport and trade
    use as well ('attack', 'strike') also one of weapons, armed people or casualties.
    """
    if _strong().search(text):
        return True
    return bool(_weak().search(text) and _company().search(text))


def inflected(lemma: str) -> set[str]:
    """Return the forms of an English word, a few too many where spelling is not regular."""
    first, _, rest = lemma.partition(" ")
    forms = {first, *_IRREGULAR.get(first, "").split()}
    if first not in _IRREGULAR:
        stem = first[:-1] if first.endswith("e") else first
        forms |= {
            first + "s",
            first + "es",
            stem + "ed",
            stem + "ing",
            stem + first[-1] + "ed",
            stem + first[-1] + "ing",
        }
        if first.endswith("y"):
            forms |= {first[:-1] + "ies", first[:-1] + "ied"}
    return {f"{form} {rest}".strip() for form in forms}


@cache
def _strong() -> re.Pattern[str]:
    return _expression(
        form
        for row in rows("triggers")
        if row["strength"] == "strong" or row["lemma"] in _ALONE
        for form in (inflected(row["lemma"]) if row["pos"] == "verb" else _plurals(row["lemma"]))
    )


@cache
def _weak() -> re.Pattern[str]:
    return _expression(
        form
        for row in rows("triggers")
        if row["strength"] != "strong" and row["lemma"] not in _TOO_COMMON
        for form in (inflected(row["lemma"]) if row["pos"] == "verb" else _plurals(row["lemma"]))
    )


@cache
def _company() -> re.Pattern[str]:
    words = [row["word"] for row in rows("people") if row["stance"] in ("armed", "force", "unruly")]
    words += [row["word"] for row in rows("weapons")]
    words += [
        "died",
        "lives",
        "killed",
        "killing",
        "wounded",
        "injured",
        "dead",
        "casualties",
        "militants",
        "explosives",
    ]
    return _expression(form for word in words for form in _plurals(word))


def _plurals(word: str) -> Iterator[str]:
    yield from (word, word + "s", word + "es")
    if word.endswith("man"):
        yield word[:-2] + "en"


def _expression(forms: Iterable[str]) -> re.Pattern[str]:
    written = sorted(
        {re.escape(form).replace(r"\ ", r"\s+(?:\w+\s+){0,6}?").replace(r"\-", r"[-\s]?") for form in forms},
        key=len,
        reverse=True,
    )
    return re.compile(rf"\b(?:{'|'.join(written)})\b", re.IGNORECASE)
