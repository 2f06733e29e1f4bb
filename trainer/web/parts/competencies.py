"""Each competency as a bar with what it consists of; opened, the evidence behind it."""

import math
from collections.abc import Sequence
from html import escape

import streamlit as st

from trainer.content.library import Library
from trainer.learning.progress import Evidence, Kind, Value
from trainer.services.progress import ProgressView
from trainer.web import i18n
from trainer.web.i18n import _, ngettext
from trainer.web.parts import addresses, shown, words

MOST = 40
"""More evidence than this is only counted."""
LONGEST = 80
"""A question longer than this is cut, in characters."""


def each(library: Library, seen: ProgressView) -> None:
    """All of them, in the order of the list of competencies."""
    words.section(_("By competency"), _("Open one to see what is behind its value."))
    rows = "".join(_one(library, addresses.competency(library, name), value) for name, value in seen.now.items())
    st.html(f'<div class="skills">{rows}</div>')


def _one(library: Library, title: str, value: Value) -> str:
    number = f"{round(value.value)}"
    segments = "".join(
        f'<i class="{kind}" style="width:{points:.1f}%"></i>' for kind, (points, _most) in value.parts.items()
    )
    return (
        f'<details class="skill"><summary><span class="skill-name">{escape(title)}</span>'
        f'<span class="share" aria-hidden="true">{segments}</span><b>{number}</b>'
        f'<span class="skill-parts">{_parts(value)}</span></summary>'
        f'<div class="skill-body">{_evidence(library, value)}</div></details>'
    )


def _parts(value: Value) -> str:
    names = {"module": _("Modules"), "question": _("Questions"), "call": _("Calls")}
    whole = rounded([points for points, _most in value.parts.values()])
    told = [
        (kind, _("{name} {points}/{most}").format(name=names[kind], points=points, most=round(most)))
        for (kind, (_points, most)), points in zip(value.parts.items(), whole, strict=True)
    ]
    return " ".join(f'<span class="part {kind}">{escape(text)}</span>' for kind, text in told)


def rounded(parts: Sequence[float]) -> list[int]:
    """Whole numbers near the parts whose sum is the rounded sum: what is shown adds up."""
    whole = [math.floor(part + 1e-9) for part in parts]
    missing = round(sum(parts)) - sum(whole)
    nearest = sorted(range(len(parts)), key=lambda place: whole[place] - parts[place])
    for place in nearest[:missing]:
        whole[place] += 1
    return whole


def _evidence(library: Library, value: Value) -> str:
    if not value.behind:
        return f'<p class="quiet">{escape(_("Nothing yet: everything it offers still counts 0."))}</p>'
    heads = "".join(f"<th>{escape(text)}</th>" for text in (_("When"), _("What"), _("Result")))
    rows = "".join(_row(library, one) for one in value.behind[:MOST])
    left = len(value.behind) - MOST
    more = ""
    if left > 0:
        told = ngettext("and {n} older result", "and {n} older results", left).format(n=left)
        more = f'<p class="quiet">{escape(told)}</p>'
    return (
        f'<div class="scroll tall"><table class="plain"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        f"</div>{more}"
    )


def _row(library: Library, one: Evidence) -> str:
    href = addresses.seeing(library, one)
    title = escape(_what(library, one))
    what = f'<a href="{escape(href)}" target="_self">{title}</a>' if href else title
    return f"<tr><td>{escape(shown.moment(one.at))}</td><td>{what}</td><td>{escape(_result(one))}</td></tr>"


def _what(library: Library, one: Evidence) -> str:
    kinds: dict[Kind, str] = {"module": _("Module"), "question": _("Question"), "call": _("Call")}
    if one.kind == "question":
        quiz, _slash, name = one.ref.partition("/")
        found = library.quizzes.get(quiz)
        asked = next((each.ask for each in found.questions if each.id == name), None) if found else None
        text = " ".join(i18n.text(asked).split()) or one.ref
        title = text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
    else:
        title = addresses.title(library, one.kind, one.ref)
    return f"{kinds[one.kind]}{_(': ')}{title}"


def _result(one: Evidence) -> str:
    if one.kind == "module":
        return _("Finished")
    return f"{shown.percent(100 * one.value)} %"
