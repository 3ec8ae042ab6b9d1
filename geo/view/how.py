"""One report -> "How this was read" as HTML: each field with its words in their sentence and the rule. Pure.

The same rows as the command `explain` prints. Closed at first, opened by mouse or key; a list of terms, so
that a screen reader tells each field with its value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geo.extract.omitted import Omission, Why
from geo.language import Words, mark, tr
from geo.model import Article, Report
from geo.view import escape, reading
from geo.view.explanation import Row, Said, explain, sentence


def read(article: Article, report: Report) -> str:
    """Return the explanation of one report of an article."""
    told = explain(article, report)
    rows = "".join(_row(article.text, row) for row in told.rows)
    name = escape.html(tr("How this was read: {event}", event=told.heading))
    summary = f'<summary aria-label="{name}">{escape.html(tr("How this was read"))}</summary>'
    return f'<details class="how">{summary}<dl>{rows}</dl></details>'


WHY: Mapping[Why, str] = Words(
    {
        "other things": mark("the text is about sport, a film, a drill or the like"),
        "sense": mark("the word stands in another sense"),
        "bare": mark("nothing beside the word says that it was an attack"),
        "negated": mark("said not to have happened"),
        "unreal": mark("planned, feared, threatened, asked or imagined"),
        "general": mark("a habit, a rule, a figure of speech or a count, no single event"),
        "joined": mark("belongs to an event told elsewhere in the text, or tells too little to be one"),
    }
)


def left_out(article: Article, omissions: Sequence[Omission]) -> str:
    """Return the sentences that name an attack and gave no event, each with the word and the reason."""
    rows = "".join(_omission(article.text, each) for each in omissions)
    return f'<ul class="omissions">{rows}</ul>'


def _omission(text: str, each: Omission) -> str:
    first, last = sentence(text, each.start, each.end)
    highlight = reading.Highlight(each.start, each.end, "ev-trigger", WHY[each.why])
    quote = reading.marked(text[first:last], [highlight], offset=first)
    return (
        f'<li><p class="said-so" dir="auto">{quote}</p><p class="fine">{escape.html(WHY[each.why])}</p></li>'
    )


def doubted(article: Article, report: Report) -> str:
    """Return the explanation of a report that was read and thrown away, with why."""
    told = explain(article, report, doubted=True)
    rows = "".join(_row(article.text, row) for row in told.rows)
    summary, why = f"<summary>{escape.html(told.heading)}</summary>", escape.html(told.doubted or "")
    return f'<details class="how">{summary}<p class="fine">{why}</p><dl>{rows}</dl></details>'


def _row(text: str, row: Row) -> str:
    reasons = "".join(f'<p class="fine">{escape.html(reason)}</p>' for reason in row.reasons)
    said = "".join(_words(text, each, row) for each in row.said)
    value = f'<span dir="auto">{escape.html(row.value)}</span>'
    return f"<div><dt>{escape.html(row.label)}</dt><dd>{value}{reasons}{said}</dd></div>"


def _words(text: str, said: Said, row: Row) -> str:
    highlight = reading.Highlight(said.start, said.end, f"ev-{row.field}", row.label)
    sentence = reading.marked(text[said.first : said.last], [highlight], offset=said.first)
    where = tr("characters {first} to {last}, {rule}", first=said.start, last=said.end, rule=said.rule)
    return f'<p class="said-so" dir="auto">{sentence}</p><p class="fine">{escape.html(where)}</p>'
