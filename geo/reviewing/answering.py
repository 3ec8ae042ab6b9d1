"""An analyst's answers: who gives them, what each becomes, how keeping it went, and how to take it back.

State: `analyst` is the name, `review-open` the id of the event on the desk, `review-order` the ids to walk
through, `review-seen` what the analyst has seen (the hash of the last entry, by event id), `review-said` how
the last answer went.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from geo import review, ui
from geo.errors import ChangedError, DatelineError, StoreError
from geo.journal import Decision, Entry, Field, active, last
from geo.language import Words, listed, mark, tr
from geo.model import Event
from geo.review.renewing import renewal
from geo.review.standing import Standing, standing
from geo.settings import Settings
from geo.store import Store
from geo.ui import World, signing
from geo.view import escape, history, words

DECIDING = Path(__file__).with_name("deciding.js")
LONGEST_NAME, LONGEST_WHY = 80, 1000  # characters an analyst may type
ICONS = {
    "success": ":material/check:",
    "info": ":material/info:",
    "warning": ":material/sync_problem:",
    "error": ":material/error:",
}
SETTLED = Words({"confirm": mark("Confirmed: {event}"), "reject": mark("Rejected: {event}")})
REPEATED = Words({"confirm": mark("Already confirmed: {event}"), "reject": mark("Already rejected: {event}")})
JOINED = Words({"merge": mark("Kept as one incident"), "different": mark("Kept as two incidents")})
Unsaved = Callable[[], list[str]]  # what of an event was changed and not saved, in words
state = st.session_state


def begin() -> None:
    """Fill what a new session lacks, and let the browser pass on only keys that are meant to decide."""
    state.setdefault("analyst", "")
    state.setdefault("review-seen", {})
    state.setdefault("review-order", [])
    state.setdefault("review-open", None)
    gone = tr("The field you typed into is gone. Press Esc or click before a key decides.")
    st.html(f'<p class="typed-away" role="alert" hidden>{escape.html(gone)}</p>')
    st.html(f"<script>{DECIDING.read_text()}</script>", unsafe_allow_javascript=True)


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
            tr("Your name"),
            key="review-name",
            max_chars=LONGEST_NAME,
            placeholder=tr("stands beside each of your decisions"),
            width=320,
        )
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
        name = f"<b>{escape.html(state['analyst'])}</b>"
        said = tr("Deciding as {name}", name=name)
        st.html(f'<p class="fine">{said}</p>', width="content")
        st.button(
            tr("Change"),
            key="rename",
            type="tertiary",
            help=tr("Decide under another name"),
            on_click=_rename,
        )


def _rename() -> None:
    state["analyst"] = state["review-name"] = ""


def keep(decision: Decision | None, *, said: str, repeated: str = "") -> bool:
    """Write a decision into the journal, and return whether it is kept. `said` is what is told then, and
    `repeated` where the analyst has said the same before, in another tab or by a second click: nothing is
    written twice.
    """
    if decision is None:
        return False
    if not signing.allows("review"):
        state["review-said"] = (
            "error",
            tr("Not saved: you may no longer review. Ask whoever gives the roles."),
        )
        return False
    if review.repeats(decision, ui.journal()):
        state.setdefault("review-said", ("info", repeated or tr("This was kept already.")))
        return True
    try:
        entry = review.decide(_store(), decision, time=dt.datetime.now(dt.UTC), opened=state["review-seen"])
    except ChangedError as error:
        state["review-said"] = (
            "warning",
            tr("Not saved: {error}. Look at it again, then decide.", error=error),
        )
        state["review-seen"] = {}
        return False
    except DatelineError as error:
        state["review-said"] = "error", tr("Not saved: {error}", error=error)
        return False
    state["review-seen"].update({each.id: entry.hash for each in decision.events})
    state.update({f"why-{each.id}": "" for each in decision.events if f"why-{each.id}" in state})
    state["review-said"] = "success", said
    return True


def renew(entries: Sequence[Entry]) -> None:
    """Bring the store up to the journal; say what stands against it. The next run tries again. Where the
    journal has lost decisions that the store has, nothing can be decided: say so and what to do.
    """
    try:
        _store().check(entries)
        state["review-whole"] = True
    except StoreError as cut:
        state["review-whole"] = False
        st.error(escape.markdown(tr("Nothing can be decided: {error}", error=cut)), icon=ICONS["error"])
        return
    error = renewal(_store().path).renew(entries)
    if error:
        st.warning(
            escape.markdown(tr("Decisions are kept, but the map lacks the newest: {error}", error=error)),
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
    if kind == "success":
        st.toast(escape.markdown(said), icon=ICONS[kind])
        st.html(f'<p class="sr-only" role="status">{escape.html(said)}</p>')
    elif kind:
        getattr(st, kind)(escape.markdown(said), icon=ICONS[kind])


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
                    tr("Undo"), key=f"undo-{entry.id}", type="tertiary", icon=":material/undo:",
                    disabled=blocked, help=tr("Take this decision back"), on_click=undo, args=(entry,),
                )  # fmt: skip


def may_decide() -> bool:
    """Say whether there is a name to decide under, and a whole journal to write into."""
    return bool(state["analyst"]) and bool(state["review-whole"])


def seen(event: Event, entries: Sequence[Entry]) -> Entry | None:
    """Note that the analyst sees the event as it now is; return the last entry on it where another one was
    written since the event was opened.
    """
    newest = last(entries, event.id)
    hash = newest.hash if newest else None
    return newest if state["review-seen"].setdefault(event.id, hash) != hash else None


def changed(newest: Entry) -> None:
    """Say that somebody else has decided meanwhile; nothing can be decided until it is looked at."""
    said = tr("This event changed since you opened it.")
    news = tr(
        "{line}, {moment}. You see the new state.", line=history.line(newest), moment=history.moment(newest)
    )
    with st.container(horizontal=True, vertical_alignment="center", border=True, key="changed"):
        st.html(f'<p role="alert"><b>{escape.html(said)}</b> {escape.html(news)}</p>')
        st.button(tr("I have looked"), key="look", type="primary", on_click=look_again)


def latest(standing: Standing, entries: Sequence[Entry]) -> None:
    """Draw the analyst's own last decision, with a key to take it back, where nothing builds on it."""
    free = review.undoable(entries)
    mine = [entry for entry in entries if entry.who == state["analyst"] and entry.id in free]
    if not mine:
        return
    about = mine[-1].events[0].id
    line = history.line(mine[-1])
    if about in standing:
        said = tr("Your last decision, on {event}: {line}", event=words.title(standing[about]), line=line)
    else:
        said = tr("Your last decision: {line}", line=line)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="latest"):
        st.html(f'<p class="past fine">{escape.html(said)}</p>')
        st.button(
            tr("Undo"), key="undo-last", type="tertiary", icon=":material/undo:", shortcut="U",
            on_click=undo_and_show, args=(mine[-1],),
        )  # fmt: skip


def settle(kind: Literal["confirm", "reject"], event: Event, unsaved: Unsaved) -> None:
    """Confirm or reject the event and go on to the next. Not from another view or event: the browser keeps
    the buttons of the last one, with their keys, until the new one is drawn.
    """
    if state["review-view"] not in ("queue", "decided") or event.id != state["review-open"]:
        return
    if _holds(event, unsaved):
        return
    title = words.title(event)
    decision = review.answer(kind, event, who=state["analyst"], why=_why(event))
    said, repeated = SETTLED[kind].format(event=title), REPEATED[kind].format(event=title)
    if keep(decision, said=said, repeated=repeated):
        step(1)


def save(event: Event, field: Field, after: Any) -> None:
    """Correct a field of the event."""
    decision = review.correction(event, field, after, who=state["analyst"], why=_why(event))
    keep(decision, said=tr("Saved: {field}", field=history.FIELD[field]))


def note(event: Event, key: str) -> None:
    """Keep what the widget `key` holds as a note on the event."""
    said = _line(state[key])
    if said and keep(review.answer("note", event, who=state["analyst"], why=said), said=tr("Noted")):
        state[key] = ""


def part(event: Event, key: str) -> None:
    """Take out the reports of the event whose numbers the widget `key` holds."""
    off = [event.reports[number] for number in state[key]]
    decision = review.split(event, off, who=state["analyst"], why=_why(event))
    keep(decision, said=tr("Taken out as another incident"))


def join(kind: Literal["merge", "different"], one: Event, other: Event) -> None:
    """Say whether two events are one incident."""
    keep(review.answer(kind, one, other, who=state["analyst"]), said=JOINED[kind])


def undo(entry: Entry) -> None:
    """Take a decision back."""
    keep(review.undo(entry, who=state["analyst"]), said=tr("Undone"))


def undo_and_show(entry: Entry) -> None:
    """Take a decision back and open what it was about."""
    undo(entry)
    show(entry.events[0].id)


def turn(by: int, event: Event, unsaved: Unsaved) -> None:
    """Open the event that many places on, unless something typed would be lost."""
    if not _holds(event, unsaved):
        step(by)


def _holds(event: Event, unsaved: Unsaved) -> bool:
    """Say what was changed and not saved, the first time; whoever then asks again leaves it out."""
    fields = unsaved()
    if not fields or state.get("review-left-out") == (event.id, fields):
        return False
    state["review-left-out"] = (event.id, fields)
    said = tr("Not saved: {fields}. Save it, or ask again to leave it out.", fields=listed(fields))
    state["review-said"] = ("warning", said)
    return True


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
