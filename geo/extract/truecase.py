"""A text in capitals -> the same text in the case it would have in print, letter for letter.

The parser and the rules tell names by their capitals, so a wire service's "ROCKETS HIT GREEN ZONE" must
become "Rockets hit Green Zone" before it is read. Only lines that are mostly capitals are touched, and words
of others that are loud ("GUNMEN STORMED a school"); no letter is added or taken away, and what is read is
given back in the article's own letters (`restoring`).

A word's case is, in this order: that of the same word elsewhere in the text, where that has small letters;
that of a known name (actors, nations, days, places; `named`); small, where it is an ordinary English word
(`common`); an acronym's, where it is short and no name; else a name's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from spacy.language import Language

from geo.extract import lexicon
from geo.extract.language import LONGEST
from geo.extract.names import table as actors
from geo.model import Article

MOSTLY = (
    0.7  # of a line's letters are capitals: a headline with one small word ("al-Tanf") is in capitals still
)
LONGEST_NAME = 5  # words
SHORT = 3  # letters: an unknown word of so many is likelier an acronym than a name

Known = Callable[[str], bool]

_SUSPECT = re.compile(r"[A-Z]{2,}[^a-z]{1,12}[A-Z]{2,}")
_LOUD = re.compile(r"\b[A-Z]{2,}\W{1,3}[A-Z]{2,}\b|[a-z]\W+[A-Z]{6,}\b")
_LONG = 6  # letters of a single word in capitals that is likelier loud than an acronym
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W\d_]+(?:[.](?:[^\W\d_][.])+|['’][^\W\d_]+)*")
_STOP = re.compile(r"""[.!?]['"”’)\]]*\s+(?:[-–—]+\s*)?["“‘'(]?$|[,:]\s+["“‘]$""")
_BRACKETED = re.compile(r"[(\[]\s*([^\W\d_]{2,6})\s*[)\]]")
_HOUR = re.compile(r"[ap]\.m\.?$")
_PARTICLES = lexicon.words("truecase particles")
_ALWAYS = lexicon.words("truecase names")
_TITLES = lexicon.words("truecase titles")
_KINDS = lexicon.words("truecase kinds")
_ACRONYMS = lexicon.words("truecase acronyms")
_ORDINARY = lexicon.words("truecase ordinary")
_BEFORE_US = lexicon.words("truecase before us")
_SPELLED = 8  # words of a name that an acronym stands for
_LINKS = frozenset({"of", "the", "and", "for", "in", "de", "del", "la"})
_MONTHS = frozenset({"march", "may"})
_TAILS = frozenset({"s", "t", "re", "ve", "ll", "d", "m"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Which words in small letters are English, which of them no name (verbs, adverbs), and which words,
    blanks between them, are a name though they may be English too.
    """

    common: Known
    plain: Known
    named: Known


def article(article: Article, vocabulary: Vocabulary) -> Article:
    """Return the article with its lines in capitals recased, as far as it is parsed; itself where none is."""
    read, rest = article.text[:LONGEST], article.text[LONGEST:]
    text = recased(read, vocabulary) + rest
    return article if text == article.text else replace(article, text=text)


def recased(text: str, vocabulary: Vocabulary) -> str:
    """Return a text of the same length, its lines in capitals in the case of print."""
    if not (_SUSPECT.search(text) or _LOUD.search(text)):
        return text
    lines = list(_LINE.finditer(text))
    shouted = {m.start() for m in lines if _is_shouted(m[0])}
    loud = {m.start() for m in lines if m.start() not in shouted and _LOUD.search(m[0])}
    if not (shouted or loud):
        return text
    seen = _seen("\n".join(m[0] for m in lines if m.start() not in shouted))
    small = {word: form for word, form in seen.items() if not form.isupper()}
    acronyms = frozenset(b[1].lower() for m in lines for b in _BRACKETED.finditer(m[0]))
    pieces, at = [], 0
    for line in lines:
        if line.start() in shouted:
            pieces += [text[at : line.start()], _Line(line[0], vocabulary, seen, acronyms).recased()]
        elif line.start() in loud:
            pieces += [text[at : line.start()], _Line(line[0], vocabulary, small, acronyms).calmed()]
        else:
            continue
        at = line.end()
    return "".join(pieces) + text[at:]


def _is_shouted(line: str) -> bool:
    capitals, small = sum(map(str.isupper, line)), sum(map(str.islower, line))
    return capitals > MOSTLY * (capitals + small) and len(_WORD.findall(line)) > 2


def _seen(prose: str) -> Mapping[str, str]:
    """Return the words of ordinary prose by their small letters, as they stand inside its sentences."""
    found: dict[str, str] = {}
    for match in _WORD.finditer(prose):
        inside = match.start() and not _STOP.search(prose[max(0, match.start() - 5) : match.start()])
        if match[0].islower() or inside:
            found.setdefault(_small(match[0]), match[0])
    return found


class _Line:
    """One line in capitals, its words and the case each gets."""

    def __init__(
        self, text: str, vocabulary: Vocabulary, seen: Mapping[str, str], acronyms: frozenset[str]
    ) -> None:
        self.text, self.vocabulary, self.seen, self.acronyms = text, vocabulary, seen, acronyms
        self.words = list(_WORD.finditer(text))
        self.small = [_small(match[0]) for match in self.words]

    def recased(self) -> str:
        """Return the line in the case of print."""
        return self._written(self._forms())

    def calmed(self) -> str:
        """Return the line with its loud words in the case of print: those of a run of capitals in which
        something is told ("THE GROUP HAS STEPPED UP ATTACKS"), and long ordinary words inside the line. Other
        capitals are acronyms, names, datelines and labels.
        """
        forms = self._forms()
        kept = [match[0] for match in self.words]
        for run in self._runs():
            told = any(forms[at].islower() and self._tells(self.small[at]) for at in run)
            told = told and len(run) > 1 and not self._is_seat(run)
            for at in run:
                long = at > 0 and len(self.small[at]) >= _LONG and forms[at].islower()
                kept[at] = forms[at] if told or long else kept[at]
        return self._written(kept)

    def _runs(self) -> list[list[int]]:
        """Return the indices of words in capitals, those next to each other together."""
        runs: list[list[int]] = []
        for at, match in enumerate(self.words):
            if match[0].isupper() and len(match[0]) > 1:
                if runs and runs[-1][-1] == at - 1 and self._together(at - 1, 2):
                    runs[-1].append(at)
                else:
                    runs.append([at])
        return runs

    def _is_seat(self, run: Sequence[int]) -> bool:
        """Return whether a run of capitals opens its line as a dateline does ("PORT VELLAND, Quarania -")."""
        behind = self.text[self.words[run[-1]].end() :].lstrip()[:1]
        return run[0] == 0 and behind != "" and behind in ",(/-–—"

    def _tells(self, word: str) -> bool:
        """Return whether a word is a verb or the like, of which no name or acronym is made."""
        return len(word) >= SHORT and word not in _LINKS and self._is_ordinary(word)

    def _written(self, forms: Sequence[str]) -> str:
        pieces, at = [], 0
        for index, (match, form) in enumerate(zip(self.words, forms, strict=True)):
            opens = index == 0 or bool(_STOP.search(self.text[self.words[index - 1].end() : match.start()]))
            pieces += [self.text[at : match.start()], _opening(form) if opens else form]
            at = match.end()
        return "".join(pieces) + self.text[at:]

    def _forms(self) -> list[str]:
        forms: list[str | None] = [None] * len(self.words)
        at = 0
        while at < len(self.words):
            name = self._name(at)
            forms[at : at + len(name)] = name
            at += max(1, len(name))
        forms = [form or self._alone(i) for i, form in enumerate(forms)]
        return [self._beside(i, forms) for i in range(len(forms))]  # type: ignore[arg-type]

    def _name(self, at: int) -> list[str]:
        """Return the words of the longest known name that begins here, in their own case."""
        for length in range(min(LONGEST_NAME, len(self.words) - at), 0, -1):
            words = tuple(self.small[at : at + length])
            if length > 1 and not self._together(at, length):
                continue
            known = _spellings().get(words)
            if known is not None and (length > 1 or not self._is_ordinary(words[0])):
                return list(known)
            if length > 1 and self._is_place(words):
                return [w if i and w in _PARTICLES else _title(w) for i, w in enumerate(words)]
        return []

    def _is_place(self, words: tuple[str, ...]) -> bool:
        ends_badly = words[0] in _function_words() or words[-1] in _function_words()
        return not ends_badly and self.vocabulary.named(" ".join(words))

    def _together(self, at: int, length: int) -> bool:
        """Return whether only blanks and hyphens stand between words."""
        between = self.text[self.words[at].start() : self.words[at + length - 1].end()]
        return not re.search(r"[^\w\s'’.-]|[^\W\d_]{2,}[.]\s|\d", between)

    def _is_ordinary(self, word: str) -> bool:
        """Return whether a word is no name by itself, whatever bears it: 'us', 'let', 'centre'."""
        return word == "us" or word in _ORDINARY or word in _function_words() or self.vocabulary.plain(word)

    def _alone(self, at: int) -> str:
        word, written = self.small[at].replace("’", "'"), self.words[at][0]
        if word == "us":
            return self._country(at)
        if "." in word:
            return word if _HOUR.match(word) else written
        stem, _, tail = word.partition("'")
        if tail == "t":  # didn't
            return self.small[at]
        if tail in _TAILS and stem:
            return self._cased(stem, at) + self.small[at][len(stem) :]
        return self._cased(self.small[at], at)

    def _cased(self, word: str, at: int) -> str:
        one = word.removesuffix("s")
        if word in self.seen:
            return self.seen[word]
        if word in _ACRONYMS:
            return word.upper()
        if word in _ALWAYS or one in _ALWAYS or len(word) == 1 or (word in _MONTHS and self._dated(at)):
            return word if word == "a" else _title(word)
        if self._is_ordinary(word) or word in _PARTICLES:
            return word
        for known, ending in ((word, ""), (one, word[len(one) :])):
            if (known,) in _spellings():
                return _spellings()[known,][0] + ending
        return self._named(word)

    def _named(self, word: str) -> str:
        if self.vocabulary.named(word):
            return _title(word)
        if self.vocabulary.common(word):
            return word
        short = len(word) <= SHORT or word in self.acronyms or not re.search("[aeiouy]", word)
        return word.upper() if short else _title(word)

    def _dated(self, at: int) -> bool:
        """Return whether a figure stands beside a word ('3 MARCH', 'MAY 2019')."""
        before, after = (
            self.text[: self.words[at].start()].rstrip(),
            self.text[self.words[at].end() :].lstrip(),
        )
        return before[-1:].isdigit() or after[:1].isdigit()

    def _country(self, at: int) -> str:
        """Return 'US' the country or 'us' the people that speak."""
        before = self.small[at - 1] if at else ""
        after = self.text[self.words[at].end() :].lstrip()[:1]
        next_word = self.small[at + 1] if at + 1 < len(self.small) else ""
        speaks = before in _BEFORE_US and (not after.isalpha() or next_word in _function_words())
        return "us" if speaks else "US"

    def _beside(self, at: int, forms: Sequence[str]) -> str:
        """Return a word's form by its neighbours: a title before a name, a kind of place behind one."""
        form = forms[at]
        following = forms[at + 1] if at + 1 < len(forms) and self._together(at, 2) else ""
        if not form[:1].isupper() and self._stands_for(at):
            return _title(form)
        if form in _TITLES and following[:1].isupper() and self.small[at + 1] not in _ALWAYS:
            return _title(form)
        before = forms[at - 1] if at and self._together(at - 1, 2) else ""
        proper = (
            before[:1].isupper()
            and not before.isupper()
            and self.small[at - 1] not in _ALWAYS
            and not _is_nation(before.lower())
        )
        return _title(form) if form in _KINDS and proper else form

    def _stands_for(self, at: int) -> bool:
        """Return whether a word is one of a name whose initials follow in brackets ('A B FRONT (ABF)')."""
        for end in range(at + 1, min(at + _SPELLED, len(self.words))):
            short = self.words[end][0]
            if self.text[self.words[end].start() - 1] not in "([":
                continue
            run = [w for w in self.small[max(0, end - _SPELLED) : end] if w not in _LINKS]
            initials = "".join(w[0] for w in run[-len(short) :])
            return initials == _small(short) and self.small[at] in run[-len(short) :]
        return False


def _small(word: str) -> str:
    """Return a word in small letters, as long as it is ('İ' would become two code points)."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in word)


def _title(word: str) -> str:
    first = word[0].upper() if len(word[0].upper()) == 1 else word[0]
    rest = word[1:]
    if word[1:2] in ("'", "’") and len(word) > 3:  # O'Brien, d'Ivoire
        rest = rest[0] + (rest[1].upper() if len(rest[1].upper()) == 1 else rest[1]) + rest[2:]
    if word.startswith("mc") and len(word) > 4:
        rest = rest[0] + rest[1].upper() + rest[2:]
    return first + rest


def _opening(form: str) -> str:
    return (form[0].upper() if len(form[0].upper()) == 1 else form[0]) + form[1:]


@cache
def _spellings() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Return the words of the names of actors, in their own case, by the same words in small letters."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for row in actors().values():
        for column in ("name", "aliases", "adjectives", "capital"):
            for name in row[column].split("|"):
                words = tuple(_WORD.findall(name))
                key = tuple(map(_small, words))
                if words and (key not in found or words[0].islower()):  # al-Shabaab rather than Al-Shabaab
                    found[key] = words
    return {key: words for key, words in found.items() if not (len(key) == 1 and key[0] in _function_words())}


@cache
def _is_nation(word: str) -> bool:
    return any(word in map(_small, row["adjectives"].split("|")) for row in actors().values())


@cache
def _function_words() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS) - {"us"}


def vocabulary(nlp: Language, *, named: Known) -> Vocabulary:
    """Return the language model's own dictionary as a vocabulary, with what `named` knows of names."""
    lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    lemmas, irregular, rules = (lookups.get_table(f"lemma_{name}") for name in ("index", "exc", "rules"))

    def of(pos: str) -> Known:
        known, forms = frozenset(lemmas.get(pos, ())), frozenset(irregular.get(pos, ()))
        endings = [(old, new) for old, new in rules.get(pos, ()) if old]
        return lambda word: (
            word in known
            or word in forms
            or any(word.endswith(old) and word.removesuffix(old) + new in known for old, new in endings)
        )

    verb, adverb, adjective, noun = map(of, ("verb", "adv", "adj", "noun"))
    plurals = frozenset(irregular.get("noun", ()))  # media, children
    return Vocabulary(
        common=cache(lambda word: adjective(word) or noun(word)),
        plain=cache(lambda word: verb(word) or adverb(word) or word in plurals),
        named=cache(named),
    )
