"""The next step, large."""

from dataclasses import dataclass
from html import escape
from typing import NoReturn

import streamlit as st

from trainer.content.scenario import Scenario
from trainer.learning.next_step import NextStep
from trainer.learning.path import ModuleState
from trainer.web import i18n, navigation
from trainer.web.i18n import _, ngettext
from trainer.web.parts import addresses, begin_call, shown
from trainer.web.session import Visitor

CARDS_A_MINUTE = 2
"""As quickly as review cards go, roughly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """The line above, the title, the reason, the button with its icon."""

    eyebrow: str
    title: str
    text: str
    button: str
    icon: str = ":material/call:"


def hero(visitor: Visitor, step: NextStep) -> None:
    """What to do now, with its one button."""
    scenario = visitor.services.library.scenarios.get(step.scenario)
    told = _about_call(step, scenario) if scenario is not None else _about_learning(visitor, step)
    with st.container(key="hero"):
        style = "eyebrow bad" if step.kind == "overdue" else "eyebrow"
        st.html(f'<p class="{style}">{escape(told.eyebrow)}</p><h2>{escape(told.title)}</h2><p>{escape(told.text)}</p>')
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            if st.button(told.button, key="next_step", type="primary", icon=told.icon):
                _leave(visitor, step, scenario)
            if scenario is not None:
                st.page_link(navigation.page(navigation.CALLS), label=_("Choose another call"))
            elif step.module is not None:
                st.page_link(navigation.page(navigation.COURSES), label=_("All modules"))


def _leave(visitor: Visitor, step: NextStep, scenario: Scenario | None) -> NoReturn:
    """To where the step is taken."""
    if step.call is not None:
        navigation.go(navigation.CALL, call=step.call.id)
    if scenario is not None:
        begin_call.new(visitor, scenario.id, language=i18n.among(scenario.languages))
    if step.attempt:
        navigation.go(navigation.SELF_CHECK, attempt=step.attempt)
    state = step.module
    if state is None:
        navigation.go(navigation.REVIEW)
    if _only_its_check(state):
        navigation.go(navigation.SELF_CHECK, quiz=state.module.quiz or "", module=state.key)
    navigation.go(navigation.MODULE, **addresses.module(state.key))


def _only_its_check(state: ModuleState) -> bool:
    return state.reading.finished and state.module.quiz is not None


def _about_call(step: NextStep, scenario: Scenario) -> _Told:
    title = i18n.text(scenario.title)
    score = shown.percent(step.best.percent if step.best else None)
    if step.kind in {"overdue", "assigned"}:
        return _Told(eyebrow=_wanted(step), title=title, text=_until(step), button=_("Take the call"))
    if step.kind == "practise":
        module = i18n.text(step.module.module.title) if step.module else ""
        if step.best is None:
            text, button = (
                _("You have finished the module “{module}”. On this call you practise it."),
                _("Take the call"),
            )
        else:
            text = _("You didn't pass this call last time. Since then you have finished the module “{module}”: use it.")
            button = _("Take the call again")
        return _Told(eyebrow=_("Put it to use"), title=title, text=text.format(module=module), button=button)
    eyebrow, text, button = {
        "first": (
            _("Your first call"),
            _(
                "The phone rings, a customer speaks, and you answer by voice or by typing. "
                "Nobody else hears it, and you can take it as often as you like."
            ),
            _("Take your first call"),
        ),
        "continue": (
            _("Interrupted"),
            _("The customer is still on the line. Everything said so far was kept."),
            _("Continue the call"),
        ),
        "wrap_up": (
            _("Nearly done"),
            _("The call is over. Fill in the work order to see your score."),
            _("Finish the work order"),
        ),
        "again": (
            _("Try again"),
            _("Your best so far is {score}. Put what its debrief showed you to use.").format(score=score),
            _("Take the call again"),
        ),
        "new": (_("Your next call"), _("You passed what you have tried. Here is something new."), _("Take the call")),
        "better": (
            _("All passed"),
            _("You have passed every call. This one has most to gain: your best is {score}.").format(score=score),
            _("Take the call again"),
        ),
    }[step.kind]
    return _Told(eyebrow=eyebrow, title=title, text=text, button=button)


def _about_learning(visitor: Visitor, step: NextStep) -> _Told:
    state = step.module
    if state is None:
        return _about_review(step)
    title = i18n.text(state.module.title)
    button, icon = _to_do(state)
    if step.kind in {"overdue", "assigned"}:
        return _Told(
            eyebrow=_wanted(step),
            title=title,
            text=i18n.sentences([_until(step), _before(visitor, step)]),
            button=button,
            icon=icon,
        )
    if step.kind == "resume":
        text = _("You are in the middle of its self-check. Your answers were kept.")
        return _Told(
            eyebrow=_("Self-check begun"), title=title, text=text, button=_("Go on with the self-check"), icon=icon
        )
    eyebrow, text = {
        "read": (_("Your next module"), _reading(state)),
        "read_on": (
            _("Go on reading"),
            _("You have read {percent} % of it. Your place was kept.").format(
                percent=shown.percent(100 * state.reading.furthest)
            ),
        ),
        "check": (_("Check yourself"), _checking(state)),
    }[step.kind]
    if step.opens is not None:
        text = _("{text} It opens “{module}”.").format(text=text, module=i18n.text(step.opens.module.title))
    return _Told(eyebrow=eyebrow, title=title, text=text, button=button, icon=icon)


def _about_review(step: NextStep) -> _Told:
    minutes = max(1, round(step.count / CARDS_A_MINUTE))
    return _Told(
        eyebrow=_("Today's review"),
        title=ngettext("{n} card waits for you", "{n} cards wait for you", step.count).format(n=step.count),
        text=_("What you meet again just before you would forget it stays. It takes about {time}.").format(
            time=shown.minutes(minutes)
        ),
        button=_("Start the review"),
        icon=navigation.REVIEW.icon or "",
    )


def _to_do(state: ModuleState) -> tuple[str, str]:
    """The button for a module, with its icon."""
    if _only_its_check(state):
        return _("Check yourself"), ":material/fact_check:"
    return _("Read on") if state.reading.furthest else _("Read the module"), ":material/menu_book:"


def _reading(state: ModuleState) -> str:
    time = shown.minutes(state.module.minutes)
    if state.module.quiz is None:
        return _("{time} to read.").format(time=time)
    return _("{time} to read, then a few questions to check yourself.").format(time=time)


def _checking(state: ModuleState) -> str:
    if state.check.best is None:
        return _("You have read the module. A few questions show what stayed; passing them completes it.")
    return _("Your best self-check so far is {score} %. Passing it once completes the module.").format(
        score=shown.percent(state.check.best)
    )


def _wanted(step: NextStep) -> str:
    return _("Overdue") if step.kind == "overdue" else _("Assigned work")


def _until(step: NextStep) -> str:
    """Why this work: who wants it by when."""
    due = step.assigned.due if step.assigned else None
    if due is None:
        return _("Your trainer gave you this to do.")
    if step.kind == "overdue":
        return _("Your trainer wanted this done by {day}.").format(day=shown.day(due))
    return _("Your trainer wants this done by {day}.").format(day=shown.day(due))


def _before(visitor: Visitor, step: NextStep) -> str:
    """Where the work itself is still locked: that this comes before it."""
    work, state = step.assigned, step.module
    if work is None or state is None or work.ref == state.key:
        return ""
    return _("It comes before “{work}”, which was assigned.").format(work=work_title(visitor, work.kind, work.ref))


def work_title(visitor: Visitor, kind: str, ref: str) -> str:
    """What assigned work is called; its id where the content doesn't have it any more."""
    library = visitor.services.library
    if kind == "module":
        found = library.module(ref)
        return i18n.text(found[1].title) if found else ref
    scenario = library.scenarios.get(ref)
    return i18n.text(scenario.title) if scenario else ref


def nothing_left() -> None:
    """All is done, and nothing is due today."""
    with st.container(key="hero"):
        st.html(
            f'<p class="eyebrow">{escape(_("All done"))}</p><h2>{escape(_("Nothing is waiting for you today"))}</h2>'
            f"<p>{escape(_('Cards you learned come back when it is time to meet them again.'))}</p>"
        )


def how_it_works() -> None:
    """For somebody who has never taken a call: what will happen."""
    steps = [
        (_("Answer"), _("The phone rings. Pick up and greet the customer.")),
        (_("Talk"), _("Say it in your own words. The customer reacts to what you say, and how.")),
        (_("Look back"), _("See the moments that mattered, and try again from any of them.")),
    ]
    items = "".join(f"<li><b>{escape(title)}</b><span>{escape(text)}</span></li>" for title, text in steps)
    st.html(f'<ol class="how">{items}</ol>')
