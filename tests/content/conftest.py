"""The example of the problem pages, copied for each test to be broken in its own way."""

import shutil
from pathlib import Path

import pytest

from trainer.content.library import load

EXAMPLE = Path(__file__).parents[2] / "docs" / "problems" / "example"
SCENARIO = "scenarios/example.yaml"


class Content:
    """A content folder whose files can be changed."""

    def __init__(self, folder):
        self.folder = folder

    def change(self, *changes, file=SCENARIO):
        """Replaces texts in a file; each must be there."""
        text = (self.folder / file).read_text("utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        return self.write(file, text)

    def write(self, file, text):
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return self

    def library(self):
        return load([self.folder])

    def problems(self):
        """Line and code of each problem, by file name."""
        return [(Path(one.file).name, one.line, one.code) for one in self.library().problems]

    def codes(self):
        return [one.code for one in self.library().problems]


@pytest.fixture
def content(tmp_path):
    folder = tmp_path / "content"
    shutil.copytree(EXAMPLE, folder)
    return Content(folder)
