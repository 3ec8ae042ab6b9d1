"""The frame around every page: title, look, who may see which, and the way from one page to another."""

import streamlit as st

from geo import ui
from geo.language import tr
from geo.roles import may
from geo.ui import languages, signing
from geo.view import assets

# a file of ours: the browser would fetch an icon by name from a font server
st.set_page_config(page_title="Dateline", page_icon=str(assets.FOLDER / "favicon.svg"), layout="wide")
languages.choose()
ui.dress()
role = signing.role()
pages = [
    ("view", st.Page("map.py", title=tr("Map"), icon=":material/public:", default=True)),
    ("view", st.Page("trends.py", title=tr("Timeline"), icon=":material/timeline:")),
    ("view", st.Page("events.py", title=tr("Events"), icon=":material/table_rows:")),
    ("view", st.Page("articles.py", title=tr("Articles"), icon=":material/article:")),
    ("review", st.Page("review.py", title=tr("Review"), icon=":material/fact_check:")),
    ("admin", st.Page("add.py", title=tr("Add articles"), icon=":material/upload_file:")),
    ("view", st.Page("places.py", title=tr("Places"), icon=":material/location_on:")),
    ("view", st.Page("about.py", title=tr("About"), icon=":material/info:")),
]
page = st.navigation([page for needed, page in pages if may(role, needed)], position="top")
st.session_state["turned"] = st.session_state.get("page") != page.url_path
st.session_state["page"] = page.url_path
page.run()
