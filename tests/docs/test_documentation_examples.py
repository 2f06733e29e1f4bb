"""The examples of the documentation are run, so that what a reader copies works."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from trainer.cli import trainer

DOCS = Path(__file__).parents[2] / "docs"
FILE = re.compile(r"^```\w+ file=(?P<name>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The folder that holds every file of docs/authoring.md."""
    folder = tmp_path_factory.mktemp("authoring")
    for match in FILE.finditer((DOCS / "authoring.md").read_text("utf-8")):
        path = folder / match["name"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(match["text"], "utf-8")
    return folder


@pytest.mark.parametrize("part", ["first", "second"])
def test_the_examples_of_the_authoring_guide_pass_the_checker(written, part):
    result = CliRunner().invoke(trainer, ["check", str(written / part)])
    assert result.exit_code == 0, result.output
    assert "0 errors" in result.output


def test_the_links_between_the_documents_lead_somewhere():
    broken = [
        f"{page.name}: {target}"
        for page in [*DOCS.glob("**/*.md"), DOCS.parent / "README.md"]
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
