"""What is asked for on the page or by the command -> a file: a picture, an atlas, a playback or a page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import cast

from geo.cache import Cache
from geo.query import Filter
from geo.seal import seal
from geo.snapshot import Extent, Format, paper, snapshot
from geo.snapshot.series import FORMATS as SERIES_FORMATS
from geo.snapshot.series import Format as SeriesFormat
from geo.snapshot.series import Series, series
from geo.view.webpage import webpage

__all__ = ["SERIES_FORMATS", "Asked", "draw"]


@dataclass(frozen=True, slots=True)
class Asked:
    """`format` is png, svg, pdf, html or gif; `by` makes a series of it (pdf, gif). The rest is as in
    `snapshot`, and means nothing to html.
    """

    format: str
    title: str | None = None
    size_px: tuple[int, int] = (1600, 1000)
    dpi: int = paper.DPI
    extent: Extent = "all"
    by: Series | None = None


def draw(cache: Cache, filter: Filter, asked: Asked, *, made: dt.date) -> bytes:
    """Return the file, sealed. Raise InputError where a series would have too many pictures."""
    sealed = seal(cache.matching(filter), filter=filter, made=made)
    if asked.format == "html":
        return webpage(list(cache.values()), filter=filter, title=asked.title, made=made, seal=sealed)
    if asked.by:
        return series(
            cache.table, filter=filter, by=asked.by, format=cast(SeriesFormat, asked.format), made=made,
            title=asked.title, size_px=asked.size_px, dpi=asked.dpi, extent=asked.extent, seal=sealed,
        )  # fmt: skip
    return snapshot(
        cache.table, filter=filter, format=cast(Format, asked.format), made=made, title=asked.title,
        size_px=asked.size_px, dpi=asked.dpi, extent=asked.extent, seal=sealed,
    )  # fmt: skip
