"""Articles whose events are known -> the weights of `geo.extract.credence`.

Reads gold as JSON lines in the layout of MUC-4 (`doc_id` and `events` with `types`, `dates`, `locations`,
`organizations`, `individuals`, `targets`, `victims`) or in that of the sample corpus (`id` and `events` with
`types`, `date`, `place`, `targets`): old wires teach how a war is told in sums and speeches, modern articles
how often what is read from them is true.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from geo.extract.credence import LEAST
from geo.extract.lexicon import TABLES
from geo.extract.signs import Signs
from geo.extract.types import EVENT_TYPES
from geo.learn.fitting import Examples, calibration_error, chance, fit, lines, out_of_fold, write
from geo.model import Article, Report

TABLE = TABLES / "credence.csv"
LEARNED = "learned from MUC-4 and the sample corpus by geo train events"
FOLDS = 10
INVERSE_PENALTY = 0.05
NEIGHBOURS = 5  # articles in a row that stay in one fold: they often tell the same
MODERN = 2.0  # times that an event of the sample layout counts: MUC-4 has six of them to one
RULED_OUT = frozenset({"protest", "riot", "armed_clash"})  # MUC-4 has no templates of them

Gold = Mapping[str, Any]
Source = tuple[Iterable[Article], Path]  # articles and their gold file
Example = tuple[Signs, bool, tuple[int, int], float]  # signs, right, group, count
Reader = Callable[[Article], list[tuple[Signs, Report]]]


def train(sources: Iterable[Source], *, read: Reader, table: Path = TABLE) -> Iterator[str]:
    """Write what is learned into the table; yield lines with the figures out of fold, a source at a time."""
    rows = [row for at, source in enumerate(sources) for row in _examples(at, source, read)]
    examples = Examples(*(tuple(column) for column in zip(*rows, strict=True)))
    odds = out_of_fold(examples, folds=FOLDS, inverse_penalty=INVERSE_PENALTY)
    for at in dict.fromkeys(row[2][0] for row in rows):
        own = [(chance(o), row[1]) for o, row in zip(odds, rows, strict=True) if row[2][0] == at]
        chances, right = zip(*own, strict=True)
        yield f"{len(right)} events read, {sum(right)} of them in the gold"
        yield from figures(chances, right)
    weights = fit(examples, inverse_penalty=INVERSE_PENALTY)
    write(weights, table, names=("sign", "level"), source=LEARNED)


def _examples(at: int, source: Source, read: Reader) -> Iterator[Example]:
    articles, gold_file = source
    rows = {row.get("doc_id") or row["id"]: row for row in lines(gold_file)}
    for number, article in enumerate(articles):
        row = rows.get(article.id)
        if row is None:
            continue
        modern = "doc_id" not in row
        gold = [_in_layout(event) for event in row["events"]] if modern else row["events"]
        found = [pair for pair in read(article) if modern or pair[1].type not in RULED_OUT]
        right = told([report for _, report in found], gold)
        for n, (levels, _) in enumerate(found):
            yield levels, n in right, (at, number // NEIGHBOURS), MODERN if modern else 1.0


def _in_layout(event: Gold) -> Gold:
    """Return an event of the sample's gold in the layout of MUC-4, but for its actors: most articles name
    one for all they tell.
    """
    days = [[event["date"], event["date_end"] or event["date"]]] if event["date"] else []
    return {
        "types": [EVENT_TYPES[type_].muc for type_ in event["types"]],
        "dates": days,
        "locations": [{"levels": [[{"name": event["place"]}]]}] if event["place"] else [],
        "targets": [{"names": [target]} for target in event["targets"]],
    }


def figures(chances: Sequence[float], right: Sequence[bool]) -> Iterator[str]:
    """Yield what is kept at the threshold, and the calibration error."""
    kept = [ok for chance, ok in zip(chances, right, strict=True) if chance >= LEAST]
    yield f"kept at {LEAST}: {sum(kept)} of {sum(right)} right, {len(kept) - sum(kept)} of " + (
        f"{len(right) - sum(right)} wrong (out of fold)"
    )
    yield f"calibration error {calibration_error(chances, right):.3f} (out of fold)"


def told(reports: Sequence[Report], gold: Sequence[Gold]) -> set[int]:
    """Return which reports tell a gold event, each event being told once: by the one that shares most."""
    shared = {(r, e): shares(reports[r], gold[e]) for r in range(len(reports)) for e in range(len(gold))}
    right: dict[int, int] = {}
    for (r, e), most in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if most and r not in right and e not in right.values():
            right[r] = e
    return set(right)


def shares(report: Report, event: Gold) -> int:
    """Return how much a report shares with a gold event; 0 unless its type fits and it has a name, or the
    place and the day, of it.
    """
    muc = EVENT_TYPES[report.type].muc
    if muc not in event["types"] and "attack" not in (muc, *event["types"]):
        return 0
    named, place, day = (
        _shared_names(report, event),
        _shares_place(report, event),
        _shares_day(report, event),
    )
    return 2 * named + 2 * place + day + (muc in event["types"]) if named or (place and day) else 0


def _shared_names(report: Report, event: Gold) -> int:
    said = [
        *(name for actor in report.actors for name in (actor.name, *actor.aliases)),
        *(target.name for target in report.targets),
        *(victim.name for victim in report.victims),
    ]
    roles = ("organizations", "individuals", "targets", "victims")
    known = [name for role in roles for entry in event.get(role, ()) for name in entry["names"]]
    return sum(any(_same(one, other) for one in said) for other in known)


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
