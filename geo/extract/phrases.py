"""Noun phrases of a parse: how far a noun's own words reach, and what a pronoun or relative stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from geo.extract.lexicon import words

_DROPPED = words("phrases dropped")
_LEFT = words("phrases left")
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose", "where"})
_CUTS = words("phrases cuts")
_OF = frozenset({"of"})
_AGE = re.compile(r"[\w-]+?[\s-]+(?:year|month|week|day)s?[\s-]+old\b", re.I)
_BUNDLES = words("phrases bundles")
_LOOKS = words("phrases looks")
_LOOKED_IN = frozenset({"in", "on", "with", "aboard"})
_SHORT = 7  # words: 'men carrying rifles and wearing army uniforms'


@lru_cache(maxsize=1)
def text_of(doc: Doc) -> str:
    """Return the text of a parse, which spaCy joins anew at each call of `doc.text`."""
    return doc.text


@lru_cache(maxsize=1)
def sentences_of(doc: Doc) -> tuple[Span, ...]:
    """Return the sentences of a parse, which spaCy finds anew at each call of `doc.sents`."""
    return tuple(doc.sents)


@lru_cache(maxsize=1)
def _sentence_by_token(doc: Doc) -> tuple[Span, ...]:
    return tuple(sentence for sentence in sentences_of(doc) for _ in sentence)


def sentence_of(token: Token) -> Span:
    """Return a token's sentence, whose bounds spaCy looks for word by word at each call of `token.sent`."""
    return _sentence_by_token(token.doc)[token.i]


@lru_cache(maxsize=1)
def sentence_numbers(doc: Doc) -> Mapping[int, int]:
    """Return the number of each sentence that is not blank by the index of its first token."""
    return {s.start: number for number, s in enumerate(s for s in sentences_of(doc) if s.text.strip())}


def next_to(sentence: Span) -> list[Span]:
    """Return the sentence behind one and the one before it, as far as there are."""
    doc = sentence.doc
    behind = [doc[sentence.end].sent] if sentence.end < len(doc) else []
    return behind + ([doc[sentence.start - 1].sent] if sentence.start else [])


def noun_phrase(head: Token, *, of: bool = True) -> Span:
    """Return the words of the noun phrase of `head`: its left modifiers without article and number, and, with
    `of`, a short phrase with 'of' after it.
    """
    start = head.i
    for child in sorted(head.lefts, key=lambda t: -t.i):
        clause = child.left_edge.pos_ == "VERB" and child.dep_ != "amod"
        if clause or child.dep_ not in _LEFT or child.right_edge.i + 1 < start - 1:
            break
        start = child.left_edge.i
    for token in head.doc[start : head.i]:
        if token.text in _CUTS:
            start = token.i + 1
    while start < head.i and _droppable(head.doc[start]) and not _tells_age(head.doc[start : head.i]):
        start += 1
    return head.doc[start : _end(head, of=of)]


def _tells_age(words: Span) -> bool:
    """Return whether a number that opens the words before a noun is an age ('12-year-old girl')."""
    return words[0].pos_ not in ("DET", "PRON") and _AGE.match(words.text) is not None


def _droppable(token: Token) -> bool:
    if len(token) > 1 and token.is_upper and token.i + 1 < len(token.doc) and token.nbor().text in "-–":
        return False  # 'IS-linked', 'IT-based'
    return (
        token.pos_ in _DROPPED
        or token.like_num
        or token.ent_type_ == "CARDINAL"
        or token.dep_ in ("nummod", "quantmod")
        or token.dep_ == "case"
    )


def _end(head: Token, *, of: bool) -> int:
    end = head.i + 1
    if not of:
        return end
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in _OF and child.i == end:
            last = next((t for t in child.children if t.dep_ == "pobj"), None)
            if last is not None and last.i - end < 7:
                return _end(last, of=True)
    return end


def referent(token: Token) -> Token:
    """Return what a relative pronoun stands for, who speaks behind a headline's label ('Peru: rebels say
    ...'), else the token itself.
    """
    if token.dep_ == "nsubj" and token.i == token.sent.start and token.nbor().text == ":":
        return next((c for c in token.rights if c.dep_ == "appos"), token)
    if token.lower_ in _RELATIVE:
        for ancestor in token.ancestors:
            if ancestor.dep_ in ("relcl", "acl"):
                return ancestor.head
    return token


def counted(token: Token) -> Token:
    """Return those of whom a noun is a number or a group ('dozens of rebels', 'a group of armed men')."""
    if not (token.like_num or token.lemma_.lower() in _BUNDLES or token.lower_ in _BUNDLES):
        return token
    within = [t for c in token.rights if c.dep_ == "prep" and c.lower_ == "of" for t in c.children]
    return next((t for t in within if t.dep_ == "pobj" and t.tag_ in ("NNS", "NNPS")), token)


def worded(head: Token) -> Span:
    """Return a noun phrase with what right behind it says how people looked or came ('men in uniform', 'two
    men on a motorcycle', 'youths dressed as soldiers').
    """
    phrase = noun_phrase(head, of=False)
    end = phrase.end
    for child in head.rights:
        clause = child.dep_ == "acl" and child.lower_ in _LOOKS
        if child.i == end and (clause or (child.dep_ == "prep" and child.lower_ in _LOOKED_IN)):
            last = _before_comma(child)
            end = last if last - child.i <= _SHORT else end
    return head.doc[phrase.start : end]


def _before_comma(token: Token) -> int:
    """Return where the words that hang on one end: at the first comma or verb of another clause."""
    for word in token.doc[token.i + 1 : token.right_edge.i + 1]:
        finite = word.tag_ in ("VBD", "VBZ", "VBP", "MD") or word.dep_ in ("relcl", "advcl", "aux", "ccomp")
        finite = finite or (word.tag_ == "VBN" and word.dep_ == "acl")
        if (word.is_punct and word.text not in "-–") or finite or word.lower_ in ("who", "that", "which"):
            return word.i
    return token.right_edge.i + 1


def conjuncts(token: Token) -> list[Token]:
    """Return the token and what is coordinated to its right ('rifles and grenades')."""
    found = [token]
    for child in token.rights:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "NUM", "ADJ", "PRON"):
            found += conjuncts(child)
    return found


def modifiers(token: Token) -> list[Token]:
    """Return the words before a noun that belong to it."""
    return [t for t in token.lefts if t.dep_ in ("amod", "compound", "nmod", "poss", "npadvmod")]


def plain(span: Span) -> str:
    """Return the words of a name without the 's of possession."""
    text = span.text
    return re.sub(r"['’]s?$", "", text)


def entity(token: Token) -> Span:
    """Return the whole named entity that a word belongs to, without its article."""
    start = end = token.i
    doc = token.doc
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    while end + 1 < len(doc) and doc[end + 1].ent_iob_ == "I":
        end += 1
    if doc[start].lower_ in ("the", "a", "an") and start < end:
        start += 1
    while end > start and doc[end].dep_ in ("case", "punct"):
        end -= 1
    return doc[start : end + 1]
