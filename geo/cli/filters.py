"""Options of a command -> a filter, or one line that says which value is not known and what is.

A value that nothing can match is a slip of the pen: answered with an empty map, it would mislead.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Mapping
from pathlib import Path

import geopandas as gpd

from geo.cli.nearest import nearest
from geo.errors import InputError, OptionError
from geo.extract import lexicon
from geo.extract.names import table as known_actors
from geo.places import cues, regions
from geo.places.names import normalise
from geo.query import VISIBLE, Area, Box, Filter, actor_names, area, suspects, voice_key, voice_names


def filter_of(arguments: argparse.Namespace, events: gpd.GeoDataFrame) -> Filter:
    """Return what the options ask of `query.table`'s events; raise OptionError naming option and value."""
    first, last = arguments.date_from, arguments.date_to
    if first and last and first > last:
        raise OptionError(f"--from {first} lies after --to {last}")
    if not 0 <= arguments.min_confidence <= 1:
        raise OptionError(f"--min-confidence {arguments.min_confidence:g}: confidence goes from 0 to 1")
    units = _units(arguments.region)
    return Filter(
        date_from=first,
        date_to=last,
        actors=_actors(arguments.actor, events),
        attributions=tuple(arguments.attribution),
        voices=_voices(arguments.attributed_by, events),
        targets=tuple(arguments.target),
        weapons=_weapons(arguments.weapon),
        statuses=tuple(arguments.status) or VISIBLE,
        types=_types(arguments.type),
        countries=(*arguments.country, *units["countries"]),
        groups=units["groups"],
        provinces=units["provinces"],
        bbox=Box(*arguments.bbox) if arguments.bbox else None,
        area=_area(arguments.polygon),
        min_killed=_whole(arguments.min_killed, "--min-killed"),
        min_harmed=_whole(arguments.min_harmed, "--min-harmed"),
        min_reports=_whole(arguments.min_reports, "--min-reports"),
        min_confidence=arguments.min_confidence,
        text=arguments.text,
        background=arguments.include_background,
    )


def _whole(number: int, option: str) -> int:
    if number < 0:
        raise OptionError(f"{option} {number}: a number from 0 up")
    return number


def _voices(asked: Collection[str], events: gpd.GeoDataFrame) -> tuple[str, ...]:
    """Return the keys of those who say so."""
    names = voice_names(events) if asked else {}
    for name in asked:
        if voice_key(name) not in names:
            raise OptionError(f"--attributed-by {name}: nobody of this name{nearest(name, names.values())}")
    return tuple(key for name in asked if (key := voice_key(name)))


def _weapons(asked: Collection[str]) -> tuple[str, ...]:
    known = sorted({row["class"] for row in lexicon.rows("weapons")})
    wanted = [kind.replace("_", " ").lower() for kind in asked]
    for given, kind in zip(asked, wanted, strict=True):
        if kind not in known:
            meant = nearest(given, known) or f"; known are {', '.join(known)}"
            raise OptionError(f"--weapon {given}: no such kind{meant}")
    return tuple(wanted)


def _area(path: Path | None) -> Area | None:
    """Return the outline of a file; what is wrong with it is a wrong option."""
    if path is None:
        return None
    try:
        return area.read(path.read_bytes(), name=path.name)
    except OSError as error:
        raise OptionError(f"--polygon {path}: cannot be read ({error.strerror or error})") from error
    except InputError as error:
        raise OptionError(f"--polygon {error}") from error


def _types(asked: Collection[str]) -> tuple[str, ...]:
    known = [row["type"] for row in lexicon.rows("types")]
    wanted = [type.replace("-", "_").replace(" ", "_").lower() for type in asked]
    for given, type in zip(asked, wanted, strict=True):
        if type not in known:
            meant = nearest(given, known) or f"; known are {', '.join(known)}"
            raise OptionError(f"--type {given}: no such type{meant}")
    return tuple(wanted)


def _actors(asked: Collection[str], events: gpd.GeoDataFrame) -> tuple[str, ...]:
    """Return the keys of the actors of these names, ids or aliases."""
    if not asked:
        return ()
    keys = _keys(events)
    for name in asked:
        if name.casefold() not in keys:
            names = actor_names(events)
            raise OptionError(f"--actor {name}: no event names it{nearest(name, names.values())}")
    return tuple(sorted({key for name in asked for key in keys[name.casefold()]}))


def _keys(events: gpd.GeoDataFrame) -> Mapping[str, set[str]]:
    """Return the actor keys of the table by each name they bear, casefolded; whole names win over aliases."""
    found: dict[str, set[str]] = {}
    for key, name in actor_names(events).items():
        for word in (key, name):
            found.setdefault(word.casefold(), set()).add(key)
    present = {key for keys in found.values() for key in keys}
    aliases = [
        (alias, key)
        for key, row in known_actors().items()
        if key in present
        for alias in row["aliases"].split("|")
    ]
    said = suspects(events)[["name", "key"]].dropna().drop_duplicates().itertuples(index=False)
    for word, key in (*aliases, *said):
        if word and key in found.get(word.casefold(), {key}):
            found.setdefault(word.casefold(), set()).add(key)
    return found


def _units(asked: Collection[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the groups, countries and provinces that the values of --region name, in this order."""
    found: dict[str, list[str]] = {"groups": [], "countries": [], "provinces": []}
    for name in asked:
        if (group := regions.group_id(name)) is not None:
            found["groups"].append(group)
        elif len(countries := regions.country_codes(name)) == 1:
            found["countries"].extend(countries)
        else:
            found["provinces"].append(_province(name))
    return {field: tuple(dict.fromkeys(codes)) for field, codes in found.items()}


def _province(name: str) -> str:
    codes = regions.province_codes(name)
    if len(codes) == 1:
        return codes[0]
    countries = regions.country_codes(name)
    several = [f"{regions.country_name(code)} ({code})" for code in countries]
    several += [f"{regions.province_name(code)} ({code})" for code in codes]
    if several:
        raise OptionError(f"--region {name}: may be {'; '.join(several)}: give the code")
    if normalise(name) in _without_outline():
        raise OptionError(f"--region {name}: no boundary of this region is known; take --polygon or --bbox")
    inside = regions.provinces(name.partition("-")[0].upper())
    known = [unit.name for unit in inside] if inside else _known_regions()
    meant = nearest(name, known)
    raise OptionError(f"--region {name}: no group of countries, country or province is called so{meant}")


def _without_outline() -> frozenset[str]:
    """Return the names of the regions that are known by a point and a radius only: "Donbas", "Darfur"."""
    rows = cues.rows("regions.csv")
    return frozenset(normalise(name) for row in rows for name in (row["name"], *row["names"].split("|")))


def _known_regions() -> list[str]:
    units = [group.name for group in regions.groups().values()]
    countries = regions.countries()
    units += [country.name for country in countries]
    return units + [unit.name for country in countries for unit in regions.provinces(country.code)]
