"""`trainer account`: people and their roles."""

import json
import sys
from pathlib import Path

import click

from trainer.errors import WrongUse
from trainer.people.roles import ROLES
from trainer.services.roster import ImportedRow, ImportReport, import_roster, make_password
from trainer.settings import read_settings
from trainer.wiring import people_of


@click.group("account")
def command() -> None:
    r"""Add, list, import and disable people, and set passwords.

    \b
    Example:
      trainer account add li --display-name 李雷 --role trainee
    """


def _password(*, generate: bool) -> str:
    """Made, asked for at the keyboard, or the first line of standard input."""
    if generate:
        return make_password()
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise WrongUse("No password came on standard input. Give one there, or use --generate.")
    return line


@command.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES), default="trainee", show_default=True)
@click.option("--display-name", help="What others see [default: the name].")
@click.option("--generate", is_flag=True, help="Make a password and print it.")
def add(name: str, role: str, display_name: str | None, *, generate: bool) -> None:
    r"""Add somebody. The password is asked for, or read from standard input.

    \b
    Examples:
      trainer account add li --role trainee
      trainer account add chen --role trainer --generate
    """
    password = _password(generate=generate)
    with people_of(read_settings()) as people:
        person = people.add(name, password, role=role, display_name=display_name)
    click.echo(f"Added {person.name} ({person.role})." + (f" Password: {password}" if generate else ""))


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def list_people(*, as_json: bool) -> None:
    r"""List everybody.

    \b
    Example:
      trainer account list --json
    """
    with people_of(read_settings()) as people:
        everybody = people.everybody()
    if as_json:
        rows = [
            {"name": p.name, "display_name": p.display_name, "role": p.role, "disabled": p.disabled} for p in everybody
        ]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for person in everybody:
        click.echo(f"{person.name}\t{person.role}\t{person.display_name}" + ("\tdisabled" if person.disabled else ""))
    if not everybody:
        click.echo("Nobody has an account yet. The first visit creates the owner's.", err=True)


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def import_people(file: Path, *, dry_run: bool, as_json: bool) -> None:
    r"""Import a class list from a CSV with the columns name, display_name, role, password (only name is required).

    New people are added, changed ones are changed, nobody is removed; importing the same file again changes nothing.
    Whoever has no password in the file gets one made, printed here. Exit 1 when a row has problems; the others are
    imported all the same. Each person is saved at once: when it is broken off, import the same file again for the rest.

    \b
    Example:
      trainer account import class.csv --dry-run
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise WrongUse(f"{file} can't be read: {error.strerror}.") from error
    done: list[ImportedRow] = []

    def tell(row: ImportedRow, of: int) -> None:
        done.append(row)
        if not as_json:
            click.echo(_line(row))
        if not sys.stdout.isatty() and sys.stderr.isatty():
            click.echo(f"\r{len(done)} of {of}", err=True, nl=len(done) == of)

    # What was done is told at once, or at least when it is broken off: passwords that were made are shown only here.
    with people_of(read_settings()) as people:
        try:
            report = import_roster(people, content, dry_run=dry_run, tell=tell)
        except KeyboardInterrupt:
            _sum_up(ImportReport(rows=tuple(done), dry_run=dry_run), as_json=as_json)
            raise
    _sum_up(report, as_json=as_json)
    if report.fine < len(report.rows):
        sys.exit(1)


@command.command("password")
@click.argument("name")
@click.option("--generate", is_flag=True, help="Make a password and print it.")
def password(name: str, *, generate: bool) -> None:
    r"""Set somebody's password. They are signed out everywhere.

    \b
    Example:
      trainer account password li --generate
    """
    with people_of(read_settings()) as people:
        people.find(name)
        new = _password(generate=generate)
        people.set_password(name, new)
    click.echo(f"The password of {name} is set." + (f" Password: {new}" if generate else ""))


@command.command("disable")
@click.argument("name")
@click.option("--undo", is_flag=True, help="Let them sign in again.")
def disable(name: str, *, undo: bool) -> None:
    r"""Let somebody sign in no more. Their records stay.

    \b
    Examples:
      trainer account disable li
      trainer account disable li --undo
    """
    with people_of(read_settings()) as people:
        people.disable(name, disabled=not undo)
    click.echo(f"{name} can sign in again." if undo else f"{name} can't sign in any more. To undo: add --undo.")


def _line(row: ImportedRow) -> str:
    line = f"line {row.line}: {row.name or '(no name)'}: {row.outcome}"
    line += f" ({row.detail})" if row.detail else ""
    return line + (f", password: {row.password}" if row.password else "")


def _sum_up(report: ImportReport, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_as_json(report), ensure_ascii=False))
        return
    verb = "would be imported" if report.dry_run else "imported"
    click.echo(f"{report.fine} of {len(report.rows)} {verb}.")


def _as_json(report: ImportReport) -> dict[str, object]:
    rows = [
        {"line": row.line, "name": row.name, "outcome": row.outcome, "detail": row.detail, "password": row.password}
        for row in report.rows
    ]
    return {"imported": report.fine, "of": len(report.rows), "dry_run": report.dry_run, "rows": rows}
