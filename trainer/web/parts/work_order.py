"""The work order as it was handed in, beside what was right."""

from collections.abc import Iterable
from html import escape

import streamlit as st

from trainer.call.record import CallRecord
from trainer.content.scenario import Scenario, WorkOrderField
from trainer.services.debriefing import FieldResult
from trainer.web import i18n
from trainer.web.i18n import _
from trainer.web.parts import shown, words


def work_order(results: Iterable[FieldResult], record: CallRecord, scenario: Scenario) -> None:
    """A row for each field: right or wrong, what was written, what was right."""
    found = list(results)
    if not found or scenario.wrap_up is None:
        return
    done = record.wrap_up
    under = (
        _("Handed in {time} after the call.").format(time=shown.clock(done.seconds))
        if done
        else _("It was never handed in.")
    )
    words.section(_("Work order"), under)
    rows = "".join(_row(result, scenario.wrap_up.fields[result.field]) for result in found)
    names = (_("Field"), _("You wrote"), _("Right is"))
    head = "<td></td>" + "".join(f"<th scope='col'>{escape(name)}</th>" for name in names)
    st.html(
        f'<div class="scroll"><table class="plain"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _row(result: FieldResult, field: WorkOrderField) -> str:
    sign = ("good", "✓", _("right")) if result.right else ("bad", "✕", _("wrong"))
    expected = "" if result.right else _named(field, result.expected)
    return (
        f'<tr><td><i class="sign small {sign[0]}" role="img" aria-label="{escape(sign[2])}">{sign[1]}</i></td>'
        f"<th scope='row'>{escape(i18n.text(field.label))}</th>"
        f"<td>{escape(_named(field, result.given) or '–')}</td><td>{escape(expected or '–')}</td></tr>"
    )


def _named(field: WorkOrderField, answer: str) -> str:
    return i18n.text(field.options[answer]) if answer in field.options else answer
