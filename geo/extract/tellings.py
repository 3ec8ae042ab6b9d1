"""Mentions of one text -> its events, each with all that is said of it: who, by whose word, where, when.

What a sentence does not say of its event, another of the same event may; what is said of all is given to
each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from geo.extract import attribution, harmed, lexicon, news, suspicion, when, where
from geo.extract.actors import Parties
from geo.extract.attribution import Suspect
from geo.extract.casualties import Toll
from geo.extract.entries import Entries, entries
from geo.extract.joining import join
from geo.extract.lexicon import domain, words
from geo.extract.mentions import Mention
from geo.extract.names import state_of
from geo.extract.rivals import Rival, Scene, rivals
from geo.extract.spots import Map, Spot
from geo.extract.statements import Statement, statements
from geo.extract.things import Thing
from geo.extract.time import TimeExpression
from geo.model import Article

_KILLING = frozenset({"kill", "slay", "execute"})
_ARMS = words("senses arms")
_BLAMELESS = ("accident", "nature", "health")
_WAVES = frozenset({"missile_strike", "drone_strike", "air_strike", "rocket_attack"})

_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Telling:
    """Everything known of one event of one article before it is written down."""

    group: tuple[Mention, ...]
    suspects: tuple[Suspect, ...]
    rivals: tuple[Rival, ...]
    spot: Spot | None
    when: TimeExpression | None
    tolls: tuple[Toll, ...]
    main: bool
    why: str = ""
    named: tuple[Thing, ...] = ()


def gather(
    mentions: Sequence[Mention],
    article: Article,
    *,
    parties: Parties,
    places: Map,
    counted: Sequence[Toll],
    times: Sequence[TimeExpression],
) -> list[Telling]:
    """Return the events of a text in the order in which it first tells them, news or background; `times` are
    those that may date one.
    """
    joined = [group for group in join(mentions) if not _is_vague(group)]
    groups = _without_summaries(_without_headings(joined))
    listed = entries(places.text)
    groups = groups or _of_dead_alone(mentions, counted, places.doc)
    said = _statements_of(groups, statements(places.doc, parties))
    dated = [when.of_event(group, article) for group in groups]
    if groups:
        others = [m for group in groups[1:] for m in group]
        dated[0] = when.with_hour(dated[0], times, group=groups[0], judged=others)
    tolled = [
        [toll for toll in tolls if not when.of_another_day(toll.word_start, time, times, places.doc)]
        for tolls, time in zip(_tolls_of(groups, counted, listed), dated, strict=True)
    ]
    named = _named_of(groups, harmed.named(places.doc), listed)
    spots = [where.of_event(group, groups, places) for group in groups]
    countries = [spot.toponym.place.country if spot and spot.toponym.place else None for spot in spots]
    suspected = _suspects(groups, said, parties, homes=[state_of(country) for country in countries])
    unclaimed = suspicion.is_unclaimed(places.text)
    contest = _rivals(groups, suspected, Scene.of(places.doc, parties), parties, countries=countries)
    tellings = [
        Telling(
            group=tuple(group),
            suspects=suspicion.chosen(contest[at], unclaimed=unclaimed),
            rivals=contest[at],
            spot=spots[at],
            when=when.flowing(dated[0], dated[at]),
            tolls=tuple(tolled[at]),
            main=True,
            named=tuple(named[at]),
        )
        for at, group in enumerate(groups)
    ]
    announced = any(m.several and (m.number < news.LEAD or _says_both(m)) for m in mentions)
    return _judged(tellings, article, announced=announced)


def _suspects(
    groups: Sequence[Sequence[Mention]],
    said: Sequence[Sequence[Statement]],
    parties: Parties,
    *,
    homes: Sequence[str | None],
) -> list[tuple[Suspect, ...]]:
    """Return each group's suspects; where none is told, those of the wave of strikes it is one of."""
    found: list[tuple[Suspect, ...]] = []
    for at, (group, statements_) in enumerate(zip(groups, said, strict=True)):
        own = tuple(attribution.suspects(group, statements_, parties, home=homes[at]))
        wave = next((found[i] for i in range(at - 1, -1, -1) if _one_wave(groups[i], group)), ())
        found.append(own or wave)
    return found


def _rivals(
    groups: Sequence[Sequence[Mention]],
    suspected: Sequence[Sequence[Suspect]],
    scene: Scene,
    parties: Parties,
    *,
    countries: Sequence[str | None],
) -> list[tuple[Rival, ...]]:
    """Return for each group every party of the text, weighed as its suspect."""
    keys = [{parties.key(s.party) for s in suspects} for suspects in suspected]
    return [
        rivals(suspected[at], group, scene, parties, acted=[*keys[:at], *keys[at + 1 :]], home=countries[at])
        for at, group in enumerate(groups)
    ]


def _one_wave(before: Sequence[Mention], group: Sequence[Mention]) -> bool:
    """Return whether strikes on two towns are told as one act: the same weapon and no day of their own, or
    only the dead in another town.
    """
    if any(m.more for m in group):
        return max(m.number for m in before) >= min(m.number for m in group) - 2
    kinds = [{m.type for m in g if not m.is_effect} & _WAVES for g in (before, group)]
    return bool(kinds[0] & kinds[1]) and all(m.when is None and not m.doers for m in group)


def _says_both(mention: Mention) -> bool:
    return any(t.lower_ == "both" for t in mention.trigger.token.lefts)


def _is_vague(group: Sequence[Mention]) -> bool:
    """Return whether a group tells of no event in particular: effects alone, or attacks with no day and
    no place ('engage in kidnapping', 'the victims of bombings').
    """
    return all(m.is_effect or (m.unspecific and m.number > 0) for m in group)


def _without_headings(groups: list[list[Mention]]) -> list[list[Mention]]:
    """Leave out what only heads a list ("Chronology of attacks")."""
    listed = any(m.entry is not None for group in groups for m in group)
    return [g for g in groups if not (listed and all(m.entry is None and m.unspecific for m in g))]


def _of_dead_alone(mentions: Sequence[Mention], counted: Sequence[Toll], doc: Doc) -> list[list[Mention]]:
    """Return as one event the people killed in a text that names no attack and no accident, flood or disease
    ('the mayor, who was killed on Friday'); where it tells of arms, any who died in numbers.
    """
    dead = [toll for toll in counted if toll.kind == "killed" and (toll.min or 0) > 1 and not toll.total]
    armed = bool(dead) and any(_tells_of_arms(token) for token in doc)
    killed = [
        m
        for m in mentions
        if (m.trigger.token.lemma_.lower() in _KILLING and m.victims)
        or (armed and any(toll.word_start <= m.trigger.start < toll.word_end for toll in dead))
        if not any(c.dep_ == "advcl" for c in m.trigger.token.children)  # 'when his car left the road'
    ]
    if not killed or any(domain(kind).find(doc) for kind in _BLAMELESS):
        return []
    return [[replace(m, trigger=replace(m.trigger, strength="weak")) for m in killed]]


def _tells_of_arms(token: Token) -> bool:
    weapon, person = lexicon.weapon(token), lexicon.person(token)
    return (weapon is not None and weapon["class"] in _ARMS) or (
        person is not None and person["stance"] == "armed"
    )


def _without_summaries(groups: list[list[Mention]]) -> list[list[Mention]]:
    """Leave out what only counts the events that the text then tells one by one ('two attacks in northern
    Mali').
    """
    single = [group for group in groups if not all(m.several or m.is_effect for m in group)]
    return single if len(single) > 1 else groups


def _statements_of(groups: Sequence[Sequence[Mention]], said: Sequence[Statement]) -> list[list[Statement]]:
    """Return each group's statements: of the group whose words stand nearest in the sentence, else of the
    last told before it; of all that are told where it speaks of several ('both attacks').
    """
    linked: list[list[Statement]] = [[] for _ in groups]
    for statement in said:
        for at in _about(groups, statement):
            linked[at].append(statement)
    return linked


def _about(groups: Sequence[Sequence[Mention]], statement: Statement) -> list[int]:
    said = {t.lower_ for t in statement.token.sent}
    if any(_YEAR.fullmatch(w) for w in said) and not _inside(groups, statement):
        return []  # it speaks of another day
    if "both" in said:
        return list(range(min(2, len(groups))))
    inside = _inside(groups, statement)
    if inside:
        return [min(inside)[1]]
    before = [
        (max((m.number for m in group if m.number < statement.sentence), default=-1), -at)
        for at, group in enumerate(groups)
    ]
    last = max(before, default=(-1, 0))
    return [-last[1]] if last[0] >= 0 else [0][: len(groups)]


def _inside(groups: Sequence[Sequence[Mention]], statement: Statement) -> list[tuple[int, int]]:
    """Return the groups that the statement's own sentence tells, each with the distance in words."""
    return [
        (abs(m.trigger.token.i - statement.token.i), at)
        for at, group in enumerate(groups)
        for m in group
        if m.trigger.token.i in statement.about
    ]


def _tolls_of(
    groups: Sequence[Sequence[Mention]], counted: Sequence[Toll], listed: Entries
) -> list[list[Toll]]:
    """Return each group's tolls: by the casualty word that is one of its triggers, else by the sentence, else
    the event told last before, else the only event. A running total belongs to none.
    """
    found: list[list[Toll]] = [[] for _ in groups]
    for toll in counted:
        if not toll.total:
            at = _of_words(groups, toll.word_start, listed)
            if at is not None:
                found[at].append(toll)
    return found


def _named_of(
    groups: Sequence[Sequence[Mention]], named: Iterable[Thing], listed: Entries
) -> list[list[Thing]]:
    """Return each group's victims who are named apart from it, in the same way."""
    found: list[list[Thing]] = [[] for _ in groups]
    for thing in named:
        at = _of_words(groups, thing.span.start_char, listed)
        if at is not None:
            found[at].append(thing)
    return found


def _of_words(groups: Sequence[Sequence[Mention]], start: int, listed: Entries) -> int | None:
    scored, entry = [], listed.at(start)
    for at, group in enumerate(groups):
        for mention in group:
            if mention.trigger.start == start:
                return at
            if entry is not None and mention.entry not in (None, entry):
                continue
            inside = mention.sentence.start_char <= start < mention.sentence.end_char
            distance = abs(mention.trigger.start - start)
            behind = start - mention.sentence.end_char
            if inside:
                scored.append((0, distance, at))
            elif 0 <= behind < 500:
                scored.append((1, behind, at))
    ahead = len(groups) == 1 and entry is None and start < groups[0][0].trigger.start
    return min(scored)[2] if scored else 0 if ahead else None


def _judged(tellings: Sequence[Telling], article: Article, *, announced: bool) -> list[Telling]:
    """Mark which events are news, seen from the one the text opens with; `announced` says that its lead
    counts several.
    """
    opening = tellings[0].when.when if tellings and tellings[0].when else None
    judged: list[Telling] = []
    for at, telling in enumerate(tellings):
        day = telling.when.when if telling.when else None
        before = [t.group for t in tellings[:at]]
        why = news.recalled_because(
            telling.group,
            day,
            opening=opening,
            published=article.published,
            before=before,
            announced=announced,
        )
        if judged and not judged[0].main and (day is None or day.basis == "published"):
            why = why or "told after an event that is recalled, with no day of its own"
        judged.append(replace(telling, main=why is None, why=why or _news(before)))
    return judged


def _news(before: Sequence[Sequence[Mention]]) -> str:
    return "told beside the first event, not before it" if before else "told first"
