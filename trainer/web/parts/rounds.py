"""A form that is filled in again and again: what was typed stays until it is done, and two presses do it once."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st


@dataclass(slots=True)
class Rounds:
    """How often the form was done. Keys with this `number` begin anew after each time."""

    number: int = 0
    told: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def do(self, number: int, act: Callable[[], str]) -> str:
        """What `act` tells; a second press in the same round finds it done. What `act` raises leaves the round open."""
        # On a slow connection the second press is handled beside the first one, before that has ended.
        with self._lock:
            if self.number == number:
                self.told = act()
                self.number += 1
            return self.told


def of(form: str) -> Rounds:
    """Those of a form in this session."""
    found: Rounds = st.session_state.setdefault(f"rounds_{form}", Rounds())
    return found
