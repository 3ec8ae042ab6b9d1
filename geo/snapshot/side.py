"""What stands in words beside a map: how many events, what is not shown, actors, attributions, signs."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence

import geopandas as gpd

from geo import query
from geo.language import Words, mark, number, tr, trn
from geo.query import Filter
from geo.seal import Seal
from geo.snapshot import drawing, spots
from geo.snapshot.drawing import Glyph, Sign
from geo.snapshot.framing import Frame
from geo.snapshot.legend import ROW_PT, Column
from geo.view import escape, palette, words

SIGNS: Mapping[Sign, str] = Words(
    {
        "hollow": mark("Not attributed, or denied"),
        "shared": mark("Events too close to tell apart"),
        "circle": mark("Somewhere in the circle"),
        "province": mark("Known only by province"),
        "country": mark("Known only by country"),
    }
)
MOST_ACTORS = 24
_COUNTED: Mapping[str, Callable[[int], str]] = {
    "seen": lambda n: trn("{n} at a point", "{n} at a point", n),
    "outside": lambda n: trn("{n} outside this picture", "{n} outside this picture", n),
    "province": lambda n: trn(
        "{n} known only by province (hatched)", "{n} known only by province (hatched)", n
    ),
    "country": lambda n: trn("{n} known only by country (hatched)", "{n} known only by country (hatched)", n),
    "nowhere": lambda n: trn("{n} without a place, not on the map", "{n} without a place, not on the map", n),
    "undated": lambda n: trn("{n} without a date may match too", "{n} without a date may match too", n),
    "unplaced": lambda n: trn("{n} without a place may match too", "{n} without a place may match too", n),
    "background": lambda n: trn("{n} more recalled as background", "{n} more recalled as background", n),
}


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
    first.write(trn("{n} event", "{n} events", len(rows)), size=17, bold=True)
    first.gap(1)
    if not len(rows):
        first.write(tr("No event matches this filter."), size=8)
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
    said = [
        f"{name} {number(counted[value])}" for value, name in words.ATTRIBUTION.items() if value in counted
    ]
    rest.heading(tr("Attribution"))
    rest.write(" ".join(f"{part} ·".replace(" ", "\xa0") for part in said).removesuffix("\xa0·"), size=8)
    if signs:
        rest.heading(tr("Signs on the map"))
    for sign in signs:
        draw = functools.partial(drawing.sample, sign=sign, ground=rest.ground, scale=rest.scale)
        rest.entry(SIGNS[sign], draw=functools.partial(draw, rest.axes), lines=2)


def period(rows: gpd.GeoDataFrame) -> str:
    """Return '2 November 2023 to 20 February 2024', '' where no row has a date."""
    dated = rows["date"].dropna()
    if not len(dated):
        return ""
    first, last = dated.min().date(), rows["date_end"].dropna().max().date()
    if first == last:
        return words.day(first)
    return tr("{first} to {last}", first=words.day(first), last=words.day(last))


def sources(rows: gpd.GeoDataFrame, seal: Seal | None) -> str:
    """Return 'from 8 reports in the news', with the number of publishers where the seal, which is of just
    these rows, knows it.
    """
    if seal is None:
        return trn(
            "from {n} report in the news", "from {n} reports in the news", int(rows["n_reports"].sum())
        )
    if not seal.publishers:
        return trn("from {n} article", "from {n} articles", seal.reports)
    by = trn("{n} publisher", "{n} publishers", seal.publishers)
    return trn(
        "from {n} article by {publishers}", "from {n} articles by {publishers}", seal.reports, publishers=by
    )


def _counts(
    events: gpd.GeoDataFrame, rows: gpd.GeoDataFrame, filter: Filter, frame: Frame, seal: Seal | None
) -> list[str]:
    """Return what is on the map and what is not, a line each, and from what and when it is."""
    level = rows["place_level"]
    points = spots.at_points(rows).geometry
    seen = int(frame.contains(points.x.to_numpy(float), points.y.to_numpy(float)).sum())
    missing = query.left_out(events, filter)
    numbers = {
        "seen": seen,
        "outside": len(points) - seen,
        "province": int((level == "province").sum()),
        "country": int((level == "country").sum()),
        "nowhere": int(level.isna().sum()),
        "undated": missing.undated,
        "unplaced": missing.unplaced,
        "background": missing.background,
    }
    lines = [_COUNTED[what](count) for what, count in numbers.items() if count]
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
    side.heading(tr("Suspected actors"))
    rest = len(counted) - len(listed)
    spare = most - len(listed) - bool(rest)  # rows that a long name may take besides its own
    for key, events in listed:
        lines = 2 if spare > 0 else 1
        spare -= _entry(side, glyphs[key], escape.plain(names[key]), events, lines=lines) - 1
    if rest:
        events = sum(found.values()) - sum(events for _, events in listed)
        _entry(side, other, trn("{n} other actor", "{n} other actors", rest), events)


def _entry(side: Column, drawn: Glyph, text: str, events: int, *, lines: int = 1) -> int:
    size = spots.MARK_PT * side.scale

    def draw(x: float, y: float) -> None:
        drawing.glyph(side.axes, x, y, drawn, size=size, ground=side.ground)

    return side.entry(text, draw=draw, lines=lines, number=number(events))
