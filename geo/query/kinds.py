"""What articles call a weapon or the one who speaks -> what a filter asks by."""

from __future__ import annotations

import re
from functools import cache

from geo.extract import lexicon

_WORD = re.compile(r"[\w-]+")


def weapon_kind(name: str) -> str | None:
    """Return the class of a weapon (`extract/tables/weapons.csv`) by the last words of what it is called:
    "roadside bombs" is a bomb; None for what the table does not know.
    """
    words = _WORD.findall(name.casefold())
    for start in range(len(words)):
        tail = " ".join(words[start:])
        found = _kinds().get(tail) or _kinds().get(tail.removesuffix("s"))
        if found:
            return found
    return None


@cache
def _kinds() -> dict[str, str]:
    return {row["word"]: row["class"] for row in lexicon.rows("weapons")}


def voice_key(said_by: str | None) -> str | None:
    """Return what identifies who speaks: "The governor" and "the governor" are one."""
    return said_by.casefold().removeprefix("the ").strip() or None if said_by else None
