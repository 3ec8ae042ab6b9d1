"""Text -> clock times in it as `HH:MM`, with offsets in code points.

Alone knows how news writes the hour: "4:15 a.m.", "at 0415", "16:30 local time", "shortly after midnight",
"around noon", "half past three in the afternoon".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.extract.numbers import WORDS, value


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
_MINUTE = "|".join(sorted((*WORDS, r"\d\d?"), key=len, reverse=True))
_SPOKEN_PART = (
    r"(?=\s+(?:o['’]?clock\s+)?(?:in\s+the|at|on\s+(?:the\s+)?\w+|yesterday|\w+day|this|that|last)\s*"
    r"(?P<part>morning|afternoon|evening|night)\b)"
)
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
        rf"\b(?P<fraction>half|(?:a\s+)?quarter|(?:{_MINUTE})(?:\s+minutes?)?)\s+(?P<way>past|to|after|before)\s+"
        rf"(?P<word>{_HOUR})\b(?!\s+(?:people|men|days|weeks|months|years|others))(?:{_SPOKEN_PART})?",
        rf"\b(?:at|around|about|by)\s+(?P<core>(?P<word>{_HOUR})){_SPOKEN_PART}",
        r"\b(?:at|around|about|hour)\s+(?:about\s+|around\s+)?(?P<core>(?P<hour>[01]\d|2[0-3])\.(?P<minute>[0-5]\d))"
        r"(?![\d%]|\.\d|\s*(?:%|per|percent|k?m\b|met|kil|mil|bil|dol|eur|point|ton|deg)|\s+[a-z]+s\b)",
        rf"\b(?:{_ABOUT}|(?:{_ABOUT}\s*)(?:local\s+)?)(?:local\s+)?(?P<name>midnight|noon|midday)\b",
    )
)
_NAMED = {"midnight": "00:00", "noon": "12:00", "midday": "12:00"}


def find(text: str) -> list[Clock]:
    """Return the clock times of `text` in order, none inside another."""
    found: list[Clock] = []
    for form in _FORMS:
        for match in form.finditer(text):
            time = _time(match, _part_told(text, match.start()))
            start = match.start("core") if match.groupdict().get("core") else match.start()
            if time and not any(c.start < match.end() and start < c.end for c in found):
                zone = (match.groupdict().get("zone") or "").lower()
                found.append(Clock(start, match.end(), time, utc=bool(zone)))
    return sorted(found, key=lambda clock: clock.start)


_PART_BEFORE = re.compile(r"\b(morning|afternoon|evening|night)\b[^.!?\n]*$", re.I)


def _part_told(text: str, at: int) -> str | None:
    """Return the part of the day that the same sentence names before ("on the morning of Friday, at half past
    six").
    """
    found = _PART_BEFORE.search(text, max(0, at - 90), at)
    return found[1].lower() if found else None


def _time(match: re.Match[str], part: str | None) -> str | None:
    told = {name: value.lower() for name, value in match.groupdict().items() if value}
    if "name" in told:
        return _NAMED[told["name"]]
    if "word" in told:
        return _spoken({"part": part, **told} if part else told)
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
    """Read "six o'clock in the morning", "a quarter to seven on Friday evening"; without a part of the day
    the hour is one of two, so no time.
    """
    hour = int(told["word"]) if told["word"].isdigit() else WORDS[told["word"]]
    part = told.get("part")
    if part is None or not 1 <= hour <= 12:
        return None
    minutes = _of_part(hour, part) * 60 + (30 if "half_past" in told else 0)
    if "fraction" in told:
        step = _minutes(told["fraction"])
        if step is None or not 0 < step < 60:
            return None
        minutes += step if told["way"] in ("past", "after") else -step
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _minutes(words: str) -> int | None:
    first = words.split()[0] if not words.startswith("a ") else words.split()[1]
    return {"half": 30, "quarter": 15}.get(first, int(first) if first.isdigit() else value(first))
