"""Features of an older schema -> features of this one, step by step. Alone knows what changed when.

    1   the first
    2   the last line of the file holds the SHA-256 of the others; features are as they were
    3   the last line also holds how much of the journal the store was made with; features are as they were

Whoever adds, renames or drops a property raises SCHEMA and adds the step from the schema before, with a test.
An older file is read as it is and written anew by the next `build`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

SCHEMA = 3

Feature = Mapping[str, Any]


def unchanged(feature: Feature) -> Feature:
    """Return the feature: what changed stands elsewhere in the file."""
    return feature


STEPS: Mapping[int, Callable[[Feature], Feature]] = {1: unchanged, 2: unchanged}


def alike(schema: int) -> bool:
    """Return whether features of `schema` are as those of SCHEMA, and so can be read as fast."""
    return all(STEPS[step] is unchanged for step in range(schema, SCHEMA))


def migrated(feature: Feature, *, schema: int) -> Feature:
    """Return a feature of `schema` as one of SCHEMA; raise KeyError for a schema that never was."""
    for step in range(schema, SCHEMA):
        feature = STEPS[step](feature)
    return feature
