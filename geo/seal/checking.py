"""A sealed file and the events of a store -> whether it still shows what the store holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from geo.model import Event
from geo.query import Filter
from geo.seal import carried, package
from geo.seal.making import EVENT_DIGITS, Seal, digests, seal


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a file: `altered` says in what it is not as it was made; `changed`, `new` and `gone` are
    ids of events that differ from the store's. `same_data` is by the hash of filter and data.
    """

    seal: Seal
    altered: tuple[str, ...]
    same_data: bool
    changed: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether file and data are as they were."""
        return self.same_data and not self.altered


def verdict(content: bytes, *, name: str, matching: Callable[[Filter], Sequence[Event]]) -> Verdict:
    """Return the verdict on a file called `name`, against the events that `matching` gives for its filter.

    Raise InputError naming file and cause where it carries no seal.
    """
    if name.lower().endswith(".zip"):
        old, altered = package.found(content, name=name)
    else:
        old, whole = carried.found(content, name=name)
        altered = [] if whole else ["the file is altered"]
    events = matching(old.filter)
    same = seal(events, filter=old.filter, made=old.made).hash == old.hash
    if same or (old.count and not old.events):
        return Verdict(old, tuple(altered), same)
    now = {id: digest[:EVENT_DIGITS] for id, digest in digests(events).items()}
    both = old.events.keys() & now.keys()
    return Verdict(
        old,
        tuple(altered),
        same_data=False,
        changed=tuple(sorted(id for id in both if old.events[id] != now[id])),
        new=tuple(sorted(now.keys() - both)),
        gone=tuple(sorted(old.events.keys() - both)),
    )
