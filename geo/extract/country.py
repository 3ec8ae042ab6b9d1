"""The place names of a text -> the country that a passage of it is about, where no finer place can be told.

Alone knows the signs: the heading of a digest's paragraph ("NIGER |", "Benin:"), the dateline, and the
country that most of the text's names and nationalities speak of.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from geo.model import Place, Toponym

Known = Callable[[str], Place | None]


@dataclass(frozen=True, slots=True)
class World:
    """What is known of countries by ISO 3166-1 alpha-2 code: their place, their capital's."""

    country: Known = lambda code: None
    capital: Known = lambda code: None


_AFTER_LABEL = re.compile(r"[^\S\n]*(?:[|:]|[-—–]+[^\S\n]|\n|$)")
_LINE_START = re.compile(r"(?:^|\n)[^\S\n*#•>-]*[*#•>-]*[^\S\n]*$")
_MAJORITY = 0.5  # of the names; below it two countries are spoken of alike
_DATELINE = 2.0  # names that a dateline is worth
_HEAD = 400  # code points: title and lead, whose names count twice
_HOME = 0.6  # of the names; below it a second country is spoken of enough to hold a town
_VILLAGE_KM = 4.0  # the radius of a place too small to be named abroad without its country
_LANGUAGES = frozenset({"english", "french", "spanish", "portuguese", "arabic"})


class Countries:
    """The countries of one text. `known` gives a country's place by its ISO 3166-1 alpha-2 code; `whose` are
    the starts of nationalities that only say whose shells and troops they were, which show no country alone.
    """

    def __init__(
        self,
        text: str,
        toponyms: Sequence[Toponym],
        *,
        seats: Sequence[Toponym],
        whose: frozenset[int] = frozenset(),
        known: Known,
    ) -> None:
        self._known = known
        self._evidence: dict[str, Toponym] = {}
        self._words: dict[str, set[tuple[str, str]]] = {}
        for t in sorted(toponyms, key=_shows_less):
            if t.place is not None and t.place.country and t.start not in whose:
                self._evidence.setdefault(t.place.country, t)
                self._words.setdefault(t.place.country, set()).add((t.kind, t.name.lower()))
        self._labels = [t for t in toponyms if _is_label(text, t)]
        self._share = _shares(
            [t for t in toponyms if t.kind != "demonym" or t.start not in whose], seats
        ) or (_shares(toponyms, seats))

    def of_passage(self, start: int, *, sure: float = _MAJORITY) -> Toponym | None:
        """Return the country that the words at code point `start` are about, with the words that show it, or
        None: by the last heading before them, else the one that at least the share `sure` of the text's names
        speak of.
        """
        label = self._label(start)
        if label is not None:
            return label
        code, share = self._most()
        return self._shown(code) if share >= sure else None

    def is_namesake(self, toponym: Toponym) -> bool:
        """Return whether a small place stands in for one of its name that no gazetteer holds: it alone speaks
        of its country, in a text that is about another ('San Lorenzo' of Texas in news from Peru).
        """
        place = toponym.place
        if place is None or place.level != "city" or place.uncertainty_km > _VILLAGE_KM:
            return False
        home, share = self._most()
        if not place.country or place.country == home or share < _HOME:
            return False
        told = [name for kind, name in self._words.get(home, ()) if kind == "place"]
        return len(told) > 1 and len(self._words[place.country]) == 1

    def _most(self) -> tuple[str, float]:
        """Return the country that most names speak of, and their share."""
        return max(self._share.items(), key=lambda item: item[1], default=("", 0.0))

    def heading(self, start: int) -> Toponym | None:
        """Return the country that heads the part of a digest that code point `start` stands in."""
        return self._label(start) if len(self._labels) > 1 else None

    def _label(self, start: int) -> Toponym | None:
        return next((t for t in reversed(self._labels) if t.start <= start), None)

    def _shown(self, code: str) -> Toponym | None:
        shown = self._evidence.get(code)
        if shown is None:
            return None
        if shown.place is not None and shown.place.level == "country":
            return shown
        place = self._known(code)
        return replace(shown, place=place) if place is not None else None


def _shows_less(toponym: Toponym) -> tuple[bool, bool, int]:
    """Rank the words that show a country: its name, a word for its people, one of its towns."""
    named = toponym.place is not None and toponym.place.level == "country"
    return (not named, toponym.kind != "place", toponym.start)


def _is_label(text: str, toponym: Toponym) -> bool:
    """Return whether a country's name is the heading of what follows it."""
    if toponym.place is None or toponym.place.level != "country" or toponym.kind == "demonym":
        return False
    before = text[max(0, toponym.start - 20) : toponym.start]
    return bool(_LINE_START.search(before)) and bool(_AFTER_LABEL.match(text, toponym.end))


def _shares(toponyms: Sequence[Toponym], seats: Sequence[Toponym]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for t in toponyms:
        if t.place is None or not t.place.country or t.kind == "nested":
            continue
        if t.kind != "demonym" or t.name.lower() not in _LANGUAGES:
            counts[t.place.country] += 2 if t.start < _HEAD else 1
    for code in {t.place.country for t in seats if t.place is not None and t.place.country}:
        counts[code] += _DATELINE  # type: ignore[assignment]
    total = sum(counts.values())
    return {code: count / total for code, count in counts.items()}
