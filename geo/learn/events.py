"""Articles whose events are known -> the weights of `geo.extract.credence`.

Reads gold as JSON lines in the layout of MUC-4: `doc_id` and `events` with `types`, `dates`, `locations`,
`organizations`, `individuals`, `targets`, `victims`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from geo.extract.credence import LEAST, Signs
from geo.extract.lexicon import TABLES
from geo.extract.types import EVENT_TYPES
from geo.learn.fitting import Examples, calibration_error, chance, fit, lines, out_of_fold, write
from geo.model import Article, Report

TABLE = TABLES / "credence.csv"
LEARNED = "learned from MUC-4 by geo train events"
FOLDS = 10
INVERSE_PENALTY = 0.1
NEIGHBOURS = 5  # articles in a row that stay in one fold: they often tell the same
RULED_OUT = frozenset({"protest", "riot", "armed_clash"})  # MUC-4 has no templates of them

Gold = Mapping[str, Any]
Reader = Callable[[Article], list[tuple[Signs, Report]]]


def train(
    articles: Iterable[Article], gold_file: Path, *, read: Reader, table: Path = TABLE
) -> Iterator[str]:
    """Write the learned weights into the table; yield lines with the figures out of fold."""
    gold = {row["doc_id"]: row["events"] for row in lines(gold_file)}
    examples = _examples(articles, gold, read)
    yield f"{len(examples.labels)} events read, {sum(examples.labels)} of them in the gold"
    odds = out_of_fold(examples, folds=FOLDS, inverse_penalty=INVERSE_PENALTY)
    yield from figures([chance(o) for o in odds], examples.labels)
    weights = fit(examples, inverse_penalty=INVERSE_PENALTY)
    write(weights, table, names=("sign", "level"), source=LEARNED)


def _examples(articles: Iterable[Article], gold: Mapping[str, Sequence[Gold]], read: Reader) -> Examples:
    rows = [
        (levels, any(tells(report, event) for event in gold[article.id]), number // NEIGHBOURS)
        for number, article in enumerate(articles)
        for levels, report in read(article)
        if report.type not in RULED_OUT
    ]
    return Examples(*(tuple(column) for column in zip(*rows, strict=True)))


def figures(chances: Sequence[float], right: Sequence[bool]) -> Iterator[str]:
    """Yield what is kept at the threshold, and the calibration error."""
    kept = [ok for chance, ok in zip(chances, right, strict=True) if chance >= LEAST]
    yield f"kept at {LEAST}: {sum(kept)} of {sum(right)} right, {len(kept) - sum(kept)} of " + (
        f"{len(right) - sum(right)} wrong (out of fold)"
    )
    yield f"calibration error {calibration_error(chances, right):.3f} (out of fold)"


def tells(report: Report, event: Gold) -> bool:
    """Return whether a report may tell a gold event: a type that fits, and a name or place and day shared."""
    muc = EVENT_TYPES[report.type].muc
    if muc not in event["types"] and "attack" not in (muc, *event["types"]):
        return False
    return _shares_name(report, event) or (_shares_place(report, event) and _shares_day(report, event))


def _shares_name(report: Report, event: Gold) -> bool:
    told = [
        *(name for actor in report.actors for name in (actor.name, *actor.aliases)),
        *(target.name for target in report.targets),
        *(victim.name for victim in report.victims),
    ]
    roles = ("organizations", "individuals", "targets", "victims")
    known = [name for role in roles for entry in event.get(role, ()) for name in entry["names"]]
    return any(_same(one, other) for one in told for other in known)


def _same(one: str, other: str) -> bool:
    """Two names agree where the words of the shorter, without numbers and articles, stand in the longer."""
    words = [set(re.findall(r"[a-z]{3,}", name.casefold())) - {"the", "and"} for name in (one, other)]
    return all(words) and (words[0] <= words[1] or words[1] <= words[0])


def _shares_place(report: Report, event: Gold) -> bool:
    named = [
        place["name"] for where in event.get("locations", ()) for level in where["levels"] for place in level
    ]
    return bool(report.place_name) and any(_same(name, report.place_name or "") for name in named)


def _shares_day(report: Report, event: Gold) -> bool:
    first, last = report.when.date, report.when.end or report.when.date
    if first is None or last is None:
        return False
    spans = [(low or "", high or "9999") for low, high in event.get("dates", ())]
    return not spans or any(low <= last.isoformat() and first.isoformat() <= high for low, high in spans)
