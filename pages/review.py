"""The analyst's desk: what is asked of them, a view each; every answer goes into the journal at once."""

from collections.abc import Sequence

import streamlit as st

from geo import review, ui
from geo.journal import Entry, placed, unplaced
from geo.language import Words, mark, tr
from geo.reviewing import adding, answering, desk, pairing, suggesting
from geo.reviewing.answering import state
from geo.view import escape

VIEWS = Words(
    {
        "queue": mark("To review"),
        "pairs": mark("Same incident?"),
        "decided": mark("Decided"),
        "lost": mark("Without an event"),
        "add": mark("Add an event"),
    }
)


def lost(entries: Sequence[Entry], missing: Sequence[Entry]) -> None:
    if not missing:
        st.info(tr("Every decision has found its event."), icon=":material/check:")
        return
    said = tr(
        "These decisions are kept, but the events they were made on are gone: their articles were "
        "withdrawn, or reading them anew finds no event there. Build with the articles again to have them "
        "back, or undo what no longer matters."
    )
    st.html(f'<p class="said">{escape.html(said)}</p>')
    answering.look_again()
    answering.log(missing, entries, blocked=not answering.may_decide(), naming=True)


def choose_view(counted: dict[str, int]) -> str:
    # set again on every run: the labels hold counts, and a value sent under an old label would be lost
    state["review-view"] = state.get("review-view") or "queue"
    st.segmented_control(
        tr("What to look at"),
        list(VIEWS),
        key="review-view",
        format_func=lambda view: f"{VIEWS[view]} ({counted[view]})" if view in counted else VIEWS[view],
        required=True,
        wrap=True,
    )
    return str(state["review-view"])


ui.masthead(tr("Review"), tr("Check what the machine read: confirm, correct or reject, event after event"))
answering.begin()
with st.container():
    entries = ui.journal()
    answering.renew(entries)
    world, standing = answering.world(entries)
    answering.result()
concerned = standing.concerning(entries)
where = placed(concerned, entries)
decided = [id for entry in reversed(entries) for id in where[entry.id] if standing[id].status != "machine"]
decided = list(dict.fromkeys(decided))
suggested = suggesting.known(world, standing, asked=state.get("review-view") == "pairs")
open_pairs = None if suggested is None else review.unanswered(suggested, concerned, entries)
missing = unplaced(concerned, entries)
counted = {"queue": standing.unread, "decided": len(decided), "lost": len(missing)}
with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
    view = choose_view(counted if open_pairs is None else counted | {"pairs": len(open_pairs)})
    answering.analyst()
with st.container():
    if not state["analyst"]:
        unnamed = tr("Write your name to decide; without it you can read.")
        st.html(f'<p class="fine" role="status">{escape.html(unnamed)}</p>')
    answering.latest(standing, entries)
if view == "pairs":
    pairing.pairs(world, standing, entries, open_pairs or [])
elif view == "lost":
    lost(entries, missing)
elif view == "add":
    adding.add(world, entries)
else:
    ids = (lambda: decided) if view == "decided" else (lambda: review.queue(standing.outline))
    desk.walk(world, standing, entries, ids, view=view)
