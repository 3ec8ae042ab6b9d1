"""Codes of the table -> what they are called in the reader's language: types, weapons, targets, places."""

from __future__ import annotations

from collections.abc import Mapping

from geo import language
from geo.language import Words, mark, tr
from geo.places import regions
from geo.query.filter import Area

DRAWN = mark("the drawn area")  # what an area is called that a reader drew: one of a file bears its name
TARGETS: Mapping[str, str] = Words(
    {
        "diplomatic": mark("diplomatic"),
        "military": mark("military"),
        "police": mark("police"),
        "government": mark("government"),
        "civilian": mark("civilian"),
        "infrastructure": mark("infrastructure"),
        "religious": mark("religious"),
        "medical": mark("medical"),
        "school": mark("school"),
        "media": mark("media"),
        "aid": mark("aid"),
        "unknown": mark("unknown"),
    }
)
ATTRIBUTIONS: Mapping[str, str] = Words(
    {
        "confirmed": mark("confirmed"),
        "claimed": mark("claimed"),
        "suspected": mark("suspected"),
        "denied": mark("denied"),
        "unknown": mark("unknown"),
    }
)
STATUSES: Mapping[str, str] = Words(
    {
        "machine": mark("machine"),
        "confirmed": mark("confirmed"),
        "corrected": mark("corrected"),
        "rejected": mark("rejected"),
    }
)


def type_name(type: str) -> str:
    """Return 'rocket attack' for `rocket_attack`."""
    return tr(type.replace("_", " "))


def weapon_name(kind: str) -> str:
    """Return what a class of `extract/tables/weapons.csv` is called."""
    return tr(kind)


def country_name(code: str) -> str:
    """Return a country's name; the code itself where there is no such country."""
    return language.country(code, english=regions.country_name(code))


def group_name(id: str) -> str:
    """Return what countries are called that are spoken of together (`regions.groups`)."""
    return tr(regions.groups()[id].name)


def province_name(code: str) -> str:
    """Return a province's English name with its country's; the code where there is no such province."""
    name = regions.admin1_name(code)
    return code if name == code else language.listed([name, country_name(code.partition("-")[0])])


def area_name(area: Area) -> str:
    """Return what an area of one's own is called."""
    return tr(DRAWN) if area.name == DRAWN else area.name
