"""A text -> whether any word in it could name an attack: one pass, before anything is parsed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from geo.extract.lexicon import Row, rows, words

_IRREGULAR = {
    "shoot": "shoots shot shooting",
    "strike": "strikes struck striking",
    "hit": "hits hitting",
    "throw": "throws threw thrown throwing",
    "burn": "burns burned burnt burning",
    "blow": "blows blew blown blowing",
    "set": "sets setting",
    "take": "takes took taken taking",
    "fall": "falls fell fallen falling",
    "break": "breaks broke broken breaking",
    "overrun": "overruns overran overrunning",
    "bring": "brings brought bringing",
    "burst": "bursts bursting",
    "run": "runs ran running",
    "drive": "drives drove driven driving",
    "come": "comes came coming",
    "hold": "holds held holding",
    "go": "goes went gone going",
    "drop": "drops dropped dropping",
    "die": "dies died dying dead",
    "fight": "fights fought fighting",
    "lose": "loses lost losing",
    "tear": "tears tore torn tearing",
    "cut": "cuts cutting",
    "beat": "beats beaten beating",
    "find": "finds found finding",
    "slay": "slays slew slain slaying",
    "lead": "leads led leading",
    "leave": "leaves left leaving",
    "put": "puts putting",
    "slit": "slits slitting",
}
_ALONE = words("scan alone")
_TOO_COMMON = words("scan too common")
_NO_COMPANY = words("scan no company")
_CASUALTIES = words("scan casualties")
_OFFICES = ("aid", "diplomatic", "government", "media", "religious")  # whose death alone may be an attack
_BESIDE = 40  # code points between somebody in office and a word of death: "the mayor was killed"
_NEAR = 250  # code points between a word that trade and sport use as well and one that only violence does
_WORD = re.compile(r"[^\W\d_]+")


def mentions_attack(text: str) -> bool:
    """Return whether a text is worth parsing: it has a word of violence, or one that sport and trade use as
    well ('attack', 'strike') and not far from it one of weapons, armed people or casualties, or tells of the
    death of somebody in office.
    """
    lower = text.lower()
    weak: list[int] = []
    company: list[int] = []
    deaths: list[int] = []
    offices: list[int] = []
    for word in _WORD.finditer(lower):
        if _strong().begins(lower, word):
            return True
        if _weak().begins(lower, word):
            weak.append(word.start())
        if _company().begins(lower, word):
            company.append(word.start())
        if word[0] in _CASUALTIES:
            deaths.append(word.start())
        if _offices().begins(lower, word):
            offices.append(word.start())
    if _close(weak, company, within=_NEAR) or _close(deaths, offices, within=_BESIDE):
        return True
    return bool(weak) and _close(weak, _named_at(text), within=_NEAR)


def _named_at(text: str) -> list[int]:
    """Return where armed organisations are named: 'Boko Haram killed five farmers'."""
    return [word.start() for word in _WORD.finditer(text) if _names().begins(text, word)]


def _close(ones: list[int], others: list[int], *, within: int) -> bool:
    return any(0 < abs(one - other) <= within for one in ones for other in others)


@dataclass(frozen=True, slots=True)
class Forms:
    """Words and phrases in all their forms, found by their first word."""

    alone: frozenset[str]
    phrases: Mapping[str, re.Pattern[str]]

    @classmethod
    def of(cls, forms: Iterable[str]) -> Forms:
        """Index lower-case words and phrases; between the words of a phrase up to six others may stand."""
        alone, rest = set(), dict[str, list[str]]()
        for form in forms:
            if _WORD.fullmatch(form):
                alone.add(form)
            else:
                rest.setdefault(_WORD.findall(form)[0], []).append(form)
        return cls(frozenset(alone), {first: _expression(found) for first, found in rest.items()})

    def begins(self, text: str, word: re.Match[str]) -> bool:
        """Return whether one of them begins with this word of the text."""
        if word[0] in self.alone:
            return True
        phrase = self.phrases.get(word[0])
        return phrase is not None and phrase.match(text, word.start()) is not None


def inflected(lemma: str) -> set[str]:
    """Return the forms of an English word, a few too many where spelling is not regular."""
    first, _, rest = lemma.partition(" ")
    forms = {first, *_IRREGULAR.get(first, "").split()}
    if first not in _IRREGULAR:
        stem = first[:-1] if first.endswith("e") else first
        forms |= {
            first + "s",
            first + "es",
            stem + "ed",
            stem + "ing",
            stem + first[-1] + "ed",
            stem + first[-1] + "ing",
        }
        if first.endswith("y"):
            forms |= {first[:-1] + "ies", first[:-1] + "ied"}
    return {f"{form} {rest}".strip() for form in forms}


@cache
def _strong() -> Forms:
    return Forms.of(_triggers(lambda row: row["strength"] == "strong" or row["lemma"] in _ALONE))


@cache
def _weak() -> Forms:
    return Forms.of(_triggers(lambda row: row["strength"] != "strong" and row["lemma"] not in _TOO_COMMON))


@cache
def _company() -> Forms:
    people = [row["word"] for row in rows("people") if row["stance"] in ("armed", "force", "unruly")]
    arms = [row["word"] for row in rows("weapons")]
    named = [word for word in (*people, *arms) if word not in _NO_COMPANY]
    return Forms.of([*_CASUALTIES, *(form for word in named for form in _plurals(word))])


@cache
def _names() -> Forms:
    """Return names of armed organisations, and words that only such names hold, in their own case."""
    listed = (row for row in rows("actors") if row["kind"] == "organization")
    written = (row[column].split("|") for row in listed for column in ("name", "aliases", "adjectives"))
    written = ([*names, *(name.replace(" al-", " Al-") for name in names)] for names in written)
    bodies = (word.capitalize() for word in words("names fighting") - _NO_COMPANY)
    return Forms.of([*filter(None, (name for names in written for name in names)), *bodies])


@cache
def _offices() -> Forms:
    people = (row["word"] for row in rows("people") if row["stance"] == "civil" and row["kind"] in _OFFICES)
    return Forms.of(form for word in people for form in _plurals(word))


def _triggers(wanted: Callable[[Row], bool]) -> Iterator[str]:
    for row in filter(wanted, rows("triggers")):
        yield from inflected(row["lemma"]) if row["pos"] == "verb" else _plurals(row["lemma"])


def _plurals(word: str) -> Iterator[str]:
    yield from (word, word + "s", word + "es")
    if word.endswith("man"):
        yield word[:-2] + "en"


def _expression(forms: Iterable[str]) -> re.Pattern[str]:
    written = sorted(
        {re.escape(form).replace(r"\ ", r"\s+(?:\w+\s+){0,6}?").replace(r"\-", r"[-\s]?") for form in forms},
        key=len,
        reverse=True,
    )
    return re.compile(rf"(?:{'|'.join(written)})\b")
