"""The nouns of Dateline: articles, places, reports, events. Frozen values; change is `replace`.

A *report* is one event as one article tells it; an *event* is what one or more reports say happened.
Offsets count code points of `Article.text`. Coordinates are WGS 84 degrees in fields named `lat` and `lon`,
distances are kilometres in fields ending in `_km`. `None` means "not said" or "not known", never zero.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

PublishedBasis = Literal["record", "page", "inferred", "unknown"]
DateBasis = Literal["stated", "relative", "published", "inferred", "unknown"]
DatePrecision = Literal["day", "range", "week", "month", "year", "unknown"]
Level = Literal["site", "neighbourhood", "city", "district", "province", "country"]
ActorKind = Literal["state", "organization", "group", "individual"]
Attribution = Literal["confirmed", "claimed", "suspected", "denied", "unknown"]
TargetKind = Literal[
    "diplomatic", "military", "police", "government", "civilian", "infrastructure",
    "religious", "medical", "school", "media", "aid", "unknown",
]  # fmt: skip
Status = Literal["machine", "confirmed", "corrected", "rejected"]
ToponymKind = Literal["place", "nested", "demonym"]
Field = Literal[
    "trigger",
    "actor",
    "attribution",
    "target",
    "victim",
    "weapon",
    "killed",
    "injured",
    "date",
    "time",
    "place",
]


@dataclass(frozen=True, slots=True)
class Span:
    """Code points `start` to `end` (exclusive) of an article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was read. `text` is the source's own, to the character; `chrome` marks what is not
    the report in it (a doubled title, an agency prefix, menus), so that offsets never move.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: dt.date | None = None
    published_basis: PublishedBasis = "unknown"
    language: str | None = None
    chrome: tuple[Span, ...] = ()

    @property
    def readable(self) -> str:
        """Return `text` with chrome blanked out, character for character, line breaks kept."""
        pieces, at = [], 0
        for span in self.chrome:
            blank = "".join("\n" if c == "\n" else " " for c in self.text[span.start : span.end])
            pieces += [self.text[at : span.start], blank]
            at = span.end
        return "".join(pieces) + self.text[at:]


@dataclass(frozen=True, slots=True)
class Place:
    """A resolved place: its point, how exact it is, and a radius that honestly contains what happened there.

    `within` names the containing units from the smallest up; `country` is ISO 3166-1 alpha-2, `admin1` ISO
    3166-2, `gazetteer_id` such as `geonames:98182` or `site:green-zone`.
    """

    name: str
    lat: float
    lon: float
    level: Level
    uncertainty_km: float
    country: str | None = None
    admin1: str | None = None
    gazetteer_id: str | None = None
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in a text, resolved or not (`place` is None). A `demonym` ("Iraqi") hints at a country and
    locates nothing; a `nested` one stands inside another name ("Aleppo University").
    """

    start: int
    end: int
    name: str
    kind: ToponymKind = "place"
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class When:
    """The time of an event: first day, last day of a range, how exactly and on what grounds it is known.

    `time` is local, `HH:MM`. A month or a year stands as its first and last day in `date` and `end`.
    """

    date: dt.date | None = None
    end: dt.date | None = None
    precision: DatePrecision = "unknown"
    basis: DateBasis = "unknown"
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people as reported, from `min` to `max`. Both None: not said. Both 0: reported as none.
    Only `max` None: "at least"; only `min` None: "up to".
    """

    min: int | None = None
    max: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is said to have done it. `name` and `aliases` are the article's own words, `id` the canonical
    actor.
    """

    name: str
    kind: ActorKind
    attribution: Attribution
    attributed_by: str | None = None
    id: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """What was hit, in the article's own words."""

    name: str
    kind: TargetKind = "unknown"


@dataclass(frozen=True, slots=True)
class Victim:
    """Who was hurt or taken, in the article's own words."""

    name: str
    aliases: tuple[str, ...] = ()
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words behind one field of a report, and the rule (a table row or a module's function) that read
    them.
    """

    field: Field
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a report is main or background, or what made it more or less sure: `weight` adds to the log odds of
    its confidence, and is 0 where it decided alone.
    """

    field: Literal["main", "confidence"]
    said: str
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Source:
    """Where a report comes from."""

    article_id: str
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: dt.date | None = None
    published_basis: PublishedBasis = "unknown"


@dataclass(frozen=True, slots=True)
class Report:
    """One event as one article tells it. `start`, `end` bound the quoted sentence, `trigger_*` the word
    that names the event, `place_*` the words that name its place. `actors[0]` is the main suspect.
    """

    source: Source
    type: str
    when: When
    main: bool
    quote: str
    start: int
    end: int
    trigger_start: int
    trigger_end: int
    actors: tuple[Actor, ...] = ()
    targets: tuple[Target, ...] = ()
    victims: tuple[Victim, ...] = ()
    weapons: tuple[str, ...] = ()
    killed: Count = Count()
    injured: Count = Count()
    place: Place | None = None
    place_name: str | None = None
    place_start: int | None = None
    place_end: int | None = None
    confidence: float = 0.5
    confidence_place: float = 0.5
    confidence_date: float = 0.5
    confidence_actor: float = 0.5
    evidence: tuple[Evidence, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """What one or more reports say happened. Counts are ranges over the reports, `place` is the most exact
    one, `actors` carry the strongest attribution with who makes it.
    """

    id: str
    type: str
    when: When
    main: bool
    reports: tuple[Report, ...]
    actors: tuple[Actor, ...] = ()
    targets: tuple[Target, ...] = ()
    victims: tuple[Victim, ...] = ()
    weapons: tuple[str, ...] = ()
    killed: Count = Count()
    injured: Count = Count()
    place: Place | None = None
    confidence: float = 0.5
    confidence_place: float = 0.5
    confidence_date: float = 0.5
    confidence_actor: float = 0.5
    status: Status = "machine"
