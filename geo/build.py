"""A corpus into a store: reads what is new or changed, keeps each article at once, merges at the end."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor

from geo.errors import DatelineError, InputError
from geo.model import Article, Event, Report
from geo.store import ArticleRecord, Store

AHEAD = 8  # articles handed to each worker before its answers are awaited: keeps it busy, and memory flat

Read = Callable[[Article], list[Report]]
OnError = Callable[[DatelineError], None]


def build(
    articles: Iterable[Article],
    store: Store,
    *,
    read: Read,
    reader: str,
    on_article: Callable[[Article], None],
    on_error: OnError,
    on_unchanged: Callable[[Article], None] = lambda article: None,
    workers: int = 1,
) -> list[Event]:
    """Bring the store up to date with the articles and return its events.

    `read` gives an article's reports and `reader` names its version: what another version read is read again.
    With several `workers`, `read` runs in other processes and must be picklable. `on_article` is called for
    each article that is done with, `on_unchanged` before it for one that the store knows as it is. An
    article on which `read` fails is reported to `on_error` and left out; the rest goes on. Raise StoreError
    or GazetteerError.
    """
    with store.writing() as writer:

        def unread() -> Iterator[Article]:
            for article in articles:
                if writer.knows(article, reader=reader):
                    on_unchanged(article)
                    on_article(article)
                else:
                    yield article

        for article, ask in _asked(unread(), read=read, workers=workers):
            reports = _answer(article, ask, on_error)
            if reports is not None:
                writer.add(ArticleRecord(article=article, reader=reader, reports=tuple(reports)))
            on_article(article)
        return writer.commit()


def _asked(
    articles: Iterator[Article], *, read: Read, workers: int
) -> Iterator[tuple[Article, Callable[[], list[Report]]]]:
    """Yield each article, in order, with a function that gives its reports or raises."""
    if workers <= 1:
        for article in articles:
            yield article, lambda article=article: read(article)  # type: ignore[misc]
        return
    spawn = multiprocessing.get_context("spawn")  # a fork would copy locks that other threads hold
    with ProcessPoolExecutor(workers, mp_context=spawn) as pool:
        waiting: deque[tuple[Article, Future[list[Report]]]] = deque()
        for article in articles:
            waiting.append((article, pool.submit(read, article)))
            if len(waiting) > workers * AHEAD:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)


def _next(waiting: deque[tuple[Article, Future[list[Report]]]]) -> tuple[Article, Callable[[], list[Report]]]:
    article, future = waiting.popleft()
    return article, future.result


def _answer(article: Article, ask: Callable[[], list[Report]], on_error: OnError) -> list[Report] | None:
    try:
        return ask()
    except DatelineError:
        raise
    except Exception as error:  # one article must not cost the others, whatever its text does to a rule
        on_error(InputError(f"{article.id}: could not be read ({type(error).__name__}: {error}); left out"))
        return None
