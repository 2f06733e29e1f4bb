"""Figures of the staffing labs, written for people."""

import math
from dataclasses import dataclass

import streamlit as st

from trainer.web.i18n import _


@dataclass(frozen=True, slots=True)
class Promise:
    """A service level: the share `target` of calls answered `within` seconds."""

    target: float
    within: int


def percent(share: float | None) -> str:
    """`88.8 %`, or a dash."""
    return "–" if share is None else _("{n} %").format(n=f"{100 * share:.1f}")


def seconds(value: float | None) -> str:
    """`7.8 s`, from a thousand without decimals; a dash; ∞ for what never ends."""
    if value is None:
        return "–"
    if math.isinf(value):
        return "∞"
    return _("{n} s").format(n=f"{value:.1f}" if value < 1000 else f"{value:,.0f}")  # noqa: PLR2004 - four digits


def promised(key: str) -> Promise:
    """Asks for the service level; 80 % in 20 s to begin with."""
    target = st.number_input(_("Target in %"), min_value=1, max_value=99, value=80, key=f"{key}_target")
    within = st.number_input(_("within seconds"), min_value=0, max_value=600, value=20, step=5, key=f"{key}_within")
    return Promise(target / 100, int(within))
