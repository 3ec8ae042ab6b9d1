"""Reports -> how each field was read, as rows: its value, the words behind it, the rule that read them.

Pure data, told alike by the command `explain` and by the article page. What comes out holds the article's
own words: escape it for the language it is written into.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geo.extract.credence import LEAST, LEAST_RECALLED
from geo.language import Words, listed, mark, percent, tr
from geo.model import Actor, ActorKind, Article, Evidence, Field, Reason, Report
from geo.query import country_name
from geo.query.naming import TARGETS
from geo.view import words

_END = re.compile(r"[.!?…][\"'”’)\]]*\s|\n")
_BOUND = re.compile(r"(to|over) (-?[\d.]+)")
_FAR = 300  # code points: a sentence that goes on for longer is cut
WHY_MAIN = frozenset(  # what `extract` says of it, in its words
    {
        mark("told first"),
        mark("told beside the first event, not before it"),
        mark("told as something earlier"),
        mark("told as a habit, as something earlier or of another day"),
        mark("told as what another event followed or answered"),
        mark("told in passing, of an earlier day"),
        mark("told after an event that is recalled, with no day of its own"),
        mark("earlier than the event that the text opens with"),
        mark("more than 10 days before publication"),
        mark("the text tells what came of it, and of nothing newer"),
    }
)
KIND: Mapping[ActorKind, str] = Words(
    {
        "state": mark("state"),
        "organization": mark("organization"),
        "group": mark("group"),
        "individual": mark("individual"),
    }
)
LEVEL: Mapping[str, str] = Words({"yes": mark("yes"), "no": mark("no"), "unsaid": mark("unsaid")})
SIGNS: Mapping[str, str] = Words(
    {
        "tag": mark("form of the word"),
        "role": mark("its place in the sentence"),
        "article": mark("its article"),
        "auxiliary": mark("its auxiliary verb"),
        "governed": mark("part of another statement"),
        "said": mark("told by somebody"),
        "doers": mark("actor in its sentences"),
        "day from": mark("how the day is known"),
        "precision": mark("precision of the date"),
        "age": mark("days before publication"),
        "place attached": mark("how closely the place belongs to it"),
        "sums": mark("words that sum up"),
        "law": mark("words of courts"),
        "speakers": mark("words of the one who speaks"),
        "word": mark("kinds of words that tell it"),
        "mentions": mark("times told"),
        "first sentence": mark("first told in sentence"),
        "tenth of the text": mark("first told in tenth of the text"),
        "length": mark("words a sentence"),
        "behind": mark("the preposition before it"),
        "clause": mark("the verb of its clause"),
        "clause role": mark("that verb's place in the sentence"),
        "form": mark("how the noun stands"),
        "quoted": mark("between quotation marks"),
        "genre": mark("what the text calls itself"),
        "first person": mark("words of the first person in a hundred"),
        "judging": mark("words of judgement beside it"),
        "known": mark("details told of it"),
        "repeats": mark("like an event told before"),
        "clock": mark("clock"),
        "definite": mark("definite"),
        "effect": mark("effect"),
        "finite": mark("finite"),
        "injured": mark("injured"),
        "killed": mark("killed"),
        "modal": mark("modal"),
        "news": mark("news"),
        "place": mark("place"),
        "places": mark("places"),
        "plural": mark("plural"),
        "question": mark("question"),
        "recalled": mark("recalled"),
        "sentences": mark("sentences"),
        "several": mark("several"),
        "share of the text": mark("share of the text"),
        "strong": mark("strong"),
        "subject": mark("subject"),
        "suspects": mark("suspects"),
        "target named": mark("target named"),
        "targets": mark("targets"),
        "tellings": mark("tellings"),
        "tense": mark("tense"),
        "unspecific": mark("unspecific"),
        "victim named": mark("victim named"),
        "victims": mark("victims"),
        "weapons": mark("weapons"),
        "year": mark("year"),
    }
)


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
    heading = words.told(report.type, report.place, report.when)
    return Explanation(heading, tuple(_rows(article, report)), _doubt(report) if doubted else None)


def _doubt(report: Report) -> str:
    least = LEAST if report.main else LEAST_RECALLED
    said = {"share": percent(report.confidence), "least": percent(least)}
    if report.main:
        return tr("thrown away: its confidence {share} is below the {least} asked of a main event", **said)
    return tr("thrown away: its confidence {share} is below the {least} asked of a background event", **said)


def _rows(article: Article, report: Report) -> Iterable[Row]:
    def of(*fields: Field) -> tuple[Said, ...]:
        spans = {(e.start, e.end): e for e in reversed(report.evidence) if e.field in fields}
        return tuple(_said(article.text, spans[span]) for span in sorted(spans))

    yield Row(tr("Type"), words.type_name(report.type), "trigger", of("trigger"))
    yield Row(
        tr("Told as"), tr("main event") if report.main else tr("background"), None, (), _why(report, "main")
    )
    yield Row(
        tr("Date"), words.moment(report.when), "date", of("date", "time"), _sure(report.confidence_date)
    )
    yield Row(tr("Place"), _place(report), "place", of("place"), _sure(report.confidence_place))
    yield from _actors(article.text, report)
    yield Row(
        tr("Targets"),
        _listed(f"{t.name} ({TARGETS[t.kind]})" for t in report.targets),
        "target",
        of("target"),
    )
    yield Row(tr("Victims"), _listed(v.name for v in report.victims), "victim", of("victim"))
    yield Row(tr("Weapons"), _listed(report.weapons), "weapon", of("weapon"))
    yield Row(tr("Killed"), words.count(report.killed), "killed", of("killed"))
    yield Row(tr("Injured"), words.count(report.injured), "injured", of("injured"))
    yield Row(tr("Confidence"), percent(report.confidence), None, (), _why(report, "confidence"))


def _actors(text: str, report: Report) -> Iterable[Row]:
    """Yield a row an actor; the evidence of actors stands in their order, each followed by who says so."""
    if not report.actors:
        yield Row(tr("Actor"), tr("nobody is named"), "actor")
    found: list[list[Evidence]] = []
    for each in report.evidence:
        if each.field == "actor":
            found.append([each])
        elif each.field == "attribution" and found:
            found[-1].append(each)
    for at, actor in enumerate(report.actors):
        own = found[at] if at < len(found) else []
        sure = _sure(report.confidence_actor) if not at else ()
        yield Row(tr("Actor"), _actor(actor), "actor", tuple(_said(text, e) for e in own[:1]), sure)
        teller = tuple(_said(text, e) for e in own[1:])
        yield Row(tr("Who says so"), actor.attributed_by or tr("not said"), "attribution", teller)


def _actor(actor: Actor) -> str:
    known = [KIND[actor.kind]]
    if actor.id:
        known.append(tr("known as {id}", id=actor.id))
    if actor.aliases:
        known.append(tr("also {names}", names=listed(actor.aliases)))
    return f"{words.called(actor)} ({listed(known)}): {words.ATTRIBUTION[actor.attribution].lower()}"


def _place(report: Report) -> str:
    if report.place is None:
        return words.place(None)
    country = country_name(report.place.country) if report.place.country else None
    record = report.place.gazetteer_id
    exactly = listed([words.precision(report.place), *([record] if record else [])])
    return f"{words.place(report.place, country=country)} ({exactly})"


def _listed(names: Iterable[str]) -> str:
    return tr("; ").join(names) or tr("not said")


def _sure(confidence: float) -> tuple[str, ...]:
    return (tr("confidence {share}", share=percent(confidence)),) if confidence else ()


def _why(report: Report, field: str) -> tuple[str, ...]:
    return tuple(_reason(reason) for reason in report.reasons if reason.field == field)


def _reason(reason: Reason) -> str:
    if not reason.weight:
        return tr(reason.said) if reason.said in WHY_MAIN else reason.said
    sign, _, level = reason.said.partition(": ")
    said = {"weight": f"{reason.weight:+.2f}", "sign": SIGNS.get(sign, sign), "level": _level(level)}
    if reason.weight > 0:
        return tr("raised ({weight}) by {sign}: {level}", **said)
    return tr("lowered ({weight}) by {sign}: {level}", **said)


def _level(level: str) -> str:
    """Return how much of a sign there is: a word, or a number that is the most or the least of a class."""
    bounded = _BOUND.fullmatch(level)
    if bounded is None:
        return LEVEL.get(level, level)
    number = bounded[2]
    return tr("to {number}", number=number) if bounded[1] == "to" else tr("over {number}", number=number)


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
