"""A place name as it stands in a text, before anyone knows which place it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc

from geo.model import Place, Span, Toponym, ToponymKind
from geo.places import cues
from geo.places.evidence import Text, is_dateline, kind_after

QUARTERS = frozenset({"neighbourhood", "neighborhood", "quarter", "ward", "precinct"})
AREAS = frozenset({"area", "zone", "sector"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `start` to `end` (exclusive) that name a place.

    `asked` is the name to look up, `wanted` the level that a word beside it speaks of ("Baghdad province"),
    `place_id` the place where the name itself says it ("U.S."), `known` whether a gazetteer bears it,
    `dateline` whether it opens a paragraph as its dateline, `honours` whether
    the names inside it are only what it is called after ("Fort Velorne"), `of_arms` whether it only says
    whose shells or troops they are ("Velorian shelling"). `span` is set where the caller named the code
    points.
    """

    start: int
    end: int
    kind: ToponymKind
    asked: str
    wanted: str | None = None
    place_id: str | None = None
    known: bool = True
    dateline: bool = False
    honours: bool = False
    of_arms: bool = False
    span: Span | None = None

    def toponym(self, doc: Doc, place: Place | None) -> Toponym:
        """Return the mention as a toponym of `doc`'s text."""
        span = self.span or Span(doc[self.start].idx, doc[self.end - 1].idx + len(doc[self.end - 1]))
        return Toponym(span.start, span.end, self.asked, self.kind, place)


def mention_at(text: Text, start: int, end: int) -> Mention:
    """Return the mention of tokens `start` to `end`, with the level that a word beside it speaks of."""
    wanted: str | None = None
    kind = kind_after(text, end)
    if kind is not None and (kind.level in {"province", "district", "city"} or _is_quarter(text, end)):
        wanted = kind.level
    before = (
        cues.kinds().get(text.word(text.before(start) - 1)) if text.word(text.before(start)) == "of" else None
    )
    if before is not None and before.before and before.level in {"province", "district", "city"}:
        wanted = wanted or before.level
    return Mention(
        start, end, "place", text.doc[start:end].text, wanted=wanted, dateline=is_dateline(text, start, end)
    )


def unknown_at(text: Text, start: int, end: int) -> Mention:
    """Return the mention of a name that nobody knows; a word for a site behind it says how large it is."""
    mention = mention_at(text, start, end)
    kind = kind_after(text, end)
    small = kind is not None and kind.level in ("site", "neighbourhood") and mention.wanted is None
    return replace(mention, known=False, wanted=kind.level if kind and small else mention.wanted)


def _is_quarter(text: Text, end: int) -> bool:
    """Return whether the word behind a name calls it a part of a town; an "area" alone may be any size."""
    return text.word(end) in QUARTERS or (text.word(end) in AREAS and text.word(end + 1) in ("of", "in"))
