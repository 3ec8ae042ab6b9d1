"""Articles whose suspects are known -> the weights of `geo.extract.suspicion`.

Reads gold as JSON lines in the layout of MUC-4: `doc_id` and `events` with `organizations` and `individuals`,
each with `names`, and what `geo.learn.events` asks to know which event a report tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from geo.extract.lexicon import TABLES
from geo.extract.rivals import Rival, Signs
from geo.extract.suspicion import ADDED
from geo.learn.events import FOLDS, NEIGHBOURS, RULED_OUT, shares
from geo.learn.fitting import Examples, calibration_error, chance, fit, lines, out_of_fold, write
from geo.model import Article, Report

TABLE = TABLES / "suspicion.csv"
LEARNED = "learned from MUC-4 by geo train actors"
INVERSE_PENALTY = 0.1

Gold = Mapping[str, Any]
Reader = Callable[[Article], list[tuple[tuple[Rival, ...], Report]]]
Row = tuple[Signs, bool, int, bool]  # signs, right, group, whether no rule suspects it


def train(
    articles: Iterable[Article], gold_file: Path, *, read: Reader, table: Path = TABLE
) -> Iterator[str]:
    """Write the learned weights into the table; yield lines with the figures out of fold."""
    gold = {row["doc_id"]: row["events"] for row in lines(gold_file)}
    rows = [
        row
        for number, article in enumerate(articles)
        for contest, report in read(article)
        for row in _rows(contest, report, gold[article.id], number // NEIGHBOURS)
    ]
    examples = Examples([r[0] for r in rows], [r[1] for r in rows], [r[2] for r in rows])
    yield f"{len(rows)} parties weighed, {sum(examples.labels)} of them suspects in the gold"
    chances = [chance(o) for o in out_of_fold(examples, folds=FOLDS, inverse_penalty=INVERSE_PENALTY)]
    yield from figures(chances, examples.labels, [r[3] for r in rows])
    weights = fit(examples, inverse_penalty=INVERSE_PENALTY)
    write(weights, table, names=("sign", "level"), source=LEARNED)


def figures(chances: Sequence[float], right: Sequence[bool], added: Sequence[bool]) -> Iterator[str]:
    """Yield how many of those whom no rule suspects reach the threshold, and the calibration error."""
    some = [(c, ok) for c, ok, new in zip(chances, right, added, strict=True) if new]
    over = [ok for c, ok in some if c >= ADDED]
    known = sum(ok for _, ok in some)
    yield f"likely at {ADDED}: {sum(over)} of {known} right, {len(over) - sum(over)} of " + (
        f"{len(some) - known} wrong (out of fold)"
    )
    yield f"calibration error {calibration_error(chances, right):.3f} (out of fold)"


def _rows(contest: Sequence[Rival], report: Report, events: Sequence[Gold], group: int) -> Iterator[Row]:
    """Yield the parties of an event that the gold tells; whom a rule already suspects is not sought again."""
    event = max(events, key=lambda e: shares(report, e), default=None)
    if event is None or report.type in RULED_OUT or not shares(report, event):
        return
    sought = [
        (role, entry["names"]) for role in ("organizations", "individuals") for entry in event.get(role, ())
    ]
    for rival in contest:
        found = [known for known in sought if _is(rival, *known)]
        if found and not rival.added:
            sought.remove(found[0])
        yield rival.signs, bool(found), group, rival.added


def _is(rival: Rival, role: str, names: Sequence[str]) -> bool:
    party = rival.suspect.party
    organised = party.kind in ("organization", "state")
    if (party.kind == "individual" and role == "organizations") or (organised and role == "individuals"):
        return False
    own = (party.name, *rival.suspect.aliases)
    return any(_same(one, other) for one in own for other in names)


def _same(one: str, other: str) -> bool:
    """Two names agree where the words of the shorter, without numbers and articles, stand in the longer."""
    words = [set(re.findall(r"[a-z]{3,}", name.casefold())) - {"the", "and"} for name in (one, other)]
    return all(words) and (words[0] <= words[1] or words[1] <= words[0])
