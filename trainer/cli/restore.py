"""`trainer restore`: a backup back into an empty data folder."""

from pathlib import Path

import click

from trainer.records import archive
from trainer.settings import read_settings


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def command(file: Path) -> None:
    r"""Put a backup back into an empty data folder. All of it is verified first; nothing is ever overwritten.

    \b
    Example:
      TRAINER_DATA=restored trainer restore trainer-2026-11-21.zip
    """
    settings = read_settings()
    done = archive.restore(file.absolute(), settings.data)
    click.echo(f"Restored the backup of {done.made_at} into {settings.data}: {done.recordings} recordings.")
    for name in done.missing:
        click.echo(f"Was missing when the backup was made: recording {name}", err=True)
