"""Events -> the rows of a table that people read: names for keys, words for codes. Pure but for its columns'
widgets.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from geo.query import UNNAMED
from geo.view import words

COLUMNS = {
    "date": "Date",
    "date_end": "Last day",
    "time": "Time",
    "type": "Type",
    "place": "Place",
    "exact": "Place known by",
    "uncertainty_km": "Radius",
    "admin1_name": "Province",
    "country_name": "Country",
    "actor": "Actor",
    "attribution": "Attribution",
    "attributed_by": "Says who",
    "targets": "Target",
    "weapons": "Weapon",
    "killed_min": "Killed",
    "killed_max": "Killed, at most",
    "injured_min": "Injured",
    "injured_max": "Injured, at most",
    "n_reports": "Reports",
    "confidence": "Confidence",
    "status": "Status",
    "main": "Told as",
    "id": "Id",
}
FIRST = (
    "Date", "Type", "Place", "Place known by", "Country", "Actor", "Attribution", "Killed", "Injured",
    "Reports", "Confidence",
)  # fmt: skip


def table(rows: gpd.GeoDataFrame, *, names: Mapping[str, str]) -> pd.DataFrame:
    """Return a row an event, newest first, in all `COLUMNS`; the index is the event's id.

    Cells hold articles' words: a table shows them as text.
    """
    rows = rows.sort_values(["date", "id"], ascending=[False, True])
    described = rows["actor_key"] == UNNAMED  # in the article's own words, where it has any
    told = pd.DataFrame(rows.drop(columns="geometry")).assign(
        type=_named(rows["type"], {type: words.type_name(type) for type in rows["type"].unique()}),
        attribution=_named(rows["attribution"], words.ATTRIBUTION),
        exact=_named(rows["place_level"], words.LEVEL).fillna("not known"),
        actor=_named(rows["actor_key"], names).where(~(described & rows["actor"].ne("")), rows["actor"]),
        status=_named(rows["status"], words.STATUS),
        confidence=rows["confidence"].round(2),  # as the card says it
        main=rows["main"].map({True: "event", False: "background"}),
        targets=_joined(rows["target_kinds"], words.TARGET),
        weapons=_joined(rows["weapon_kinds"], {}),
    )
    return told.set_index("id", drop=False)[list(COLUMNS)].rename(columns=COLUMNS)


def _named(codes: pd.Series[Any], names: Mapping[Any, str]) -> pd.Series[Any]:
    return codes.map(dict(names))


def _joined(lists: pd.Series[Any], names: Mapping[Any, str]) -> pd.Series[Any]:
    """Return each list as one text; there are few different ones, so that each is made once."""
    codes = pa.chunked_array(pa.array(lists.array)).combine_chunks()
    told = pd.Series(pc.binary_join(codes, "\n").to_pylist(), index=lists.index)
    return told.map(
        {text: ", ".join(names.get(code, code) for code in text.split("\n")) for text in told.unique()}
    )


def config() -> dict[str, Any]:
    """Return how the columns are drawn that are no plain words."""
    day = st.column_config.DateColumn(format="D MMM YYYY")
    least = st.column_config.NumberColumn(help="at least, as reported; empty where it is not said")
    most = st.column_config.NumberColumn(help="at most, as reported; empty where it is open or not said")
    return {
        "Date": day,
        "Last day": day,
        "Radius": st.column_config.NumberColumn(format="%.1f km"),
        "Killed": least,
        "Injured": least,
        "Killed, at most": most,
        "Injured, at most": most,
        "Confidence": st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1),
    }
