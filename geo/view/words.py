"""Facts -> plain words, the same on the page, in the card, the snapshot and the files.

The only module that knows how a date of month precision, a range of casualties or an attribution reads.
What comes out still holds the article's own words: escape it for the language it is written into.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Literal, cast

import geopandas as gpd

from geo.extract.names import table
from geo.merge.accounts import Choice
from geo.model import (
    Actor,
    Article,
    Attribution,
    Count,
    DateBasis,
    Event,
    Field,
    Level,
    Place,
    Status,
    TargetKind,
    When,
)
from geo.query import NOT_NAMED, UNNAMED, Filter, LeftOut, Measure, tally

LEFT_TO_RIGHT = "\u200e"  # the mark: what follows is not drawn into the name before it
ATTRIBUTION: Mapping[Attribution, str] = {
    "confirmed": "Confirmed",
    "claimed": "Claimed",
    "suspected": "Suspected",
    "denied": "Denied",
    "unknown": "Not attributed",
}
ATTRIBUTION_MEANING: Mapping[Attribution, str] = {
    "confirmed": "the report states as a fact who did it",
    "claimed": "the actor says so itself",
    "suspected": "somebody suspects or accuses the actor",
    "denied": "the actor was accused and denies it",
    "unknown": "nobody is named, or the text leaves it open",
}
LEVEL: Mapping[Level, str] = {
    "site": "exact site",
    "neighbourhood": "part of a city",
    "city": "town or city",
    "district": "district",
    "province": "province only",
    "country": "country only",
}
STATUS: Mapping[Status, str] = {
    "machine": "read by machine, not checked",
    "confirmed": "confirmed by an analyst",
    "corrected": "corrected by an analyst",
    "rejected": "rejected by an analyst",
}
STATUS_NAME: Mapping[Status, str] = {
    "machine": "Not checked",
    "confirmed": "Confirmed as read",
    "corrected": "Corrected",
    "rejected": "Rejected",
}
TARGET: Mapping[TargetKind, str] = {
    "diplomatic": "Diplomatic",
    "military": "Military",
    "police": "Police",
    "government": "Government",
    "civilian": "Civilians",
    "infrastructure": "Infrastructure",
    "religious": "Religious",
    "medical": "Medical",
    "school": "School",
    "media": "Media",
    "aid": "Aid",
    "unknown": "Of no known kind",
}
BASIS: Mapping[DateBasis, str] = {
    "stated": "",
    "relative": "counted from the day of publication",
    "published": "assumed: the day of publication",
    "inferred": "inferred from other facts of the text",
    "unknown": "",
}
FIELD: Mapping[Field, str] = {
    "trigger": "What happened",
    "actor": "Actor",
    "attribution": "Who says so",
    "target": "Target",
    "victim": "Victims",
    "weapon": "Weapon",
    "killed": "Killed",
    "injured": "Injured",
    "date": "Date",
    "time": "Time",
    "place": "Place",
}


Counted = Literal["shown", "area", "placeless", "background", "undated", "unplaced"]
LONGEST_HEADING = 80  # code points: what a list shows of an article that has no title


def type_name(type: str) -> str:
    """Return 'Rocket attack' for `rocket_attack`."""
    return type.replace("_", " ").capitalize()


def target_name(kind: str) -> str:
    """Return what a kind of target is called."""
    return TARGET[cast(TargetKind, kind)]


def day(date: dt.date) -> str:
    """Return '8 December 2023'."""
    return f"{date.day} {date:%B} {date.year}"


def date(when: When) -> str:
    """Return the date as exactly as it is known, without time: 'December 2023', '8 to 10 December 2023'."""
    if when.date is None:
        return "date not known"
    first, last = when.date, when.end or when.date
    if when.precision == "year":
        return f"{first.year}, day not known"
    if when.precision == "month":
        return f"{first:%B} {first.year}, day not known"
    if when.precision == "week":
        return f"week of {day(first)}"
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    return f"{day(first)} to {day(last)}"


def moment(when: When) -> str:
    """Return date and local time, and on what grounds the date is known where the text does not state it."""
    time = f", {when.time} local time" if when.time else ""
    basis = BASIS[when.basis]
    return f"{date(when)}{time}" + (f" ({basis})" if basis and when.date else "")


def place(place: Place | None, *, country: str | None = None) -> str:
    """Return the name with what contains it: 'Green Zone, Baghdad, Iraq'."""
    if place is None:
        return "Place not known"
    names = [place.name, *place.within, *([country] if country else [])]
    return ", ".join(dict.fromkeys(names))


def precision(place: Place | None) -> str:
    """Return how exactly the place is known, with the radius in km."""
    if place is None:
        return "not on the map"
    radius = f"within {kilometres(place.uncertainty_km)}"
    if place.level in ("province", "country"):
        return f"known only by {place.level}, anywhere {radius}"
    return f"{LEVEL[place.level]}, {radius}"


def kilometres(km: float) -> str:
    """Return '600 m', '2.5 km' or '210 km'."""
    if km < 1:
        return f"{round(km * 1000, -1):.0f} m"
    return f"{km:.1f} km".replace(".0 ", " ") if km < 10 else f"{km:.0f} km"


def count(count: Count) -> str:
    """Return '1 to 3', 'at least 4', 'none reported' or 'not said'."""
    low, high = count.min, count.max
    if low is None and high is None:
        return "not said"
    if low == high:
        return "none reported" if low == 0 else str(low)
    if high is None:
        return f"at least {low}"
    return f"up to {high}" if not low else f"{low} to {high}"


def choice(choice: Choice | None) -> str:
    """Return 'newest 212 (4 August 2024), most often 63 (2 of 3 reports)'; '' where there is no choice."""
    if choice is None:
        return ""
    printed = f" ({day(choice.printed)})" if choice.printed else ""
    often = f", most often {count(choice.frequent)} ({choice.times} of {plural(choice.reports, 'report')})"
    return f"newest {count(choice.newest)}{printed}" + (often if choice.times > 1 else "")


def dispute(accounts: Sequence[Actor]) -> str:
    """Return 'claimed by M23; the governor blames Russia'; '' where nobody contradicts."""
    return "; ".join(map(_account, accounts))


def _account(actor: Actor) -> str:
    name, voice = called(actor), actor.attributed_by
    if actor.attribution == "claimed":
        return f"claimed by {name}"
    if actor.attribution == "denied":
        return f"{voice} blames {name}, denied" if voice else f"{name} denies it"
    return f"{voice} blames {name}" if voice else f"{name} is suspected"


def called(actor: Actor) -> str:
    """Return the actor as the article has it, but a state by its name: 'Russia' for "Russian", 'Sweden
    (police)' for "police"; an actor without any name in words.
    """
    row = table().get(actor.id or "")
    if not actor.name.strip():
        return row["name"] if row else "somebody without a name"
    if row is not None and actor.name in row["adjectives"].split("|"):
        return row["name"]
    if row is None or row["kind"] != "state" or row["name"].casefold() in actor.name.casefold():
        return actor.name
    return f"{row['name']} ({actor.name})"


def headline(actors: Sequence[Actor]) -> str:
    """Return who is said to have done it and who says so, for the main suspect."""
    if not actors:
        return "Nobody is named as responsible"
    actor = actors[0]
    says = f", according to {actor.attributed_by}" if actor.attributed_by else ""
    if actor.attribution == "claimed":
        return f"Claimed by {called(actor)}"
    if actor.attribution == "denied":
        accused = f", accused by {actor.attributed_by}" if actor.attributed_by else ""
        name = called(actor)
        return f"{name[:1].upper()}{name[1:]} denies responsibility{accused}"
    if actor.attribution == "unknown":
        return f"Named, not attributed: {called(actor)}{says}"
    return f"{ATTRIBUTION[actor.attribution]}: {called(actor)}{says}"


def title(event: Event) -> str:
    """Return one line for lists: 'Rocket attack, Green Zone, 8 December 2023'."""
    where = event.place.name if event.place else "place not known"
    return f"{type_name(event.type)}, {where}, {date(event.when)}"


def heading(article: Article) -> str:
    """Return the article's title, else the beginning of its text, else its id."""
    first = " ".join(article.readable.split())
    opening = first if len(first) <= LONGEST_HEADING else f"{first[:LONGEST_HEADING].rsplit(' ', 1)[0]} …"
    return article.title or opening or article.id


def least(measure: Measure, step: float) -> str:
    """Return 'At least 5 killed'."""
    if measure == "confidence":
        return f"Confidence {step:.0%} or more"
    people = {"killed": "killed", "harmed": "killed or injured", "reports": "reports"}
    return f"At least {step:g} {people[measure]}"


def apart(days: int) -> str:
    """Return '3 days before', '1 day after' or 'the same day'."""
    if not days:
        return "the same day"
    return f"{plural(abs(days), 'day')} {'after' if days > 0 else 'before'}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """Return '1 event', '2 events'."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def shown(selected: gpd.GeoDataFrame, everything: gpd.GeoDataFrame, missing: LeftOut) -> dict[Counted, str]:
    """Return the honest line above the map in its parts: how many of all are shown, what of them is no point
    on the map, and what is left out for want of a fact. "; " joins them.
    """
    level = selected["place_level"]
    parts: dict[Counted, str] = {
        "shown": f"{len(selected):,} of {plural(len(everything), 'event')} shown",
        "area": _if_any(int(level.isin(["province", "country"]).sum()), "known only by province or country"),
        "placeless": _if_any(int(level.isna().sum()), "without a place"),
        "background": _if_any(missing.background, "more recalled as background"),
        "undated": _if_any(missing.undated, "without a date may match too"),
        "unplaced": _if_any(missing.unplaced, "without a place may match too"),
    }
    return {name: part for name, part in parts.items() if part}


def _if_any(number: int, what: str) -> str:
    return f"{number:,} {what}" if number else ""


def summary(selected: gpd.GeoDataFrame, *, actor_names: Mapping[str, str]) -> str:
    """Return the map in words, for those who do not see it: period, countries, actors, casualties."""
    if not len(selected):
        return "No events match."
    dated = selected["date"].dropna()
    period = _between(dated.min().date(), dated.max().date()) if len(dated) else ""
    countries = selected["country_name"].dropna().value_counts()
    found = tally(selected, Filter(), "actor_key")
    named = [key for key in found if key not in (NOT_NAMED, UNNAMED)]
    actors = [_numbered(actor_names[key], found[key]) for key in named[:4]]
    killed = int(selected["killed_min"].fillna(0).sum())
    places = [_numbered(str(name), number) for name, number in countries.head(5).items()]
    return (
        f"{plural(len(selected), 'event')}{period}. "
        + (f"Most in {', '.join(places)}. " if places else "")
        + (f"Most often named: {', '.join(actors)}. " if actors else "Nobody is named. ")
        + (f"At least {plural(killed, 'person', 'people')} reported killed." if killed else "")
    ).strip()


def _numbered(name: str, number: int) -> str:
    """Return 'Russia (3)'; the number follows a name that is written from right to left, too."""
    leftward = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name)
    return f"{name}{LEFT_TO_RIGHT if leftward else ''} ({number})"


def _between(first: dt.date, last: dt.date) -> str:
    return f" on {day(first)}" if first == last else f" between {day(first)} and {day(last)}"
