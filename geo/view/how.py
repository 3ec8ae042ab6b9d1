"""One report -> "How this was read" as HTML: each field with its words in their sentence and the rule. Pure.

The same rows as the command `explain` prints. Closed at first, opened by mouse or key; a list of terms, so
that a screen reader tells each field with its value.
"""

from __future__ import annotations

from geo.model import Article, Report
from geo.view import escape, reading
from geo.view.explanation import Row, Said, explain


def read(article: Article, report: Report) -> str:
    """Return the explanation of one report of an article."""
    told = explain(article, report)
    rows = "".join(_row(article.text, row) for row in told.rows)
    name = escape.html(f"How this was read: {told.heading}")
    summary = f'<summary aria-label="{name}">How this was read</summary>'
    return f'<details class="how">{summary}<dl>{rows}</dl></details>'


def _row(text: str, row: Row) -> str:
    reasons = "".join(f'<p class="fine">{escape.html(reason)}</p>' for reason in row.reasons)
    said = "".join(_words(text, each, row) for each in row.said)
    value = f'<span dir="auto">{escape.html(row.value)}</span>'
    return f"<div><dt>{row.label}</dt><dd>{value}{reasons}{said}</dd></div>"


def _words(text: str, said: Said, row: Row) -> str:
    highlight = reading.Highlight(said.start, said.end, f"ev-{row.field}", row.label)
    sentence = reading.marked(text[said.first : said.last], [highlight], offset=said.first)
    where = escape.html(f"characters {said.start} to {said.end}, {said.rule}")
    return f'<p class="said-so" dir="auto">{sentence}</p><p class="fine">{where}</p>'
