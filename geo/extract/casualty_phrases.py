"""Numbers and their neighbours -> tolls, where grammar finds none: headlines, "the toll rose to 17", "no
casualties".

Alone knows the fixed phrases of casualty reports (`tables/casualty.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from geo.extract.casualty_grammar import PART_OF
from geo.extract.casualty_words import KINDS, TABLE, WORDS, Toll, TollKind, trimmed
from geo.extract.numbers import Quantity

_STATES = {
    kind: re.compile(
        rf"\s+(?P<who>(?:[^\W\d][\w'’-]*\s+){{0,4}}?)(?P<state>{'|'.join(TABLE[kind]['states'])})\b", re.I
    )
    for kind in KINDS
}
_BARS = re.compile(
    r"\b(?:that|which|who|and|but|when|after|has|had|not|never|by|in|on|at|said|could|would|will|may|might|to|as|while"
    r"|of (?:the|those|them|these|his|her|their|its))\b",
    re.I,
)
_TOLL_PATTERNS: list[tuple[TollKind, re.Pattern[str]]] = [
    *(("killed", re.compile(pattern, re.I)) for pattern in TABLE["toll"]["patterns"]),
    *(("injured", re.compile(pattern, re.I)) for pattern in TABLE["toll"]["injured_patterns"]),
]


def of_number(quantity: Quantity, text: str, last: int) -> Iterator[Toll]:
    """Read a number by its neighbours, where grammar found nothing: headlines, "three dead", "the toll rose
    to 17".
    """
    for kind, pattern in _TOLL_PATTERNS:
        if told := pattern.search(text, max(0, quantity.start - 140), quantity.start):
            word = told.start()
            yield Toll(
                quantity.start,
                quantity.end,
                kind,
                quantity.min,
                quantity.max,
                word,
                word + len(told[0].rstrip()),
            )
            return
    if PART_OF.search(text[max(0, quantity.start - 14) : quantity.start]):
        return
    for kind in KINDS:
        near = _STATES[kind].match(text, quantity.end, min(last, quantity.end + 80))
        if (
            near
            and not _names_thing(text[near.end() : near.end() + 24].split(" ")[1:2])
            and not _BARS.search(near["who"])
            and not _names_thing(near["who"].split())
        ):
            yield _stated(quantity, kind, near, text)


def _names_thing(words: list[str]) -> bool:
    return any(word.lower().strip(".,;").removesuffix("s") in WORDS["things"] for word in words)


def _stated(quantity: Quantity, kind: TollKind, near: re.Match[str], text: str) -> Toll:
    words = re.sub(
        r"\s*\b(?:were|was|are|is|feared|left|found|others?|more|been|reported|also)\b.*|\s+$",
        "",
        near["who"],
        flags=re.I | re.S,
    )
    who = trimmed(text, near.start("who"), near.start("who") + len(words))
    doubted = any(word in WORDS["doubted"] for word in near["who"].lower().split())
    low = None if doubted else quantity.min
    end = who[1] if who else quantity.end
    return Toll(quantity.start, end, kind, low, quantity.max, *near.span("state"), victims=who)


_NONE_KINDS: dict[str, tuple[TollKind, ...]] = {"both": KINDS, "killed": ("killed",), "injured": ("injured",)}
_NONE = [
    (kinds, re.compile(r"\b(?:" + TABLE["none"][name].replace(" ", r"\s+") + r")\b", re.I))
    for name, kinds in _NONE_KINDS.items()
]
_UNLESS = re.compile(TABLE["none"]["unless"], re.I)


def none_reported(text: str) -> list[Toll]:
    """Return the zeros of a text: "no casualties were reported" is 0 killed and 0 injured."""
    found: list[Toll] = []
    for kinds, pattern in _NONE:
        for match in pattern.finditer(text):
            inside = any(toll.start <= match.start() < toll.end and toll.kind in kinds for toll in found)
            if not inside and not _UNLESS.search(text, max(0, match.start() - 40), match.start()):
                start, end = match.span()
                found += [Toll(start, end, kind, 0, 0, start, end) for kind in kinds]
    return found
