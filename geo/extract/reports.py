"""A group of mentions -> one report: the fields of `geo.model.Report`, each with the words and the rule
behind it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from spacy.tokens import Span as Words

from geo.extract import confidence, harmed, hurt, things
from geo.extract.attribution import Suspect
from geo.extract.counting import count
from geo.extract.kinds import CONSEQUENCES, GENERIC
from geo.extract.mentions import Mention
from geo.extract.spots import Map
from geo.extract.tellings import Telling
from geo.model import Actor, Article, Evidence, Reason, Report, Source, Target, Victim, When


def write(article: Article, telling: Telling, places: Map) -> Report:
    """Return the report of one event."""
    head = _head(telling.group)
    when = telling.when.when if telling.when else When()
    killed, injured = (count(telling.tolls, which, places.doc) for which in ("killed", "injured"))
    place = telling.spot.toponym.place if telling.spot else None
    named = telling.spot.toponym if telling.spot and telling.spot.named else None
    suspects = telling.suspects
    dated = telling.when.confidence if telling.when else 0.0
    sentence = head.sentence
    start, end = _bounds(sentence)
    return Report(
        source=_source(article),
        type=kind(telling.group),
        when=when,
        main=telling.main,
        quote=article.text[start:end],
        start=start,
        end=end,
        trigger_start=head.trigger.start,
        trigger_end=head.trigger.end,
        actors=tuple(map(_actor, suspects)),
        targets=tuple(
            Target(t.text, t.kind)  # type: ignore[arg-type]
            for t in things.targets(t for m in telling.group for t in m.targets)
        ),
        victims=tuple(Victim(t.text, t.also) for t in _victims(telling, places)),
        weapons=tuple(t.text for t in things.weapons(t for m in telling.group for t in m.weapons)),
        killed=killed,
        injured=injured,
        place=place,
        place_name=named.name if named else None,
        place_start=named.start if named else None,
        place_end=named.end if named else None,
        confidence_place=confidence.of_place(telling.spot),
        confidence_date=round(dated, 3),
        confidence_actor=confidence.of_actor(suspects),
        evidence=tuple(_evidence(telling, head, places)),
        reasons=(Reason("main", telling.why),),
    )


def _victims(telling: Telling, places: Map) -> list[things.Thing]:
    told = [t for m in telling.group for t in m.victims]
    armed = any(d.party.kind in ("group", "organization") for m in telling.group for d in m.doers)
    return hurt.victims([*told, *_apart(telling, places)], armed=armed)


def _apart(telling: Telling, places: Map) -> list[things.Thing]:
    return [*telling.named, *harmed.counted(telling.tolls, places.doc)]


def _source(article: Article) -> Source:
    return Source(
        article.id, article.title, article.publisher, article.url, article.published, article.published_basis
    )


def _bounds(sentence: Words) -> tuple[int, int]:
    """Return the code points of a sentence without the blanks around it."""
    text = sentence.text
    left, right = len(text) - len(text.lstrip()), len(text.rstrip())
    return sentence.start_char + left, sentence.start_char + max(left, right)


def _head(group: Sequence[Mention]) -> Mention:
    """Return the mention that is quoted: the one that tells most in a full sentence, the first of equals."""
    return max(group, key=lambda m: (not m.is_effect, _said(m) - 0.1 * m.number))


def _said(mention: Mention) -> float:
    parts = (mention.doers, mention.targets or mention.victims, mention.weapons, mention.spots, mention.when)
    return sum(1.0 for part in parts if part)


def kind(group: Sequence[Mention]) -> str:
    """Return the type told most often among the finest types of a group, the first of equals."""
    told = [m.type for m in group if not m.is_effect] or [m.type for m in group]
    fine = [t for t in told if t not in GENERIC] or [t for t in told if t != "attack"] or told
    if "suicide_bombing" in fine:
        return "suicide_bombing"
    if told[0] != "armed_clash":
        fine = [t for t in fine if t != "armed_clash"] or fine  # a bomb that went off amid fighting
    if told[0] not in CONSEQUENCES:
        acts = [t for t in fine if t not in CONSEQUENCES]
        fine = acts or told[:1]  # houses burned in an attack make no arson of it
    counted = Counter(fine)
    return max(counted, key=lambda t: (counted[t], -fine.index(t)))


def _actor(suspect: Suspect) -> Actor:
    party = suspect.party
    return Actor(
        _line(party.name),
        party.kind,
        suspect.force,
        suspect.by,
        party.id,
        tuple(_line(a) for a in suspect.aliases),
    )


def _line(words: str) -> str:
    return " ".join(words.split())


def _evidence(telling: Telling, head: Mention, places: Map) -> Iterable[Evidence]:
    for mention in telling.group:
        trigger = mention.trigger
        yield Evidence("trigger", trigger.start, trigger.end, trigger.rule)
        for field, named in (
            ("target", mention.targets),
            ("victim", mention.victims),
            ("weapon", mention.weapons),
        ):
            for thing in named:
                yield Evidence(field, thing.span.start_char, thing.span.end_char, thing.rule)  # type: ignore[arg-type]
    for thing in _apart(telling, places):
        yield Evidence("victim", thing.span.start_char, thing.span.end_char, thing.rule)
    for suspect in telling.suspects:
        words = places.doc[suspect.party.start : suspect.party.end]
        yield Evidence("actor", words.start_char, words.end_char, suspect.rule)
        yield from _teller(suspect, words, places.doc.text)
    for toll in telling.tolls:
        yield Evidence(toll.kind, toll.start, toll.end, "casualties")
    if telling.when is not None and telling.when.end > telling.when.start:
        yield Evidence("date", telling.when.start, telling.when.end, telling.when.rule)
    if telling.spot is not None:
        yield Evidence(
            "place", telling.spot.toponym.start, telling.spot.toponym.end, f"where: {telling.spot.rule}"
        )


def _teller(suspect: Suspect, words: Words, text: str) -> Iterable[Evidence]:
    """Yield the words that name who says so: those that stand nearest to the suspect."""
    if suspect.by:
        said = re.compile(r"\s+".join(map(re.escape, suspect.by.split())))
        spans = [m.span() for m in said.finditer(text)]
        if spans:
            start, end = min(spans, key=lambda span: abs(span[0] - words.start_char))
            yield Evidence("attribution", start, end, suspect.rule)
