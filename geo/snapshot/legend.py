"""The text of a picture: title, filter in words, counts, legend, footer. Knows no map.

Written top down into axes whose units are points, so that lengths are the same in PNG, SVG and PDF.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from matplotlib.axes import Axes

from geo import language
from geo.snapshot.ground import FONT
from geo.view.theme import Ground

ROW_PT = 13.0  # a line of the legend

# at the head of each line: else a line that begins with a word of the other direction is ordered anew
LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\u200e", "\u200f"

Draw = Callable[[float, float], None]


def _direction(text: str) -> str:
    """Return what is to stand at the head of each line of a paragraph: a mark of the direction in which it
    begins, nothing where all of it runs from left to right.
    """
    found = [kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")]
    if set(found) <= {"L"}:
        return ""
    return LEFT_TO_RIGHT if found[0] == "L" else RIGHT_TO_LEFT


class Column:
    """A column of text. `size` and lengths are points times `scale`; texts are already `escape.plain`."""

    def __init__(self, axes: Axes, renderer: Any, *, ground: Ground, scale: float) -> None:
        pixels = axes.figure.dpi / 72
        self.axes, self.ground, self.scale = axes, ground, scale
        self.width, self.height = axes.bbox.width / pixels, axes.bbox.height / pixels
        self.y = 0.0
        self._renderer = renderer
        axes.set_xlim(0, self.width)
        axes.set_ylim(-self.height, 0)
        axes.set_axis_off()

    @property
    def room(self) -> float:
        """Points left to the bottom."""
        return self.height + self.y

    def gap(self, points: float) -> None:
        """Leave space."""
        self.y -= points * self.scale

    def write(
        self,
        text: str,
        *,
        size: float,
        muted: bool = False,
        bold: bool = False,
        indent: float = 0,
        lines: int = 6,
    ) -> None:
        """Write a paragraph, wrapped at the column's width, cut with an ellipsis after `lines`.

        One that begins in a right-to-left script stands at the right.
        """
        mark = _direction(text)
        leftward = mark == RIGHT_TO_LEFT
        for line in self._wrapped(text, size=size, bold=bold, width=self.width - indent, lines=lines):
            colour = self.ground.muted if muted else self.ground.ink
            self.axes.text(
                self.width if leftward else indent, self.y - size * self.scale,
                mark + line, ha="right" if leftward else "left",
                fontsize=size * self.scale, fontfamily=FONT, fontweight="bold" if bold else "normal",
                color=colour,
            )  # fmt: skip
            self.y -= size * self.scale * 1.38

    def entry(
        self, text: str, *, draw: Draw | None = None, number: str = "", size: float = 8.0, lines: int = 1
    ) -> int:
        """Write an entry: its sign, drawn at a point, its words on up to `lines` lines, a number
        at the far end; mirrored where the language runs from right to left. Return how many lines it took.
        """
        leftward = language.is_right_to_left()
        indent = 19 * self.scale if draw else 0.0
        if draw:
            sign = 7 * self.scale
            draw(self.width - sign if leftward else sign, self.y - size * self.scale * 0.62)
        right = self._measure(number, size, False) + 4 * self.scale if number else 0.0
        found = self._wrapped(text, size=size, bold=False, width=self.width - indent - right, lines=lines)
        style: dict[str, Any] = {"fontsize": size * self.scale, "fontfamily": FONT}
        near, far = (self.width - indent, 0.0) if leftward else (indent, self.width)
        begin, end = ("right", "left") if leftward else ("left", "right")
        base, mark = self.y - size * self.scale, _direction(text)
        self.axes.text(far, base, number, ha=end, color=self.ground.muted, **style)
        for line in found:
            base = self.y - size * self.scale
            self.axes.text(near, base, mark + line, ha=begin, color=self.ground.ink, **style)
            self.y -= ROW_PT * self.scale
        return len(found)

    def heading(self, text: str) -> None:
        """Write the heading of a part of the legend."""
        self.gap(7)
        self.write(text, size=8, bold=True)
        self.gap(2.5)

    def _wrapped(self, text: str, *, size: float, bold: bool, width: float, lines: int) -> list[str]:
        found = [""]
        for word in text.split(" "):
            longer = f"{found[-1]} {word}".strip()
            if not found[-1] or self._measure(longer, size, bold) <= width:
                found[-1] = longer
            else:
                found.append(word)
        kept = found[:lines]
        if len(found) > lines:
            kept[-1] += " …"
        return [self._cut(line, size=size, bold=bold, width=width) for line in kept]

    def _cut(self, line: str, *, size: float, bold: bool, width: float) -> str:
        while len(line) > 1 and self._measure(line, size, bold) > width:
            line = line.removesuffix("…").rstrip("\\ ")[:-1].rstrip("\\ ") + "…"
        return line

    def _measure(self, line: str, size: float, bold: bool) -> float:
        text = self.axes.text(
            0, 0, line, fontsize=size * self.scale, fontfamily=FONT, fontweight="bold" if bold else "normal"
        )
        width = text.get_window_extent(self._renderer).width * 72 / self.axes.figure.dpi
        text.remove()
        return float(width)
