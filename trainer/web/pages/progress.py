"""Progress: each competency now and over time, what is behind it, what would raise it, the time spent."""

import streamlit as st

from trainer.people.roles import may
from trainer.web import navigation, session
from trainer.web.i18n import _
from trainer.web.parts import competencies, gains, guard, shown, time_spent, values_over_time, whose, words


def page() -> None:
    """Draws the page. A trainer may choose whose progress to see."""
    visitor = session.visitor()
    with guard.explaining():
        words.heading(
            _("Progress"), _("What was read, answered and said on calls, put together competency by competency.")
        )
        with st.container(key="progress_tools", horizontal=True, vertical_alignment="bottom", gap="medium"):
            owner = whose.choice(visitor, _("Whose progress"))
            st.page_link(
                navigation.page(navigation.HISTORY),
                label=_("Their calls") if owner else _("My calls"),
                icon=navigation.HISTORY.icon,
                query_params={"person": owner} if owner else {},
            )
            if owner and may(visitor.person, "work.assign"):
                st.page_link(
                    navigation.page(navigation.PEOPLE),
                    label=_("Assign work"),
                    icon=":material/assignment_add:",
                    query_params={"view": "work", "person": owner},
                )
        seen = visitor.services.progress.of(visitor.person, owner=owner)
        if not seen.now:
            words.empty(
                _("Nothing to measure yet"),
                _("The track “{track}” has no courses and no calls at the moment.").format(
                    track=shown.track(seen.track)
                ),
            )
        elif not seen.began:
            words.empty(
                _("No results yet"),
                _("As soon as a module is finished, a question answered or a call scored, it shows here."),
            )
            st.page_link(navigation.page(navigation.COURSES), label=_("All modules"), icon=navigation.COURSES.icon)
        else:
            gains.top(visitor, seen)
            values_over_time.chart(visitor.services.library, seen)
            competencies.each(visitor.services.library, seen)
            time_spent.weeks(seen.active)
