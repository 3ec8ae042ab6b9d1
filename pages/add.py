"""Articles into the store: files, a pasted text or a folder, read at once, with what came of each."""

import io
import json
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import streamlit as st

from geo import corpus, language, pipeline, ui
from geo.adding import Adding, Progress, desk
from geo.errors import DatelineError, InputError
from geo.language import tr, trn
from geo.model import Article
from geo.settings import Settings
from geo.store import Store
from geo.ui import filtered, signing
from geo.ui.filtered import fine
from geo.view import escape, words

LARGEST_MB = 50  # a file; what is larger belongs into a folder, or to the command
TYPES = ["txt", "text", "jsonl", "ndjson", "json", "csv", "tsv"]
LONGEST_TEXT = 100_000  # characters; a long report has some ten thousand
LISTED = 50  # articles and errors that are listed
EVERY_S = 1.0  # between two looks at a run
LOOPBACK = ("127.0.0.1", "localhost", "::1")

Files = list[tuple[str, bytes]]


def begin(give: Callable[[Callable[[DatelineError], None]], Iterable[Article]]) -> None:
    """Start reading; say why where that cannot be, also to whom has lost the role meanwhile."""
    if not signing.allows("admin"):
        st.error(tr("Adding articles needs the role *admin*."), icon=":material/lock:")
        return
    settings = Settings.from_environment()
    store = Store(settings.store)
    read = partial(pipeline.read, settings=settings)
    try:
        desk(store.path).begin(Adding(store, give, read=read, reader=pipeline.reader_version()))
    except InputError as error:
        st.error(escape.markdown(str(error)), icon=":material/error:")
        return
    st.rerun()


def from_files(files: Files) -> None:
    def give(on_error: Callable[[DatelineError], None]) -> Iterable[Article]:
        return corpus.read_named(((name, io.BytesIO(data)) for name, data in files), on_error=on_error)

    begin(give)


def upload() -> None:
    given = st.file_uploader(
        tr("Files of articles: plain text, JSON lines, CSV; {most} MB each at most", most=LARGEST_MB),
        type=TYPES,
        accept_multiple_files=True,
        max_upload_size=LARGEST_MB,
        key="add-files",
        help=tr(
            "JSON lines and CSV: a row an article, with `text` and, where known, `title`, `published`, "
            "`publisher`, `url`, `id`."
        ),
    )
    if st.button(tr("Read the files"), type="primary", key="add-upload", disabled=not given):
        from_files([(file.name, file.getvalue()) for file in given])


def paste() -> None:
    with st.form("add-paste", border=False):
        text = st.text_area(tr("Text of the article"), key="add-text", height=220, max_chars=LONGEST_TEXT)
        left, right = st.columns(2)
        title = left.text_input(tr("Title"), key="add-title")
        published = right.date_input(
            tr("Published"), value=None, key="add-published", min_value=ui.EARLIEST, max_value=ui.LATEST
        )
        publisher = left.text_input(tr("Publisher"), key="add-publisher")
        url = right.text_input(tr("Address (URL)"), key="add-url", placeholder="https://")
        sent = st.form_submit_button(tr("Read the text"), type="primary", icon=":material/article:")
    if not sent:
        return
    if not text.strip():
        st.warning(tr("Paste the text of an article first."), icon=":material/edit:")
        return
    fields = {"title": title, "publisher": publisher, "url": url}
    record = {"text": text, **{name: value.strip() for name, value in fields.items() if value.strip()}}
    if published:
        record["published"] = published.isoformat()
    from_files([("pasted.jsonl", json.dumps(record).encode())])


def folder() -> None:
    if st.get_option("server.address") not in LOOPBACK:
        st.info(
            tr(
                "Folders are read only where these pages are served to this computer alone: a path is one of "
                "the server's. Use `python -m geo build FOLDER` there."
            ),
            icon=":material/lock:",
        )
        return
    with st.form("add-folder", border=False):
        path = st.text_input(
            tr("Folder or file on this computer"), key="add-path", placeholder="/home/you/articles"
        )
        sent = st.form_submit_button(tr("Read the folder"), type="primary", icon=":material/folder_open:")
    if sent and path.strip():
        begin(lambda on_error: corpus.read([Path(path.strip()).expanduser()], on_error=on_error))


@st.fragment(run_every=EVERY_S)
def running() -> None:
    """Draw how far the run is, with a way to stop it; the whole page once it has ended."""
    adding = desk(Settings.from_environment().store).last
    progress = adding.progress if adding else Progress()
    if not adding or not progress.running:
        st.rerun()
    done = len(progress.read) + len(progress.known)
    share = min(done / progress.total, 1.0) if progress.total else 0.0
    st.progress(share, text=doing(progress, language.number(done)))
    help = tr("What was read until then is kept")
    if st.button(tr("Stop"), key="add-stop", icon=":material/stop:", help=help):
        adding.stop()
    faults(progress)


def doing(progress: Progress, done: str) -> str:
    if progress.state == "waiting":
        return tr("Looking at what the store has …")
    if progress.state == "merging":
        return tr("Joining reports to events …")
    if not progress.total:
        return tr(
            "Reading: {done} done. The first takes some seconds more, for the language model.", done=done
        )
    return tr(
        "Reading: {done} of {all} done. The first takes some seconds more, for the language model.",
        done=done,
        all=language.number(progress.total),
    )


def faults(progress: Progress) -> None:
    """List what could not be read, each with file and cause."""
    if not progress.errors:
        return
    shown = "".join(f"<li>{escape.html(line)}</li>" for line in progress.errors[:LISTED])
    more = len(progress.errors) - LISTED
    rest = f"<li>{trn('and {n} more', 'and {n} more', more)}</li>" if more > 0 else ""
    head = trn("{n} thing could not be read", "{n} things could not be read", len(progress.errors))
    st.html(f'<div class="faults"><h2>{head}</h2><ul>{shown}{rest}</ul></div>')


def result(progress: Progress) -> None:
    """Say what came of the last run and list its articles with their events."""
    if progress.state == "failed":
        st.error(escape.markdown(progress.failure or ""), icon=":material/error:")
    else:
        st.success(came(progress), icon=":material/check_circle:")
    faults(progress)
    for known in progress.known[:LISTED]:
        if known.held_as == known.id:
            note = tr("seen before (the same); nothing is counted twice")
        else:
            note = tr("seen before (the same text as {id}); nothing is counted twice", id=known.held_as)
        came_of(known.held_as, note)
    for id in progress.read[:LISTED]:
        came_of(id, "")
    if len(progress.read) > LISTED:
        fine(
            trn(
                "The first {shown} of {n} article; the rest: page Articles.",
                "The first {shown} of {n} articles; the rest: page Articles.",
                len(progress.read),
                shown=LISTED,
            )
        )


def came(progress: Progress) -> str:
    """Return in a sentence what came of a run that was not cut off by a failure."""
    stopped = progress.state == "stopped"
    parts = {
        "articles": trn("{n} article read", "{n} articles read", len(progress.read)),
        "known": language.number(len(progress.known)),
        "faulty": language.number(len(progress.errors)),
    }
    if progress.replaced:
        parts["articles"] = tr(
            "{articles}, {n} of them in place of another text",
            articles=parts["articles"],
            n=language.number(len(progress.replaced)),
        )
    if stopped:
        return tr("Stopped: {articles}, {known} seen before, {faulty} not readable.", **parts)
    return tr("Done: {articles}, {known} seen before, {faulty} not readable.", **parts)


def came_of(article_id: str, note: str) -> None:
    """Draw an article with the events it reports, each with a way to the map."""
    record = next((each for each in ui.articles() if each.article.id == article_id), None)
    if record is None:
        return
    own = ui.world().cache.reporting(article_id) if record.reports else []  # a store may have no event
    with st.container(border=True, key=f"added-{article_id}"):
        title = escape.html(words.heading(record.article))
        told = trn("{n} event", "{n} events", len(own)) if own else tr("no event")
        kicker = escape.html(note or tr("new"))
        st.html(
            f'<p class="kicker">{kicker}</p><h2 class="finding" dir="auto">{title}</h2>'
            f'<p class="fine">{told}</p>'
        )
        with st.container(horizontal=True):
            for event in own[:LISTED]:
                label = escape.markdown(words.title(event))
                if st.button(label, key=f"added-{article_id}-{event.id}", icon=":material/public:"):
                    filtered.show(ui.world(), event)
            if st.button(
                tr("Read it with its evidence"), key=f"read-{article_id}", icon=":material/article:"
            ):
                st.switch_page("articles.py", query_params={"article": article_id})


ui.masthead(tr("Add articles"), tr("Files, a text or a folder: read on this computer, kept in the store"))
last = desk(Settings.from_environment().store).last
if last and last.progress.running:
    running()
else:
    with st.container(width=ui.READING_PX):
        if last:
            result(last.progress)
        tabs = st.tabs([tr("Upload files"), tr("Paste a text"), tr("Read a folder")])
        for tab, draw in zip(tabs, (upload, paste, folder), strict=True):
            with tab:
                draw()
        fine(
            tr(
                "Only English is read. An article seen before is said and not counted twice. Nothing leaves "
                "this computer, and nothing is written but the store. Events can be withdrawn: python -m geo "
                "forget."
            )
        )
