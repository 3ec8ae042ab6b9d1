"""A table of events and a filter -> the filter in the reader's words, with the names readers know. Pure."""

from __future__ import annotations

import geopandas as gpd

from geo import query
from geo.query import Filter


def filter_in_words(events: gpd.GeoDataFrame, filter: Filter) -> str:
    """Return the filter as one sentence without a full stop; actors' names come from the table."""
    return query.describe(
        filter, actor_names=query.actor_names(events), voice_names=query.voice_names(events)
    )
