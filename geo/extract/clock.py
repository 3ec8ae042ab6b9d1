"""Text -> clock times in it as `HH:MM`, with offsets in code points.

Alone knows how news writes the hour: "4:15 a.m.", "at 0415", "16:30 local time", "shortly after midnight",
"around noon".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.extract.numbers import WORDS


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, local unless the words say otherwise; `utc` is true for GMT, UTC and Z."""

    start: int
    end: int
    time: str
    utc: bool = False


_HALF = r"\s?(?P<half>[ap])\.?\s?m\b\.?"
_ZONE = r"(?:\s?\(?(?P<zone>gmt|utc|z)\b\)?|\s+(?:local(?:\s+time)?|hours|hrs)\b)"
_ABOUT = r"(?:(?:at|by|around|about|approximately|shortly|just|soon|after|before|until|from|near|nearly)\s+)"
_PART = (
    r"(?=\s+(?:(?:this|that|in\s+the|on\s+\w+|yesterday|\w+day|last|tomorrow)\s+)"
    r"(?P<part>morning|afternoon|evening|night)\b)"
)
_HOUR = "|".join(word for word, number in WORDS.items() if 1 <= number <= 12)
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<![\d.,:])(?P<hour>\d\d?)(?:[:.h](?P<minute>[0-5]\d))?{_HALF}(?:{_ZONE})?",
        rf"(?<![\d.,:$€£])(?P<hour>\d\d?)[.:](?P<minute>[0-5]\d){_PART}",
        rf"(?<![\d.,:/-])(?P<hour>[01]?\d|2[0-3])[:h](?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:]|\s?%)(?:{_ZONE})?",
        r"\bat\s+(?:about\s+|around\s+)?(?P<core>(?P<hour>[01]?\d|2[0-3])\.(?P<minute>[0-5]\d))(?=\s+(?:on|yesterday|today|local)\b)",
        rf"(?<![\d.,:$€£])(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d){_ZONE}",
        r"\b(?:at|around|about|approximately)\s+(?P<core>(?P<hour>0\d|1\d|2[0-3])(?P<minute>[0-5]\d))(?![\d:,%]|\.\d|\s+[a-z]+s\b)",
        rf"\b(?:(?P<half_past>half\s+past)\s+)?(?P<word>{_HOUR}|\d\d?)\s+o['’]?clock(?:\s+(?:in\s+the\s+|at\s+)(?P<part>morning|afternoon|evening|night))?",
        rf"\b(?:{_ABOUT}|(?:{_ABOUT}\s*)(?:local\s+)?)(?:local\s+)?(?P<name>midnight|noon|midday)\b",
    )
)
_NAMED = {"midnight": "00:00", "noon": "12:00", "midday": "12:00"}


def find(text: str) -> list[Clock]:
    """Return the clock times of `text` in order, none inside another."""
    found: list[Clock] = []
    for form in _FORMS:
        for match in form.finditer(text):
            time = _time(match)
            start = match.start("core") if match.groupdict().get("core") else match.start()
            if time and not any(c.start < match.end() and start < c.end for c in found):
                zone = (match.groupdict().get("zone") or "").lower()
                found.append(Clock(start, match.end(), time, utc=bool(zone)))
    return sorted(found, key=lambda clock: clock.start)


def _time(match: re.Match[str]) -> str | None:
    told = {name: value.lower() for name, value in match.groupdict().items() if value}
    if "name" in told:
        return _NAMED[told["name"]]
    if "word" in told:
        return _spoken(told)
    hour, minute = int(told["hour"]), int(told.get("minute", 0))
    if "half" in told:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if told["half"] == "p" else 0)
    elif "part" in told and 1 <= hour <= 12:
        hour = _of_part(hour, told["part"])
    return f"{hour:02}:{minute:02}" if hour < 24 else None


def _of_part(hour: int, part: str) -> int:
    """Return the hour of the day that an hour of the clock is in the morning, the evening, at night."""
    late = part in ("afternoon", "evening") or (part == "night" and 6 <= hour < 12)
    return hour % 12 + (12 if late else 0)


def _spoken(told: dict[str, str]) -> str | None:
    """Read "six o'clock in the morning"; without a part of the day the hour is one of two, so no time."""
    hour = int(told["word"]) if told["word"].isdigit() else WORDS[told["word"]]
    part = told.get("part")
    if part is None or not 1 <= hour <= 12:
        return None
    return f"{_of_part(hour, part):02}:{30 if 'half_past' in told else 0:02}"
