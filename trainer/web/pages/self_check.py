"""A self-check, one question at a time."""

from trainer.web.i18n import _
from trainer.web.parts import words


def page() -> None:
    """Draws the page."""
    words.heading(_("Self-check"))
