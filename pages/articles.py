"""The articles: what each says, which of its words became events, and why some became none."""

from collections import Counter
from collections.abc import Mapping
from typing import Literal

import pandas as pd
import streamlit as st

from geo import language, ui
from geo.errors import GazetteerError
from geo.extract.omitted import Omission
from geo.extract.triggers import mentions_attack
from geo.language import Words, mark, tr, trn
from geo.model import Article, Report
from geo.pipeline import Pipeline
from geo.settings import Settings
from geo.store import ArticleRecord
from geo.ui import filtered
from geo.view import card, escape, how, palette, reading, words
from geo.view.palette import OTHER

TITLE_PX = 290  # of the list beside the text: a title is what an article is found by
Outcome = Literal["event", "background", "unsaid", "none"]
KINDS: Mapping[Outcome, str] = Words(
    {
        "event": mark("With an event"),
        "background": mark("Background only"),
        "unsaid": mark("No event said to have happened"),
        "none": mark("No attack mentioned"),
    }
)
WHY: Mapping[Outcome, str] = Words(
    {
        "background": mark("Background only: the text recalls attacks, it does not report one."),
        "unsaid": mark(
            "No event: the text has words of attacks, but no sentence that says one happened. They may be "
            "a figure of speech, a plan, a warning, a film, an exercise or a denial."
        ),
        "none": mark("No event: no word of this text names an attack. It may still name places and people."),
    }
)


def outcome(record: ArticleRecord) -> Outcome:
    if any(report.main for report in record.reports):
        return "event"
    if record.reports:
        return "background"
    return "unsaid" if mentions_attack(record.article.readable) else "none"


def told(record: ArticleRecord) -> str:
    kind = outcome(record)
    main = sum(report.main for report in record.reports)
    return trn("{n} event", "{n} events", main) if kind == "event" else KINDS[kind].lower()


def listing(records: list[ArticleRecord]) -> ArticleRecord | None:
    """Draw the list and return the article to read: the chosen row, else the one the address names."""
    title, told_of, published, publisher = tr("Title"), tr("Events"), tr("Published"), tr("Publisher")
    table = pd.DataFrame(
        {
            title: [words.heading(record.article) for record in records],
            told_of: [told(record) for record in records],
            published: [record.article.published for record in records],
            publisher: [record.article.publisher for record in records],
        }
    )

    def choose() -> None:  # once: an address that is written in each run leaves no way back
        rows = st.session_state["articles"]["selection"]["rows"]
        if rows and rows[0] < len(records):
            st.query_params["article"] = records[rows[0]].article.id

    st.dataframe(
        table,
        hide_index=True,
        selection_mode="single-row",
        on_select=choose,
        key="articles",
        height=min(680, 38 + 35 * max(len(records), 1)),
        row_height=35,
        column_config={
            title: st.column_config.TextColumn(width=TITLE_PX),
            told_of: st.column_config.TextColumn(width=75),
            published: st.column_config.DateColumn(format="D MMM YYYY", width=95),
            publisher: st.column_config.TextColumn(width=120),
        },
        placeholder="—",
        alt=trn("Table of {n} article", "Table of {n} articles", len(records)),
    )
    wanted = st.query_params.get("article")
    return next(
        (record for record in records if record.article.id == wanted), records[0] if records else None
    )


def head(record: ArticleRecord) -> None:
    article = record.article
    publisher = escape.html(article.publisher or tr("publisher not known"))
    link = escape.web_link(article.url)
    source = (
        f' · <a href="{escape.html(link)}" target="_blank" rel="noopener noreferrer">{tr("source")}</a>'
        if link
        else ""
    )
    st.html(
        f'<header class="article-head" dir="auto"><h2>{escape.html(words.heading(article))}</h2>'
        f'<p class="fine">{publisher} · {published(article)}{source}</p>'
        f"</header>"
    )


def published(article: Article) -> str:
    """Return the day of publication, and on what grounds it is known where the article does not state it."""
    if article.published is None:
        return tr("publication day not known")
    day = words.day(article.published)
    if article.published_basis == "inferred":
        return tr("{day} (inferred from the text)", day=day)
    return tr("{day} (from the page)", day=day) if article.published_basis == "page" else day


def events_of(record: ArticleRecord) -> None:
    """Draw the cards of the events this article reports; say so where there are none."""
    kind = outcome(record)
    if kind in WHY:
        icon = ":material/history:" if kind == "background" else ":material/search_off:"
        st.info(WHY[kind], icon=icon)
    if not record.reports:
        return
    world = ui.world()
    own = world.cache.reporting(record.article.id)
    marks, keys = palette.marks(world.table, "actor"), palette.keys(world.table, "actor")
    for event in sorted(own, key=lambda event: (not event.main, event.id)):
        with st.expander(escape.markdown(words.title(event)), expanded=event.main):
            st.html(card.card(event, mark=marks.get(keys[event.id], OTHER)))
            own_reports = [r for r in event.reports if r.source.article_id == record.article.id]
            st.html("".join(how.read(record.article, report) for report in own_reports))
            if st.button(tr("Show on the map"), key=f"show-{event.id}", icon=":material/public:"):
                filtered.show(world, event)


def left_out(record: ArticleRecord) -> None:
    """Draw what was read and thrown away, and the sentences with words of attacks that gave no event.

    Only when it is asked for: the article is read anew, with the language model.
    """
    article = record.article
    if not st.toggle(tr("What was left out, and why"), key=f"left-out-{article.id}"):
        return
    try:
        with st.spinner(tr("Reading the article again …")):
            _, doubted, omissions = checked(article)
    except GazetteerError as error:
        st.error(escape.markdown(str(error)), icon=":material/error:")
        return
    if not doubted and not omissions:
        st.info(
            tr("Nothing was left out: every word of an attack belongs to an event."), icon=":material/check:"
        )
    for report in doubted:
        st.html(how.doubted(article, report))
    if omissions:
        st.html(how.left_out(article, omissions))


@st.cache_data(max_entries=50, show_spinner=False)
def checked(article: Article) -> tuple[list[Report], list[Report], list[Omission]]:
    return reader().checked(article)


@st.cache_resource(show_spinner=False)
def reader() -> Pipeline:
    return Pipeline.open(Settings.from_environment())


ui.masthead(tr("Articles"), tr("Every text as it was read, with the words behind each fact"))
records = ui.articles()
text = st.text_input(tr("Search titles and texts"), key="article-text", placeholder=tr("convoy, market, …"))
matching = [
    record
    for record in records
    if all(
        word in f"{record.article.title}\n{record.article.text}".casefold()
        for word in text.casefold().split()
    )
]
counted = Counter(map(outcome, matching))
kind = st.pills(
    tr("What was read from them"),
    [kind for kind in KINDS if counted[kind] or kind == st.session_state.get("article-kind")],
    key="article-kind",
    format_func=lambda kind: f"{KINDS[kind]} ({language.number(counted[kind])})",
)
found = [record for record in matching if kind is None or outcome(record) == kind]
shown = language.number(len(found))
shown = trn("{shown} of {n} article", "{shown} of {n} articles", len(records), shown=shown)
st.html(f'<p class="tally" role="status">{shown}</p>')
if not records:
    st.info(tr("No articles yet. Give some on the page *Add articles*."), icon=":material/folder_open:")
elif not found:
    st.info(tr("No article matches. Take a word or the choice above away."), icon=":material/search_off:")
left, right = st.columns([1.1, 1.4], gap="medium")
with left:
    record = listing(found) if found else None
if record:
    with right:
        head(record)
        if record.reports:
            st.html(reading.legend())
        st.html(reading.article(record.article, record.reports))
        st.header(tr("Read from this article"))
        events_of(record)
        left_out(record)
