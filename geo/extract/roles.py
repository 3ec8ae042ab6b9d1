"""A trigger in a dependency parse -> who did it, to whom, with what, where: its arguments by grammatical
role.

`tables/roles.csv` holds the patterns: a path from the trigger, `>dep[lemma]` down to a child, `<dep[lemma]`
up to the head; several dependencies or lemmas are joined by `|`, `!` excludes lemmas, `%light` names a class
of `tables/verbs.csv`. spaCy's DependencyMatcher reads the same kind of pattern but searches whole documents;
here each path starts at one word. A role ending in `?` counts only where no other path found one of that
role.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from geo.extract.lexicon import rows, verbs
from geo.extract.phrases import conjuncts, referent


@dataclass(frozen=True, slots=True)
class Argument:
    """One noun that stands in a role to a trigger, and the row of `tables/roles.csv` that found it."""

    role: str
    token: Token
    rule: str


@dataclass(frozen=True, slots=True)
class _Step:
    down: bool
    deps: frozenset[str]
    lemmas: frozenset[str]
    excluded: bool


@dataclass(frozen=True, slots=True)
class _Pattern:
    name: str
    steps: tuple[_Step, ...]
    role: str
    fallback: bool


_TIMES = frozenset({"DATE", "TIME"})
_STEP = re.compile(r"([<>])([a-z|]+)(?:\[([^\]]+)\])?$")


def arguments(trigger: Token, *, pos: str) -> list[Argument]:
    """Return the arguments of `trigger` read as `verb` or `noun`, coordinated ones included."""
    found: dict[tuple[str, int], Argument] = {}
    for pattern in _patterns(pos):
        if pattern.fallback and any(role == pattern.role for role, _ in found):
            continue
        for end in _follow(trigger, pattern.steps):
            for token in conjuncts(referent(end)):
                if token != trigger and token.ent_type_ not in _TIMES:
                    found.setdefault((pattern.role, token.i), Argument(pattern.role, token, pattern.name))
    return list(found.values())


def _follow(start: Token, steps: tuple[_Step, ...]) -> Iterable[Token]:
    here = [start]
    for step in steps:
        here = [token for place in here for token in _move(place, step)]
    return here


def _move(token: Token, step: _Step) -> list[Token]:
    if step.down:
        return [c for c in token.children if c.dep_ in step.deps and _fits(c, step)]
    if token.dep_ in step.deps and token.head != token and _fits(token.head, step):
        return [token.head]
    return []


def _fits(token: Token, step: _Step) -> bool:
    if not step.lemmas:
        return True
    return (token.lemma_.lower() in step.lemmas or token.lower_ in step.lemmas) != step.excluded


@cache
def _patterns(pos: str) -> tuple[_Pattern, ...]:
    return tuple(
        _Pattern(
            row["name"],
            tuple(map(_step, row["path"].split())),
            row["role"].rstrip("?"),
            row["role"].endswith("?"),
        )
        for row in rows("roles")
        if row["pos"] == pos
    )


def _step(written: str) -> _Step:
    match = _STEP.match(written)
    if match is None:
        raise ValueError(f"tables/roles.csv: not a step of a path: {written!r}")
    lemmas: set[str] = set()
    written_lemmas = (match[3] or "").removeprefix("!")
    for word in written_lemmas.split("|"):
        lemmas |= verbs(word[1:]) if word.startswith("%") else {word} - {""}
    return _Step(
        match[1] == ">",
        frozenset(match[2].split("|")),
        frozenset(lemmas),
        excluded=(match[3] or "").startswith("!"),
    )
