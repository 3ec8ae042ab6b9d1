"""A parsed article and its place names -> what it tells of attacks: one report an event, main events first.

The flow: triggers with senses -> their arguments by role -> mentions -> groups that tell one event -> who
says who did it -> news or background -> reports -> which of them are credible. Imports nothing of `places`:
place names come in as values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from geo.extract import captions, credence, news, when
from geo.extract.actors import Parties
from geo.extract.attribution import Suspect
from geo.extract.casualties import Toll, tolls
from geo.extract.contexts import is_about_other_things, tells_of_accident, tells_of_old_bombs
from geo.extract.country import World
from geo.extract.entries import entries
from geo.extract.mentions import Mention, Reader
from geo.extract.phrases import sentence_numbers, sentence_of, text_of
from geo.extract.reports import write
from geo.extract.rivals import Rival
from geo.extract.signs import Manner, Signs, signs
from geo.extract.spots import Map
from geo.extract.tellings import Telling, gather
from geo.extract.time import TimeExpression
from geo.extract.triggers import Trigger, find
from geo.model import Article, Report, Toponym

MOST_IN_A_SENTENCE = 30  # no sentence of prose tells so many
MOST_IN_A_TEXT = 400  # nor any article: a long report has some tens

__all__ = ["contests", "extract", "judged", "readings"]


def extract(
    article: Article, doc: Doc, *, toponyms: Sequence[Toponym], world: World | None = None
) -> list[Report]:
    """Return one report an event, main events first, then in the order of the text.

    `doc` is `language.parse` of the article, `toponyms` its place names with offsets in code points of
    `article.text`; `world` knows the countries and capitals that it names or implies.
    """
    return judged(article, doc, toponyms=toponyms, world=world)[0]


def judged(
    article: Article, doc: Doc, *, toponyms: Sequence[Toponym], world: World | None = None
) -> tuple[list[Report], list[Report]]:
    """Return what `extract` does, and beside it the reports that are not credible enough to be shown."""
    read = [r for _, r in readings(article, doc, toponyms=toponyms, world=world)]
    if captions.is_of_courts(text_of(doc)):
        return [], read
    alone = captions.is_caption(text_of(doc))
    told = [r for r in read if credence.credible(r, alone=alone)]
    doubted = [r for r in read if not credence.credible(r, alone=alone)]
    if not any(report.main for report in told):
        told = news.with_aftermath(told, published=article.published)
    return sorted(told, key=lambda r: (not r.main, r.trigger_start)), doubted


def readings(
    article: Article, doc: Doc, *, toponyms: Sequence[Toponym], world: World | None = None
) -> list[tuple[Signs, Report]]:
    """Return every event that the rules read, credible or not, with the signs that its confidence sums."""
    places, tellings = _tellings(article, doc, toponyms, world)
    return _weighed(article, doc, tellings, places)


def contests(
    article: Article, doc: Doc, *, toponyms: Sequence[Toponym], world: World | None = None
) -> list[tuple[tuple[Rival, ...], Report]]:
    """Return every event that the rules read with all parties of the text weighed as its suspects."""
    places, tellings = _tellings(article, doc, toponyms, world)
    return [(t.rivals, write(article, replace(t, suspects=_by_rules(t)), places)) for t in tellings]


def _by_rules(telling: Telling) -> tuple[Suspect, ...]:
    return tuple(rival.suspect for rival in telling.rivals if not rival.added)


def _tellings(
    article: Article, doc: Doc, toponyms: Sequence[Toponym], world: World | None
) -> tuple[Map, list[Telling]]:
    if not doc.has_annotation("DEP") or is_about_other_things(doc):
        return Map(doc, [], world=World()), []
    parties, counted = Parties(doc), tolls(doc)
    places = Map(doc, [t for t in toponyms if not parties.covers(t.start, t.end)], world=world or World())
    times = when.times(article, doc, places)
    mentions = _mentions(article, doc, parties=parties, places=places, counted=counted, times=times)
    return places, gather(mentions, article, parties=parties, places=places, counted=counted, times=times)


def _weighed(
    article: Article, doc: Doc, tellings: Sequence[Telling], places: Map
) -> list[tuple[Signs, Report]]:
    reports = [write(article, telling, places) for telling in tellings]
    manner = Manner.of(doc, tellings=len(tellings))
    found = [
        signs(telling, report, manner=manner, before=reports[:at], published=article.published)
        for at, (telling, report) in enumerate(zip(tellings, reports, strict=True))
    ]
    return [(levels, credence.weighed(report, levels)) for levels, report in zip(found, reports, strict=True)]


def _mentions(
    article: Article,
    doc: Doc,
    *,
    parties: Parties,
    places: Map,
    counted: Sequence[Toll],
    times: Sequence[TimeExpression],
) -> list[Mention]:
    triggers = _bounded(_happened(find(doc, parties), counted))
    effects = all(t.strength == "effect" for t in triggers)
    if effects and places.toponyms and captions.is_caption(text_of(doc)):
        triggers = [] if captions.is_of_other_things(doc) else captions.triggers(doc, parties) or triggers
    reader = Reader(parties, places, triggers)
    numbers = sentence_numbers(doc)
    listed = entries(text_of(doc))
    found = []
    for trigger in triggers:
        entry = listed.at(trigger.start)
        headed = listed.opens(entry) if entry is not None else None
        told = when.told(trigger, triggers, times, article, headed=headed)
        mention = reader.read(trigger, number=numbers.get(sentence_of(trigger.token).start, 0), told=told)
        found.append(replace(mention, entry=entry, chronicled=listed.chronicles(entry)))
    return found


def _bounded(triggers: Sequence[Trigger]) -> list[Trigger]:
    """Leave out what is no prose: rules compare each trigger with each other, a wall of words takes hours."""
    told = Counter(sentence_of(t.token).start for t in triggers)
    return [t for t in triggers if told[sentence_of(t.token).start] <= MOST_IN_A_SENTENCE][:MOST_IN_A_TEXT]


def _happened(triggers: Sequence[Trigger], counted: Sequence[Toll]) -> list[Trigger]:
    """Leave out what did not happen, what burst by itself, and the dead of a war, who belong to none of its
    events.
    """
    totals = {toll.word_start for toll in counted if toll.total}
    actual = [t for t in triggers if t.factuality == "actual"]
    if actual and tells_of_old_bombs(actual[0].token.doc):
        actual = [t for t in actual if t.type not in ("bombing", "attack") or t.strength == "strong"]
    if actual and tells_of_accident(actual[0].token.doc):
        actual = [t for t in actual if t.violent or t.type not in ("bombing", "arson")]
    return [t for t in actual if t.strength != "effect" or t.start not in totals]
