"""The spots of an event's sentences -> the place of the event, with the words that name it.

`spots.py` says how each name hangs on a trigger; here one is chosen among those of all sentences, the title,
the dateline, and, where none of them is a place, the country that the text is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from geo.extract import news
from geo.extract.captions import is_caption
from geo.extract.mentions import Mention
from geo.extract.nesting import agree, contains, fineness, plain
from geo.extract.phrases import sentences_of
from geo.extract.spots import HEADING, SPREAD, Map, Spot
from geo.extract.unknown import under
from geo.model import Place, Toponym

_MORE = frozenset({"also", "too", "likewise", "another"})
_ADDING = ("in addition", "besides", "moreover", "at the same time", "moments later", "minutes later")
_OPENING = 4  # words
_NEAR = 2  # sentences


def of_event(group: Sequence[Mention], groups: Sequence[Sequence[Mention]], places: Map) -> Spot | None:
    """Return the place of an event; its paragraphs' names count where no trigger's sentence holds them."""
    judged = [m.sentence for other in groups for m in other]  # their names were weighed word by word
    paragraphs = sorted({places.paragraph(m.sentence.start_char) for m in group if not m.is_effect})

    def beside(named: Iterable[Toponym]) -> list[Spot]:
        outside = (t for t in named if not any(s.start_char <= t.start < s.end_char for s in judged))
        return [Spot(t, 0, "around") for t in outside]

    around = beside(t for start, end in paragraphs for t in places.around(start, end))
    parts = beside(t for start, end in paragraphs for t in places.parts_around(start, end))
    only_recalled = all(news.recalled(m) for m in group)
    spot = choose(
        [m.spots for m in group],
        around=around,
        title=places.around(0, _title_end(places.doc)) if group is groups[0] else (),
        seats=() if only_recalled else _seats(group, places),
    )
    if spot is not None and spot.rule == "dateline":
        spot = _beyond_dateline(spot, group, places)
    if spot is not None:
        return _in_part(_named(spot, group), parts)
    sure = 0.8 if only_recalled else 0.5
    return _as_before(group, groups) or _only_named(places) or _country(group, places, sure=sure)


def _as_before(group: Sequence[Mention], groups: Sequence[Sequence[Mention]]) -> Spot | None:
    """Return the place of what one sentence adds to another ('They also burned two buses')."""
    lead = group[0]
    if not _adds(lead):
        return None
    before = [
        m for other in groups if other is not group for m in other if 0 <= lead.number - m.number <= _NEAR
    ]
    attached = [
        s for m in before for s in m.spots if s.weight >= 2 and fineness(_place(s)) < 5 and not s.vague
    ]
    best = _first(attached)
    if best is None or not all(agree(_place(best), _place(s)) for s in attached):
        return None
    return replace(best, weight=0, rule="told just before")


def _adds(mention: Mention) -> bool:
    """Return whether a sentence tells of one thing more that was done by the same or at the same place."""
    token = mention.trigger.token
    opening = mention.sentence[:_OPENING].text.lower()
    return opening.startswith(_ADDING) or any(c.lower_ in _MORE for c in token.children)


def _only_named(places: Map) -> Spot | None:
    """Return the place of a text of one line, a headline or a caption, where it names but one: the parser is
    often wrong there about what hangs on what ("School no 2 in Ket damaged, 1 dead").
    """
    if not is_caption(places.text):
        return None
    spots = [Spot(t, 0, "the only place named") for t in places.standing()]
    spot = finest(spots)
    alone = spot is not None and all(contains(_place(s), _place(spot)) for s in spots)
    return spot if alone else None


def _named(spot: Spot, group: Sequence[Mention]) -> Spot:
    """Return a place under the name that only the text knows, where the place told with it is what holds it
    ("at Velorne Hospital in Ket", "bombs in Ket. ... One burst in the Velorne quarter"), or where the text
    told the region before ("killed ten in eastern Velland. ... attacked the village of Ket").
    """
    place = _place(spot)
    if spot.vague or place.level in ("site", "neighbourhood") or spot.listed:
        return spot
    for mention in group:
        beside = any(_place(s) == place and s.weight >= 2 for s in mention.spots)
        alone = place.level == "province" and all(s.vague for s in mention.spots)
        for inner in mention.spots:
            lies = inner.part or ((beside or alone) and inner.weight == 3)
            if inner.vague and lies and not inner.listed and place.country == _place(inner).country:
                named = replace(inner.toponym, place=under(place, inner.toponym.name, in_town=inner.part))
                return replace(inner, toponym=named, vague=False, rule=f"{inner.rule}, in {place.name}")
    return spot


def _in_part(spot: Spot, parts: Sequence[Spot]) -> Spot:
    """Return the one quarter or street that the sentences around name, where the event is known by its town
    only ("Bombs went off in Ket. ... The shops stand in the Velorne quarter").
    """
    place = _place(spot)
    if spot.vague or spot.listed or place.level != "city" or place.gazetteer_id is None:
        return spot
    names = {part.toponym.name for part in parts if _place(part).country == place.country}
    if len(names) != 1:
        return spot
    inner = next(part for part in parts if part.toponym.name in names)
    named = replace(inner.toponym, place=under(place, inner.toponym.name, in_town=True))
    return replace(inner, toponym=named, rule=f"around, in {place.name}")


def _country(group: Sequence[Mention], places: Map, *, sure: float) -> Spot | None:
    """Return the country that the event's passage is about, where no name of a place tells more."""
    country = places.country.of_passage(group[0].sentence.start_char, sure=sure)
    if country is None:
        return None
    named = country.kind == "place" and not places.in_dateline(country.start) and _is_name(country)
    return Spot(country, 0, "country of the text", named=named)


def _is_name(toponym: Toponym) -> bool:
    return toponym.place is not None and toponym.name.lower() in toponym.place.name.lower()


def _beyond_dateline(seat: Spot, group: Sequence[Mention], places: Map) -> Spot | None:
    """Return the dateline's town only where the event's sentences name no place at all: else the country
    they name, or nothing, since the text says that it was elsewhere.
    """
    inside = [(m.sentence.start_char, m.sentence.end_char) for m in group]
    named = [t for a, b in inside for t in places.countries(a, b)]
    unknown = any(a <= t.start < b for a, b in inside for t in places.unknown)
    if not named:
        return None if unknown else seat
    countries = {t.place.country for t in named if t.place}
    return Spot(named[0], 0, "country named beside") if len(countries) == 1 else None


def _seats(group: Sequence[Mention], places: Map) -> list[Toponym]:
    """Return the dateline's names; of a digest those of the event's own paragraphs, never of another's."""
    paragraphs = [places.paragraph(m.sentence.start_char) for m in group]
    own = [t for t in places.seats if any(start <= t.start < end for start, end in paragraphs)]
    return own or [t for t in places.seats if not places.in_bullet(t.start)]


def _title_end(doc: Doc) -> int:
    first = next((s for s in sentences_of(doc) if s.text.strip()), None)
    return first.end_char if first is not None else 0


def finest(spots: Iterable[Spot]) -> Spot | None:
    """Return the finest of the best attached place names, the first of equals."""
    return min(spots, key=lambda s: (-s.weight, fineness(_place(s)), s.toponym.start), default=None)


def _place(spot: Spot) -> Place:
    assert spot.toponym.place is not None
    return spot.toponym.place


def choose(
    sentences: Sequence[Sequence[Spot]],
    *,
    around: Sequence[Spot],
    title: Sequence[Toponym],
    seats: Sequence[Toponym],
) -> Spot | None:
    """Return the place of an event told in several sentences.

    The finest name that hangs on a trigger; a finer one of the event's sentences, then of the sentences
    around them, where it lies within; the title, then the dateline only where those name no place at all.
    """
    headings = [s for sentence in sentences for s in sentence if s.rule == HEADING]
    sentences = [[s for s in sentence if s.rule != HEADING] for sentence in sentences]
    around = [s for s in around if all(contains(_place(h), _place(s)) for h in headings)]
    spots = [spot for sentence in sentences for spot in sentence]
    attached = [s for s in spots if s.weight >= 2]
    lead: Sequence[Spot] = next((sentence for sentence in sentences if sentence), ())
    over = next((s for s in lead if s.rule == SPREAD), None)
    if over is not None and not any(
        s.weight > over.weight and contains(_place(over), _place(s)) for s in lead
    ):
        return over
    best = _of_lead(sentences) or _first(attached) or finest(spots)
    best = (best and _of_province(best, spots)) or best
    if best is None:
        best = finest(around)
        return (
            best
            or finest(headings)
            or finest(Spot(t, 0, "title") for t in title)
            or finest(Spot(t, 0, "dateline") for t in seats)
        )
    finer = [
        s
        for s in [*attached, *([] if best.vague else spots)]
        if fineness(_place(s)) < fineness(_place(best)) and contains(_place(best), _place(s))
    ]
    if not finer and not best.vague and fineness(_place(best)) >= 4:
        finer = [s for s in around if fineness(_place(s)) < 4 and contains(_place(best), _place(s))]
    return min(finer, key=lambda s: (-s.weight, fineness(_place(s)), s.toponym.start)) if finer else best


def _of_province(best: Spot, spots: Sequence[Spot]) -> Spot | None:
    """Return the place told once the text goes on, where a town named once stands for the province that is
    called after it ("Blast in Kandahar. ... in the Spin Boldak district of Kandahar province").
    """
    town = _place(best)
    same = [s for s in spots if _place(s).gazetteer_id == town.gazetteer_id]
    if town.level != "city" or town.gazetteer_id is None or len(same) != 1:
        return None
    others = [s for s in spots if s not in same and fineness(_place(s)) <= 3]
    return next((s for s in others if plain(town.name) in map(plain, _place(s).within[:-1])), None)


def _of_lead(sentences: Sequence[Sequence[Spot]]) -> Spot | None:
    """Return the town the first telling names, where only a later one has a place hang on it: a country."""
    named = [spots for spots in sentences if spots]
    if len(named) < 2 or any(s.weight >= 2 for s in named[0]):
        return None
    later = _first([s for spots in named[1:] for s in spots if s.weight >= 2])
    town = finest(named[0])
    if later is None or town is None or fineness(_place(later)) < 5 or fineness(_place(town)) > 2:
        return None
    return town


def _first(attached: Sequence[Spot]) -> Spot | None:
    """Return the place the first telling gives, a town rather than the country around another, the finest of
    those that agree with it.
    """
    if not attached:
        return None
    first = max(attached, key=lambda s: (s.weight, _place(s).level != "district"))
    same = [s for s in attached if agree(_place(first), _place(s))]
    return min(same, key=lambda s: (fineness(_place(s)), -s.weight, s.toponym.start))
