"""Print what each learned model adds on the sample corpus: `python -m tests.bench.ablation`.

Each row leaves one model out: without `credence` every event that the rules read is shown; without the
learned weights of merging each weight is replaced by its sign.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from math import copysign

from geo import corpus
from geo.extract import news
from geo.merge import blocking
from geo.merge.clusters import gathered, link
from geo.merge.columns import Columns
from geo.merge.likeness import compare, odds, weights
from geo.model import Article, Report
from geo.pipeline import Pipeline
from geo.settings import DATA, Settings
from tests.gold import score

FIGURES = ("relevance", "found", "true", "main or background right", "joined", "never joined wrongly")


def main() -> None:
    """Print a Markdown table, a model a row."""
    pipeline = Pipeline.open(Settings.from_environment())
    articles = list(corpus.read([DATA / "sample"], on_error=lambda error: print(error, file=sys.stderr)))
    believed = {a.id: pipeline.reports(a) for a in articles}
    everything = {a.id: undoubted([r for _, r in pipeline.readings(a)], a) for a in articles}
    gold = score.read_gold()
    print(row(("per cent", *FIGURES)))
    print(row("---" for _ in range(len(FIGURES) + 1)))
    print(row(("all models", *figures(score.score(gold, believed)))))
    print(row(("without credence", *figures(score.score(gold, everything)))))
    print(row(("merging by signs", *figures(score.score(gold, believed, grouped=by_signs)))))


def undoubted(reports: list[Report], article: Article) -> list[Report]:
    """Return all that the rules read, with the same last look for news as what is believed has."""
    known = any(report.main for report in reports)
    return reports if known else news.with_aftermath(reports, published=article.published)


def by_signs(reports: Sequence[Report]) -> list[list[Report]]:
    """Return the groups where each weight counts one, for or against."""
    columns = Columns.of(reports)
    sign = {level: copysign(1.0, weight) if weight else 0.0 for level, weight in weights().items()}
    compared = (compare(columns, *pairs) for pairs in blocking.pairs(columns))
    alike = gathered((kept, odds(levels, sign)) for kept, levels in compared)
    return [[reports[i] for i in group] for group in link(len(reports), *alike)]


def figures(tally: score.Tally) -> Iterable[str]:
    return [f"{100 * tally.share(figure):.1f}" for figure in FIGURES]


def row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
