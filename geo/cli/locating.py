"""`locate`: where a place is, asked of the gazetteer or of an online geocoder, and what else is called so.

A place in another country than the one it must lie in is no answer: it is said where it was found instead.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from geo.cli.errors import Errors
from geo.errors import InputError
from geo.model import Place
from geo.settings import Settings
from geo.view import escape

MOST_OTHERS = 5
OFFLINE = "gazetteer"


def locate(arguments: argparse.Namespace, settings: Settings, errors: Errors) -> None:
    """Print where a place is; say on stderr where others bear the same name."""
    from geo.exchange.lines import place_line
    from geo.places import online

    name, country = arguments.name, arguments.country
    provider = arguments.provider or settings.provider
    attribution = None
    if provider == OFFLINE:
        found = _offline(name, country, settings)
    else:
        geocoder = online.geocoder(provider, settings=settings)
        found, attribution = list(geocoder.candidates(name)), geocoder.attribution
    kept = online.inside(found, country)
    if not kept:
        raise InputError(_missing(name, found, country, provider))
    print(place_line(kept[0], attribution=attribution))
    others = [place for place in kept[1:] if provider == OFFLINE or place.level == kept[0].level]
    if others:
        print(escape.terminal(_ambiguous(name, kept[0], others)), file=sys.stderr)


def _offline(name: str, country: str | None, settings: Settings) -> list[Place]:
    """Return the places that the gazetteer knows by a name, the likeliest first: those of the country where
    it knows some there.
    """
    from geo.places import index, regions
    from geo.places.locate import ranked

    gazetteer = index.opened(settings.gazetteer)
    found = [place for place, _ in ranked(name, gazetteer=gazetteer)]
    if country and all(place.country != country for place in found):
        inside = ranked(f"{name}, {regions.country_name(country)}", gazetteer=gazetteer)
        found = [place for place, _ in inside] or found
    return found


def _missing(name: str, found: Sequence[Place], country: str | None, provider: str) -> str:
    if not found or country is None:
        return f"{name}: no such place is known to {provider}"
    elsewhere = sorted({_country(place) for place in found})
    return f"{name}: {provider} knows it in {', '.join(elsewhere)}, but not in {_named(country)}"


def _ambiguous(name: str, chosen: Place, others: Sequence[Place]) -> str:
    listed = "; ".join(_told(other) for other in others[:MOST_OTHERS])
    more = f"; and {len(others) - MOST_OTHERS} more" if len(others) > MOST_OTHERS else ""
    return f"{name}: chose {_told(chosen)} among {len(others) + 1} of this name; others: {listed}{more}"


def _told(place: Place) -> str:
    country = [_named(place.country)] if place.country else []
    level = "" if place.level == "city" else f" ({place.level})"
    return ", ".join(dict.fromkeys([place.name, *place.within, *country])) + level


def _country(place: Place) -> str:
    return _named(place.country) if place.country else "no country"


def _named(code: str) -> str:
    from geo.places import regions

    return regions.country_name(code)
