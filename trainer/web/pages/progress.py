"""How far somebody is in each competency."""

from trainer.web.i18n import _
from trainer.web.parts import words


def page() -> None:
    """Draws the page."""
    words.heading(_("Progress"))
