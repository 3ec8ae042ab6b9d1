"""A place name -> a place, asked of an online geocoder through geopy. The only file of this part that uses
the network.

Nothing is asked unless a provider is named. Answers are kept on disk, 'no such place' among them, so that
nothing is asked twice; the public Nominatim is asked at most once a second, as its usage policy wants.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

import msgspec
from geopy.adapters import URLLibAdapter
from geopy.exc import GeopyError
from geopy.geocoders import get_geocoder_for_service

from geo.errors import GeocoderError, InputError
from geo.model import Level, Place
from geo.places import cues
from geo.places.distance import distance_km
from geo.settings import Settings

Geocoder = Callable[[str], Place | None]
TIMEOUT_S = 10
PUBLIC_PAUSE_S = 1.0  # Nominatim's usage policy: one request a second
PUBLIC_HOST = "nominatim.openstreetmap.org"
LEAST_RADIUS_KM = 0.1
DECIMALS = 5  # about a metre
CONTAINERS = (
    "suburb",
    "city",
    "town",
    "village",
    "county",
    "state",
    "country",
)  # of an address, smallest first


@dataclass(frozen=True, slots=True)
class Provider:
    """How a geopy geocoder is made and asked, and how its answer reads. A new provider is a new row of
    PROVIDERS.
    """

    service: str
    host: Callable[[Settings], str]
    options: Callable[[Settings], Mapping[str, Any]]
    question: Mapping[str, Any]
    read: Callable[[Mapping[str, Any]], Place]


def geocoder(
    provider: str,
    *,
    settings: Settings,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Geocoder:
    """Return a function from a name to its place or None; it raises GeocoderError where the service fails.

    Raise InputError where no provider bears that name.
    """
    if provider not in PROVIDERS:
        raise InputError(f"--provider {provider}: choose one of gazetteer, {', '.join(PROVIDERS)}")
    row = PROVIDERS[provider]
    host = row.host(settings)
    pause = PUBLIC_PAUSE_S if host == PUBLIC_HOST else 0.0
    ask = paced(_asking(row, settings), pause=pause, clock=clock, sleep=sleep)
    return cached(ask, path=settings.geocoder_cache, service=f"{provider} {host}")


def paced(
    ask: Geocoder, *, pause: float, clock: Callable[[], float], sleep: Callable[[float], None]
) -> Geocoder:
    """Return `ask` with at least `pause` seconds between the starts of two calls."""
    last: float | None = None

    def wait_and_ask(name: str) -> Place | None:
        nonlocal last
        if last is not None and (left := last + pause - clock()) > 0:
            sleep(left)
        last = clock()
        return ask(name)

    return wait_and_ask


def cached(ask: Geocoder, *, path: Path, service: str) -> Geocoder:
    """Return `ask` with its answers kept in the SQLite file `path`; failures are not kept."""

    def look_up_or_ask(name: str) -> Place | None:
        query = " ".join(name.split()).casefold()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with closing(sqlite3.connect(path)) as connection, connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS answers"
                    "(service TEXT, query TEXT, place BLOB, PRIMARY KEY(service, query))"
                )
                row = connection.execute(
                    "SELECT place FROM answers WHERE service = ? AND query = ?", (service, query)
                ).fetchone()
                if row is not None:
                    return msgspec.json.decode(row[0], type=Place | None)
                place = ask(name)
                connection.execute(
                    "INSERT OR REPLACE INTO answers VALUES (?, ?, ?)",
                    (service, query, msgspec.json.encode(place)),
                )
                return place
        except (sqlite3.Error, msgspec.DecodeError) as error:
            raise GeocoderError(f"{path}: the geocoder's cache is unusable ({error}); delete it") from error

    return look_up_or_ask


def _asking(provider: Provider, settings: Settings) -> Geocoder:
    # urllib rather than requests: no connection is left open behind a command
    service = get_geocoder_for_service(provider.service)(
        **provider.options(settings), timeout=TIMEOUT_S, adapter_factory=URLLibAdapter
    )
    host = provider.host(settings)

    def ask(name: str) -> Place | None:
        try:
            location = service.geocode(name, **provider.question)
        except (GeopyError, OSError) as error:
            raise GeocoderError(f"{host}: {type(error).__name__}: {error}") from error
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise GeocoderError(f"{host}: an answer that is no place ({error!r})") from error
        if location is None:
            return None
        try:
            return provider.read(location.raw)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise GeocoderError(f"{host}: an answer that is no place ({error!r})") from error

    return ask


def _read_nominatim(raw: Mapping[str, Any]) -> Place:
    """Read one result of Nominatim's search (format json, addressdetails)."""
    lat, lon = round(float(raw["lat"]), DECIMALS), round(float(raw["lon"]), DECIMALS)
    address: Mapping[str, str] = raw.get("address") or {}
    name = raw.get("name") or str(raw["display_name"]).split(",")[0]
    country = address.get("country_code")
    return Place(
        name=name,
        lat=lat,
        lon=lon,
        level=_levels().get(str(raw.get("addresstype")), "site"),
        uncertainty_km=_radius_km(lat, lon, raw.get("boundingbox")),
        country=country.upper() if country else None,
        admin1=address.get("ISO3166-2-lvl4"),
        gazetteer_id=f"osm:{raw['osm_type']}/{raw['osm_id']}" if "osm_id" in raw else None,
        within=tuple(dict.fromkeys(address[k] for k in CONTAINERS if k in address and address[k] != name)),
    )


def _radius_km(lat: float, lon: float, box: list[str] | None) -> float:
    """Return the distance to the farthest corner of a box of south, north, west, east."""
    if not box:
        return LEAST_RADIUS_KM
    south, north, west, east = map(float, box)
    corners = [(south, west), (south, east), (north, west), (north, east)]
    return max(LEAST_RADIUS_KM, round(max(distance_km(lat, lon, *corner) for corner in corners), 2))


@cache
def _levels() -> Mapping[str, Level]:
    return {row["addresstype"]: cast(Level, row["level"]) for row in cues.rows("recognition_nominatim.csv")}


PROVIDERS: Mapping[str, Provider] = {
    "nominatim": Provider(
        service="nominatim",
        host=lambda settings: settings.nominatim_domain,
        options=lambda settings: {
            "domain": settings.nominatim_domain,
            "scheme": settings.nominatim_scheme,
            "user_agent": settings.user_agent,
        },
        question={"addressdetails": True, "language": "en"},
        read=_read_nominatim,
    ),
}
