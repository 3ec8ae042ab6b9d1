"""Codes of the model -> what a reader is told, each table in the reader's language of the moment."""

from __future__ import annotations

from collections.abc import Mapping

from geo.language import Words, mark
from geo.model import Attribution, DateBasis, Field, Level, Status, TargetKind

ATTRIBUTION: Mapping[Attribution, str] = Words(
    {
        "confirmed": mark("Confirmed"),
        "claimed": mark("Claimed"),
        "suspected": mark("Suspected"),
        "denied": mark("Denied"),
        "unknown": mark("Not attributed"),
    }
)
ATTRIBUTION_MEANING: Mapping[Attribution, str] = Words(
    {
        "confirmed": mark("the report states as a fact who did it"),
        "claimed": mark("the actor says so itself"),
        "suspected": mark("somebody suspects or accuses the actor"),
        "denied": mark("the actor was accused and denies it"),
        "unknown": mark("nobody is named, or the text leaves it open"),
    }
)
LEVEL: Mapping[Level, str] = Words(
    {
        "site": mark("exact site"),
        "neighbourhood": mark("part of a city"),
        "city": mark("town or city"),
        "district": mark("district"),
        "province": mark("province only"),
        "country": mark("country only"),
    }
)
STATUS: Mapping[Status, str] = Words(
    {
        "machine": mark("read by machine, not checked"),
        "confirmed": mark("confirmed by an analyst"),
        "corrected": mark("corrected by an analyst"),
        "rejected": mark("rejected by an analyst"),
    }
)
STATUS_NAME: Mapping[Status, str] = Words(
    {
        "machine": mark("Not checked"),
        "confirmed": mark("Confirmed as read"),
        "corrected": mark("Corrected"),
        "rejected": mark("Rejected"),
    }
)
TARGET: Mapping[TargetKind, str] = Words(
    {
        "diplomatic": mark("Diplomatic"),
        "military": mark("Military"),
        "police": mark("Police"),
        "government": mark("Government"),
        "civilian": mark("Civilians"),
        "infrastructure": mark("Infrastructure"),
        "religious": mark("Religious"),
        "medical": mark("Medical"),
        "school": mark("School"),
        "media": mark("Media"),
        "aid": mark("Aid"),
        "unknown": mark("Of no known kind"),
    }
)
BASIS: Mapping[DateBasis, str] = Words(
    {
        "stated": "",
        "relative": mark("counted from the day of publication"),
        "published": mark("assumed: the day of publication"),
        "inferred": mark("inferred from other facts of the text"),
        "unknown": "",
    }
)
FIELD: Mapping[Field, str] = Words(
    {
        "trigger": mark("What happened"),
        "actor": mark("Actor"),
        "attribution": mark("Who says so"),
        "target": mark("Target"),
        "victim": mark("Victims"),
        "weapon": mark("Weapon"),
        "killed": mark("Killed"),
        "injured": mark("Injured"),
        "date": mark("Date"),
        "time": mark("Time"),
        "place": mark("Place"),
    }
)
