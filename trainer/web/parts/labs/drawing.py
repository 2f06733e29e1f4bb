"""Draws a lab that is a script of its own: one component for all of them, their scripts served as plain files."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.routing import Route

from trainer.web.served_files import ServedFiles

SCRIPTS = Path(__file__).with_name("js")
_FILES = ServedFiles("labs", SCRIPTS)
_BOOTSTRAP = """
export default async function (component) {
  const lab = await import(new URL(component.data.module, window.location.origin).href);
  return lab.mount(component);
}
"""


@cache
def _component() -> Callable[..., Any]:
    """The component, registered once in a process; its modules come from `routes()`."""
    return st.components.v2.component("trainer_lab", js=_BOOTSTRAP, isolate_styles=False)


def draw(script: str, data: Mapping[str, object]) -> None:
    """Puts the lab of a script (below `js`) on the page; `data` is handed to it."""
    with st.container(key="lab_script"):
        _component()(key=f"lab_{script.encode().hex()}", data={**data, "module": _FILES.address(script)})


def version() -> str:
    """A hash over all scripts."""
    return _FILES.version


def routes() -> list[Route]:
    """The routes to add to the application, beside its pages."""
    return _FILES.routes()
