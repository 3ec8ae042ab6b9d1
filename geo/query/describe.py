"""A filter -> one plain sentence in the reader's language, for titles and captions.

Each part is a phrase of its own, so that a language may put it as it likes; `{said} {more}` and commas join
them.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from geo import language
from geo.language import any_of, tr, trn
from geo.places import regions
from geo.query import naming
from geo.query.filter import VISIBLE, Box, Filter


def describe(
    filter: Filter,
    *,
    actor_names: Mapping[str, str] = {},
    voice_names: Mapping[str, str] = {},
    country_name: Callable[[str], str] = naming.country_name,
    admin1_name: Callable[[str], str] = regions.admin1_name,
) -> str:
    """Return the filter as one plain sentence without a full stop, for titles and captions."""
    parts = [_what(filter), *_target(filter), *_period(filter.date_from, filter.date_to)]
    parts += _region(filter, country_name, admin1_name)
    head = functools.reduce(lambda said, more: tr("{said} {more}", said=said, more=more), parts)
    actors = [actor_names.get(key, key.replace("-", " ")) for key in filter.actors]
    voices = [voice_names.get(key, key) for key in filter.voices]
    return language.listed([head, *_suspicion(filter, actors, voices), *_demands(filter), *_extent(filter)])


def _what(filter: Filter) -> str:
    if n := len(filter.ids):
        return trn("{n} event chosen by hand", "{n} events chosen by hand", n)
    if filter.types:
        return tr("Attacks of type {types}", types=_any(filter.types, naming.type_name))
    return tr("All attacks") if _is_open(filter) else tr("Attacks")


def _target(filter: Filter) -> Iterator[str]:
    if filter.targets:
        yield tr("on {kinds} targets", kinds=_any(filter.targets, naming.TARGETS.__getitem__))


def _suspicion(filter: Filter, actors: list[str], voices: list[str]) -> Iterator[str]:
    if actors:
        yield tr("suspected actor {actors}", actors=any_of(actors))
    if filter.attributions:
        said = _any(filter.attributions, naming.ATTRIBUTIONS.__getitem__)
        yield tr("attribution {attributions}", attributions=said)
    if voices:
        yield tr("according to {voices}", voices=any_of(voices))


def _demands(filter: Filter) -> Iterator[str]:
    if filter.weapons:
        yield tr("weapon {weapons}", weapons=_any(filter.weapons, naming.weapon_name))
    if n := filter.min_killed:
        yield trn("at least {n} killed", "at least {n} killed", n)
    if n := filter.min_harmed:
        yield trn("at least {n} killed or injured", "at least {n} killed or injured", n)
    if n := filter.min_reports:
        yield trn("told by at least {n} reports", "told by at least {n} reports", n)
    if filter.text and filter.text.strip():
        yield tr("mentioning “{words}”", words=filter.text.strip())
    if filter.min_confidence:
        share = language.percent(filter.min_confidence)
        yield tr("confidence at least {share} or checked by an analyst", share=share)


def _extent(filter: Filter) -> Iterator[str]:
    if filter.statuses != VISIBLE:
        yield tr("status {statuses}", statuses=_any(filter.statuses, naming.STATUSES.__getitem__))
    if filter.background:
        yield tr("background events included")
    if filter == Filter():
        yield tr("background events left out")
    if filter.undated and (filter.date_from or filter.date_to):
        yield tr("undated events included")


def _is_open(filter: Filter) -> bool:
    """Return whether every event that is told for itself passes."""
    return replace(filter, background=False, undated=False) == Filter()


def _any(codes: Iterable[str], name: Callable[[str], str]) -> str:
    return any_of([name(code) for code in codes])


def _region(
    filter: Filter, country_name: Callable[[str], str], admin1_name: Callable[[str], str]
) -> Iterator[str]:
    """Name each province with its country, then the countries of which no province is chosen."""
    country_of = {code: code.partition("-")[0] for code in filter.provinces}
    places = [
        *map(naming.group_name, filter.groups),
        *(language.listed([admin1_name(code), country_name(of)]) for code, of in country_of.items()),
        *(country_name(code) for code in filter.countries if code not in country_of.values()),
    ]
    if places:
        yield tr("in {places}", places=any_of(places))
    if filter.bbox:
        yield _within(filter.bbox)
    if filter.area:
        yield tr("inside {area}", area=naming.area_name(filter.area))


def _within(box: Box) -> str:
    degrees = {side: f"{degrees:g}" for side, degrees in box._asdict().items()}
    return tr("within {south} to {north}°N, {west} to {east}°E", **degrees)


def _period(first: dt.date | None, last: dt.date | None) -> Iterator[str]:
    if first and last and first != last:
        yield tr("from {first} to {last}", first=_start(first, last), last=language.day(last))
    elif first and last:
        yield tr("on {day}", day=language.day(first))
    elif first:
        yield tr("since {day}", day=language.day(first))
    elif last:
        yield tr("up to {day}", day=language.day(last))


def _start(first: dt.date, last: dt.date) -> str:
    """Return the first day of a range without what the last day says too."""
    if first.year != last.year:
        return language.day(first)
    return language.day(first, "MMMMd" if first.month != last.month else "d")
