"""A content folder whose three modules name the three labs."""

from pathlib import Path

from trainer.content.labs import LABS

MODULE = """
  - id: {lab}
    title: {{en: "{lab}"}}
    minutes: 1
    body: {lab}
    lab: {lab}
"""


def lab_content(folder: Path) -> Path:
    """Writes it and hands it back."""
    course = folder / "courses" / "labs"
    course.mkdir(parents=True)
    head = "id: labs\ntitle: {en: Labs}\ntrack: agent\nlanguages: [en]\nmodules:"
    (course / "course.yaml").write_text(head + "".join(MODULE.format(lab=lab) for lab in LABS), "utf-8")
    for lab in LABS:
        (course / f"{lab}.en.md").write_text(f"# {lab}\n\nA text before the lab.\n", "utf-8")
    return folder
