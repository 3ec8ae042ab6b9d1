"""A telling and its report -> the signs by which `credence` judges whether it is an event at all.

Each sign comes out at one of a few levels. They are of grammar, of completeness and of the manner in which
the text speaks (a chronicle, a speech): no name and no kind of event or target is among them, so that they
hold for other wars than those learned from.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from geo.extract import news
from geo.extract.factuality import governors
from geo.extract.lexicon import verbs, words
from geo.extract.mentions import Mention
from geo.extract.odds import Levels, step, yes
from geo.extract.phrases import sentences_of
from geo.extract.tellings import Telling
from geo.model import Count, Report

Signs = Levels

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
_GENRE = words("signs genres")
_JUDGING = words("signs judging")
_GENERIC = words("signs generic")
_CLASSES = ("light", "happen", "undergo", "aftermath", "prevent", "unreal", "attempt", "speech", "accuse")
_PREPOSITIONS = words("signs prepositions")
_MODALS = frozenset({"could", "may", "might", "would", "should", "can", "must", "will", "shall"})
_OPENING = 12  # words among which a text names its own genre ("Opinion:", "[Interview]")


@dataclass(frozen=True, slots=True)
class Manner:
    """How the whole text speaks: its genre's word, the share of its words in the first person, its length in
    sentences, how many events are read in it.
    """

    genre: str
    first_person: str
    sentences: int
    tellings: int

    @classmethod
    def of(cls, doc: Doc, *, tellings: int) -> Manner:
        """Return the manner of a parsed text."""
        own = sum(t.lower_ in _SPEAKERS for t in doc)
        opening = {t.lower_ for t in doc[:_OPENING]} & _GENRE
        return cls(
            genre="speech" if opening else "report",
            first_person=step(100 * own / max(1, len(doc)), 0, 0.5, 1.5, 3),
            sentences=len(sentences_of(doc)),
            tellings=tellings,
        )


def signs(
    telling: Telling,
    report: Report,
    *,
    manner: Manner,
    before: Sequence[Report],
    published: dt.date | None,
) -> Signs:
    """Return the level of each sign. `before` are the reports of what the text told before."""
    acts = [m for m in telling.group if not m.is_effect] or list(telling.group)
    return {
        **_of_words(acts[0]),
        **_of_grammar(acts[0]),
        **_of_sentences(acts),
        **_of_manner(acts, manner),
        **_of_report(telling, report, acts, published),
        "repeats": _repeats(report, before),
    }


def _of_words(mention: Mention) -> dict[str, str]:
    """Return the signs of the word that first tells it."""
    token, noun = mention.trigger.token, mention.trigger.pos == "noun"
    return {
        "tag": token.tag_,
        "role": token.dep_,
        "article": _first(token, "det", _ARTICLES) if noun else "verb",
        "auxiliary": _first(token, "aux", _AUXILIARIES),
        "said": yes(any(v.lemma_.lower() in verbs("speech") for v in governors(token))),
        "governed": yes(any(True for _ in governors(token))),
    }


def _of_grammar(mention: Mention) -> dict[str, str]:
    """Return the signs of the clause around that word."""
    token = mention.trigger.token
    above = _clause(token)
    subject = next((c for c in above.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return {
        "behind": _preposition(token),
        "clause": _class_of(above) if above is not token else "own",
        "clause role": above.dep_ if above is not token else "own",
        "tense": _tense(above),
        "subject": _kind_of_noun(subject),
        "form": _form(mention),
        "quoted": yes(_is_quoted(token)),
    }


def _clause(token: Token) -> Token:
    """Return the verb of the clause that a word stands in, the word itself where it is one or none is."""
    here = token
    while here.pos_ not in ("VERB", "AUX") and here.head != here:
        here = here.head
    return here


def _preposition(token: Token) -> str:
    if token.dep_ not in ("pobj", "pcomp"):
        return "none"
    return token.head.lower_ if token.head.lower_ in _PREPOSITIONS else "other"


def _class_of(verb: Token) -> str:
    lemma = verb.lemma_.lower()
    if lemma in ("be", "have", "do"):
        return lemma
    return next((name for name in _CLASSES if lemma in verbs(name)), "other")


def _tense(verb: Token) -> str:
    """Return the tense of a clause: that of its first auxiliary, else of the verb."""
    auxiliaries = [c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")]
    first = auxiliaries[0] if auxiliaries else ""
    if first in _MODALS:
        return "modal"
    if first in ("has", "have", "'ve", "had", "to"):
        return "have" if first == "'ve" else first
    if first:
        return "past" if first in ("was", "were", "did") else "present"
    return {"VBD": "past", "VBZ": "present", "VBP": "present"}.get(verb.tag_, verb.tag_)


def _kind_of_noun(noun: Token | None) -> str:
    if noun is None:
        return "none"
    if noun.lower_ in _GENERIC:
        return "generic"
    if noun.pos_ == "PROPN":
        return "name"
    if noun.tag_ == "NNS" and not any(c.dep_ in ("det", "nummod", "poss") for c in noun.children):
        return "bare plural"
    return "noun"


def _form(mention: Mention) -> str:
    """Return how a noun stands: in the plural or not, with what before it, with a complement or bare."""
    token = mention.trigger.token
    if mention.trigger.pos == "verb":
        return "verb"
    before = next((c.dep_ for c in token.lefts if c.dep_ in ("det", "poss", "nummod")), "bare")
    behind = "whole" if any(c.dep_ in ("prep", "acl", "relcl") for c in token.rights) else "alone"
    return f"{token.tag_} {before} {behind}"


def _is_quoted(token: Token) -> bool:
    """Return whether an odd number of quotation marks stands before a word in its sentence or those near."""
    first = max(0, token.sent.start - 60)
    return sum(t.text in ('"', "“", "”", "``", "''") for t in token.doc[first : token.i]) % 2 == 1


def _of_manner(acts: Sequence[Mention], manner: Manner) -> dict[str, str]:
    """Return the signs of the text as a whole, and of the tone of the sentences that tell it."""
    tokens = [t.lower_ for m in acts for t in m.sentence]
    share = len({m.number for m in acts}) / max(1, manner.sentences)
    return {
        "genre": manner.genre,
        "first person": manner.first_person,
        "sentences": step(manner.sentences, 3, 8, 16, 30),
        "tellings": step(manner.tellings, 1, 2, 4, 8),
        "share of the text": step(share, 0.05, 0.1, 0.2, 0.4),
        "judging": step(sum(t in _JUDGING for t in tokens), 0, 1, 2),
        "question": yes(any(m.sentence.text.rstrip().endswith("?") for m in acts)),
        "modal": yes(any(t in _MODALS for t in tokens)),
    }


def _first(token: Token, role: str, listed: frozenset[str]) -> str:
    found = next((c.lower_ for c in token.lefts if c.dep_ in (role, f"{role}pass")), None)
    return "none" if found is None else found if found in listed else "other"


def _of_sentences(acts: Sequence[Mention]) -> dict[str, str]:
    """Return the signs of the sentences that tell it."""
    texts = [m.sentence.text for m in acts]
    first = min(m.number for m in acts)
    sentences = len(sentences_of(acts[0].sentence.doc))
    return {
        "mentions": step(len(acts), 1, 2, 4),
        "first sentence": step(first, 0, 1, 3, 6, 12),
        "tenth of the text": step(round(10 * first / max(1, sentences)), 0, 2, 5, 8),
        "length": step(sum(len(m.sentence) for m in acts) / len(acts), 15, 25, 40, 60),
        "speakers": yes(any(t.lower_ in _SPEAKERS for m in acts for t in m.sentence)),
        "sums": yes(any(_SUMS.search(text) for text in texts)),
        "law": yes(any(_LAW.search(text) for text in texts)),
        "year": yes(any(_YEAR.search(text) for text in texts)),
        "finite": yes(any(_is_finite(m) for m in acts)),
        "word": "/".join(sorted({m.trigger.pos for m in acts})),
        "effect": yes(all("kill" in m.trigger.rule and m.trigger.pos == "verb" for m in acts)),
        "strong": yes(any(m.trigger.strength == "strong" for m in acts)),
        "plural": yes(all(m.trigger.token.tag_ in ("NNS", "NNPS") for m in acts)),
        "definite": yes(any(m.definite for m in acts)),
        "several": yes(any(m.several for m in acts)),
        "unspecific": yes(all(m.unspecific for m in acts)),
        "recalled": yes(all(news.recalled(m) for m in acts)),
        "clock": yes(any(m.clock for m in acts)),
        "places": step(len({s.toponym.name for m in acts for s in m.spots}), 0, 1, 2),
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
        "news": yes(report.main),
        "day from": report.when.basis if report.when.date else "none",
        "precision": report.when.precision,
        "age": _age(report, published),
        "place": report.place.level if report.place else "none",
        "place attached": str(telling.spot.weight) if telling.spot else "none",
        "doers": "named" if named else "some" if any(m.doers for m in acts) else "none",
        "suspects": yes(any(not r.added for r in telling.rivals)),
        "targets": step(len(report.targets), 0, 1, 2),
        "victims": step(len(report.victims), 0, 1, 2),
        "weapons": yes(bool(report.weapons)),
        "victim named": yes(any(_is_name(v.name) for v in report.victims)),
        "target named": yes(any(_is_name(t.name) for t in report.targets)),
        "known": step(_known(telling, report), 0, 1, 2, 3, 4, 5),
        "killed": _counted(report.killed, 0, 1, 5, 30, 100),
        "injured": _counted(report.injured, 0, 30, 100),
    }


def _repeats(report: Report, before: Sequence[Report]) -> str:
    """Return whether an event told before may be the same: of one day and place, or of one type too."""
    near = [
        r for r in before if _agree(r.when.date, report.when.date) and _agree(r.place_name, report.place_name)
    ]
    return "same type" if any(r.type == report.type for r in near) else "other type" if near else "no"


def _agree(one: object, other: object) -> bool:
    return one is None or other is None or one == other


def _is_name(words: str) -> bool:
    return words.split()[-1][:1].isupper()


def _known(telling: Telling, report: Report) -> int:
    """Return how many of place, day, doer, victim, weapon and number the text tells of the event itself."""
    return sum(
        (
            telling.spot is not None and telling.spot.weight >= 2,
            report.when.basis in ("stated", "relative"),
            bool(report.actors),
            bool(report.victims or report.targets),
            bool(report.weapons),
            bool(report.killed.min or report.injured.min),
        )
    )


def _age(report: Report, published: dt.date | None) -> str:
    when = report.when
    if when.date is None or published is None:
        return "unknown"
    return step((published - (when.end or when.date)).days, -1, 1, 3, 10, 31, 62, 366)


def _counted(count: Count, *steps: int) -> str:
    number = count.min if count.min is not None else count.max
    return "unsaid" if number is None else step(number, *steps)
