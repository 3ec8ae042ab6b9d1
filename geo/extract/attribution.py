"""Who says who did it, and with which force: `claimed`, `confirmed`, `suspected`, `denied`, `unknown`.

Two sources. A *doer* is the grammatical actor of a mention; how its clause is told decides (stated, hedged,
told by another, told by itself). A *statement* is a sentence about responsibility; it is linked to the event
its own words name, else to the event told last. What is said of one party in one event comes together so, the
first that applies:

1. `claimed`: it says so itself; a state that says so has `confirmed` it.
2. `denied`: it denies it. Somebody who accuses it stands in `by`; a statement as fact beside it is disputed.
3. `suspected`: somebody accuses it, or it is told with reserve, also where a sentence states it as fact.
4. `confirmed`: the article states it as fact, or it is a state's open use of force, whoever tells it. Unnamed
   attackers too whom somebody saw.
5. `suspected`: only somebody else tells it.

"No group has claimed responsibility" says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Token

from geo.extract import lexicon
from geo.extract.actors import Parties, Party
from geo.extract.clauses import subjects
from geo.extract.factuality import governors
from geo.extract.lexicon import verbs, words
from geo.extract.mentions import Doer, Mention
from geo.extract.names import capitals, side_of, table
from geo.extract.phrases import next_to, noun_phrase
from geo.extract.senses import is_event_noun
from geo.extract.speakers import naming, resolve, source, speaker, speaking, spoken_for
from geo.extract.statements import Statement
from geo.model import Attribution

Ground = Literal["own word", "denial", "accusation", "fact", "telling", "nothing"]

_GROUNDS: tuple[Ground, ...] = ("own word", "accusation", "fact", "telling", "nothing", "denial")
_SURENESS: tuple[Ground, ...] = ("own word", "fact", "accusation", "telling", "nothing", "denial")
_OF_FORCE: dict[Attribution, Ground] = {
    "claimed": "own word",
    "confirmed": "fact",
    "suspected": "accusation",
    "denied": "denial",
    "unknown": "nothing",
}
_HEDGES = words("attribution hedges")
_SOON = 60  # tokens: two or three sentences
_NEXT = 2  # sentences in which the source of a report still comes
_CALLED_ATTACKERS = words("reference attackers")
_BELIEFS = words("attribution beliefs")
_OPEN = words("attribution open")
_AVOWS = frozenset({"confirm", "announce", "acknowledge", "avow", "declare"})
_THEM = frozenset({"he", "him", "she", "her", "they", "them", "both", "himself"})
_STATES = frozenset(row["name"] for row in table().values() if row["kind"] == "state") | capitals().keys()


@dataclass(frozen=True, slots=True)
class Suspect:
    """A party with its attribution in one event, the words behind it and the names it also has."""

    party: Party
    force: Attribution
    by: str | None
    rule: str
    token: Token
    ground: Ground = "fact"
    aliases: tuple[str, ...] = ()


def of_doer(doer: Doer, mention: Mention, parties: Parties) -> Suspect:
    """Return with what force the mention's own clause names its actor."""
    trigger = mention.trigger.token
    subject, by = speaking(trigger), speaker(trigger)
    teller = spoken_for(subject, parties) or resolve(subject, parties) if subject is not None else None
    force, ground, rule = _force(doer, mention, teller, by)
    if ground == "own word" and subject is not None:
        by = naming(subject)
    return Suspect(doer.party, force, by, f"{doer.rule}; {rule}", doer.token, ground)


def _force(
    doer: Doer, mention: Mention, teller: Party | None, by: str | None
) -> tuple[Attribution, Ground, str]:
    party, trigger = doer.party, mention.trigger.token
    if _denied(trigger):
        own = teller is None or _same(party, teller)
        return ("denied", "denial", "in a denial") if own else ("suspected", "accusation", "in a denial")
    if party.unknown:
        return "unknown", "nothing", "unidentified"
    if teller is not None and _same(party, teller):
        if party.kind == "state":
            return "confirmed", "own word", "a state says so itself"
        return "claimed", "own word", "says so itself"
    if party.hedged or _hedged(trigger):
        return "suspected", "accusation", "hedged"
    if by and party.kind == "state" and mention.type in _OPEN:
        return "confirmed", "fact", "a state in the open"
    if by and party.kind in ("organization", "state"):
        return "suspected", "telling", "said by another"
    return "confirmed", "fact", "stated as fact"


def _denied(trigger: Token) -> bool:
    """Return whether the clause is what somebody denies ('denied that it carried out the bombing')."""
    for verb in governors(trigger):
        if verb.lemma_.lower() in verbs("deny"):
            return True
        if verb.lemma_.lower() in verbs("speech"):
            return False
    return False


def _hedged(trigger: Token) -> bool:
    """Return whether the clause is told with reserve ('is believed to', 'allegedly')."""
    chain = [trigger]
    for verb in governors(trigger):
        chain.append(verb)
        if verb.lemma_.lower() in verbs("speech"):
            break
    words = {
        t.lower_
        for link in chain
        for t in link.children
        if t.dep_ in ("advmod", "nsubj", "aux", "amod", "neg")
    }
    return bool(words & _HEDGES) or any(v.lemma_.lower() in _BELIEFS for v in chain[1:])


def _same(one: Party, other: Party) -> bool:
    if one.id is not None and one.id == other.id:
        return True
    return one.name.lower() == other.name.lower()


def suspects(
    group: Sequence[Mention], about: Iterable[Statement], parties: Parties, *, home: str | None = None
) -> list[Suspect]:
    """Return the parties of one event, the surest and best named first; `home` is the state where it was,
    whose forces 'the army' are.
    """
    own = [m for m in group if not m.answers] or group
    found = [
        of_doer(doer, mention, parties)
        for mention in own
        for doer in mention.doers
        if not _strikes_back(doer, mention, own)
    ]
    found += [Suspect(s.party, s.force, s.by, s.rule, s.token, _OF_FORCE[s.force]) for s in about]
    only = parties.only_organisation()
    merged: dict[str, list[Suspect]] = {}
    for suspect in (_at_home(s, home) for s in found):
        for each in (_by_name(suspect, only, parties), _band(suspect, parties)):
            if each is not None:
                merged.setdefault(parties.key(each.party), []).append(each)
    whole = [_merged(same, parties) for same in merged.values()] or _attackers(own, parties)
    told = [_told(_owned(_disputed(s, whole), own, parties), group, parties) for s in whole]
    avowed = [_avowed(s, told) for s in told]
    return [_suspecting(s) for s in sorted(avowed, key=lambda s: (_standing(s), s.party.start))]


def _disputed(suspect: Suspect, whole: Sequence[Suspect]) -> Suspect:
    """Return as only suspected whom others name and who names another ('rebels said troops shelled it, the
    government said rebels did').
    """
    if suspect.force != "confirmed" or suspect.ground == "own word":
        return suspect
    names = [set(name.lower().split()) for name in (suspect.party.name, *suspect.aliases)]
    tellers = [set(s.by.lower().split()) for s in whole if s != suspect and s.by]
    counters = any(teller <= name or name <= teller for teller in tellers for name in names)
    return replace(suspect, force="suspected") if counters else suspect


def _owned(suspect: Suspect, group: Sequence[Mention], parties: Parties) -> Suspect:
    """Return a state with who of its own confirms what the article tells as fact ('Central Command confirmed
    the strikes', 'the army said its jets had hit it').
    """
    if suspect.party.kind != "state" or suspect.force != "confirmed" or suspect.by:
        return suspect
    first = min(m.sentence.start for m in group)
    for verb in parties.doc[first : max(m.sentence.end for m in group) + _SOON]:
        if verb.pos_ == "VERB" and _owns(verb):
            for subject in subjects(verb):
                theirs = (parties.name_at(t) for t in noun_phrase(subject))
                if any(n and n.id and side_of(n.id) == suspect.party.id for n in theirs):
                    return replace(suspect, by=naming(subject))
    return suspect


def _told(suspect: Suspect, group: Sequence[Mention], parties: Parties) -> Suspect:
    """Return a suspect whom the article names on its own with the first source it gives for the event, else
    with the body that issued the text.
    """
    if suspect.by or suspect.ground not in ("fact", "nothing"):
        return suspect
    told = (speaker(m.trigger.token) for m in group)
    beside = (source(m.sentence, after=_NEXT) for m in group)
    by = next(filter(None, told), None) or parties.issuer or next(filter(None, beside), None)
    return replace(suspect, by=by)


def _suspecting(suspect: Suspect) -> Suspect:
    """Return whom the article calls suspected with the official who speaks in that sentence, else right
    behind it, else right before it; never one of the party's own.
    """
    if suspect.ground != "accusation" or suspect.force != "suspected" or suspect.by:
        return suspect
    sentence = suspect.token.sent
    beside = [sentence, *next_to(sentence)]
    names = {name.lower() for name in (suspect.party.name, *suspect.aliases)}
    found = (source(each, after=0) for each in beside)
    by = next((by for by in found if by and not any(name in by.lower() for name in names)), None)
    return replace(suspect, by=by)


def _avowed(suspect: Suspect, told: Sequence[Suspect]) -> Suspect:
    """Return as claimed what an organisation, or one whose people these are, itself tells of them."""
    teller = (suspect.by or "").lower()
    own = next((s for s in told if teller in {n.lower() for n in (s.party.name, *s.aliases)}), None)
    if own is None or own.party.kind != "organization" or suspect.force not in ("confirmed", "suspected"):
        return suspect
    names = {own.party.name.lower(), *(alias.lower() for alias in own.aliases)}
    theirs = any(name in suspect.party.name.lower() for name in names)
    return replace(suspect, force="claimed") if own == suspect or theirs else suspect


def _owns(verb: Token) -> bool:
    """Return whether a verb confirms an act, or says what the speaker's own forces did."""
    if any(c.dep_ == "neg" for c in verb.children):
        return False
    if verb.lemma_.lower() in _AVOWS:
        return any(c.dep_ == "dobj" and _is_act(c) for c in verb.children)
    told = [s for c in verb.children if c.dep_ == "ccomp" for s in c.children if s.dep_ == "nsubj"]
    own = [s for s in told if any(c.lower_ in ("its", "their", "our") for c in s.children)]
    armed = any(lexicon.weapon(s) is not None or _of_force(s) for s in own)
    return verb.lemma_.lower() in verbs("speech") and armed


def _is_act(token: Token) -> bool:
    return token.lemma_.lower() == "operation" or is_event_noun(token.lemma_.lower())


def _of_force(token: Token) -> bool:
    row = lexicon.person(token)
    return row is not None and row["stance"] in ("armed", "force")


def _strikes_back(doer: Doer, mention: Mention, group: Sequence[Mention]) -> bool:
    """Return whether a state's force hits those who attacked ('gunmen stormed a bank; police killed two
    gunmen', 'he was shot by police after he opened fire').
    """
    if doer.party.kind != "state":
        return False
    others = any(d.party.kind != "state" for m in group if m != mention for d in m.doers)
    if not mention.victims:
        return others and _hits_attackers(mention)
    armed = all((row := lexicon.person(v.span[-1])) and row["stance"] == "armed" for v in mention.victims)
    return armed and others


def _hits_attackers(mention: Mention) -> bool:
    """Return whether whom the mention hits is a pronoun only, which stands for those told to have acted."""
    hit = [a.token for a in mention.trigger.arguments if a.role == "patient"]
    return bool(hit) and all(t.lower_ in _THEM for t in hit)


def _attackers(group: Sequence[Mention], parties: Parties) -> list[Suspect]:
    """Return whom the text calls the attackers, in the event's sentences or right behind them, where nobody
    is told to have acted.
    """
    for mention in group:
        after = mention.sentence.end
        for token in parties.doc[mention.sentence.start : after + _SOON]:
            if token.lemma_.lower() in _CALLED_ATTACKERS and token.pos_ == "NOUN":
                party = parties.of(token)
                if party is not None and party.kind != "state" and token.dep_ not in ("compound", "nmod"):
                    force, ground = ("suspected", "accusation") if party.hedged else ("confirmed", "fact")
                    return [Suspect(party, force, speaker(token), "called the attackers", token, ground)]  # type: ignore[arg-type]
    return []


def _at_home(suspect: Suspect, home: str | None) -> Suspect:
    """Return a force named without its state as that of the state where the event was."""
    if not suspect.party.bare_force or home is None:
        return suspect
    return replace(suspect, party=replace(suspect.party, id=home))


def _by_name(suspect: Suspect, only: Party | None, parties: Parties) -> Suspect:
    """Return rebels of whom the text says who they are by that name: it names one armed organisation only."""
    if only is None or not parties.anaphoric(suspect.party):
        return suspect
    here = suspect.party
    party = replace(only, start=here.start, end=here.end, hedged=here.hedged, unknown=here.unknown)
    return replace(suspect, party=party, rule=f"{suspect.rule}; the only organisation named")


def _band(suspect: Suspect, parties: Parties) -> Suspect | None:
    """Return the people beside the organisation that acts through them ('guerrillas of the FMLN')."""
    band = parties.band(suspect.party, suspect.token)
    return replace(suspect, party=band) if band is not None else None


def _merged(same: list[Suspect], parties: Parties) -> Suspect:
    """Return what is said of one party, by the rules above, under its best name."""
    best = min(same, key=lambda s: (_GROUNDS.index(s.ground), not s.by, s.by in _STATES))
    accused = next((s.by for s in same if s.by and s.ground in ("accusation", "telling", "fact")), None)
    if best.ground != "own word" and any(s.ground == "denial" for s in same):
        best = replace(best, force="denied", by=accused)
    elif best.ground == "accusation":
        best = replace(best, by=best.by or accused)
    name = min((s.party for s in same), key=lambda p: (not p.named, p.bare_force, -len(p.name)))
    words = [
        w
        for s in same
        for w in (
            s.party.name,
            parties.own_words(s.party),
            s.party.wording,
            *parties.wordings(s.party),
        )
    ]
    aliases = tuple(n for n in dict.fromkeys(words) if n and n != name.name)
    return replace(best, party=replace(name, hedged=best.party.hedged), aliases=aliases)


def _standing(suspect: Suspect) -> tuple[bool, bool, int, bool]:
    """Rank: the named before the described, those somebody names before those who only deny, told by somebody
    first.
    """
    only_denies = suspect.ground == "denial"
    return only_denies, not suspect.party.named, _SURENESS.index(suspect.ground), not suspect.by
