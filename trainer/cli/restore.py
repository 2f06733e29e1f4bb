"""`trainer restore`: a backup back into an empty data folder."""

from pathlib import Path

import click

from trainer.cli.settings import masked
from trainer.errors import WrongUse
from trainer.records import archive, sqlite
from trainer.settings import Settings, read_settings


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def command(file: Path) -> None:
    r"""Put a backup back into an empty data folder. All of it is verified first; nothing is ever overwritten.

    \b
    Example:
      TRAINER_DATA=restored trainer restore trainer-2026-11-21.zip
    """
    settings = read_settings()
    _check(
        settings, "TRAINER_DATABASE_URL names {named}: what is restored would stand unused beside it. Unset it first."
    )
    done = archive.restore(file.absolute(), settings.data)
    click.echo(f"Restored the backup of {done.made_at} into {settings.data}: {done.recordings} recordings.")
    for name in done.missing:
        click.echo(f"Was missing when the backup was made: recording {name}", err=True)
    _check(
        read_settings(), "The restored trainer.toml names {named}, not the restored database. Mend it before you start."
    )


def _check(settings: Settings, sentence: str) -> None:
    """Raises WrongUse when the application would open another database than the one that is restored."""
    if sqlite.path_of(settings.database_url) != settings.data / archive.DATABASE:
        raise WrongUse(sentence.format(named=masked(settings.database_url)))
