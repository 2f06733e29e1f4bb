"""Settings: read once from the environment and `trainer.toml` in the data folder, then passed in."""

import difflib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from trainer.errors import WrongUse

STARTER_CONTENT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh", "en")
NAMES = ("content", "database_url", "secret_key", "lang", "voice", "recogniser", "encoder")
"""What may be set, besides where the data folder is and the options."""
OPTION = "TRAINER_OPTION_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things are and which engines to use. `sources` tells for each field where its value came from.

    `unknown` has a sentence for each environment variable that looks like a mistyped setting.
    """

    data: Path
    content: tuple[Path, ...] = (STARTER_CONTENT,)
    database_url: str = ""
    secret_key: str = ""
    lang: str = "zh"
    voice: str = "pyttsx3"
    recogniser: str = "pocketsphinx"
    encoder: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    def first_language(self, asked: str) -> str:
        """The language before somebody chooses: the one that was set, else the browser's, else Chinese.

        `asked`: the browser's `en-GB`, or its Accept-Language header; browsers put what they want most first.
        """
        if self.sources.get("lang") != "default":
            return self.lang
        tags = (part.partition(";")[0].strip().lower().partition("-")[0] for part in asked.split(","))
        return next((tag for tag in tags if tag in LANGUAGES), self.lang)


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in force; an environment variable wins over trainer.toml, and an empty one is none.

    Raises WrongUse for a file that can't be read, a key or value that nobody knows.
    """
    settings, wrong = look_at_settings(environ)
    if wrong:
        raise WrongUse(" ".join(wrong))
    return settings


def look_at_settings(environ: Mapping[str, str] | None = None) -> tuple[Settings, tuple[str, ...]]:
    """The settings as they are, and a sentence for each that can't be used. Raises WrongUse for an unreadable file."""
    environ = {name: value for name, value in (os.environ if environ is None else environ).items() if value}
    data = Path(environ.get("TRAINER_DATA", "data")).expanduser().absolute()
    written, wrong = _written(data / "trainer.toml")
    values: dict[str, str] = {}
    sources = {"data": "TRAINER_DATA" if "TRAINER_DATA" in environ else "default"}
    for name in NAMES:
        variable = f"TRAINER_{name.upper()}"
        if variable in environ:
            values[name], sources[name] = environ[variable], variable
        elif name in written:
            values[name], sources[name] = written[name], "trainer.toml"
        else:
            sources[name] = "default"
    if values.get("lang", "zh") not in LANGUAGES:
        wrong.append(f"{_place('lang', sources)} is {values['lang']!r}; write one of: {', '.join(LANGUAGES)}.")
    folders = tuple(Path(part).expanduser().absolute() for part in values.pop("content", "").split(os.pathsep) if part)
    if "database_url" not in values and any(sign in str(data) for sign in "?%"):
        wrong.append(f"The data folder {data} has a ? or % in its name, which would lead elsewhere; rename it.")
    values.setdefault("database_url", "sqlite:///" + str(data / "trainer.db"))
    settings = Settings(
        data=data,
        content=folders or (STARTER_CONTENT,),
        options={key.removeprefix("options."): value for key, value in written.items() if key.startswith("options.")}
        | {name.removeprefix(OPTION).lower(): value for name, value in environ.items() if name.startswith(OPTION)},
        sources=sources,
        unknown=_unknown(environ),
        **values,
    )
    return settings, tuple(wrong)


def _written(path: Path) -> tuple[dict[str, str], list[str]]:
    """What trainer.toml says, options as `options.<name>`, and what is wrong with it. Raises WrongUse."""
    try:
        told = tomllib.loads(path.read_text("utf-8-sig")) if path.is_file() else {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongUse(f"{path} can't be read: {error}. Mend or remove it.") from error
    options = told.pop("options", {})
    if not isinstance(options, dict):
        return {}, [f"In {path}, options is no table; write [options], and below it a line for each."]
    found: dict[str, str] = {}
    wrong: list[str] = []
    for name, value in (*told.items(), *((f"options.{name}", value) for name, value in options.items())):
        text = _text(name, value)
        if name not in NAMES and not name.startswith("options."):
            wrong.append(f"{path} has {name!r}, which is no setting; {_instead(name, (*NAMES, 'options'))}")
        elif text is None:
            wrong.append(f'In {path}, {name} is no text; write {name} = "…".')
        else:
            found[name] = text
    return found, wrong


def _text(name: str, value: object) -> str | None:
    """A value as text: several content folders as a list, and numbers, are understood too."""
    if name == "content" and isinstance(value, list) and all(isinstance(each, str) for each in value):
        return os.pathsep.join(value)
    return str(value) if isinstance(value, str | int | float) else None


def _unknown(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Names that look like a mistyped setting; what other programs call their variables is their own affair."""
    known = ("data", *NAMES, "debug")
    found = []
    for variable in sorted(environ):
        name = variable.removeprefix("TRAINER_").lower()
        if variable.startswith("TRAINER_") and not variable.startswith(OPTION) and name not in known:
            found += [
                f"{variable} is no setting and does nothing; did you mean TRAINER_{close.upper()}?"
                for close in difflib.get_close_matches(name, known, n=1)
            ]
    return tuple(found)


def _instead(name: str, known: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {close[0]}?" if close else f"there are: {', '.join(known)}."


def _place(name: str, sources: Mapping[str, str]) -> str:
    return f"{name} in trainer.toml" if sources[name] == "trainer.toml" else f"TRAINER_{name.upper()}"
