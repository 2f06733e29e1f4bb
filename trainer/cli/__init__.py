"""The `trainer` command. Each subcommand is a file here, imported only when it is called."""

import importlib
import os
import sys
import traceback
from pathlib import Path

import click

from trainer import __version__
from trainer.errors import Conflict, ContentHasProblems, NotAllowed, NotFound, TrainerError, WrongUse

COMMANDS = {
    "account": "Add, list, import, disable people and set passwords.",
    "backup": "Write the whole data folder to one archive, while the application runs.",
    "check": "Check content and play every plan.",
    "export": "Write every result to an SQLite, CSV or Excel file.",
    "graph": "Print a scenario as a graph.",
    "match": "Show what replies are understood as, and why.",
    "play": "Play a call in the terminal.",
    "preview": "Show a quiz or module in the browser as it is saved.",
    "prepare": "Render every line's audio and build the search index ahead of time.",
    "rescore": "Score recorded calls again; nothing is overwritten.",
    "restore": "Put a backup back into an empty data folder.",
    "serve": "Start the application.",
    "settings": "Print each setting, its value and where it came from.",
    "speak": "Speak a text with the voice alone.",
    "transcribe": "Recognise a recording with the recogniser alone.",
}
"""Name to one-line help; the command itself is the object `command` in the module of that name."""


def _keeping_lines(command: click.Command) -> click.Command:
    r"""The command, its examples set line by line: `\b` in a raw docstring made the sign that click looks for."""
    if command.help:
        command.help = command.help.replace("\\b\n", "\b\n")
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        _keeping_lines(below)
    return command


class LazyGroup(click.Group):
    """A group whose `--help` imports none of its commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command, imported now; None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"trainer.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return _keeping_lines(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The table as it stands, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="trainer")
def trainer() -> None:
    r"""Train and certify people who answer the phone.

    \b
    Example:
      trainer serve
    """


_keeping_lines(trainer)


def main() -> None:
    """Runs the command line: exit 0 done, 1 content or data has problems, 2 wrong use, 3 something outside failed."""
    if sys.stdin is None:  # closed by whoever started the program: then there is nothing to read
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - until the end
    try:
        code = trainer(standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()  # while an error can still be told
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "trainer"
        click.echo(f"trainer: {' '.join(error.format_message().split())} See '{where} --help'.", err=True)
        sys.exit(error.exit_code)
    except click.Abort:
        click.echo("trainer: stopped.", err=True)
        sys.exit(1)
    except click.ClickException as error:
        click.echo(f"trainer: {' '.join(error.format_message().split())}", err=True)
        sys.exit(3)
    except BrokenPipeError:
        # Whoever read has gone. What is left must not be written once more when Python ends.
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the end
        sys.exit(3)
    except OSError as error:
        click.echo(f"trainer: {' '.join(str(error).split())}", err=True)
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the end
        sys.exit(3)
    except Exception as error:  # noqa: BLE001 - ours, and faults of our own: one line, and the rest for who asks
        sys.exit(_told(error))
    sys.exit(code or 0)


def _told(error: Exception) -> int:
    """Says in one line what happened; the exit code. With TRAINER_DEBUG set, where it happened stands above it."""
    if os.environ.get("TRAINER_DEBUG"):
        traceback.print_exception(error)
    said = str(error)
    if not isinstance(error, TrainerError):
        said = f"The program itself failed ({type(error).__name__}: {error}). TRAINER_DEBUG=1 shows where; report it."
    click.echo(f"trainer: {' '.join(said.split())}", err=True)
    wrong_use = isinstance(error, WrongUse | NotFound | NotAllowed | Conflict)
    return 1 if isinstance(error, ContentHasProblems) else 2 if wrong_use else 3
