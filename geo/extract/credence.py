"""A telling and its report -> how likely it is that the text tells it as one event that happened.

Where rules run out: a war told in sums, a speech's examples, a murder of long ago in an aside look like
events to them. Each sign comes out at one of a few levels and each level has a weight, summed to log odds
(`tables/credence.csv`, written by `geo train events`). The signs are of grammar and completeness only: no
word of a text, no name, no kind of event or target, so that they hold for other wars than those learned from.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp

from spacy.tokens import Token

from geo.extract import lexicon, news
from geo.extract.factuality import governors
from geo.extract.lexicon import verbs, words
from geo.extract.mentions import Mention
from geo.extract.tellings import Telling
from geo.model import Count, Reason, Report

LEAST = 0.25  # swept 0 to 0.5 out of fold on MUC: F1 is flat from 0.25 to 0.4; modern prose loses from 0.25
LEAST_TOLD, MOST_TOLD = 0.1, 10  # of the signs' weights: what a reader is told of some thirty signs
LEAST_ALONE = 0.15  # headlines have few of the signs that the rest of an article gives
LEAST_RECALLED = 0.15  # what is only recalled is told in few words and shown apart

Signs = Mapping[str, str]  # sign -> level, such as {"place": "city"}

_SPEAKERS = words("credence speakers")
_ARTICLES = words("credence articles")
_AUXILIARIES = words("credence auxiliaries")
_SUMS = re.compile(
    r"\b(?:\d+|two|three|several|many|dozens of|hundreds of) times\b|\b(?:so|thus) far\b|\bas of\b|\bsince\b"
    r"|\bwave of\b|\bin recent\b|\b(?:in|during|over) the (?:past|last)\b|\btotal of\b|\bin all\b",
    re.I,
)
_LAW = re.compile(
    r"\b(?:trial|tried|court|judge|sentenc\w+|convict\w+|investigat\w+|charge[sd]?|prosecut\w+|extradit\w+"
    r"|implicated|indict\w+|arrest\w+|detain\w+)\b",
    re.I,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def credible(report: Report, *, alone: bool = False) -> bool:
    """Return whether a report is sure enough to be shown; `alone`: its text is one line, which tells it."""
    least = LEAST_ALONE if alone else LEAST if report.main else LEAST_RECALLED
    return report.confidence >= least


def chance(signs: Signs) -> float:
    """Return how likely a telling with these signs is one event that happened, 0 to 1."""
    odds = _weights()["bias", ""] + sum(_weights().get(pair, 0.0) for pair in signs.items())
    return round(1 / (1 + exp(-odds)), 3)


def reasons(signs: Signs) -> tuple[Reason, ...]:
    """Return the signs that weighed most, the weightiest first."""
    weighed = [(sign, level, _weights().get((sign, level), 0.0)) for sign, level in signs.items()]
    told = [entry for entry in weighed if abs(entry[2]) >= LEAST_TOLD]
    told.sort(key=lambda entry: -abs(entry[2]))
    return tuple(Reason("confidence", f"{sign}: {level}", weight) for sign, level, weight in told[:MOST_TOLD])


@cache
def _weights() -> Mapping[tuple[str, str], float]:
    return {(row["sign"], row["level"]): float(row["weight"]) for row in lexicon.rows("credence")}


def signs(telling: Telling, report: Report, *, published: dt.date | None) -> Signs:
    """Return the level of each sign."""
    acts = [m for m in telling.group if not m.is_effect] or list(telling.group)
    return {**_of_words(acts[0]), **_of_sentences(acts), **_of_report(telling, report, acts, published)}


def _of_words(mention: Mention) -> dict[str, str]:
    """Return the signs of the word that first tells it."""
    token, noun = mention.trigger.token, mention.trigger.pos == "noun"
    return {
        "tag": token.tag_,
        "role": token.dep_,
        "article": _first(token, "det", _ARTICLES) if noun else "verb",
        "auxiliary": _first(token, "aux", _AUXILIARIES),
        "said": _yes(any(v.lemma_.lower() in verbs("speech") for v in governors(token))),
        "governed": _yes(any(True for _ in governors(token))),
    }


def _first(token: Token, role: str, listed: frozenset[str]) -> str:
    found = next((c.lower_ for c in token.lefts if c.dep_ in (role, f"{role}pass")), None)
    return "none" if found is None else found if found in listed else "other"


def _of_sentences(acts: Sequence[Mention]) -> dict[str, str]:
    """Return the signs of the sentences that tell it."""
    texts = [m.sentence.text for m in acts]
    first = min(m.number for m in acts)
    sentences = sum(1 for _ in acts[0].sentence.doc.sents)
    return {
        "mentions": _step(len(acts), 1, 2, 4),
        "first sentence": _step(first, 0, 1, 3, 6, 12),
        "tenth of the text": _step(round(10 * first / max(1, sentences)), 0, 2, 5, 8),
        "length": _step(sum(len(m.sentence) for m in acts) / len(acts), 15, 25, 40, 60),
        "speakers": _yes(any(t.lower_ in _SPEAKERS for m in acts for t in m.sentence)),
        "sums": _yes(any(_SUMS.search(text) for text in texts)),
        "law": _yes(any(_LAW.search(text) for text in texts)),
        "year": _yes(any(_YEAR.search(text) for text in texts)),
        "finite": _yes(any(_is_finite(m) for m in acts)),
        "word": "/".join(sorted({m.trigger.pos for m in acts})),
        "strong": _yes(any(m.trigger.strength == "strong" for m in acts)),
        "plural": _yes(all(m.trigger.token.tag_ in ("NNS", "NNPS") for m in acts)),
        "definite": _yes(any(m.definite for m in acts)),
        "several": _yes(any(m.several for m in acts)),
        "unspecific": _yes(all(m.unspecific for m in acts)),
        "recalled": _yes(all(news.recalled(m) for m in acts)),
        "clock": _yes(any(m.clock for m in acts)),
        "places": _step(len({s.toponym.name for m in acts for s in m.spots}), 0, 1, 2),
    }


def _is_finite(mention: Mention) -> bool:
    token = mention.trigger.token
    passive = any(c.lower_ in ("was", "were", "been", "had") for c in token.children)
    return (mention.trigger.pos == "verb" and token.tag_ == "VBD") or (token.tag_ == "VBN" and passive)


def _of_report(
    telling: Telling, report: Report, acts: Sequence[Mention], published: dt.date | None
) -> dict[str, str]:
    """Return the signs of what is known of it."""
    named = any(d.party.named for m in acts for d in m.doers)
    return {
        "news": _yes(report.main),
        "day from": report.when.basis if report.when.date else "none",
        "precision": report.when.precision,
        "age": _age(report, published),
        "place": report.place.level if report.place else "none",
        "place attached": str(telling.spot.weight) if telling.spot else "none",
        "doers": "named" if named else "some" if any(m.doers for m in acts) else "none",
        "suspects": _yes(bool(telling.suspects)),
        "targets": _step(len(report.targets), 0, 1, 2),
        "victims": _step(len(report.victims), 0, 1, 2),
        "weapons": _yes(bool(report.weapons)),
        "killed": _counted(report.killed, 0, 1, 5, 30, 100),
        "injured": _counted(report.injured, 0, 30, 100),
    }


def _age(report: Report, published: dt.date | None) -> str:
    when = report.when
    if when.date is None or published is None:
        return "unknown"
    return _step((published - (when.end or when.date)).days, -1, 1, 3, 10, 31, 62, 366)


def _counted(count: Count, *steps: int) -> str:
    number = count.min if count.min is not None else count.max
    return "unsaid" if number is None else _step(number, *steps)


def _step(number: float, *steps: int) -> str:
    return next((f"to {step}" for step in steps if number <= step), f"over {steps[-1]}")


def _yes(value: bool) -> str:
    return "yes" if value else "no"
