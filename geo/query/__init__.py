"""Events -> a table, a filter's selection, counts and one sentence. Pure: opens nothing, knows no page.

Three rules where facts are missing:

- An event without a date cannot be shown to lie in a range: a date filter leaves it out, unless
  `undated` asks for it.
- An event without a country is left out by a country, province or box filter.
- `left_out` counts both, so that whoever shows a selection can say what is not in it.

And one where there are several actors: an event counts for each actor it names, so that the number beside
an actor or an attribution is how many events a filter by it would show. Its mark is its main suspect's, or,
where actors or attributions are filtered, that of the first actor who matches.
"""

from geo.query import area
from geo.query.actors import UNNAMED, actor_key, actor_names, voice_names
from geo.query.describe import describe
from geo.query.filter import CHECKED, VISIBLE, Area, Box, Column, Filter, LeftOut, Measure
from geo.query.kinds import voice_key, weapon_kind
from geo.query.naming import area_name, country_name, group_name, province_name, type_name, weapon_name
from geo.query.neighbours import neighbours
from geo.query.outline import outlines
from geo.query.select import at_least, counts, left_out, select, tally, undated, unplaced, whole_countries
from geo.query.suspects import NOT_NAMED, Suspect, suspects
from geo.query.table import table

__all__ = [
    "CHECKED",
    "NOT_NAMED",
    "UNNAMED",
    "VISIBLE",
    "Area",
    "Box",
    "Column",
    "Filter",
    "LeftOut",
    "Measure",
    "Suspect",
    "actor_key",
    "actor_names",
    "area",
    "area_name",
    "at_least",
    "country_name",
    "counts",
    "describe",
    "group_name",
    "left_out",
    "neighbours",
    "outlines",
    "province_name",
    "select",
    "suspects",
    "table",
    "tally",
    "type_name",
    "undated",
    "unplaced",
    "voice_key",
    "voice_names",
    "weapon_kind",
    "weapon_name",
    "whole_countries",
]
