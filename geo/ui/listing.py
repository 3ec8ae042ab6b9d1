"""Events -> the rows of a table that people read: names for keys, words for codes. Pure but for its columns'
widgets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from geo.language import Words, mark, tr
from geo.query import UNNAMED, country_name, weapon_name
from geo.view import words

COLUMNS: Mapping[str, str] = Words({
    "date": mark("Date"),
    "date_end": mark("Last day"),
    "time": mark("Time"),
    "type": mark("Type"),
    "place": mark("Place"),
    "exact": mark("Place known by"),
    "uncertainty_km": mark("Radius"),
    "admin1_name": mark("Province"),
    "country_name": mark("Country"),
    "actor": mark("Actor"),
    "attribution": mark("Attribution"),
    "attributed_by": mark("Says who"),
    "targets": mark("Target"),
    "weapons": mark("Weapon"),
    "killed_min": mark("Killed, at least"),
    "killed_max": mark("Killed, at most"),
    "injured_min": mark("Injured, at least"),
    "injured_max": mark("Injured, at most"),
    "n_reports": mark("Reports"),
    "confidence": mark("Confidence"),
    "status": mark("Status"),
    "main": mark("Told as"),
    "id": mark("Id"),
})  # fmt: skip
FIRST = (
    "date", "type", "place", "exact", "country_name", "actor", "attribution", "killed_min", "injured_min",
    "n_reports", "confidence",
)  # fmt: skip

NAME_PX, DAY_PX, SHARE_PX = 168, 92, 85  # "Allied Democratic Forces" and "10 Dec 2025" fit


def table(rows: gpd.GeoDataFrame, *, names: Mapping[str, str]) -> pd.DataFrame:
    """Return a row an event, newest first, in all `COLUMNS`; the index is the event's id.

    Cells hold articles' words: a table shows them as text.
    """
    rows = rows.sort_values(["date", "id"], ascending=[False, True])
    described = rows["actor_key"] == UNNAMED  # in the article's own words, where it has any
    told = pd.DataFrame(rows.drop(columns="geometry")).assign(
        type=_named(rows["type"], {type: words.type_name(type) for type in rows["type"].unique()}),
        attribution=_named(rows["attribution"], words.ATTRIBUTION),
        exact=_named(rows["place_level"], words.LEVEL).fillna(tr("not known")),
        actor=_named(rows["actor_key"], names).where(~(described & rows["actor"].ne("")), rows["actor"]),
        status=_named(rows["status"], words.STATUS),
        confidence=rows["confidence"].round(2),  # as the card says it
        main=rows["main"].map({True: tr("event"), False: tr("background")}),
        country_name=_named(
            rows["country"], {code: country_name(code) for code in rows["country"].dropna().unique()}
        ),
        targets=_joined(rows["target_kinds"], words.target_name),
        weapons=_joined(rows["weapon_kinds"], weapon_name),
    )
    return told.set_index("id", drop=False)[list(COLUMNS)].rename(columns=dict(COLUMNS))


def _named(codes: pd.Series[Any], names: Mapping[Any, str]) -> pd.Series[Any]:
    return codes.map(dict(names))


def _joined(lists: pd.Series[Any], called: Callable[[str], str]) -> pd.Series[Any]:
    """Return each list as one text; there are few different ones, so that each is made once."""
    codes = pa.chunked_array(pa.array(lists.array)).combine_chunks()
    told = pd.Series(pc.binary_join(codes, "\n").to_pylist(), index=lists.index)
    return told.map(
        {text: ", ".join(map(called, text.split("\n"))) if text else "" for text in told.unique()}
    )


def config() -> dict[str, Any]:
    """Return how the columns are drawn: wide where names are long, narrow where numbers stand."""
    day = st.column_config.DateColumn(format="D MMM YYYY", width=DAY_PX)
    least = st.column_config.NumberColumn(help=tr("at least, as reported; empty where it is not said"))
    most = st.column_config.NumberColumn(help=tr("at most, as reported; empty where it is open or not said"))
    name = st.column_config.TextColumn(width=NAME_PX)
    columns = {
        "place": name,
        "actor": name,
        "attributed_by": name,
        "date": day,
        "date_end": day,
        "uncertainty_km": st.column_config.NumberColumn(format="%.1f km"),
        "killed_min": least,
        "injured_min": least,
        "killed_max": most,
        "injured_max": most,
        "confidence": st.column_config.ProgressColumn(
            format="percent", min_value=0, max_value=1, width=SHARE_PX
        ),
    }
    return {COLUMNS[name]: column for name, column in columns.items()}
