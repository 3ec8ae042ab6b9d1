"""An article -> the language it is in, where that is not English. Alone knows how a language is told.

Rules for English sentences read another language as nonsense, so such a text is left out whole. Three steps,
the next only where the last leaves it open: too few words prove nothing; words that only English has prove
English (this decides nearly all news in a tenth of a millisecond); else py3langid is asked, a model of 140
languages in its package. Names are left out of all three where the script tells them by a capital: a report
of Polish villages is no Polish. What follows a title counts, not the title; of a text in two languages the
English part is enough.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from py3langid.langid import LanguageIdentifier

from geo.model import Article

FEWEST = 8  # words: a headline of fewer, or names alone, may be any language
WINDOW = 3000  # code points of the body that are looked at
LONGEST = 1000  # code points that the model sees: 2 ms
ENGLISH = 0.12  # of the words: English news has 0.17 to 0.5, other languages under 0.05
SURE = 0.5  # of the model's probability; names of villages alone stay under 0.4
ENOUGH = 0.3  # of the words of a text in two languages: a line about rights and links is less
LIKE_ENGLISH = (
    "en",
    "pcm",
    "zxx",
)  # Nigerian Pidgin as a model guesses it is mostly English; zxx is no language

_TABLES = Path(__file__).parent / "tables"
_COMMON = frozenset(tomllib.loads((_TABLES / "english.toml").read_text("utf-8"))["words"])
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_PART = re.compile(r"[.;!?]\s|[;\n]")
_CAPITALS = 0.5  # of the letters: above, a capital tells no name
_LATIN = "\u0250"  # the first letter that no alphabet of Latin script in use has
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")  # no blanks


def foreign(article: Article) -> str | None:
    """Return the English name of the article's language, None where it is, or may be, English.

    What its record declares decides only where the text leaves it open.
    """
    body = _body(article)
    words = _telling(body)
    if _size(words) < FEWEST:
        return _declared(article)
    if _is_plainly_english(words):
        return None
    code, sure = _guess(words)
    if sure < SURE:
        return _declared(article)
    return None if code in LIKE_ENGLISH or _half_english(body) else _name(code)


def _is_plainly_english(words: Sequence[str]) -> bool:
    return sum(word in _COMMON for word in words) >= ENGLISH * len(words)


def _half_english(text: str) -> bool:
    """Return whether a good part of a text's sentences is English."""
    parts = [part for part in map(_words, _PART.split(text)) if len(part) >= FEWEST // 2]
    english = [part for part in parts if _is_plainly_english(part) or _guess(part)[0] == "en"]
    return bool(parts) and sum(map(len, english)) >= ENOUGH * sum(map(len, parts))


def _body(article: Article) -> str:
    """Return the beginning of what stands below the first line, of the whole text where that is little."""
    text = article.readable.lstrip()
    below = text.partition("\n")[2]
    return (below if _size(_words(below[:WINDOW])) >= 2 * FEWEST else text)[:WINDOW]


def _telling(text: str) -> list[str]:
    """Return the words of a text in lower case, without names where capitals or another script tell them."""
    words = _WORD.findall(text)
    latin = [word for word in words if word[0] < _LATIN]
    words = latin if len(latin) > len(words) / 2 else words
    shouted = sum(map(str.isupper, text)) > _CAPITALS * sum(map(str.isalpha, text))
    return [word.lower() for word in words if shouted or not word[0].isupper()]


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _size(words: Sequence[str]) -> int:
    """Return how many words these are; where a script sets no blanks, two of its letters count as one."""
    return sum(len(word) // 2 if _UNSPACED.match(word) else 1 for word in words)


def _guess(words: Sequence[str]) -> tuple[str, float]:
    code, sure = _model().classify(" ".join(words)[:LONGEST])
    return str(code), float(sure)


@cache
def _model() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file("data/model.npz.xz", norm_probs=True)


def _declared(article: Article) -> str | None:
    """Return the name of the language that the record declares ("fr", "fr-CA", "French")."""
    said = (article.language or "").strip()
    code = re.split(r"[-_]", said.lower())[0]
    known = {name.lower(): name for name in names().values()}
    return names().get(code) or known.get(said.lower())


def _name(code: str) -> str:
    return names().get(code, f"a language of the code {code!r}")


@cache
def names() -> dict[str, str]:
    """Return the English names of languages by their ISO 639 codes, English left out."""
    with (_TABLES / "languages.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}
