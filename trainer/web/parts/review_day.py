"""The day's review around its cards: how far one is, the end of it, the coming week."""

from html import escape

import streamlit as st
from babel.dates import format_date

from trainer.services.reviews import ReviewDay
from trainer.web import i18n, navigation
from trainer.web.i18n import _, ngettext
from trainer.web.parts import words


def top(day: ReviewDay, *, looking: bool) -> None:
    """Title and progress. `looking`: the latest card done is still looked at."""
    title = escape(_("Review"))
    whole = day.done + len(day.stack)
    if not whole or (not day.stack and not looking):
        words.heading(_("Review"))
        return
    number = day.done if looking else day.done + 1
    told = _("Card {n} of {count} today").format(n=number, count=whole)
    share = 100 * day.done / whole
    st.html(
        f'<header class="head check-head"><h1>{title}</h1><div class="check-progress"><b>{escape(told)}</b>'
        f'<span class="review-bar" style="--share:{share:.1f}" aria-hidden="true"></span>'
        f'<span class="saved">{escape(_most(day))}</span></div></header>'
    )


def nothing_yet() -> None:
    """There are no cards at all."""
    words.empty(
        _("No cards yet"),
        _(
            "What you answer in a self-check, and what you miss on a call, comes back here just before you would "
            "forget it: a few minutes a day."
        ),
    )
    st.page_link(navigation.page(navigation.COURSES), label=_("To the modules"), icon=navigation.COURSES.icon)


def over(day: ReviewDay) -> None:
    """The stack is empty: done, and what the coming week brings."""
    if day.done:
        title = _("Done for today")
        told = ngettext("{n} card reviewed.", "{n} cards reviewed.", day.done).format(n=day.done)
    else:
        title, told = _("Nothing to review today"), _("Your cards are not due yet.")
    lines = [told, *_rest(day)]
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    st.html(f'<section class="done-for-today" role="status"><h2>{escape(title)}</h2>{body}</section>')
    words.section(_("The coming week"), _("How many cards fall due on each day."))
    st.html(_week(day))
    if st.button(
        _("What comes next"), key="next_after", type="primary", icon=":material/arrow_forward:", icon_position="right"
    ):
        navigation.go(navigation.HOME)


def aside(day: ReviewDay) -> None:
    """Cards whose question, or call, isn't there at the moment."""
    if day.aside:
        words.quiet(
            ngettext(
                "{n} card is set aside: its question or call isn't in the content at the moment. It keeps its "
                "schedule and comes back with it.",
                "{n} cards are set aside: their questions or calls aren't in the content at the moment. They keep "
                "their schedule and come back with them.",
                day.aside,
            ).format(n=day.aside)
        )


def _most(day: ReviewDay) -> str:
    return _("{n} left · at most {limit} a day").format(n=len(day.stack), limit=day.limit)


def _rest(day: ReviewDay) -> list[str]:
    if not day.left:
        return []
    over_limit = ngettext(
        "{n} more card is due and waits for the coming days, so that a day stays short.",
        "{n} more cards are due and wait for the coming days, so that a day stays short.",
        day.left,
    ).format(n=day.left)
    return [i18n.sentences([over_limit, _("The limit is in My account: {limit} a day.").format(limit=day.limit)])]


def _week(day: ReviewDay) -> str:
    locale = "zh_Hans_CN" if i18n.lang() == "zh" else "en_GB"
    most = max((count for _day, count in day.forecast), default=0) or 1
    bars = ""
    for number, (when, count) in enumerate(day.forecast):
        name = _("Today") if number == 0 else format_date(when, "EEE d", locale=locale)
        told = ngettext("{n} card", "{n} cards", count).format(n=count)
        nothing = "" if count else ' class="nothing"'
        bars += (
            f'<li{nothing}><div><b aria-hidden="true">{count}</b>'
            f'<i style="--share:{100 * count / most:.1f}" aria-hidden="true"></i></div>'
            f'<span>{escape(name)}<span class="visually-hidden">: {escape(told)}</span></span></li>'
        )
    return f'<ol class="week">{bars}</ol>'
