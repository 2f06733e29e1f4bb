"""`trainer settings`: what is in force, and where it came from."""

import json
import sys

import click

from trainer.content.folders import content_of
from trainer.errors import WrongUse
from trainer.settings import Settings, look_at_settings
from trainer.speech.engines import check_names, check_recognisers

FIELDS = ("data", "content", "database_url", "secret_key", "lang", "voice", "recogniser", "encoder")

SECRETS = ("key", "code", "password", "passwd", "token", "secret", "credential")
"""What the name of an option holds whose value nobody should read over somebody's shoulder."""


@click.command("settings")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def command(*, as_json: bool) -> None:
    r"""Print each setting with its value (secrets masked) and where it came from.

    What can't be used is told besides; the exit code is then 2.

    \b
    Example:
      TRAINER_LANG=en trainer settings
    """
    settings, wrong = look_at_settings()
    rows = shown(settings)
    if as_json:
        named = [dict(zip(("name", "value", "source"), row, strict=True)) for row in rows]
        click.echo(json.dumps(named, ensure_ascii=False))
    else:
        width = max(len(name) for name, _, _ in rows)
        for name, value, source in rows:
            click.echo(f"{name:<{width}}  {value}  ({source})")
    for sentence in settings.unknown:
        click.echo(f"trainer: {sentence}", err=True)
    wrong += tuple(_unusable(settings))
    for sentence in wrong:
        click.echo(f"trainer: {sentence}", err=True)
    if wrong:
        sys.exit(2)


def _unusable(settings: Settings) -> list[str]:
    """A sentence for each setting whose value only those who use it can judge."""
    told: list[str] = []
    for check in (content_of, check_names, check_recognisers):
        try:
            check(settings)
        except WrongUse as error:
            if str(error) not in told:
                told.append(str(error))
    return told


def shown(settings: Settings) -> list[tuple[str, str, str]]:
    """Name, value and source of each setting; secrets are masked."""
    rows = [
        (f"TRAINER_{name.upper()}", _value(settings, name), settings.sources.get(name, "default")) for name in FIELDS
    ]
    for name, value in sorted(settings.options.items()):
        hidden = any(word in name.lower() for word in SECRETS)
        shown_value = "********" if hidden and value else masked(value)
        rows.append((f"TRAINER_OPTION_{name.upper()}", shown_value, "option"))
    return rows


def _value(settings: Settings, name: str) -> str:
    value = getattr(settings, name)
    if name == "secret_key":
        kept = settings.data / "secret.key"
        return "********" if value else f"(made once, kept in {kept})"
    if name == "content":
        return ", ".join(str(folder) for folder in value)
    if name == "database_url":
        return masked(value)
    return str(value) or "(none)"


def masked(url: str) -> str:
    """The address without its password."""
    scheme, separator, rest = url.partition("://")
    sign_in, at, place = rest.rpartition("@")
    if not at:
        return url
    return f"{scheme}{separator}{sign_in.partition(':')[0]}:********@{place}"
