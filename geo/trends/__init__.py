"""Selected events -> what changes: counts over time and against a norm, what is new, hot spots. Pure.

Two rules hold everywhere:

- An event counts in a bar or a period only where every day on which it may have happened lies in it; who
  shows the counts says how many do not (`Series.apart`, `straddling`).
- Numbers too small to tell chance from change give None or "too few", never a verdict.
"""

from geo.trends.crossing import Crossing, crossing
from geo.trends.hotspots import HotSpot, HotSpots, hotspots
from geo.trends.newcomers import Newcomer, newcomers
from geo.trends.norms import Change, Norm, Verdict, change, norm
from geo.trends.periods import Period, covered, length_for, straddling, within
from geo.trends.series import Measure, Series, Unit, over_time, unit_for

__all__ = [
    "Change",
    "Crossing",
    "HotSpot",
    "HotSpots",
    "Measure",
    "Newcomer",
    "Norm",
    "Period",
    "Series",
    "Unit",
    "Verdict",
    "change",
    "covered",
    "crossing",
    "hotspots",
    "length_for",
    "newcomers",
    "norm",
    "over_time",
    "straddling",
    "unit_for",
    "within",
]
