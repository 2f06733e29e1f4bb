"""What `--help` prints."""

import pytest
from click.testing import CliRunner

from trainer.cli import COMMANDS, trainer


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_shows_each_example_on_a_line_of_its_own(command):
    printed = CliRunner().invoke(trainer, [*([command] if command else []), "--help"]).output
    assert "\\b" not in printed
    if "Example" in printed:
        lines = printed.splitlines()
        heading = next(number for number, line in enumerate(lines) if line.strip() in {"Example:", "Examples:"})
        assert "trainer" in lines[heading + 1]
