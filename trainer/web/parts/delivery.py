"""How it was said: shown for information, never scored."""

from collections.abc import Iterable
from html import escape
from statistics import mean

import streamlit as st

from trainer.call.inputs import Delivery, Say
from trainer.call.record import CallRecord
from trainer.web.i18n import _, ngettext
from trainer.web.parts import words


def figures(record: CallRecord) -> None:
    """The figures over the whole call; nothing was spoken aloud: a line that says so."""
    heard = [entry.input.delivery for entry in record.entries if isinstance(entry.input, Say) and entry.input.delivery]
    words.section(_("How you spoke"), _("For you to know. Not scored."))
    if not heard:
        words.quiet(_("You typed in this call. Speak next time to see your pace, pauses and fillers here."))
        return
    cells = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"
        for name, value in _cells(heard, record.opening.lang)
    )
    st.html(f'<dl class="figures">{cells}</dl>')


def _cells(heard: list[Delivery], lang: str) -> Iterable[tuple[str, str]]:
    spoken = sum(each.seconds for each in heard)
    paces = [(each.pace, each.seconds) for each in heard if each.pace is not None]
    if paces and sum(seconds for _pace, seconds in paces) > 0:
        pace = sum(value * seconds for value, seconds in paces) / sum(seconds for _pace, seconds in paces)
        unit = _("{n} characters a minute") if lang == "zh" else _("{n} words a minute")
        yield _("Pace"), unit.format(n=round(pace))
    delays = [each.answer_delay for each in heard if each.answer_delay is not None]
    if delays:
        yield _("Time until you answer"), _("{n} s on average").format(n=f"{mean(delays):.1f}")
    pauses = sum(each.pauses for each in heard)
    silent = f"{sum(each.pause_seconds for each in heard):.1f}"
    yield _("Pauses"), ngettext("{n} pause, {s} s", "{n} pauses, {s} s", pauses).format(n=pauses, s=silent)
    fillers = sum(each.fillers for each in heard)
    yield _("Fillers such as “um”"), ngettext("{n} time", "{n} times", fillers).format(n=fillers)
    loud = [each.loudness for each in heard if each.loudness is not None]
    if loud:
        yield _("Loudness"), _("{n} dBFS").format(n=round(mean(loud)))
    yield _("You spoke for"), _("{n} s").format(n=round(spoken))
