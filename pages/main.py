"""The frame around every page: title, look, who may see which, and the way from one page to another."""

import streamlit as st

from geo import ui
from geo.roles import may
from geo.ui import signing
from geo.view import assets

# a file of ours: the browser would fetch an icon by name from a font server
st.set_page_config(page_title="Dateline", page_icon=str(assets.FOLDER / "favicon.svg"), layout="wide")
ui.dress()
role = signing.role()
pages = [
    ("view", st.Page("map.py", title="Map", icon=":material/public:", default=True)),
    ("view", st.Page("trends.py", title="Timeline", icon=":material/timeline:")),
    ("view", st.Page("events.py", title="Events", icon=":material/table_rows:")),
    ("view", st.Page("articles.py", title="Articles", icon=":material/article:")),
    ("review", st.Page("review.py", title="Review", icon=":material/fact_check:")),
    ("admin", st.Page("add.py", title="Add articles", icon=":material/upload_file:")),
    ("view", st.Page("places.py", title="Places", icon=":material/location_on:")),
    ("view", st.Page("about.py", title="About", icon=":material/info:")),
]
st.navigation([page for needed, page in pages if may(role, needed)], position="top").run()
