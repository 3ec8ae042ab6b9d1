"""An analyst's answers: who gives them, what each becomes, how keeping it went, and how to take it back.

State: `analyst` is the name, `review-open` the id of the event on the desk, `review-order` the ids to walk
through, `review-seen` what the analyst has seen (the hash of the last entry, by event id), `review-said` how
the last answer went.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Literal

import streamlit as st

from geo import review, ui
from geo.errors import ChangedError, DatelineError
from geo.journal import Decision, Entry, Field, active, last
from geo.model import Event
from geo.review.renewing import renewal
from geo.review.standing import Standing, standing
from geo.settings import Settings
from geo.store import Store
from geo.ui import World, signing
from geo.view import escape, history, words

LONGEST_NAME, LONGEST_WHY = 80, 1000  # characters an analyst may type
state = st.session_state


def begin() -> None:
    """Fill what a new session lacks."""
    state.setdefault("analyst", "")
    state.setdefault("review-seen", {})
    state.setdefault("review-order", [])


def _store() -> Store:
    return Store(Settings.from_environment().store)


def analyst() -> None:
    """Draw who is reviewing: who is signed in, else a name typed once, kept while the page is open and in no
    address. A name that is given leaves no field: what keys decide would be typed into it.
    """
    if who := signing.signed_in_as():
        state["analyst"] = who
        return
    if not state["analyst"]:
        state["analyst"] = _line(state.get("review-name"))
    if not state["analyst"]:
        st.text_input(
            "Your name",
            key="review-name",
            max_chars=LONGEST_NAME,
            placeholder="stands beside each of your decisions",
            width=320,
        )
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
        st.html(f'<p class="fine">Deciding as <b>{escape.html(state["analyst"])}</b></p>', width="content")
        st.button("Change", key="rename", type="tertiary", help="Decide under another name", on_click=_rename)


def _rename() -> None:
    state["analyst"] = state["review-name"] = ""


def keep(decision: Decision | None, *, said: str) -> bool:
    """Write a decision into the journal, and return whether it is kept. `said` is what is told then."""
    if decision is None:
        return False
    if not signing.allows("review"):
        state["review-said"] = "error", "Not saved: you may no longer review. Ask whoever gives the roles."
        return False
    try:
        entry = review.decide(_store(), decision, time=dt.datetime.now(dt.UTC), opened=state["review-seen"])
    except ChangedError as error:
        state["review-said"] = "warning", f"Not saved: {error}. Look at it again, then decide."
        state["review-seen"] = {}
        return False
    except DatelineError as error:
        state["review-said"] = "error", f"Not saved: {error}"
        return False
    state["review-seen"].update({each.id: entry.hash for each in decision.events})
    state.update({f"why-{each.id}": "" for each in decision.events if f"why-{each.id}" in state})
    state["review-said"] = "success", said
    return True


def renew(entries: Sequence[Entry]) -> None:
    """Bring the store up to the journal; say what stands against it. The next run tries again."""
    error = renewal(_store().path).renew(entries)
    if error:
        st.warning(
            escape.markdown(f"Decisions are kept, but the map lacks the newest: {error}"),
            icon=":material/hourglass:",
        )


def world(entries: Sequence[Entry]) -> tuple[World, Standing]:
    """Return the events of the store, and with all that is decided, whether or not the store has it yet.
    While the store is made anew, which takes a large one a minute, it is the one that was seen before.
    """
    lacking = renewal(_store().path)
    pending = lacking.pending(entries)
    if not (lacking.running and "review-world" in state):
        state["review-world"] = ui.world()
    found: World = state["review-world"]
    return found, standing(found.cache, entries, pending=pending)


def result() -> None:
    """Say once how the last decision went."""
    kind, said = state.pop("review-said", ("", ""))
    icons = {"success": ":material/check:", "warning": ":material/sync_problem:", "error": ":material/error:"}
    if kind == "success":
        st.toast(escape.markdown(said), icon=icons[kind])
        st.html(f'<p class="sr-only" role="status">{escape.html(said)}</p>')
    elif kind:
        getattr(st, kind)(escape.markdown(said), icon=icons[kind])


def log(own: Sequence[Entry], entries: Sequence[Entry], *, blocked: bool, naming: bool = False) -> None:
    """Draw entries, newest first, with a button to undo where nothing builds on them; `naming` says which
    events and articles they are about.
    """
    by_id = {entry.id: entry for entry in entries}
    holding, free = {entry.id for entry in active(entries)}, review.undoable(entries)
    for entry in reversed(own):
        undone = entry.kind != "undo" and entry.id not in holding
        line = history.line(entry, undone=undone, of=by_id.get(entry.undoes or ""))
        line = f"{history.subject(entry)}: {line}" if naming else line
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(
                f'<p class="past">{escape.html(line)} <span class="fine">{history.moment(entry)}</span></p>'
            )
            if entry.id in free:
                st.button(
                    "Undo", key=f"undo-{entry.id}", type="tertiary", icon=":material/undo:", disabled=blocked,
                    help="Take this decision back", on_click=undo, args=(entry,),
                )  # fmt: skip


def may_decide() -> bool:
    """Say whether there is a name to decide under."""
    return bool(state["analyst"])


def seen(event: Event, entries: Sequence[Entry]) -> Entry | None:
    """Note that the analyst sees the event as it now is; return the last entry on it where another one was
    written since the event was opened.
    """
    newest = last(entries, event.id)
    hash = newest.hash if newest else None
    return newest if state["review-seen"].setdefault(event.id, hash) != hash else None


def changed(newest: Entry) -> None:
    """Say that somebody else has decided meanwhile; nothing can be decided until it is looked at."""
    with st.container(horizontal=True, vertical_alignment="center", border=True, key="changed"):
        st.html(
            '<p role="alert"><b>This event changed since you opened it.</b> '
            f"{escape.html(history.line(newest))}, {history.moment(newest)}. You see the new state.</p>"
        )
        st.button("I have looked", key="look", type="primary", on_click=look_again)


def latest(standing: Standing, entries: Sequence[Entry]) -> None:
    """Draw the analyst's own last decision, with a key to take it back, where nothing builds on it."""
    free = review.undoable(entries)
    mine = [entry for entry in entries if entry.who == state["analyst"] and entry.id in free]
    if not mine:
        return
    about = mine[-1].events[0].id
    title = f", on {words.title(standing[about])}" if about in standing else ""
    said = f"Your last decision{title}: {history.line(mine[-1])}"
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="latest"):
        st.html(f'<p class="past fine">{escape.html(said)}</p>')
        st.button(
            "Undo", key="undo-last", type="tertiary", icon=":material/undo:", shortcut="U",
            on_click=undo_and_show, args=(mine[-1],),
        )  # fmt: skip


def settle(kind: Literal["confirm", "reject"], event: Event) -> None:
    """Confirm or reject the event and go on to the next. Not from another view: the browser keeps the buttons
    of the last one, with their keys, until the new one is drawn.
    """
    if state["review-view"] not in ("queue", "decided"):
        return
    said = {"confirm": "Confirmed", "reject": "Rejected"}[kind]
    decision = review.answer(kind, event, who=state["analyst"], why=_why(event))
    if keep(decision, said=f"{said}: {words.title(event)}"):
        step(1)


def save(event: Event, field: Field, after: Any) -> None:
    """Correct a field of the event."""
    decision = review.correction(event, field, after, who=state["analyst"], why=_why(event))
    keep(decision, said=f"Saved: {history.FIELD[field]}")


def note(event: Event, key: str) -> None:
    """Keep what the widget `key` holds as a note on the event."""
    said = _line(state[key])
    if said and keep(review.answer("note", event, who=state["analyst"], why=said), said="Noted"):
        state[key] = ""


def part(event: Event, key: str) -> None:
    """Take out the reports of the event whose numbers the widget `key` holds."""
    off = [event.reports[number] for number in state[key]]
    decision = review.split(event, off, who=state["analyst"], why=_why(event))
    keep(decision, said="Taken out as another incident")


def join(kind: Literal["merge", "different"], one: Event, other: Event) -> None:
    """Say whether two events are one incident."""
    said = {"merge": "Kept as one incident", "different": "Kept as two incidents"}[kind]
    keep(review.answer(kind, one, other, who=state["analyst"]), said=said)


def undo(entry: Entry) -> None:
    """Take a decision back."""
    keep(review.undo(entry, who=state["analyst"]), said="Undone")


def undo_and_show(entry: Entry) -> None:
    """Take a decision back and open what it was about."""
    undo(entry)
    show(entry.events[0].id)


def step(by: int) -> None:
    """Open the event that many places on."""
    order, open = state["review-order"], state["review-open"]
    if order:
        at = order.index(open) if open in order else -by
        show(order[(at + by) % len(order)])


def show(id: str) -> None:
    """Open an event."""
    state["review-open"] = id
    look_again()


def look_again() -> None:
    """Take what is now shown as seen."""
    state["review-seen"] = {}


def _why(event: Event) -> str:
    return _line(state.get(f"why-{event.id}"))


def _line(text: str | None) -> str:
    return " ".join((text or "").split())
