"""The place names around a trigger -> how each hangs on it, as spots with a weight and the rule behind it.

Alone knows the names of a whole text: those of its dateline, of a paragraph's heading and scene, and those
that nobody knows. `hanging.py` knows the grammar of one sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from geo.extract import dateline, lexicon
from geo.extract.capital import capitals
from geo.extract.country import Countries, World
from geo.extract.hanging import (
    ON_THE_WAY,
    away,
    is_listed,
    is_of_force,
    is_spoken,
    nationality,
    only_of_person,
    weigh,
)
from geo.extract.lexicon import verbs, words
from geo.extract.names import ALIGNED
from geo.extract.nesting import fineness
from geo.extract.phrases import text_of
from geo.extract.senses import is_event_noun
from geo.extract.triggers import Trigger
from geo.extract.unknown import is_office, is_part_of_town, is_where
from geo.model import Toponym

SPREAD = "all over"
HEADING = "heading of the paragraph"
_CALLED_AFTER = words("spots called after")
_VEHICLES = words("senses vehicles")
_HERE = frozenset({"city", "town", "village", "port"})
_ATTRIBUTES = frozenset({"amod", "compound", "nmod", "poss"})
_ABROAD = frozenset({"military", "diplomatic"})  # an army and an embassy show no country
_TROOPS = frozenset({"forces", "troops", "army", "military", "soldiers", "regime"})
_DRIVE_KM = 20.0  # as far as what is told to be near a town


@dataclass(frozen=True, slots=True)
class Spot:
    """A place name seen from a trigger: 3 hangs on the trigger or its target, 2 on its clause, 1 stands in
    its sentence, 0 near it. `rule` says why. `vague`: nobody knows where the name is but in which country;
    not `named`: the words show the country and do not name it ("Velorian", a town of it). `listed`: one of
    several in a row; `part`: a quarter or a street of a town.
    """

    toponym: Toponym
    weight: int
    rule: str
    vague: bool = False
    named: bool = True
    listed: bool = False
    part: bool = False


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
        whose = frozenset(t.start for t in self.demonyms if self._is_of_arms(t))
        self.country = Countries(self.text, toponyms, seats=seats, whose=whose, known=world.country)
        toponyms = [t for t in toponyms if not (self._is_called_after(t) or self._is_government(t, world))]
        toponyms = [replace(t, place=None) if self.country.is_namesake(t) else t for t in toponyms]
        self.unknown = [t for t in toponyms if t.kind != "demonym" and t.place is None]
        placed = [t for t in toponyms if t.kind != "demonym" and t.place and not self._is_office_held(t)]
        implied = capitals(doc, toponyms, country=self.country, capital=world.capital)
        self.implied = frozenset(t.start for t in implied)
        placed += implied
        vague = [t for t in map(self._in_its_country, self.unknown) if t is not None]
        self.vague = frozenset(t.start for t in vague)
        self.parts = frozenset(t.start for t in vague if is_part_of_town(self._words(t)))
        self.toponyms = sorted([*placed, *vague], key=lambda t: (t.start, -t.end))
        self._root: dict[int, Token] = {}
        self._at: dict[int, Toponym] = {}
        for toponym in self.toponyms:
            span = self._words(toponym)
            if len(span) and not lexicon.person(span.root) and not _is_vessel(span.root):
                self._root[toponym.start] = span.root
                if toponym.start not in self.vague:
                    self._at.update({token.i: toponym for token in span})
        self.seats = [t for t in placed if self.in_dateline(t.start)]

    def _in_its_country(self, toponym: Toponym) -> Toponym | None:
        """Return a name that nobody knows, where a place is named, with the country that its passage is
        about.
        """
        if self.in_dateline(toponym.start) or not is_where(self._words(toponym)):
            return None
        country = self.country.of_passage(toponym.start)
        if country is None or country.place is None:
            return None
        held = replace(country.place, name=toponym.name, gazetteer_id=None, within=(country.place.name,))
        return replace(toponym, place=held)

    def _is_of_arms(self, toponym: Toponym) -> bool:
        """Return whether a nationality says whose shells or troops they were, not where ("Velorian shelling
        of Ket").
        """
        noun = self._words(toponym).root
        follows = self.doc[noun.i + 1] if noun.i + 1 < len(self.doc) else noun
        if toponym.kind == "demonym" and is_event_noun(follows.lower_):
            return True  # also where the parse is broken
        if toponym.kind != "demonym" or noun.dep_ not in _ATTRIBUTES:
            return False
        while noun.dep_ in _ATTRIBUTES:
            noun = noun.head
        person, target = lexicon.person(noun), lexicon.target(noun)
        armed = (person is not None and person["stance"] == "force") or lexicon.weapon(noun) is not None
        army = target is not None and target["kind"] in _ABROAD
        return armed or army or is_event_noun(noun.lemma_.lower())

    def _is_called_after(self, toponym: Toponym) -> bool:
        """Return whether a hotel, street or the like bears the name of a place abroad ('the Cairo hotel')."""
        word = self._words(toponym).root
        house = word.head.lemma_.lower() in _CALLED_AFTER and word.dep_ in ("compound", "nmod", "amod")
        home = self.country.of_passage(toponym.start) if house else None
        if home is None or home.place is None or toponym.place is None:
            return False
        return toponym.place.level == "city" and toponym.place.country != home.place.country

    def _is_government(self, toponym: Toponym, world: World) -> bool:
        """Return whether a capital's name stands for its government ("Velorne's forces shelled Ket")."""
        place = toponym.place
        if place is None or place.level != "city" or not place.country:
            return False
        seat = world.capital(place.country)
        return seat is not None and seat.gazetteer_id == place.gazetteer_id and self._is_of_troops(toponym)

    def _is_of_troops(self, toponym: Toponym) -> bool:
        """Return whether a name or its possessive stands right before a word for troops."""
        words = self._words(toponym)
        at = next((i for i in range(words.end, len(self.doc)) if self.doc[i].tag_ != "POS"), None)
        return at is not None and self.doc[at].lower_ in _TROOPS

    def _is_office_held(self, toponym: Toponym) -> bool:
        """Return whether a name is an embassy's or the like, known only to lie in its town."""
        unknown = toponym.place is not None and toponym.place.gazetteer_id is None
        return unknown and is_office(self._words(toponym))

    def _words(self, toponym: Toponym) -> Span:
        words = self.doc.char_span(toponym.start, toponym.end, alignment_mode="expand")
        assert words is not None, toponym
        return words

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

    def standing(self) -> list[Toponym]:
        """Return the places below a country that the text names, none that only a doer, a speaker or the way
        there is told by.
        """
        known = (t for t in self.toponyms if t.place and t.start not in self.vague and fineness(t.place) < 5)
        return [t for t in known if t.start in self._root and not self._tells_who(t)]

    def _tells_who(self, toponym: Toponym) -> bool:
        """Return whether a name says who speaks or acts, or whence and whither one went."""
        root = self._root[toponym.start]
        path = [root, *root.ancestors]
        speaks = root.dep_ == "nsubj" and root.head.lemma_.lower() in verbs("speech")
        return speaks or nationality(root, toponym) or is_of_force(root) or away(path)

    def parts_around(self, start: int, end: int) -> list[Toponym]:
        """Return the quarters and streets that nobody knows, told to be where something stands or was done
        between two code points.
        """
        found = [t for t in self.inside(start, end) if t.start in self.parts and not self._is_attribute(t)]
        return [t for t in found if _is_in(self._root[t.start])]

    def countries(self, start: int, end: int) -> list[Toponym]:
        """Return the countries named between two code points that are no speaker's and no official's."""
        return [
            t
            for t in self.inside(start, end)
            if t.place and t.start not in self.vague and fineness(t.place) == 5 and not self._is_office(t)
        ]

    def _is_office(self, toponym: Toponym) -> bool:
        root = self._root.get(toponym.start)
        if root is None or is_spoken([root, *root.ancestors]):
            return True
        owner = root.head
        return root.dep_ == "poss" and bool(lexicon.person(owner) or ALIGNED.match(owner.lower_))

    def _is_attribute(self, toponym: Toponym) -> bool:
        root = self._root.get(toponym.start)
        if root is None or nationality(root, toponym):
            return True
        path = [root, *root.ancestors]
        return is_spoken(path) or only_of_person(path) or away(path)

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
                told = _farther(toponym) if rule == ON_THE_WAY else toponym
                named = toponym.start not in self.implied
                part = vague and toponym.start in self.parts
                found.append(Spot(told, weight, rule, vague, named, is_listed(root, trigger.token), part))
        return found + self._here(trigger, arguments, others)

    def _here(self, trigger: Trigger, arguments: dict[int, str], others: frozenset[int]) -> list[Spot]:
        """Return the dateline's town where the trigger's sentence points at it ("here", "in this town")."""
        towns = {t.place.gazetteer_id: t for t in self.seats if t.place and t.place.level == "city"}
        if len(towns) != 1:
            return []
        (town,) = towns.values()
        weighed = [weigh(t, town, trigger, arguments, others) for t in trigger.token.sent if _is_here(t)]
        return [Spot(town, weight, f"here: {rule}", named=False) for weight, rule in weighed if weight >= 2]

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


def _spreads(root: Token) -> bool:
    """Return whether an event is told to have been all over a place ('across Velland')."""
    return root.dep_ == "pobj" and root.head.lower_ in ("across", "throughout")


def _is_in(root: Token) -> bool:
    """Return whether a name or the noun that it stands before is told to be where something is."""
    noun = root.head if root.dep_ in ("compound", "nmod") else root
    return noun.dep_ == "pobj" and noun.head.lower_ in ("in", "at", "on")


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


def _is_here(token: Token) -> bool:
    """Return whether a word points at where the report was written ("here", "in this city")."""
    if token.lower_ == "here":
        return token.dep_ == "advmod"
    return token.lower_ in _HERE and any(c.lower_ == "this" for c in token.lefts)


def _farther(toponym: Toponym) -> Toponym:
    """Return a place that those it happened to had not reached, its radius widened by a drive."""
    assert toponym.place is not None
    km = toponym.place.uncertainty_km + _DRIVE_KM
    return replace(toponym, place=replace(toponym.place, uncertainty_km=km))
