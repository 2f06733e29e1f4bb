"""Active time: counted by the browser only while somebody is really there, and reported every quarter of a minute."""

from pathlib import Path

import streamlit as st

_counter = st.components.v2.component(
    "trainer_active", js=Path(__file__).with_name("active.js").read_text("utf-8"), isolate_styles=False
)


def active(kind: str, ref: str) -> None:
    """Counts the time spent on this page for `kind` (self_check, review, …) and `ref`."""
    with st.container(key="active"):
        _counter(key=f"active_{kind.replace('_', '-')}", data={"kind": kind, "ref": ref})
