"""The time line of a call: four moments to drag, three times that follow."""

from trainer.web.i18n import _
from trainer.web.parts.labs import drawing
from trainer.web.parts.labs.words_over import over
from trainer.web.session import Visitor


def draw(_visitor: Visitor, _lang: str) -> None:
    """Draws it."""
    over(
        _("A call on a time line"),
        _("Drag the four moments, or set them with the sliders. The three times follow, and three tasks wait below."),
    )
    drawing.draw("timeline.js", {"words": script_words()})


def script_words() -> dict[str, object]:
    """The texts of the script."""
    return {
        "seconds": _("{n} s"),
        "moments": [_("it rings"), _("it is answered"), _("somebody hangs up"), _("the work is done")],
        "parts": {
            "wait": _("ringing, menu, music"),
            "talk": _("talk"),
            "hold": _("on hold"),
            "after": _("after-call work"),
        },
        "times": {
            "answer": {"title": _("Answer time"), "payer": _("the caller's patience")},
            "trunk": {"title": _("Trunk time"), "payer": _("the line and the bill")},
            "handling": {"title": _("Handling time"), "payer": _("the agent's load")},
        },
        "sliders": _("Set the moments"),
        "hold": _("Put the customer on hold for 40 s during the talk"),
        "heldOn": _("Handling time grew by {handling} s, trunk time by {trunk} s. Answer time knows nothing of it."),
        "heldOff": _("Without the hold, handling time is {handling} s shorter and trunk time {trunk} s."),
        "noRoom": _("There is no room for that on this line. Move the moments first."),
        "tasksTitle": _("Three tasks"),
        "met": _("Done. {told}"),
        "metTask": _("Task {n} is done."),
        "tasks": [
            {
                "ask": _("Make a handling time of 300 s with a trunk time of 260 s."),
                "told": _("The line is free again while you are still writing: the last part costs you, not the bill."),
            },
            {
                "ask": _(
                    "Answer after 20 s and keep the handling time at 300 s, but without any after-call work: the "
                    "customer stays on the line while the work order is typed. What happens to the trunk time?"
                ),
                "told": _("Nothing is saved. Your load is the same, and the customer and the line pay for 60 s more."),
            },
            {
                "ask": _(
                    "Save time that nobody else pays for: answer after 20 s, trunk time 260 s, "
                    "handling time only 255 s."
                ),
                "told": _("15 s of after-call work: the notes were written while the customer was speaking."),
            },
        ],
    }
