"""Two places -> which is finer, whether one contains the other, whether both may be one."""

from __future__ import annotations

import unicodedata
from math import asin, cos, radians, sin, sqrt

from geo.model import Place

FINEST = ("site", "neighbourhood", "city", "district", "province", "country")


def fineness(place: Place) -> float:
    """Return 0 for the finest level, 5 for a country; half a level less for what only lies in it."""
    inside = place.gazetteer_id is None and place.admin1 and place.level in ("city", "district", "province")
    return FINEST.index(place.level) - (0.5 if inside else 0.0)


def plain(name: str) -> str:
    """Return a name without case and accents: sources differ in them ("Baghlān", "Baghlan")."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()


def held(place: Place) -> bool:
    """Return whether a place is a town or site that is only known to lie in a unit, whose level and radius it
    bears.
    """
    return place.gazetteer_id is None and place.level in ("district", "province")


def contains(coarse: Place, fine: Place) -> bool:
    """Return whether `coarse` may contain `fine`: the same place, a unit it lies within, its country or
    province.
    """
    if (coarse.gazetteer_id and coarse.gazetteer_id == fine.gazetteer_id) or coarse.name == fine.name:
        return True
    if held(coarse) or (coarse.country and fine.country and coarse.country != fine.country):
        return False
    if coarse.country is None or fine.country is None:  # a region over borders, a territory in dispute
        return _apart_km(coarse, fine) <= coarse.uncertainty_km
    if coarse.level == "country":
        return coarse.country == fine.country
    if coarse.level == "province" and coarse.admin1 is None:  # of several provinces: "eastern Velland"
        return _apart_km(coarse, fine) <= coarse.uncertainty_km
    if coarse.level == "province" and coarse.admin1 and fine.admin1:
        return coarse.admin1 == fine.admin1
    return plain(coarse.name) in map(plain, fine.within)


def agree(one: Place, other: Place) -> bool:
    """Return whether two places may be one: one may contain the other, or their radii meet."""
    if contains(one, other) or contains(other, one):
        return True
    if held(one) or held(other):
        return False
    if "province" in (one.level, other.level) and one.admin1 and other.admin1:
        return one.admin1 == other.admin1  # the radii of neighbouring provinces meet
    return _apart_km(one, other) <= one.uncertainty_km + other.uncertainty_km + 5


def _apart_km(one: Place, other: Place) -> float:
    lat1, lon1, lat2, lon2 = map(radians, (one.lat, one.lon, other.lat, other.lon))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(half))
