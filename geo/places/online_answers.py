"""What an online geocoder answers -> a place: its level, and a radius that honestly contains it. Alone knows
the fields of each service's answers.

Where a service gives a box, the radius reaches its farthest corner; where it only says what kind of place it
is, the radius is that of `tables/online_levels.csv`; where it says neither, the place is known by its
province.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, cast

from geopy.location import Location

from geo.model import Level, Place
from geo.places import cues, geonames, regions
from geo.places.distance import distance_km

Box = tuple[float, float, float, float]  # south, north, west, east
LEAST_RADIUS_KM = 0.1
DECIMALS = 5  # about a metre
UNKNOWN_KM = 1000.0  # of an answer far at sea that does not say what it is
ODD_SITE = ("site", 5.0)  # a kind of thing that the table does not have: mostly a building, perhaps a hill
CONTAINERS = ("suburb", "city", "town", "village", "county", "state", "country")  # smallest first
OSM_TYPES = {"N": "node", "W": "way", "R": "relation"}


def reader(answers: str) -> Callable[[Location], Place]:
    """Return the function that reads such answers: `nominatim`, `photon`, `geonames`, `arcgis`; "" for any.

    What it returns raises LookupError, TypeError, ValueError or AttributeError where an answer is no place.
    """
    return {"nominatim": _nominatim, "photon": _photon, "geonames": _geonames, "arcgis": _arcgis}.get(
        answers, _any
    )


def _nominatim(location: Location) -> Place:
    """Read a result of Nominatim's search (format json, addressdetails)."""
    raw = location.raw
    address: Mapping[str, str] = raw.get("address") or {}
    level, radius = _level("nominatim", raw.get("addresstype"))
    return _place(
        raw.get("name") or str(raw["display_name"]).split(",")[0],
        (float(raw["lat"]), float(raw["lon"])),
        level=level,
        radius=radius,
        box=_box(*raw["boundingbox"]) if raw.get("boundingbox") else None,
        country=address.get("country_code"),
        admin1=address.get("ISO3166-2-lvl4"),
        id=f"osm:{raw['osm_type']}/{raw['osm_id']}" if "osm_id" in raw else None,
        within=(address.get(kind) for kind in CONTAINERS),
    )


def _photon(location: Location) -> Place:
    """Read a feature of Photon's GeoJSON; its extent is west, north, east, south."""
    said = location.raw["properties"]
    level, radius = _level("photon", said.get("type"))
    west, north, east, south = said.get("extent") or (None,) * 4
    osm = OSM_TYPES.get(str(said.get("osm_type")))
    return _place(
        said.get("name") or location.address.split(",")[0],
        (location.latitude, location.longitude),
        level=level,
        radius=radius,
        box=_box(south, north, west, east) if said.get("extent") else None,
        country=said.get("countrycode"),
        id=f"osm:{osm}/{said['osm_id']}" if osm else None,
        within=(said.get(kind) for kind in ("district", "city", "county", "state", "country")),
    )


def _geonames(location: Location) -> Place:
    """Read a record of GeoNames' search as a row of its dumps is read."""
    raw = location.raw
    code = str(raw.get("fcode"))
    _, level, radius = geonames.what(code, int(raw.get("population") or 0))
    if level is None:
        level, radius = _level("geonames", code)
    return _place(
        raw["name"],
        (location.latitude, location.longitude),
        level=level,
        radius=radius,
        country=raw.get("countryCode"),
        id=f"geonames:{int(raw['geonameId'])}",
        within=(raw.get("adminName1"), raw.get("countryName")),
    )


def _arcgis(location: Location) -> Place:
    """Read a candidate of ArcGIS with its attributes; countries are three letters."""
    said, extent = location.raw.get("attributes") or {}, location.raw.get("extent")
    kind = said.get("Type") if said.get("Addr_type") == "Locality" else None
    level, radius = _level("arcgis", kind or said.get("Addr_type"))
    return _place(
        said.get("PlaceName") or location.address.split(",")[0],
        (location.latitude, location.longitude),
        level=level,
        radius=radius,
        box=_box(extent["ymin"], extent["ymax"], extent["xmin"], extent["xmax"]) if extent else None,
        country=regions.country_code(said.get("Country") or ""),
        within=(said.get(kind) for kind in ("Nbrhd", "City", "Subregion", "Region", "CntryName")),
    )


def _any(location: Location) -> Place:
    """Read a service of which only point and address are known: somewhere in the province of the point, or in
    the country where the address is no more than its name.
    """
    name, *around = (part.strip() for part in location.address.split(","))
    point = (location.latitude, location.longitude)
    country, admin1 = regions.units_at(*_checked(point))
    whole = not around and regions.country_code(name) is not None
    units = regions.countries() if whole else regions.provinces(country or "")
    around_km = next(
        (
            unit.radius_km + distance_km(*point, unit.lat, unit.lon)
            for unit in units
            if unit.code == (country if whole else admin1)
        ),
        UNKNOWN_KM,
    )
    return _place(
        name,
        point,
        level="country" if whole else "province",
        radius=around_km,
        country=country,
        admin1=None if whole else admin1,
        within=around,
    )


def _place(
    name: object,
    point: tuple[float, float],
    *,
    level: Level,
    radius: float,
    box: Box | None = None,
    country: str | None = None,
    admin1: str | None = None,
    id: str | None = None,
    within: Iterable[str | None] = (),
) -> Place:
    lat, lon = _checked(point)
    if box is not None:
        south, north, west, east = box
        corners = ((south, west), (south, east), (north, west), (north, east))
        radius = max(distance_km(lat, lon, *corner) for corner in corners)
    code = country.upper() if country else regions.units_at(lat, lon)[0]
    return Place(
        name=str(name),
        lat=lat,
        lon=lon,
        level=level,
        uncertainty_km=max(LEAST_RADIUS_KM, round(radius, 2)),
        country=code,
        admin1=admin1,
        gazetteer_id=id,
        within=tuple(dict.fromkeys(str(unit) for unit in within if unit and unit != name)),
    )


def _checked(point: tuple[float, float]) -> tuple[float, float]:
    """Return the point, rounded; raise ValueError where it lies on no globe."""
    lat, lon = map(float, point)
    if not (math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180):
        raise ValueError(f"latitude {lat}, longitude {lon}")
    return round(lat, DECIMALS), round(lon, DECIMALS)


def _box(south: Any, north: Any, west: Any, east: Any) -> Box:
    return float(south), float(north), float(west), float(east)


def _level(answers: str, kind: object) -> tuple[Level, float]:
    """Return level and radius in km of a kind of place in such answers."""
    return _levels().get((answers, str(kind)), cast("tuple[Level, float]", ODD_SITE))


@cache
def _levels() -> Mapping[tuple[str, str], tuple[Level, float]]:
    return {
        (row["answers"], row["kind"]): (cast(Level, row["level"]), float(row["radius_km"]))
        for row in cues.rows("online_levels.csv")
    }
