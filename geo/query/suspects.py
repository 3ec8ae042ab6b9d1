"""The actors of each event, the one column of the table that holds lists -> a table of their own."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geo.model import Attribution

NOT_NAMED = "not-named"  # key of an event for which nobody is named or described


class Suspect(NamedTuple):
    """One actor of an event as filters see it: key and attribution belong together.

    `says` is who makes the attribution, `voice` the key of that (`voice_key`); a `name` that is None stands
    for an event for which nobody is named.
    """

    key: str
    attribution: Attribution
    name: str | None = None
    says: str | None = None
    voice: str | None = None


SUSPECTS = pa.list_(pa.struct([(field, pa.string()) for field in Suspect._fields]))


def suspects(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one row a suspect, in order: the fields of `Suspect`, and in `row` the position of its event."""
    lists = pa.chunked_array(pa.array(rows["suspects"].array), SUSPECTS).combine_chunks()
    fields = {name: pc.struct_field(pc.list_flatten(lists), name) for name in Suspect._fields}
    frame: pd.DataFrame = pa.table({"row": pc.list_parent_indices(lists), **fields}).to_pandas(
        types_mapper={pa.string(): pd.StringDtype(na_value=float("nan"))}.get
    )
    return frame
