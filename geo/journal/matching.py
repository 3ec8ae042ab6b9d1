"""Events that change while decisions are applied, and where each event of a decision is found among them.

By its id, if the event of that id shares an article with it; else by its reports, most of which win: the one
with the same trigger word, else the one of the same type whose trigger stands closest in the article. An
event that was found anew keeps its corrections, whatever its id has become.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable

from geo.journal.entry import Decision, Reference, Telling
from geo.model import Event, Report


class Matcher:
    """Events by id, and by the articles that the decisions name: no others are looked through."""

    def __init__(self, events: Iterable[Event], decisions: Iterable[Decision]) -> None:
        named = [each for decision in decisions for each in decision.events]
        self._wanted = {told.article for each in named for told in each.reports}
        self._of_article: dict[str, dict[str, None]] = defaultdict(dict)
        self._events: dict[str, Event] = {}
        for event in events:
            self.put(event)

    def __getitem__(self, id: str) -> Event:
        return self._events[id]

    def __contains__(self, id: str) -> bool:
        return id in self._events

    def put(self, event: Event) -> None:
        """Add an event, or put it in the place of the one with its id."""
        if event.id in self._events:
            self.drop(event.id)
        self._events[event.id] = event
        for article in _articles(event) & self._wanted:
            self._of_article[article][event.id] = None

    def drop(self, id: str) -> None:
        """Take an event out."""
        for article in _articles(self._events.pop(id)) & self._wanted:
            del self._of_article[article][id]

    def listed(self) -> list[Event]:
        """Return the events by day and id."""
        return sorted(self._events.values(), key=lambda event: (event.when.date or dt.date.min, event.id))

    def find(self, reference: Reference) -> str | None:
        """Return the id of the event that is meant; None where it is not among them."""
        own = self._events.get(reference.id)
        named = {told.article for told in reference.reports}
        if own and (not named or not named.isdisjoint(_articles(own))):
            return own.id
        votes = Counter(id for told in reference.reports if (id := self._teller(told)))
        if votes:
            return min(votes, key=lambda id: (-votes[id], id))
        return own.id if own else None

    def find_all(self, decision: Decision) -> list[str] | None:
        """Return the ids of the decision's events, in its order; None where one is missing."""
        found = [self.find(each) for each in decision.events]
        ids = [id for id in found if id is not None]
        return ids if ids and len(ids) == len(found) else None

    def _teller(self, told: Telling) -> str | None:
        found = [
            (distance(report, told), id)
            for id in self._of_article.get(told.article, ())
            for report in self._events[id].reports
            if may_be(report, told)
        ]
        return min(found)[1] if found else None


def may_be(report: Report, told: Telling) -> bool:
    """Say whether a report may be the one that is meant."""
    same = report.source.article_id == told.article
    return same and (report.trigger_start == told.trigger_start or report.type == told.type)


def distance(report: Report, told: Telling) -> int:
    """Return how far a report's trigger stands from where it stood, in code points."""
    return abs(report.trigger_start - told.trigger_start)


def _articles(event: Event) -> set[str]:
    return {report.source.article_id for report in event.reports}
