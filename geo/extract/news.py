"""Which events of an article are its news, and which it only recalls.

The news is what the title and the first sentences tell, and what happened on the same day; an event is
background where it is dated long before publication or before the news, told as a habit ("nearly daily
attacks") or in the past perfect ("had attacked"), introduced as earlier ("in the latest of a series",
"since October"), or named as what the news answered ("in reply to Friday's strike", "a day after ...").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from geo.extract.lexicon import words
from geo.extract.mentions import Mention
from geo.model import Reason, Report, When

OLD = dt.timedelta(days=10)  # an event this long before publication is history, whatever else the text says
FRESH = dt.timedelta(days=7)
TOLD_FOR = dt.timedelta(days=62)  # while arrests, funerals and inquiries are news
SURE = 0.5
BESIDE = dt.timedelta(days=3)  # events so close together are one issue's news
DWELLS = 3  # sentences on one event in a text that tells others in passing
LEAD = 4  # sentences from the top, title included, that tell the news

_SECTIONS = frozenset({"heading of the paragraph", "scene of the paragraph"})  # a digest goes by places
_HABIT = words("news habit")
_OFTEN = words("news often")
_EARLIER = re.compile(r"\b(?:an? \w+|the day|\w+ (?:days|weeks|months|years)) (?:earlier|before)\b", re.I)
_BACK = re.compile(r"\b(?:earlier|previous|last|past|recalled?|anniversary)\b", re.I)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_CALENDAR = re.compile(rf"(?:On|In|Since) (?:\w+ )?(?:\d{{1,2}} {_MONTH}|{_MONTH}(?: \d{{1,2}})?)")
_ANSWER = words("news answer")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_DAYS)})\b", re.I)
_OPENS_WITH_DAY = re.compile(rf"\W*(?:(?:late|early|on|last|the) )*(?P<day>{'|'.join(_DAYS)})\b", re.I)
_DAYS_AFTER = re.compile(r"\b(?:the day|(?:day|night|week|month)s?) after\b", re.I)
_BULLET = re.compile(r"\s*[•*‣▪●]")
_SINCE = re.compile(
    r"\b(since|in recent (?:months|years|weeks|days)|over the (?:past|last)|in the past|last (?:year|month)"
    r"|for (?:years|months|decades|weeks)|(?:years?|months?) ago|previously|frequently|often|regularly"
    r"|used to|ha(?:s|ve) (?:long )?been|almost daily|every (?:day|week|night)|earlier this (?:year|month)"
    r"|decades?|on several occasions|between \d{4} and \d{4}|in (?:19|20)\d\d)\b",
    re.I,
)


def recalled_because(
    group: Sequence[Mention],
    when: When | None,
    *,
    opening: When | None,
    published: dt.date | None,
    before: Sequence[Sequence[Mention]],
    announced: bool = False,
) -> str | None:
    """Return why an event is only recalled, None where it is what the article is about. `opening` dates the
    event the text opens with, `before` are the events told before this one, that first; `announced` says that
    the lead counts several.
    """
    first = not before
    if any(m.chronicled for m in group):
        return "told as something earlier" if all(recalled(m) for m in group) else None
    if when and when.date and published and (when.end or when.date) < published - OLD:
        return f"more than {OLD.days} days before publication"
    telling = [m for m in group if not m.is_effect and m.trigger.token.tag_ != "VBG"] or group
    if all(recalled(m) or (not first and of_another_day(m)) for m in telling):
        return "told as a habit, as something earlier or of another day"
    if any(m.entry is not None for m in group):
        return None  # a list tells the news of several days
    if not first and _answered(telling, before):
        return "told as what another event followed or answered"
    if announced and _is_told_in_full(telling, when, published):
        return None
    if not first and _aside(group, when, before[0], opening):
        return "told in passing, of an earlier day"
    if first or not (when and opening and _earlier(when, opening)) or _beside(group, when, opening):
        return None
    return "earlier than the event that the text opens with"


def _is_told_in_full(telling: Sequence[Mention], when: When | None, published: dt.date | None) -> bool:
    """Return whether a verb tells what happened on a day of the last week."""
    if when is None or when.date is None or published is None or when.precision != "day":
        return False
    verb = any(m.trigger.pos == "verb" and not _BACK.search(m.sentence.text) for m in telling)
    return verb and dt.timedelta(0) <= published - when.date <= FRESH


def with_aftermath(reports: list[Report], *, published: dt.date | None) -> list[Report]:
    """Mark as news the event of which an article tells only what came after it: the first of the last days,
    or one surely told of the last weeks ('four held after Friday's attack').
    """
    fresh = [r for r in reports if _is_fresh(r, published)]
    return [_as_news(r) if fresh and r is fresh[0] else r for r in reports]


def _as_news(report: Report) -> Report:
    kept = tuple(reason for reason in report.reasons if reason.field != "main")
    why = Reason("main", "the text tells what came of it, and of nothing newer")
    return replace(report, main=True, reasons=(why, *kept))


def _is_fresh(report: Report, published: dt.date | None) -> bool:
    when = report.when
    if when.date is None or when.basis == "published":
        return False
    age = published - when.date if published is not None else dt.timedelta(0)
    return dt.timedelta(0) <= age <= (FRESH if report.confidence < SURE else TOLD_FOR)


def _earlier(one: When, other: When) -> bool:
    if not one.date or not other.date or "published" in (one.basis, other.basis):
        return False
    return (one.end or one.date) < other.date or (
        one.precision in ("range", "month", "year", "week") and one.date < other.date
    )


def _beside(group: Sequence[Mention], when: When, opening: When) -> bool:
    """Return whether an event of the days before is told as one more piece of news ('Elsewhere, ...')."""
    assert when.date is not None
    assert opening.date is not None
    item = group[0].apart or bool(_BULLET.match(group[0].sentence.text))
    return item and opening.date - when.date <= BESIDE and not _BACK.search(group[0].sentence.text)


def _answered(telling: Sequence[Mention], before: Sequence[Sequence[Mention]]) -> bool:
    """Return whether an event is only told as what another followed or answered ('in reply to a strike',
    'two days after drones hit the port').
    """
    own = [m for at, m in enumerate(telling) if not at or m.when or any(s.weight > 2 for s in m.spots)]
    return all(_provoked(m.trigger.token) or _follows_days_after(m, before) for m in own)


def _provoked(token: Token) -> bool:
    """Return whether an attack is the reason of another ('in answer to the raid', 'avenged the killing')."""
    here = token
    while here.dep_ == "conj" and here.head.pos_ == here.pos_:
        here = here.head
    if here.dep_ == "dobj":
        return here.head.lemma_.lower() == "avenge"
    prepositional = here.dep_ in ("pobj", "pcomp") and here.head.lower_ in ("to", "for")
    reasons = (here.head.head, here.doc[max(0, here.head.i - 1)])  # or the parser hung it on the verb
    return prepositional and any(t.lemma_.lower() in _ANSWER for t in reasons)


def _follows_days_after(mention: Mention, before: Sequence[Sequence[Mention]]) -> bool:
    """Return whether 'days after' stands between an event told before and this one in one sentence."""
    starts = [
        m.trigger.end
        for group in before
        for m in group
        if m.number == mention.number and m.trigger.end < mention.trigger.start
    ]
    if not starts:
        return False
    at = mention.sentence.start_char
    return bool(_DAYS_AFTER.search(mention.sentence.text[max(starts) - at : mention.trigger.start - at]))


def _aside(
    group: Sequence[Mention], when: When | None, lead: Sequence[Mention], opening: When | None
) -> bool:
    """Return whether a text that dwells on one event tells in passing of one of an earlier day, the day of
    the first being only assumed or that of the second but a weekday.
    """
    dwells, passing = {m.number for m in lead}, {m.number for m in group}
    if min(passing) < LEAD or len(dwells) < max(DWELLS, 2 * len(passing)) or group[0].apart:
        return False
    if any(s.rule in _SECTIONS for m in group for s in m.spots):
        return False
    if when and when.date and when.basis != "published":
        return bool(opening and opening.date and opening.basis == "published" and when.date < opening.date)
    return _weekdays_before(group, lead, opening)


def _weekdays_before(group: Sequence[Mention], lead: Sequence[Mention], opening: When | None) -> bool:
    """Return whether an event has a weekday that lies nearer before that of the first event than after it."""
    own = next((day for m in group if (day := _own_weekday(m)) is not None), None)
    its = opening.date.weekday() if opening and opening.date else None
    if its is None:
        found = next((hit for m in lead if (hit := _WEEKDAY.search(m.sentence.text))), None)
        its = _DAYS.index(found.group().lower()) if found else None
    return own is not None and its is not None and 1 <= (its - own) % 7 <= 4


def _own_weekday(mention: Mention) -> int | None:
    """Return the weekday that opens a sentence or belongs to the noun ("Thursday's strikes"), Monday 0."""
    of_noun = [t.lower_ for t in mention.trigger.token.lefts if t.lower_ in _DAYS]
    opens = _OPENS_WITH_DAY.match(mention.sentence.text)
    days = of_noun or ([opens["day"].lower()] if opens else [])
    return _DAYS.index(days[0]) if days else None


def of_another_day(mention: Mention) -> bool:
    """Return whether a sentence far down opens with a day of the calendar that nothing tells the year of, in
    a text that dates its news by weekdays.
    """
    if mention.number < LEAD or mention.when is not None:
        return False
    return bool(_CALENDAR.match(mention.sentence.text.strip()))


def recalled(mention: Mention) -> bool:
    """Return whether one sentence tells the event as something of before: a habit, an earlier time."""
    token = mention.trigger.token
    early = mention.number < LEAD
    if any(t.lower_ in _HABIT for t in token.lefts) and token.tag_ in ("NNS", "NNPS"):
        return True
    perfect = any(c.lower_ == "had" and c.dep_ == "aux" for c in token.children)
    if perfect and _EARLIER.search(mention.sentence.text):
        return True
    if _repeated(token):
        return True
    if early:
        return False
    if _sets_time(token):
        return True
    dated = mention.when is not None and mention.when.when.precision == "day"
    if dated:
        return False
    if token.tag_ in ("NNS", "NNPS") and not mention.definite and not mention.several:
        return True
    if _in_general(mention):
        return True
    return (perfect and not _said(mention)) or bool(_SINCE.search(mention.sentence.text))


def _repeated(token: Token) -> bool:
    """Return whether a verb tells of what was done again and again ('has often struck')."""
    adverbs = {c.lower_ for c in token.children if c.dep_ == "advmod"}
    marks = {c.lower_ for c in token.children if c.dep_ == "mark"}
    return bool(adverbs & _OFTEN) or "since" in marks


def _sets_time(token: Token) -> bool:
    """Return whether the attack only says when something else was ('since the attack', 'after Hamas'
    attack').
    """
    here = token
    while here.dep_ == "conj" and here.head.pos_ == here.pos_:
        here = here.head
    return here.dep_ == "pobj" and here.head.lower_ in ("after", "since", "following", "before", "despite")


def _in_general(mention: Mention) -> bool:
    """Return whether undated attacks are told in the plural and the perfect ('has conducted strikes')."""
    token = mention.trigger.token
    clause = token.head if mention.trigger.pos == "noun" else token
    perfect = any(c.dep_ == "aux" and c.lower_ in ("has", "have") for c in clause.children)
    plural = token.tag_ in ("NNS", "NNPS") and not any(
        t.lower_ in ("the", "these", "both", "two", "three") for t in token.lefts
    )
    return perfect and (plural or (mention.trigger.pos == "verb" and mention.number > 2 * LEAD))


def _said(mention: Mention) -> bool:
    """Return whether the past perfect only comes from indirect speech ('police said gunmen had attacked')."""
    return mention.trigger.token.dep_ in ("ccomp", "conj", "advcl")
