"""Who says who did it, and with which force: `claimed`, `confirmed`, `suspected`, `denied`, `unknown`.

Two sources. A *doer* is the grammatical actor of a mention; how its clause is told decides (stated, hedged,
said by another, said by itself). A *statement* is a sentence about responsibility; it is linked to the event
its own words name, else to the event told last. Where both accusation and denial stand, the accusation stays
`suspected` with who makes it; `denied` is left only where a denial stands alone. "No group has claimed
responsibility" says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from geo.extract.actors import Parties, Party
from geo.extract.factuality import governors
from geo.extract.lexicon import verbs, words
from geo.extract.mentions import Doer, Mention
from geo.extract.statements import Statement, resolve, speaker, speaking
from geo.model import Attribution

_RANK: dict[Attribution, int] = {"claimed": 0, "confirmed": 1, "suspected": 2, "denied": 3, "unknown": 4}
_HEDGES = words("attribution hedges")
_BELIEFS = words("attribution beliefs")
_OPEN = words("attribution open")


@dataclass(frozen=True, slots=True)
class Suspect:
    """A party with its attribution in one event, the words behind it and the names it also has."""

    party: Party
    force: Attribution
    by: str | None
    rule: str
    token: Token
    aliases: tuple[str, ...] = ()


def of_doer(doer: Doer, mention: Mention, parties: Parties) -> Suspect:
    """Return with what force the mention's own clause names its actor."""
    trigger = mention.trigger.token
    subject, by = speaking(trigger), speaker(trigger)
    teller = resolve(subject, parties) if subject is not None else None
    force, rule = _force(doer, mention, teller, by)
    return Suspect(
        doer.party, force, by if force == "suspected" else None, f"{doer.rule}; {rule}", doer.token
    )


def _force(doer: Doer, mention: Mention, speaker: Party | None, by: str | None) -> tuple[Attribution, str]:
    party = doer.party
    if _denied(mention.trigger.token):
        return "denied", "in a denial"
    if party.unknown:
        return "unknown", "unidentified"
    if speaker is not None and _same(party, speaker):
        return (
            ("confirmed", "a state says so itself")
            if party.kind == "state"
            else ("claimed", "says so itself")
        )
    if party.hedged or _hedged(mention.trigger.token):
        return "suspected", "hedged"
    if by and party.kind == "organization":
        return "suspected", "said by another"
    if by and party.kind == "state" and mention.type not in _OPEN:
        return "suspected", "said by another"
    return "confirmed", "stated as fact"


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


def suspects(group: Sequence[Mention], about: Iterable[Statement], parties: Parties) -> list[Suspect]:
    """Return the parties of one event, the surest and best named first."""
    own = [m for m in group if not m.answers] or group
    found = [of_doer(doer, mention, parties) for mention in own for doer in mention.doers]
    found += [Suspect(s.party, s.force, s.by, s.rule, s.token) for s in about]
    merged: dict[str, list[Suspect]] = {}
    for suspect in found:
        merged.setdefault(suspect.party.id or _key(suspect.party), []).append(suspect)
    whole = [_merged(same) for same in merged.values()]
    return sorted(whole, key=lambda s: (_standing(s), s.party.start))


def _key(party: Party) -> str:
    return (
        party.name.lower().split()[-1]
        if party.kind in ("group", "individual") and not party.named
        else party.name.lower()
    )


def _merged(same: list[Suspect]) -> Suspect:
    accused = [s for s in same if s.force != "denied"]
    best = min(accused or same, key=lambda s: (_RANK[s.force], not s.by))
    by = best.by or next((s.by for s in accused if s.by and s.force == best.force), None)
    names = dict.fromkeys(s.party.name for s in same)
    fullest = best.party.name
    return Suspect(best.party, best.force, by, best.rule, best.token, tuple(n for n in names if n != fullest))


def _standing(suspect: Suspect) -> tuple[bool, bool, int, bool]:
    """Rank: the named before the described, who did it before who denies, told by somebody first."""
    out = suspect.force == "denied"
    return out, not suspect.party.named, _RANK[suspect.force], not suspect.by
