"""Facts -> plain words in the reader's language, the same on page and card, in the snapshot and the files.

The only module that knows how a date of month precision, a range of casualties or an attribution reads.
What comes out still holds the article's own words: escape it for the language it is written into.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, cast

import geopandas as gpd

from geo import language, query
from geo.extract.names import table
from geo.language import listed, tr, trn
from geo.merge.accounts import Choice
from geo.model import Actor, Article, Count, Event, Place, TargetKind, When
from geo.places import regions
from geo.query import NOT_NAMED, UNNAMED, Filter, LeftOut, Measure, tally
from geo.view.vocabulary import (
    ATTRIBUTION as ATTRIBUTION,
)
from geo.view.vocabulary import (
    ATTRIBUTION_MEANING as ATTRIBUTION_MEANING,
)
from geo.view.vocabulary import (
    BASIS as BASIS,
)
from geo.view.vocabulary import (
    FIELD as FIELD,
)
from geo.view.vocabulary import (
    LEVEL as LEVEL,
)
from geo.view.vocabulary import (
    STATUS as STATUS,
)
from geo.view.vocabulary import (
    STATUS_NAME as STATUS_NAME,
)
from geo.view.vocabulary import (
    TARGET as TARGET,
)

LEFT_TO_RIGHT = "\u200e"  # the mark: what follows is not drawn into the name before it
Counted = Literal["shown", "area", "placeless", "background", "undated", "unplaced"]
MONTH = "yMMMM"
LONGEST_HEADING = 80  # code points: what a list shows of an article that has no title


def type_name(type: str) -> str:
    """Return 'Rocket attack' for `rocket_attack`."""
    return capital(query.type_name(type))


def capital(words: str) -> str:
    """Return words with a capital at their beginning."""
    return f"{words[:1].upper()}{words[1:]}"


def target_name(kind: str) -> str:
    """Return what a kind of target is called."""
    return TARGET[cast(TargetKind, kind)]


def day(date: dt.date) -> str:
    """Return '8 December 2023'."""
    return language.day(date)


def date(when: When) -> str:
    """Return the date as exactly as it is known, without time: 'December 2023', '8 to 10 December 2023'."""
    if when.date is None:
        return tr("date not known")
    first, last = when.date, when.end or when.date
    if when.precision == "year":
        return tr("{year}, day not known", year=first.year)
    if when.precision == "month":
        return tr("{month}, day not known", month=language.day(first, MONTH))
    if when.precision == "week":
        return tr("week of {day}", day=day(first))
    if first == last:
        return day(first)
    one_month = (first.year, first.month) == (last.year, last.month)
    start = language.day(first, "d") if one_month else day(first)
    return tr("{first} to {last}", first=start, last=day(last))


def moment(when: When) -> str:
    """Return date and local time, and on what grounds the date is known where the text does not state it."""
    said = date(when)
    if when.time:
        said = tr("{date}, {time} local time", date=said, time=when.time)
    basis = BASIS[when.basis]
    return f"{said} ({basis})" if basis and when.date else said


def place(place: Place | None, *, country: str | None = None) -> str:
    """Return the name with what contains it: 'Green Zone, Baghdad, Iraq'."""
    if place is None:
        return tr("Place not known")
    around = [_country(name, place) for name in (*place.within, *([country] if country else []))]
    return listed(dict.fromkeys((place_name(place), *around)))


def place_name(place: Place) -> str:
    """Return the name alone, of a country in the reader's language."""
    return _country(place.name, place) if place.level == "country" else place.name


def _country(name: str, place: Place) -> str:
    """Return the name of what contains a place; where it is its country's, in the reader's language."""
    code = place.country
    return query.country_name(code) if code and name == regions.country_name(code) else name


def precision(place: Place | None) -> str:
    """Return how exactly the place is known, with the radius in km."""
    if place is None:
        return tr("not on the map")
    radius = kilometres(place.uncertainty_km)
    if place.level == "province":
        return tr("known only by province, anywhere within {radius}", radius=radius)
    if place.level == "country":
        return tr("known only by country, anywhere within {radius}", radius=radius)
    return tr("{level}, within {radius}", level=LEVEL[place.level], radius=radius)


def kilometres(km: float) -> str:
    """Return '600 m', '2.5 km' or '210 km'."""
    if km < 1:
        return tr("{length} m", length=f"{round(km * 1000, -1):.0f}")
    return tr("{length} km", length=language.number(round(km, 1)) if km < 10 else f"{km:.0f}")


def count(count: Count) -> str:
    """Return '1 to 3', 'at least 4', 'none reported' or 'not said'."""
    low, high = count.min, count.max
    if low is None and high is None:
        return tr("not said")
    if low == high:
        return tr("none reported") if low == 0 else str(low)
    if high is None:
        return tr("at least {number}", number=low)
    return tr("{first} to {last}", first=low, last=high) if low else tr("up to {number}", number=high)


def choice(choice: Choice | None) -> str:
    """Return 'newest 212 (4 August 2024), most often 63 (2 of 3 reports)'; '' where there is no choice."""
    if choice is None:
        return ""
    said = tr("newest {count}", count=count(choice.newest))
    parts = [f"{said} ({day(choice.printed)})" if choice.printed else said]
    if choice.times > 1:
        parts.append(
            trn(
                "most often {count} ({times} of {n} report)",
                "most often {count} ({times} of {n} reports)",
                choice.reports,
                count=count(choice.frequent),
                times=choice.times,
            )
        )
    return listed(parts)


def dispute(accounts: Sequence[Actor]) -> str:
    """Return 'claimed by M23; the governor blames Russia'; '' where nobody contradicts."""
    return tr("; ").join(map(_account, accounts))


def _account(actor: Actor) -> str:
    name, voice = called(actor), actor.attributed_by
    if actor.attribution == "claimed":
        return tr("claimed by {actor}", actor=name)
    if actor.attribution == "denied" and not voice:
        return tr("{actor} denies it", actor=name)
    if actor.attribution == "denied":
        return tr("{voice} blames {actor}, denied", voice=voice, actor=name)
    if not voice:
        return tr("{actor} is suspected", actor=name)
    return tr("{voice} blames {actor}", voice=voice, actor=name)


def called(actor: Actor) -> str:
    """Return the actor as the article has it, but a state by its name: 'Russia' for "Russian", 'Sweden
    (police)' for "police"; an actor without any name in words.
    """
    row = table().get(actor.id or "")
    if not actor.name.strip():
        return row["name"] if row else tr("somebody without a name")
    if row is not None and actor.name in row["adjectives"].split("|"):
        return row["name"]
    if row is None or row["kind"] != "state" or row["name"].casefold() in actor.name.casefold():
        return actor.name
    return f"{row['name']} ({actor.name})"


def headline(actors: Sequence[Actor]) -> str:
    """Return who is said to have done it and who says so, for the main suspect."""
    if not actors:
        return tr("Nobody is named as responsible")
    name, voice = called(actors[0]), actors[0].attributed_by
    match actors[0].attribution:
        case "claimed":
            return tr("Claimed by {actor}", actor=name)
        case "denied":
            said = tr("{actor} denies responsibility", actor=capital(name))
            return tr("{said}, accused by {voice}", said=said, voice=voice) if voice else said
        case "unknown":
            said = tr("Named, not attributed: {actor}", actor=name)
        case "confirmed":
            said = tr("Confirmed: {actor}", actor=name)
        case "suspected":
            said = tr("Suspected: {actor}", actor=name)
    return tr("{said}, according to {voice}", said=said, voice=voice) if voice else said


def title(event: Event) -> str:
    """Return one line for lists: 'Rocket attack, Green Zone, 8 December 2023'."""
    return told(event.type, event.place, event.when)


def told(type: str, at: Place | None, when: When) -> str:
    """Return what, where and when in one line."""
    where = place_name(at) if at else tr("place not known")
    return listed([type_name(type), where, date(when)])


def heading(article: Article) -> str:
    """Return the article's title, else the beginning of its text, else its id."""
    first = " ".join(article.readable.split())
    opening = first if len(first) <= LONGEST_HEADING else f"{first[:LONGEST_HEADING].rsplit(' ', 1)[0]} …"
    return article.title or opening or article.id


def least(measure: Measure, step: float) -> str:
    """Return 'At least 5 killed'."""
    if measure == "confidence":
        return tr("Confidence {share} or more", share=language.percent(step))
    if measure == "killed":
        return trn("At least {n} killed", "At least {n} killed", int(step))
    if measure == "harmed":
        return trn("At least {n} killed or injured", "At least {n} killed or injured", int(step))
    return trn("At least {n} reports", "At least {n} reports", int(step))


def apart(days: int) -> str:
    """Return '3 days before', '1 day after' or 'the same day'."""
    if not days:
        return tr("the same day")
    if days > 0:
        return trn("{n} day after", "{n} days after", days)
    return trn("{n} day before", "{n} days before", -days)


def plural(number: int, one: str, many: str | None = None) -> str:
    """Return '1 event', '2 events' for commands, which speak English."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def shown(selected: gpd.GeoDataFrame, everything: gpd.GeoDataFrame, missing: LeftOut) -> dict[Counted, str]:
    """Return the honest line above the map in its parts: how many of all are shown, what of them is no point
    on the map, and what is left out for want of a fact. "; " joins them.
    """
    level = selected["place_level"]
    number, every = language.number(len(selected)), len(everything)
    said = trn("{shown} of {n} event shown", "{shown} of {n} events shown", every, shown=number)
    parts: dict[Counted, str] = {"shown": said}
    if n := int(level.isin(["province", "country"]).sum()):
        parts["area"] = trn(
            "{n} known only by province or country", "{n} known only by province or country", n
        )
    if n := int(level.isna().sum()):
        parts["placeless"] = trn("{n} without a place", "{n} without a place", n)
    if n := missing.background:
        parts["background"] = trn("{n} more recalled as background", "{n} more recalled as background", n)
    if n := missing.undated:
        parts["undated"] = trn("{n} without a date may match too", "{n} without a date may match too", n)
    if n := missing.unplaced:
        parts["unplaced"] = trn("{n} without a place may match too", "{n} without a place may match too", n)
    return parts


def summary(selected: gpd.GeoDataFrame, *, actor_names: Mapping[str, str]) -> str:
    """Return the map in words, for those who do not see it: period, countries, actors, casualties."""
    if not len(selected):
        return tr("No events match.")
    return " ".join([_counted(selected), *_most(selected, actor_names), *_killed(selected)])


def _counted(selected: gpd.GeoDataFrame) -> str:
    n, dated = len(selected), selected["date"].dropna()
    if not len(dated):
        return trn("{n} event.", "{n} events.", n)
    first, last = day(dated.min().date()), day(dated.max().date())
    if first == last:
        return trn("{n} event on {day}.", "{n} events on {day}.", n, day=first)
    return trn(
        "{n} event between {first} and {last}.",
        "{n} events between {first} and {last}.",
        n,
        first=first,
        last=last,
    )


def _most(selected: gpd.GeoDataFrame, actor_names: Mapping[str, str]) -> Iterator[str]:
    countries = selected["country"].dropna().value_counts().head(5)
    places = [_numbered(query.country_name(str(code)), number) for code, number in countries.items()]
    if places:
        yield tr("Most in {places}.", places=listed(places))
    found = tally(selected, Filter(), "actor_key")
    named = [key for key in found if key not in (NOT_NAMED, UNNAMED)]
    actors = [_numbered(actor_names[key], found[key]) for key in named[:4]]
    yield tr("Most often named: {actors}.", actors=listed(actors)) if actors else tr("Nobody is named.")


def _killed(selected: gpd.GeoDataFrame) -> Iterator[str]:
    if n := int(selected["killed_min"].fillna(0).sum()):
        yield trn("At least {n} person reported killed.", "At least {n} people reported killed.", n)


def _numbered(name: str, number: int) -> str:
    """Return 'Russia (3)'; the number follows a name that is written from right to left, too."""
    leftward = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name)
    leftward = leftward and not language.is_right_to_left()
    return f"{name}{LEFT_TO_RIGHT if leftward else ''} ({number})"
