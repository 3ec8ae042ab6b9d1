"""Events -> CSV for spreadsheets: one row an event, flat columns, the first report's quote and source; and a
second table, one row a report.

Texts are quoted and pass `escape.csv_cell`, so that no formula in an article runs. UTF-8 with a byte order
mark, without which Excel takes it for another encoding; empty is 'not known', 0 is 'none reported'; degrees
are WGS 84.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from geo.exchange.selection import ADDED, FLAT, REPORT, Cell, Selection, reports, row
from geo.view import escape

FIRST = ("quote", "publisher", "title", "published", "url")
COLUMNS = (*FLAT, *ADDED, *FIRST)


def write(selection: Selection) -> bytes:
    """Return the file: a header, then one line an event, in the given order."""
    first = ((event, reports(event)[0]) for event in selection.events)
    return _file(COLUMNS, (row(event) | {name: told[name] for name in FIRST} for event, told in first))


def write_reports(selection: Selection) -> bytes:
    """Return one line a report: what `write` has room for only once an event."""
    return _file(REPORT, (told for event in selection.events for told in reports(event)))


def _file(columns: Sequence[str], rows: Iterable[Mapping[str, Cell]]) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(columns)
    for cells in rows:
        writer.writerow([_safe(cells[column]) for column in columns])
    return file.getvalue().encode("utf-8-sig")


def _safe(value: Cell) -> Cell:
    if isinstance(value, bool):
        return str(value).lower()
    return escape.csv_cell(value) if isinstance(value, str) else value
