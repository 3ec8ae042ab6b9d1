"""What stands below the card of an open event: what analysts decided on it, and what happened near it."""

from __future__ import annotations

from collections.abc import Container, Sequence

import geopandas as gpd
import streamlit as st

from geo import query, ui
from geo.journal import Entry, active, placed
from geo.language import tr
from geo.model import Event
from geo.ui import opening
from geo.view import escape, history, words


def past(world: ui.World, event: Event) -> None:
    """Draw the event's history, the newest first; nothing where nobody has decided anything."""
    entries = ui.journal()
    mine = _about(event, entries, world.events)
    if not mine:
        return
    by_id, holding = {entry.id: entry for entry in entries}, {entry.id for entry in active(entries)}
    lines = []
    for entry in reversed(mine):
        undone = entry.kind != "undo" and entry.id not in holding
        said = history.line(entry, undone=undone, of=by_id.get(entry.undoes or ""))
        lines.append(f'<p>{escape.html(said)} <span class="fine">{history.moment(entry)}</span></p>')
    st.html(f'<section class="card"><h3>{tr("History")}</h3>{"".join(lines)}</section>')


def _about(event: Event, entries: Sequence[Entry], known: Container[str]) -> list[Entry]:
    """Return the entries on this event: by its id, and by its reports where their own event is no more."""
    lost = [entry for entry in entries if any(each.id not in known for each in entry.events)]
    found = placed([event], lost)
    return [
        entry
        for entry in entries
        if any(each.id == event.id for each in entry.events) or event.id in found.get(entry.id, ())
    ]


def near(shown: gpd.GeoDataFrame, event: Event) -> None:
    """Draw which of the events shown happened near it, each a click away."""
    found = query.neighbours(shown, event.id)
    if found.empty:
        return
    st.html(f'<section class="card"><h3>{tr("Near in time and place")}</h3></section>')
    rows = shown.set_index("id").loc[found["id"]].reset_index()
    for other, km, days in zip(query.outlines(rows), found["km"], found["days"], strict=True):
        away = tr("{distance} away", distance=words.kilometres(km)) if km >= 0.1 else tr("at the same point")
        what = tr("{event}: {away}, {when}", event=words.title(other), away=away, when=words.apart(int(days)))
        st.button(
            escape.markdown(what),
            key=f"near-{other.id}",
            type="tertiary",
            on_click=opening.open_events,
            args=([other.id],),
        )
