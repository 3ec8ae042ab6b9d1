"""The tolls told of one event -> its numbers of killed and injured, from the lowest to the highest given.

Alone knows which count stands: the highest, and below it what another voice gives for the same whole; a
part of the victims, a rounding and the dead among the attackers do not widen it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from geo.extract import numbers
from geo.extract.casualties import Toll
from geo.extract.lexicon import words
from geo.extract.phrases import text_of
from geo.extract.speakers import speaker, speaking
from geo.model import Count

_ATTACKERS = words("reference attackers")
_ANYBODY = words("hurt anybody")
_INHABITANTS = words("counting inhabitants")
_ESTIMATES = re.compile(
    r"\b(?:sp[eo]aks? of|spoke of|spoken of"
    r"|puts? (?:the|its|their) (?:death |casualty )?(?:number|toll|count|figure)"
    r"|an? (?:lower|higher|smaller|larger) (?:death )?(?:figure|toll|count|number)"
    r"|gave it as|counts|counted|rang(?:e|es|ed|ing) (?:from|between)"
    r"|another (?:\w+ ){0,3}(?:put|said|spoke|gave)|others? put"
    r"|estimate\w*|differ\w*)\b",
    re.I,
)
_PART = re.compile(r"\bof (?:them|whom|those)\b", re.I)
_PART_BEFORE = re.compile(r"\b(?:among (?:them|whom|those)|including)\b[^.;]{0,12}$", re.I)
_DISPUTED = re.compile(r"\b(?:disput\w*|conflicting|contradict\w*|var(?:y|ied|ies)|disagree\w*)\b", re.I)
_WHOLE = 0.6  # of the highest count, from which a lower one is taken to be of the same whole
_NEAR = 200  # code points before two counts in which 'how many died is disputed' may stand
_BEFORE = 30  # code points before a number in which 'of the assailants' may stand


def count(tolls: Sequence[Toll], which: str, doc: Doc) -> Count:
    """Return the number of an event, `which` being killed or injured; nothing said is `Count()`."""
    text = text_of(doc)
    own = [t for t in tolls if t.kind == which and not _of_attackers(t, text)]
    if not own:
        return Count()
    some = [t for t in own if t.min or t.max] or own
    best = max(some, key=lambda t: (_least(t), t.max is None))
    lower = [t for t in some if _least(t) < _least(best)]
    rivals = [t for t in lower if t.max is not None and (_is_rival(t, doc) or _contradicts(t, best, doc))]
    if _is_rival(best, doc):  # what it outbids is given for the whole too, unless it is far below
        rivals += [t for t in lower if _WHOLE * _least(best) <= _least(t) or _is_disputed(t, best, text)]
    if not rivals:
        return Count(best.min, best.max)
    return Count(min(_least(t) for t in [best, *rivals]), best.max)


def _is_disputed(one: Toll, other: Toll, text: str) -> bool:
    """Return whether the text says that the numbers differ ('how many died is disputed')."""
    first, last = sorted((one.start, other.start))
    return one.max is not None and bool(_DISPUTED.search(text, max(0, first - _NEAR), last))


def _least(toll: Toll) -> int:
    return toll.min if toll.min is not None else toll.max or 0


def _is_rival(toll: Toll, doc: Doc) -> bool:
    """Return whether another voice gives this number for all the victims ('a nurse spoke of 30 dead')."""
    span = doc.char_span(toll.start, toll.end, alignment_mode="expand")
    if span is None:
        return False
    sentence = span.root.sent
    after = text_of(doc)[toll.start : min(toll.word_end + 20, sentence.end_char)]
    before = text_of(doc)[sentence.start_char : toll.start]
    part = _PART.search(after) or _PART_BEFORE.search(before)
    return bool(_ESTIMATES.search(sentence.text)) and not part


def _contradicts(toll: Toll, best: Toll, doc: Doc) -> bool:
    """Return whether somebody else than who gives the highest number gives this one, and of no part of the
    victims ('residents said 13 people were killed; the army said three had died').
    """
    span = doc.char_span(toll.word_start, toll.word_end, alignment_mode="expand")
    other = doc.char_span(best.word_start, best.word_end, alignment_mode="expand")
    if span is None or other is None or not _of_anybody(toll, best, doc):
        return False
    told = speaking(span.root)
    if told is not None and told.pos_ == "PRON":  # "he said" may be who spoke before
        return False
    voices = speaker(span.root), speaker(other.root)
    return None not in voices and len({voice.casefold() for voice in voices if voice}) == len(voices)


def _of_anybody(toll: Toll, best: Toll, doc: Doc) -> bool:
    """Return whether a toll counts people in general, or those whom the highest number counts."""
    counted_as = text_of(doc)[toll.start : toll.end]
    if not numbers.find(counted_as) or _PART.search(counted_as):
        return False
    span = doc.char_span(*toll.victims, alignment_mode="expand") if toll.victims else None
    if span is None:
        return True
    whose = any(t.dep_ == "poss" for t in span.root.lefts)
    counted = doc.char_span(*best.victims, alignment_mode="expand") if best.victims else None
    same = counted is not None and span.root.lemma_.lower() == counted.root.lemma_.lower()
    anybody = span.root.lemma_.lower() in _ANYBODY | _INHABITANTS
    return not whose and (same or anybody)


def _of_attackers(toll: Toll, text: str) -> bool:
    """Return whether a toll counts those who attacked ('three gunmen died', 'of the assailants, 18')."""
    start = max(toll.start - _BEFORE, text.rfind(".", 0, toll.start), text.rfind("\n", 0, toll.start), 0)
    before = text[start : toll.start].lower()
    counted = text[toll.start : max(toll.end, toll.word_start)].lower()
    named = any(_mentions(counted, word) for word in _ATTACKERS)
    return named or any(
        re.search(rf"\bof the {re.escape(f)}\b", before) for w in _ATTACKERS for f in _forms(w)
    )


def _mentions(text: str, word: str) -> bool:
    return any(re.search(rf"\b{re.escape(form)}\b", text) for form in _forms(word))


def _forms(word: str) -> tuple[str, ...]:
    return (word, word + "s", word[:-2] + "en") if word.endswith("man") else (word, word + "s")
