"""A filter -> SQL that DuckDB answers over the Parquet file. Means exactly what `query.select` means.

A test holds the two together: whatever is added to one is missing in the other until both have it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import shapely

from geo.query import CHECKED, Filter, whole_countries

Condition = tuple[str, dict[str, Any]]


def rows(path: Path | None, filter: Filter) -> list[int]:
    """Return the positions of the events that the filter lets through, in order."""
    conditions = list(_conditions(filter))
    values = {name: value for _, given in conditions for name, value in given.items()}
    found = _found(path, " AND ".join(f"({clause})" for clause, _ in conditions) or "true", values)
    if filter.area is None or not found:
        return [row for row, _, _ in found]
    numbers, lon, lat = map(np.array, zip(*found, strict=True))
    return [int(row) for row in numbers[shapely.intersects_xy(filter.area.shape, lon, lat)]]


def reporting(path: Path | None, article_ids: Collection[str]) -> list[int]:
    """Return the positions of the events that any of the articles reports, in order."""
    found = _found(path, "list_has_any(articles, $articles)", {"articles": list(article_ids)})
    return [row for row, _, _ in found]


def _found(path: Path | None, condition: str, values: dict[str, Any]) -> list[tuple[int, float, float]]:
    """Return position, longitude and latitude of the events for which a condition holds."""
    if path is None:
        return []
    query = (
        "SELECT file_row_number, lon, lat "
        "FROM read_parquet($path, file_row_number = true, hive_partitioning = false) "
        f"WHERE {condition} ORDER BY file_row_number"
    )
    with duckdb.connect(config=_OFFLINE) as database:
        return database.execute(query, {"path": _literally(path), **values}).fetchall()


_OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


def _literally(path: Path) -> str:
    """Return the path as a pattern that only it matches: a folder may be called "news [2024]"."""
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def _conditions(filter: Filter) -> Iterator[Condition]:
    if not filter.background:
        yield "main", {}
    yield from _suspected(filter)
    for column, allowed in (
        ("id", filter.ids),
        ("type", filter.types),
        ("status", filter.statuses),
    ):
        if allowed:
            yield f"list_contains(${column}, {column})", {column: list(allowed)}
    for column, kinds in (("target_kinds", filter.targets), ("weapon_kinds", filter.weapons)):
        if kinds:
            yield f"list_has_any({column}, ${column})", {column: list(kinds)}
    if filter.groups or filter.countries or filter.provinces:
        units = {"countries": list(whole_countries(filter)), "provinces": list(filter.provinces)}
        yield "list_contains($countries, country) OR list_contains($provinces, admin1)", units
    yield from _in_period(filter)
    for name, measure, least in (
        ("least_killed", "coalesce(killed_min, 0)", filter.min_killed),
        ("least_harmed", "coalesce(killed_min, 0) + coalesce(injured_min, 0)", filter.min_harmed),
        ("least_reports", "n_reports", filter.min_reports),
    ):
        if least:
            yield f"{measure} >= ${name}", {name: least}
    if filter.min_confidence:
        asked = {"confidence": filter.min_confidence, "checked": list(CHECKED)}
        yield "confidence >= $confidence OR list_contains($checked, status)", asked
    if filter.bbox:
        west, south, east, north = filter.bbox
        joined = "OR" if west > east else "AND"
        box = {"west": west, "south": south, "east": east, "north": north}
        yield f"(lon >= $west {joined} lon <= $east) AND lat >= $south AND lat <= $north", box
    if filter.area:  # its outline is asked of what its box holds
        west, south, east, north = map(float, shapely.bounds(filter.area.shape))
        bounds = {"area_west": west, "area_south": south, "area_east": east, "area_north": north}
        yield "lon BETWEEN $area_west AND $area_east AND lat BETWEEN $area_south AND $area_north", bounds
        yield "place_level NOT IN ('province', 'country')", {}
    for number, word in enumerate((filter.text or "").casefold().split()):
        yield f"contains(words, $word{number})", {f"word{number}": word}


def _suspected(filter: Filter) -> Iterator[Condition]:
    """Ask for one suspect that is of the actors, of the attributions and of the voices."""
    asked = {"key": filter.actors, "attribution": filter.attributions, "voice": filter.voices}
    given = {field: list(values) for field, values in asked.items() if values}
    if given:
        of_one = " AND ".join(f"list_contains(${field}, s.{field})" for field in given)
        yield f"EXISTS (SELECT 1 FROM unnest(suspects) AS u(s) WHERE {of_one})", given


def _in_period(filter: Filter) -> Iterator[Condition]:
    if not (filter.date_from or filter.date_to):
        return
    parts, given = ["date IS NOT NULL"], {}
    if filter.date_from:
        parts.append("date_end >= $date_from")
        given["date_from"] = filter.date_from
    if filter.date_to:
        parts.append("date <= $date_to")
        given["date_to"] = filter.date_to
    inside = " AND ".join(parts)
    yield f"({inside}) OR date IS NULL" if filter.undated else inside, given
