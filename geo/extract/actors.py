"""A noun of a parse -> who is named as doing it: a group, a state's force, an unnamed band, a person.

`tables/actors.csv` holds the known ones: id, name, kind, aliases and adjectives (`|` between them), countries
by ISO 3166-1 code, `side` (the state whose force it is), and whether a row was checked. Names that no row
holds work as well: the article's words, no id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Span, Token

from geo.extract import lexicon
from geo.extract.lexicon import Row, words
from geo.extract.phrases import modifiers, noun_phrase, referent
from geo.model import ActorKind

_WORD = re.compile(r"[^\W_]+")
ALIGNED = re.compile(
    r"(aligned|backed|led|linked|supported|allied|affiliated|trained|funded|sponsored|based|controlled|inspired|held|run"
    r"|occupied|administered|made|born|speaking|claimed)$"
)
_IRREGULAR = re.compile(
    rf"\b(?:pro|anti)[-–\s]|[-–]{ALIGNED.pattern.rstrip('$')}\b|\b(?:rebel|opposition|separatist|paramilitary|guerrilla|insurgent|tribal"
    r"|militia|proxy|breakaway|jihadist|islamist|local defen[cs]e|allied|kurdish|enemy)\b",
    re.I,
)
_OPPOSED = frozenset({"pro", "anti", "ex", "non"})
_HEDGES = words("actors hedges")
_UNKNOWN = frozenset({"unidentified", "unknown", "unnamed", "mysterious", "unrecognized", "unidentify"})
_ARMED = frozenset({"armed", "masked", "hooded", "camouflage", "camouflaged", "motorized"})
_MEMBERS = words("actors members")
_OWN = frozenset({"of", "from", "with", "to", "for"})
_SELF = frozenset({"they", "it", "he", "she", "we", "i"})
_GROUP_WORDS = words("actors group words")


@dataclass(frozen=True, slots=True)
class Name:
    """A known actor's name or adjective at tokens `start` to `end`."""

    start: int
    end: int
    id: str
    adjective: bool


@dataclass(frozen=True, slots=True)
class Party:
    """Someone who acts: the words that name them at tokens `start` to `end`, and what is known of them.

    `hedged` is true for "suspected" and its like, `unknown` for "unidentified", `bare_force` where a state's
    force is named without the state ("the army").
    """

    start: int
    end: int
    name: str
    kind: ActorKind
    id: str | None = None
    hedged: bool = False
    unknown: bool = False
    bare_force: bool = False

    @property
    def named(self) -> bool:
        """Return whether the words are a name rather than a description."""
        return self.id is not None or (self.kind in ("organization", "state") and not self.bare_force)


@cache
def table() -> Mapping[str, Row]:
    """Return the rows of `tables/actors.csv` by id."""
    return {row["id"]: row for row in lexicon.rows("actors")}


def canonical_name(actor_id: str) -> str:
    """Return the name under which an actor is listed, for filters; the id itself where no row has it."""
    row = table().get(actor_id)
    return row["name"] if row else actor_id


def side_of(actor_id: str) -> str:
    """Return the id of the state whose force an actor is, else its own id."""
    row = table().get(actor_id)
    return row["side"] or actor_id if row else actor_id


def state_of(country: str | None) -> str | None:
    """Return the id of the state with this ISO 3166-1 alpha-2 code."""
    return _states().get(country or "")


@cache
def _states() -> Mapping[str, str]:
    return {row["countries"]: row["id"] for row in table().values() if row["kind"] == "state"}


@cache
def _aliases() -> Mapping[str, tuple[tuple[tuple[str, ...], str, bool], ...]]:
    index: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for row in table().values():
        for column, adjective in (("name", False), ("aliases", False), ("adjectives", True)):
            for alias in filter(None, row[column].split("|")):
                words = tuple(_WORD.findall(alias))
                index.setdefault(words[0].lower(), []).append((words, row["id"], adjective))
    return {first: tuple(sorted(found, key=lambda e: -len(e[0]))) for first, found in index.items()}


def names(doc: Doc) -> list[Name]:
    """Return the known names in a text, none inside another; later short forms ('the Guards') included."""
    words = [(m.start(), m.end(), m[0]) for m in _WORD.finditer(doc.text)]
    found, at = [], 0
    while at < len(words):
        hit = _longest(words, at)
        if hit:
            span = doc.char_span(words[at][0], words[at + hit[0] - 1][1], alignment_mode="expand")
            if span is not None and not _qualifies_only(span):
                found.append(Name(span.start, span.end, hit[1], hit[2]))
        at += hit[0] if hit else 1
    return sorted([*found, *_short_forms(doc, found)], key=lambda n: n.start)


def _longest(words: list[tuple[int, int, str]], at: int) -> tuple[int, str, bool] | None:
    for alias, actor, adjective in _aliases().get(words[at][2].lower(), ()):
        here = tuple(word for _, _, word in words[at : at + len(alias)])
        if here == alias or (len(alias) > 1 and _same(here, alias) and here[-1][:1].isupper()):
            return len(alias), actor, adjective
    return None


def _same(here: tuple[str, ...], alias: tuple[str, ...]) -> bool:
    return tuple(w.lower() for w in here) == tuple(w.lower() for w in alias)


def _qualifies_only(span: Span) -> bool:
    """Return whether the name only says whose friend or foe another is ('Iran-aligned', 'pro-Russian')."""
    after = span.doc[span.end : span.end + 2]
    if len(after) == 2 and after[0].text in ("-", "–") and ALIGNED.match(after[1].lower_):
        return True
    before = span.doc[max(0, span.start - 2) : span.start]
    if len(before) == 2 and before[1].text in ("-", "–") and before[0].lower_ in _OPPOSED:
        return True
    return bool(re.match(r"(pro|anti|non|ex)[-–]", span.text, re.I))


def _short_forms(doc: Doc, found: list[Name]) -> list[Name]:
    taken = {i for name in found for i in range(name.start, name.end)}
    last: dict[str, str] = {}
    for name in found:
        if name.end - name.start > 1 and not name.adjective and table()[name.id]["kind"] == "organization":
            last.setdefault(doc[name.end - 1].text, name.id)
    return [
        Name(token.i, token.i + 1, last[token.text], adjective=False)
        for token in doc
        if token.text in last
        and token.i not in taken
        and token.i
        and doc[token.i - 1].lower_ == "the"
        and token.text[:1].isupper()
    ]


class Parties:
    """Who is who in one text."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.names = names(doc)
        self._at = {i: name for name in self.names for i in range(name.start, name.end)}

    def name_at(self, token: Token) -> Name | None:
        """Return the known name that covers a token."""
        return self._at.get(token.i)

    def covers(self, start: int, end: int) -> bool:
        """Return whether code points lie within an organisation's name ('the Islamic Resistance in Iraq')."""
        return any(
            self.doc[name.start].idx <= start
            and end <= self.doc[name.end - 1].idx + len(self.doc[name.end - 1])
            for name in self.names
            if table()[name.id]["kind"] == "organization"
        )

    def is_country(self, name: Name) -> bool:
        """Return whether a name is a country's own, which may also be a place."""
        row = table()[name.id]
        return row["kind"] == "state" and self.doc[name.start : name.end].text not in row["adjectives"].split(
            "|"
        )

    def of(self, token: Token, *, acting: bool = True) -> Party | None:
        """Return who the noun phrase headed by `token` names, None if it names nobody who could act.

        With `acting` the phrase stands where only an actor stands, so plain people count ('individuals').
        """
        token = referent(token)
        found = self._theirs(token) or self._named(token) or self._described(token, acting=acting)
        return self._hedged(found, token) if found else None

    def _theirs(self, token: Token) -> Party | None:
        """Return whose forces 'its forces' are: the subject that the pronoun stands for."""
        if not any(c.dep_ == "poss" and c.lower_ in ("its", "their", "our") for c in token.children):
            return None
        row = lexicon.person(token)
        if row is None or row["stance"] not in ("armed", "force"):
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
        is_state = table()[owner.id]["kind"] == "state"
        if not is_state:
            if row and row["stance"] == "civil" and owner.adjective:
                return None
            return self._party(owner, self._own_words(owner, token))
        if row and row["stance"] == "force":
            return Party(*_bounds(phrase := noun_phrase(token)), phrase.text, "state", owner.id)
        if row and row["stance"] == "armed":
            phrase = noun_phrase(token)
            return Party(*_bounds(phrase), phrase.text, "group")
        return None

    def _own_words(self, owner: Name, token: Token) -> Span:
        return self.doc[owner.start : token.i + 1] if owner.adjective else self.doc[owner.start : owner.end]

    def _plural_people(self, token: Token, name: Name | None) -> Party | None:
        """Return adjectives used as nouns ('the Houthis', 'Israelis'), of organisations only."""
        if name is None or table()[name.id]["kind"] == "state":
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
        for child in token.rights:
            if (
                child.dep_ == "prep"
                and child.lower_ in _OWN
                and token.lemma_.lower() in _MEMBERS | {"people"}
            ):
                for end in child.children:
                    name = self._at.get(end.i)
                    if end.dep_ == "pobj":
                        return name if name and not name.adjective else self._owner_of_owner(end)
            if child.dep_ in ("acl", "amod", "appos", "relcl"):
                found = next(
                    (self._at[t.i] for t in child.subtree if t.i in self._at and not self._at[t.i].adjective),
                    None,
                )
                if found and child.lemma_ in (
                    "link",
                    "belong",
                    "ally",
                    "affiliate",
                    "align",
                    "identify",
                    "know",
                    "call",
                ):
                    return found
        return None

    def _owner_of_owner(self, token: Token) -> Name | None:
        return next((self._at[t.i] for t in [token, *modifiers(token)] if t.i in self._at), None)

    def _party(self, name: Name, span: Span) -> Party:
        row = table()[name.id]
        kind: ActorKind = "state" if row["kind"] == "state" else "organization"
        return Party(span.start, span.end, _plain(span), kind, name.id)

    def _described(self, token: Token, *, acting: bool) -> Party | None:
        phrase = noun_phrase(token, of=False)
        row = lexicon.person(token)
        words = {form for t in phrase for form in (t.lower_, t.lemma_.lower())}
        if row and row["stance"] in ("armed", "force", "unruly"):
            return self._unnamed(token, phrase, row)
        if row and row["stance"] == "neutral" and (acting or words & (_ARMED | _UNKNOWN | _HEDGES)):
            kind: ActorKind = (
                "group"
                if _is_plural(token) or row["word"] in ("group", "party", "squad", "team", "band")
                else "individual"
            )
            return Party(phrase.start, phrase.end, phrase.text, kind)
        if token.ent_type_ == "PERSON" and acting:
            return Party(*_bounds(span := _entity(token)), _plain(span), "individual")
        if token.ent_type_ == "ORG" and token.pos_ == "PROPN" and acting:
            return Party(*_bounds(span := _entity(token)), _plain(span), "organization")
        return None

    def _unnamed(self, token: Token, phrase: Span, row: Row) -> Party:
        if row["stance"] == "force" and not _IRREGULAR.search(phrase.text):
            return Party(phrase.start, phrase.end, phrase.text, "state", bare_force=True)
        organised = {"cartel", "militia", "gang", "faction", "cell", "death squad", "hit squad"}
        single = (
            not _is_plural(token)
            and row["stance"] != "force"
            and row["word"] not in organised
            and not row["word"].endswith("group")
        )
        return Party(phrase.start, phrase.end, phrase.text, "individual" if single else "group")

    def _hedged(self, party: Party, token: Token) -> Party:
        words = {form for t in [token, *token.lefts] for form in (t.lower_, t.lemma_.lower())}
        unknown = bool(words & _UNKNOWN)
        return replace(party, hedged=bool(words & _HEDGES), unknown=unknown)


def _is_plural(token: Token) -> bool:
    return token.tag_ in ("NNS", "NNPS") or (
        token.lower_ != token.lemma_.lower() and token.lower_.endswith("s")
    )


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _plain(span: Span) -> str:
    text = span.text
    return re.sub(r"['’]s?$", "", text)


def _entity(token: Token) -> Span:
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


def is_pronoun(token: Token) -> bool:
    """Return whether a word stands for somebody named before ('they', 'the group')."""
    if token.lower_ in _SELF:
        return True
    return token.lemma_.lower() in _GROUP_WORDS and any(
        t.lower_ in ("the", "this", "that") for t in token.lefts
    )
