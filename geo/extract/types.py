"""The types of events, each with its code in the schemes of others. `tables/types.csv` holds them."""

from __future__ import annotations

from dataclasses import dataclass

from geo.extract.lexicon import rows


@dataclass(frozen=True, slots=True)
class EventType:
    """One type of event: its label in words and its codes. `muc` is None for what MUC-4 rules out."""

    type: str
    label: str
    acled_event: str
    acled_sub_event: str
    cameo: str
    plover: str
    gtd: str | None
    muc: str | None


EVENT_TYPES: dict[str, EventType] = {
    row["type"]: EventType(
        type=row["type"],
        label=row["label"],
        acled_event=row["acled_event"],
        acled_sub_event=row["acled_sub_event"],
        cameo=row["cameo"],
        plover=row["plover"],
        gtd=row["gtd"] or None,
        muc=row["muc"] or None,
    )
    for row in rows("types")
}
