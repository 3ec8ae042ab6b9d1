"""A noun of a parse -> who is named as doing it: a group, a state's force, an unnamed band, a person.

Names come from `names.py`, kinds of people ("gunmen", "army") from `tables/people.csv`. What no table holds
works as well: the article's words, no id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from spacy.tokens import Doc, Span, Token

from geo.extract import lexicon
from geo.extract.descriptions import HEDGES, UNKNOWN, Party, bounds, described, is_plural
from geo.extract.issuer import issuer
from geo.extract.lexicon import words
from geo.extract.names import Name, canonical_name, capitals, names, spelled_out, table
from geo.extract.phrases import counted, entity, modifiers, noun_phrase, plain, referent
from geo.model import ActorKind

__all__ = ["Parties", "Party", "is_pronoun"]

_MEMBERS = words("actors members")
_OWN = frozenset({"of", "from", "with", "to", "for"})
_SELF = frozenset({"they", "it", "he", "she", "we", "i"})
_GROUP_WORDS = words("actors group words")
_REBELS = words("actors rebels")
_KNOWN_FIGHTERS = words("actors known fighters")
_PEACEKEEPERS = words("actors peacekeepers")
_LEAVERS = words("actors leavers")
_TIES = words("actors ties")
_UNITS = words("actors units")
_SAID_TO_BE = words("actors said to be")
_CLAUSES = frozenset({"acl", "amod", "appos", "relcl"})


class Parties:
    """Who is who in one text."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.names = names(doc)
        self._at = {i: name for name in self.names for i in range(name.start, name.end)}
        self._full = spelled_out(doc, self.names)
        self._by_kind = self._kinds()
        self.issuer = issuer(doc.text)

    def _kinds(self) -> Mapping[str, frozenset[str]]:
        """Return the keys of named organisations by the word for a body that ends their name ('the Saudi-led
        coalition'), which alone may stand for them later.
        """
        found: dict[str, frozenset[str]] = {}
        for name in self.names:
            kind = self.doc[name.end - 1].lower_
            if name.kind == "organization" and kind in _GROUP_WORDS and name.end - name.start > 1:
                key = self.key(self._party(name, self.doc[name.start : name.end]))
                found[kind] = found.get(kind, frozenset()) | {key}
        return found

    def name_at(self, token: Token) -> Name | None:
        """Return the name that covers a token."""
        return self._at.get(token.i)

    def covers(self, start: int, end: int) -> bool:
        """Return whether code points lie within an organisation's name ('the Islamic Resistance in Iraq') and
        are not the whole of one that no table lists.
        """
        spans = (
            (name.id, self.doc[name.start].idx, self.doc[name.end - 1].idx + len(self.doc[name.end - 1]))
            for name in self.names
            if name.kind == "organization"
        )
        return any(a <= start and end <= b and (listed or (a, b) != (start, end)) for listed, a, b in spans)

    def is_country(self, name: Name) -> bool:
        """Return whether a name is a country's own, which may also be a place."""
        if name.kind != "state" or name.id is None:
            return False
        return self.doc[name.start : name.end].text not in table()[name.id]["adjectives"].split("|")

    def key(self, party: Party) -> str:
        """Return what the same parties of one text share: id, spelled-out name, or head noun."""
        if party.id is not None:
            return party.id
        name = party.name.lower()
        if party.named:
            return self._full.get(name, name)
        if name in _GROUP_WORDS and len(same := self._by_kind.get(name, ())) == 1:
            return next(iter(same))
        return self.doc[party.end - 1].lower_ if party.wording else name.split(" of ")[0].split()[-1]

    def own_words(self, party: Party) -> str:
        """Return the article's words for a party, which may be an adjective only."""
        return plain(self.doc[party.start : party.end])

    def only_organisation(self) -> Party | None:
        """Return the one armed organisation that the text names, None where it names none or several."""
        found = {
            self.key(party): party
            for party in (self._party(n, self.doc[n.start : n.end]) for n in self.names)
            if party.kind == "organization" and party.id not in _PEACEKEEPERS
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def anaphoric(self, party: Party) -> bool:
        """Return whether words stand for fighters known to the reader ('guerrillas', 'the militants')."""
        if party.kind not in ("group", "individual") or party.id is not None or party.unknown:
            return False
        head = self.doc[party.end - 1]
        lemma = head.lemma_.lower()
        definite = any(t.lower_ == "the" for t in head.lefts)
        return lemma in _REBELS or (definite and lemma in _KNOWN_FIGHTERS)

    def band(self, party: Party, token: Token) -> Party | None:
        """Return the people through whom an organisation acts ('guerrillas of the FMLN') as a group of their
        own.
        """
        token = counted(token)
        row = lexicon.person(token)
        if party.kind != "organization" or token.lemma_.lower() in _GROUP_WORDS:
            return None
        units = token.lemma_.lower() in _UNITS
        people = row is not None and row["stance"] in ("armed", "neutral") and is_plural(token)
        phrase = noun_phrase(token)
        if not (units or people) or phrase.text == party.name:  # 'Houthi rebels' is the name already
            return None
        return Party(*bounds(phrase), phrase.text, "group", hedged=party.hedged)

    def wordings(self, party: Party) -> list[str]:
        """Return the names that a named party has anywhere in the text."""
        if not party.named or party.kind != "organization":
            return []
        key = self.key(party)
        found = (self._party(n, self.doc[n.start : n.end]) for n in self.names if not n.adjective)
        return list(dict.fromkeys(p.name for p in found if p.id == party.id and self.key(p) == key))

    def of(self, token: Token, *, acting: bool = True) -> Party | None:
        """Return who the noun phrase headed by `token` names, None if it names nobody who could act.

        With `acting` the phrase stands where only an actor stands, so plain people count ('individuals').
        """
        token = counted(referent(token))
        found = (
            self._theirs(token)
            or self._broken_away(token)
            or self._named(token)
            or self._tied(token)
            or _of_members(token)
            or described(token, acting=acting)
        )
        return self._hedged(found, token) if found else None

    def adjective(self, token: Token) -> Party | None:
        """Return the actor an adjective stands for ('Russian shelling', 'Houthi attack'); a country's own
        name before a noun is the place ('the Haiti massacre').
        """
        name = self._at.get(token.i)
        if name is None or (
            not name.adjective and token.dep_ in ("compound", "nmod") and self.is_country(name)
        ):
            return None
        return self._party(name, self.doc[name.start : name.end])

    def capital(self, token: Token) -> Party | None:
        """Return the state for which its capital stands ('Moscow accused Kyiv')."""
        state = capitals().get(token.text)
        if state is None or token.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "poss"):
            return None
        return Party(token.i, token.i + 1, token.text, "state", state)

    def _theirs(self, token: Token) -> Party | None:
        """Return whose forces 'its forces' are: the subject that the pronoun stands for."""
        if not any(c.dep_ == "poss" and c.lower_ in ("its", "their", "our") for c in token.children):
            return None
        row = lexicon.person(token)
        if row is None or row["stance"] not in ("armed", "force", "neutral"):
            return None
        for ancestor in token.ancestors:
            subject = next(
                (c for c in ancestor.children if c.dep_ == "nsubj" and c != token and token not in c.subtree),
                None,
            )
            if subject is not None and not is_pronoun(subject):
                found = self.of(subject, acting=False)
                return found if found and found.named else None
        return None

    def _broken_away(self, token: Token) -> Party | None:
        """Return those who left an organisation ('dissidents of the defunct FARC'), who are not it."""
        owner = self._owner(token) if token.lemma_.lower() in _LEAVERS else None
        if (
            owner is None
            or owner.kind != "organization"
            or owner.id is None
            or owner == self._at.get(token.i)
        ):
            return None
        apart = f"{owner.id}-dissidents"
        phrase = noun_phrase(token)
        return Party(*bounds(phrase), phrase.text, "group", apart if apart in table() else None)

    def _named(self, token: Token) -> Party | None:
        name = self._at.get(token.i)
        if name is not None and not name.adjective:
            return self._party(name, self.doc[name.start : name.end])
        row = lexicon.person(token)
        if lexicon.weapon(token) and not row:
            return None
        owner = self._owner(token) if row or token.lemma_.lower() in _MEMBERS or name else None
        if owner is None:
            return self._plural_people(token, name)
        if owner.kind != "state":
            if row and row["stance"] == "civil" and owner.adjective:
                return None
            return self._party(owner, self._own_words(owner, token))
        if row and row["stance"] == "force":
            phrase = noun_phrase(token)
            whole = self.doc[min(owner.start, phrase.start) : phrase.end] if owner.end <= token.i else phrase
            return Party(*bounds(whole), whole.text, "state", owner.id)
        if row and row["stance"] == "armed":
            phrase = noun_phrase(token)
            return Party(*bounds(phrase), phrase.text, "group")
        return None

    def _own_words(self, owner: Name, token: Token) -> Span:
        return self.doc[owner.start : token.i + 1] if owner.adjective else self.doc[owner.start : owner.end]

    def _plural_people(self, token: Token, name: Name | None) -> Party | None:
        """Return adjectives used as nouns ('the Houthis', 'Israelis'), of organisations only."""
        if name is None or name.kind == "state":
            return None
        return self._party(name, self.doc[name.start : name.end])

    def _owner(self, token: Token) -> Name | None:
        """Return the name before the noun ('Houthi fighters', "Russia's army") or after 'of' ('members of the
        FMLN').
        """
        for word in [token, *modifiers(token)]:
            for inner in [word, *modifiers(word)]:
                name = self._at.get(inner.i)
                if name is not None:
                    return name
        beside = self._beside(token)
        if beside is not None:
            return beside
        return self._behind(token)

    def _behind(self, token: Token) -> Name | None:
        """Return the name behind 'members of' and its like, or behind the word for a body there ('gunmen from
        the separatist organization ETA').
        """
        lemma = token.lemma_.lower()
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ in _OWN and lemma in _MEMBERS | {"people"}:
                for end in child.children:
                    name = self._at.get(end.i)
                    if end.dep_ == "pobj":
                        known = name if name and not name.adjective else self._owner_of_owner(end)
                        return known or self._called(end) or _unheard_of(end, token)
        return None

    def _called(self, body: Token) -> Name | None:
        """Return the name of the organisation right behind a word for one."""
        if body.lemma_.lower() not in _GROUP_WORDS or body.i + 1 >= len(body.doc):
            return None
        name = self._at.get(body.i + 1)
        return name if name is not None and name.kind == "organization" and not name.adjective else None

    def _beside(self, token: Token) -> Name | None:
        """Return the adjective right before a noun that shares its head ('Sudanese army planes')."""
        if token.dep_ not in ("compound", "nmod", "amod", "poss"):
            return None
        force = lexicon.lexicon("people").ending(token)
        before = self.doc[(force[0] if force else token.i) - 1] if token.i else token
        name = self._at.get(before.i)
        return name if name is not None and name.adjective and before.head == token.head else None

    def _owner_of_owner(self, token: Token) -> Name | None:
        return next((self._at[t.i] for t in [token, *modifiers(token)] if t.i in self._at), None)

    def _tied(self, token: Token) -> Party | None:
        """Return the organisation to which the words behind armed people tie them ('fighters loyal to X',
        'gunmen believed to be from X', 'the assailants, from X').
        """
        row = lexicon.person(token)
        if row is None or row["stance"] not in ("armed", "neutral"):
            return None
        behind = token.nbor() if token.i + 1 < len(token.doc) else token
        apart = [behind] if behind.tag_ == "VBN" and behind.head != token else []
        for child in [*token.rights, *apart]:
            lemma = child.lemma_.lower()
            clause = child.dep_ in _CLAUSES or child in apart
            hedged = clause and lemma in _SAID_TO_BE
            tied = clause and lemma in _TIES
            if not (hedged or tied or (child.dep_ == "prep" and child.lower_ in ("from", "with"))):
                continue
            name = next((self._at[t.i] for t in child.subtree if t.i in self._at), None)
            if name is not None and not name.adjective and name.kind == "organization":
                party = self._party(name, self.doc[name.start : name.end])
                return replace(party, hedged=True) if hedged else party
        return None

    def _party(self, name: Name, span: Span) -> Party:
        """Return the party of a name; an adjective alone gives the name under which it is listed."""
        kind: ActorKind = "state" if name.kind == "state" else "organization"
        text = plain(span)
        if name.adjective and name.id is not None and span.end == name.end:
            text = canonical_name(name.id)
        return Party(span.start, span.end, text, kind, name.id)

    def _hedged(self, party: Party, token: Token) -> Party:
        before = [*token.lefts, *(t for name in modifiers(token) for t in modifiers(name))]
        words = {form for t in [token, *before] for form in (t.lower_, t.lemma_.lower())}
        unknown = bool(words & UNKNOWN)
        return replace(party, hedged=party.hedged or bool(words & HEDGES), unknown=unknown)


def _of_members(token: Token) -> Party | None:
    """Return the body whose people act ('members of the army', 'men from a drug cartel')."""
    row = lexicon.person(token)
    if row is None or row["stance"] != "neutral":
        return None
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "from") and child.i == token.i + 1:
            bodies = (counted(c) for c in child.children if c.dep_ == "pobj")
            return next(filter(None, (described(body, acting=False) for body in bodies)), None)
    return None


def _unheard_of(owner: Token, token: Token) -> Name | None:
    """Return the name that only its capitals tell behind 'members of' and its like."""
    if token.lemma_.lower() == "people" or owner.ent_type_ not in ("ORG", "") or owner.pos_ != "PROPN":
        return None
    if lexicon.target(owner) is not None or lexicon.person(owner) is not None:
        return None
    span = entity(owner) if owner.ent_type_ else noun_phrase(owner, of=False)
    return Name(span.start, span.end, None, "organization")


def is_pronoun(token: Token) -> bool:
    """Return whether a word stands for somebody named before ('they', 'the group')."""
    if token.lower_ in _SELF:
        return True
    if token.lemma_.lower() not in _GROUP_WORDS or any(
        t.pos_ == "PROPN" and t.ent_type_ != "NORP" for t in token.lefts
    ):
        return False
    return any(t.lower_ in ("the", "this", "that") for t in token.lefts)
