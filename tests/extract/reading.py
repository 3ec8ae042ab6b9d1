"""Reads made-up articles with made-up places, so that a test says only what it is about."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import cache

from spacy.language import Language

from geo.extract import extract, language
from geo.model import Article, Level, Place, Report, Toponym

PUBLISHED = dt.date(2024, 5, 16)  # a Thursday


def place(
    name: str,
    lat: float,
    lon: float,
    *,
    level: Level = "city",
    country: str | None = "XQ",
    within: Sequence[str] = (),
) -> Place:
    radius = {
        "site": 1.0,
        "neighbourhood": 2.0,
        "city": 8.0,
        "district": 25.0,
        "province": 90.0,
        "country": 400.0,
    }
    return Place(name, lat, lon, level, radius[level], country, None, f"made-up:{name}", tuple(within))


PLACES = {
    "Quarania": place("Quarania", 10.0, 10.0, level="country"),
    "Velland": place("Velland", 40.0, 40.0, level="country", country="XV"),
    "Torsk": place("Torsk", 10.5, 10.5, within=("Quarania",)),
    "Ombira": place("Ombira", 11.9, 11.9, within=("Quarania",)),
    "Sela Bazaar": place("Sela Bazaar", 10.51, 10.51, level="neighbourhood", within=("Torsk", "Quarania")),
    "Norfen": place("Norfen", 12.5, 9.0, level="province", within=("Quarania",)),
    "Harwick": place("Harwick", 41.0, 41.0, country="XV", within=("Velland",)),
}


@cache
def model() -> Language:
    return language.load()


def toponyms(text: str) -> list[Toponym]:
    found = [
        Toponym(match.start(), match.end(), name, "place", where)
        for name, where in PLACES.items()
        for match in re.finditer(rf"\b{name}\b", text)
    ]
    return sorted(found, key=lambda t: t.start)


def read(text: str, *, published: dt.date | None = PUBLISHED, title: str | None = None) -> list[Report]:
    article = Article(
        "made-up",
        text,
        title=title,
        published=published,
        published_basis="record" if published else "unknown",
    )
    doc = language.parse(model(), article)
    return extract(article, doc, toponyms=toponyms(text))


def news(text: str, *, published: dt.date | None = PUBLISHED) -> list[Report]:
    return [report for report in read(text, published=published) if report.main]
