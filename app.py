"""What `streamlit run app.py` starts. The literal is read from this source by Streamlit, not executed."""

import streamlit as st

app = st.App("pages/main.py", routes=[])
