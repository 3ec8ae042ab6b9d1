"""`explain`: how each field of each event was read, for a terminal. Alone knows its colours.

Colour only where the output is a terminal and NO_COLOR is not set; the words of articles are written so that
no terminal takes them for a command.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from geo.cli.errors import Errors
from geo.model import Article
from geo.settings import Settings
from geo.view import escape
from geo.view.explanation import Explanation, Row, Said, explanations
from geo.view.words import heading

WIDTH = 13  # of the labels
BOLD, FAINT, MARK = "1", "2", "1;33"


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
    """Yield the lines of one article, safe for a terminal, an empty one last."""

    def painted(text: str, code: str) -> str:
        safe = escape.terminal(text)
        return f"\x1b[{code}m{safe}\x1b[0m" if colour and safe else safe

    def of_row(row: Row) -> Iterator[str]:
        yield f"    {painted(f'{row.label:<{WIDTH}}', BOLD)}{escape.terminal(row.value)}"
        for reason in row.reasons:
            yield f"    {' ' * WIDTH}{painted(reason, FAINT)}"
        for said in row.said:
            yield from of_words(said)

    def of_words(said: Said) -> Iterator[str]:
        text = article.text
        before, after = text[said.first : said.start], text[said.end : said.last]
        rule = painted(f"{said.start}-{said.end}, {said.rule}:", FAINT)
        marks = ("", "") if colour else ("[", "]")
        words = f"{marks[0]}{painted(_flat(text[said.start : said.end]), MARK)}{marks[1]}"
        sentence = f"{escape.terminal(_flat(before))}{words}{escape.terminal(_flat(after))}"
        yield f"    {' ' * WIDTH}{rule} {sentence}"

    told = list(told)
    yield painted(f"{article.id}: {heading(article)}", BOLD)
    if not told:
        yield "  no event: no sentence says that an attack happened"
    for number, each in enumerate(told, start=1):
        yield f"  {number}. {painted(each.heading, BOLD)}"
        if each.doubted:
            yield f"    {escape.terminal(each.doubted)}"
        for row in each.rows:
            yield from of_row(row)
    yield ""


def _flat(text: str) -> str:
    """Return text with its line breaks as blanks, one for one."""
    return text.replace("\r", " ").replace("\n", " ").replace("\t", " ")
