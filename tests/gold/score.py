"""Scores what is read from the sample corpus against the hand-made gold.

    python -m tests.gold.score [--part first|later] [--errors]

An article's main events are aligned one to one with its gold main events. A pair is aligned when two of
three agree: an accepted type (or one of the same family), the first day, the place. Every other figure is
over aligned pairs.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from geopy.distance import great_circle

from geo import corpus
from geo.learn import merging
from geo.merge.clusters import groups
from geo.model import Count, Report
from geo.pipeline import Pipeline
from geo.settings import DATA, Settings

GOLD = Path(__file__).parent / "sample.jsonl"
NEAR_KM = 25.0
FAMILIES = (  # types that a reader may well choose for one incident
    {"rocket_attack", "missile_strike", "air_strike", "drone_strike", "shelling"},
    {"bombing", "suicide_bombing", "assassination", "sabotage"},
    {"shooting", "armed_clash", "assassination", "raid"},
    {"kidnapping", "raid"},
    {"arson", "sabotage", "raid"},
    {"riot", "protest"},
)
PROVINCE_KM = 100.0  # a province's label point differs from source to source

Gold = Mapping[str, Any]


@dataclass(slots=True)
class Tally:
    """Right answers of all, by figure, and a line for each wrong one."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    agreement: dict[str, float] = field(default_factory=dict)  # of clusters with incidents, F1

    def count(self, figure: str, right: bool, error: str) -> None:
        self.all[figure] += 1
        self.right[figure] += right
        if not right:
            self.errors.append(f"{figure}: {error}")

    def share(self, figure: str) -> float:
        return self.right[figure] / self.all[figure] if self.all[figure] else 1.0


def score(
    gold: Sequence[Gold],
    read: Mapping[str, Sequence[Report]],
    *,
    grouped: Callable[[Sequence[Report]], Sequence[Sequence[Report]]] = groups,
) -> Tally:
    """Compare gold articles with the reports read from each, and these with each other as they are
    `grouped`.
    """
    tally = Tally()
    for row in gold:
        reports = read.get(row["id"], ())
        _score_article(tally, row, reports)
    _score_merging(tally, gold, read, grouped)
    return tally


def _score_article(tally: Tally, row: Gold, reports: Sequence[Report]) -> None:
    id_ = row["id"]
    wanted = [event for event in row["events"] if event["main"] and not _optional(event)]
    background = [event for event in row["events"] if not event["main"] and not _optional(event)]
    found = [report for report in reports if report.main]
    _score_relevance(tally, row, found)
    _score_news(tally, row, reports)
    pairs = align(wanted, found)
    matched = {id(report) for _, report in pairs}
    rest = [report for report in found if id(report) not in matched]
    allowed = {id(report) for _, report in align([e for e in row["events"] if _optional(e)], rest)}
    aligned = {id(event) for event, _ in pairs}
    for event in wanted:
        missed = f"{id_}: missed {event['types'][0]} {event['date']} {event['place']}"
        tally.count("found", id(event) in aligned, missed)
    for report in found:
        if id(report) not in allowed:
            tally.count("true", id(report) in matched, f"{id_}: false {_told(report)}")
    for event, report in pairs:
        _score_pair(tally, event, report, f"{id_}: {_told(report)}")
    told_as_news = {id(e): r for e, r in align(background, [r for r in rest if id(r) not in allowed])}
    for event in background:
        report = told_as_news.get(id(event))
        tally.count("background kept apart", report is None, f"{id_}: news {_told(report) if report else ''}")


def _score_relevance(tally: Tally, row: Gold, found: Sequence[Report]) -> None:
    tally.count("relevance", bool(found) == row["relevant"], f"{row['id']}: said {bool(found)}")
    if found:
        told = "; ".join(map(_told, found))
        tally.count("relevance precision", row["relevant"], f"{row['id']}: {told}")
    if row["relevant"]:
        tally.count("relevance recall", bool(found), f"{row['id']}: no news read")


def _score_news(tally: Tally, row: Gold, reports: Sequence[Report]) -> None:
    """Over every gold event that was read, news or not: is it said to be what it is?"""
    for event, report in align([e for e in row["events"] if not _optional(e)], reports):
        said = f"{row['id']}: {_told(report)} main={report.main}"
        tally.count("main or background right", report.main == event["main"], said)


def _optional(entry: Gold) -> bool:
    return bool(entry.get("optional"))


def _score_pair(tally: Tally, event: Gold, report: Report, told: str) -> None:
    place = report.place
    tally.count("type", report.type in event["types"], f"{told} is {event['types']}")
    tally.count("date", _same_date(event, report), f"{told} is {event['date']} {event['date_precision']}")
    if event["time"]:
        tally.count(
            "time", report.when.time == event["time"], f"{told} at {report.when.time} is {event['time']}"
        )
    if event["country"]:
        country = place.country if place else None
        tally.count("country", country == event["country"], f"{told} is {event['country']}")
    if event["lat"] is not None:
        tally.count("place", _near(event, report), f"{told} is {event['place']} ({event['level']})")
        if place:
            distance = great_circle((place.lat, place.lon), (event["lat"], event["lon"])).km
            tally.count("inside radius", distance <= place.uncertainty_km, f"{told} {distance:.1f} km off")
    _score_actors(tally, event, report, told)
    for what in ("killed", "injured"):
        said = _numbers(getattr(report, what))
        tally.count("casualties", said == event[what], f"{told} {what} {said} is {event[what]}")


def _score_actors(tally: Tally, event: Gold, report: Report, told: str) -> None:
    names = [name for actor in event["actors"] for name in actor["names"]]
    main = report.actors[0] if report.actors else None
    if all(map(_optional, event["actors"])):
        invented = main is not None and not any(_same_name(name, main.name) for name in names)
        tally.count("no actor invented", not invented, f"{told} names {main.name if main else None}")
        return
    gold = [
        actor
        for actor in event["actors"]
        if main and any(_same_name(n, w) for n in actor["names"] for w in (main.name, *main.aliases))
    ]
    tally.count("actor", bool(gold), f"{told} says {main.name if main else None}, is {names}")
    if main is None or not gold:
        return
    status = {gold[0]["attribution"], *gold[0].get("attribution_also", ())}
    tally.count("attribution", main.attribution in status, f"{told} {main.attribution}: {gold[0]}")
    if gold[0]["attributed_by"]:
        right = _same_name(gold[0]["attributed_by"], main.attributed_by or "")
        tally.count("attributed by", right, f"{told} by {main.attributed_by!r}: {gold[0]}")


def _score_merging(
    tally: Tally,
    gold: Sequence[Gold],
    read: Mapping[str, Sequence[Report]],
    grouped: Callable[[Sequence[Report]], Sequence[Sequence[Report]]],
) -> None:
    """Over aligned main reports: do two share an event exactly when they share an incident?"""
    incident: dict[tuple[str, int], str] = {}
    for row in gold:
        wanted = [event for event in row["events"] if event["main"] and not _optional(event)]
        for event, report in align(wanted, [r for r in read.get(row["id"], ()) if r.main]):
            incident[row["id"], report.trigger_start] = event["incident"]
    cluster = {
        (report.source.article_id, report.trigger_start): number
        for number, group in enumerate(grouped([r for reports in read.values() for r in reports]))
        for report in group
    }
    for one, other in itertools.combinations(incident, 2):
        same = incident[one] == incident[other]
        joined = cluster[one] == cluster[other]
        if same:
            tally.count("joined", joined, f"{incident[one]}: apart {one} {other}")
        elif joined:
            tally.count("never joined wrongly", False, f"{one} {other}")
    tally.count("never joined wrongly", True, "")
    if incident:
        _score_clusters(tally, [cluster[key] for key in incident], list(incident.values()))


def _score_clusters(tally: Tally, found: Sequence[int], gold: Sequence[str]) -> None:
    groups: dict[int, list[int]] = {}
    for at, number in enumerate(found):
        groups.setdefault(number, []).append(at)
    for figure in merging.agreement(list(groups.values()), gold):
        tally.agreement[f"incidents, {figure.name} F1"] = figure.f1


def align(wanted: Sequence[Gold], found: Sequence[Report]) -> list[tuple[Gold, Report]]:
    """Return the one-to-one pairs, best agreement first."""
    scored = sorted(
        (
            (_agreement(event, report), -i, -j)
            for i, event in enumerate(wanted)
            for j, report in enumerate(found)
        ),
        reverse=True,
    )
    pairs, taken_events, taken_reports = [], set(), set()
    for agreement, i, j in scored:
        if agreement >= 2 and i not in taken_events and j not in taken_reports:
            pairs.append((wanted[-i], found[-j]))
            taken_events.add(i)
            taken_reports.add(j)
    return pairs


def _agreement(event: Gold, report: Report) -> float:
    families = [family for family in FAMILIES if family & set(event["types"])]
    type_ = report.type in event["types"] or any(report.type in family for family in families)
    same_actor = any(
        _same_name(n, a.name) for e in event["actors"] for n in e["names"] for a in report.actors
    )
    return type_ + _same_date(event, report) + _near(event, report) + 0.1 * same_actor


def _same_date(event: Gold, report: Report) -> bool:
    date = report.when.date.isoformat() if report.when.date else None
    return date == event["date"]


def _near(event: Gold, report: Report) -> bool:
    place = report.place
    if place is None or event["lat"] is None:
        return place is None and event["lat"] is None
    if event["level"] == "country":
        return place.country == event["country"] and place.level == "country"
    reach = PROVINCE_KM if event["level"] == "province" else NEAR_KM
    return bool(great_circle((place.lat, place.lon), (event["lat"], event["lon"])).km <= reach)


def _same_name(one: str, other: str) -> bool:
    """Two names agree when the words of one, without articles, all stand in the other."""
    words = [set(re.findall(r"\w+", name.casefold())) - {"the", "a", "an", "s"} for name in (one, other)]
    return all(words) and (words[0] <= words[1] or words[1] <= words[0])


def _numbers(count: Count) -> list[int | None] | None:
    return None if count == Count() else [count.min, count.max]


def _told(report: Report) -> str:
    place = report.place.name if report.place else report.place_name
    return f"{report.type} {report.when.date} {place} “{report.quote[:70]}”"


def read_gold(part: str | None = None) -> list[Gold]:
    """Return the gold rows, of one part or all."""
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if part in (None, row["part"])]


def read_sample(pipeline: Pipeline) -> dict[str, list[Report]]:
    """Return what is read from the sample corpus, by article."""

    def refuse(error: Exception) -> None:
        raise error

    return {a.id: pipeline.reports(a) for a in corpus.read([DATA / "sample"], on_error=refuse)}


def lines(tally: Tally) -> Iterable[str]:
    """Yield the figures, one a line."""
    for figure, number in tally.all.items():
        yield f"{figure:24} {tally.share(figure):7.1%}  ({tally.right[figure]} of {number})"
    for figure, f1 in tally.agreement.items():
        yield f"{figure:24} {f1:7.1%}"


def main() -> None:
    """Print the figures of all articles, or of one part, and what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--part", choices=("first", "later"))
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    read = read_sample(Pipeline.open(Settings.from_environment()))
    gold = read_gold(arguments.part)
    tally = score(gold, {row["id"]: read[row["id"]] for row in gold})
    sys.stdout.writelines(f"{line}\n" for line in lines(tally))
    if arguments.errors:
        sys.stdout.writelines(f"{error}\n" for error in tally.errors)


if __name__ == "__main__":
    main()
