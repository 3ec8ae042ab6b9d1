"""Reports -> events: which reports tell one incident (`likeness`, `clusters`), and what they say together
(`combine`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from geo.merge import combine
from geo.merge.clusters import groups
from geo.model import Event, Report

__all__ = ["combined", "merge"]


def merge(reports: Iterable[Report]) -> list[Event]:
    """Return the events behind the reports, by day and id; the order of the reports does not matter."""
    events = combine.events(groups(sorted(reports, key=combine.order)))
    return sorted(events, key=lambda event: (event.when.date or dt.date.min, event.id))


def combined(reports: Iterable[Report]) -> Event:
    """Return the one event that somebody else says these reports tell, at least one, however unlike."""
    return combine.events([sorted(reports, key=combine.order)])[0]
