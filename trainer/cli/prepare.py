"""`trainer prepare`: every line's audio and the search index, made ahead."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import click

from trainer.errors import EngineFailed
from trainer.services.lines import SpokenLine
from trainer.services.preparing import every_line
from trainer.settings import read_settings
from trainer.wiring import built

AT_ONCE = 2


@click.command("prepare")
@click.argument("scenarios", nargs=-1)
def command(scenarios: tuple[str, ...]) -> None:
    r"""Render every line's audio and build the search index ahead of time. What is there already is kept.

    Lines are made for all personas, languages and variants.

    \b
    Examples:
      trainer prepare
      trainer prepare data-usage-charge
    """
    with built(read_settings()) as services:
        services.search.prepare()
        library = services.library
        for name in scenarios:
            services.catalogue.playable(name)
        if scenarios:
            chosen = {name: library.scenarios[name] for name in scenarios}
            library = type(library)(scenarios=chosen)
        lines = every_line(library, today=datetime.now().astimezone().date())
        failed: list[str] = []

        def make(line: SpokenLine) -> None:
            try:
                services.speech.wav(line)
            except EngineFailed as error:
                failed.append(f"{line.text}: {error}")

        with (
            ThreadPoolExecutor(AT_ONCE) as pool,
            click.progressbar(length=len(lines), label=f"{len(lines)} lines", file=sys.stderr) as bar,
        ):
            for _ in pool.map(make, lines):
                bar.update(1)
    for line in failed:
        click.echo(line, err=True)
    click.echo(f"{len(lines) - len(failed)} of {len(lines)} lines are ready.")
    if failed:
        sys.exit(3)
