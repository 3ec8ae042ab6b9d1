"""The whole run, one screen: an article in, its reports out. Opens the models and the place index once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from geo.extract import captions, contests, judged, language, links, readings, restoring, truecase, walls
from geo.extract.country import World
from geo.extract.homes import home
from geo.extract.omitted import Omission, omitted
from geo.extract.rivals import Rival
from geo.extract.signs import Signs
from geo.extract.triggers import mentions_attack
from geo.model import Article, Report, Span, Toponym
from geo.places import Gazetteer, capital, country, geoparse, index
from geo.places.caseless import is_name
from geo.places.weighing import Weighed, weighed
from geo.settings import Settings


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Everything reading needs, opened once a process."""

    nlp: Language
    gazetteer: Gazetteer
    vocabulary: truecase.Vocabulary

    @classmethod
    def open(cls, settings: Settings) -> Pipeline:
        """Load the language model and the place index, which is built where it is missing, stale or corrupt
        (half a minute, said on stderr). Raise GazetteerError where it cannot be.
        """
        nlp, gazetteer = language.load(), index.opened(settings.gazetteer)
        named = partial(is_name, gazetteer=gazetteer)
        return cls(nlp, gazetteer, truecase.vocabulary(nlp, named=named))

    def reports(self, article: Article) -> list[Report]:
        """Return what the article tells of attacks, main events first; [] where a fast scan finds no word
        of any.
        """
        return self.judged(article)[0]

    def judged(self, article: Article) -> tuple[list[Report], list[Report]]:
        """Return what `reports` does, and beside it what was read and is not credible enough to be shown."""
        plain = self._plain(article)
        if not _may_tell(plain):
            return [], []
        doc, names = self._parsed(plain)
        told, doubted = judged(plain, doc, toponyms=names, world=self._world())
        return (
            restoring.restored(told, article, plain=plain),
            restoring.restored(doubted, article, plain=plain),
        )

    def checked(self, article: Article) -> tuple[list[Report], list[Report], list[Omission]]:
        """Return what `judged` does, and the words of attacks that gave neither, each with why."""
        plain = self._plain(article)
        told, doubted = self.judged(article)
        doc = language.parse(self.nlp, plain)
        return told, doubted, omitted(doc, told=[*told, *doubted])

    def readings(self, article: Article) -> list[tuple[Signs, Report]]:
        """Return every event the rules read, credible or not, with its signs: what training learns from."""
        plain = self._plain(article)
        if not mentions_attack(plain.readable):
            return []
        doc, names = self._parsed(plain)
        return readings(plain, doc, toponyms=names, world=self._world())

    def contests(self, article: Article) -> list[tuple[tuple[Rival, ...], Report]]:
        """Return every event the rules read with all parties of the text weighed as its suspects: what
        training learns from.
        """
        plain = self._plain(article)
        if not mentions_attack(plain.readable):
            return []
        doc, names = self._parsed(plain)
        return contests(plain, doc, toponyms=names, world=self._world())

    def toponyms(self, article: Article, *, spans: Sequence[Span] | None = None) -> list[Toponym]:
        """Return the article's place names, resolved where they can be; with `spans`, of these only."""
        plain = self._plain(article)
        doc = language.parse(self.nlp, plain)
        found = geoparse(doc, gazetteer=self.gazetteer, country_hint=home(doc), spans=spans)
        return [replace(t, name=article.text[t.start : t.end]) for t in found] if plain != article else found

    def weighed(self, article: Article) -> list[Weighed]:
        """Return the article's place names, each with the places that it might mean."""
        plain = self._plain(article)
        found = weighed(language.parse(self.nlp, plain), gazetteer=self.gazetteer)
        return [each.called(article.text[each.toponym.start : each.toponym.end]) for each in found]

    def link(self, article: Article, verb: Span) -> Span | None:
        """Return where the article names the place of what its word at `verb` tells, or None."""
        doc, names = self._parsed(self._plain(article))
        return links.of_verb(doc, verb, toponyms=names)

    def _plain(self, article: Article) -> Article:
        """Return the article as prose, in the case of print and without walls of signs; offsets stay."""
        return truecase.article(walls.article(article), self.vocabulary)

    def _parsed(self, plain: Article) -> tuple[Doc, list[Toponym]]:
        doc = language.parse(self.nlp, plain)
        return doc, geoparse(doc, gazetteer=self.gazetteer, country_hint=home(doc))

    def _world(self) -> World:
        return World(partial(country, gazetteer=self.gazetteer), partial(capital, gazetteer=self.gazetteer))


def _may_tell(article: Article) -> bool:
    return mentions_attack(article.readable) or captions.may_tell(article.readable)


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
