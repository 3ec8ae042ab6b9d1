"""The widgets by which a filter is chosen, each value with how many events it would show.

They are keyed `filter-NAME` and hold what `filtering` has put there; the numbers react to all other filters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, get_args

import streamlit as st

from geo import language, query
from geo.language import tr
from geo.model import Attribution, Status
from geo.places import regions
from geo.query import Column, Filter, Measure
from geo.ui import World
from geo.view import words

STEPS: dict[Measure, tuple[float, ...]] = {
    "killed": (1, 2, 5, 10, 25, 50, 100),
    "harmed": (1, 5, 10, 25, 50, 100),
    "reports": (2, 3, 5, 10),
    "confidence": (0.5, 0.6, 0.7, 0.8, 0.9),
}


def choice(
    world: World, filter: Filter, name: str, label: str, column: Column, called: Callable[[str], str]
) -> None:
    """Draw a searchable list of the values of a column."""
    found = query.counts(world.table, filter, column)
    chosen = st.session_state[f"filter-{name}"]
    options = [*found, *(value for value in chosen if value not in found)]
    st.multiselect(
        label,
        options,
        key=f"filter-{name}",
        format_func=lambda value: _numbered(called(value), found.get(value, 0)),
        placeholder=tr("Any"),
    )


def groups(world: World, filter: Filter) -> None:
    """Draw the named groups of countries in which events lie."""
    found = query.counts(world.table, filter, "country")
    held = {id: sum(found.get(code, 0) for code in group.countries) for id, group in regions.groups().items()}
    st.multiselect(
        tr("Region"),
        [id for id, number in held.items() if number or id in filter.groups],
        key="filter-region",
        format_func=lambda id: _numbered(query.group_name(id), held[id]),
        placeholder=tr("Any"),
        help=tr("Groups of countries; with countries or provinces chosen below, either will do."),
    )


def attributions(world: World, filter: Filter) -> None:
    """Draw the attributions, with what each means."""
    meaning = "  \n".join(f"**{words.ATTRIBUTION[v]}**: {m}" for v, m in words.ATTRIBUTION_MEANING.items())
    _pills(
        tr("Attribution"),
        "attribution",
        get_args(Attribution),
        query.counts(world.table, filter, "attribution"),
        words.ATTRIBUTION.__getitem__,
        help=meaning,
    )


def statuses(world: World, filter: Filter) -> None:
    """Draw what analysts may have decided; none chosen is all but the rejected."""
    _pills(
        tr("Checked by an analyst"),
        "status",
        get_args(Status),
        query.counts(world.table, filter, "status"),
        words.STATUS_NAME.__getitem__,
        help=tr("Unless you choose, all but the rejected are shown."),
    )


def _pills(
    label: str,
    name: str,
    values: Sequence[str],
    found: dict[str, int],
    called: Callable[[Any], str],
    *,
    help: str,
) -> None:
    chosen = st.session_state[f"filter-{name}"]
    st.pills(
        label,
        [value for value in values if value in found or value in chosen],
        key=f"filter-{name}",
        selection_mode="multi",
        format_func=lambda value: _numbered(called(value), found.get(value, 0)),
        help=help,
    )


def least(world: World, filter: Filter, measure: Measure, label: str, *, help: str | None = None) -> None:
    """Draw from how much of a measure on events are shown."""
    name = f"filter-min-{measure}"
    asked = st.session_state[name]
    steps = sorted({*STEPS[measure], *([asked] if asked else [])})
    found = query.at_least(world.table, filter, measure, steps)
    st.selectbox(
        label,
        [0, *steps],
        key=name,
        format_func=lambda step: _numbered(words.least(measure, step), found[step]) if step else tr("Any"),
        help=help,
    )


def _numbered(name: str, number: int) -> str:
    return f"{name} ({language.number(number)})"
