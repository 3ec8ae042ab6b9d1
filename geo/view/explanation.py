"""Reports -> how each field was read, as rows: its value, the words behind it, the rule that read them.

Pure data, told alike by the command `explain` and by the article page. What comes out holds the article's
own words: escape it for the language it is written into.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geo.extract.credence import LEAST, LEAST_RECALLED
from geo.model import Actor, Article, Evidence, Field, Reason, Report
from geo.places import regions
from geo.view import words

NOT_SAID = "not said"
_END = re.compile(r"[.!?…][\"'”’)\]]*\s|\n")
_FAR = 300  # code points: a sentence that goes on for longer is cut
SIGNS = {
    "tag": "form of the word",
    "role": "its place in the sentence",
    "article": "its article",
    "auxiliary": "its auxiliary verb",
    "governed": "part of another statement",
    "said": "told by somebody",
    "doers": "actor in its sentences",
    "day from": "how the day is known",
    "precision": "precision of the date",
    "age": "days before publication",
    "place attached": "how closely the place belongs to it",
    "sums": "words that sum up",
    "law": "words of courts",
    "speakers": "words of the one who speaks",
    "word": "kinds of words that tell it",
    "mentions": "times told",
    "first sentence": "first told in sentence",
    "tenth of the text": "first told in tenth of the text",
    "length": "words a sentence",
    "behind": "the preposition before it",
    "clause": "the verb of its clause",
    "clause role": "that verb's place in the sentence",
    "form": "how the noun stands",
    "quoted": "between quotation marks",
    "genre": "what the text calls itself",
    "first person": "words of the first person in a hundred",
    "judging": "words of judgement beside it",
    "known": "details told of it",
    "repeats": "like an event told before",
}


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the article, code points `start` to `end`, in the sentence from `first` to `last`, and the
    rule or model that read them.
    """

    start: int
    end: int
    first: int
    last: int
    rule: str


@dataclass(frozen=True, slots=True)
class Row:
    """One field of a report: its label, its value in plain words, the words behind it, the reasons for it."""

    label: str
    value: str
    field: Field | None = None
    said: tuple[Said, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """One report with how each of its fields was read; `doubted` says why it is not shown, if it is not."""

    heading: str
    rows: tuple[Row, ...]
    doubted: str | None = None


def explain(article: Article, report: Report, *, doubted: bool = False) -> Explanation:
    """Return how each field of a report was read from its article."""
    place = report.place.name if report.place else "place not known"
    heading = f"{words.type_name(report.type)}, {place}, {words.date(report.when)}"
    return Explanation(heading, tuple(_rows(article, report)), _doubt(report) if doubted else None)


def _doubt(report: Report) -> str:
    least = LEAST if report.main else LEAST_RECALLED
    kind = "a main event" if report.main else "a background event"
    return f"thrown away: its confidence {report.confidence:.0%} is below the {least:.0%} asked of {kind}"


def _rows(article: Article, report: Report) -> Iterable[Row]:
    def of(*fields: Field) -> tuple[Said, ...]:
        spans = {(e.start, e.end): e for e in reversed(report.evidence) if e.field in fields}
        return tuple(_said(article.text, spans[span]) for span in sorted(spans))

    yield Row("Type", words.type_name(report.type), "trigger", of("trigger"))
    yield Row("Told as", "main event" if report.main else "background", None, (), _why(report, "main"))
    yield Row("Date", words.moment(report.when), "date", of("date", "time"), _sure(report.confidence_date))
    yield Row("Place", _place(report), "place", of("place"), _sure(report.confidence_place))
    yield from _actors(article.text, report)
    yield Row("Targets", _listed(f"{t.name} ({t.kind})" for t in report.targets), "target", of("target"))
    yield Row("Victims", _listed(v.name for v in report.victims), "victim", of("victim"))
    yield Row("Weapons", _listed(report.weapons), "weapon", of("weapon"))
    yield Row("Killed", words.count(report.killed), "killed", of("killed"))
    yield Row("Injured", words.count(report.injured), "injured", of("injured"))
    yield Row("Confidence", f"{report.confidence:.0%}", None, (), _why(report, "confidence"))


def _actors(text: str, report: Report) -> Iterable[Row]:
    """Yield a row an actor; the evidence of actors stands in their order, each followed by who says so."""
    if not report.actors:
        yield Row("Actor", "nobody is named", "actor")
    found: list[list[Evidence]] = []
    for each in report.evidence:
        if each.field == "actor":
            found.append([each])
        elif each.field == "attribution" and found:
            found[-1].append(each)
    for at, actor in enumerate(report.actors):
        own = found[at] if at < len(found) else []
        sure = _sure(report.confidence_actor) if not at else ()
        yield Row("Actor", _actor(actor), "actor", tuple(_said(text, e) for e in own[:1]), sure)
        teller = tuple(_said(text, e) for e in own[1:])
        yield Row("Who says so", actor.attributed_by or NOT_SAID, "attribution", teller)


def _actor(actor: Actor) -> str:
    known = f", known as {actor.id}" if actor.id else ""
    also = f", also {', '.join(actor.aliases)}" if actor.aliases else ""
    return (
        f"{words.called(actor)} ({actor.kind}{known}{also}): {words.ATTRIBUTION[actor.attribution].lower()}"
    )


def _place(report: Report) -> str:
    if report.place is None:
        return words.place(None)
    country = regions.country_name(report.place.country) if report.place.country else None
    record = f", {report.place.gazetteer_id}" if report.place.gazetteer_id else ""
    return f"{words.place(report.place, country=country)} ({words.precision(report.place)}{record})"


def _listed(names: Iterable[str]) -> str:
    return "; ".join(names) or NOT_SAID


def _sure(confidence: float) -> tuple[str, ...]:
    return (f"confidence {confidence:.0%}",) if confidence else ()


def _why(report: Report, field: str) -> tuple[str, ...]:
    return tuple(_reason(reason) for reason in report.reasons if reason.field == field)


def _reason(reason: Reason) -> str:
    if not reason.weight:
        return reason.said
    sign, _, level = reason.said.partition(": ")
    effect = "raised" if reason.weight > 0 else "lowered"
    return f"{effect} ({reason.weight:+.2f}) by {SIGNS.get(sign, sign)}: {level}"


def _said(text: str, evidence: Evidence) -> Said:
    first, last = sentence(text, evidence.start, evidence.end)
    return Said(evidence.start, evidence.end, first, last, evidence.rule)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence around words of a text, without the blanks around it."""
    window = max(0, start - _FAR)
    ends = [match.end() for match in _END.finditer(text, window, start)]
    first = ends[-1] if ends else window
    stop = _END.search(text, end, end + _FAR)
    last = stop.end() if stop else min(len(text), end + _FAR)
    found = text[first:last]
    return first + len(found) - len(found.lstrip()), first + len(found.rstrip())


def explanations(
    article: Article, reports: Sequence[Report], doubted: Sequence[Report] = ()
) -> list[Explanation]:
    """Return how each report was read, then what was read and thrown away."""
    return [explain(article, report) for report in reports] + [
        explain(article, report, doubted=True) for report in doubted
    ]
