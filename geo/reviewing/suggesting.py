"""Which pairs of a store's events may be one incident, found once for each version of its reports.

What decides are the reports; so an answer asks for nothing anew. To compare 200 events takes hundredths of a
second and 100,000 a minute: the pairs of a large store are looked for when somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from geo import merge, ui
from geo.cache import Cache
from geo.language import tr
from geo.review import Suggestion
from geo.review.standing import Standing
from geo.settings import Settings
from geo.store import Store
from geo.ui import World

AT_ONCE = 2_000  # events; 220 take 0.01 s


def known(world: World, standing: Standing, *, asked: bool) -> list[Suggestion] | None:
    """Return the pairs of events that still stand, the likeliest first; None where they were not yet looked
    for, because the store is large and nobody has asked.
    """
    version = ui.version(Store(Settings.from_environment().store).reports_path)
    if not asked and len(world.events) > AT_ONCE:
        return None
    rejected = set(standing.outline.loc[standing.outline["status"] == "rejected", "id"])
    with st.spinner(tr("Looking for events that may be one incident …")):
        found = _found(world.cache, version)
    return [pair for pair in found if all(id in standing and id not in rejected for id in pair[:2])]


@st.cache_resource(max_entries=2, show_spinner=False)
def _found(_cache: Cache, version: tuple[int, ...]) -> Sequence[Suggestion]:
    return merge.suggestions(list(_cache.values()))
