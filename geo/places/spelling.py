"""Two spellings of a name -> whether one may be a transliteration of the other. Knows which letters the ways
of writing Arabic, Persian, Hebrew and Cyrillic names exchange for one another.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from geo.places.names import bare

FUZZY_MIN_POPULATION = 10_000  # a rare spelling of a hamlet is more often a wrong pin than a found one

ON_PAPER = 58  # per cent of the letters; "Hodeidah" and "Hudaydah" have 63
LOOKALIKES = str.maketrans({"q": "k", "c": "k", "g": "k", "z": "s", "v": "b"})
INITIALS = ("kqcg", "sz", "bv", "aeiouyw")
VOWELS = re.compile(r"[aeiouyw' -]+|(?<=[a-z])h")  # an inner or final h marks vowels and digraphs
VOWEL_CLASSES = str.maketrans({"o": "u", "w": "u", "e": "i", "y": "i"})
INNER_H = re.compile(r"(?<=[a-z])h")
DOUBLED = re.compile(r"(.)\1+")


def skeleton(key: str) -> str:
    """Return what transliterations of one name share, its consonants: 'al hudaydah', 'hodeidah' -> 'dd'."""
    consonants = VOWELS.sub("", bare(key).translate(LOOKALIKES))
    return DOUBLED.sub(r"\1", consonants)


def sound(key: str) -> str:
    """Return `key` with letters that transliterations confuse made one: 'hodeidah', 'al hudaydah' ->
    'hudidid'.
    """
    return DOUBLED.sub(r"\1", INNER_H.sub("", bare(key).translate(LOOKALIKES).translate(VOWEL_CLASSES)))


def likeness(one: str, other: str) -> float:
    """Return how alike two keys of one skeleton sound, 0 to 1; 0 where they begin with different sounds or
    look too unlike on paper ("Kibera", "Gqeberha").
    """
    if _initial(one) != _initial(other) or fuzz.ratio(bare(one), bare(other)) < ON_PAPER:
        return 0.0
    return fuzz.ratio(sound(one), sound(other)) / 100


def _initial(key: str) -> str:
    first = bare(key)[:1]
    return next((group for group in INITIALS if first and first in group), first)
