"""The articles: what each says, which of its words became events, and why some became none."""

import pandas as pd
import streamlit as st

from geo.store import ArticleRecord
from geo.view import card, escape, palette, reading, ui, words
from geo.view.palette import OTHER

NONE_FOUND = "No event: no attack found in this text. It may still name places and people."
ONLY_RECALLED = "Background only: the text recalls attacks, it does not report one."


def told(record: ArticleRecord) -> str:
    if not record.reports:
        return "no attack found"
    main = sum(report.main for report in record.reports)
    return words.plural(main, "event") if main else "background only"


def listing(records: list[ArticleRecord]) -> ArticleRecord | None:
    """Draw the list and return the article to read: the chosen row, else the one the address names."""
    table = pd.DataFrame(
        {
            "Title": [words.heading(record.article) for record in records],
            "Publisher": [record.article.publisher for record in records],
            "Published": [record.article.published for record in records],
            "Events": [told(record) for record in records],
        }
    )
    state = st.dataframe(
        table,
        hide_index=True,
        selection_mode="single-row",
        on_select="rerun",
        key="articles",
        height=min(680, 38 + 35 * max(len(records), 1)),
        row_height=35,
        column_config={
            "Title": st.column_config.TextColumn(width="medium"),
            "Published": st.column_config.DateColumn(format="D MMM YYYY", width="small"),
            "Publisher": st.column_config.TextColumn(width="small"),
        },
        alt=f"Table of {words.plural(len(records), 'article')}",
    )
    rows = [row for row in state["selection"]["rows"] if row < len(records)]
    if rows:
        st.query_params["article"] = records[rows[0]].article.id
    wanted = st.query_params.get("article")
    return next(
        (record for record in records if record.article.id == wanted), records[0] if records else None
    )


def head(record: ArticleRecord) -> None:
    article = record.article
    published = words.day(article.published) if article.published else "publication day not known"
    basis = {"inferred": " (inferred from the text)", "page": " (from the page)"}.get(
        article.published_basis, ""
    )
    publisher = escape.html(article.publisher or "publisher not known")
    link = escape.web_link(article.url)
    source = (
        f' · <a href="{escape.html(link)}" target="_blank" rel="noopener noreferrer">source</a>'
        if link
        else ""
    )
    st.html(
        f'<header class="article-head" dir="auto"><h2>{escape.html(words.heading(article))}</h2>'
        f'<p class="fine">{publisher} · {published}{basis}{source}</p>'
        f"</header>"
    )


def events_of(record: ArticleRecord) -> None:
    """Draw the cards of the events this article reports; say so where there are none."""
    world = ui.world()
    own = [
        event
        for event in world.events.values()
        if any(report.source.article_id == record.article.id for report in event.reports)
    ]
    if not record.reports:
        st.info(NONE_FOUND, icon=":material/search_off:")
    elif not any(report.main for report in record.reports):
        st.info(ONLY_RECALLED, icon=":material/history:")
    marks, keys = palette.marks(world.table, "actor"), palette.keys(world.table, "actor")
    for event in sorted(own, key=lambda event: (not event.main, event.id)):
        with st.expander(escape.markdown(words.title(event)), expanded=event.main):
            st.html(card.card(event, mark=marks.get(keys[event.id], OTHER)))
            if st.button("Show on the map", key=f"show-{event.id}", icon=":material/public:"):
                st.session_state["filter-background"] = not event.main
                ui.open_events([event.id])
                st.switch_page("pages/map.py")


ui.masthead("Articles", "Every text as it was read, with the words behind each fact")
records = ui.articles()
search, only = st.columns([2, 1], vertical_alignment="bottom")
text = search.text_input("Search titles and texts", key="article-text", placeholder="convoy, market, …")
without = only.toggle("Only articles without an event", key="article-none")
found = [
    record
    for record in records
    if all(
        word in f"{record.article.title}\n{record.article.text}".casefold()
        for word in text.casefold().split()
    )
    and not (without and record.reports)
]
st.html(f'<p class="tally" role="status">{len(found):,} of {words.plural(len(records), "article")}</p>')
left, right = st.columns([1, 1.5], gap="large")
with left:
    record = listing(found)
if record:
    with right:
        head(record)
        st.html(reading.legend())
        st.html(reading.article(record.article, record.reports))
        st.subheader("Read from this article")
        events_of(record)
