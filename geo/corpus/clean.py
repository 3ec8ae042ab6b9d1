"""An article's text -> what of it is page and not report, its title and its publisher. The text stays.

Alone knows page boilerplate: the title told twice, the agency's prefix, header lines, and what trails an
article. The steps, each on whole lines but the second: title and its doubles; agency prefix of the first
paragraph (the town of a dateline stays: it locates); lines of the page anywhere; header lines before the
first paragraph; short and repeated lines at the end. Where that would leave no report (a list of headlines),
the last step is left out.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from geo.corpus.pageline import LONGEST, TELLING, page_date
from geo.corpus.wire import is_wire_line
from geo.model import Span

_TABLE = tomllib.loads((Path(__file__).parent / "tables" / "chrome.toml").read_text("utf-8"))
TITLE_LIMIT = 200  # code points: longer first lines are paragraphs
_CHROME_LIMIT = (
    200  # code points: a paragraph may end in "all rights reserved", a line of the page is shorter
)
_TRAILING = 60  # code points: a longer last line is prose that lost its full stop
_TOP = 8  # lines before and after the title in which pages put date, author and source


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What `clean` found: the spans of `chrome` are in order and do not overlap."""

    title: str | None
    publisher: str | None
    chrome: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank, without the blanks around it; `gap` where a blank line follows."""

    start: int
    end: int
    text: str
    gap: bool

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def same(self) -> str:
        return " ".join(self.text.casefold().split())


def clean(text: str, *, title: str | None = None, publisher: str | None = None) -> Cleaned:
    """Return title, publisher and chrome of a text; `title` and `publisher` are what its record tells."""
    lines = list(_lines(text))
    heading = _heading(lines, title)
    chrome = {line.span for line in _doubles(lines, heading)}
    chrome |= {line.span for line in lines if _is_page(line.text)}
    chrome |= {line.span for line in lines[:_TOP] if line is not heading and _is_header(line.text)}
    body = next((line for line in lines if line is not heading and line.span not in chrome), None)
    prefix, agency = _prefix(body, text) if body else (None, None)
    chrome |= {line.span for line in _trailing([line for line in lines if line is not heading], chrome)}
    if prefix and body and body.span not in chrome:
        chrome.add(prefix)
    if lines and lines[-1].span not in chrome and (tail := _TAIL.search(lines[-1].text)):
        chrome.add(Span(lines[-1].start + tail.start(), lines[-1].end))
    told = heading.text if heading else None
    ordered = tuple(sorted(chrome, key=lambda span: span.start))
    return Cleaned(title or (" ".join(told.split()) if told else None), publisher or agency, ordered)


_LINE_OF = re.compile(r"[^\r\n\u2028\u2029]+")
_LINE = re.compile(rf"(?:{'|'.join(_TABLE['lines'])})", re.IGNORECASE)
_TAIL = re.compile(rf"\b{_TABLE['tail']}$", re.IGNORECASE)
_HEADER = re.compile(rf"(?:{'|'.join(_TABLE['header'])})")
_STOP = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")


def _lines(text: str) -> Iterator[_Line]:
    for match in _LINE_OF.finditer(text):
        words = match[0].strip()
        if words:
            start = match.start() + match[0].index(words[0])
            after = text[match.end() : match.end() + 8]
            breaks = re.match(r"(?:\r\n|\r|\n|\u2028|\u2029)[ \t]*(?:\r\n|\r|\n|\u2029)", after)
            yield _Line(start, start + len(words), words, gap=bool(breaks))


def _heading(lines: Sequence[_Line], title: str | None) -> _Line | None:
    """Return the line that is the title: the record's own, or a first line that is no sentence."""
    if title is not None:
        wanted = " ".join(title.casefold().split())
        return next((line for line in lines[:_TOP] if line.same == wanted), None)
    top = [line for line in lines[:_TOP] if not _is_page(line.text) and not _is_header(line.text)]
    if len(top) < 2 or len(top[0].text) > TITLE_LIMIT:
        return None
    first, second = top[0], top[1]
    doubled = first.same == second.same
    parted = first.gap and not _SENTENCE.search(first.text) and not _DATELINE.match(first.text)
    return first if doubled or parted else None


def _doubles(lines: Sequence[_Line], heading: _Line | None) -> list[_Line]:
    if heading is None:
        return []
    return [line for line in lines if line is not heading and line.same == heading.same]


def _is_page(words: str) -> bool:
    return len(words) <= _CHROME_LIMIT and bool(_LINE.fullmatch(words))


def _is_header(words: str) -> bool:
    about_page = len(words) <= LONGEST and _HEADER.fullmatch(words) and not _is_sentence(words)
    return bool(about_page) or page_date(words) is not None or is_wire_line(words)


def _is_sentence(words: str) -> bool:
    return words.endswith((".", "!", "?")) and len(words.split()) > 6


_AGENCY = re.compile(_TABLE["agency"]["words"], re.IGNORECASE)
_NAMES = {name.casefold() for name in _TABLE["agency"]["names"]}
_NAME = r"[A-Z][\w.&’'-]*(?:\s+[A-Z0-9][\w.&’'-]*|\s+(?:of|and|the|for)\b){0,4}"
# What a title has not: a full stop or colon at its end, a sentence inside, a bracket before it.
_SENTENCE = re.compile(r"(?<!\b[A-Z])[.:,;][\"'”’)]*$|[a-z]{2}\.\s+[A-Z]|^\[")
_DATELINE = re.compile(
    r"(?P<place>[A-Z][\w.’'-]*(?:[ ,/]+(?:[A-Z][\w.’'-]*|\d{1,4}|al|de|la|el|of|the)){0,8}[,.]?)?\s*"
    rf"(?P<agency>\(\s*(?P<inside>{_NAME}(?:\s*/\s*{_NAME})?)\s*\)\s*(?:[-–—:|/]+|\.\.+)?|[-–—]\s*\((?P<dashed>{_NAME})\)\s*[-–—:|]*"
    rf"|/\s?(?P<slashed>{_NAME})\s?/\s?[.:–—-]*)\s"
)
_PREFIX = re.compile(
    rf"(?:[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)?\s?/\s?)?(?P<agency>(?P<name>{_NAME})\s?(?:/|[–—]|\s-|\|)[-–—]*)(?=\s+[\"“‘]?\w)"
)


def _prefix(body: _Line, text: str) -> tuple[Span | None, str | None]:
    """Return the span of an agency's name before the first paragraph, and the name."""
    match = _DATELINE.match(body.text)
    if match:
        name = match["inside"] or match["dashed"] or match["slashed"]
        if _is_agency(name, text):
            return _within(body, match), name
    match = _PREFIX.match(body.text)
    if match and _is_agency(match["name"], text):
        return _within(body, match), match["name"]
    return None, None


def _within(line: _Line, match: re.Match[str]) -> Span:
    return Span(
        line.start + match.start("agency"), line.start + match.start("agency") + len(match["agency"].rstrip())
    )


def _is_agency(name: str, text: str) -> bool:
    """Tell an agency from a town: by its name, or because the text calls it an agency elsewhere."""
    if name.casefold() in _NAMES or _AGENCY.search(name):
        return True
    return bool(
        re.search(
            rf"\b{re.escape(name)}(?:\s+\w+)?\s+(?:Agency|agency|News|news agency|correspondent|reporter)\b",
            text,
        )
    )


def _trailing(lines: Sequence[_Line], chrome: set[Span]) -> list[_Line]:
    """Return the lines at the end that are no sentences, where sentences remain above them."""
    counts = Counter(line.same for line in lines)
    found: list[_Line] = []
    for line in reversed(lines):
        if line.span in chrome:
            continue
        if not _trails(line, repeated=counts[line.same] > 1):
            break
        found.append(line)
    gone = chrome | {line.span for line in found}
    kept = [line for line in lines if line.span not in gone]
    return found if any(_STOP.search(line.text) or len(line.text) > _TRAILING for line in kept) else []


def _trails(line: _Line, *, repeated: bool) -> bool:
    if len(line.text) > _TRAILING or _STOP.search(line.text):
        return False
    return repeated or (len(line.text.split()) <= 5 and not TELLING.search(line.text))
