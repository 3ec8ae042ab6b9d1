"""Tables of words -> what a noun of a text is: a person, a weapon, a target. Looks words up by lemma.

The only module that reads the word tables of `extract/tables/`; their columns are named where they are used.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from spacy.tokens import Doc, Token

TABLES = Path(__file__).parent / "tables"

Row = Mapping[str, str]


@cache
def rows(table: str) -> tuple[Row, ...]:
    """Return the rows of `tables/<table>.csv` by column name."""
    with (TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and phrases with their rows, found by a phrase's last word in the text, longest first."""

    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Row], ...]]

    @classmethod
    def of(cls, entries: Iterable[Row], *, column: str = "word") -> Lexicon:
        """Index rows by the last word of their phrase in `column`."""
        index: dict[str, list[tuple[tuple[str, ...], Row]]] = {}
        for row in entries:
            for written in {
                row[column],
                row[column].replace("-", " - "),
            }:  # the tokenizer splits some hyphens
                words = tuple(written.split())
                index.setdefault(words[-1], []).append((words, row))
        return cls({last: tuple(sorted(found, key=_longest)) for last, found in index.items()})

    def at(self, token: Token) -> Row | None:
        """Return the row of the longest phrase that ends at `token`, or None."""
        found = self.ending(token)
        return found[1] if found else None

    def ending(self, token: Token) -> tuple[int, Row] | None:
        """Return the index of the phrase's first token and its row, or None."""
        for form in forms(token):
            for words, row in self.phrases.get(form, ()):
                if _precede(token, words[:-1]):
                    return token.i - len(words) + 1, row
        return None

    def may_find(self, found: Iterable[str], *, least: int) -> bool:
        """Return whether a text in which these words end phrases can hold `least` different ones."""
        return sum(len(self.phrases.get(form, ())) for form in found) >= least

    def find(self, doc: Doc) -> list[tuple[int, int, Row]]:
        """Return `(first, last, row)` of token indices of all phrases in `doc`, none inside another."""
        found: list[tuple[int, int, Row]] = []
        for token in doc:
            hit = self.ending(token)
            if hit:
                while found and found[-1][0] >= hit[0]:
                    found.pop()
                found.append((hit[0], token.i, hit[1]))
        return found


def _precede(token: Token, words: tuple[str, ...]) -> bool:
    if token.i < len(words):
        return False
    before = token.doc[token.i - len(words) : token.i] if words else ()
    return all(word in (t.lower_, t.lemma_.lower()) for word, t in zip(words, before, strict=True))


def _longest(entry: tuple[tuple[str, ...], Row]) -> int:
    return -len(entry[0])


def forms(token: Token) -> tuple[str, ...]:
    """Return the word as it stands, its lemma, and its singular where the tagger took a plural for a name."""
    return _forms_of(token.doc)[token.i]


@lru_cache(maxsize=1)
def _forms_of(doc: Doc) -> list[tuple[str, ...]]:
    """Return the forms of each token: every table looks every word up."""
    return [_forms(token.lower_, token.lemma_.lower()) for token in doc]


@cache
def _singular(word: str) -> str:
    if word.endswith("men"):
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


@lru_cache(maxsize=100_000)  # a language's common words
def _forms(lower: str, lemma: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((lower, lemma, _singular(lower))))


@cache
def lexicon(table: str) -> Lexicon:
    """Return the lexicon of a table with a column `word`."""
    return Lexicon.of(rows(table))


@cache
def verbs(kind: str) -> frozenset[str]:
    """Return the lemmas of a class of `tables/verbs.csv`."""
    return frozenset(row["lemma"] for row in rows("verbs") if row["class"] == kind)


@cache
def words(kind: str) -> frozenset[str]:
    """Return the words of a class of `tables/words.csv`, named after the module that reads them and what they
    say.
    """
    found = frozenset(row["word"] for row in rows("words") if row["class"] == kind)
    if not found:
        raise ValueError(f"tables/words.csv: no words of class {kind!r}")
    return found


def person(token: Token) -> Row | None:
    """Return the row of `tables/people.csv` for the head of a noun phrase: stance, kind, actor."""
    return lexicon("people").at(token)


def weapon(token: Token) -> Row | None:
    """Return the row of `tables/weapons.csv` for the head of a noun phrase: class, type; none for what a
    longer phrase of `tables/targets.csv` names ("gold mine", "fuel tank").
    """
    row, site = lexicon("weapons").at(token), lexicon("targets").at(token)
    if row is not None and site is not None and len(site["word"].split()) > len(row["word"].split()):
        return None
    return row


def target(token: Token) -> Row | None:
    """Return the row of `tables/targets.csv` for the head of a noun phrase: kind."""
    return lexicon("targets").at(token)


def abstract(token: Token) -> Row | None:
    """Return the row of `tables/abstract.csv`: things that are attacked in words only."""
    return lexicon("abstract").at(token)


@cache
def domain(kind: str) -> Lexicon:
    """Return the words of one domain of `tables/contexts.csv`, such as `sport`."""
    return Lexicon.of(row for row in rows("contexts") if row["domain"] == kind)


def of_domain(kind: str) -> Callable[[Token], bool]:
    """Return a test whether a token ends a word of that domain."""
    return lambda token: domain(kind).at(token) is not None
