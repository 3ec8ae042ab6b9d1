"""How long it takes to merge many reports: `python -m tests.bench.merging [COUNT ...]`, part of `make bench`.

The reports are made up from those of the sample: a year of news from 4,000 places all over their countries,
some named far more often than others; incidents of one to a hundred reports, so that a report's incident has
ten on average; a third of the reports in other words than the agency's, six of ten with a toll, which
differs.
Each count runs in a process of its own, so that the peak of memory is its own. A million runs where
DATELINE_BENCH_MILLION is set or the count is asked for.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

import msgspec

from geo.merge import merge
from geo.model import Count, Place, Report
from geo.pipeline import Pipeline
from geo.settings import Settings
from tests.gold import score

COUNTS = (10_000, 100_000)
MILLION = 1_000_000
PLACES = 4_000
LARGEST = 100  # reports of one incident
YEAR = dt.date(2024, 1, 1)
ROOT = Path(__file__).resolve().parents[2]


def measure(told: Sequence[Report], *, counts: Sequence[int] = COUNTS) -> None:
    """Print seconds and peak memory for each count of reports."""
    million = [MILLION] if os.environ.get("DATELINE_BENCH_MILLION") else []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "told.json"
        file.write_bytes(msgspec.json.encode(told))
        for count in (*counts, *million):
            subprocess.run(
                [sys.executable, "-m", "tests.bench.merging", "--of", file, str(count)], cwd=ROOT, check=True
            )


def crowd(told: Sequence[Report], *, count: int) -> list[Report]:
    """Return made-up reports; the same for the same arguments."""
    placed = [report for report in told if report.place and report.when.date]
    return list(islice(_reports(placed, random.Random(1)), count))


def _reports(told: Sequence[Report], chance: random.Random) -> Iterator[Report]:
    places = list(_places([report.place for report in told if report.place], chance))
    often = [1 / (rank + 5) ** 0.8 for rank in range(len(places))]
    number = 0
    while True:
        pattern = chance.choice(told)
        (place,) = chance.choices(places, often)
        day = YEAR + dt.timedelta(days=chance.randrange(365))
        toll = int(chance.paretovariate(1)) - 1
        for copy in range(min(LARGEST, int(chance.paretovariate(1.5)))):
            number += 1
            killed = max(0, toll + chance.choice((0, 0, 0, 1, -1)))
            seen = f"near {place.name}, as witness {chance.randrange(9999)} said on day {number % 77}"
            own = f"{pattern.quote[:-1]} {seen}."
            yield replace(
                pattern,
                source=replace(
                    pattern.source,
                    article_id=f"a{number}",
                    published=day + dt.timedelta(days=chance.choice((0, 1, 1, 2))),
                ),
                quote=own if copy % 3 == 0 else pattern.quote,
                place=place,
                when=replace(pattern.when, date=day, end=None, precision="day"),
                killed=Count(killed, killed) if chance.random() < 0.6 else Count(),
            )


def _places(known: Sequence[Place], chance: random.Random) -> Iterator[Place]:
    """Yield the known places scattered over their countries; provinces and countries stay."""
    for number in range(PLACES):
        place = known[number % len(known)]
        if place.level in ("province", "country"):
            yield place
        else:
            lat = min(89.0, max(-89.0, place.lat + chance.gauss(0, 2)))
            name = f"{place.name} {number}"
            yield replace(place, name=name, lat=lat, lon=place.lon + chance.gauss(0, 2), gazetteer_id=name)


def _once(told: Sequence[Report], count: int) -> None:
    reports = crowd(told, count=count)
    begun, spent = time.perf_counter(), time.process_time()
    events = merge(reports)
    wall, processor = time.perf_counter() - begun, time.process_time() - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    how = (
        f"{count:,} reports, {len(events):,} events, {processor:.1f} s of the processor, peak {peak:,.0f} MB"
    )
    print(f"{'merge':<26}{wall:>10,.2f} {'s':<11}{how}", flush=True)


def main() -> None:
    """Measure one count of reports in a file, or each count asked for with those of the sample."""
    if sys.argv[1:2] == ["--of"]:
        _once(msgspec.json.decode(Path(sys.argv[2]).read_bytes(), type=list[Report]), int(sys.argv[3]))
        return
    read = score.read_sample(Pipeline.open(Settings.from_environment()))
    counts = [int(count) for count in sys.argv[1:]] or COUNTS
    measure([report for reports in read.values() for report in reports], counts=counts)


if __name__ == "__main__":
    main()
