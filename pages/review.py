"""The analyst's desk: each event with its article and place, to confirm, correct, part, join or reject.

Every answer goes into the journal at once, with the name of who gave it, and from there into the store.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st
from streamlit_folium import st_folium

from geo import query, review
from geo.errors import GazetteerError
from geo.journal import Entry, last, placed, unplaced
from geo.model import Count, Event, Place, When
from geo.places.gazetteer import Gazetteer
from geo.places.locate import ranked
from geo.settings import Settings
from geo.store import ArticleRecord
from geo.view import (
    answering,
    basemap,
    card,
    correcting,
    escape,
    history,
    layers,
    palette,
    reading,
    ui,
    words,
)
from geo.view.answering import LONGEST_WHY, state
from geo.view.correcting import Form
from geo.view.palette import OTHER, Mark
from geo.view.ui import World

MAP_KEY = "review-map"
MAP_HEIGHT_PX = 340
TEXT_HEIGHT_PX = 640
MOST_PLACES = 5  # offered for a name
LONGEST_CHOICE = 140  # characters of a report in a list
VIEWS = {
    "queue": "To review",
    "pairs": "One or two?",
    "decided": "Decided",
    "lost": "Not placed",
    "add": "Add",
}


# ---- one event ----


def on_map_click(form: Form) -> None:
    at = (state.get(MAP_KEY) or {}).get("at")
    if at:
        correcting.move_pin(form, *at)


# ---- one event ----


def walking_order(world: World, events: Sequence[Event], view: str) -> list[str]:
    """Return the ids to walk through, as they stood when the view was chosen: no decision moves one."""
    before = state.get("review-walked")
    if before != view or not state["review-order"]:
        state["review-walked"], state["review-order"] = view, [event.id for event in events]
    state["review-order"] = [id for id in state["review-order"] if id in world.events]
    if before not in (None, view) and state.get("review-open") not in state["review-order"]:
        state["review-open"] = None
    return list(state["review-order"])


def walk(world: World, entries: Sequence[Entry], events: Sequence[Event], view: str) -> None:
    """Draw the event that is open, with the way to the ones beside it."""
    order = walking_order(world, events, view)
    if state.get("review-open") not in world.events:
        if not order:
            st.info(
                "Nothing here." if view == "decided" else "All events are reviewed.", icon=":material/check:"
            )
            return
        answering.show(order[0])
    event = world.events[state["review-open"]]
    newer = answering.seen(event, entries)
    blocked = newer is not None or not answering.may_decide()
    deciding(event, order, blocked=blocked)
    with st.container():  # always there: what comes and goes above the map would draw it anew
        if newer:
            changed(newer)
    newest = last(entries, event.id)
    form = Form(f"{event.id}-{newest.id if newest else ''}", event.place)
    left, right = st.columns([1.15, 1], gap="medium")
    with left:
        telling(world, event)
    with right:
        place(event, world, form, blocked=blocked)
        correcting.fact_forms(form, event, save=partial(answering.save, event), disabled=blocked)
        if len(event.reports) > 1:
            parting(event, blocked=blocked)
        past(world, event, entries, blocked=blocked)


def deciding(event: Event, order: Sequence[str], *, blocked: bool) -> None:
    at = order.index(event.id) + 1 if event.id in order else 0
    st.html(
        f'<h2 class="review-title">{escape.html(words.title(event))}</h2>'
        f'<p class="tally" role="status">{at or "–"} of {len(order)} · {words.STATUS[event.status]} · '
        f"confidence {event.confidence:.0%}{'' if event.main else ' · background'}</p>"
    )
    with st.container(horizontal=True, key="deciding"):
        st.button(
            "Confirm", key="confirm", icon=":material/check:", type="primary", shortcut="Y", disabled=blocked,
            on_click=answering.settle, args=("confirm", event),
        )  # fmt: skip
        st.button(
            "Reject", key="reject", icon=":material/close:", shortcut="X", disabled=blocked,
            on_click=answering.settle, args=("reject", event),
        )  # fmt: skip
        st.button("Previous", key="previous", shortcut="P", on_click=answering.step, args=(-1,))
        st.button("Next", key="next", shortcut="N", on_click=answering.step, args=(1,))
    st.text_input(
        "Why (kept with what you decide next)", key=f"why-{event.id}", max_chars=LONGEST_WHY, disabled=blocked
    )


def changed(newest: Entry) -> None:
    """Say that somebody else has decided meanwhile; nothing can be decided until it is looked at."""
    with st.container(horizontal=True, vertical_alignment="center", border=True, key="changed"):
        st.html(
            '<p role="alert"><b>This event changed since you opened it.</b> '
            f"{escape.html(history.line(newest))}, {history.moment(newest)}. You see the new state.</p>"
        )
        st.button("I have looked", key="look", type="primary", on_click=answering.look_again)


def telling(world: World, event: Event) -> None:
    """Draw the articles of the event, the words behind it marked; where there is none, its card."""
    records = {record.article.id: record for record in ui.articles()}
    known = list(dict.fromkeys(r.source.article_id for r in event.reports if r.source.article_id in records))
    if not known:
        st.html(card.card(event, mark=OTHER))
        return
    chosen = known[0]
    if len(known) > 1:
        chosen = st.selectbox(
            f"Article, of {len(known)}",
            known,
            key=f"telling-{event.id}",
            format_func=lambda id: heading(records[id]),
        )
    record = records[chosen]
    reports = [report for report in event.reports if report.source.article_id == chosen]
    title = escape.html(words.heading(record.article))
    st.html(f'<header class="article-head" dir="auto"><h3>{title}</h3></header>{reading.legend()}')
    with st.container(height=TEXT_HEIGHT_PX, border=True, key="card"):
        st.html(reading.article(record.article, reports))
    with st.expander("The event as it stands"):
        st.html(card.card(event, mark=mark_of(world, event)))


def mark_of(world: World, event: Event) -> Mark:
    """Return what the event has on the map; the mark of others until the store has an event that is new."""
    key = palette.keys(world.table, "actor").get(event.id, "")
    return palette.marks(world.table, "actor").get(key, OTHER)


def heading(record: ArticleRecord) -> str:
    publisher = f", {record.article.publisher}" if record.article.publisher else ""
    return f"{words.heading(record.article)}{publisher}"


def place(event: Event, world: World, form: Form, *, blocked: bool) -> None:
    draw(replace(event, place=correcting.drawn_place(form)), form, world)
    with st.expander("Place", expanded=True, icon=":material/location_on:"):
        correcting.place_form(form, event, save=partial(answering.save, event), look=places, disabled=blocked)


def draw(event: Event, form: Form, world: World) -> None:
    """Draw the event on the map with its pin where the form has it; a click puts the pin elsewhere."""
    payload = layers.payload(
        [event], rows=query.table([event]), marks=palette.marks(world.table, "actor"), colour_by="actor",
        chosen=[event.id],
    )  # fmt: skip
    st_folium(
        basemap.base_map(ui.assets_url()),
        key=MAP_KEY,
        height=MAP_HEIGHT_PX,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=basemap.EventLayer(payload | {"pick": True}),
        on_change=partial(on_map_click, form),
    )


@st.cache_resource(show_spinner="Opening the place index …")
def gazetteer() -> Gazetteer:
    return Gazetteer.open(Settings.from_environment().gazetteer)


def places(name: str) -> list[Place]:
    """Return the likeliest places of a name."""
    try:
        return [place for place, _ in ranked(name, gazetteer=gazetteer())][:MOST_PLACES]
    except GazetteerError as error:
        st.error(escape.markdown(str(error)), icon=":material/error:")
        return []


def parting(event: Event, *, blocked: bool) -> None:
    with st.expander(f"Reports ({len(event.reports)})", icon=":material/call_split:"):
        key = f"part-{event.id}-{len(event.reports)}"
        chosen = st.multiselect(
            "Reports that tell another incident",
            range(len(event.reports)),
            key=key,
            format_func=lambda number: told(event, number),
            placeholder="None",
        )
        st.button(
            "Take out",
            key="part",
            disabled=blocked or not 0 < len(chosen) < len(event.reports),
            on_click=answering.part,
            args=(event, key),
        )


def told(event: Event, number: int) -> str:
    report = event.reports[number]
    return f"{report.source.title or report.source.article_id}: {report.quote}"[:LONGEST_CHOICE]


def past(world: World, event: Event, entries: Sequence[Entry], *, blocked: bool) -> None:
    """Draw what was decided on the event, newest first, and a field for a note."""
    found = placed([event], entries)
    own = [entry for entry in entries if found[entry.id]]
    st.subheader("History")
    if not own:
        st.html('<p class="fine">Nobody has decided on this event.</p>')
    answering.log(own, entries, blocked=blocked)
    key = f"note-{event.id}"
    st.text_input("Note", key=key, max_chars=LONGEST_WHY, disabled=blocked)
    st.button("Keep note", key="note", disabled=blocked, on_click=answering.note, args=(event, key))


# ---- pairs, what is lost, what is added ----


def pairs(world: World, entries: Sequence[Entry], found: Sequence[review.Pair]) -> None:
    if not found:
        st.info("No two events look like one incident.", icon=":material/check:")
        return
    at = state.get("review-pair", 0) % len(found)
    one, other = found[at]
    newer = [entry for event in (one, other) if (entry := answering.seen(event, entries))]
    counted = f"{at + 1} of {words.plural(len(found), 'pair')}: one incident, or two?"
    st.html(f'<p class="tally" role="status">{counted}</p>')
    if newer:
        changed(newer[0])
    blocked = bool(newer) or not answering.may_decide()
    with st.container(horizontal=True):
        st.button("One incident", key="same", type="primary", icon=":material/merge:", shortcut="Y",
                  disabled=blocked, on_click=answering.join, args=("merge", one, other))  # fmt: skip
        st.button("Two incidents", key="different", icon=":material/call_split:", shortcut="X",
                  disabled=blocked, on_click=answering.join, args=("different", one, other))  # fmt: skip
        st.button("Next", key="next", shortcut="N", on_click=lambda: state.update({"review-pair": at + 1}))
    for column, event in zip(st.columns(2, gap="medium"), (one, other), strict=True):
        with column, st.container(border=True):
            st.html(card.card(event, mark=mark_of(world, event)))


def lost(entries: Sequence[Entry], missing: Sequence[Entry]) -> None:
    if not missing:
        st.info("Every decision has found its event.", icon=":material/check:")
        return
    st.html(
        '<p class="said">These decisions are kept, but no event has the reports they were made on: '
        "the articles were withdrawn, or a new reading finds no event there.</p>"
    )
    answering.look_again()
    answering.log(missing, entries, blocked=not answering.may_decide())


def add(world: World, entries: Sequence[Entry]) -> None:
    """Draw the form of an event that no article tells."""
    form = Form(f"new-{entries[-1].id if entries else ''}", None)
    left, right = st.columns(2, gap="medium")
    with left:
        st.text_area("What is known, and from where", key=form.key("told"), max_chars=LONGEST_WHY)
        correcting.type_widget(form, "attack")
        correcting.date_widgets(form, When())
        correcting.number_widgets(form, killed=Count(), injured=Count())
        correcting.actor_widgets(form, None)
    with right:
        new = Event("new", "attack", When(), True, reports=(), place=correcting.drawn_place(form))
        draw(new, form, world)
        correcting.place_widgets(form, look=places)
    when, counts = (
        correcting.chosen_date(form, When()),
        [correcting.chosen_count(form, name) for name in ("killed", "injured")],
    )
    told = " ".join((form.get("told") or "").split())
    wrong = [each for each in (when, *counts) if isinstance(each, str)]
    if wrong:
        st.html(f'<p class="fine" role="alert">{escape.html(" ".join(wrong))}</p>')
    st.button(
        "Add event", key="add", type="primary", disabled=bool(wrong) or not (told and answering.may_decide()),
        on_click=keep_new, args=(form, entries[-1].hash if entries else ""),
    )  # fmt: skip


def keep_new(form: Form, after: str) -> None:
    when = correcting.chosen_date(form, When())
    killed, injured = (correcting.chosen_count(form, name) for name in ("killed", "injured"))
    assert isinstance(when, When)
    assert isinstance(killed, Count)
    assert isinstance(injured, Count)
    decision = review.by_hand(
        type=form.get("type"), when=when, place=correcting.drawn_place(form),
        actor=correcting.chosen_actor(form, None), killed=killed, injured=injured,
        told=" ".join(form.get("told").split()), who=state["analyst"], after=after,
    )  # fmt: skip
    answering.keep(decision, said="Added")


def choose_view(counted: dict[str, int]) -> str:
    # set again on every run: the labels hold counts, and a value sent under an old label would be lost
    state["review-view"] = state.get("review-view") or "queue"
    st.segmented_control(
        "What to look at",
        list(VIEWS),
        key="review-view",
        format_func=lambda view: f"{VIEWS[view]} ({counted[view]})" if view in counted else VIEWS[view],
        required=True,
        wrap=True,
    )
    return str(state["review-view"])


ui.masthead("Review", "Confirm, correct or reject what was read; each decision is kept with its reason")
answering.begin()
with st.container():
    entries = ui.journal()
    answering.renew(entries)
    world = answering.decided(ui.world(), entries)
    answering.result()
events = list(world.events.values())
waiting, decided = review.queue(events), [event for event in events if event.status != "machine"]
suggested, missing = review.suggestions(events, entries), unplaced(events, entries)
with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
    view = choose_view(
        {"queue": len(waiting), "pairs": len(suggested), "decided": len(decided), "lost": len(missing)}
    )
    answering.analyst()
with st.container():
    if not answering.may_decide():
        st.html('<p class="fine" role="status">Write your name to decide; without it you can read.</p>')
if view == "pairs":
    pairs(world, entries, suggested)
elif view == "lost":
    lost(entries, missing)
elif view == "add":
    add(world, entries)
else:
    walk(world, entries, waiting if view == "queue" else decided, view)
