"""The cover of an atlas: what it shows, how to read it, and what is on which page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.figure import Figure

from geo import query
from geo.language import Words, mark, number, tr, trn
from geo.snapshot import side
from geo.snapshot.legend import ROW_PT, Column
from geo.snapshot.paper import Layout
from geo.snapshot.sheet import Plan, column, footing
from geo.view import escape

FIRST_PAGE = 3  # after the cover and the overview
READING = mark(
    "Each mark is an event as news reports tell it, in the colour of its suspected actor: a suspect here is "
    "one of the source that says so, not a finding. An event lies somewhere in its circle; of a hatched "
    "province or country no more is known."
)
LASTING = Words(
    {
        "week": mark(
            "A longer event is on the page of each of its weeks; a week without events has no page."
        ),
        "month": mark(
            "A longer event is on the page of each of its months; a month without events has no page."
        ),
        "country": mark("Each country has a page of its own."),
    }
)


class Entry(NamedTuple):
    """A line of the contents: a page's name, and how many events are on it."""

    name: str
    events: int


def draw(figure: Figure, plan: Plan, entries: Sequence[Entry], *, by: str, lacks: int) -> None:
    """Draw the cover on an empty figure; `lacks` events are on no page for want of a date or a country."""
    width, height = figure.get_size_inches()
    box = Layout(width, height)
    edge, gap = 0.6 * box.scale / width, 0.4 * box.scale / width
    top, low = 1 - 0.6 * box.scale / height, 0.7 * box.scale / height
    whole = 1 - 2 * edge
    head = _column(figure, (edge, low, whole if box.tall else whole * 0.42, top - low), plan, box)
    _head(head, plan, by=by, lacks=lacks)
    foot = _column(figure, (edge, 0.1 * box.scale / height, whole, low * 0.6), plan, box)
    foot.write(footing(plan.made, plan.seal), size=6, muted=True, lines=2)
    left, across = (edge, whole) if box.tall else (edge + whole * 0.42 + 2 * gap, whole * 0.58 - 2 * gap)
    top -= (-head.y / 72 + 0.2 * box.scale) / height if box.tall else 0
    each = (across - gap) / 2
    columns = [_column(figure, (left + n * (each + gap), low, each, top - low), plan, box) for n in range(2)]
    _contents(columns, [Entry(tr("Overview"), _count(plan)), *entries])


def _column(figure: Figure, part: tuple[float, float, float, float], plan: Plan, box: Layout) -> Column:
    return column(figure, part, box, plan.ground)


def _count(plan: Plan) -> int:
    return len(query.select(plan.events, plan.filter))


def _head(head: Column, plan: Plan, *, by: str, lacks: int) -> None:
    rows = query.select(plan.events, plan.filter)
    head.write(escape.plain(plan.heading), size=26, bold=True, lines=5)
    head.gap(6)
    head.write(escape.plain(plan.said), size=11, muted=True, lines=6)
    head.gap(12)
    head.write(trn("{n} event", "{n} events", len(rows)), size=17, bold=True)
    for line in (side.period(rows), side.sources(rows, plan.seal) if len(rows) else ""):
        if line:
            head.write(line, size=10, muted=True)
    head.gap(10)
    for text in (tr(READING), LASTING[by], *([_missing(lacks, by=by)] if lacks else [])):
        head.write(text, size=9, lines=8)
        head.gap(4)


def _missing(lacks: int, *, by: str) -> str:
    if by == "country":
        return trn(
            "{n} event without a country can be on none of these pages.",
            "{n} events without a country can be on none of these pages.",
            lacks,
        )
    return trn(
        "{n} event without a date can be on none of these pages.",
        "{n} events without a date can be on none of these pages.",
        lacks,
    )


def _contents(columns: Sequence[Column], entries: Sequence[Entry]) -> None:
    """List pages from top to bottom, column by column, as far as there is room."""
    columns[0].heading(tr("Contents: page, events"))
    columns[1].gap(-columns[0].y / columns[0].scale)
    room = [int(column.room / (ROW_PT * column.scale)) for column in columns]
    first = (
        min(room[0], max(len(entries) - room[1], (len(entries) + 1) // 2)) if len(entries) > 12 else room[0]
    )
    listed = entries if len(entries) <= first + room[1] else entries[: first + room[1] - 1]
    for at, entry in enumerate(listed):
        page = FIRST_PAGE - 1 + at
        columns[0 if at < first else 1].entry(
            f"{page}  {escape.plain(entry.name)}", number=number(entry.events)
        )
    if len(listed) < len(entries):
        rest = len(entries) - len(listed)
        columns[1].entry(trn("and {n} page more", "and {n} pages more", rest))
