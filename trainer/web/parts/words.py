"""Headings and short texts. All text is escaped: nothing that anybody wrote becomes markup."""

from html import escape

import streamlit as st


def heading(title: str, under: str = "") -> None:
    """A page's title, and a line under it."""
    line = f"<p>{escape(under)}</p>" if under else ""
    st.html(f'<header class="head"><h1>{escape(title)}</h1>{line}</header>')


def section(title: str, under: str = "") -> None:
    """The title of a part of a page."""
    line = f"<p>{escape(under)}</p>" if under else ""
    st.html(f'<header class="section"><h2>{escape(title)}</h2>{line}</header>')


def quiet(text: str) -> None:
    """A remark."""
    st.html(f'<p class="quiet">{escape(text)}</p>')


def empty(title: str, text: str) -> None:
    """What stands where there is nothing yet, and what to do about it."""
    st.html(f'<div class="empty"><b>{escape(title)}</b><p>{escape(text)}</p></div>')


def trouble(title: str, text: str) -> None:
    """Something failed: what happened, what was kept, what to do."""
    st.html(f'<div class="trouble" role="alert"><b>{escape(title)}</b><p>{escape(text)}</p></div>')


def done(text: str) -> None:
    """What was asked for is done. Unlike Streamlit's own messages it makes no links of what somebody is called."""
    st.html(f'<p class="message done" role="status">{escape(text)}</p>')


def refused(text: str) -> None:
    """What was asked for was not done, and why."""
    st.html(f'<p class="message refused" role="alert">{escape(text)}</p>')


def listing(lines: list[str]) -> None:
    """Lines as they stand, such as problems of content."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    st.html(f'<ul class="listing">{items}</ul>')


def label(text: str) -> str:
    """A text for a label that reads Markdown: its marks are escaped."""
    return "".join(f"\\{char}" if char in r"\`*_{}[]()<>#+-.!|~:$" else char for char in text)
