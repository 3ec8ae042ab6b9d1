"""A place name as it stands in a text, before anyone knows which place it is."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from geo.model import Place, Span, Toponym, ToponymKind
from geo.places import cues
from geo.places.evidence import Text, is_dateline, kind_after


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `start` to `end` (exclusive) that name a place.

    `asked` is the name to look up, `wanted` the level that a word beside it speaks of ("Baghdad province"),
    `place_id` the place where the name itself says it ("U.S."), `known` whether a gazetteer bears it,
    `dateline` whether it opens a paragraph as its dateline. `span` is set where the caller named the code
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
    span: Span | None = None

    def toponym(self, doc: Doc, place: Place | None) -> Toponym:
        """Return the mention as a toponym of `doc`'s text."""
        span = self.span or Span(doc[self.start].idx, doc[self.end - 1].idx + len(doc[self.end - 1]))
        return Toponym(span.start, span.end, self.asked, self.kind, place)


def mention_at(text: Text, start: int, end: int) -> Mention:
    """Return the mention of tokens `start` to `end`, with the level that a word beside it speaks of."""
    wanted: str | None = None
    kind = kind_after(text, end)
    if kind is not None and kind.level in {"province", "district", "city"}:
        wanted = kind.level
    before = (
        cues.kinds().get(text.word(text.before(start) - 1)) if text.word(text.before(start)) == "of" else None
    )
    if before is not None and before.before and before.level in {"province", "district", "city"}:
        wanted = wanted or before.level
    return Mention(
        start, end, "place", text.doc[start:end].text, wanted=wanted, dateline=is_dateline(text, start, end)
    )
