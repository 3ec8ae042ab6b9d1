"""A parsed article -> its expressions of time, resolved against the day of publication; and an event's own.

Alone knows what "on Friday", "late last month", "two days earlier" and "since October" mean, and how tense
turns them. Nothing is guessed: without a day of publication a relative expression is found, and unknown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from geo.corpus import calendar
from geo.corpus.anchors import anchored, by_weekday
from geo.extract.phrases import text_of
from geo.extract.time_phrases import TABLE, Phrase, phrases
from geo.extract.time_resolve import Context, resolve
from geo.model import PublishedBasis, When

_REPORTING, _PLANNING = frozenset(TABLE["reporting"]), frozenset(TABLE["planning"])
_FUTURE = frozenset(TABLE["future"])
_TOLD_WITHIN = 1200  # code points: "two days earlier" looks back some paragraphs, not through a long article


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words of time from code point `start` to `end`, what they mean, and the rule that says so.

    `governors` are the starts of the words they hang on, up to the verb; `reporting` is true where that verb
    tells of the telling ("police said on Friday"), `ahead` where what it dates has not happened. A clock
    time alone has no date. Of `choose`, `confidence` is that the expression is the event's own; an
    expression that stands for the publication date has `start == end`.
    """

    start: int
    end: int
    when: When
    rule: str
    governors: tuple[int, ...] = ()
    reporting: bool = False
    ahead: bool = False
    confidence: float = 1.0


def time_expressions(
    doc: Doc, *, published: dt.date | None, published_basis: PublishedBasis = "record"
) -> list[TimeExpression]:
    """Return every expression of time in order. `published` is the day the article appeared.

    Basis: `stated` for a date that names its day, `relative` for one counted from `published`, `inferred` for
    either where `published` itself is inferred. "On or before 3 March" is that day with precision `range`.
    """
    text = text_of(doc)
    dates = calendar.find(text)
    known = anchored(text, dates)
    if published is None:
        known = by_weekday(text, dates) | known
    guessed = published_basis == "inferred"
    found: list[TimeExpression] = []
    for phrase in phrases(text, dates):
        governor = _governors(doc, phrase)
        context = Context(
            published,
            "inferred" if guessed else "relative",
            "inferred" if guessed else "stated",
            _told(found, phrase.start),
            _is_future(governor),
            text[max(0, phrase.start - 24) : phrase.start],
            text[phrase.calendar.end if phrase.calendar else phrase.end :][:24],
            known,
            _is_present(doc, phrase),
        )
        when = resolve(phrase, context)
        if when is not None:
            starts = tuple(token.idx for token in governor)
            reporting = bool(governor) and governor[-1].lemma_.lower() in _REPORTING
            ahead = context.future and not _is_past(when, published)
            found.append(
                TimeExpression(phrase.start, phrase.end, when, phrase.rule, starts, reporting, ahead)
            )
    return found


def _governors(doc: Doc, phrase: Phrase) -> tuple[Token, ...]:
    """Return the words the expression hangs on, the nearest first, the verb last."""
    span = doc.char_span(phrase.start, phrase.end, alignment_mode="expand")
    if span is None or not len(span):
        return ()
    token = _event_after(doc, span.end) if phrase.rule == "after" else None
    if token is not None:
        return (token,)
    path: list[Token] = []
    token = span.root
    while token.head.i != token.i:
        token = token.head
        path.append(token)
        if token.pos_ in ("VERB", "AUX"):
            break
    return tuple(path)


def _event_after(doc: Doc, at: int) -> Token | None:
    """Return the event that "two days after" counts from: the next noun or verb that its words hang on."""
    token = doc[at] if at < len(doc) else None
    while token is not None and token.pos_ not in ("NOUN", "VERB") and token.head.i != token.i:
        token = token.head
    return token


def _is_future(governors: Sequence[Token]) -> bool:
    verb = governors[-1] if governors else None
    if verb is None or verb.pos_ not in ("VERB", "AUX"):
        return False
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")} | {verb.lower_}
    if helpers & _FUTURE:
        return True
    return "to" in helpers and verb.head.i != verb.i and verb.head.lemma_.lower() in _PLANNING


def _is_past(when: When, published: dt.date | None) -> bool:
    return when.date is not None and published is not None and when.date <= published


def _is_present(doc: Doc, phrase: Phrase) -> bool:
    """Tell whether a sentence tells of now: "two days after the blast, its cause is unknown"."""
    span = doc.char_span(phrase.start, phrase.end, alignment_mode="expand")
    if span is None or not len(span):
        return False
    root = span.root.sent.root
    return any(
        token.tag_ in ("VBZ", "VBP") for token in (root, *root.children) if token.pos_ in ("VERB", "AUX")
    )


def _told(found: Sequence[TimeExpression], at: int) -> dt.date | None:
    """Return the nearest day told before `at`, by an expression that is exact to the day."""
    for expression in reversed(found):
        if at - expression.end > _TOLD_WITHIN:
            return None
        if expression.when.precision == "day" and expression.when.date:
            return expression.when.date
    return None


def choose(
    expressions: Sequence[TimeExpression],
    *,
    start: int,
    end: int,
    sentence_start: int,
    sentence_end: int,
    published: dt.date | None,
    published_basis: PublishedBasis = "record",
) -> TimeExpression | None:
    """Return the expression that dates the event whose trigger stands at `start` to `end`.

    First one the trigger governs, then the nearest in the sentence, then the date of the statement ("police
    said on Friday", basis `inferred`), then the day of publication (basis `published`, confidence lower). A
    clock time of the sentence is put into `when.time`. None where nothing is known, not even the day of
    publication.
    """
    inside = [e for e in expressions if sentence_start <= e.start < sentence_end]
    dated = [e for e in inside if e.rule != "clock" and (e.when.date or e.rule == "recent")]
    best = min(dated, key=lambda e: _rank(e, start, end), default=None)
    chosen = (
        replace(best, when=_of_event(best, start, end), confidence=_confidence(best, start, end))
        if best
        else _published(start, published, published_basis)
    )
    clocks = [e for e in inside if e.rule == "clock"]
    nearest = min(clocks, key=lambda e: _distance(e, start, end), default=None)
    if chosen is None or nearest is None or chosen.when.precision not in ("day", "unknown"):
        return chosen
    return replace(chosen, when=replace(chosen.when, time=nearest.when.time))


def _rank(expression: TimeExpression, start: int, end: int) -> tuple[bool, bool, int]:
    return (not _governed(expression, start, end), expression.reporting, _distance(expression, start, end))


def _governed(expression: TimeExpression, start: int, end: int) -> bool:
    return any(start <= governor < end for governor in expression.governors)


def _distance(expression: TimeExpression, start: int, end: int) -> int:
    return max(expression.start - end, start - expression.end, 0)


def _of_event(expression: TimeExpression, start: int, end: int) -> When:
    """Return the day of an event; that of the statement about it ("police said on Friday") is the latest on
    which it can have been, from which its own is only inferred.
    """
    when = expression.when
    said = expression.reporting and when.date is not None and not _governed(expression, start, end)
    return replace(when, basis="inferred") if said else when


def _confidence(expression: TimeExpression, start: int, end: int) -> float:
    """Return how surely the expression dates the event: hand-set ranks, to be calibrated on labelled data."""
    if expression.when.date is None:
        return 0.3
    if expression.reporting:  # "confirmed an attack on Sunday" may date either
        return 0.75 if _governed(expression, start, end) else 0.7
    return 0.95 if _governed(expression, start, end) else 0.85


def _published(at: int, published: dt.date | None, published_basis: PublishedBasis) -> TimeExpression | None:
    if published is None:
        return None
    confidence = 0.4 if published_basis == "inferred" else 0.5
    return TimeExpression(
        at, at, When(published, None, "day", "published"), "published", confidence=confidence
    )
