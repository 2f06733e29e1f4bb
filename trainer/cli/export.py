"""`trainer export`: results out."""

from datetime import datetime
from pathlib import Path

import click

from trainer.settings import read_settings
from trainer.wiring import export_of


@click.command("export")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="The file: its ending (.db, .csv, .xlsx) says the format.",
)
@click.option("--names", is_flag=True, help="With people's names. Without it nobody can tell whose results they are.")
@click.option("--texts", is_flag=True, help="With what people said and wrote.")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Only what happened from this day on (2026-11-21).",
)
@click.option("--table", metavar="NAME", help="The table of a CSV file [default: results, one row a result].")
@click.option("--force", is_flag=True, help="Overwrite the file when it is there.")
def command(out: Path, since: datetime | None, table: str | None, *, names: bool, texts: bool, force: bool) -> None:
    r"""Write every result to one file, while the application runs. docs/export.md says what each column means.

    Pseudonymous: people have letters instead of names, the same ones in every export, and nothing they said or wrote is
    in it, unless you ask for it.

    \b
    Examples:
      trainer export --out results.db
      trainer export --out results.xlsx --since 2026-11-01
      trainer export --out items.csv --table items
    """
    with export_of(read_settings()) as export:
        day = None if since is None else since.astimezone()
        done = export.write(out, names=names, texts=texts, since=day, table=table, force=force)
    told = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in done.rows.items() if count)
    click.echo(f"Wrote {out} ({done.size / 1e6:.1f} MB): {told or 'no results yet'}.")
    if names or texts:
        click.echo("It holds personal data: keep it like one, and remove it when it is no longer needed.")
