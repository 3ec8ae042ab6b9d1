"""The parties of a text and one of its events -> every party as a rival for its suspect, described by signs.

A sign is of grammar and position only: what the rules read, how near a party stands, what else it does in the
text. No word of a text, no name and no country is a sign.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from geo.extract import lexicon
from geo.extract.actors import Parties, Party
from geo.extract.attribution import Suspect
from geo.extract.lexicon import verbs
from geo.extract.mentions import Mention
from geo.extract.names import table
from geo.extract.odds import Levels, step, yes
from geo.extract.phrases import sentence_numbers

_GROUPS = frozenset({"known group", "other group"})

Signs = Levels  # such as {"near": "same sentence"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One party with all the words of a text that name it."""

    key: str
    party: Party
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Rival:
    """A party weighed for one event: its signs, itself as a suspect, whether no rule suspects it."""

    signs: Signs
    suspect: Suspect
    added: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """What is the same for all events of a text."""

    candidates: tuple[Candidate, ...]
    sentences: Mapping[int, int]  # start of a sentence -> its number, as mentions count

    @classmethod
    def of(cls, doc: Doc, parties: Parties) -> Scene:
        """Return the parties of a text, those named first first."""
        found: dict[str, list[tuple[Party, Token]]] = {}
        for token in doc:
            party = _party(token, parties)
            if party is not None:
                found.setdefault(parties.key(party), []).append((party, token))
        return cls(tuple(_candidate(key, told) for key, told in found.items()), sentence_numbers(doc))

    def number(self, token: Token) -> int:
        """Return the number of a token's sentence."""
        return self.sentences.get(token.sent.start, 0)


def _candidate(key: str, told: Sequence[tuple[Party, Token]]) -> Candidate:
    best = max((party for party, _ in told), key=lambda p: (p.named, len(p.name)))
    return Candidate(key, best, tuple(token for _, token in told))


def _party(token: Token, parties: Parties) -> Party | None:
    """Return whom a word names by itself: an organisation, a force, armed people; never a country."""
    if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "amod", "nmod"):
        return None
    name = parties.name_at(token)
    row = lexicon.person(token)
    if name is None and (row is None or row["stance"] not in ("armed", "force", "neutral")):
        return None
    party = parties.of(token, acting=False)
    return None if party is None or (party.kind == "state" and row is None) else party


def rivals(
    suspects: Sequence[Suspect],
    group: Sequence[Mention],
    scene: Scene,
    parties: Parties,
    *,
    acted: Sequence[Collection[str]],
    home: str | None = None,
) -> tuple[Rival, ...]:
    """Return every party as a candidate for one event, whom the rules suspect first.

    `acted` are the keys of those whom the rules suspect of the text's other events.
    """
    by_key = {c.key: c for c in scene.candidates}
    ruled = [
        (by_key.get(key := parties.key(s.party), Candidate(key, s.party, (s.token,))), s) for s in suspects
    ]
    taken = {c.key for c, _ in ruled}
    rest = [(c, None) for c in scene.candidates if c.key not in taken]
    return tuple(
        Rival(
            signs(c, suspects, group, scene, parties, acted=acted, home=home),
            s or _likely(c, group, scene, parties),
            s is None,
        )
        for c, s in (*ruled, *rest)
    )


def _likely(
    candidate: Candidate,
    group: Sequence[Mention],
    scene: Scene,
    parties: Parties,
) -> Suspect:
    """Return a candidate as a suspect, by the words that name it nearest to the event; no more than
    suspected, since no sentence says that it was the one.
    """
    token = min(candidate.tokens, key=lambda t: min(abs(scene.number(t) - m.number) for m in group))
    names = dict.fromkeys((*parties.wordings(candidate.party), parties.own_words(candidate.party)))
    aliases = tuple(n for n in names if n != candidate.party.name)
    return Suspect(candidate.party, "suspected", None, "suspicion: likely", token, "telling", aliases)


def signs(
    candidate: Candidate,
    suspects: Sequence[Suspect],
    group: Sequence[Mention],
    scene: Scene,
    parties: Parties,
    *,
    acted: Sequence[Collection[str]],
    home: str | None = None,
) -> Signs:
    """Return the level of each sign of one candidate; `acted` as in `rivals`, `home` the country's code."""
    kind = _kind(candidate.party)
    rule, others = _of_rules(candidate, suspects, parties)
    near, shared = _near(candidate, group, scene), _shared(candidate, acted)
    ruled = yes(rule != "none")
    hit = yes(_is_hit(candidate, group))
    groups = sum(_kind(c.party) in _GROUPS for c in scene.candidates)
    with_kind = {
        "rule": rule,
        "rule and others": f"{ruled}, {others}",
        "near": near,
        "many": _many(candidate, scene),
        "shared": shared,
        "others and shared": f"{others}, {shared}",
        "closest": f"{others}, {_closest(candidate, group, scene)}",
        "doers": f"{yes(any(m.doers for m in group))}, {ruled}",
        "harms": _harms(candidate),
        "where": _where(candidate, home),
        "definite": yes(any(c.lower_ == "the" for t in candidate.tokens for c in t.lefts)),
        "groups": step(groups, 0, 1, 2),
    }
    return {
        "kind": kind,
        **{f"kind and {sign}": f"{kind}, {level}" for sign, level in with_kind.items()},
        "rule": rule,
        "near": near,
        "others and near": f"{others}, {near}",
        "hit elsewhere": _hit_elsewhere(candidate),
        "first": step(scene.number(candidate.tokens[0]), 0, 1, 3, 8),
        "hit here": hit,
        "rule and hit": f"{rule}, {hit}",
        **_roles(candidate),
    }


def _kind(party: Party) -> str:
    if party.kind == "organization":
        row = table().get(party.id or "")
        return "force" if row and row["side"] else "known group" if row else "other group"
    if party.kind == "state":
        return "bare force" if party.bare_force else "state"
    if party.kind == "individual":
        return "person"
    return "unidentified" if party.unknown else "nameless"


def _of_rules(candidate: Candidate, suspects: Sequence[Suspect], parties: Parties) -> tuple[str, str]:
    """Return how rules found a candidate, and whether they found anybody else, named or not."""
    keys = [parties.key(s.party) for s in suspects]
    others = [s for s, key in zip(suspects, keys, strict=True) if key != candidate.key]
    beside = "named" if any(s.party.named for s in others) else "nameless" if others else "nobody"
    if candidate.key not in keys:
        return "none", beside
    at = keys.index(candidate.key)
    return f"{suspects[at].ground}, {'first' if at == 0 else 'later'}", beside


def _near(candidate: Candidate, group: Sequence[Mention], scene: Scene) -> str:
    """Return how many sentences from the event the party is named."""
    apart = [scene.number(t) - m.number for t in candidate.tokens for m in group]
    nearest = min(apart, key=lambda n: (abs(n), n < 0))
    if abs(nearest) <= 1:
        return {0: "same sentence", 1: "next", -1: "before"}[nearest]
    return ("after, " if nearest > 0 else "before, ") + step(abs(nearest), 3, 8)


def _many(candidate: Candidate, scene: Scene) -> str:
    """Return how often a party is named, and how it stands among those of its kind."""
    alike = [c for c in scene.candidates if _kind(c.party) == _kind(candidate.party)]
    most = max((len(c.tokens) for c in alike), default=0)
    standing = "only" if len(alike) <= 1 else "most" if len(candidate.tokens) == most else "fewer"
    return f"{standing}, {step(len(candidate.tokens), 1, 2, 4)}"


def _shared(candidate: Candidate, acted: Sequence[Collection[str]]) -> str:
    """Return of how many of the text's other events the rules suspect a party."""
    if not acted:
        return "no other"
    share = sum(candidate.key in keys for keys in acted) / len(acted)
    return "none" if share == 0 else "some" if share < 0.5 else "most"


def _closest(candidate: Candidate, group: Sequence[Mention], scene: Scene) -> str:
    """Return whether no other of its kind stands as near."""
    alike = [
        c for c in scene.candidates if (_kind(c.party) in _GROUPS) == (_kind(candidate.party) in _GROUPS)
    ]
    triggers = [m.trigger.token.i for m in group]

    def apart(c: Candidate) -> int:
        return min(abs(t.i - i) for t in c.tokens for i in triggers)

    return yes(all(apart(candidate) <= apart(c) for c in alike))


def _harms(candidate: Candidate) -> str:
    """Return how often a party is the subject of a verb that harms or attacks, any in the text."""
    heads = [t.head for t in candidate.tokens if t.dep_ == "nsubj"]
    heads += [t.head.head for t in candidate.tokens if t.dep_ == "pobj" and t.head.dep_ == "agent"]
    done = sum(h.lemma_.lower() in verbs("harm") | verbs("light") | verbs("attempt") for h in heads)
    return step(done, 0, 1)


def _hit_elsewhere(candidate: Candidate) -> str:
    """Return how often a party is what something is done to."""
    objects = [t for t in candidate.tokens if t.dep_ in ("dobj", "nsubjpass")]
    onto = [t for t in candidate.tokens if t.dep_ == "pobj" and t.head.lower_ in ("on", "against", "at")]
    return step(len([*objects, *onto]), 0, 1)


def _where(candidate: Candidate, home: str | None) -> str:
    """Return whether a known actor is active in the country of the event."""
    row = table().get(candidate.party.id or "")
    if row is None or home is None or not row["countries"]:
        return "unknown"
    return yes(home in row["countries"].split())


def _roles(candidate: Candidate) -> dict[str, str]:
    """Return what a party does elsewhere: speaks, is accused, owns up, stands as subject."""
    heads = [t.head.lemma_.lower() for t in candidate.tokens if t.dep_ == "nsubj"]
    objects = [t for t in candidate.tokens if t.dep_ in ("dobj", "nsubjpass")]
    onto = [t for t in candidate.tokens if t.dep_ == "pobj" and t.head.lower_ in ("on", "to")]
    accused = [t.head for t in objects] + [t.head.head for t in onto]
    by = [t for t in candidate.tokens if t.dep_ == "pobj" and t.head.lower_ == "by"]
    return {
        "speaks": yes(any(h in verbs("speech") for h in heads)),
        "owns up": yes(any(h in verbs("claim") for h in heads)),
        "accused": yes(any(h.lemma_.lower() in verbs("accuse") for h in accused)),
        "subject": yes(bool(heads)),
        "by": yes(bool(by)),
        "owner": yes(any(t.dep_ == "poss" for t in candidate.tokens)),
    }


def _is_hit(candidate: Candidate, group: Sequence[Mention]) -> bool:
    """Return whether a party stands within what the event hit."""
    hit = [thing.span for m in group for thing in (*m.targets, *m.victims)]
    return any(span.start <= t.i < span.end for span in hit for t in candidate.tokens)
