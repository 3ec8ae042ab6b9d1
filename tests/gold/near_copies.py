"""Prints how well near-copies of the sample's reports come together: `python -m tests.gold.near_copies`.

Each main report of the sample that has a day and a place tells an incident of the gold. It is told five times
more: with another agency's prefix, with a newer toll, with the village spelled so that no place is read,
without a day, and in other words by a template.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from geo.learn.merging import RULES, agreement, alike
from geo.merge import combine
from geo.merge.clusters import groups
from geo.model import Count, Report, When
from geo.pipeline import Pipeline
from geo.settings import Settings
from tests.gold import score

PREFIXES = ("TOWN, {:%b %d} (Example Press) - ", "{:%d %B} (EP): ", "[Example News, {:%d.%m.}] ")
PARAPHRASE = (
    "Officials in {place} have put the dead at {killed} after an attack there that shook the area, they said."
)


def variants(report: Report, chance: random.Random) -> Iterator[Report]:
    """Yield the report and what others make of it."""
    yield report
    printed = report.source.published or dt.date(2024, 1, 1)
    prefix = chance.choice(PREFIXES).format(printed)
    yield _shifted(replace(report, quote=prefix + report.quote), len(prefix))
    toll = (report.killed.min or 0) + chance.randrange(1, 5)
    yield replace(report, killed=Count(toll, toll), quote=f"{report.quote} At least {toll} died.")
    place = report.place.name if report.place else ""
    spelled = report.quote.replace(place, "Xyz")
    before = report.quote[: report.trigger_start - report.start]
    shift = len(before.replace(place, "Xyz")) - len(before)
    yield _shifted(replace(report, quote=spelled, place=None), shift)
    yield replace(report, when=When())
    yield replace(report, quote=PARAPHRASE.format(place=place, killed=toll), type="attack", trigger_start=0)


def _shifted(report: Report, by: int) -> Report:
    return replace(report, trigger_start=report.trigger_start + by, trigger_end=report.trigger_end + by)


def near_copies(told: Sequence[tuple[str, Report]]) -> list[tuple[str, Report]]:
    """Return incidents with their reports and the variants of them, each in an article of its own, printed up
    to a day later.
    """
    chance = random.Random(1)
    made = []
    for number, (incident, report) in enumerate(told):
        for turn, variant in enumerate(variants(report, chance)):
            printed = report.source.published
            later = printed + dt.timedelta(days=chance.randrange(2)) if printed and turn else printed
            source = replace(report.source, article_id=f"{number:03}-{turn}", published=later)
            made.append((incident, replace(variant, source=source)))
    return sorted(made, key=lambda each: combine.order(each[1]))


def sample_incidents(read: dict[str, list[Report]]) -> list[tuple[str, Report]]:
    """Return the reports that tell a main event of the gold, with its incident."""
    told = []
    for row in score.read_gold():
        wanted = [event for event in row["events"] if event["main"]]
        found = [r for r in read[row["id"]] if r.main and r.place and r.when.date]
        told += [(event["incident"], report) for event, report in score.align(wanted, found)]
    return told


def grouped(reports: Sequence[Report]) -> list[list[int]]:
    """Return the groups of merging, as places in the list."""
    place = {id(report): at for at, report in enumerate(reports)}
    return [[place[id(report)] for report in group] for group in groups(reports)]


def main() -> None:
    """Print B-cubed and pairwise agreement of merging and of two simple rules."""
    told = near_copies(sample_incidents(score.read_sample(Pipeline.open(Settings.from_environment()))))
    gold, reports = [incident for incident, _ in told], [report for _, report in told]
    ways: dict[str, Callable[[Sequence[Report]], list[list[int]]]] = {"merge": grouped}
    ways |= {name: lambda reports, key=key: alike(reports, key) for name, key in RULES.items()}
    sys.stdout.write(f"{len(reports)} reports of {len(set(gold))} incidents\n")
    for name, way in ways.items():
        sys.stdout.writelines(f"{name}: {figure}\n" for figure in agreement(way(reports), gold))


if __name__ == "__main__":
    main()
