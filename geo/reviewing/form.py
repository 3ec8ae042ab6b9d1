"""What the widgets of one event hold, under keys that change where they have to begin anew.

Keys are made of the event and the newest entry on it, so that a form that was saved, or that another analyst
has overtaken, begins with what now holds.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from geo.model import Place

PIN = ("name", "lat", "lon", "level", "km")  # widgets that follow the pin


class Form:
    """The widgets of one event. The pin can be put elsewhere from outside of them: they then begin anew with
    its place, under new keys. (A value set under an old key can be lost to what the browser sends meanwhile.)
    """

    def __init__(self, scope: str, place: Place | None) -> None:
        self._scope = scope
        self.pin: Place | None = st.session_state.get(f"pin-{scope}", place)

    def put(self, place: Place) -> None:
        """Put the pin elsewhere."""
        st.session_state[f"pin-{self._scope}"] = place
        st.session_state[f"pins-{self._scope}"] = self._pins + 1

    @property
    def _pins(self) -> int:
        return int(st.session_state.get(f"pins-{self._scope}", 0))

    def key(self, name: str) -> str:
        """Return the key of a widget."""
        return f"fix-{name}-{self._scope}-{self._pins if name.split()[0] in PIN else 0}"

    def get(self, name: str, default: Any = None) -> Any:
        """Return what a widget holds, `default` before it is drawn for the first time."""
        return st.session_state.get(self.key(name), default)


def line(text: str | None) -> str:
    """Return what was typed as one line, no blanks at its ends."""
    return " ".join((text or "").split())
