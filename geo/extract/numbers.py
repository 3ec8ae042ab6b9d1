"""Words -> how many they say: "at least 12", "two dozen", "between 5 and 7", "dozens".

Alone knows numbers in words and what a vague word honestly means (`tables/numbers.toml`): "dozens" is 24 or
more with no most, "more than 50" is 51 or more, "up to 20" has no least, "about 50" is 50.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

_TABLE = tomllib.loads((Path(__file__).parent / "tables" / "numbers.toml").read_text("utf-8"))
WORDS: dict[str, int] = _TABLE["units"]
_SCALES: dict[str, int] = _TABLE["scales"]
_VAGUE: dict[str, int] = _TABLE["vague"]
_EXACT: dict[str, int] = _TABLE["exact"]
MOST_PEOPLE = 100_000_000  # above it a number counts something else than people hurt in events


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many, from code point `start` to `end`: `min` None is "no least said", `max` None "no most
    said".
    """

    start: int
    end: int
    min: int | None
    max: int | None


def _longest_first(words: list[str]) -> str:
    return "|".join(sorted((re.escape(w).replace(r"\ ", r"\s+") for w in words), key=len, reverse=True))


_UNITS = "|".join(sorted(WORDS, key=len, reverse=True))
_SCALE = "|".join(_SCALES)
_DIGITS = r"\d{1,3}(?:[,\u202f\u00a0]\d{3})+|\d+(?:\.\d+(?=\s+(?:million|thousand)))?"
_SPOKEN = rf"(?:{_UNITS})(?:[\s-]+(?:and\s+)?(?:{_UNITS}))?"
_ONE = (
    rf"(?:(?:(?:{_DIGITS})|{_SPOKEN}|(?:an?|half\s+an?)(?=\s+(?:{_SCALE})\b))"
    rf"(?:[\s-]+(?:{_SCALE})\b)*(?:\s+and\s+(?:{_SPOKEN}))?)"
)
_VAGUES = r"tens\s+of\s+thousands|hundreds\s+of\s+thousands|an?\s+(?:few|couple|dozen)|" + "|".join(
    [*_VAGUE, *_EXACT]
)
_LINK = r"\s*(?:-|–|—|\s(?:to|and|or)\s)\s*"
_BEFORE = {
    kind: re.compile(rf"\b(?:{_longest_first(words)})\s+$", re.IGNORECASE)
    for kind, words in _TABLE["before"].items()
}
_AFTER = re.compile(rf"^(?:\+|-?plus\b|\s+(?:{_longest_first(_TABLE['after']['least'])})\b)", re.IGNORECASE)
_FORM = re.compile(
    rf"(?<![\w.,$€£#№/])(?<!\bno\s)(?<!\bhow\s)(?:(?P<between>between|from)\s+)?(?P<low>{_ONE}|{_VAGUES})"
    rf"(?:(?P<link>{_LINK})(?P<high>{_ONE}))?(?![\w%]|[.,:]\d|-(?!plus\b)[a-z]|\s+(?:per\s?cent|percent)\b)",
    re.IGNORECASE,
)


_NOT, _BUT = (
    re.compile(r"\bnot\s+\Z", re.I),
    re.compile(r"(?:\s+\w+)?,?\s+but\s+[\w]", re.I),
)  # "not 25 but 23"


def find(text: str) -> list[Quantity]:
    """Return the numbers of `text` in order; "5 and 7" is a range only after "between", else two numbers."""
    found: list[Quantity] = []
    at = 0
    while match := _FORM.search(text, at):
        if match["high"] and not _is_range(match):
            match_end, high = match.end("low"), None
        else:
            match_end, high = match.end(), match["high"]
        quantity = _quantity(text, match, match_end, high)
        at = max(match_end, match.start() + 1)
        if quantity:
            found.append(quantity)
            at = max(at, quantity.end)
    return found


def _is_range(match: re.Match[str]) -> bool:
    low, high = value(match["low"]), value(match["high"])
    if low is None or high is None or low >= high:
        return False
    link = match["link"].strip().lower()
    return link != "and" if match["between"] is None else link in ("and", "to", "-", "–")


def _quantity(text: str, match: re.Match[str], end: int, high: str | None) -> Quantity | None:
    start = match.start() if high else match.start("low")
    low = value(match["low"])
    if (
        low is None
        or low > MOST_PEOPLE
        or (_NOT.search(text, max(0, start - 6), start) and _BUT.match(text, end))
    ):
        return None
    if high:
        return Quantity(start, end, low, value(high))
    after = _AFTER.match(text[end : end + 12])
    for kind, pattern in _BEFORE.items():
        if before := pattern.search(text, max(0, start - 24), start):
            return _bounded(kind, Quantity(before.start(), end, low, low), vague=_is_vague(match["low"]))
    if after:
        return Quantity(start, end + after.end(), low, None)
    return Quantity(start, end, low, None if _is_vague(match["low"]) else low)


def _bounded(kind: str, quantity: Quantity, *, vague: bool) -> Quantity:
    start, end, number = quantity.start, quantity.end, quantity.min
    if kind in ("most", "below"):
        return Quantity(start, end, None, max((number or 0) - (kind == "below"), 0))
    if kind == "above" and number is not None and not vague:
        return Quantity(start, end, number + 1, None)
    return Quantity(start, end, number, None if vague or kind in ("least", "above") else number)


def _is_vague(words: str) -> bool:
    parts = words.lower().split()
    return any(part in _VAGUE for part in parts) and parts != ["a", "couple"]


def value(words: str) -> int | None:
    """Return the number that words or digits say; for a vague word the least it can mean."""
    parts = re.split(r"[\s-]+", words.lower().replace("half a dozen", "6"))
    total = group = 0.0
    for part in parts:
        if part in ("and", "of"):
            continue
        if part in _SCALES or part in _VAGUE:
            scale = _SCALES.get(part) or _VAGUE[part]
            # "tens of thousands" is twenty times a thousand, not times two thousand
            group = max(group, 1) * (1000 if part == "thousands" and group else scale)
            total, group = (total + group, 0) if scale >= 1000 else (total, group)
        elif part in ("a", "an"):
            continue
        elif part in WORDS or part in _EXACT:
            group += WORDS.get(part, _EXACT.get(part, 0))
        else:
            digits = re.sub(r"[,\u202f\u00a0]", "", part)
            if not re.fullmatch(r"\d{1,12}(?:\.\d+)?", digits):
                return None
            group += float(digits)
    return round(total + group)
