"""A parse -> where actors are named in it: known ones by name, alias or adjective, others by their words.

`tables/actors.csv` holds the known ones: id, name, kind, aliases and adjectives (`|` between them), countries
by ISO 3166-1 code, `side` (the state whose force it is), the years in which it is or was `active` ("1964-" to
this day, empty where not known), and what of a row was checked where. A name that no row
holds ("Blue Valley Liberation Front") is known by its words, and its acronym by standing beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Span, Token

from geo.extract import lexicon
from geo.extract.lexicon import Row, words
from geo.extract.phrases import text_of

_WORD = re.compile(r"[^\W_]+")
ALIGNED = re.compile(
    r"(aligned|backed|led|linked|supported|allied|affiliated|trained|funded|sponsored|based|controlled|inspired|held|run"
    r"|occupied|administered|made|born|speaking|claimed)$"
)
_OPPOSED = frozenset({"pro", "anti", "ex", "non"})
_FIGHTING = words("names fighting")
_BODIES = words("names bodies")
_JOINTS = frozenset({"of", "for", "the", "de", "-", "'s", "’s", "and"})
_PEOPLE = words("actors members") - _FIGHTING - _BODIES | words("actors hedges")
_NO_BANDS = frozenset({"GPE", "LOC", "DATE", "NORP"})
_OPENERS = words("names openers")
_BANDS = frozenset({"group", "gang", "cartel", "militia", "faction", "organisation", "organization"})
_ALWAYS_ARMED = frozenset({"gang", "cartel", "militia"})
_ARMED = words("names armed")
_ARTICLES = frozenset({"the", "a", "an", "los", "las"})


@dataclass(frozen=True, slots=True)
class Name:
    """An actor's name or adjective at tokens `start` to `end`; without `id` where no row holds it."""

    start: int
    end: int
    id: str | None
    kind: str
    adjective: bool = False


@cache
def table() -> Mapping[str, Row]:
    """Return the rows of `tables/actors.csv` by id."""
    return {row["id"]: row for row in lexicon.rows("actors")}


def canonical_name(actor_id: str) -> str:
    """Return the name under which an actor is listed, for filters; the id itself where no row has it."""
    row = table().get(actor_id)
    return row["name"] if row else actor_id


def id_of(name: str) -> str | None:
    """Return the id of the only actor of this name or alias, whatever its capitals; else None."""
    return _by_name().get(name.casefold())


@cache
def _by_name() -> Mapping[str, str | None]:
    found: dict[str, str | None] = {}
    for row in table().values():
        for name in {row["name"].casefold(), *(alias.casefold() for alias in row["aliases"].split("|"))}:
            found[name] = None if found.get(name, row["id"]) != row["id"] else row["id"]
    return found


def side_of(actor_id: str) -> str:
    """Return the id of the state whose force an actor is, else its own id."""
    row = table().get(actor_id)
    return row["side"] or actor_id if row else actor_id


def state_of(country: str | None) -> str | None:
    """Return the id of the state with this ISO 3166-1 alpha-2 code."""
    return _states().get(country or "")


@cache
def capitals() -> Mapping[str, str]:
    """Return the id of the state by the name of its capital."""
    return {city: row["id"] for row in table().values() for city in row["capital"].split("|") if city}


@cache
def _states() -> Mapping[str, str]:
    return {row["countries"]: row["id"] for row in table().values() if row["kind"] == "state"}


@cache
def _aliases() -> Mapping[str, tuple[tuple[tuple[str, ...], str, bool], ...]]:
    index: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for row in table().values():
        for column, adjective in (("name", False), ("aliases", False), ("adjectives", True)):
            for alias in filter(None, row[column].split("|")):
                spelled = tuple(_WORD.findall(alias))
                index.setdefault(spelled[0].lower(), []).append((spelled, row["id"], adjective))
    return {first: tuple(sorted(found, key=lambda e: -len(e[0]))) for first, found in index.items()}


def names(doc: Doc) -> list[Name]:
    """Return the known names in a text, none inside another; later short forms ('the Guards') included."""
    text = [(m.start(), m.end(), m[0]) for m in _WORD.finditer(text_of(doc))]
    found, at = [], 0
    while at < len(text):
        hit = _longest(text, at)
        if hit:
            span = doc.char_span(text[at][0], text[at + hit[0] - 1][1], alignment_mode="expand")
            if span is not None and not _qualifies_only(span):
                found.append(Name(span.start, span.end, hit[1], table()[hit[1]]["kind"], hit[2]))
        at += hit[0] if hit else 1
    found += _unlisted(doc, found)
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
    last: dict[str, str | None] = {}
    for name in found:
        if name.end - name.start > 1 and not name.adjective and name.kind == "organization" and name.id:
            last.setdefault(doc[name.end - 1].text, name.id)
    return [
        Name(token.i, token.i + 1, last[token.text], "organization")
        for token in doc
        if token.text in last
        and token.i not in taken
        and token.i
        and doc[token.i - 1].lower_ == "the"
        and token.text[:1].isupper()
    ]


def _unlisted(doc: Doc, known: list[Name]) -> list[Name]:
    """Return names that no row holds: capitalised words among them one that only fighters call themselves,
    up to a word for a body of people; those called an armed group; and the acronyms that stand in brackets
    behind them.
    """
    taken = {i for name in known if not name.adjective for i in range(name.start, name.end)}
    found, at = [], 0
    while at < len(doc):
        end = _name_end(doc, at) or _called_end(doc, at)
        if end and not taken & set(range(at, end)):
            found.append(Name(at, end, None, "organization"))
        at = end or at + 1
    return found + [a for name in found for a in _acronyms(doc, name)]


def _name_end(doc: Doc, start: int) -> int | None:
    """Return where a name that begins at `start` ends, None where none begins."""
    if not _capital(doc[start]) or doc[start].lower_ in _ARTICLES or doc[start].lemma_.lower() in _PEOPLE:
        return None
    if doc[start].ent_type_ == "DATE":  # 'on Sunday Blue Valley fighters'
        return None
    end, fighting, last = start, False, None
    while end < min(len(doc), start + 9):
        token = doc[end]
        body = token.lower_ in _BODIES
        if not (_capital(token) or body or token.lower_ in _JOINTS):
            break
        fighting = fighting or (token.lower_ in _FIGHTING and _capital(token))
        if (body and fighting and end > start) or (
            last is not None
            and (token.lower_ in _FIGHTING or (_capital(token) and doc[end - 1].lower_ in _JOINTS))
        ):
            last = end + 1
        end += 1
    return last


def _called_end(doc: Doc, start: int) -> int | None:
    """Return where a name ends that follows a word for an armed band ('the armed group Los Tigres', 'an
    obscure group, Saraya al-Fath,') or opens with a word that only such bands do.
    """
    elsewhere = doc[start].ent_type_ in _NO_BANDS and doc[start].lower_ not in _ARTICLES
    if elsewhere or not doc[start].text[:1].isupper():
        return None
    end = start
    while end < min(len(doc), start + 6) and (_capital(doc[end]) or _is_joined(doc, end)):
        end += 1
    opens = doc[start].lower_ in _OPENERS and end > start + 1
    return end if opens or (end > start and _follows_band(doc, start)) else None


def _is_joined(doc: Doc, at: int) -> bool:
    """Return whether an article or a hyphen stands within a name ('Ansar al-Sunna')."""
    after = doc[at + 1 : at + 3]
    return doc[at].lower_ in ("al", "el", "-", "ul") and any(_capital(t) for t in after)


def _follows_band(doc: Doc, start: int) -> bool:
    """Return whether the word right before, or before a comma, is one for an armed band."""
    at = start - 1
    if at > 0 and doc[at].text == ",":
        at -= 1
    if at < 1 or doc[at].lower_ not in _BANDS:
        return False
    armed = doc[at].lower_ in _ALWAYS_ARMED or any(t.lower_ in _ARMED for t in doc[max(0, at - 3) : at])
    return armed and (
        doc[start - 1].text != "," or doc[start].dep_ == "appos" or doc[start].head.dep_ == "appos"
    )


def _capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.is_alpha


def _acronyms(doc: Doc, name: Name) -> list[Name]:
    after = doc[name.end : name.end + 2]
    if len(after) < 2 or after[0].text not in ("(", "[") or not after[1].is_upper:
        return []
    return [Name(t.i, t.i + 1, None, "organization") for t in doc if t.text == after[1].text]


def spelled_out(doc: Doc, names: list[Name]) -> Mapping[str, str]:
    """Return the full name by acronym of the names that no row holds."""
    full = {}
    for name in names:
        after = doc[name.end : name.end + 2]
        if name.id is None and len(after) == 2 and after[0].text in ("(", "[") and after[1].is_upper:
            full[after[1].text.lower()] = doc[name.start : name.end].text.lower()
    return full
