"""A text and what its record tells -> the day it was published, and on what grounds; None if unfixed.

The cascade, the first that answers wins:
1. `record`: the file's own field.
2. `page`: a line of the page ("Published: 8 December 2023 10:15 GMT", a line that is only a date), or a
   dateline with its year. "Published" goes before "updated"; two different days of one rank fix nothing.
3. `inferred`: other facts of the text. A known event named with its day but without its year ("Hamas' attack
   of October 7") tells that the year has not turned long since, and so the year of the other days told
   without one; a bare weekday of the lead is then the first such day on or after the latest of them. A full
   date of the lead serves where it falls on that weekday, or where it has something "said on" that day.
   Where nothing later is told, "this Tuesday, 4 May 2021" is the day itself, and "on Friday, 7 May 2021 ...
   police said on Saturday" the day after. Days that lie ahead ("will meet on") serve for nothing.
4. `unknown`. Never a guess: facts that leave two days open leave the day open.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import islice

from geo.corpus import calendar
from geo.corpus.anchors import anchored
from geo.corpus.calendar import CalendarDate
from geo.corpus.pageline import LONGEST, page_date
from geo.corpus.wire import wire_date
from geo.model import PublishedBasis

NEAR_EVENT = dt.timedelta(days=183)  # a known day told without its year is hardly older than half a year
NEAR_DATE = dt.timedelta(days=60)  # a full date and a yearless one within two months are hardly of two years
_TOP, _BOTTOM = 12, 4  # lines in which pages put their date
_EARLY = 1200  # code points: news tells its own day in the first paragraphs


def publication(text: str, *, told: dt.date | None) -> tuple[dt.date | None, PublishedBasis]:
    """Return the day of publication and its basis; `told` is the day of the record."""
    if told is not None:
        return told, "record"
    if (day := _of_page(text)) is not None:
        return day, "page"
    if (day := _inferred(text)) is not None:
        return day, "inferred"
    return None, "unknown"


_RANKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:published|posted|publication date|issued|released)\b|^\W*date\b",
        r"^(?!.*\b(?:updated|modified)\b)",
        r"\b(?:updated|modified)\b",
    )
)
_PLACES = r"[A-Z][\w.’'-]*(?:[ ,/]+(?:[A-Z][\w.’'-]*|al|de|la|el|of)){0,5}"
_SLUG = re.compile(rf"^(?:{_PLACES},\s+|\({_PLACES},?\s+)")


_SLUG_ENDS = re.compile(r"\W*[(/)–—:-]|\.\s*/|\.\s+[\"“‘]?[A-Z]")
_SLUGS = 8  # lines in which a dateline stands, below what the agency puts over it


def _of_page(text: str) -> dt.date | None:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    top = lines[:_TOP] + lines[max(_TOP, len(lines) - _BOTTOM) :] if len(lines) > 1 else []
    found: dict[int, set[dt.date]] = {}
    for line in top:
        if (day := page_date(line) or wire_date(line)) is not None:
            rank = next(rank for rank, pattern in enumerate(_RANKS) if pattern.search(line))
            found.setdefault(rank, set()).add(day)
    if found:
        best = found[min(found)]
        return best.pop() if len(best) == 1 else None
    return _dateline(lines, year=_copyright_year(top))


def _copyright_year(lines: Sequence[str]) -> int | None:
    years = {
        int(y)
        for line in lines
        for y in re.findall(r"(?:©|\([Cc]\)|^c\.|[Cc]opyright)\W*(20\d\d|19\d\d)\b", line)
    }
    return years.pop() if len(years) == 1 else None


def _dateline(lines: Sequence[str], *, year: int | None) -> dt.date | None:
    """Return the day of "BAGHDAD, Dec. 8, 2023 (Agency) -"; the page's copyright may tell the year."""
    found = _slug_date(lines)
    return (found.date or _in_year(found, year)) if found else None


def _slug_date(lines: Sequence[str]) -> CalendarDate | None:
    for line in lines[:_SLUGS]:
        slug = _SLUG.match(line)
        first = next(iter(calendar.find(line[:LONGEST])), None) if slug else None
        near = slug and first and first.month and first.day and abs(first.start - slug.end()) <= 12
        if near and first and _SLUG_ENDS.match(line[first.end :]):
            return first
    return None


def _in_year(found: CalendarDate, year: int | None) -> dt.date | None:
    told = year is not None and found.month is not None and found.day is not None
    return calendar.day_of(year or 1, found.month or 1, found.day or 1) if told else None


_AHEAD = re.compile(
    r"\b(?:will|shall|scheduled|planned|plans? to|due|expected|upcoming|next|set to|slated|until|till|by)\b",
    re.I,
)
_SENTENCES = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z])|\n\s*\n")
_ABBREVIATED = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|St|U\.S|U\.N|No)\.$"
)
_OTHER_WEEK = re.compile(r"\b(?:last|next|since|until|every|each)\s+$", re.I)


def _inferred(text: str) -> dt.date | None:
    dates = calendar.find(text)
    past = [found for found in dates if not _AHEAD.search(_before(text, found))]
    said = _said_in_lead(text, past) or _issued(text, past) or _in_its_week(text, dates, past)
    if said is not None:
        return said
    events = anchored(text, past)
    weekday = _weekday_of_lead(text, dates)
    latest = _latest_told(text, past, events, weekday=weekday)
    if latest is None or weekday is None:
        return _of_slug(text, dates)
    day = latest + dt.timedelta(days=(weekday - latest.weekday()) % 7)
    full = [found.date for found in past if found.date] + list(events.values())
    years = [found.year for found in past if found.year and found.month is None]
    return day if all(other <= day for other in full) and all(year <= day.year for year in years) else None


_YEAR_NAMED = re.compile(r"(?<![\w.,/:$€£-])(?:19|20)\d\d(?![\w/:%-])(?!\s+(?:people|\w+s)\b)")
_PASSED = re.compile(r"\b(?:since|between|until|till)\s+$", re.I)


def _of_slug(text: str, dates: Sequence[CalendarDate]) -> dt.date | None:
    """Return the day of a dateline without a year ("COLOGNE, Sept. 6 (Agency) -") in the last year that the
    text names, where the first weekday told is that day or the day before.
    """
    slug = _slug_date([line.strip() for line in text.splitlines() if line.strip()])
    weekday = _weekday_of_lead(text, dates)
    years = [int(m[0]) for m in _YEAR_NAMED.finditer(text) if not _PASSED.search(text[: m.start()][-10:])]
    if slug is None or slug.year or weekday is None or not years:
        return None
    day = _in_year(slug, max(years))
    later = [found.date for found in dates if found.date and day and found.date > day]
    return day if day and not later and (day.weekday() - weekday) % 7 <= 1 else None


def _before(text: str, found: CalendarDate) -> str:
    """Return the words of the date's own sentence that stand before it."""
    piece = text[max(0, found.start - 200) : found.start]
    starts = [m.end() for m in _SENTENCES.finditer(piece) if not _ABBREVIATED.search(piece[: m.start()])]
    return piece[starts[-1] :] if starts else piece


def _latest_told(
    text: str, past: Sequence[CalendarDate], events: dict[CalendarDate, dt.date], *, weekday: int | None
) -> dt.date | None:
    """Return the latest past day that the text fixes, beside the known events themselves.

    A full date counts where it stands in the lead and falls on the weekday that the lead names.
    """
    full = [found.date for found in past if found.date]
    lead = [found.date for found in past if found.date and found.start < _lead_end(text)]
    fixed = [day for day in lead if day.weekday() == weekday]
    bounds = [(max(events.values()), NEAR_EVENT)] if events else []
    bounds += [(max(full), NEAR_DATE)] if full else []
    for bound, near in bounds:
        for found in past:
            if found.year is None and found.month and found.day and found not in events:
                day = _year_by(found, bound)
                if day is not None and bound <= day <= bound + near:
                    fixed.append(day)
    return max(fixed, default=None)


def _year_by(found: CalendarDate, bound: dt.date) -> dt.date | None:
    """Return the first such day on or after `bound`; a weekday beside it must agree."""
    assert found.month is not None
    assert found.day is not None
    day = calendar.earliest(found.month, found.until or found.day, since=bound)
    agrees = day is not None and (found.weekday is None or found.until or day.weekday() == found.weekday)
    return day if agrees else None


_STATEMENT = (
    r"(?:statement|update|bulletin|communiqu[eé]|press release|report|note|briefing|message|letter|circular)"
)
_SAID = re.compile(
    rf"\b{_STATEMENT}\s+(?:(?:issued|released|published|dated|of|from|late|early|on)\s+){{1,3}}$|"
    r"\b(?:said|told|announced|reported|confirmed|stated|says|tells|declared)\b[^,;]{0,60}\b(?:on|late|early)\s+$"
)


def _said_in_lead(text: str, past: Sequence[CalendarDate]) -> dt.date | None:
    """Return the full date with weekday on which the lead has something said, where none is later."""
    full = [found for found in past if found.date]
    first = next((f for f in full if f.weekday is not None and f.start < _lead_end(text)), None)
    if first is None or first.date is None or not _SAID.search(_before(text, first)):
        return None
    agrees = first.date.weekday() == first.weekday
    return first.date if agrees and all(f.date <= first.date for f in full if f.date) else None


_ISSUED = re.compile(
    rf"\b{_STATEMENT}\b[^.,;]{{0,40}}\b(?:issued|released|published|dated|posted)\s(?:[^,;]{{0,30}}\son\s+)?$",
    re.I,
)


def _issued(text: str, past: Sequence[CalendarDate]) -> dt.date | None:
    """Return the full date on which a statement was issued, the last of the text, where it falls on the
    lead's weekday.
    """
    days = [found.date for found in past if found.date and _ISSUED.search(_before(text, found))]
    latest = max((found.date for found in past if found.date), default=None)
    return latest if latest in days and latest and latest.weekday() == _weekday_of_lead(text, past) else None


_WEEK = 6  # days after a date told with its weekday within which a bare weekday follows it
_TELLS = re.compile(
    r"\b(?:said|says|told|announced|reported|confirmed|stated|declared|wrote|added)\b[^.;\n]{0,60}$", re.I
)
_NOW = re.compile(r"\b(?:this|today)\b\W{0,3}(?:(?:morning|afternoon|evening),?\s+)?(?:on\s+)?$", re.I)


_YESTERDAY = re.compile(r"\byesterday\b", re.I)
_QUOTED = re.compile(r"[\"“][^\"”\n]*[\"”]")


def _in_its_week(text: str, dates: Sequence[CalendarDate], past: Sequence[CalendarDate]) -> dt.date | None:
    """Return the day of publication by the last full date, told early and with its weekday: the day itself
    where the text calls it "this" or names no other weekday, else the next weekday on which it tells.
    """
    full = [found for found in past if found.date]
    last = max(full, key=lambda found: (found.date or dt.date.min, found.weekday is not None), default=None)
    if last is None or last.date is None or last.weekday != last.date.weekday() or last.start > _EARLY:
        return None
    if _NOW.search(_before(text, last)):
        return last.date
    if _YESTERDAY.search(_QUOTED.sub(" ", text)):
        return None  # the day told may be it, or one before
    bare = [found for found in dates if found.weekday is not None and found.month is None]
    telling = {
        found.weekday
        for found in bare
        if found.weekday is not None
        and (_NOW.search(_before(text, found)) or _TELLS.search(_before(text, found)))
    }
    if bare and len(telling) != 1:
        return None
    step = (telling.pop() - last.date.weekday()) % 7 if telling else 0
    return last.date + dt.timedelta(days=step) if step < _WEEK else None


def _lead_end(text: str) -> int:
    """Return where the third sentence after the title ends: news tells there what happened when."""
    ends = (
        m
        for m in _SENTENCES.finditer(text)
        if not _ABBREVIATED.search(text[max(0, m.start() - 8) : m.start()])
    )
    fourth = next(islice(ends, 3, None), None)
    return fourth.end() if fourth else len(text)


def _weekday_of_lead(text: str, dates: Sequence[CalendarDate]) -> int | None:
    """Return the first weekday told without a date, where none of another week's comes before it."""
    for found in dates:
        bare = found.weekday is not None and found.month is None
        before = text[max(0, found.start - 12) : found.start]
        if bare and not _OTHER_WEEK.search(before) and not _AHEAD.search(_before(text, found)):
            return found.weekday
    return None
