"""The script behind every page: recognise the visitor, draw the frame, run the page."""

import streamlit as st

from trainer.web import navigation, session, theme
from trainer.web.i18n import _
from trainer.web.parts import frame, guard

for style in theme.STYLES:
    st.html(style)
with guard.explaining():
    visitor = session.recognise()
    instead = None if visitor else ("first_visit" if session.needs_owner() else "sign_in")
    page = st.navigation(list(navigation.pages(instead=instead).values()), position="hidden")
    st.set_page_config(page_title=f"{page.title} · {_('Call Trainer')}", page_icon=str(theme.ICON), layout="wide")
    frame.keep(page)
    frame.bar(visitor, page)
    with st.container(key="page"):
        page.run()
