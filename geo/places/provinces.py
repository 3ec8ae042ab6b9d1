"""A place -> the province it belongs to: what its source says, else the outline that its point lies in.

Natural Earth's outlines are those of some year and only about 1 km exact: its Baghdad is the city without
Abu Ghraib, its Banaadir leaves half of Mogadishu out. GeoNames says of each of its places which province
holds it, by codes of its own ("IQ.07"); `tables/admin1_codes.csv` has what they are in ISO 3166-2.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from geo.places import regions

CODES = Path(__file__).parent / "tables" / "admin1_codes.csv"


def provinces_of(
    lats: Sequence[float],
    lons: Sequence[float],
    *,
    countries: Sequence[str | None],
    codes: Iterable[str] = (),
) -> list[str | None]:
    """Return the ISO 3166-2 code of the province of each point in its country (alpha-2); None far from it.

    `codes` are GeoNames' codes of the provinces, in the same order. One wins over the outline unless the
    outline is of a province that GeoNames does not have: then one of the two is of before a reform.
    """
    found = regions.units_of(lats, lons)
    stated = [geonames_codes().get(code) for code in codes] or [None] * len(found)
    outlined = [
        admin1 if country == own else regions.province_near(lat, lon, country=own) if own else None
        for lat, lon, own, (country, admin1) in zip(lats, lons, countries, found, strict=True)
    ]
    return [
        said if said and (drawn is None or drawn in _known()) else drawn
        for said, drawn in zip(stated, outlined, strict=True)
    ]


@cache
def geonames_codes() -> Mapping[str, str]:
    """Return the ISO 3166-2 code of each of GeoNames' codes of provinces."""
    with CODES.open(encoding="utf-8", newline="") as file:
        return {row["geonames"]: row["admin1"] for row in csv.DictReader(file)}


@cache
def _known() -> frozenset[str]:
    return frozenset(geonames_codes().values())
