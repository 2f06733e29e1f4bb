"""A question put to somebody: the form for every type, drawn by one component, and the answer it sends.

The browser knows options by the places they are shown at. What is right stays here until the answer is stored.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from trainer.content.quiz import Question
from trainer.errors import TrainerError, WrongUse
from trainer.learning.answers import Answer, answer_of
from trainer.learning.arranging import arrange
from trainer.web import i18n, session
from trainer.web.i18n import _
from trainer.web.parts import first_press, guard
from trainer.web.session import Visitor

_form = st.components.v2.component(
    "trainer_asking", js=Path(__file__).with_name("asking.js").read_text("utf-8"), isolate_styles=False
)
_TOLD, _MOVED = "asking_told", "asking_moved"
WAY_ON = ".st-key-next_row button:not(:disabled)"
"""The selector of the button below an answer that is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question in the language it is asked in; `key` tells this asking from all others, `heard` is a wav's address.

    `hint` stands in place of what is usually said about filling it in.
    """

    key: str
    question: Question
    lang: str
    seed: int
    heard: str = ""
    hint: str = ""

    @property
    def places(self) -> tuple[int, ...]:
        """The options' numbers as shown; of a match its right-hand sides, each text once."""
        shown = arrange(self.question, self.seed)
        if self.question.type != "match":
            return shown
        texts = [i18n.text(self.question.options[number].match, self.lang) for number in shown]
        return tuple(number for place, number in enumerate(shown) if texts[place] not in texts[:place])


def way_on(label: str, go_on: Callable[[], None], *, key: str) -> None:
    """The button below an answer that is looked at."""
    with st.container(key="next_row"):
        first_press.button(
            label,
            key=f"next_{key}",
            press=go_on,
            type="primary",
            icon=":material/arrow_forward:",
            icon_position="right",
        )


def form(visitor: Visitor, asked: Asked, took: Callable[[Answer], None]) -> None:
    """Draws the form. `took` gets the answer before the page is drawn anew; what it raises is told on the page."""
    key = f"ask_{asked.key}"

    def answered() -> None:
        sent = st.session_state[key].get("answer")
        if sent is None or not session.still_in(visitor):
            return
        try:
            took(read(asked, sent))
        except WrongUse:
            st.session_state[_TOLD] = (asked.key, _refused(asked.question), _count())
            st.session_state[_MOVED] = True
        except TrainerError as error:
            failed(asked.key, error)
        else:
            moved_on()

    def read_instead() -> None:
        st.session_state[f"read_{asked.key}"] = True

    explain_failure(asked.key)
    told = st.session_state.get(_TOLD)
    mine = told if told and told[0] == asked.key else None
    sent = _form(
        key=key,
        data=_data(asked, mine),
        on_answer_change=answered,
        on_read_change=read_instead,
    )
    if first_press.is_new(key) and sent.get("answer") is not None:
        answered()
        st.rerun()


def failed(key: str, error: TrainerError) -> None:
    """Remembers what kept something from being stored, until the page is drawn."""
    st.session_state[_TOLD] = (key, error, _count())


def explain_failure(key: str) -> None:
    """Says what kept the latest answer from being stored, when it was more than a wrong word."""
    told = st.session_state.get(_TOLD)
    if told and told[0] == key and isinstance(told[1], TrainerError):
        gone = _("What this asked isn't there any more. Everything saved before is kept.")
        with guard.explaining(missing=gone):
            raise told[1]


def moved_on() -> None:
    """Something was done on this page, and stored: what comes next takes the focus."""
    st.session_state[_MOVED] = True
    st.session_state.pop(_TOLD, None)


def read(asked: Asked, sent: object) -> Answer:
    """The answer that the browser sent. Raises WrongUse for anything that isn't one."""
    if not isinstance(sent, dict) or sent.get("question") != asked.question.id:
        raise WrongUse("This is no answer to this question.")
    answer = answer_of({name: value for name, value in sent.items() if name != "question"})
    places = asked.places
    if any(not 0 <= place < len(places) for place in answer.chosen):
        raise WrongUse("Choose among the options.")
    return Answer(
        chosen=tuple(places[place] for place in answer.chosen), truth=answer.truth, text=answer.text, gaps=answer.gaps
    )


def _count() -> int:
    """A number that has the browser notice that the same thing is told again."""
    told = st.session_state.get(_TOLD)
    return int(told[2]) + 1 if told else 1


def _data(asked: Asked, told: tuple[str, object, int] | None) -> dict[str, Any]:
    question, lang = asked.question, asked.lang
    in_order = [question.options[place] for place in asked.places]
    if question.type == "match":
        options = [i18n.text(option.text, lang) for option in question.options]
    elif question.type == "truefalse":
        options = [_("True"), _("False")]
    else:
        options = [i18n.text(option.text, lang) for option in in_order]
    cloze = question.cloze.get(lang)
    reads = st.session_state.get(f"read_{asked.key}", False)
    return {
        "id": asked.key,
        "question": question.id,
        "type": question.type,
        "lang": i18n.tag(lang),
        "ask": i18n.text(question.ask, lang),
        "options": options,
        "rights": [i18n.text(option.match, lang) for option in in_order if option.match],
        "unit": i18n.text(question.unit, lang),
        "texts": list(cloze.texts) if cloze else [],
        "heard": asked.heard,
        "read": i18n.text(question.listen, lang) if asked.heard and reads else "",
        "told": told[1] if told and isinstance(told[1], str) else "",
        "count": told[2] if told else 0,
        "focus": bool(st.session_state.get(_MOVED)),
        "words": _words(question) | ({"hint": asked.hint} if asked.hint else {}),
    }


def _words(question: Question) -> dict[str, str]:
    return {
        "check": _("Check"),
        "saving": _("Saving…"),
        "hint": _hint(question),
        "answer": _("Your answer"),
        "gap": _("Gap {n} of {count}"),
        "choose": _("Choose…"),
        "up": _("Move up: {text}"),
        "down": _("Move down: {text}"),
        "moved": _("{text}: now {n} of {count}"),
        "listen": _("Listen"),
        "read": _("I can't listen now: show the text"),
        "unreachable": _("The server didn't answer. What you entered is still here: check again in a moment."),
    }


def _hint(question: Question) -> str:
    return {
        "single": _("Choose one answer."),
        "multiple": _("Choose all that apply."),
        "truefalse": _("Choose true or false."),
        "numeric": _("In figures or in words. Enter checks."),
        "text": _("A word or a few. Enter checks."),
        "order": _("Put them in order: drag, or use the arrows."),
        "match": _("Choose a partner for each line."),
        "cloze": _("Fill every gap. Enter checks."),
        "open": _("In your own words; afterwards you compare with a model answer. Ctrl+Enter checks."),
    }[question.type]


def _refused(question: Question) -> str:
    if question.type == "numeric":
        return _("There is no single number in this answer. Write it in figures (330) or in words. Nothing was stored.")
    return _("This answer doesn't fit the question. Nothing was stored: check what you entered.")
