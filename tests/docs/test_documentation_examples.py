"""The examples of the documentation are run, so that what a reader copies works."""

import json
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from trainer.cli import trainer
from trainer.content import (
    course,
    course_reading,
    fields,
    labs,
    part_reading,
    persona_reading,
    plan_reading,
    question_reading,
    quiz_reading,
    rubric_reading,
    scenario,
    scenario_reading,
    wrap_up_reading,
)

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
FILE = re.compile(r"^```\w+ file=(?P<name>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"^```.*?^```$|`[^`\n]*`", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The folder that holds every file of the guides and the reference, each page in a folder of its own."""
    folder = tmp_path_factory.mktemp("authoring")
    for page in ("authoring.md", "authoring.zh.md", "formats.md"):
        for match in FILE.finditer((DOCS / page).read_text("utf-8")):
            path = folder / page / match["name"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(match["text"], "utf-8")
    return folder


@pytest.mark.parametrize(
    "part",
    [
        "authoring.md/first",
        "authoring.md/second",
        "authoring.md/third",
        "authoring.zh.md/first",
        "authoring.zh.md/second",
        "formats.md/formats",
    ],
)
def test_the_examples_of_the_guides_pass_the_checker(written, part):
    result = CliRunner().invoke(trainer, ["check", str(written / part)])
    assert result.exit_code == 0, result.output
    assert "0 errors, 0 warnings" in result.output


def test_the_chinese_example_understands_what_the_guide_says_it_understands(written, monkeypatch):
    monkeypatch.setenv("TRAINER_CONTENT", str(written / "authoring.zh.md" / "first"))
    said = "您把那个单子上最后四位念一下".encode()
    asked = ["match", "parcel-not-received", "--node", "complains", "--lang", "zh"]
    result = CliRunner().invoke(trainer, asked, input=said)
    assert json.loads(result.output)["accepted"] == ["ask_number"]


READERS = [
    fields,
    part_reading,
    scenario_reading,
    persona_reading,
    wrap_up_reading,
    plan_reading,
    rubric_reading,
    quiz_reading,
    question_reading,
    course_reading,
    course,
    labs,
]
WORDS = sorted(
    {
        word
        for reader in READERS
        for name, value in vars(reader).items()
        if name.isupper() and isinstance(value, tuple) and not name.endswith("RESERVED_VARS")
        for word in value
        if isinstance(word, str)
    }
    | {"announce", "limit", "wait", "ivr", "press", "customer", "records", "knowledge", "transfer_to", "requires"}
    | {"shows", "fields", "plans", "needs_person", "times", *scenario.CALL_ENDINGS}
)
"""Every key, and every word a key can have."""


@pytest.mark.parametrize("word", WORDS)
def test_the_reference_has_every_key_and_word(word):
    page = FILE.sub("", (DOCS / "formats.md").read_text("utf-8"))
    assert re.search(rf"`[^`\n]*(?<![a-z_-]){re.escape(word)}(?![a-z_-])[^`\n]*`", page), word


def test_chinese_pages_hold_no_latin_punctuation_after_chinese_words():
    wrong = [
        f"{page.name}:{number}: {line}"
        for page in [ROOT / "README.zh.md", *DOCS.glob("*.zh.md")]
        for number, line in enumerate(CODE.sub("`", page.read_text("utf-8")).splitlines(), start=1)
        if re.search(r"[\u4e00-\u9fff][,;:?!]|[\u4e00-\u9fff] +[\uff01-\uff1f\u3001-\u300f]", line)
    ]
    assert wrong == []


def test_the_links_between_the_documents_lead_somewhere():
    broken = [
        f"{page.name}: {target}"
        for page in [*DOCS.glob("**/*.md"), *ROOT.glob("README*.md")]
        if "example" not in page.parts  # content for the problem pages: its links are the checker's business
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", CODE.sub("", page.read_text("utf-8")))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_competencies_of_the_starter_content_are_all_listed():
    starter = yaml.safe_load((ROOT / "courses" / "competencies.yaml").read_text("utf-8"))
    page = (DOCS / "formats.md").read_text("utf-8")
    listed = page.split("those of the starter content: ")[1].split("\n\n")[0]
    assert re.findall(r"`([a-z-]+)`", listed) == list(starter)
