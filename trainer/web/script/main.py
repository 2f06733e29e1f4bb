"""The script behind every page: recognise the visitor, draw the frame, run the page."""

import streamlit as st

from trainer.web import navigation, session, theme
from trainer.web.parts import frame

st.set_page_config(page_title="Call Trainer", page_icon=str(theme.ICON), layout="wide")
visitor = session.recognise()
st.html(theme.STYLE)
instead = None if visitor else ("first_visit" if session.needs_owner() else "sign_in")
page = st.navigation(list(navigation.pages(instead=instead).values()), position="hidden")
frame.keep()
frame.bar(visitor, page)
with st.container(key="page"):
    page.run()
