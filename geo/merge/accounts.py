"""Reports of one event -> where they differ: the newest and the most frequent number, and who blames whom."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from geo.merge.columns import actor_key
from geo.model import Actor, Count, Report

_ACCOUNTS = ("claimed", "suspected", "denied")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader may choose from where reports differ: the `newest` number with the day it was `printed`,
    and the most `frequent` one, told by `times` of the `reports` that give any.
    """

    newest: Count
    printed: dt.date | None
    frequent: Count
    times: int
    reports: int


def choice(reports: Sequence[Report], what: Literal["killed", "injured"]) -> Choice | None:
    """Return the newest and the most frequent number; None where all that is said is one number."""
    said = [(r.source.published, count) for r in reports if (count := getattr(r, what)) != Count()]
    said.sort(key=lambda each: each[0] or dt.date.min)
    counted = Counter(count for _, count in said)
    if len(counted) < 2:
        return None
    printed, newest = said[-1]
    times = max(counted.values())
    frequent = next(count for _, count in reversed(said) if counted[count] == times)
    return Choice(newest, printed, frequent, times, len(said))


def dispute(reports: Sequence[Report]) -> tuple[Actor, ...]:
    """Return who is blamed, claims or denies, each account once, in the order of the reports; () where the
    accounts do not contradict each other.
    """
    told = [a for r in reports for a in r.actors if a.id or a.kind in ("state", "organization")]
    accounts = {_account(a): a for a in reversed(told) if a.attribution in _ACCOUNTS}
    several = len({key for key, _, _ in accounts}) > 1 and len({voice for _, _, voice in accounts}) > 1
    denied = {actor_key(a) for a in told if a.attribution == "denied"}
    answered = any(actor_key(a) in denied and (a.attribution != "denied" or a.attributed_by) for a in told)
    return tuple(accounts.values())[::-1] if several or answered else ()


def _account(actor: Actor) -> tuple[str, str, str]:
    """Return who is meant, what is said, and whose word it is."""
    key = actor_key(actor)
    voice = key if actor.attribution == "claimed" else (actor.attributed_by or "").casefold()
    return key, actor.attribution, voice
