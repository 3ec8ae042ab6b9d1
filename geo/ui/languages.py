"""Which language a reader of the pages has: chosen in the sidebar, else in the address, else the browser's.

It is kept in `st.session_state["lang"]`, and in the address where it is not the browser's own.
"""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo import language
from geo.language import tr

KEY = "lang"


def choose() -> None:
    """Let all words from here on be in the reader's language; draw the choice where there is one."""
    language.choose_by(chosen)
    code = st.session_state[KEY] = chosen()  # set again: the select is drawn anew with its words
    if len(language.languages()) > 1:
        with st.sidebar.container(key="language"):
            st.selectbox(
                tr("Language"), language.languages(), format_func=language.languages().__getitem__, key=KEY
            )
    wanted = parameters().get(KEY)
    if wanted:
        if st.query_params.get(KEY) != code:
            st.query_params[KEY] = code
    elif KEY in st.query_params:
        del st.query_params[KEY]


def chosen() -> str:
    """Return the code of the language of the session that asks; English outside of any."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return language.ENGLISH
    for code in (st.session_state.get(KEY), st.query_params.get(KEY)):
        if code in language.languages():
            return str(code)
    return language.nearest(st.context.locale)


def parameters() -> dict[str, list[str]]:
    """Return what an address needs so that a link restores the language: nothing for the browser's own."""
    code = chosen()
    return {} if code == language.nearest(st.context.locale) else {KEY: [code]}
