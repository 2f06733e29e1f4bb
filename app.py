"""For `streamlit run app.py` and `uvicorn app:app`; `trainer serve` does the same without this file."""

import streamlit as st

from trainer.web.application import MAIN, lifespan, routes

# Spelled out here because `streamlit run` looks for this very call in the file's source.
app = st.App(MAIN, lifespan=lifespan, routes=routes())
