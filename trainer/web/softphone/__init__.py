"""The soft phone: one Streamlit component in which a whole call is taken.

Streamlit only mounts it. Everything the trainee does in a call goes from the browser straight to `/api`, so that a turn
never costs a rerun, and a rerun never disturbs a call.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from trainer.web.softphone.assets import module_path
from trainer.web.softphone.texts import phone_texts

__all__ = ["softphone"]

BOOTSTRAP = """
export default async function (component) {
  const data = component.data;
  const phone = await import(new URL(data.base + data.module, window.location.origin).href);
  return phone.mount(component);
}
"""


@cache
def _component() -> Callable[..., Any]:
    """The component, registered once in a process; its modules come from `assets.routes()`."""
    return st.components.v2.component("call_trainer_softphone", js=BOOTSTRAP, isolate_styles=True)


def softphone(call: str, *, lang: str, debrief: str, base: str = "") -> str | None:
    """Draws the phone for a call; returns where the trainee asked to go next (`debrief`, `calls`), or None.

    `lang` is the interface's language, `debrief` the address of the page that shows the result, and `base` the path the
    application is served under.
    """
    result = _component()(
        # Streamlit refuses two underscores in a component's key, and an id may hold them.
        key=f"softphone-{call.encode().hex()}",
        data={
            "call": call,
            "lang": lang,
            "base": base,
            "module": module_path(),
            "debrief": debrief,
            "texts": phone_texts(),
        },
        on_leave_change=lambda: None,
    )
    return getattr(result, "leave", None)
