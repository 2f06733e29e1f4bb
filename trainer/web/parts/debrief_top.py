"""The head of a debrief, and what the parts below it share."""

from html import escape

import streamlit as st

from trainer.call.inputs import Say
from trainer.scoring.log import is_doubtful
from trainer.services.debriefing import LookBack
from trainer.web import i18n, navigation
from trainer.web.i18n import _
from trainer.web.parts import begin_call, shown, words
from trainer.web.session import Visitor


def top(visitor: Visitor, seen: LookBack) -> None:
    """Which call it was, and the button that takes it again."""
    call = seen.summary
    parts = [] if seen.own else [call.owner_name]
    parts += [call.persona, shown.moment(call.began_at), shown.clock(call.seconds), shown.ending(call.ended)]
    with st.container(key="debrief_head", horizontal=True, vertical_alignment="center", gap="medium"):
        st.html(
            f'<header class="head"><p class="eyebrow">{escape(_("Debrief"))}</p>'
            f"<h1>{escape(i18n.text(seen.scenario.title))}</h1>"
            f"<p>{' · '.join(escape(part) for part in parts)}</p></header>"
        )
        offered = visitor.services.library.scenarios
        if (
            seen.own
            and call.scenario in offered
            and st.button(_("Take the call again"), key="again_whole", type="primary", icon=":material/call:")
        ):
            begin_call.new(visitor, call.scenario, language=call.lang)


def unfinished(call_id: str) -> None:
    """There is no debrief yet."""
    words.heading(_("Debrief"))
    words.empty(_("This call isn't finished"), _("Finish the call and its work order, then your score stands here."))
    st.page_link(
        navigation.page(navigation.CALL),
        label=_("Back to the call"),
        icon=":material/call:",
        query_params={"call": call_id},
    )


def models(seen: LookBack) -> dict[str, str]:
    """For each item that lost points, how it could have been said, in the language of the call."""
    lang = seen.record.opening.lang
    return {one.item: i18n.text(one.model, lang) for one in seen.debrief.missed if one.model}


def doubtful(seen: LookBack) -> set[int]:
    """The turns that were heard too badly to hold anything against anybody."""
    return {entry.seq for entry in seen.record.entries if isinstance(entry.input, Say) and is_doubtful(entry.input)}
