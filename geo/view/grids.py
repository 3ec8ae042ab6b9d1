"""A table of two things crossed -> a grid whose cells are coloured by their number, as an Altair value. Pure.

The number stands in each cell, so that colour never tells alone. The selection `CELL` holds the cell that was
clicked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import altair as alt
import pandas as pd

from geo.language import tr
from geo.view.theme import Ground

CELL = "cell"
ROW_PX = 28
SLANTED_PX, LEVEL_PX = 100, 50  # of the names above the columns, which the height includes


def grid(
    table: pd.DataFrame,
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    row_names: Mapping[str, str],
    column_names: Mapping[str, str],
    ground: Ground,
    what: str,
) -> alt.LayerChart:
    """Return the grid of a table with the columns `row`, `column` and `number`, in the order given.

    Names of rows and columns may hold an article's words; they are data to Vega and run nowhere.
    """
    told = table.assign(
        row_name=table["row"].map(row_names),
        column_name=table["column"].map(column_names),
    )
    most = int(told["number"].max()) if len(told) else 1
    label: dict[str, Any] = {"labelLimit": 130, "labelOverlap": False, "title": None}
    label |= {"ticks": False, "domain": False}
    slanted = len(columns) > 4
    base = alt.Chart(told, height=ROW_PX * max(len(rows), 1) + (SLANTED_PX if slanted else LEVEL_PX)).encode(
        x=alt.X(
            "column_name:N",
            sort=[column_names[column] for column in columns],
            axis=alt.Axis(orient="top", labelAngle=-40 if slanted else 0, **label),
        ),
        y=alt.Y("row_name:N", sort=[row_names[row] for row in rows], axis=alt.Axis(**label)),
    )
    cells = base.mark_rect(cornerRadius=3, stroke=ground.page, strokeWidth=2).encode(
        color=alt.Color(
            "number:Q",
            scale=alt.Scale(
                domain=[0, most], range=[ground.panel, ground.accent], type="sqrt", interpolate="rgb"
            ),
            legend=None,
        ),
        tooltip=[
            alt.Tooltip("row_name:N", title=tr("row")),
            alt.Tooltip("column_name:N", title=tr("column")),
            alt.Tooltip("number:Q", title=what),
        ],
    )
    cells = cells.add_params(alt.selection_point(name=CELL, fields=["row", "column"]))
    ink = alt.condition(f"datum.number > {most} * 0.3", alt.value(ground.page), alt.value(ground.ink))
    numbers = base.mark_text(fontSize=12).encode(text=alt.Text("number:Q", format=",d"), color=ink)
    return _dressed(alt.layer(cells, numbers))


def clicked(selection: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return row and column of the cell that a selection holds, None where it holds none."""
    cells = selection.get(CELL) or []
    return (cells[0]["row"], cells[0]["column"]) if cells else None


def _dressed(chart: Any) -> alt.LayerChart:
    dressed = chart.configure_view(strokeWidth=0).properties(background="transparent")
    return cast(alt.LayerChart, dressed)
