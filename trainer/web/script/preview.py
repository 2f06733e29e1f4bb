"""The script behind `trainer preview`."""

import streamlit as st

from trainer.web import i18n, previewing, theme
from trainer.web.i18n import _
from trainer.web.parts import preview_page

for style in theme.STYLES:
    st.html(style)
if "lang" not in st.session_state:
    i18n.speak(previewing.lang())
file = previewing.shown()
st.set_page_config(page_title=f"{file.path.name} · {_('Call Trainer')}", page_icon=str(theme.ICON), layout="wide")
preview_page.page(file)
