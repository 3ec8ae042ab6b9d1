"""A parsed text -> named sites and quarters that end in a word for their kind: "Karrada district",
"Dufferin Street", "Aleppo University". Most are in no gazetteer; what makes them names is their form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from geo.places import cues
from geo.places.evidence import PLACE_LABELS, Text
from geo.places.gazetteer import Gazetteer
from geo.places.mention import Mention
from geo.places.names import normalise

ARTICLE_PREFIXES = frozenset(
    {"al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "ez", "er", "es", "ed", "ath", "adh", "il"}
)
# lower-case words for kinds that no name of a body or an office stands before
PLAIN_KINDS = frozenset(
    {"street", "road", "avenue", "village", "town", "hamlet", "province", "governorate", "oblast"}
)
# lower-case words for large sites, which belong to the name: "the Velorne air base"
WITH_NAME = frozenset(
    {"air base", "airbase", "airfield", "airport", "international airport", "military base", "naval base",
     "refugee camp", "camp", "prison", "dam", "bridge", "mountain", "border crossing", "crossing",
     "gold mine", "oil field", "oilfield", "gas field", "refinery", "power plant", "power station"}
)  # fmt: skip
# what stands before the name of a site; what it is called after is no place here
FORTS = frozenset({"camp", "fort", "firebase", "tower", "checkpoint", "outpost", "camp-de-base"})
QUARTERS_BEFORE = frozenset(
    {"colonia", "barrio", "barangay", "kampung", "kampong", "quartier", "bairro", "mahalla"}
)
VILLAGE = frozenset({"village", "hamlet", "town", "settlement", "suburb"})
VILLAGE_WORDS = 5  # ", a small farming village": words from the comma to the word for it
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


def named_sites(text: Text, mentions: Sequence[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """Yield capitalised names that end in a word for a site or quarter, unless a gazetteer name covers
    them.
    """
    for at in range(1, len(text.tokens)):
        for length in (2, 1):
            kind = cues.kinds().get(" ".join(text.lower[at : at + length]))
            if kind is None or not kind.after or at + length > len(text.tokens):
                continue
            mention = _site(text, at, at + length, kind) or _known_site(text, at, at + length, gazetteer)
            if mention is not None and not _held(mention, mentions):
                yield mention
            break
    for mention in (*_called(text), *_prefixed(text), *_villages(text)):
        over = [m for m in mentions if m.start < mention.end and mention.start < m.end]
        if not over or (mention.honours and not _held(mention, over)):
            yield mention


def _held(mention: Mention, by: Sequence[Mention]) -> bool:
    return any(m.start <= mention.start and mention.end <= m.end for m in by)


def _called(text: Text) -> Iterator[Mention]:
    """Yield the names that the words before them call a town or unit ("the village of Velorne")."""
    for at in range(1, len(text.tokens) - 1):
        kind = cues.kinds().get(text.lower[at - 1].removesuffix("s")) if text.lower[at] == "of" else None
        if kind is None or not kind.before or kind.level in ("site", "natural", "country"):
            continue
        end = _capitals_after(text, at + 1)
        first = text.lower[at + 1]
        if end > at + 1 and not cues.is_common(first) and not text.is_cue(at + 1, "title"):
            words = text.doc[at + 1 : end].text
            yield Mention(at + 1, end, "place", words, wanted=kind.level, known=False)


def _prefixed(text: Text) -> Iterator[Mention]:
    """Yield the forts, camps and quarters that the word before their name makes one ("Camp Velorne", "Tower
    22", "Colonia Sur").
    """
    for at in range(len(text.tokens) - 1):
        first = text.lower[at]
        if first not in FORTS | QUARTERS_BEFORE or not text.tokens[at].text[0].isupper():
            continue
        numbered = text.tokens[at + 1].is_digit
        if text.headline[at] and not numbered:
            continue
        end = at + 2 if numbered else _capitals_after(text, at + 1)
        if end > at + 1:
            level = "site" if first in FORTS else "neighbourhood"
            words = text.doc[at:end].text
            yield Mention(at, end, "place", words, wanted=level, known=False, honours=first in FORTS)


def _villages(text: Text) -> Iterator[Mention]:
    """Yield the names that the words behind them call a village ("Velorne, a farming village in ...")."""
    for at in range(1, len(text.tokens) - 2):
        if text.tokens[at].text != "," or text.lower[at + 1] not in ("a", "an", "the"):
            continue
        words = [text.lower[i] for i in range(at + 2, min(at + 2 + VILLAGE_WORDS, len(text.tokens)))]
        kind = next(
            (i for i, word in enumerate(words) if not (word.isalpha() or word == "-") or word in VILLAGE), 0
        )
        start = _capitals_before(text, at)
        if kind >= len(words) or words[kind] not in VILLAGE or start == at:
            continue
        behind = text.token(at + 3 + kind)
        if behind is not None and behind.pos_ in ("NOUN", "PROPN"):
            continue  # ", a village elder"
        if not _is_somewhere(text, start) and text.labels[start] not in PLACE_LABELS:
            continue
        yield Mention(start, at, "place", text.doc[start:at].text, wanted="city", known=False)


def _capitals_after(text: Text, index: int) -> int:
    """Return where the run of capitalised words that begins at `index` ends."""
    end = index
    while end < len(text.tokens):
        token = text.tokens[end]
        joined = token.text in {"-", "’", "'"} and not token.whitespace_ and end > index
        if not joined and not (token.text[0].isupper() and token.is_alpha):
            break
        end += 1
    return end


def _site(text: Text, kind_start: int, kind_end: int, kind: cues.Kind) -> Mention | None:
    start = _capitals_before(text, kind_start)
    named = text.tokens[kind_start].text[0].isupper()
    last = text.lower[kind_start - 1]
    if start == kind_start or text.headline[start] or last in POSSESSIVES:
        return None
    if text.tokens[kind_start - 1].tag_ == "JJ" and text.word(kind_end) == "of":
        return None  # "the Andean district of Pataz"
    words = " ".join(text.lower[kind_start:kind_end])
    large = not named and words in WITH_NAME and _is_somewhere(text, start)
    if large or (named and kind.level in {"site", "neighbourhood", "natural", "district"}):
        end = kind_end
    elif kind.level in {"neighbourhood", "district"} or text.lower[kind_start] in PLAIN_KINDS:
        end = kind_start
    else:
        return None
    if all(
        cues.is_common(text.lower[i]) or text.is_cue(i, "title") for i in range(start, end) if i != kind_start
    ):
        return None
    return Mention(start, end, "place", text.doc[start:end].text, wanted=kind.level, known=False)


def _is_somewhere(text: Text, start: int) -> bool:
    """Return whether the words before a site's name say that something is or happens at it."""
    before = text.before(start)
    struck = before >= 0 and text.tokens[before].pos_ == "VERB"
    return struck or text.is_cue(before, "locative") or text.is_cue(before, "directional")


def _known_site(text: Text, kind_start: int, kind_end: int, gazetteer: Gazetteer) -> Mention | None:
    """Return a site that the gazetteer knows by a name ending in a lower-case word: "Kabul airport"."""
    start = _capitals_before(text, kind_start)
    words = text.doc[start:kind_end].text
    if start == kind_start or not gazetteer.has_name(normalise(words)):
        return None
    return Mention(start, kind_end, "place", words)


def _capitals_before(text: Text, index: int) -> int:
    """Return where the run of capitalised words that ends before `index` begins."""
    start = index
    while start > 0:
        token = text.tokens[start - 1]
        joined = token.text in {"-", "’", "'", "."} and not token.whitespace_ and start < index
        prefix = token.text in ARTICLE_PREFIXES and start < index and text.tokens[start].text == "-"
        capital = token.text[0].isupper() and (token.is_alpha or token.text.endswith("."))
        general = start == index and token.text == "General"  # "Velorne General Hospital"
        cut = text.is_cue(start - 1, "never") or (text.is_cue(start - 1, "title") and not general)
        cut = cut or (token.is_upper and text.is_cue(start - 1, "locative"))  # "AT TOWER 22"
        if not (joined or prefix or capital) or (cut and not prefix):
            break
        start -= 1
    return start
