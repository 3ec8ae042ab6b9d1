"""The environment as one frozen value. The only module that reads environment variables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from geo import __version__

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Settings:
    """Paths and services. `provider` finds places: `gazetteer` reaches no network, any other name is one of
    `places/tables/providers.csv`, whose options stand in the file `geocoders` (TOML, a section a provider).
    `roles` is read where people sign in to the pages.
    """

    store: Path = DATA / "events.geojson"
    roles: Path = DATA / "roles.csv"
    gazetteer: Path = DATA / "gazetteer.sqlite"
    boundaries: Path = DATA / "boundaries"
    provider: str = "gazetteer"
    geocoders: Path = DATA / "geocoders.toml"
    geocoder_cache: Path = DATA / "geocoder-cache.sqlite"
    nominatim_domain: str = "nominatim.openstreetmap.org"
    nominatim_scheme: str = "https"
    user_agent: str = f"dateline/{__version__}"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Read `DATELINE_STORE`, `DATELINE_ROLES`, `DATELINE_GAZETTEER`, `DATELINE_PROVIDER`,
        `DATELINE_GEOCODERS`, `DATELINE_GEOCODER_CACHE`, `DATELINE_NOMINATIM_DOMAIN`,
        `DATELINE_NOMINATIM_SCHEME` and `DATELINE_USER_AGENT` (which names you, as Nominatim asks).
        """
        default = cls()
        return cls(
            store=Path(environ.get("DATELINE_STORE", default.store)),
            roles=Path(environ.get("DATELINE_ROLES", default.roles)),
            gazetteer=Path(environ.get("DATELINE_GAZETTEER", default.gazetteer)),
            provider=environ.get("DATELINE_PROVIDER", default.provider),
            geocoders=Path(environ.get("DATELINE_GEOCODERS", default.geocoders)),
            geocoder_cache=Path(environ.get("DATELINE_GEOCODER_CACHE", default.geocoder_cache)),
            nominatim_domain=environ.get("DATELINE_NOMINATIM_DOMAIN", default.nominatim_domain),
            nominatim_scheme=environ.get("DATELINE_NOMINATIM_SCHEME", default.nominatim_scheme),
            user_agent=environ.get("DATELINE_USER_AGENT", default.user_agent),
        )
