"""What stands in words beside a map: how many events, what is not shown, actors, attributions, signs."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

import geopandas as gpd

from geo import query
from geo.query import Filter
from geo.seal import Seal
from geo.snapshot import drawing, spots
from geo.snapshot.drawing import Glyph, Sign
from geo.snapshot.framing import Frame
from geo.snapshot.legend import ROW_PT, Column
from geo.view import escape, palette, words

SIGNS: Mapping[Sign, str] = {
    "hollow": "Not attributed, or denied",
    "shared": "Events too close to tell apart",
    "circle": "Somewhere in the circle",
    "province": "Known only by province",
    "country": "Known only by country",
}
MOST_ACTORS = 24


def write(
    columns: Sequence[Column],
    events: gpd.GeoDataFrame,
    filter: Filter,
    *,
    frame: Frame,
    glyphs: Mapping[str, Glyph],
    signs: Sequence[Sign],
    seal: Seal | None,
) -> None:
    """Write into one column from top to bottom, or into three: counts, actors, the rest."""
    first, actors, rest = [*columns, columns[-1], columns[-1]][:3]
    rows = query.select(events, filter)
    first.write(words.plural(len(rows), "event"), size=17, bold=True)
    first.gap(1)
    if not len(rows):
        first.write("No event matches this filter.", size=8)
    for line in _counts(events, rows, filter, frame, seal):
        first.write(line, size=8, muted=True)
    if not len(rows):
        return
    below = 4.5 * ROW_PT + (len(signs) + 2.5) * ROW_PT if rest is actors else ROW_PT * 2
    most = min(int((actors.room / actors.scale - below) / ROW_PT), MOST_ACTORS)
    _actors(
        actors, query.tally(rows, filter, "actor_key"), query.actor_names(events), glyphs, most=max(most, 1)
    )
    counted = query.tally(rows, filter, "attribution")
    said = [f"{name} {counted[value]:,}" for value, name in words.ATTRIBUTION.items() if value in counted]
    rest.heading("Attribution")
    rest.write(" ".join(f"{part} ·".replace(" ", "\xa0") for part in said).removesuffix("\xa0·"), size=8)
    if signs:
        rest.heading("Signs on the map")
    for sign in signs:
        draw = functools.partial(drawing.sample, sign=sign, ground=rest.ground, scale=rest.scale)
        rest.entry(SIGNS[sign], draw=functools.partial(draw, rest.axes))


def period(rows: gpd.GeoDataFrame) -> str:
    """Return '2 November 2023 to 20 February 2024', '' where no row has a date."""
    dated = rows["date"].dropna()
    if not len(dated):
        return ""
    first, last = dated.min().date(), rows["date_end"].dropna().max().date()
    return words.day(first) if first == last else f"{words.day(first)} to {words.day(last)}"


def sources(rows: gpd.GeoDataFrame, seal: Seal | None) -> str:
    """Return 'from 8 reports in the news', with the number of publishers where the seal, which is of just
    these rows, knows it.
    """
    if seal is None:
        return f"from {words.plural(int(rows['n_reports'].sum()), 'report')} in the news"
    by = f" by {words.plural(seal.publishers, 'publisher')}" if seal.publishers else ""
    return f"from {words.plural(seal.reports, 'article')}{by}"


def _counts(
    events: gpd.GeoDataFrame, rows: gpd.GeoDataFrame, filter: Filter, frame: Frame, seal: Seal | None
) -> list[str]:
    """Return what is on the map and what is not, a line each, and from what and when it is."""
    level = rows["place_level"]
    points = spots.at_points(rows).geometry
    seen = int(frame.contains(points.x.to_numpy(float), points.y.to_numpy(float)).sum())
    missing = query.left_out(events, filter)
    numbers = {
        "at a point": seen,
        "outside this picture": len(points) - seen,
        "known only by province (hatched)": int((level == "province").sum()),
        "known only by country (hatched)": int((level == "country").sum()),
        "without a place, not on the map": int(level.isna().sum()),
        "without a date may match too": missing.undated,
        "without a place may match too": missing.unplaced,
        "more recalled as background": missing.background,
    }
    lines = [f"{number:,} {what}" for what, number in numbers.items() if number]
    lines += [period(rows)] if period(rows) else []
    return [*lines, sources(rows, seal)] if len(rows) else lines


def _actors(
    side: Column,
    found: Mapping[str, int],
    names: Mapping[str, str],
    glyphs: Mapping[str, Glyph],
    *,
    most: int,
) -> None:
    """List actors with the events that name each, those with a colour of their own first, as far as there is
    room, then count the rest.
    """
    other = drawing.glyphs({"": palette.OTHER}, side.ground)[""]
    counted = sorted(
        found.items(),
        key=lambda item: (glyphs[item[0]] == other, -item[1], item[0]),
    )
    listed = counted[: most if len(counted) <= most else max(most - 1, 1)]
    side.heading("Suspected actors")
    for key, number in listed:
        _entry(side, glyphs[key], escape.plain(names[key]), number)
    if rest := len(counted) - len(listed):
        number = sum(found.values()) - sum(number for _, number in listed)
        _entry(side, other, words.plural(rest, "other actor"), number)


def _entry(side: Column, drawn: Glyph, text: str, number: int) -> None:
    size = spots.MARK_PT * side.scale

    def draw(x: float, y: float) -> None:
        drawing.glyph(side.axes, x, y, drawn, size=size, ground=side.ground)

    side.entry(text, draw=draw, number=f"{number:,}")
