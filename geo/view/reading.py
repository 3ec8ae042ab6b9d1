"""An article's text -> HTML with evidence marked by field, page chrome greyed. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from geo.language import tr
from geo.model import Article, Evidence, Field, Report
from geo.view import escape, words

FIELDS: tuple[Field, ...] = (
    "trigger",
    "actor",
    "attribution",
    "place",
    "date",
    "time",
    "killed",
    "injured",
    "weapon",
    "target",
)


class Highlight(NamedTuple):
    """Code points `start` to `end` of a text, the class they get and what a pointer over them says."""

    start: int
    end: int
    css: str
    title: str


def highlights(evidence: Iterable[Evidence]) -> list[Highlight]:
    """Return what to mark for the evidence of fields."""
    return [Highlight(each.start, each.end, f"ev-{each.field}", words.FIELD[each.field]) for each in evidence]


def article(article: Article, reports: Sequence[Report]) -> str:
    """Return the whole text with the evidence of all its reports; chrome is greyed and marked by nothing."""
    unread = tr("not the article, not read")
    chrome = [Highlight(span.start, span.end, "chrome", unread) for span in article.chrome]
    found = [each for report in reports for each in highlights(report.evidence)]
    text = marked(article.text, [*chrome, *found], offset=0)
    return f'<div class="article-text" dir="auto" lang="{escape.html(article.language or "")}">{text}</div>'


def marked(text: str, highlights: Iterable[Highlight], *, offset: int) -> str:
    """Return `text`, which starts at `offset`, as HTML with its highlights.

    Spans outside the text are cut; where two overlap, the one that starts first (then the longer) keeps its
    words and the other the rest.
    """
    pieces, at = [], 0
    for each in sorted(highlights, key=lambda each: (each.start, -each.end)):
        start, end = max(each.start - offset, at), min(each.end - offset, len(text))
        if start >= end:
            continue
        pieces += [escape.html(text[at:start]), _mark(text[start:end], each)]
        at = end
    return "".join(pieces) + escape.html(text[at:])


def _mark(text: str, highlight: Highlight) -> str:
    tag = "span" if highlight.css == "chrome" else "mark"
    return (
        f'<{tag} class="{highlight.css}" title="{escape.html(highlight.title)}">{escape.html(text)}</{tag}>'
    )


def legend(fields: Sequence[Field] = FIELDS) -> str:
    """Return the meaning of the marks."""
    keys = " ".join(f'<mark class="ev-{field}">{escape.html(words.FIELD[field])}</mark>' for field in fields)
    grey = escape.html(tr("grey: menus, links, not read"))
    return f'<p class="evidence-key">{keys} <span class="fine">{grey}</span></p>'
