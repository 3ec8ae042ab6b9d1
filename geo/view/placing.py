"""Names of places and what they may mean -> what the map draws, the table lists and the card says. Pure, but
for outlines.

The places chosen have the blue mark and their radius; what else the name in hand may mean is small and grey.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from geo.language import tr
from geo.model import Article, Place
from geo.places.weighing import Weighed
from geo.query import country_name
from geo.view import escape, layers, palette, reading, words
from geo.view.card import fact
from geo.view.palette import MARKS, OTHER
from geo.view.reading import Highlight

MARK = MARKS[0]
MOST_RIVALS = 12
CLOSEST_ZOOM = 10  # 150 m a pixel: the radius of a quarter can be seen
NOUN = "place"


def payload(names: Sequence[Weighed], at: int, *, overview: bool) -> dict[str, Any]:
    """Return the marks of all chosen places and of what else name `at` may mean, for `assets/events.js`.

    An id begins with the number of a name. An overview shows all places of a text, else the map goes to the
    place of name `at` whenever that is another one.
    """
    chosen: dict[Place, str] = {}
    for number, each in enumerate(names):
        if each.toponym.place:
            chosen.setdefault(
                each.toponym.place, f"{number}:{each.toponym.place.lat}:{each.toponym.place.lon}"
            )
    place = names[at].toponym.place
    here = [chosen[place]] if place else []
    rivals = [] if overview else [rival for rival, _ in rivals_of(names[at]) if rival not in chosen]
    if place and place.level == "country":  # "Mexico": the table has its capital too, but no pin stands there
        rivals = [rival for rival in rivals if rival.country != place.country]
    return {
        "points": [
            *(_point(each, id) for each, id in chosen.items() if not layers.is_area(each)),
            *(_rival(each) for each in rivals if not layers.is_area(each)),
        ],
        "areas": [_area(each, id) for each, id in chosen.items() if layers.is_area(each)],
        "marks": [layers.mark_payload(mark) for mark in (MARK, OTHER)],
        "chosen": here,
        "total": len(chosen),
        "view": "" if overview else "".join(here),
        "closest": CLOSEST_ZOOM,
    }


def number_of(id: str) -> int | None:
    """Return the number of the name whose mark bears the id; None for what else a name may mean."""
    number = id.partition(":")[0]
    return int(number) if number.isdecimal() else None


def _point(place: Place, id: str) -> dict[str, Any]:
    return {
        "ids": [id],
        "lat": place.lat,
        "lon": place.lon,
        "km": place.uncertainty_km,
        "mark": 0,
        "hollow": False,
        "lines": [full_name(place), words.capital(words.precision(place))],
    }


def _rival(place: Place) -> dict[str, Any]:
    lines = [full_name(place), tr("Another place of this name")]
    return _point(place, "rival") | {"km": 0, "mark": 1, "hollow": True, "lines": lines}


def _area(place: Place, id: str) -> dict[str, Any]:
    level, code = layers.unit(place)
    return _point(place, id) | {
        "level": level,
        "name": words.place_name(place),
        "title": full_name(place),
        "rings": layers.outline(level, code),
        "lines": [words.capital(words.precision(place))],
    }


def full_name(place: Place) -> str:
    """Return 'Green Zone, Baghdad, Iraq'."""
    return words.place(place, country=country_name(place.country) if place.country else None)


def rivals_of(name: Weighed) -> Sequence[tuple[Place, float]]:
    """Return the likeliest places that a name may mean, each with its share of the likelihood."""
    return name.rivals[:MOST_RIVALS]


def card(name: Weighed) -> str:
    """Return what is known of the place chosen for a name, as HTML; that none is, where it is so."""
    place, asked = name.toponym.place, escape.html(name.toponym.name)
    if place is None:
        return (
            f'<article class="card"><p class="kicker">{asked}</p>'
            f"<h2>{escape.html(tr('No place on the map'))}</h2>"
            f"<p>{escape.html(_why_none(name))}</p></article>"
        )
    rows = "".join(fact(term, said, fine) for term, said, fine in _facts(name, place))
    return (
        f'<article class="card"><p class="kicker">{palette.swatch(MARK)} {asked}</p>'
        f"<h2>{escape.html(full_name(place))}</h2><dl>{rows}</dl></article>"
    )


def _why_none(name: Weighed) -> str:
    if not name.rivals:
        return tr("The place index knows nothing of this name.")
    return tr("The index knows places of this name, but what stands around it speaks for none of them.")


def _facts(name: Weighed, place: Place) -> Iterator[tuple[str, str, str]]:
    yield tr("How exactly"), words.precision(place), ""
    yield tr("Centre"), f"{place.lat:g}, {place.lon:g}", tr("latitude, longitude")
    if place not in (rival for rival, _ in name.rivals):
        said = tr("read from the words around the name")
        yield tr("How"), said, tr("not a place of the index as it stands")
    if place.gazetteer_id:
        yield tr("Record"), place.gazetteer_id, ""


def rivals_table(name: Weighed) -> pd.DataFrame:
    """Return the candidates of a name, the likeliest first."""
    rivals = rivals_of(name)
    return pd.DataFrame({
        tr("Candidate"): [full_name(place) for place, _ in rivals],
        tr("Likelihood"): [round(share, 2) for _, share in rivals],
        tr("Known by"): [words.LEVEL[place.level] for place, _ in rivals],
        tr("Taken"): [tr("yes") if place == name.toponym.place else "" for place, _ in rivals],
    })  # fmt: skip


def names_table(names: Sequence[Weighed], times: Sequence[int]) -> pd.DataFrame:
    """Return the names of a text, in its order, with what each was taken for."""
    places = [each.toponym.place for each in names]
    return pd.DataFrame({
        tr("Name"): [each.toponym.name for each in names],
        tr("Taken for"): [full_name(place) if place else tr("not known") for place in places],
        tr("Known by"): [words.LEVEL[place.level] if place else "" for place in places],
        tr("Candidates"): [len(each.rivals) for each in names],
        tr("Times"): list(times),
    })  # fmt: skip


def marked_text(article: Article, names: Sequence[Weighed]) -> str:
    """Return the text as HTML with the names marked; what each was taken for shows under a pointer."""
    found = [
        Highlight(t.start, t.end, "ev-place", full_name(t.place) if t.place else tr("not known"))
        for t in (each.toponym for each in names)
    ]
    return f'<div class="article-text" dir="auto">{reading.marked(article.text, found, offset=0)}</div>'


def distinct(names: Sequence[Weighed]) -> Mapping[Weighed, int]:
    """Return each name once for each place it stands for, with how often the text has it."""
    first: dict[tuple[str, Place | None], Weighed] = {}
    times: dict[Weighed, int] = {}
    for each in names:
        kept = first.setdefault((each.toponym.name.casefold(), each.toponym.place), each)
        times[kept] = times.get(kept, 0) + 1
    return times
