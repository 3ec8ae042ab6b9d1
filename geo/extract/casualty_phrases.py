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

_WORD = r"[^\W\d][\w'’-]*"
_ASIDE = (
    rf"(?:{_WORD},\s+(?:including|among|most|many|mostly|some|\w+\s+of)\b[^,;.\n]{{1,60}},"
    r"\s+(?:were|was|are)\s+)?"
)


def _state(kind: TollKind) -> re.Pattern[str]:
    states = "|".join(
        [*TABLE[kind]["states"], *TABLE[kind]["phrases"], f"(?P<treated>{'|'.join(TABLE[kind]['treated'])})"]
    )
    return re.compile(rf"\s+(?P<who>(?:{_WORD}\s+){{0,4}}?)(?P<aside>{_ASIDE})(?P<state>{states})\b", re.I)


_STATES = {kind: _state(kind) for kind in KINDS}
_STILL = re.compile(r"\b(?:remain\w*|still)\b", re.I)
_OTHERS = re.compile(r"\b(?:others?|more)\b", re.I)
_COUNTED = {kind: re.compile(rf"\s+(?:{'|'.join(TABLE[kind]['states'])})\b", re.I) for kind in KINDS}
_BARS = re.compile(
    r"\b(?:that|which|who|and|but|when|after|has|had|not|never|by|in|on|at|said|could|would|will|may|might|to|as|while"
    r"|of (?:the|those|them|these|his|her|their|its))\b",
    re.I,
)
_TOLL_PATTERNS: list[tuple[TollKind, re.Pattern[str]]] = [
    *(("killed", re.compile(pattern, re.I)) for pattern in TABLE["toll"]["patterns"]),
    *(("injured", re.compile(pattern, re.I)) for pattern in TABLE["toll"]["injured_patterns"]),
]


_AMONG_DEAD = [re.compile(pattern, re.I) for pattern in TABLE["toll"]["part_patterns"]]
_TOLL_AFTER = re.compile(TABLE["toll"]["after"], re.I)
_RAISED = re.compile(
    r"\b(?:rais|put|revis|lower|bring|brought|correct|cut|increas)\w*\b[^.;\n]*\b(?:to|at)\s+$", re.I
)
_DIED = re.compile(r"\b(?:died|dead|killed|bod(?:y|ies)|corpses?)\b", re.I)


def of_number(quantity: Quantity, text: str, last: int) -> Iterator[Toll]:
    """Read a number by its neighbours, where grammar found nothing: headlines, "three dead", "the toll rose
    to 17".
    """
    for kind, pattern in _TOLL_PATTERNS:
        told = pattern.search(text, max(0, quantity.start - 240), quantity.start)
        if told and not _other_kind(kind, text[quantity.end : quantity.end + 40]):
            yield _of_toll(quantity, kind, told)
            return
    before = max(0, quantity.start - 90)
    part = next(filter(None, (p.search(text, before, quantity.start) for p in _AMONG_DEAD)), None)
    if part is not None:
        yield Toll(quantity.start, quantity.end, "killed", quantity.min, None, *part.span())
        return
    if (after := _TOLL_AFTER.match(text[quantity.end : quantity.end + 90])) and _RAISED.search(
        text[max(0, quantity.start - 60) : quantity.start]
    ):
        end = quantity.end + after.end()
        yield Toll(quantity.start, quantity.end, "killed", quantity.min, quantity.max, quantity.end, end)
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
            and not (kind == "injured" and _DIED.search(near["who"]))
        ):
            yield _stated(quantity, kind, near, text)


_PASSED = re.compile(r"\b(?:pass\w*|past|exceed\w*|surpass\w*|top(?:s|ped))\s+$", re.I)


def _of_toll(quantity: Quantity, kind: TollKind, told: re.Match[str]) -> Toll:
    low, high = quantity.min, quantity.max
    if low is not None and low == high and _PASSED.search(told[0]):
        low, high = low + 1, None
    word = "word" if "word" in told.re.groupindex else 0
    start, end = told.start(word), told.start(word) + len(told[word].rstrip())
    return Toll(quantity.start, quantity.end, kind, low, high, start, end)


def _other_kind(kind: TollKind, after: str) -> bool:
    """Tell whether the words after a number count it for the other kind: "a toll of 12 wounded"."""
    return any(_COUNTED[other].match(after) for other in KINDS if other != kind)


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
    left = near["treated"] and _STILL.search(near["who"]) and not _OTHERS.search(near["who"])
    most = None if left else quantity.max  # those who are still in hospital are some of the hurt
    return Toll(quantity.start, end, kind, low, most, *near.span("state"), victims=who)


_NONE_KINDS: dict[str, tuple[TollKind, ...]] = {"both": KINDS, "killed": ("killed",), "injured": ("injured",)}
_NONE = [
    (kinds, re.compile(r"\b(?:" + TABLE["none"][name].replace(" ", r"\s+") + r")\b", re.I))
    for name, kinds in _NONE_KINDS.items()
]
_UNLESS = re.compile(TABLE["none"]["unless"], re.I)
_OF_PART = re.compile(TABLE["none"]["part"], re.I)


def none_reported(text: str) -> list[Toll]:
    """Return the zeros of a text: "no casualties were reported" is 0 killed and 0 injured."""
    found: list[Toll] = []
    for kinds, pattern in _NONE:
        for match in pattern.finditer(text):
            inside = any(toll.start <= match.start() < toll.end and toll.kind in kinds for toll in found)
            unless = _UNLESS.search(text, max(0, match.start() - 40), match.start())
            if not inside and not unless and not _OF_PART.match(text[match.end() : match.end() + 40]):
                start, end = match.span()
                found += [Toll(start, end, kind, 0, 0, start, end) for kind in kinds]
    return found
