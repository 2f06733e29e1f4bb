"""How it looks: Streamlit's theme options and our style sheet, both files of this package."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from streamlit import config

OPTIONS = Path(__file__).with_name("options.toml")
ICON = Path(__file__).with_name("icon.svg")
STYLES = tuple(
    Path(__file__).with_name(f"{name}.css")
    for name in ("style", "results", "labs", "reading", "asking", "progress", "found", "preview", "print", "contrast")
)


def apply() -> None:
    """Sets Streamlit's options from options.toml, wherever the application was started.

    Streamlit itself only finds a `.streamlit/config.toml` in the working folder. What an operator has set there, or in
    the environment, stays as it is.
    """
    written = tomllib.loads(OPTIONS.read_text("utf-8"))
    for key, value in _flatten("", written):
        if not config.is_manually_set(key):
            config.set_option(key, value, "Call Trainer")


def _flatten(prefix: str, table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flatten(f"{prefix}{name}.", value)
        else:
            yield f"{prefix}{name}", value
