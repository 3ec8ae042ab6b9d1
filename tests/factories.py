"""Made-up events and articles for tests. Nothing here happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from geo.model import Actor, Article, Count, Event, Evidence, Place, Report, Source, Span, When
from geo.store import ArticleRecord, Store, collection

BAGHDAD = Place("Baghdad", 33.34, 44.40, "city", 12.0, "IQ", "IQ-BG", "geonames:98182", ("Baghdad", "Iraq"))
GREEN_ZONE = Place(
    "Green Zone", 33.305, 44.39, "neighbourhood", 2.5, "IQ", "IQ-BG", "site:green-zone", ("Baghdad", "Iraq")
)
EMBASSY = Place(
    "U.S. Embassy", 33.2986, 44.3944, "site", 0.5, "IQ", "IQ-BG", "site:us-embassy", ("Baghdad", "Iraq")
)
ANBAR = Place("Anbar", 32.9, 41.6, "province", 210.0, "IQ", "IQ-AN", None, ("Iraq",))
IRAQ = Place("Iraq", 33.0, 43.7, "country", 500.0, "IQ", None, None)
GOMA = Place("Goma", -1.67, 29.22, "city", 9.0, "CD", "CD-NK", None, ("North Kivu", "Congo"))
KHARKIV = Place("Kharkiv", 49.98, 36.25, "city", 14.0, "UA", "UA-63", None, ("Kharkiv", "Ukraine"))

MILITIAS = Actor(
    "Iran-aligned militias", "group", "suspected", "the embassy's spokesperson", "iran-aligned-militias"
)
RUSSIA = Actor("Russia", "state", "suspected", "the regional governor", "russia")
M23 = Actor("M23", "organization", "claimed", "M23", "m23")


def day(date: str | None, **more: Any) -> When:
    """Return a time of day precision, or of none."""
    if date is None:
        return When(**more)
    return When(**{"date": dt.date.fromisoformat(date), "precision": "day", "basis": "stated", **more})


def report(*, article: str = "a1", quote: str = "Two rockets hit the compound.", **more: Any) -> Report:
    """Return one report; the quote stands at the start of the article."""
    source = more.pop("source", None) or Source(
        article,
        "Rockets hit a compound",
        "Test Wire",
        "https://example.org/a1",
        dt.date(2023, 12, 8),
        "record",
    )
    plain: dict[str, Any] = {
        "type": "rocket_attack",
        "when": day("2023-12-08"),
        "main": True,
        "start": 0,
        "end": len(quote),
        "trigger_start": 0,
        "trigger_end": 3,
    }
    return Report(source=source, quote=quote, **{**plain, **more})


def event(id: str = "e1", *, date: str | None = "2023-12-08", **more: Any) -> Event:
    """Return one event: a rocket attack on the Green Zone by unnamed militias, unless told otherwise."""
    plain: dict[str, Any] = {
        "type": "rocket_attack",
        "when": day(date),
        "main": True,
        "reports": (report(),),
        "actors": (MILITIAS,),
        "place": GREEN_ZONE,
        "killed": Count(0, 0),
        "injured": Count(0, 0),
        "confidence": 0.8,
    }
    return Event(id=id, **{**plain, **more})


def events() -> list[Event]:
    """Return a small world: every level of place, three actors, none, no date, no place, background."""
    return [
        event("e1", when=day("2023-12-08", time="04:15")),
        event("e2", place=EMBASSY, date="2023-12-20", killed=Count(1, 3), injured=Count(4, None)),
        event("e3", place=ANBAR, date="2024-01-20", type="missile_strike"),
        event("e4", place=IRAQ, date="2023-11-02", main=False),
        event("e5", place=KHARKIV, date="2024-02-01", type="air_strike", actors=(RUSSIA,), confidence=0.95),
        event("e6", place=GOMA, date="2024-02-14", type="shelling", actors=(M23, RUSSIA)),
        event("e7", place=GOMA, date=None, type="shooting", actors=()),
        event("e8", place=None, date="2024-02-20", type="bombing", actors=()),
        event("e9", place=BAGHDAD, date="2023-12-15", type="shooting", status="rejected"),
    ]


def article(
    id: str = "a1", *, text: str = "Two rockets hit the compound. Nobody was hurt.", **more: Any
) -> Article:
    """Return one article."""
    return Article(id, text, **{"title": "Rockets hit a compound", "publisher": "Test Wire", **more})


def evidence(field: Any, start: int, end: int) -> Evidence:
    """Return the words behind one field."""
    return Evidence(field, start, end, "test:rule")


ATTACKS = (
    "<script>window.ran = 1</script>",
    "${window.ran = 1}",
    "`window.ran = 1`",
    "</textarea></style></script><img src=x onerror='window.ran = 1'>",
    "{{ 7 * 7 }} {% raw %} {# note",
    "{{{ 7 * 7 }}}",
    '"><svg onload=window.ran=1>',
    "=HYPERLINK(1)",
    "[click](javascript:window.ran=1)",
    "\u202egnirts\u2066",
)
HOSTILE = " ".join(ATTACKS)


def hostile_event() -> Event:
    """Return an event in which every text is an attack."""
    source = Source("a2", HOSTILE, HOSTILE, "javascript:window.ran=1", dt.date(2024, 3, 1), "record")
    actor = Actor(HOSTILE, "group", "suspected", HOSTILE)
    told = report(source=source, quote=HOSTILE, actors=(actor,), evidence=(evidence("actor", 5, 40),))
    place = Place(HOSTILE, 48.5, 35.0, "city", 9.0, "UA", None, None, (HOSTILE,))
    return event(
        "hostile", date="2024-03-01", actors=(actor, actor), place=place, reports=(told,), weapons=(HOSTILE,)
    )


def records() -> list[ArticleRecord]:
    """Return three articles: one with an event and page chrome, a hostile one, one without any event."""
    text = "Two rockets hit the compound in the Green Zone. Nobody was hurt.\nRead more: ten best cafes"
    told = report(
        quote="Two rockets hit the compound in the Green Zone.",
        evidence=(evidence("weapon", 4, 11), evidence("trigger", 12, 15), evidence("place", 36, 46)),
        place=GREEN_ZONE,
    )
    return [
        ArticleRecord(article(text=text, chrome=(Span(65, len(text)),)), "test", (told,)),
        ArticleRecord(article("a2", text=HOSTILE, title=HOSTILE), "test", hostile_event().reports),
        ArticleRecord(article("a3", text="The price of flour fell.", title="Flour cheaper"), "test"),
    ]


def store(path: Path, happened: Iterable[Event]) -> Path:
    """Write a store of these events and of `records` to `path` and return it."""
    with Store(path).writing() as writer:
        for record in records():
            writer.add(record)
        writer.commit()
    path.write_text(collection(happened), encoding="utf-8")
    return path
