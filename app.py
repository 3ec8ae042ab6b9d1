"""What `streamlit run app.py` starts: the pages, and beside them what their map fetches."""

import streamlit as st

from geo import serve

app = st.App("pages/main.py", routes=serve.ROUTES)
