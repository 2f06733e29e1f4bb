"""Today's review cards."""

from trainer.web.i18n import _
from trainer.web.parts import words


def page() -> None:
    """Draws the page."""
    words.heading(_("Review"))
