"""One event on the analyst's desk: its article with the evidence beside map and forms, and its past."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from geo import ui
from geo.journal import Entry, last, placed
from geo.language import percent, tr
from geo.model import Event
from geo.review.standing import Standing
from geo.reviewing import answering, correcting, joining, pinboard, pinning
from geo.reviewing.answering import LONGEST_WHY, state
from geo.reviewing.form import Form
from geo.store import ArticleRecord
from geo.ui import World
from geo.view import card, escape, reading, words

TEXT_HEIGHT_PX = 640  # at most: page.css lets a short text be short
LONGEST_CHOICE = 140  # characters of a report in a list


def walk(
    world: World, standing: Standing, entries: Sequence[Entry], ids: Callable[[], Sequence[str]], *, view: str
) -> None:
    """Draw the event that is open, with the way to the ones beside it; `ids` gives those of the view, which
    are asked for where it is opened.
    """
    order = _order(standing, ids, view=view)
    if state.get("review-open") not in standing:
        if not order:
            undecided, reviewed = tr("Nobody has decided on an event yet."), tr("All events are reviewed.")
            st.info(undecided if view == "decided" else reviewed, icon=":material/check:")
            return
        answering.show(order[0])
    event = standing[state["review-open"]]
    newer = answering.seen(event, entries)
    blocked = newer is not None or not answering.may_decide()
    newest = last(entries, event.id)
    form = Form(f"{event.id}-{newest.id if newest else ''}", event.place)
    _deciding(event, order, partial(correcting.unsaved, form, event), blocked=blocked)
    with st.container():  # always there: what comes and goes above the map would draw it anew
        if newer:
            answering.changed(newer)
    left, right = st.columns([1.15, 1], gap="medium")
    with left:
        _telling(world, event)
    with right:
        _place(event, world, form, blocked=blocked)
        correcting.fact_forms(form, event, save=partial(answering.save, event), disabled=blocked)
        with st.container():
            if len(event.reports) > 1:
                _parting(event, blocked=blocked)
        with st.container():
            joining.joining(event, standing, world, blocked=blocked)
        _past(event, entries, blocked=blocked)


def _order(standing: Standing, ids: Callable[[], Sequence[str]], *, view: str) -> list[str]:
    """Return the ids to walk through, as they stood when the view was chosen: no decision moves one."""
    before = state.get("review-walked")
    if before != view or not state["review-order"]:
        state["review-walked"], state["review-order"] = view, list(ids())
    if state.get("review-held") is standing.held:
        gone = standing.gone
        state["review-order"] = [id for id in state["review-order"] if id not in gone]
    else:  # another store: each id is looked for, a tenth of a second for 100,000
        state["review-order"] = [id for id in state["review-order"] if id in standing]
        state["review-held"] = standing.held
    if before not in (None, view) and state.get("review-open") not in state["review-order"]:
        state["review-open"] = None
    return list(state["review-order"])


def _deciding(event: Event, order: Sequence[str], unsaved: answering.Unsaved, *, blocked: bool) -> None:
    at = order.index(event.id) + 1 if event.id in order else 0
    said = [
        tr("{at} of {all}", at=at or "–", all=len(order)),
        words.STATUS[event.status],
        tr("confidence {confidence}", confidence=percent(event.confidence)),
    ]
    if not event.main:
        said.append(tr("background: the article only recalls it"))
    st.html(
        f'<h2 class="review-title">{escape.html(words.title(event))}</h2>'
        f'<p class="tally" role="status">{escape.html(" · ".join(said))}</p>'
    )
    with st.container(horizontal=True, key="deciding"):
        st.button(
            tr("Confirm"), key=f"confirm-{event.id}", icon=":material/check:", type="primary", shortcut="Y",
            disabled=blocked, on_click=answering.settle, args=("confirm", event, unsaved),
        )  # fmt: skip
        st.button(
            tr("Reject"), key=f"reject-{event.id}", icon=":material/close:", shortcut="X", disabled=blocked,
            on_click=answering.settle, args=("reject", event, unsaved),
        )  # fmt: skip
        turn = answering.turn
        st.button(tr("Previous"), key="previous", shortcut="P", on_click=turn, args=(-1, event, unsaved))
        st.button(tr("Next"), key="next", shortcut="N", on_click=turn, args=(1, event, unsaved))
    st.text_input(
        tr("Reason (kept with your next decision on this event)"),
        key=f"why-{event.id}",
        max_chars=LONGEST_WHY,
        disabled=blocked,
    )


def _telling(world: World, event: Event) -> None:
    """Draw the articles of the event, the words behind it marked; where there is none, its card."""
    records = ui.shelf()
    told = dict.fromkeys(report.source.article_id for report in event.reports)
    known = [id for id in told if id in records]
    if not known:
        st.html(card.card(event, mark=pinboard.mark_of(world, event)))
        return
    chosen = known[0]
    if len(known) > 1:
        chosen = st.selectbox(
            tr("Article, of {all}", all=len(known)),
            known,
            key=f"telling-{event.id}",
            format_func=lambda id: _heading(records[id]),
        )
    record = records[chosen]
    reports = [report for report in event.reports if report.source.article_id == chosen]
    title = escape.html(words.heading(record.article))
    st.html(f'<header class="article-head" dir="auto"><h3>{title}</h3></header>{reading.legend()}')
    with st.container(height=TEXT_HEIGHT_PX, border=True, key="telling"):
        st.html(reading.article(record.article, reports))
    with st.expander(tr("All that is known of the event")):
        st.html(card.card(event, mark=pinboard.mark_of(world, event)))


def _heading(record: ArticleRecord) -> str:
    publisher = f", {record.article.publisher}" if record.article.publisher else ""
    return f"{words.heading(record.article)}{publisher}"


def _place(event: Event, world: World, form: Form, *, blocked: bool) -> None:
    pinboard.draw(replace(event, place=pinning.drawn_place(form)), form, world)
    with st.expander(tr("Place"), expanded=True, icon=":material/location_on:"):
        pinning.place_form(
            form, event, save=partial(answering.save, event), look=pinboard.places, disabled=blocked
        )


def _parting(event: Event, *, blocked: bool) -> None:
    with st.expander(tr("Reports ({n})", n=len(event.reports)), icon=":material/call_split:"):
        key = f"part-{event.id}-{len(event.reports)}"
        chosen = st.multiselect(
            tr("Which of them tell another incident?"),
            range(len(event.reports)),
            key=key,
            format_func=lambda number: _told(event, number),
            placeholder=tr("None"),
        )
        st.button(
            tr("Make them an event of their own"),
            key="part",
            disabled=blocked or not 0 < len(chosen) < len(event.reports),
            on_click=answering.part,
            args=(event, key),
        )


def _told(event: Event, number: int) -> str:
    report = event.reports[number]
    return f"{report.source.title or report.source.article_id}: {report.quote}"[:LONGEST_CHOICE]


def _past(event: Event, entries: Sequence[Entry], *, blocked: bool) -> None:
    """Draw what was decided on the event, newest first, and a field for a note."""
    found = placed([event], entries)
    own = [entry for entry in entries if found[entry.id]]
    st.subheader(tr("History"))
    with st.container():  # always one: a line more would put the field below it in another's place
        if not own:
            nobody = tr("Nobody has decided on this event.")
            st.html(f'<p class="fine">{escape.html(nobody)}</p>')
        answering.log(own, entries, blocked=blocked)
    key = f"note-{event.id}"
    st.text_input(tr("Note"), key=key, max_chars=LONGEST_WHY, disabled=blocked)
    st.button(tr("Keep note"), key="note", disabled=blocked, on_click=answering.note, args=(event, key))
