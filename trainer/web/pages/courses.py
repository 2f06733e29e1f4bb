"""The courses of the track, module by module."""

from trainer.web.i18n import _
from trainer.web.parts import words


def page() -> None:
    """Draws the page."""
    words.heading(_("Learn"))
