"""`explain`: how each field of each event was read, for a terminal. Alone knows its colours.

Colour only where the output is a terminal and NO_COLOR is not set; the words of articles are written so that
no terminal takes them for a command.
"""

from __future__ import annotations

import argparse
import os
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from geo.cli.errors import Errors
from geo.model import Article
from geo.settings import Settings
from geo.view import escape
from geo.view.explanation import Explanation, Row, Said, explanations
from geo.view.words import heading

WIDTH = 13  # of the labels
LINE = 100  # characters of a line of reasons
BOLD, FAINT, MARK = "1", "2", "1;33"

Painter = Callable[[str, str], str]
Bounds = tuple[int, int]


def explain(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Print how each event of each article was read, and what was read and thrown away."""
    from geo import corpus
    from geo.pipeline import Pipeline

    pipeline = Pipeline.open(settings)
    colour = wants_colour(sys.stdout, os.environ)
    for article in corpus.read(arguments.paths, on_error=errors):
        told, doubted = pipeline.judged(article)
        for line in lines(article, explanations(article, told, doubted), colour=colour):
            print(line, flush=True)


def wants_colour(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Return whether a stream is a terminal whose user has not asked for plain text (no-color.org)."""
    return stream.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"


def lines(article: Article, told: Iterable[Explanation], *, colour: bool) -> Iterator[str]:
    """Yield the lines of one article, safe for a terminal, an empty one last. Each sentence of an event is
    quoted once, under a number; the fields name the words in it.
    """
    painted = _painter(colour=colour)
    told = list(told)
    yield painted(f"{article.id}: {heading(article)}", BOLD)
    if not told:
        yield "  no event: no sentence says that an attack happened"
    for number, each in enumerate(told, start=1):
        quotes = Quotes.of(said for row in each.rows for said in row.said)
        yield f"  {number}. {painted(each.heading, BOLD)}"
        if each.doubted:
            yield f"    {escape.terminal(each.doubted)}"
        for at, (first, last) in enumerate(quotes.sentences, start=1):
            yield f"    [{at}] {_marked(article.text, first, last, quotes.words, painted)}"
        for row in each.rows:
            yield from _row(article.text, row, quotes, painted)
    yield ""


def _row(text: str, row: Row, quotes: Quotes, painted: Painter) -> Iterator[str]:
    yield f"    {painted(f'{row.label:<{WIDTH}}', BOLD)}{escape.terminal(row.value)}"
    indent = " " * (4 + WIDTH)
    for line in textwrap.wrap("; ".join(row.reasons), LINE):
        yield f"{indent}{painted(line, FAINT)}"
    for said in row.said:
        words = escape.terminal(_flat(text[said.start : said.end]))
        rule = painted(f"{said.start}-{said.end}, {said.rule}", FAINT)
        yield f"{indent}[{quotes.number(said)}] {words}  {rule}"


def _marked(text: str, first: int, last: int, words: Sequence[Bounds], painted: Painter) -> str:
    """Return a sentence with the words that fields were read from marked, overlapping ones as one."""
    pieces, at = [], first
    for start, end in words:
        if first <= start and end <= last:
            pieces += [escape.terminal(_flat(text[at:start])), painted(_flat(text[start:end]), MARK)]
            at = end
    return "".join([*pieces, escape.terminal(_flat(text[at:last]))])


@dataclass(frozen=True, slots=True)
class Quotes:
    """The sentences of one event, each once, and the words in them that its fields were read from."""

    sentences: tuple[Bounds, ...]
    words: tuple[Bounds, ...]

    @classmethod
    def of(cls, said: Iterable[Said]) -> Quotes:
        """Return the quotes of all that was said of an event."""
        told = list(said)
        return cls(_united((s.first, s.last) for s in told), _united((s.start, s.end) for s in told))

    def number(self, said: Said) -> int:
        """Return the number, from 1, of the sentence that holds some words."""
        return next(
            at for at, (first, last) in enumerate(self.sentences, start=1) if first <= said.start < last
        )


def _united(bounds: Iterable[Bounds]) -> tuple[Bounds, ...]:
    """Return bounds in order, those that overlap as one."""
    found: list[Bounds] = []
    for start, end in sorted(bounds):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _painter(*, colour: bool) -> Painter:
    def painted(text: str, code: str) -> str:
        safe = escape.terminal(text)
        return f"\x1b[{code}m{safe}\x1b[0m" if colour and safe else safe

    return painted


def _flat(text: str) -> str:
    """Return text with its line breaks as blanks, one for one."""
    return text.replace("\r", " ").replace("\n", " ").replace("\t", " ")
