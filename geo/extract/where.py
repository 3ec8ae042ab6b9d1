"""The place names around a trigger -> the place of the event, with the words that name it.

Alone knows which names of a sentence are the event's place and which are the speaker's seat, somebody's home
town, the place a rocket came from, or the reporter's dateline.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc, Token

from geo.extract import dateline, lexicon
from geo.extract.lexicon import verbs, words
from geo.extract.names import ALIGNED
from geo.extract.nesting import agree, contains, fineness
from geo.extract.triggers import Trigger
from geo.model import Place, Toponym

_TAKES_FROM = frozenset({"kidnap", "abduct", "seize", "snatch", "take", "kidnapping", "abduction"})
_STRUCK = frozenset({"patient", "goal", "effect", "of"})
_MEASURES = words("where measures")
_PARTS = words("where parts")
_SPREAD = "all over"
_VEHICLES = words("senses vehicles")
_WAYS = frozenset({"road", "highway", "way", "route", "street", "railway", "line"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place name seen from a trigger: 3 hangs on the trigger or its target, 2 on its clause, 1 stands in
    its sentence, 0 near it. `rule` says why.
    """

    toponym: Toponym
    weight: int
    rule: str


class Map:
    """The place names of one text by token, and which of them are only the dateline."""

    def __init__(self, doc: Doc, toponyms: Sequence[Toponym]) -> None:
        self.doc = doc
        self.toponyms = [t for t in toponyms if t.kind != "demonym" and t.place is not None]
        self.unknown = [t for t in toponyms if t.kind != "demonym" and t.place is None]
        self.demonyms = [t for t in toponyms if t.kind == "demonym" and t.place is not None]
        self._root: dict[int, Token] = {}
        self._at: dict[int, Toponym] = {}
        for toponym in self.toponyms:
            span = doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
            if span is not None and len(span) and not lexicon.person(span.root) and not _is_vessel(span.root):
                self._root[toponym.start] = span.root
                self._at.update({token.i: toponym for token in span})
        self.heads = dateline.heads(doc.text)
        self.seats = [t for t in self.toponyms if self.in_dateline(t.start)]

    def in_dateline(self, offset: int) -> bool:
        """Return whether a code point lies in the dateline, which says where and when was written, not what
        happened.
        """
        return any(start <= offset < end for start, end in self.heads)

    def at(self, token: Token) -> Toponym | None:
        """Return the place name that covers a token."""
        return self._at.get(token.i)

    def inside(self, start: int, end: int) -> list[Toponym]:
        """Return the place names between two code points, datelines left out."""
        return [t for t in self.toponyms if start <= t.start < end and t not in self.seats]

    def around(self, start: int, end: int) -> list[Toponym]:
        """Return the place names between two code points that are nobody's nationality or seat."""
        return [t for t in self.inside(start, end) if not self._is_attribute(t)]

    def countries(self, start: int, end: int) -> list[Toponym]:
        """Return the countries named between two code points that are no speaker's and no official's."""
        return [
            t
            for t in self.inside(start, end)
            if t.place and fineness(t.place) == 5 and not self._is_office(t)
        ]

    def _is_office(self, toponym: Toponym) -> bool:
        root = self._root.get(toponym.start)
        if root is None or _is_spoken([root, *root.ancestors]):
            return True
        owner = root.head
        return root.dep_ == "poss" and bool(lexicon.person(owner) or ALIGNED.match(owner.lower_))

    def _is_attribute(self, toponym: Toponym) -> bool:
        root = self._root.get(toponym.start)
        if root is None or _nationality(root, toponym):
            return True
        path = [root, *root.ancestors]
        return _is_spoken(path) or _only_of_person(path) or _away(path)

    def spots(self, trigger: Trigger, others: frozenset[int]) -> list[Spot]:
        """Return the place names of the trigger's sentence that may be where it happened; where none hangs on
        it, also the one that sets the scene of its paragraph. `others` are the tokens of the text's other
        triggers.
        """
        found = self._of_sentence(trigger, others)
        if any(spot.weight >= 2 for spot in found):
            return found
        return found + self._scene(trigger)

    def _of_sentence(self, trigger: Trigger, others: frozenset[int]) -> list[Spot]:
        sentence = trigger.token.sent
        arguments = {a.token.i: a.role for a in trigger.arguments}
        found = []
        for toponym in self.inside(sentence.start_char, sentence.end_char):
            root = self._root.get(toponym.start)
            if root is None:
                continue
            weight, rule = _weight(root, toponym, trigger, arguments, others)
            if weight >= 0:
                found.append(Spot(toponym, weight, _SPREAD if weight >= 2 and _spreads(root) else rule))
        return found

    def _scene(self, trigger: Trigger) -> list[Spot]:
        """Return the place that the nearest sentence before, in the same paragraph, opens with ('In Hroza,
        ...').
        """
        text = self.doc.text
        start = trigger.token.sent.start_char
        paragraph = max(text.rfind("\n\n", 0, start), 0)
        for toponym in reversed(self.inside(paragraph, start)):
            root = self._root.get(toponym.start)
            if root is not None and _opens(root, toponym):
                return [Spot(toponym, 2, "scene of the paragraph")]
        return []


def _is_spoken(path: list[Token]) -> bool:
    return any(
        child.dep_ in ("nsubj", "prep", "agent") and above.lemma_.lower() in verbs("speech")
        for child, above in pairwise(path)
    )


def _spreads(root: Token) -> bool:
    """Return whether an event is told to have been all over a place ('across Velland')."""
    return root.dep_ == "pobj" and root.head.lower_ in ("across", "throughout")


def _is_vessel(root: Token) -> bool:
    """Return whether a name is a ship's that is called after a place ('the Torsk, a ferry')."""
    return any(c.dep_ == "appos" and c.lemma_.lower() in _VEHICLES for c in root.children)


def _opens(root: Token, toponym: Toponym) -> bool:
    """Return whether a place name opens its sentence as an adverbial or a label ('SYRIA.')."""
    sentence = root.sent
    if len(sentence) <= 3:
        return True
    if root.dep_ != "pobj" or toponym.start - sentence.start_char > 60:
        return False
    verb = next((t for t in sentence if t.pos_ in ("VERB", "AUX")), None)
    if verb is not None and (root.i > verb.i or root.head.head.lemma_.lower() in verbs("speech")):
        return False
    return root.head.lower_ in ("in", "at", "near", "outside")


def _weight(
    root: Token, toponym: Toponym, trigger: Trigger, arguments: dict[int, str], others: frozenset[int]
) -> tuple[int, str]:
    if _nationality(root, toponym):
        return -1, "a nationality"
    before = root.head.nbor(-1) if root.dep_ == "pobj" and root.head.i else None
    if (
        before is not None
        and before.i in others
        and before != trigger.token
        and before.pos_ in ("NOUN", "PROPN")
    ):
        return -1, "of another event"
    above = list(trigger.token.ancestors)
    if root in above:
        return 3, "where it happened"
    here, path = root, [root]
    for _ in range(12):
        if here == trigger.token:
            return _attached(path, arguments)
        if here != root and arguments.get(here.i) in _STRUCK:
            return (0, "of a person") if _only_of_person(path) else (3, "of the target")
        if here.i in arguments and arguments[here.i] in ("agent", "owner", "with"):
            return -1, "of the actor"
        if here.head == here:
            break
        if (
            here.dep_ in ("nsubj", "agent")
            and here.head.lemma_.lower() in verbs("speech")
            and here.head != trigger.token
        ):
            return -1, "the speaker's"
        here = here.head
        path.append(here)
        if here.i in others and here != trigger.token and here not in above and _is_apart(here):
            return -1, "of another event"
    if any(t.dep_ == "pobj" and t.head.lower_ == "to" and t.head.head.lower_ == "according" for t in path):
        return -1, "the speaker's"
    if _only_of_person(path) or _away(path):
        return -1, "of a person"
    if _clause_of(trigger.token, above, path, others):
        return 2, "of the clause"
    return 1, "in the sentence"


def _clause_of(trigger: Token, above: list[Token], path: list[Token], others: frozenset[int]) -> bool:
    """Return whether a name hangs on a verb over the trigger, no verb of saying between ('in X, five died
    when ...').
    """
    for below, verb in zip([trigger, *above], above, strict=False):
        if below.dep_ in ("acl", "relcl") and not any(c.lower_ == "where" for c in below.children):
            return False
        if verb.lemma_.lower() in verbs("speech") and not (path[0].i < trigger.i < verb.i):
            return False  # a place before the clause is the clause's own where the saying follows it
        if verb in path:
            return not any(t.dep_ == "conj" and t.i in others for t in path[: path.index(verb)])
    return False


def _is_apart(event: Token) -> bool:
    """Return whether another trigger names another event: a noun, or a clause of time ('after X did')."""
    if event.pos_ in ("NOUN", "PROPN"):
        return True
    return any(
        c.dep_ in ("mark", "prep", "advmod") and c.lower_ in ("after", "before", "since")
        for c in event.children
    )


def _nationality(root: Token, toponym: Toponym) -> bool:
    """Return whether a country's name only says whose something is ('the U.S. embassy', "Iraq's army")."""
    if toponym.place is None or toponym.place.level != "country" or root.head == root:
        return False
    if root.dep_ in ("compound", "amod", "nmod") or ALIGNED.match(root.head.lower_):
        return True
    return root.dep_ == "poss" and not {root.head.lower_, root.head.lemma_.lower()} & _PARTS


def _attached(path: list[Token], arguments: dict[int, str]) -> tuple[int, str]:
    taken = "from" if path[-1].lemma_.lower() in _TAKES_FROM else ""
    if any(
        t.i in arguments and arguments[t.i] in ("agent", "with", "" if taken else "source") for t in path[:-1]
    ):
        return -1, "of the actor"
    if _away(path, taken):
        return -1, "away from"
    if _only_of_person(path):
        return 0, "of a person"
    if any(t.dep_ in ("ccomp", "relcl", "advcl", "parataxis") for t in path[:-1]):
        return 1, "in a clause of it"
    return 3, "of the trigger"


def _only_of_person(path: list[Token]) -> bool:
    """Return whether the name tells whose or whence a person is ('a teacher from Leeds', 'the Kabul police
    chief').
    """
    for child, above in pairwise(path):
        row = lexicon.person(above)
        if row is None or lexicon.target(above):
            continue
        if (child.dep_ == "prep" and child.lower_ in ("from", "of")) or child.dep_ in (
            "compound",
            "nmod",
            "poss",
        ):
            return True
    return False


def _away(path: list[Token], spared: str = "") -> bool:
    """Return whether the event came from there, went there or speaks of it ('fired from', 'fled to')."""
    for child, above in pairwise(path):
        if child.dep_ == "prep" and child.lower_ != spared and _leads_away(child, above):
            measured = above.lemma_.lower() in _MEASURES or any(
                t.lemma_.lower() in _MEASURES for t in [*child.lefts, *above.children]
            )
            if not measured:
                return True
        if child.dep_ == "prep" and child.lower_ == "to" and above.lemma_.lower() in verbs("motion") | _WAYS:
            return True
    return False


def _leads_away(preposition: Token, above: Token) -> bool:
    """Return whether 'from' tells whence one came, not out of what; 'about' and 'for' always do."""
    if preposition.lower_ in ("about", "for"):
        return True
    moved = above.lemma_.lower() in verbs("motion") | verbs("send") or above.pos_ not in ("VERB", "AUX")
    return preposition.lower_ == "from" and moved


def finest(spots: Iterable[Spot]) -> Spot | None:
    """Return the finest of the best attached place names, the first of equals."""
    return min(spots, key=lambda s: (-s.weight, fineness(_place(s)), s.toponym.start), default=None)


def _place(spot: Spot) -> Place:
    assert spot.toponym.place is not None
    return spot.toponym.place


def choose(
    sentences: Sequence[Sequence[Spot]],
    *,
    around: Sequence[Spot],
    title: Sequence[Toponym],
    seats: Sequence[Toponym],
) -> Spot | None:
    """Return the place of an event told in several sentences.

    The finest name that hangs on a trigger; a finer one of the event's sentences, then of the sentences
    around them, where it lies within; the title, then the dateline only where those name no place at all.
    """
    spots = [spot for sentence in sentences for spot in sentence]
    attached = [s for s in spots if s.weight >= 2]
    lead: Sequence[Spot] = next((sentence for sentence in sentences if sentence), ())
    over = next((s for s in lead if s.rule == _SPREAD), None)
    if over is not None:
        return over
    best = _of_lead(sentences) or _first(attached) or finest(spots)
    if best is None:
        best = finest(around)
        return (
            best
            or finest(Spot(t, 0, "title") for t in title)
            or finest(Spot(t, 0, "dateline") for t in seats)
        )
    finer = [
        s
        for s in [*attached, *spots]
        if fineness(_place(s)) < fineness(_place(best)) and contains(_place(best), _place(s))
    ]
    if not finer and fineness(_place(best)) >= 4:
        finer = [s for s in around if fineness(_place(s)) < 4 and contains(_place(best), _place(s))]
    return min(finer, key=lambda s: (-s.weight, fineness(_place(s)), s.toponym.start)) if finer else best


def _of_lead(sentences: Sequence[Sequence[Spot]]) -> Spot | None:
    """Return the town the first telling names, where only a later one has a place hang on it: a country."""
    named = [spots for spots in sentences if spots]
    if len(named) < 2 or any(s.weight >= 2 for s in named[0]):
        return None
    later = _first([s for spots in named[1:] for s in spots if s.weight >= 2])
    town = finest(named[0])
    if later is None or town is None or fineness(_place(later)) < 5 or fineness(_place(town)) > 2:
        return None
    return town


def _first(attached: Sequence[Spot]) -> Spot | None:
    """Return the place the first telling gives, the finest of those that agree with it."""
    if not attached:
        return None
    first = max(attached, key=lambda s: s.weight)
    same = [s for s in attached if agree(_place(first), _place(s))]
    return min(same, key=lambda s: (fineness(_place(s)), -s.weight, s.toponym.start))
