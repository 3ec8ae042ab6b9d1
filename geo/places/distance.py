"""Distances and directions: kilometres between points, and the phrases that state them.

In: "40 km south of Kirkuk", "near Kirkuk", "the road between Kirkuk and Mosul", "eastern Syria"; out: how far
and which way from which place. Alone knows those phrases. Sphere of 6371.009 km, as geopy's great circle.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

from geo.model import Place
from geo.places import regions

EARTH_KM = 6371.009
BEARINGS = {"north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0, "south": 180.0,
            "southwest": 225.0, "west": 270.0, "northwest": 315.0}  # fmt: skip
UNITS_KM = {"km": 1.0, "kilometer": 1.0, "kilometre": 1.0, "mile": 1.609344, "mi": 1.609344, "m": 0.001,
            "meter": 0.001, "metre": 0.001, "nautical mile": 1.852}  # fmt: skip
NEAR_KM = 20.0  # what reports call "near" a town
VAGUE_SHARE = 0.25  # "40 km south" is a rounded number and a rounded direction
_DIRECTION = r"(?P<direction>(?:north|south)(?:[- ]?(?:east|west))?|east|west)(?:ern)?"
# "the city of", "the capital, "; in lower case, so that no name such as Port Sudan loses its first word
TOWN_OF = r"(?:the\s+(?-i:(?:[a-z-]+\s+)?(?:city|town|village|hamlet|port|capital)(?:\s+of|,)?\s+)?)?"
_OFFSET = re.compile(
    r"(?:(?:about|some|around|roughly|approximately|nearly|almost)\s+)?(?P<number>\d+(?:[.,]\d+)?)[\s-]*"
    r"(?P<unit>km|kilomet(?:er|re)s?|miles?|mi|nautical miles?|m|met(?:er|re)s?)\b(?:\s*\([^)]*\))?"
    rf"\s+(?:to\s+the\s+)?(?:due\s+)?(?:{_DIRECTION}\s+(?:of|from)|(?:away\s+|outside\s+(?:of\s+)?|from\s+)+)\s*"
    rf"{TOWN_OF}$",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"(?:\b(?:near|outside(?: of)?|close to|on the outskirts of|around|in the vicinity of)\s+"
    rf"|\b{_DIRECTION}\s+of\s+){TOWN_OF}$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:(?P<direction>(?:north|south)(?:[- ]?(?:east|west))?ern|eastern|western)|(?P<middle>central))\s+$",
    re.IGNORECASE,
)
COUNTRYSIDE_KM = 30.0  # the villages that news counts to a town
_LISTED = r"(?:(?:[A-Z]|al-)[\w'’-]*(?:\s[A-Z][\w'’-]*)?(?:,\s*|\s+and\s+)){0,3}"  # "of Ket, Sur and ..."
_COUNTRYSIDE_OF = re.compile(rf"\bcountryside\s+of\s+(?:the\s+)?{_LISTED}$")
_COUNTRYSIDE = re.compile(r"(?:['’]s?)?\s+(?:[a-z-]+\s+)?countryside\b")
_WAY = (
    r"(?:roads?|highway|motorway|route|railway|railroad|line|track|pipeline|stretch|corridor|desert|area|border|"
    r"crossing|bridge|point|checkpoint|village|town|settlement|somewhere|midway|halfway|travell?ing|driving)"
)
_BETWEEN = re.compile(
    rf"\b{_WAY}\s+(?P<phrase>(?:that\s+)?(?:between|lin(?:king|ks)|connect(?:ing|s))\s+){TOWN_OF}$",
    re.IGNORECASE,
)
_AND = re.compile(rf"\s+(?:and|with|to)\s+{TOWN_OF}", re.IGNORECASE)
APART_KM = 300.0  # further apart, two names are the ends of no road on which an attack has a place
SMALL_KM = 5.0  # distances are told from a town's centre or its edge
MAX_PHRASE = 70  # characters before a name in which such a phrase is looked for


@dataclass(frozen=True, slots=True)
class Offset:
    """A point told from another: `km` away (None: near), bearing in degrees clockwise from north (None:
    unknown).
    """

    km: float | None
    bearing: float | None
    start: int


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance in kilometres between two points in degrees (haversine)."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def offset_before(text: str, start: int) -> Offset | None:
    """Return what the words before the name at `start` say of distance and direction; `start` is where they
    begin.
    """
    begin = max(0, start - MAX_PHRASE)
    window = text[begin:start]
    told = _OFFSET.search(window)
    if told:
        unit = told["unit"].lower()
        unit = unit if unit in UNITS_KM else unit.removesuffix("s")
        km = float(told["number"].replace(",", ".")) * UNITS_KM[unit]
        return Offset(km, _bearing(told["direction"]), begin + told.start())
    near = _NEAR.search(window)
    return Offset(None, _bearing(near["direction"]), begin + near.start()) if near else None


def is_countryside(text: str, start: int, end: int) -> bool:
    """Return whether the words around a name speak of the villages around it ("the countryside of Velorne",
    "Velorne's northern countryside").
    """
    before = text[max(0, start - MAX_PHRASE) : start]
    return bool(_COUNTRYSIDE_OF.search(before) or _COUNTRYSIDE.match(text, end))


def around(place: Place) -> Place:
    """Return a town as the district around it, with the town's point; other places as they are."""
    if place.level != "city":
        return place
    return replace(place, level="district", uncertainty_km=max(place.uncertainty_km, COUNTRYSIDE_KM))


def between_before(text: str, start: int) -> int | None:
    """Return where "between" begins whose first end is the name at `start`, told of a road, a village or the
    like; None where it is told of talks, matches or nothing.
    """
    begin = max(0, start - MAX_PHRASE)
    found = _BETWEEN.search(text[begin:start])
    return begin + found.start("phrase") if found else None


def joins(words: str) -> bool:
    """Return whether the words between two names make them the two ends of something."""
    return bool(_AND.fullmatch(words))


def midway(one: Place, other: Place) -> Place | None:
    """Return the place between two, with a radius that holds both; None where they are too far apart, or are
    countries or provinces.
    """
    apart = distance_km(one.lat, one.lon, other.lat, other.lon)
    if apart > APART_KM or {one.level, other.level} & {"country", "province"}:
        return None
    point = destination(one.lat, one.lon, bearing=course(one, other), km=apart / 2)
    return _told(one, f"between {one.name} and {other.name}", point, uncertainty_km=apart / 2 + SMALL_KM)


def course(one: Place, other: Place) -> float:
    """Return the bearing, in degrees clockwise from north, in which a great circle leaves one for another."""
    a, b, across = math.radians(one.lat), math.radians(other.lat), math.radians(other.lon - one.lon)
    east = math.sin(across) * math.cos(b)
    north = math.cos(a) * math.sin(b) - math.sin(a) * math.cos(b) * math.cos(across)
    return math.degrees(math.atan2(east, north)) % 360.0


def shifted(place: Place, offset: Offset) -> Place:
    """Return where `offset` from `place` is.

    With distance and direction it is a point of its own, in whatever country and province it lies, whose
    radius is what the rounding of both leaves; without a direction the radius grows by the distance, for
    "near" by NEAR_KM. Countries and provinces stay as they are.
    """
    if place.level in ("country", "province"):
        return place
    if offset.km is None or offset.bearing is None:
        grown = place.uncertainty_km + (NEAR_KM if offset.km is None else offset.km)
        return replace(place, uncertainty_km=round(grown, 1))
    point = destination(place.lat, place.lon, bearing=offset.bearing, km=offset.km)
    side = next(word for word, bearing in BEARINGS.items() if bearing == offset.bearing)
    name = f"{offset.km:{'.0f' if offset.km >= 10 else '.2g'}} km {side} of {place.name}"
    left_km = offset.km * VAGUE_SHARE + min(place.uncertainty_km, SMALL_KM)
    return _told(place, name, point, uncertainty_km=left_km)


def _told(place: Place, name: str, point: tuple[float, float], *, uncertainty_km: float) -> Place:
    """Return the point (latitude, longitude) that is told from a place, in whatever units it lies itself."""
    lat, lon = point
    country, admin1 = regions.units_at(lat, lon)
    return replace(
        place,
        name=name,
        lat=round(lat, 2),
        lon=round(lon, 2),
        level="city",
        uncertainty_km=round(uncertainty_km, 1),
        country=country,
        admin1=admin1,
        gazetteer_id=None,
        within=regions.names_of(country, admin1),
    )


def destination(lat: float, lon: float, *, bearing: float, km: float) -> tuple[float, float]:
    """Return latitude and longitude of the point `km` from (`lat`, `lon`) at `bearing` degrees (great
    circle).
    """
    a, course, angle = math.radians(lat), math.radians(bearing), km / EARTH_KM
    sine = math.sin(a) * math.cos(angle) + math.cos(a) * math.sin(angle) * math.cos(course)
    across = math.sin(course) * math.sin(angle) * math.cos(a)
    reached = math.radians(lon) + math.atan2(across, math.cos(angle) - math.sin(a) * sine)
    return math.degrees(math.asin(sine)), (math.degrees(reached) + 540.0) % 360.0 - 180.0


def _bearing(direction: str | None) -> float | None:
    if direction is None:
        return None
    word = re.sub(r"[- ]", "", direction.lower())
    return BEARINGS[word.removesuffix("ern")]
