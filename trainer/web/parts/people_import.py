"""Importing a list of people: first looked at, then done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

import streamlit as st

from trainer.errors import TrainerError
from trainer.services.roster import ImportedRow, ImportReport, import_roster
from trainer.web.i18n import _
from trainer.web.parts import told, words
from trainer.web.session import Visitor

_DONE = "import_done"
_COUNT = "imports"


LONG = 20
"""From so many rows on a bar shows how far the import is."""
MOST_PREVIEWED = 500
"""More rows than this are not drawn before the import; those with problems come first then."""


@dataclass(slots=True)
class _Done:
    """What an import has done so far."""

    rows: list[ImportedRow] = field(default_factory=list)
    of: int = 0


def form(visitor: Visitor) -> None:
    """A CSV file, what it would do, and the button that does it."""
    words.quiet(_("A CSV file with the columns name, display_name, role and password; only name is required."))
    words.quiet(_("Nobody is ever removed, and importing the same file twice changes nothing."))
    file = st.file_uploader(_("CSV file"), type="csv", key=f"import_file_{done_before()}")
    if file is None:
        return
    content = file.getvalue()
    try:
        preview = import_roster(visitor.services.people, content, dry_run=True)
    except TrainerError as error:
        words.refused(_("Nothing was changed. {reason}").format(reason=told.reason(error)))
        return
    st.html(_table(_first(preview.rows)))
    if len(preview.rows) > MOST_PREVIEWED:
        words.quiet(_("The first {n} are shown, those with problems before all others.").format(n=MOST_PREVIEWED))
    label = _("Import {n} of {all}").format(n=preview.fine, all=len(preview.rows))
    if st.button(label, key="import_go", type="primary", disabled=preview.fine == 0):
        _import(visitor, content)
        st.rerun()


def _import(visitor: Visitor, content: bytes) -> None:
    """Imports, with a bar that grows. What is done is kept as it is told: leaving the page breaks it off."""
    done = st.session_state[_DONE] = _Done()
    st.session_state[_COUNT] = done_before() + 1
    bar = st.progress(0.0)

    def tell(row: ImportedRow, of: int) -> None:
        done.rows.append(row)
        done.of = of
        if of >= LONG and len(done.rows) % 10 == 0:
            bar.progress(len(done.rows) / of, _("{n} of {all} rows are imported.").format(n=len(done.rows), all=of))

    import_roster(visitor.services.people, content, tell=tell)


def done_before() -> int:
    """How many imports this session has made. Keys with this number begin anew after each."""
    return int(st.session_state.get(_COUNT, 0))


def report() -> None:
    """What the import that was just made did, with the passwords it made: they are shown this once."""
    kept: _Done | None = st.session_state.get(_DONE)
    if kept is None:
        return
    done = ImportReport(rows=tuple(kept.rows), dry_run=False)
    with st.container(key="import_report"):
        summary = _("{n} of {all} rows are imported.").format(n=done.fine, all=kept.of)
        if len(done.rows) < kept.of:
            summary += " " + _("The import was broken off: import the same file again for the rest.")
        if any(row.password for row in done.rows):
            summary += " " + _("Note the passwords now: they are shown only here.")
        words.done(summary)
        st.html(_table(done.rows))
        if st.button(_("Close the report"), key="import_close"):
            del st.session_state[_DONE]
            st.rerun()


def _first(rows: Sequence[ImportedRow]) -> Sequence[ImportedRow]:
    if len(rows) <= MOST_PREVIEWED:
        return rows
    return sorted(rows, key=lambda row: row.outcome != "problem")[:MOST_PREVIEWED]


def _table(done: Sequence[ImportedRow]) -> str:
    heads = [_("Line"), _("Name"), _("Result"), _("Details")]
    has_passwords = any(row.password for row in done)
    if has_passwords:
        heads.append(_("Password"))
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    rows = "".join(_row(row, has_passwords=has_passwords) for row in done)
    table = f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<div class="scroll tall">{table}</div>'


def _row(row: ImportedRow, *, has_passwords: bool) -> str:
    outcomes = {
        "added": (_("new"), "good"),
        "changed": (_("changed"), "warn"),
        "unchanged": (_("as before"), "none"),
        "problem": (_("left out"), "bad"),
    }
    name, style = outcomes[row.outcome]
    password = f"<td><code>{escape(row.password or '')}</code></td>" if has_passwords else ""
    return (
        f'<tr><td>{row.line}</td><td>{escape(row.name)}</td><td><span class="chip {style}">{escape(name)}</span></td>'
        f"<td>{escape(told.reason(row.detail))}</td>{password}</tr>"
    )
