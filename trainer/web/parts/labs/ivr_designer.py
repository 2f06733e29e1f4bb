"""The menu designer: a flawed spoken menu to mend, checked by the rules of good menus, heard and walked through."""

from trainer.web.i18n import _
from trainer.web.parts.labs import drawing
from trainer.web.parts.labs.words_over import over
from trainer.web.session import Visitor

SPEECH = "/api/learning/speech.wav"


def draw(visitor: Visitor, lang: str) -> None:
    """Draws it with a menu in `lang`. What somebody makes of it stays in their browser."""
    over(
        _("A menu to mend"),
        _("The menu you start with breaks all five rules. Mend it, listen to it, and call it as a customer would."),
    )
    keep = f"trainer.lab.ivr-designer.{visitor.person.id}.{lang}"
    drawing.draw("ivr/designer.js", {"lang": lang, "speech": SPEECH, "keep": keep, "words": script_words()})


def script_words() -> dict[str, object]:
    """The texts of the script."""
    return _rules() | _editor() | _phone()


def _rules() -> dict[str, object]:
    return {
        "rulesTitle": _("The rules of a good menu"),
        "rules": {
            "levels": _("At most 3 levels"),
            "choices": _("At most 5 choices a level"),
            "seconds": _("At most 30 s of speech a level"),
            "zero": _("0 is always a person"),
            "queue": _("Place and wait are told"),
        },
        "isBroken": _("broken"),
        "isKept": _("kept"),
        "isLoose": _("not finished"),
        "why": {
            "levels": _("{name}: level {n}"),
            "choices": _("{name}: {n} choices"),
            "seconds": _("{name}: {n} s"),
            "zero": _("{name}: no 0"),
        },
        "untold": {"place": _("the place in the queue is not told"), "wait": _("the expected wait is not told")},
        "comma": _(", "),
        "broken": _("Rules still broken: {n}."),
        "almost": _("All five rules are kept. Some choices still need words."),
        "allKept": _("All five rules are kept. Now call it with your eyes shut."),
    }


def _editor() -> dict[str, object]:
    return {
        "map": _("Your menu"),
        "editor": _("What this level says"),
        "main": _("Main menu"),
        "queue": _("In the queue"),
        "nameless": _("(no name)"),
        "level": _("level {n}"),
        "intro": _("Before the choices it says"),
        "choices": _("Choices"),
        "choiceName": _("Choice {n}"),
        "choiceThen": _("Where choice {n} leads"),
        "then": {"queue": _("to an agent"), "menu": _("to another menu"), "info": _("to a recording")},
        "info": _("The recorded answer"),
        "openMenu": _("Open this menu"),
        "add": _("Add a choice"),
        "fullLevel": _("The keys 1 to 9 are taken"),
        "remove": _("Remove choice {n}"),
        "removed": _("The choice is gone. Undo brings it back."),
        "up": _("Move choice {n} up"),
        "down": _("Move choice {n} down"),
        "zero": _("0 leads to a person, and the menu says so"),
        "heard": _("What callers hear"),
        "lasts": _("About {n} s (at most 30)"),
        "tooLong": _("About {n} s: too long (at most 30)"),
        "play": _("Listen"),
        "queueSays": _("While callers wait it says"),
        "queueHelp": _("{place} stands for the place in the queue, {wait} for the expected minutes."),
        "putPlace": _("Add the place in the queue"),
        "putWait": _("Add the expected wait"),
        "undo": _("Undo"),
        "undone": _("Undone."),
        "again": _("Back to the example"),
        "wasExample": _("The flawed menu is back. Undo returns to yours."),
        "empty": _("Start from nothing"),
        "wasEmptied": _("An empty menu. Undo returns to the former one."),
        "keptHere": _("Your menu is kept in this browser only."),
    }


def _phone() -> dict[str, object]:
    return {
        "phone": _("Call your menu"),
        "phoneHelp": _("Press its keys here or on your keyboard: * hears it again, # goes back."),
        "ring": _("Dial"),
        "hangUp": _("Hang up"),
        "sound": _("With sound"),
        "keys": {"*": _("star, hear it again"), "#": _("hash, one level back")},
        "listened": _("You listened to the menu for {n} s."),
        "reached": _("You reached a person after {n} s of listening."),
        "informed": _("Answered by the menu itself after {n} s of listening."),
        "mute": _("The voice can't be heard at the moment. Read along instead."),
    }
