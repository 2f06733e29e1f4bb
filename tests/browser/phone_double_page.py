"""The page that the double serves: the phone alone, in the application's look."""

import streamlit as st

from trainer.web import i18n, theme
from trainer.web.pages.call import WIDE
from trainer.web.softphone import softphone

st.set_page_config(page_title="double", layout="wide")
i18n.speak(st.query_params.get("lang", "en"))
for style in theme.STYLES:
    st.html(style)
st.html(WIDE)
with st.container(key="page"), st.container(key="desk"):
    call = st.query_params["call"]
    wish = softphone(call, lang=i18n.lang(), debrief=f"debrief?call={call}")
if wish:
    st.write(f"wish: {wish}")
st.button("Rerun", key="rerun")
st.write("runs", st.session_state.setdefault("runs", 0))
st.session_state["runs"] += 1
