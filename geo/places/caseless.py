"""Words of which a text in capitals does not tell the case -> whether they are likelier a name than not."""

from __future__ import annotations

from geo.places import cues
from geo.places.gazetteer import Candidate, Gazetteer

SAID = "said"  # a given name too, but first of all what somebody did
LARGE = 100_000  # people: towns with a name of ordinary words ("White River") are rarer than these words
UNITS = ("country", "province")


def is_name(words: str, *, gazetteer: Gazetteer) -> bool:
    """Tell whether words in lower case, blanks between them, are the name of a place or a given name.

    Ordinary words are a name only where they name something great: "turkey" is, "reading" is not, "south
    bank" is none and "west bank" one.
    """
    parts = words.split()
    if len(parts) == 1 and cues.is_given_name(words) and not cues.is_common(words):
        return True
    if len(parts) == 2 and parts[0] != SAID and cues.is_given_name(parts[0]) and not cues.is_common(parts[1]):
        return True
    found = [c for c in gazetteer.exact(words) if c.similarity == 1.0]
    if not all(cues.is_common(part) for part in parts):
        return bool(found)
    return any(_is_great(c, single=len(parts) == 1) for c in found)


def _is_great(candidate: Candidate, *, single: bool) -> bool:
    if single:
        return candidate.level == "country" and candidate.preferred
    named = candidate.preferred and candidate.level in (*UNITS, "site", "neighbourhood")
    return named or (candidate.preferred and candidate.population >= LARGE)
