"""`trainer backup`: the whole data folder in one file."""

from datetime import UTC, datetime
from pathlib import Path

import click

from trainer import __version__
from trainer.errors import WrongUse
from trainer.records import archive, sqlite
from trainer.settings import read_settings


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def command(file: Path) -> None:
    r"""Write the whole data folder to one archive, while the application runs.

    It holds the database, the recordings, the settings and the secret key: keep it like a password.

    \b
    Example:
      trainer backup trainer-2026-11-21.zip
    """
    settings = read_settings()
    database = sqlite.path_of(settings.database_url)
    if database is None:
        raise WrongUse("The database isn't SQLite: back it up with its own tools (pg_dump), and copy the data folder.")
    if not file.absolute().parent.is_dir():
        raise WrongUse(f"The folder {file.absolute().parent} doesn't exist.")
    done = archive.write(settings.data, database, file.absolute(), now=datetime.now(UTC), program=__version__)
    click.echo(f"Wrote {file}: the database and {done.recordings} recordings, {done.size / 1e6:.1f} MB.")
    for name in done.missing:
        click.echo(f"Missing in the data folder, and so in the backup: recording {name}", err=True)
