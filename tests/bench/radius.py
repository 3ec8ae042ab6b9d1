"""Draw how often the stated radius holds the true point:

    python -m tests.bench.radius --spans GOLD SPANS --events GOLD EXTRACTED [...] -o docs/radius.svg

`SPANS` is what `geoparse` printed for marked spans, `EXTRACTED` what `extract` printed for texts of one event
each. The picture has the share of true points inside, by the stated radius and the level, with Wilson's 95 %
intervals. Printed are the same shares by level, and what a factor on the radius, fitted for 90 % on four
fifths of the documents, holds of the last fifth. The same files give the same bytes.
"""

from __future__ import annotations

import argparse
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from geo.model import Level
from tests.bench.geoparsing import apart_km, read, same_spans

WANTED = 0.9
Z = 1.96
FOLDS = 5
EDGES_KM = (0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 99_999)
FEWEST = 15  # points that make a mark of the picture
LEVELS: tuple[Level, ...] = get_args(Level)
COLOURS = (
    "#0072b2",
    "#56b4e9",
    "#009e73",
    "#e69f00",
    "#d55e00",
    "#7a3e9d",
)  # Okabe and Ito's, told apart by all
MARKS = "osD^vP"


@dataclass(frozen=True)
class Shot:
    """One place that was stated: its document, level, radius, and how far off the true point lies (km)."""

    document: str
    level: Level
    radius_km: float
    off_km: float

    @property
    def holds(self) -> bool:
        """Return whether the radius reaches the true point."""
        return self.off_km <= self.radius_km


def main() -> None:
    """Print the shares and write the picture."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for kind in ("--spans", "--events"):
        options.add_argument(
            kind, nargs=2, type=Path, action="append", default=[], metavar=("GOLD", "PRINTED")
        )
    options.add_argument("-o", "--output", type=Path, required=True)
    asked = options.parse_args()
    named = {gold.stem: list(of_spans(gold, printed)) for gold, printed in asked.spans}
    told = {gold.stem.partition(".")[0]: list(of_events(gold, printed)) for gold, printed in asked.events}
    for name, shots in (named | told).items():
        print("\n".join(table(name, shots)))
    panels = {"Names in texts": named, "Events": told}
    draw(
        {title: [s for part in parts.values() for s in part] for title, parts in panels.items()}, asked.output
    )


def of_spans(gold: Path, printed: Path) -> Iterator[Shot]:
    """Yield the marked names that were placed."""
    found = read(printed, key="article_id")
    for id, document in read(gold, key="doc_id").items():
        for toponym, marked in same_spans(found[id]["toponyms"] if id in found else [], document["toponyms"]):
            if toponym["lat"] is not None and marked.get("lat") is not None:
                yield Shot(id, toponym["level"], toponym["uncertainty_km"], apart_km(toponym, marked))


def of_events(gold: Path, printed: Path) -> Iterator[Shot]:
    """Yield the first main event of each text, else its first, where it has a place."""
    truth = read(gold, key="id")
    for id, row in read(printed, key="article_id").items():
        event: dict[str, Any] | None = next(
            iter(sorted(row["events"], key=lambda e: (not e["main"], -e["confidence"]))), None
        )
        if event and event["lat"] is not None and id in truth:
            place = event["place"]
            yield Shot(id, place["level"], place["uncertainty_km"], apart_km(event, truth[id]))


def table(name: str, shots: Sequence[Shot]) -> Iterator[str]:
    """Yield a line a level: how many, the share inside, its interval; last the factor fitted and held out."""
    for level in LEVELS:
        of_level = [shot.holds for shot in shots if shot.level == level]
        if of_level:
            yield f"{name:10} {level:14} {said(of_level)}"
    yield f"{name:10} {'all':14} {said([shot.holds for shot in shots])}"
    factors, held = out_of_fold(shots)
    yield f"{name:10} factor for 90 %: {min(factors):.2f} to {max(factors):.2f}; held out {said(held)}"


def said(holds: Sequence[bool]) -> str:
    """Return 'n 120  91.2 (84.7 to 95.1)', in per cent."""
    share = sum(holds) / len(holds)
    low, high = wilson(share, len(holds))
    return f"n {len(holds):5}  {100 * share:5.1f} ({100 * low:.1f} to {100 * high:.1f})"


def out_of_fold(shots: Sequence[Shot]) -> tuple[list[float], list[bool]]:
    """Return the factor by which each fold's others hold nine in ten, and whether it holds what is left."""
    folds: defaultdict[int, list[Shot]] = defaultdict(list)
    for shot in shots:
        folds[zlib.crc32(shot.document.encode()) % FOLDS].append(shot)
    factors, held = [], []
    for number, left in folds.items():
        others = [s.off_km / s.radius_km for k, part in folds.items() if k != number for s in part]
        factors.append(float(np.quantile(others, WANTED)))
        held += [s.off_km / s.radius_km <= factors[-1] for s in left]
    return factors, held


def wilson(share: float, n: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share of n (E. B. Wilson, 1927)."""
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * np.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def draw(panels: dict[str, list[Shot]], path: Path) -> None:
    """Write the picture, a panel a kind."""
    matplotlib.rcParams.update({"svg.hashsalt": "dateline", "svg.fonttype": "none", "font.size": 9})
    figure = Figure(figsize=(9, 4.2), layout="constrained")
    axes: Sequence[Axes] = figure.subplots(1, len(panels), sharey=True, squeeze=False)[0]
    for ax, (title, shots) in zip(axes, panels.items(), strict=True):
        ax.axhline(WANTED, color="#777777", linestyle="--", linewidth=0.8)
        for level, colour, mark in zip(LEVELS, COLOURS, MARKS, strict=True):
            of_level(ax, [shot for shot in shots if shot.level == level], level, colour, mark)
        ax.set(title=f"{title} (n {len(shots):,})", xscale="log", xlabel="stated radius, km", ylim=(0, 1.03))
        ax.spines[["top", "right"]].set_visible(False)
        ax.xaxis.set_major_formatter("{x:g}")
        ax.yaxis.set_major_formatter(lambda share, _: f"{100 * share:.0f} %")
        if ax.get_legend_handles_labels()[0]:
            ax.legend(loc="lower right", frameon=False, fontsize=8)
    axes[0].set_ylabel("true points inside")
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})


def of_level(ax: Axes, shots: Sequence[Shot], level: Level, colour: str, mark: str) -> None:
    """Draw the marks of one level, each of a range of radii, at its median radius."""
    marks = []
    for low, high in pairwise(EDGES_KM):
        ranged = [shot for shot in shots if low < shot.radius_km <= high]
        if len(ranged) >= FEWEST:
            share = sum(shot.holds for shot in ranged) / len(ranged)
            marks.append(
                (float(np.median([s.radius_km for s in ranged])), share, *wilson(share, len(ranged)))
            )
    if marks:
        x, y, low_, high_ = map(np.array, zip(*marks, strict=True))
        ax.errorbar(
            x, y, yerr=np.clip([y - low_, high_ - y], 0, None), color=colour, marker=mark, markersize=5,
            linewidth=1, elinewidth=0.9, capsize=2, label=level,
        )  # fmt: skip


if __name__ == "__main__":
    main()
