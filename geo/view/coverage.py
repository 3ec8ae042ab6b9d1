"""Articles and events -> what the store covers by source and time, and how exactly places are known. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import altair as alt
import geopandas as gpd
import pandas as pd

from geo.language import Words, listed, mark, number, tr, trn
from geo.store import ArticleRecord
from geo.trends import Unit, unit_for
from geo.trends.series import FREQUENCY
from geo.view import timeline, words
from geo.view.theme import Ground

SOURCES = 15  # rows; the sources with fewer articles are one
OTHERS = mark("Other sources")
UNNAMED = mark("Publisher not known")
SINCE: Mapping[Unit, str] = Words(  # which stretch of time a column is, beside its first day
    {
        "day": mark("day from"),
        "week": mark("week from"),
        "month": mark("month from"),
        "year": mark("year from"),
    }
)
_MOST: Mapping[Unit, str] = {
    "day": mark("most ({number}) on {day}"),
    "week": mark("most ({number}) in the week from {day}"),
    "month": mark("most ({number}) in the month from {day}"),
    "year": mark("most ({number}) in the year from {day}"),
}
ACCURACY = Path(__file__).resolve().parents[2] / "docs" / "accuracy.md"  # the figures' only place
ROW_PX = 24


@dataclass(frozen=True, slots=True)
class Coverage:
    """Articles by source and time: `table` with `source`, `day` (the first of a bar, ISO) and `articles`,
    sources by number; how many articles have no day of publication.
    """

    unit: Unit
    table: pd.DataFrame
    sources: tuple[str, ...]
    undated: int
    first: dt.date | None
    last: dt.date | None


def coverage(records: Sequence[ArticleRecord]) -> Coverage:
    """Return how many articles each source has in each stretch of time."""
    articles = [record.article for record in records]
    days = [article.published for article in articles if article.published]
    first, last = (min(days), max(days)) if days else (None, None)
    unit = unit_for(first, last) if first and last else "day"
    told = pd.DataFrame(
        {
            "source": [article.publisher or tr(UNNAMED) for article in articles],
            "date": pd.Series([article.published for article in articles], dtype="datetime64[s]"),
        }
    )
    frequent = list(told["source"].value_counts().index[:SOURCES])
    told["source"] = told["source"].where(told["source"].isin(frequent), tr(OTHERS))
    dated = told[told["date"].notna()]
    bars = dated["date"].dt.to_period(FREQUENCY[unit]).dt.start_time.dt.strftime("%Y-%m-%d")
    table = dated.assign(day=bars).groupby(["source", "day"]).size().rename("articles").reset_index()
    sources = [*frequent, *([tr(OTHERS)] if (told["source"] == tr(OTHERS)).any() else [])]
    return Coverage(unit, table, tuple(sources), len(told) - len(dated), first, last)


def said(found: Coverage, articles: int) -> str:
    """Return the coverage of so many articles in a sentence."""
    if found.first is None or found.last is None:
        return trn(
            "{n} article, none with a day of publication",
            "{n} articles, none with a day of publication",
            articles,
        )
    sums = found.table.groupby("day")["articles"].sum()
    most = dt.date.fromisoformat(str(sums.idxmax()))
    told = trn(
        "{n} article from {first} to {last}",
        "{n} articles from {first} to {last}",
        articles,
        first=words.day(found.first),
        last=words.day(found.last),
    )
    peak = tr(_MOST[found.unit], number=number(int(sums.max())), day=words.day(most))
    return listed([told, peak])


def heat(found: Coverage, *, ground: Ground) -> alt.Chart:
    """Return a row a source and a column a stretch of time, darker for more articles."""
    assert found.first is not None
    assert found.last is not None
    every = pd.period_range(found.first, found.last, freq=FREQUENCY[found.unit])
    days = [f"{bar.start_time:%Y-%m-%d}" for bar in every]
    most = int(found.table["articles"].max())
    scale = alt.Scale(domain=[0, most], range=[ground.panel, ground.accent], type="sqrt", interpolate="rgb")
    axis = alt.Axis(title=None, ticks=False, domain=False, labelLimit=170)
    chart: Any = (
        alt.Chart(found.table, height=ROW_PX * len(found.sources))
        .mark_rect(cornerRadius=2, stroke=ground.page, strokeWidth=1)
        .encode(
            x=timeline.day_axis(days, found.unit),
            y=alt.Y("source:N", sort=list(found.sources), axis=axis),
            color=alt.Color("articles:Q", scale=scale, legend=None),
            tooltip=[
                alt.Tooltip("source:N", title=tr("source")),
                alt.Tooltip("day:N", title=SINCE[found.unit]),
                alt.Tooltip("articles:Q", title=tr("articles")),
            ],
        )
        .configure_view(strokeWidth=0)
        .properties(background="transparent")
    )
    dressed: alt.Chart = chart
    return dressed


def levels(rows: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return for each level of place, exact ones first, how many events and what share are known by it."""
    counted = rows["place_level"].value_counts()
    names = {**{str(level): name for level, name in words.LEVEL.items()}}
    table = pd.DataFrame(
        {
            tr("Place known by"): [*names.values(), tr("not known")],
            tr("Events"): [
                *(int(counted.get(level, 0)) for level in names),
                int(rows["place_level"].isna().sum()),
            ],
        }
    )
    return table.assign(**{tr("Share"): table[tr("Events")] / max(len(rows), 1)})


def accuracy(file: Path = ACCURACY) -> dict[str, str]:
    """Return the sections of the project's table of figures, by heading; {} where it was not installed."""
    if not file.exists():
        return {}
    _, *parts = f"\n{file.read_text(encoding='utf-8')}".split("\n## ")
    return {heading.strip(): text.strip() for heading, _, text in (part.partition("\n") for part in parts)}
