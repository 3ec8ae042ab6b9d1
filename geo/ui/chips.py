"""What is filtered, as buttons above the map that take it away."""

from __future__ import annotations

import streamlit as st

from geo import query
from geo.language import tr
from geo.query import VISIBLE, Filter
from geo.ui import World
from geo.ui.asked import actor_name, forget, reset
from geo.view import escape, words


def chips(world: World, filter: Filter) -> None:
    """Draw a button for each part of the filter, and one that takes all away."""
    labels = active(world, filter)
    if not labels:
        return
    with st.container(horizontal=True, gap="small", key="chips"):
        for (name, value), label in labels.items():
            st.button(
                escape.markdown(label),
                key=f"chip-{name}-{value}",
                icon=":material/close:",
                icon_position="right",
                on_click=forget,
                args=(name, value),
                help=tr("Remove this filter"),
            )
        st.button(tr("Reset all"), key="chip-reset", type="tertiary", on_click=reset)


def active(world: World, filter: Filter) -> dict[tuple[str, str], str]:
    """Return by the filter's name and value what each part of it is called."""
    single = {
        "from": tr("From {day}", day=words.day(filter.date_from)) if filter.date_from else "",
        "to": tr("To {day}", day=words.day(filter.date_to)) if filter.date_to else "",
        "text": tr("“{text}”", text=filter.text) if filter.text else "",
        "undated": tr("Undated included") if filter.undated else "",
        "background": tr("Background included") if filter.background else "",
        "area": tr("Inside {area}", area=query.area_name(filter.area)) if filter.area else "",
        "bbox": tr("Only what was in view") if filter.bbox else "",
        "min-killed": words.least("killed", filter.min_killed) if filter.min_killed else "",
        "min-harmed": words.least("harmed", filter.min_harmed) if filter.min_harmed else "",
        "min-reports": words.least("reports", filter.min_reports) if filter.min_reports else "",
        "min-confidence": words.least("confidence", filter.min_confidence) if filter.min_confidence else "",
    }
    several: dict[tuple[str, str], str] = {
        **{("actor", key): actor_name(world, key) for key in filter.actors},
        **{("attribution", value): words.ATTRIBUTION[value] for value in filter.attributions},
        **{("attributed-by", key): tr("Says {who}", who=world.voices.get(key, key)) for key in filter.voices},
        **{("region", id): query.group_name(id) for id in filter.groups},
        **{("country", code): query.country_name(code) for code in filter.countries},
        **{("province", code): query.province_name(code) for code in filter.provinces},
        **{("type", type): words.type_name(type) for type in filter.types},
        **{
            ("target", kind): tr("Target: {kind}", kind=words.TARGET[kind].lower()) for kind in filter.targets
        },
        **{("weapon", kind): tr("Weapon: {kind}", kind=query.weapon_name(kind)) for kind in filter.weapons},
        **{("status", s): words.STATUS_NAME[s] for s in filter.statuses if filter.statuses != VISIBLE},
    }
    return {(name, ""): label for name, label in single.items() if label} | several
