"""A trigger with its arguments -> one mention of an event: who, what, whom, with what, when, in one
sentence's words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from geo.extract import kinds, lexicon, reference, things
from geo.extract.actors import Parties, Party, is_pronoun
from geo.extract.factuality import governors
from geo.extract.lexicon import verbs
from geo.extract.phrases import modifiers, referent
from geo.extract.spots import Map, Spot
from geo.extract.suffering import is_downing, suffering, suffers
from geo.extract.things import Thing
from geo.extract.time import TimeExpression
from geo.extract.triggers import Trigger

_ACTING = ("agent", "owner", "modifier", "head")
_SUFFERING = ("patient", "goal", "of", "victim", "effect", "to", "head", "owner", "place", "beside")
_TAKES_PEOPLE = frozenset({"assassination", "kidnapping", "stabbing", "hijacking"})
_TIMES = frozenset({"DATE", "TIME"})
_LIKE_PLACES = frozenset({"GPE", "LOC"})
_ORGANISED = frozenset({"ORG", "FAC"})
_BURST_AT = frozenset({"bombing", "suicide_bombing"})
_UNACCUSATIVE = frozenset({"burn", "explode", "detonate", "go", "blow"})
_FROM_AFAR = frozenset({"air_strike", "drone_strike", "missile_strike", "rocket_attack", "shelling"})
_DYING = frozenset({"die", "perish", "lose"})
_NOT_WHO = frozenset({"terrorist", "terror", "suicide", "bomber", "militant", "enemy", "insurgent"})
_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today"})


@dataclass(frozen=True, slots=True)
class Doer:
    """A party in the role of actor, the word that names it and the row of `roles.csv` that found it."""

    party: Party
    token: Token
    rule: str


@dataclass(frozen=True, slots=True)
class Mention:
    """One trigger that tells of something that happened, and everything its sentence says of it. `more` says
    that its dead fell in another town of what was told before. `entry` numbers the paragraph of a list that
    it stands in, `chronicled` says that its day heads that paragraph.
    """

    trigger: Trigger
    sentence: Span
    number: int
    type: str
    doers: tuple[Doer, ...]
    targets: tuple[Thing, ...]
    victims: tuple[Thing, ...]
    weapons: tuple[Thing, ...]
    spots: tuple[Spot, ...]
    when: TimeExpression | None
    clock: str | None
    definite: bool
    apart: bool
    several: bool
    answers: bool
    more: bool = False
    entry: int | None = None
    chronicled: bool = False

    @property
    def unspecific(self) -> bool:
        """Return whether a noun names a kind of attack only: no article, time, place or name."""
        token = self.trigger.token
        timed = self.when is not None or self.clock is not None or _is_timed(self.sentence)
        if self.trigger.pos == "verb" or timed or any(s.weight >= 2 for s in self.spots):
            return False
        counted = any(t.dep_ in ("det", "nummod", "poss") for t in token.lefts) and not self.several
        return not counted and not any(d.party.named for d in self.doers)

    @property
    def is_effect(self) -> bool:
        """Return whether the trigger only names what another event did."""
        return self.trigger.strength == "effect"


class Reader:
    """Reads mentions in one text, given who and what is named where."""

    def __init__(self, parties: Parties, places: Map, triggers: Sequence[Trigger]) -> None:
        self.parties, self.places = parties, places
        self.triggers = frozenset(trigger.token.i for trigger in triggers)

    def read(self, trigger: Trigger, *, number: int, told: TimeExpression | None) -> Mention:
        """Return the mention that `trigger` makes in sentence `number`, `told` in its time."""
        weapons = tuple(things.arms(trigger.token, trigger.arguments, downing=is_downing(trigger)))
        doers = tuple(self._doers(trigger))
        acting = {d.token.i for d in doers}
        hit = list(suffering(trigger, acting=acting, doing=self._is_doer, places=self.places))
        return Mention(
            trigger=trigger,
            sentence=trigger.token.sent,
            number=number,
            type=kinds.refined(trigger, [w.kind for w in weapons], [d.party for d in doers]),
            doers=doers,
            targets=tuple(t for t, human in hit if not human),
            victims=tuple(t for t, human in hit if human),
            weapons=weapons,
            spots=tuple(self.places.spots(trigger, self.triggers)),
            when=told if told is not None and told.rule != "published" else None,
            clock=told.when.time if told is not None else None,
            definite=reference.definite(trigger),
            apart=reference.apart(trigger),
            several=reference.several(trigger),
            answers=reference.answers(trigger),
        )

    # who did it

    def _doers(self, trigger: Trigger) -> Iterator[Doer]:
        seen: set[int] = set()
        if _happens_to_subject(trigger):
            return
        for argument in trigger.arguments:
            if argument.role in _ACTING and not (
                _is_label(argument.token)
                or suffers(trigger, argument.role, argument.token, doing=self._is_doer)
                or _nobody(argument.token)
                or _only_tells(argument.token)
            ):
                for token, rule in self._acting(argument.token, argument.rule):
                    found = self._party(trigger, token, argument.role)
                    if found and found.start not in seen:
                        seen.add(found.start)
                        yield Doer(found, token, rule)

    def _is_doer(self, token: Token) -> bool:
        row = lexicon.person(token)
        if row is not None:
            return row["stance"] in ("armed", "force")
        return self.parties.name_at(token) is not None

    def _acting(self, token: Token, rule: str) -> Iterator[tuple[Token, str]]:
        """Yield who acts: the noun itself; for a weapon, a number or an event, who it belongs to or came
        from.
        """
        if lexicon.weapon(token) is not None and lexicon.person(token) is None:
            for word in _owners(token):
                yield word, f"{rule}, owner of weapon"
        elif token.like_num or token.lower_ in ("some", "dozens", "hundreds", "several"):
            yield from (
                (t, rule) for p in token.children if p.lower_ == "of" for t in p.children if t.dep_ == "pobj"
            )
        else:
            yield token, rule

    def _party(self, trigger: Trigger, token: Token, role: str) -> Party | None:
        if role == "modifier" or (role != "agent" and self.parties.name_at(token)):
            alone = token.lower_ in _NOT_WHO and token.dep_ != "poss"
            country = self.parties.name_at(token) is not None and role == "modifier"
            whose = self.parties.adjective(token)
            if role == "modifier" and whose and whose.kind == "state" and _is_of_target(token, trigger):
                return None
            return whose or (None if alone or country else self.parties.of(token, acting=False))
        if is_pronoun(token) or (token.lower_ in ("its", "their") and role == "agent"):
            token = self._antecedent(trigger, token) or token
        if lexicon.weapon(token) is not None and lexicon.person(token) is None:
            return self.parties.adjective(token)
        name = self.parties.name_at(token)
        modifies = name is not None and name.adjective and token.dep_ in ("compound", "amod", "nmod")
        party = (self.parties.adjective(token) if modifies else None) or self.parties.of(token)
        party = party or self.parties.adjective(token)
        unlisted = party is not None and party.kind == "organization" and party.id is None
        return None if unlisted and name is None and lexicon.target(token) else party

    def _antecedent(self, trigger: Trigger, pronoun: Token) -> Token | None:
        """Return the subject that says it ('the Guards said they had fired'), else that of the sentence
        before.
        """
        for verb in governors(trigger.token):
            if verb.lemma_.lower() not in verbs("speech"):
                continue
            subject = next(
                (c for c in verb.children if c.dep_ == "nsubj" and c != pronoun and not is_pronoun(c)), None
            )
            if subject is not None and self.parties.of(subject) is not None:
                return referent(subject)
        before = trigger.token.sent.start
        if before == 0 or pronoun.lower_ in ("he", "she", "i", "we", "it"):
            return None
        sentence = trigger.token.doc[before - 1].sent
        for token in sentence:
            if token.dep_ in ("nsubj", "nsubjpass") and self.parties.of(token, acting=False):
                return token
        return None


def _is_of_target(adjective: Token, trigger: Trigger) -> bool:
    """Return whether a country's adjective says whose what was hit is ("an Afghan mosque attack"); where it
    struck from afar, it says who struck ("an Israeli hospital strike").
    """
    between = [word for word in modifiers(trigger.token) if word.i > adjective.i]
    things = [word for word in between if lexicon.weapon(word) is None and lexicon.person(word) is None]
    afar = trigger.type in _FROM_AFAR or trigger.token.lemma_.lower() == "strike"
    return not afar and any(lexicon.target(word) is not None for word in things)


def _is_timed(sentence: Span) -> bool:
    """Return whether a sentence gives an hour or a weekday, even one that no day of publication resolves."""
    hours = any(t.ent_type_ == "TIME" for t in sentence)
    return hours and any(t.lower_ in _WEEKDAYS for t in sentence)


def _nobody(token: Token) -> bool:
    """Return whether a noun is one that there was not ('no group has claimed')."""
    return any(c.lower_ in ("no", "neither") and c.dep_ == "det" for c in token.children)


def _is_label(token: Token) -> bool:
    """Return whether a word opens a headline as its place ('Peru: rebels bomb a bank')."""
    return token.i + 1 < len(token.doc) and token.i == token.sent.start and token.nbor().text == ":"


def _only_tells(token: Token) -> bool:
    """Return whether a participle behind it makes the subject of a verb of accusing look like the one who
    acted ('X accused Y of shelling a town, killing three').
    """
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in verbs("accuse") | verbs("deny")


def _happens_to_subject(trigger: Trigger) -> bool:
    """Return whether the subject of the verb suffers it ('the bombers were burning', '82 were injured')."""
    if trigger.pos != "verb":
        return False
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in trigger.token.children)
    if passive or _shares_passive(trigger.token):
        return not any(
            c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by") for c in trigger.token.children
        )
    if trigger.token.lemma_.lower() in _DYING:
        return True
    return trigger.token.lemma_.lower() in _UNACCUSATIVE and not trigger.role("patient")


def _shares_passive(token: Token) -> bool:
    """Return whether a participle has its 'were' from the verb before ('nine were hurt and two abducted')."""
    above = token.head
    own = any(c.dep_ in ("aux", "auxpass", "dobj", "agent") for c in token.children)
    return (
        token.tag_ in ("VBN", "VBD")
        and token.dep_ == "conj"
        and not own
        and any(c.dep_ == "auxpass" for c in above.children)
    )


def _owners(weapon: Token) -> Iterator[Token]:
    """Yield the words that may say whose weapon it was ('Russian missiles', 'rockets fired by X')."""
    named = lexicon.lexicon("weapons").ending(weapon)
    before = [word for word in modifiers(weapon) if named is None or word.i < named[0]]
    makes = [inner for word in before if word.pos_ == "PROPN" for inner in modifiers(word)]
    yield from (word for word in dict.fromkeys([*before, *makes]) if lexicon.weapon(word) is None)
    for child in weapon.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            yield from (t for t in child.children if t.dep_ == "pobj" and lexicon.person(t) is not None)
        if child.dep_ in ("acl", "relcl"):
            for role in child.children:
                if role.dep_ == "agent":
                    yield from (t for t in role.children if t.dep_ == "pobj")
                if child.dep_ == "relcl" and role.dep_ == "nsubj":
                    yield referent(role)
