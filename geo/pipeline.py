"""The whole run, one screen: an article in, its reports out. Opens the models and the place index once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from spacy.language import Language

from geo.extract import captions, extract, language, readings
from geo.extract.country import World
from geo.extract.credence import Signs
from geo.extract.triggers import mentions_attack
from geo.model import Article, Report, Span, Toponym
from geo.places import Gazetteer, capital, country, geoparse
from geo.settings import Settings


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Everything reading needs, opened once a process."""

    nlp: Language
    gazetteer: Gazetteer

    @classmethod
    def open(cls, settings: Settings) -> Pipeline:
        """Load the language model and the place index. Raise GazetteerError where the index is missing or
        stale.
        """
        return cls(nlp=language.load(), gazetteer=Gazetteer.open(settings.gazetteer))

    def reports(self, article: Article) -> list[Report]:
        """Return what the article tells of attacks, main events first; [] where a fast scan finds no word
        of any.
        """
        if not (mentions_attack(article.readable) or captions.may_tell(article.readable)):
            return []
        doc = language.parse(self.nlp, article)
        names = geoparse(doc, gazetteer=self.gazetteer)
        return extract(article, doc, toponyms=names, world=self._world())

    def _world(self) -> World:
        return World(partial(country, gazetteer=self.gazetteer), partial(capital, gazetteer=self.gazetteer))

    def readings(self, article: Article) -> list[tuple[Signs, Report]]:
        """Return every event the rules read, credible or not, with its signs: what training learns from."""
        if not mentions_attack(article.readable):
            return []
        doc = language.parse(self.nlp, article)
        names = geoparse(doc, gazetteer=self.gazetteer)
        return readings(article, doc, toponyms=names, world=self._world())

    def toponyms(self, article: Article, *, spans: Sequence[Span] | None = None) -> list[Toponym]:
        """Return the article's place names, resolved where they can be; with `spans`, of these only."""
        doc = language.parse(self.nlp, article)
        return geoparse(doc, gazetteer=self.gazetteer, spans=spans)


def read(article: Article, *, settings: Settings) -> list[Report]:
    """Return the article's reports by this process's one pipeline, opened at the first call."""
    return _pipeline(settings).reports(article)


@cache
def _pipeline(settings: Settings) -> Pipeline:
    return Pipeline.open(settings)


@cache
def reader_version() -> str:
    """Name the rules that read articles: a digest of their code and tables. Reports read by others are read
    again.
    """
    here = Path(__file__).parent
    files = [
        f for part in ("corpus", "extract", "places") for f in (here / part).rglob("*") if f.suffix in SOURCES
    ]
    digest = hashlib.sha256()
    for file in sorted([*files, here / "model.py"]):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


SOURCES = {".py", ".csv", ".toml", ".txt"}
