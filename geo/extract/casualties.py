"""A parsed article -> the numbers of people killed and injured that it tells, each with its words.

Alone knows how news counts the dead: verbs and their objects, "leaving three dead", "the death toll rose to 17", "no
casualties were reported". What a number honestly says ("dozens", "up to 20") is in `numbers`. The word lists are
`tables/casualty.toml`; who counts as one person without a number is also read from `tables/people.csv`.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from spacy.tokens import Doc, Token

from geo.extract import numbers
from geo.extract.numbers import Quantity

_TABLES = Path(__file__).parent / "tables"
_TABLE = tomllib.loads((_TABLES / "casualty.toml").read_text("utf-8"))
_WORDS = {name: frozenset(words) for name, words in _TABLE["words"].items()}

TollKind = Literal["killed", "injured"]
_KINDS: tuple[TollKind, TollKind] = ("killed", "injured")


@dataclass(frozen=True, slots=True)
class Toll:
    """How many were killed or injured, in the words from code point `start` to `end` ("at least 12 people").

    `min` None: no least said ("up to 20"); `max` None: no most said ("dozens" is 24 or more); both 0: reported as none.
    `victims` bounds who they were, without the number. `word_start` to `word_end` is the word that says killed or
    injured. `total` marks a running count of a war or a stretch of time, which belongs to no event.
    """

    start: int
    end: int
    kind: TollKind
    min: int | None
    max: int | None
    word_start: int
    word_end: int
    victims: tuple[int, int] | None = None
    total: bool = False


@dataclass(frozen=True, slots=True)
class _Group:
    """People named together: from token `first` to `last`, who they are from `who` on."""

    start: int
    end: int
    who: int | None
    quantity: Quantity


def _people() -> frozenset[str]:
    with (_TABLES / "people.csv").open(encoding="utf-8", newline="") as lines:
        words = {row["word"].split()[-1] for row in csv.DictReader(lines)}
    return frozenset(words | _WORDS["single"]) - _WORDS["collectives"]


_PERSONS = _people()
_SPEAKS = re.compile(
    r"kill|dead|dea[dt]h|die|dying|slay|slai|murder|massacr|behead|execut|assassin|slaughter|perish|drown|martyr|fatal|toll"
    r"|injur|wound|hurt|maim|hospital|casualt|li[fv]es?\b|decapit|lynch|electroc|succumb|corpse",
    re.IGNORECASE,
)


def tolls(doc: Doc) -> list[Toll]:
    """Return the tolls of a parsed text in order; the same casualty word is never counted twice for one kind."""
    if not doc.has_annotation("DEP"):
        return _none_reported(doc)
    counts = _Counts(doc)
    found: dict[tuple[TollKind, int], Toll] = {}
    for sentence in doc.sents:
        if _SPEAKS.search(sentence.text):
            for toll in _of_sentence(list(sentence), counts):
                found.setdefault((toll.kind, toll.word_start), toll)
    none = _none_reported(doc)
    said = [toll for toll in found.values() if toll.min is not None or toll.max is not None]
    counted = [toll for toll in said if not any(z.start <= toll.word_start < z.end for z in none)]
    marked = [replace(toll, total=_is_total(doc, toll)) for toll in counted]
    return sorted([*none, *marked], key=lambda toll: (toll.start, toll.kind))


class _Counts:
    """The numbers of one text by the tokens they cover."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.all = numbers.find(doc.text)
        self._by_token: dict[int, Quantity] = {}
        for quantity in self.all:
            span = doc.char_span(quantity.start, quantity.end, alignment_mode="contract")
            for token in span if span is not None else ():
                self._by_token[token.i] = quantity

    def of(self, token: Token) -> Quantity | None:
        """Return the number a token is part of."""
        quantity = self._by_token.get(token.i)
        return (
            None
            if token.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT") and token.pos_ == "NUM"
            else quantity
        )

    def group(self, head: Token) -> _Group | None:
        """Return the people whose noun or number `head` is, None where they are things or uncounted."""
        own = self.of(head)
        if own is not None:
            return self._counted_by_number(head, own)
        if head.lower_ == "another":
            return _Group(head.idx, _end(head), None, Quantity(head.idx, _end(head), 1, 1))
        if head.lemma_.lower() in _WORDS["things"] or head.ent_type_ in ("DATE", "TIME", "MONEY"):
            return None
        for child in head.lefts:
            quantity = self.of(child)
            if quantity is not None and child.dep_ in (
                "nummod",
                "det",
                "amod",
                "predet",
                "compound",
                "quantmod",
                "advmod",
            ):
                start = min(
                    quantity.start, head.left_edge.idx if head.left_edge.i >= child.i else quantity.start
                )
                who = None if head.lower_ in ("others", "other", "more") else quantity.end
                return _Group(start, _end(head), who, quantity)
        return self._single(head)

    def _counted_by_number(self, head: Token, own: Quantity) -> _Group | None:
        """Read "12", "dozens of people", "five of the passengers"."""
        for child in head.rights:
            if child.dep_ == "prep" and child.lower_ == "of":
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        if noun.lemma_.lower() in _WORDS["things"]:
                            return None
                        return _Group(own.start, _end(noun), noun.left_edge.idx, own)
        return _Group(own.start, own.end, None, own)

    def _single(self, head: Token) -> _Group | None:
        """Read one person without a number: "a policeman", "the governor", a name."""
        named = head.pos_ == "PROPN" and head.ent_type_ == "PERSON"
        person = head.tag_ in ("NN", "NNP") and head.lemma_.lower() in _PERSONS
        several = any(child.lower_ in ("no", "any", "each", "every") for child in head.lefts)
        if several or not (named or person):
            return None
        start = head.left_edge.idx
        return _Group(start, _end(head), start, Quantity(start, _end(head), 1, 1))


def _end(token: Token) -> int:
    return int(token.idx + len(token))


def _of_sentence(tokens: list[Token], counts: _Counts) -> Iterator[Toll]:
    for kind in _KINDS:
        for token in tokens:
            yield from _of_word(token, kind, counts)
    first, last = tokens[0].idx, _end(tokens[-1])
    for quantity in counts.all:
        if first <= quantity.start < last:
            yield from _of_number(quantity, counts.doc, last)


def _of_word(token: Token, kind: TollKind, counts: _Counts) -> Iterator[Toll]:
    """Read what a casualty verb or noun governs."""
    lemma, table = token.lemma_.lower(), _TABLE[kind]
    heads: Iterable[Token] = ()
    if token.pos_ in ("VERB", "AUX", "ADJ") and not _is_unreal(token):
        heads = _victims(token, lemma, table)
    if not heads and lemma in table["of"] and not _is_attempt(token):
        heads = _of_phrase(token)
    if not heads and kind == "killed" and lemma in ("dead", "death"):
        heads = _done_to_death(token)
    if not heads and kind == "killed" and lemma == "body" and _is_found(token):
        heads = _of_phrase(token) or [token]
    if not heads and lemma in table["counted"] and (counted := _counted(token, counts)):
        yield _toll(token, kind, [counted])
        return
    if not heads:
        heads = _lives(token, kind)
    named = [one for head in heads for one in _conjuncts(head)]
    groups = [group for one in named if (group := counts.group(one))]
    if not groups and (follower := _follower(token, lemma, table, counts)):
        groups = [follower]
    if groups:
        uncounted = any(one.tag_ in ("NNS", "NNPS") and not counts.group(one) for one in named)
        yield _toll(token, kind, groups, shared=_is_shared(token, table), open_end=uncounted)


def _follower(token: Token, lemma: str, table: dict[str, list[str]], counts: _Counts) -> _Group | None:
    """Read the number right after a verb where grammar lost it: "killed between 5 and 7 policemen"."""
    if not {lemma, token.lower_.removesuffix("s")} & set(table["transitive"]) or _is_unreal(token):
        return None
    at = _NEXT_WORD.match(token.doc.text, _end(token))
    quantity = next((q for q in counts.all if at and q.start == at.end()), None)
    span = token.doc.char_span(quantity.start, quantity.end, alignment_mode="expand") if quantity else None
    if quantity is None or span is None:
        return None
    last = span.end
    while last < len(token.doc) and token.doc[last].pos_ in ("ADJ", "NOUN", "PROPN"):
        last += 1
    noun = token.doc[last - 1]
    if noun.lemma_.lower() in _WORDS["things"] or noun.ent_type_ in ("DATE", "TIME", "MONEY"):
        return None
    return _Group(quantity.start, _end(noun), quantity.end if last > span.end else None, quantity)


_NEXT_WORD = re.compile(r"\s*:?\s+")


def _victims(verb: Token, lemma: str, table: dict[str, list[str]]) -> list[Token]:
    transitive, intransitive = lemma in table["transitive"], lemma in table["intransitive"]
    if not transitive and not intransitive:
        return []
    if transitive and (objects := _children(verb, "dobj", "nsubjpass")):
        return _without_relatives(objects, verb)
    if transitive and verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD"):
        return [verb.head]
    if transitive and (shared := _shared_object(verb)):
        return shared
    if not intransitive and verb.tag_ not in ("VBN", "VBD"):
        return []
    if subjects := _children(verb, "nsubj"):
        relative = any(subject.tag_ in ("WP", "WDT") for subject in subjects)
        return [] if relative and transitive else _without_relatives(subjects, verb)
    first = _first_joined(verb)
    return _without_relatives(_children(first, "nsubjpass", *(["nsubj"] if intransitive else [])), first)


def _first_joined(verb: Token) -> Token:
    """Return the verb that holds the subject of "were shot, beaten and killed"."""
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not _subject(verb):
        verb = verb.head
    return verb


def _shared_object(verb: Token) -> list[Token]:
    """Return the object that "killed and wounded 12 people" states once."""
    for other in verb.children:
        if other.dep_ == "conj" and other.pos_ == "VERB" and not _subject(verb)[1:]:
            between = verb.doc[verb.i + 1 : other.i]
            if all(token.dep_ in ("cc", "punct") for token in between):
                return _children(other, "dobj")
    return []


def _children(token: Token, *dependencies: str) -> list[Token]:
    return [child for child in token.children if child.dep_ in dependencies]


def _without_relatives(heads: list[Token], verb: Token) -> list[Token]:
    """Replace "who" and "that" by whom they stand for."""
    stood_for = verb.head if verb.dep_ == "relcl" else None
    named = [stood_for if head.tag_ in ("WP", "WDT") else head for head in heads]
    return [head for head in named if head is not None]


def _of_phrase(noun: Token) -> list[Token]:
    return [
        deep for prep in noun.rights if prep.lower_ == "of" for deep in prep.children if deep.dep_ == "pobj"
    ]


def _is_attempt(noun: Token) -> bool:
    """Tell whether a noun names what did not happen: "the attempted murder of", "a death threat"."""
    return any(
        child.lemma_.lower() in ("attempt", "attempted", "failed", "planned", "foiled")
        for child in noun.lefts
    )


def _done_to_death(word: Token) -> list[Token]:
    """Read "shot dead four guards", "were beaten to death"."""
    verb = word.head.head if word.lower_ == "death" and word.head.lower_ == "to" else word.head
    if verb.pos_ != "VERB" or verb.lemma_ in _WORDS["sentencing"] or word.i < verb.i or _is_unreal(verb):
        return []
    if word.lower_ == "death" and word.head.lower_ != "to":
        return []
    patients = [child for child in _children(verb, "dobj", "nsubjpass") if child.i != word.i] or (
        [verb.head] if verb.dep_ == "acl" and verb.tag_ == "VBN" else []
    )
    return _without_relatives(patients or _children(_first_joined(verb), "nsubjpass"), verb)


def _is_found(noun: Token) -> bool:
    return noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_.lower() in _WORDS["finding"]


def _counted(noun: Token, counts: _Counts) -> _Group | None:
    for child in noun.lefts:
        quantity = counts.of(child)
        if quantity is not None and child.dep_ in ("nummod", "det", "amod", "compound"):
            return _Group(quantity.start, _end(noun), None, quantity)
    return None


def _lives(token: Token, kind: TollKind) -> list[Token]:
    """Read "claimed the lives of 12", "12 people lost their lives", "suffered injuries"."""
    verb = token.head
    if kind == "killed" and token.lower_ in ("life", "lives"):
        if verb.lemma_ == "lose" and token.dep_ == "dobj" and any(c.dep_ == "poss" for c in token.lefts):
            return _without_relatives(_subjects(verb), verb)
        if verb.lemma_ in _WORDS["losing"]:
            return _of_phrase(token) or [token]
        return _of_phrase(token) if verb.lower_ == "of" and verb.head.lower_ == "loss" else []
    if kind == "injured" and token.lower_ in ("injuries", "injury", "wounds", "burns"):
        to = [n for p in token.rights if p.lower_ == "to" for n in p.children if n.dep_ == "pobj"]
        suffered = verb.lemma_ in _WORDS["suffering"] and token.dep_ == "dobj"
        return _without_relatives(_subjects(verb), verb) if suffered else to
    return []


def _subjects(verb: Token) -> list[Token]:
    own = _subject(verb)
    if own or verb.dep_ not in ("conj", "acl"):
        return own
    return [verb.head] if verb.dep_ == "acl" else _children(verb.head, "nsubj", "nsubjpass")


_PART_OF = re.compile(r"\b(?:including|among (?:them|whom)|of whom|such as|as well as damag\w+)\b", re.I)


def _conjuncts(head: Token) -> Iterator[Token]:
    """Yield a noun and those joined to it, but not those that are part of it ("including three children")."""
    yield head
    for child in head.rights:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "NUM", "PRON", "ADJ"):
            if not _PART_OF.search(head.doc.text[_end(head) : child.idx]):
                yield from _conjuncts(child)


def _is_unreal(verb: Token) -> bool:
    """Tell whether the killing is only feared, planned, denied or asked for."""
    if any(
        child.dep_ == "neg" or child.lower_ in _WORDS["modals"] and child.dep_ == "aux"
        for child in verb.children
    ):
        return True
    if any(child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether") for child in verb.children):
        return True
    to = any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    if to and verb.head.i != verb.i and verb.head.lemma_.lower() in _WORDS["unreal"]:
        return True
    return verb.dep_ == "conj" and verb.head.pos_ == "VERB" and _is_unreal(verb.head) and not _subject(verb)


def _is_shared(verb: Token, table: dict[str, list[str]]) -> bool:
    """Tell whether one number counts the killed with others ("killed or wounded 12", "killed or captured")."""
    others = {word for name in _KINDS if _TABLE[name] is not table for word in _TABLE[name]["transitive"]}
    joined = [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB" and not _subject(c)]
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not _subject(verb):
        joined.append(verb.head)
    either = any(c.dep_ == "cc" and c.lower_ == "or" for word in (verb, *joined) for c in word.children)
    own = _children(verb, "dobj", "nsubjpass")
    return any(
        (other.lemma_.lower() in others or either) and not (own and _children(other, "dobj", "nsubjpass"))
        for other in joined
    )


def _subject(verb: Token) -> list[Token]:
    return _children(verb, "nsubj", "nsubjpass")


def _toll(
    word: Token, kind: TollKind, groups: list[_Group], *, shared: bool = False, open_end: bool = False
) -> Toll:
    least = [group.quantity.min for group in groups if group.quantity.min is not None]
    most = [group.quantity.max for group in groups]
    who = next((group.who for group in groups if group.who is not None), None)
    end = max(group.end for group in groups)
    doubted = any(token.lower_ in _WORDS["doubted"] for token in word.ancestors)
    return Toll(
        start=min(group.start for group in groups),
        end=end,
        kind=kind,
        min=None if shared or doubted or not least else sum(least),
        max=None if open_end or None in most else sum(number or 0 for number in most),
        word_start=word.idx,
        word_end=_end(word),
        victims=_trimmed(word.doc.text, who, end) if who is not None else None,
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    return (start, end) if start < end else None


_STATES = {
    kind: re.compile(
        rf"\s+(?P<who>(?:[^\W\d][\w'’-]*\s+){{0,4}}?)(?P<state>{'|'.join(_TABLE[kind]['states'])})\b", re.I
    )
    for kind in _KINDS
}
_BARS = re.compile(
    r"\b(?:that|which|who|and|but|when|after|has|had|not|never|by|in|on|at|said|could|would|will|may|might|to|as|while)\b",
    re.I,
)
_TOLL_PATTERNS: list[tuple[TollKind, re.Pattern[str]]] = [
    *(("killed", re.compile(pattern, re.I)) for pattern in _TABLE["toll"]["patterns"]),
    *(("injured", re.compile(pattern, re.I)) for pattern in _TABLE["toll"]["injured_patterns"]),
]


def _of_number(quantity: Quantity, doc: Doc, last: int) -> Iterator[Toll]:
    """Read a number by its neighbours, where grammar found nothing: headlines, "three dead", "the toll rose to 17"."""
    text = doc.text
    for kind, pattern in _TOLL_PATTERNS:
        if told := pattern.search(text, max(0, quantity.start - 140), quantity.start):
            word = told.start()
            yield Toll(
                quantity.start,
                quantity.end,
                kind,
                quantity.min,
                quantity.max,
                word,
                word + len(told[0].rstrip()),
            )
            return
    if _PART_OF.search(text[max(0, quantity.start - 14) : quantity.start]):
        return
    for kind in _KINDS:
        near = _STATES[kind].match(text, quantity.end, min(last, quantity.end + 80))
        if (
            near
            and not _names_thing(text[near.end() : near.end() + 24].split(" ")[1:2])
            and not _BARS.search(near["who"])
            and not _names_thing(near["who"].split())
        ):
            yield _stated(quantity, kind, near, text)


def _names_thing(words: list[str]) -> bool:
    return any(word.lower().strip(".,;").removesuffix("s") in _WORDS["things"] for word in words)


def _stated(quantity: Quantity, kind: TollKind, near: re.Match[str], text: str) -> Toll:
    words = re.sub(
        r"\s*\b(?:were|was|are|is|feared|left|found|others?|more|been|reported|also)\b.*|\s+$",
        "",
        near["who"],
        flags=re.I | re.S,
    )
    who = _trimmed(text, near.start("who"), near.start("who") + len(words))
    doubted = any(word in _WORDS["doubted"] for word in near["who"].lower().split())
    low = None if doubted else quantity.min
    end = who[1] if who else quantity.end
    return Toll(quantity.start, end, kind, low, quantity.max, *near.span("state"), victims=who)


_NONE: list[tuple[tuple[TollKind, ...], re.Pattern[str]]] = [
    (kinds, re.compile(r"\b(?:" + _TABLE["none"][name].replace(" ", r"\s+") + r")\b", re.I))
    for name, kinds in (("both", _KINDS), ("killed", ("killed",)), ("injured", ("injured",)))
]
_UNLESS = re.compile(_TABLE["none"]["unless"], re.I)


def _none_reported(doc: Doc) -> list[Toll]:
    text = doc.text
    found: list[Toll] = []
    for kinds, pattern in _NONE:
        for match in pattern.finditer(text):
            inside = any(toll.start <= match.start() < toll.end and toll.kind in kinds for toll in found)
            if not inside and not _UNLESS.search(text, max(0, match.start() - 40), match.start()):
                start, end = match.span()
                found += [Toll(start, end, kind, 0, 0, start, end) for kind in kinds]
    return found


_MARKERS = re.compile("|".join(_TABLE["total"]["markers"]), re.I)
_APART = frozenset({"relcl", "advcl", "ccomp", "parataxis"})


def _is_total(doc: Doc, toll: Toll) -> bool:
    number = toll.min if toll.min is not None else toll.max or 0
    if number >= _TABLE["total"]["always_from"]:
        return True
    span = doc.char_span(toll.word_start, toll.word_end, alignment_mode="expand")
    if span is None:
        return False
    clause = _clause(span.root)
    words = " ".join(token.text for token in clause)
    perfect = any(token.lemma_ == "have" and token.dep_ == "aux" for token in clause)
    if perfect and number >= _TABLE["total"]["perfect_from"]:
        return True
    return bool(_MARKERS.search(words))


def _clause(word: Token) -> list[Token]:
    """Return the words of the clause a casualty word stands in, with the noun it tells of ("the war that killed ...")."""
    root = word
    while root.pos_ not in ("VERB", "AUX") and root.head.i != root.i:
        root = root.head
    while root.dep_ == "conj" and root.head.pos_ == "VERB" and not _subject(root):
        root = root.head
    outer = [root.head] if root.dep_ == "relcl" else []
    return sorted({*_within(root), *(t for o in outer for t in (*o.lefts, o))}, key=lambda token: token.i)


def _within(root: Token) -> Iterator[Token]:
    yield root
    for child in root.children:
        since = any(mark.lower_ == "since" for mark in child.lefts)
        apart = (child.dep_ in _APART and not since) or (
            child.dep_ == "conj" and child.pos_ == "VERB" and _subject(child)
        )
        if not apart:
            yield from _within(child)
