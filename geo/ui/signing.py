"""Who looks at the pages and what they may do: everything, unless signing in was set up.

Streamlit tells who somebody is (`[auth]` of its secrets file); `geo.roles` tells what they may do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

import streamlit as st

from geo import ui
from geo.errors import InputError
from geo.language import Words, mark, tr
from geo.roles import Role, Roles, may
from geo.settings import Settings
from geo.view import escape

ROLES: Mapping[Role, str] = Words({"view": mark("view"), "review": mark("review"), "admin": mark("admin")})


def role() -> Role:
    """Return what the visitor may do; where that is nothing, show why, with the way in or out, and stop."""
    if _is_set_up() and not st.user.is_logged_in:
        _ask()
    given, why = _given()
    if given is None:
        _refuse(why)
    if who := signed_in_as():
        with st.sidebar.container(horizontal=True, vertical_alignment="center", key="signed-in"):
            st.html(f'<p class="fine">{escape.html(who)} ({ROLES[given]})</p>')
            st.button(tr("Sign out"), on_click=st.logout, type="tertiary", key="sign-out")
    return given


def allows(needed: Role) -> bool:
    """Tell whether the visitor still has a role that includes another.

    To be asked before anything is written: parts of a page run again without the frame around it.
    """
    given, _ = _given()
    return given is not None and may(given, needed)


def signed_in_as() -> str | None:
    """Return the e-mail address of who is signed in; None where nobody has to."""
    if not _is_set_up() or not st.user.is_logged_in:
        return None
    return str(st.user.get("email") or "").strip().casefold() or None


def _given() -> tuple[Role | None, str]:
    """Return the visitor's role, or None and why, in Markdown. The table is read anew: who loses a role
    loses it with the next click.
    """
    path = Settings.from_environment().roles
    if not _is_set_up():
        return (None, _not_set_up()) if path.exists() else ("admin", "")
    address = signed_in_as() or ""
    if st.user.get("email_verified") is False:
        return None, tr(
            "The identity provider has not verified the address **{who}**, so it has no role here.",
            who=escape.markdown(address),
        )
    try:
        found = Roles.read(path).of(address)
    except InputError as error:
        return None, escape.markdown(str(error))
    return found, tr(
        "**{who}** has no role here. Whoever runs this Dateline gives one in its table of roles.",
        who=escape.markdown(address or tr("Your account")),
    )


def _not_set_up() -> str:
    return tr("A table of roles is there, but signing in is not set up, so nobody is let in: see the README.")


def _is_set_up() -> bool:
    return "is_logged_in" in st.user


def _ask() -> NoReturn:
    ui.masthead("Dateline", tr("Sign in to see the events."))
    st.button(tr("Sign in"), on_click=st.login, type="primary", key="sign-in", icon=":material/login:")
    st.stop()


def _refuse(why: str) -> NoReturn:
    st.error(why, icon=":material/lock:")
    if _is_set_up() and st.user.is_logged_in:
        st.button(tr("Sign out"), on_click=st.logout, key="sign-out")
    st.stop()
