"""The place names around a trigger -> how each hangs on it, as spots with a weight and the rule behind it.

Alone knows which names of a sentence are the event's place and which are the speaker's seat, somebody's home
town, the place a rocket came from, or the reporter's dateline.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from geo.extract import dateline, lexicon
from geo.extract.capital import capitals
from geo.extract.country import Countries, World
from geo.extract.lexicon import verbs, words
from geo.extract.names import ALIGNED
from geo.extract.nesting import fineness
from geo.extract.phrases import text_of
from geo.extract.triggers import Trigger
from geo.model import Toponym

_TAKES_FROM = frozenset({"kidnap", "abduct", "seize", "snatch", "take", "kidnapping", "abduction"})
_STRUCK = frozenset({"patient", "goal", "effect", "of"})
_MEASURES = words("where measures")
_PARTS = words("where parts")
SPREAD = "all over"
HEADING = "heading of the paragraph"
_VEHICLES = words("senses vehicles")
_WHERE = frozenset({"in", "at", "near", "outside", "around", "between", "beside"})
_SETTLED = words("where settled")
_WAYS = frozenset({"road", "highway", "way", "route", "street", "railway", "line"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place name seen from a trigger: 3 hangs on the trigger or its target, 2 on its clause, 1 stands in
    its sentence, 0 near it. `rule` says why. `vague`: nobody knows where the name is but in which country;
    not `named`: the words show the country and do not name it ("Velorian", a town of it).
    """

    toponym: Toponym
    weight: int
    rule: str
    vague: bool = False
    named: bool = True


class Map:
    """The place names of one text by token, and which of them are only the dateline."""

    def __init__(self, doc: Doc, toponyms: Sequence[Toponym], *, world: World) -> None:
        self.doc = doc
        self.text = text_of(doc)
        self.heads = dateline.heads(self.text)
        self.bullets = [s for s in dateline.labels(self.text) if self.text[s[0]] in dateline.BULLETS]
        self._breaks = dateline.breaks(self.text)
        self.demonyms = [t for t in toponyms if t.kind == "demonym" and t.place is not None]
        seats = [t for t in toponyms if t.kind != "demonym" and t.place and self.in_dateline(t.start)]
        self.country = Countries(self.text, toponyms, seats=seats, known=world.country)
        self.unknown = [t for t in toponyms if t.kind != "demonym" and t.place is None]
        placed = [t for t in toponyms if t.kind != "demonym" and t.place is not None]
        implied = capitals(doc, toponyms, country=self.country, capital=world.capital)
        self.implied = frozenset(t.start for t in implied)
        placed += implied
        vague = [t for t in map(self._in_its_country, self.unknown) if t is not None]
        self.vague = frozenset(t.start for t in vague)
        self.toponyms = sorted([*placed, *vague], key=lambda t: (t.start, -t.end))
        self._root: dict[int, Token] = {}
        self._at: dict[int, Toponym] = {}
        for toponym in self.toponyms:
            span = doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
            if span is not None and len(span) and not lexicon.person(span.root) and not _is_vessel(span.root):
                self._root[toponym.start] = span.root
                if toponym.start not in self.vague:
                    self._at.update({token.i: toponym for token in span})
        self.seats = [t for t in placed if self.in_dateline(t.start)]

    def _in_its_country(self, toponym: Toponym) -> Toponym | None:
        """Return a name that nobody knows, where a place is named, with the country that its passage is
        about.
        """
        span = self.doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
        if span is None or self.in_dateline(toponym.start) or not _is_where(span.root):
            return None
        country = self.country.of_passage(toponym.start)
        if country is None or country.place is None:
            return None
        held = replace(country.place, name=toponym.name, gazetteer_id=None, within=(country.place.name,))
        return replace(toponym, place=held)

    def in_dateline(self, offset: int) -> bool:
        """Return whether a code point lies in the dateline, which says where and when was written, not what
        happened.
        """
        return any(start <= offset < end for start, end in self.heads)

    def paragraph(self, offset: int) -> tuple[int, int]:
        """Return the code points of the paragraph or bullet that a code point stands in."""
        after = bisect_right(self._breaks, offset)
        end = self._breaks[after] if after < len(self._breaks) else len(self.text)
        return self._breaks[after - 1], end

    def in_bullet(self, offset: int) -> bool:
        """Return whether a code point lies in the words that head one bullet of a digest."""
        return any(start <= offset < end for start, end in self.bullets)

    def at(self, token: Token) -> Toponym | None:
        """Return the place name that covers a token."""
        return self._at.get(token.i)

    def inside(self, start: int, end: int) -> list[Toponym]:
        """Return the place names between two code points, datelines left out."""
        return [t for t in self.toponyms if start <= t.start < end and t not in self.seats]

    def around(self, start: int, end: int) -> list[Toponym]:
        """Return the place names between two code points that are nobody's nationality or seat."""
        return [t for t in self.inside(start, end) if t.start not in self.vague and not self._is_attribute(t)]

    def countries(self, start: int, end: int) -> list[Toponym]:
        """Return the countries named between two code points that are no speaker's and no official's."""
        return [
            t
            for t in self.inside(start, end)
            if t.place and t.start not in self.vague and fineness(t.place) == 5 and not self._is_office(t)
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
            vague = toponym.start in self.vague
            weight, rule = weigh(root, toponym, trigger, arguments, others)
            if weight >= (2 if vague else 0):
                rule = SPREAD if weight >= 2 and _spreads(root) and not vague else rule
                found.append(Spot(toponym, weight, rule, vague, toponym.start not in self.implied))
        return found

    def _scene(self, trigger: Trigger) -> list[Spot]:
        """Return the place that the nearest sentence before, in the same paragraph, opens with ('In Hroza,
        ...').
        """
        start = trigger.token.sent.start_char
        for toponym in reversed(self.inside(self.paragraph(start)[0], start)):
            root = self._root.get(toponym.start)
            if root is not None and _opens(root, toponym):
                return [Spot(toponym, 2, "scene of the paragraph", toponym.start in self.vague)]
        first, end = self.paragraph(start)
        heads = [t for t in self.seats if first <= t.start < end and self.in_bullet(t.start)]
        if heads:
            return [Spot(heads[-1], 2, HEADING)]
        heading = self.country.heading(start)
        return [Spot(heading, 2, HEADING)] if heading is not None else []


def _is_where(root: Token) -> bool:
    """Return whether a name that nobody knows stands where a place is named ('in X', 'the village of X', 'X
    district'), and not where a paper, a party or a person may be.
    """
    if root.lower_ in _SETTLED or root.head.lower_ in _SETTLED:
        return True
    if root.dep_ == "appos" and root.head.pos_ in ("PROPN", "NOUN"):
        return root.head.lower_ in _SETTLED
    if root.dep_ != "pobj":
        return False
    above = root.head
    if above.lower_ == "of" and above.head.lemma_.lower() in _SETTLED:
        return True
    if above.lower_ in ("of", "on"):
        return root.ent_type_ in ("GPE", "LOC")
    return above.lower_ in _WHERE and root.ent_type_ in ("GPE", "LOC", "FAC", "")


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


def weigh(
    root: Token, toponym: Toponym, trigger: Trigger, arguments: dict[int, str], others: frozenset[int]
) -> tuple[int, str]:
    """Return how a place name whose head is `root` hangs on a trigger, -1 not at all, and why; `arguments`
    are the roles of tokens by index, `others` the text's other triggers.
    """
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
            return (_of_person(path), "of a person") if _only_of_person(path) else (3, "of the target")
        if here.i in arguments and arguments[here.i] in ("agent", "owner", "with"):
            return (1, "where the actor was") if _stays(path) else (-1, "of the actor")
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
        return (2, "where the actor was") if _stays(path) else (-1, "of the actor")
    if _away(path, taken):
        return -1, "away from"
    if _only_of_person(path):
        return _of_person(path), "of a person"
    if any(t.dep_ in ("ccomp", "relcl", "advcl", "parataxis") for t in path[:-1]):
        return 1, "in a clause of it"
    return 3, "of the trigger"


def _stays(path: list[Token]) -> bool:
    """Return whether a name tells where those who act were ('shot by gunmen in X'), not whose they are."""
    return len(path) > 2 and path[0].dep_ == "pobj" and path[1].lower_ in ("in", "at", "near", "outside")


def _of_person(path: list[Token]) -> int:
    """Return how much a person's town says of the event's place: an official's a little, a home town none."""
    return -1 if any(t.dep_ == "prep" and t.lower_ == "from" for t in path) else 0


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
