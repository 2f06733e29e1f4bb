"""The small content of tests/web, copied so that a test may edit it, and the answers to its quiz."""

import shutil
from pathlib import Path

from trainer.learning.answers import Answer

CONTENT = Path(__file__).parents[1] / "web" / "content"
RIGHT = {
    "first-words": Answer(chosen=(0,)),
    "signs": Answer(chosen=(0, 1)),
    "promise": Answer(truth=False),
    "fee": Answer(text="forty"),
    "word": Answer(text="Held"),
    "steps": Answer(chosen=(0, 1, 2, 3)),
    "pairs": Answer(chosen=(0, 1, 2)),
    "gaps": Answer(gaps=("check", "look up")),
    "own-words": Answer(text="I'm sorry, I'll check."),
}
WRONG = {
    "first-words": Answer(chosen=(1,)),
    "signs": Answer(chosen=(2,)),
    "promise": Answer(truth=True),
    "fee": Answer(text="7"),
    "word": Answer(text="lost"),
    "steps": Answer(chosen=(3, 2, 1, 0)),
    "pairs": Answer(chosen=(1, 2, 0)),
    "gaps": Answer(gaps=("ask", "")),
    "own-words": Answer(text="No."),
}


def copied(folder: Path) -> Path:
    """The content in a folder of the test's own."""
    shutil.copytree(CONTENT, folder)
    return folder


def edit(services, file: str, *changes: tuple[str, str]) -> None:
    """Edits a content file, as an author would, and has the application read it."""
    path = services.catalogue.folders[0] / file
    text = path.read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, "utf-8")
    services.catalogue.reload()


def remove(services, file: str) -> str:
    """Takes a content file away; hands back its text."""
    path = services.catalogue.folders[0] / file
    text = path.read_text("utf-8")
    path.unlink()
    services.catalogue.reload()
    return text
