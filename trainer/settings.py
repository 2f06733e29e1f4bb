"""Settings: read once from the environment and `trainer.toml` in the data folder, then passed in."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from trainer.errors import WrongUse

STARTER_CONTENT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where things are and which engines to use. `sources` tells for each field where its value came from."""

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


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in force; an environment variable wins over trainer.toml.

    Raises WrongUse for a file that can't be read.
    """
    environ = os.environ if environ is None else environ
    data = Path(environ.get("TRAINER_DATA", "data")).expanduser().absolute()
    path = data / "trainer.toml"
    try:
        written = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongUse(f"{path} can't be read: {error}. Mend or remove it.") from error
    values: dict[str, str] = {}
    sources = {"data": "TRAINER_DATA" if "TRAINER_DATA" in environ else "default"}
    for name in ("content", "database_url", "secret_key", "lang", "voice", "recogniser", "encoder"):
        variable = f"TRAINER_{name.upper()}"
        if variable in environ:
            values[name], sources[name] = environ[variable], variable
        elif name in written:
            value = written[name]
            values[name] = os.pathsep.join(value) if isinstance(value, list) else str(value)
            sources[name] = "trainer.toml"
        else:
            sources[name] = "default"
    folders = tuple(Path(part).expanduser().absolute() for part in values.pop("content", "").split(os.pathsep) if part)
    options = {str(key): str(value) for key, value in written.get("options", {}).items()} | {
        name.removeprefix("TRAINER_OPTION_").lower(): value
        for name, value in environ.items()
        if name.startswith("TRAINER_OPTION_")
    }
    values.setdefault("database_url", "sqlite:///" + str(data / "trainer.db"))
    return Settings(data=data, content=folders or (STARTER_CONTENT,), options=options, sources=sources, **values)
