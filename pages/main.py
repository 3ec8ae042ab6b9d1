"""The frame around every page: title, look, and the way from one page to another."""

import streamlit as st

from geo.view import assets, ui

# a file of ours: the browser would fetch an icon by name from a font server
st.set_page_config(page_title="Dateline", page_icon=str(assets.FOLDER / "favicon.svg"), layout="wide")
ui.dress()
st.navigation(
    [
        st.Page("map.py", title="Map", icon=":material/public:", default=True),
        st.Page("trends.py", title="Timeline", icon=":material/timeline:"),
        st.Page("events.py", title="Events", icon=":material/table_rows:"),
        st.Page("articles.py", title="Articles", icon=":material/article:"),
        st.Page("review.py", title="Review", icon=":material/fact_check:"),
        st.Page("add.py", title="Add articles", icon=":material/upload_file:"),
        st.Page("places.py", title="Places", icon=":material/location_on:"),
        st.Page("about.py", title="About", icon=":material/info:"),
    ],
    position="top",
).run()
