"""What services refuse, in the reader's language. They word it in English, for the terminal and for programs too."""

import re
from collections.abc import Callable

from trainer.people.names import DISPLAY_NAME_LIMIT, NAME_LIMIT, PASSWORD_LEAST, PASSWORD_LIMIT
from trainer.web.i18n import _
from trainer.web.parts import shown

Teller = Callable[[re.Match[str]], str]

_REASONS: tuple[tuple[str, Teller], ...] = (
    (r"The name is empty\.", lambda _m: _("The name is empty.")),
    (r"The name is longer.*", lambda _m: _("The name is longer than {n} characters.").format(n=NAME_LIMIT)),
    (r"The name holds characters.*", lambda _m: _("The name holds characters that can't be seen.")),
    (
        r"The display name is longer.*",
        lambda _m: _("The full name is longer than {n} characters.").format(n=DISPLAY_NAME_LIMIT),
    ),
    (r"The display name holds.*", lambda _m: _("The full name holds characters that can't be seen.")),
    (r"The password needs.*", lambda _m: _("The password needs at least {n} characters.").format(n=PASSWORD_LEAST)),
    (r"The password is longer.*", lambda _m: _("The password is longer than {n} characters.").format(n=PASSWORD_LIMIT)),
    (
        r"'(.*)' is no role\..*",
        lambda m: _("“{word}” is no role: write trainee, trainer, examiner or admin.").format(word=m[1]),
    ),
    (
        r"There is an account called (.*) already\.",
        lambda m: _("There is an account called {name} already.").format(name=m[1]),
    ),
    (r"(.*) is the only admin.*", lambda m: _("{name} is the only admin; make another one first.").format(name=m[1])),
    (r"The name is in line (\d+) already\.", lambda m: _("The same name is in line {n} already.").format(n=m[1])),
    (
        r"The first line must name the columns.*",
        lambda _m: _("The first line must name the columns: name, display_name, role, password."),
    ),
    (r"The file is no text in.*", lambda _m: _("The file can't be read as text. Save it as CSV (UTF-8).")),
    (r"The file is empty\..*", lambda _m: _("The file is empty.")),
    (r"The file is larger than.*", lambda _m: _("The file is too large to be a list of people.")),
    (r"The file has more than (\d+) lines.*", lambda m: _("The file has more than {n} lines.").format(n=m[1])),
    (r"[Tt]he row can't be read.*", lambda _m: _("This row can't be read; it and what follows was left out.")),
    (r"(trainee|trainer|examiner|admin)", lambda m: shown.role(m[1])),
)
_CHANGE = re.compile(r"(display name|role) (.*?) -> (.*?)(?=, role |$)")


def reason(said: object) -> str:
    """A refusal, or what an import did with a row, in the session's language; as it is where it isn't known here."""
    text = str(said)
    for pattern, teller in _REASONS:
        found = re.fullmatch(pattern, text, re.DOTALL)
        if found:
            return teller(found)
    changes = [_changed(*found.groups()) for found in _CHANGE.finditer(text)]
    return ", ".join(changes) or text


def _changed(what: str, before: str, after: str) -> str:
    if what == "role":
        return _("Role: {before} → {after}").format(before=shown.role(before), after=shown.role(after))
    return _("Full name: {before} → {after}").format(before=before, after=after)
