"""Assigning work: a module to do or a call to take, for one or several people, by when; and what was assigned."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from html import escape
from typing import Literal

import streamlit as st

from trainer.errors import TrainerError
from trainer.people.roles import Person
from trainer.services.assignments import Work
from trainer.web import i18n
from trainer.web.i18n import _, ngettext
from trainer.web.parts import addresses, day, rounds, shown, words
from trainer.web.session import Visitor

STEP = 10
"""How many assignments are shown at first, and how many more each time."""
Thing = tuple[Literal["module", "call"], str]
"""What can be assigned: a module's key or a scenario's id."""


def form(visitor: Visitor, people: Sequence[Person]) -> None:
    """Who is to do what by when."""
    names = {person.id: person.display_name for person in people if not person.disabled}
    things = _things(visitor)
    asked = st.query_params.get("person", "")
    done = rounds.of("assign")
    n = done.number
    with st.container(key="panel_assign"), st.form(f"assign_{n}", border=False):
        to = st.multiselect(
            _("For whom"),
            list(names),
            default=[asked] if asked in names else [],
            format_func=names.__getitem__,
            key=f"assign_to_{n}",
            placeholder=_("Choose people"),
        )
        left, right = st.columns([3, 1])
        thing = left.selectbox(
            _("A module or a call"),
            list(things),
            index=None,
            format_func=things.__getitem__,
            key=f"assign_what_{n}",
            placeholder=_("Choose one"),
        )
        due = right.date_input(
            _("To be done by"), value=None, min_value=shown.today(), format="YYYY-MM-DD", key=f"assign_due_{n}"
        )
        if not st.form_submit_button(
            _("Assign"), type="primary", key=f"assign_go_{n}", icon=":material/assignment_add:"
        ):
            return
    if not to or thing is None:
        words.refused(_("Choose who is to do it and what. Nothing was assigned."))
        return
    try:
        st.session_state["people_done"] = done.do(n, lambda: _give(visitor, to, thing, due, title=things[thing]))
    except TrainerError:
        words.refused(
            _("Nothing was assigned. Somebody may have changed the people or the content: load the page again.")
        )
        return
    st.rerun()


def _give(visitor: Visitor, to: Sequence[str], thing: Thing, due: date | None, *, title: str) -> str:
    """Assigns it; how many have it now."""
    at = None if due is None else datetime.combine(due, time(23, 59, 59), tzinfo=shown.zone())
    given = visitor.services.assignments.give(visitor.person, to, *thing, due=at)
    told = ngettext("“{work}” was assigned to {n} person.", "“{work}” was assigned to {n} people.", len(given))
    had = len(to) - len(given)
    already = ngettext("{n} has it already.", "{n} have it already.", had).format(n=had) if had else ""
    return f"{told.format(work=title, n=len(given))} {already}".strip()


def _things(visitor: Visitor) -> dict[Thing, str]:
    """Everything that can be assigned, with its name: the modules track by track, then the calls."""
    library = visitor.services.library
    modules: dict[Thing, str] = {
        ("module", course.key(module)): f"{shown.track(course.track)} · {i18n.text(module.title)}"
        for course in library.courses.values()
        for module in course.modules
    }
    ordered = sorted(library.scenarios.values(), key=lambda each: (each.level, each.minutes, each.id))
    calls: dict[Thing, str] = {("call", each.id): f"{_('Call')} · {i18n.text(each.title)}" for each in ordered}
    return modules | calls


def given(visitor: Visitor, people: Sequence[Person]) -> None:
    """What was assigned and not taken back, newest first, with how far everybody is."""
    batches = _together(visitor.services.assignments.of_everybody(visitor.person))
    if not batches:
        words.empty(_("No work is assigned"), _("What you assign shows on the start page of whoever is to do it."))
        return
    names = {person.id: person.display_name for person in people}
    many = int(st.session_state.get("work_shown", STEP))
    with st.container(key="rows"):
        for batch in batches[:many]:
            _row(visitor, batch, names)
    rest = min(len(batches) - many, STEP)
    if rest > 0 and st.button(ngettext("Show {n} more", "Show {n} more", rest).format(n=rest), key="more_work"):
        st.session_state["work_shown"] = many + STEP
        st.rerun()


def _together(work: Iterable[Work]) -> list[list[Work]]:
    """Work that was given at once, together."""
    batches: dict[tuple[object, ...], list[Work]] = {}
    for one in work:
        row = one.row
        batches.setdefault((row.given_at, row.kind, row.ref, row.due_at, row.given_by), []).append(one)
    return list(batches.values())


def _row(visitor: Visitor, batch: Sequence[Work], names: Mapping[str, str]) -> None:
    row = batch[0].row
    title = addresses.title(visitor.services.library, row.kind, row.ref)
    by = names.get(row.given_by, "")
    kind = _("Module") if row.kind == "module" else _("Call")
    given_on = _("given by {name} on {day}").format(
        name=by, day=shown.calendar_day(row.given_at.astimezone(shown.zone()))
    )
    meta = (
        f"{escape(kind)} · {day.due(row.due_at, visitor.services.clock.now(), done=_done(batch))} · {escape(given_on)}"
    )
    people = "".join(_person(one) for one in sorted(batch, key=lambda one: (one.done, one.owner.display_name)))
    with st.container(key=f"row_work_{row.id}", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(
            f'<div class="person"><b>{escape(title)}</b><p class="row-meta">{meta}</p>'
            f'<ul class="doers">{people}</ul></div>'
        )
        with st.popover(_("Take back"), key=f"withdraw_{row.id}", type="tertiary"):
            _withdraw(visitor, batch, title)


def _done(batch: Sequence[Work]) -> bool:
    return all(one.done for one in batch)


def _person(one: Work) -> str:
    if one.done:
        state, style = _("done"), "good"
    elif not one.there:
        state, style = _("not there any more"), "none"
    else:
        state, style = _("not done yet"), "none"
    return (
        f'<li><span class="chip {style}">{escape(one.owner.display_name)}{escape(_(": "))}{escape(state)}</span></li>'
    )


def _withdraw(visitor: Visitor, batch: Sequence[Work], title: str) -> None:
    names = {one.row.id: one.owner.display_name for one in batch}
    first = batch[0].row.id
    with st.form(f"withdraw_form_{first}", border=False):
        chosen = st.multiselect(
            _("From whom"),
            list(names),
            default=list(names),
            format_func=names.__getitem__,
            key=f"withdraw_from_{first}",
        )
        words.quiet(_("What they did of it is kept."))
        if not st.form_submit_button(_("Take it back"), key=f"withdraw_go_{first}"):
            return
    for assignment in chosen:
        visitor.services.assignments.withdraw(visitor.person, assignment)
    told = ngettext("“{work}” was taken back from {n} person.", "“{work}” was taken back from {n} people.", len(chosen))
    st.session_state["people_done"] = told.format(work=title, n=len(chosen))
    st.rerun()
